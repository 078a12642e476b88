// SPDX-License-Identifier: Apache-2.0
// What makes a working page quicker, never what makes it work: every form and link here does the
// same without this file. No state is kept.
"use strict";

// "/" goes to the search of the page; off where people type and for participants (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-sok]");
  if (!field || document.documentElement.dataset.snarveier === "av") return;
  event.preventDefault();
  if (field.href) location.assign(field.href);
  else field.focus();
});

// Menus are <details>: one is open at a time, Escape and a click elsewhere close it.
const menus = () => document.querySelectorAll("details.nedtrekk[open]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

// A form is sent once. The button says so; the server has its own key against doing it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sendt) {
    event.preventDefault();
    return;
  }
  form.dataset.sendt = "ja";
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sendt]")) {
    delete form.dataset.sendt;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// What a part of the page could not do is told in #hendelse until something new is tried.
document.addEventListener("htmx:before:request", () => {
  document.getElementById("hendelse")?.replaceChildren();
});

// Leaving a form with changes asks first.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.method === "post" && "vakt" in form.dataset) changed.add(form);
});
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.dataset.sendt) event.preventDefault();
});

// A select or check box marked so sends its form at once; the button beside it stays.
document.addEventListener("change", (event) => {
  if ("straks" in event.target.dataset) event.target.form.requestSubmit();
});

// Errors on top take the focus, so that they are read first.
document.querySelector(".feilliste")?.focus();

// Two minutes before the session ends the page says so; any request to the server prolongs it.
const warning = document.querySelector("[data-okt]");
if (warning) {
  const left = Number(warning.dataset.okt) * 1000;
  const begin = () => setTimeout(() => (warning.hidden = false), Math.max(0, left - 120000));
  warning.querySelector("button").addEventListener("click", () => {
    fetch(location.href, { method: "HEAD", credentials: "same-origin" }).then(() => {
      warning.hidden = true;
      begin();
    });
  });
  begin();
}
