// SPDX-License-Identifier: Apache-2.0
// Every page that the program says it has, as each role that may open it: axe, HTML, no script
// trouble, no refused content, no sideways scroll; nb and nn x light and dark x 1280 and 320 px.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';
import { PROGRAM, open, test } from './kit.mjs';

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
export const map = JSON.parse(execFileSync(PROGRAM, ['routes'], { maxBuffer: 1 << 24 }));

const html = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Matters of taste that the templates decide otherwise; everything about correctness stays on.
    'no-trailing-whitespace': 'off', 'void-style': 'off', 'long-title': 'off', 'doctype-style': 'off',
    'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'no-implicit-input-type': 'off',
    // Forms with one button in each row of a table, and custom elements of the design system.
    'prefer-native-element': 'off', 'require-sri': 'off', 'no-unknown-elements': 'off',
    'valid-autocomplete': 'off', 'form-dup-name': 'off', 'no-redundant-for': 'off', 'tel-non-breaking': 'off',
  },
});

// One address per page and role: plain GET routes, then the example pages of the rooms.
export function addresses(site) {
  const list = [];
  const has = role => role === 'public' || site.account(role);
  for (const r of map.routes)
    if (r.method === 'GET' && !r.url.includes(':') && !/^\/(health|ready|start)/.test(r.url))
      for (const role of r.roles.includes('public') ? ['public'] : r.roles.filter(has)) {
        if (r.right === 'signed-in' && role !== 'DS') continue; // the same for all: once is enough
        list.push({ url: r.url, role });
      }
  for (const p of map.pages)
    if (!list.some(l => l.url === p.url && l.role === p.role)) list.push({ url: p.url, role: p.role, org: p.org });
  return list;
}

const accountOf = (site, { role, org }) => role === 'public' ? null
  : org === 'K3053' ? site.account(role, 'jevnaker') : site.account(role);

// Colours are all that a scheme changes, so the other rules are asked once per language and width.
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];
const LOOKS = [
  { width: 1280, scheme: 'light', rules: { type: 'tag', values: TAGS } },
  { width: 1280, scheme: 'dark', rules: { type: 'rule', values: COLOURS } },
  { width: 320, scheme: 'dark', rules: { type: 'rule', values: COLOURS } },
  { width: 320, scheme: 'light', rules: { type: 'tag', values: TAGS } },
];

async function look(page, where, { width, scheme, rules }, faults) {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
  const scroll = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (scroll > 0) faults.push(`${where}: ${scroll} px wider than the window`);
  const found = await page.evaluate(async runOnly => (await axe.run(document, { runOnly, resultTypes: ['violations'], preload: false }))
    .violations.map(v => `axe ${v.id}: ${v.nodes[0].target} ${v.nodes[0].html.slice(0, 120)}`), rules);
  for (const f of found) faults.push(`${where}: ${f}`);
}

export async function validate(text, where, faults) {
  const report = await html.validateString(text);
  for (const r of report.results) for (const m of r.messages) if (m.severity > 1) faults.push(`${where}: html ${m.ruleId} line ${m.line}: ${m.message}`);
}

// All looks of the page as it stands.
export async function looks(page, where, faults) {
  await page.evaluate(axe);
  for (const l of LOOKS) if (faults.length < 5) await look(page, `${where} ${l.scheme} ${l.width}`, l, faults);
}

async function pageIn(page, a, lang, faults) {
  page.trouble.length = 0;
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.context().addCookies([{ name: 'sprak', value: lang, url: new URL(page.base).origin }]);
  const answer = await page.goto(a.url);
  if (answer.status() !== 200) faults.push(`${lang}: status ${answer.status()}`);
  const said = await page.getAttribute('html', 'lang');
  const content = await page.locator('main').getAttribute('lang').catch(() => null);
  if (said !== lang && content === null) faults.push(`${lang}: the page says lang=${said}`);
  await looks(page, lang, faults);
  await validate(await answer.text(), lang, faults);
  const refused = await page.evaluate(() => window.refusedContent);
  for (const r of refused) faults.push(`${lang}: the content policy refused ${r}`);
  if (page.trouble.length) faults.push(`${lang}: ${page.trouble[0]}`);
}

export function sweep(b, site, { found, missed }) {
  const idle = new Map(); // account -> pages signed in and waiting for work
  const pageFor = async account => {
    const waiting = idle.get(account?.user) ?? [];
    idle.set(account?.user, waiting);
    if (waiting.length) return waiting.pop();
    const page = await open(b, site, { account });
    page.base = site.base;
    await page.addInitScript(() => {
      window.refusedContent = [];
      document.addEventListener('securitypolicyviolation', e => window.refusedContent.push(`${e.violatedDirective} ${e.blockedURI}`));
    });
    return page;
  };

  test('what the content policy refuses is seen', async () => {
    const page = await pageFor(null);
    await page.goto('/');
    await page.evaluate(() => { document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/x.png' })); });
    await page.waitForFunction(() => window.refusedContent.length === 1);
    await page.context().close();
  });

  test('links lead to every page with a number in its address', async () => {
    if (missed.length) throw new Error(`nobody comes to ${missed.join(', ')}`);
  });

  for (const a of [...addresses(site), ...found])
    test(`page ${a.name ?? a.url} as ${a.role}`, async () => {
      const faults = [], account = a.user ? site.account(a.role, a.user) : accountOf(site, a), page = await pageFor(account);
      for (const lang of ['nb', 'nn']) if (faults.length < 5) await pageIn(page, a, lang, faults);
      idle.get(account?.user).push(page);
      if (faults.length) throw new Error(faults.slice(0, 5).join('\n'));
    }, { together: true });
}
