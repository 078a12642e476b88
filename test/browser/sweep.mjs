// SPDX-License-Identifier: Apache-2.0
// Every page that the program says it has, as each role that may open it: axe, HTML, no script
// trouble, no refused content, no sideways scroll; nb and nn, light and dark, 1280 and 320 px.
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

// Each language meets each scheme and each width: four windows instead of eight.
const VARIANTS = [
  { lang: 'nb', dark: false, width: 1280 }, { lang: 'nb', dark: true, width: 320 },
  { lang: 'nn', dark: true, width: 1280 }, { lang: 'nn', dark: false, width: 320 },
];

export function sweep(b, site) {
  const states = new Map(); // account -> cookies, so that each signs in once
  const stateOf = async account => {
    const key = account?.user ?? '';
    if (!states.has(key)) {
      const page = await open(b, site, { account });
      states.set(key, await page.context().storageState());
      await page.context().close();
    }
    const s = structuredClone(states.get(key));
    return s;
  };

  for (const a of addresses(site))
    test(`page ${a.url} as ${a.role}`, async () => {
      const faults = [];
      const account = accountOf(site, a);
      for (const v of VARIANTS) {
        const state = await stateOf(account);
        state.cookies = [...state.cookies.filter(c => c.name !== 'sprak'),
          { name: 'sprak', value: v.lang, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }];
        const page = await open(b, site, { ...v, state });
        const where = `${v.lang} ${v.dark ? 'dark' : 'light'} ${v.width}`;
        const answer = await page.goto(a.url);
        if (answer.status() !== 200) faults.push(`${where}: status ${answer.status()}`);
        const lang = await page.getAttribute('html', 'lang');
        const content = await page.locator('main').getAttribute('lang').catch(() => null);
        if (lang !== v.lang && content === null) faults.push(`${where}: the page says lang=${lang}`);
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (scroll > 0) faults.push(`${where}: ${scroll} px wider than the window`);
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
        for (const f of found.violations) faults.push(`${where}: axe ${f.id}: ${f.nodes[0].target} ${f.nodes[0].html.slice(0, 120)}`);
        if (!v.dark && v.width === 1280) {
          const report = await html.validateString(await (await page.request.get(a.url)).text());
          for (const r of report.results) for (const m of r.messages) if (m.severity > 1) faults.push(`${where}: html ${m.ruleId} line ${m.line}: ${m.message}`);
        }
        if (page.trouble.length) faults.push(`${where}: ${page.trouble[0]}`);
        await page.context().close();
        if (faults.length > 4) break;
      }
      if (faults.length) throw new Error(faults.slice(0, 5).join('\n'));
    });
}
