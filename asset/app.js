// SPDX-License-Identifier: Apache-2.0
// What makes a working page quicker, never what makes it work: every form and link here does the
// same without this file. What people type is
// all that is ever kept.
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

const changed = new Set(); // forms with something typed

// A form marked data-kladd keeps what is typed in this tab until the server has taken it, and sends it
// when the network is back. With data-lagre it is also saved in the background, three seconds after
// the last change. Nothing else of the page is kept.
// Another user who signs in at the same machine neither sees nor sends what the one before typed.
const KLADD = "kladd:", hvem = document.documentElement.dataset.hvem ?? "0";
if (hvem !== "0")
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(KLADD) && !key.startsWith(`${KLADD}${hvem}:`) && !key.startsWith(`${KLADD}0:`)) sessionStorage.removeItem(key);
for (const form of document.querySelectorAll("form[data-kladd]")) {
  const key = KLADD + hvem + ":" + location.pathname + ":" + form.dataset.kladd;
  const offline = form.querySelector("[data-nett]");
  const saved = form.querySelector("[data-lagret]");
  const fields = () => [...form.elements].filter((f) => f.name && !["hidden", "submit"].includes(f.type));
  let waiting = null, timer = 0, at = 0;

  const keep = () => {
    const values = fields().map((f) => (["checkbox", "radio"].includes(f.type) ? f.checked : f.value));
    sessionStorage.setItem(key, JSON.stringify({ version: form.elements.version?.value, values }));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
    const all = fields();
    if (kept?.values.length !== all.length) return;
    all.forEach((f, i) => {
      if (["checkbox", "radio"].includes(f.type)) f.checked = kept.values[i];
      else f.value = kept.values[i];
    });
    if (kept.version) form.elements.version.value = kept.version; // somebody's later save is met, not lost
    changed.add(form);
  };
  const post = (submitter) =>
    fetch(form.action, { method: "POST", credentials: "same-origin", body: new URLSearchParams(new FormData(form, submitter)) });
  const lost = (submitter) => {
    waiting = submitter ?? true;
    offline.hidden = false;
    form.querySelectorAll("[aria-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  };
  const send = async (submitter) => {
    let answer;
    try {
      answer = await post(submitter);
    } catch {
      return lost(submitter);
    }
    waiting = null;
    offline.hidden = true;
    form.dataset.sendt = "ja"; // nothing to warn of when leaving
    const to = new URL(answer.url);
    if (answer.status === 419 || (answer.redirected && /^\/(logg-inn|kartlegging)$/.test(to.pathname)))
      return location.reload(); // the session is over: sign in, and what was typed is still here
    if (!answer.ok) return form.submit(); // the page with what is wrong
    sessionStorage.removeItem(key);
    if (to.href === location.href) location.reload();
    else location.assign(to);
  };
  // In the background: the answer is the same page with its new version.
  const save = async () => {
    const then = ++at;
    let answer;
    try {
      answer = await post(form.querySelector("[data-utkast]"));
    } catch {
      return lost();
    }
    if (!answer.ok || then !== at) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(`form[data-kladd="${form.dataset.kladd}"]`);
    if (!fresh) return;
    for (const f of fresh.querySelectorAll("input[type=hidden]")) if (form.elements[f.name]) form.elements[f.name].value = f.value;
    offline.hidden = true;
    waiting = null;
    if (then !== at) return;
    sessionStorage.removeItem(key);
    changed.delete(form);
    if (saved) {
      saved.hidden = false;
      saved.querySelector("time").textContent = new Date().toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    }
  };
  restore();
  form.addEventListener("input", () => {
    at++;
    keep();
    if (!("lagre" in form.dataset)) return;
    clearTimeout(timer);
    timer = setTimeout(save, 3000);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    at++;
    keep();
    send(event.submitter);
  });
  const again = () => {
    if (waiting === true) save();
    else if (waiting) send(waiting);
  };
  addEventListener("online", again);
  setInterval(again, 20000);
}
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/logg-ut") return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KLADD)) sessionStorage.removeItem(key);
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
