// SPDX-License-Identifier: Apache-2.0
// Addresses with numbers in them: found by following links from the pages of each role, as a person
// would. One of each route, and of each word an address may end with, is looked at like the others.
import { cookieOf } from './rights.mjs';
import { map } from './sweep.mjs';

// Pages that no link of the untouched demo leads to: stories and states come to them.
const ELSEWHERE = [/^\/import\/:id/, /^\/team\/overforing\/:id$/, /^\/min-kartlegging/, /^\/min-side\/vedtak/, /^\/tall-og-statistikk\/utgivelser\/:id$/, /\/reise$/, /\/(pdf|fil|feil)$/, /^\/import\/mal/, /^\/mangler\/:slag$/,
  /^\/bosetting\/fordeling\/:ref/, /^\/bosetting\/anmodning\/:ref\/utsett$/, /\/(formal|innsynsrett)$/, /\/mottak\/inn$/, /\/notat\/:no$/, /\/veiledning\/:event$/];
const ENDS = [['DS', 'bosetting'], ['CE', 'nes'], ['CE', 'vika'], ['MC', 'molde'], ['MH', 'molde-leder'], ['MP', 'molde-radgiver'], ['CO', 'fylke'],
  ['MU', 'molde-brukere'], ['DE', 'redaktor'], ['DA', 'analyse'], ['VO', 'frivillig']];
const staffRoutes = map.routes.filter(r => r.method === 'GET' && r.url.includes(':') && !r.roles.includes('public'))
  .map(r => ({ ...r, parts: r.url.split('/') }));

// The route of an address; a word in the place of an argument stays, a number does not.
function routeOf(path) {
  const parts = path.split('/');
  const fits = staffRoutes.filter(r => r.parts.length === parts.length && r.parts.every((p, i) => p.startsWith(':') || p === parts[i]))
    .sort((a, b) => (a.url.match(/:/g).length - b.url.match(/:/g).length));
  if (!fits.length) return null;
  return { url: fits[0].url, key: fits[0].parts.map((p, i) => p.startsWith(':') && /^[a-z]+$/.test(parts[i]) && parts[i].length !== 10 ? parts[i] : p).join('/') };
}

async function linksOf(site, cookie, url) {
  const answer = await fetch(site.base + url, { headers: { cookie } });
  if (answer.status !== 200 || !/html/.test(answer.headers.get('content-type'))) return null;
  const text = await answer.text();
  return [...text.slice(text.indexOf('<main')).matchAll(/ href="(\/[^"#]*)"/g)].map(m => m[1].replaceAll('&amp;', '&'));
}

// {url, role, user} for each found; and the routes that nobody came to.
export async function deepPages(site) {
  const seen = new Map(), found = [];
  for (const [role, user] of ENDS) {
    const account = site.account(role, user), cookie = await cookieOf(site, account);
    const starts = map.routes.filter(r => r.method === 'GET' && !r.url.includes(':') && r.roles.includes(role) && !r.files?.length).map(r => r.url);
    const queue = ['/min-dag', '/personer', '/bosetting', '/bosetting?steg=vedtatt', '/bosetting?steg=spurt', '/bosetting?steg=dato', ...starts], met = new Set(queue), perRoute = new Map();
    for (let url = queue.shift(); url && met.size < 900; url = queue.shift()) {
      for (const link of await linksOf(site, cookie, url) ?? []) {
        const path = link.split('?')[0], at = routeOf(path);
        if (!at || met.has(path)) continue;
        met.add(path);
        const n = perRoute.get(at.key) ?? 0;
        perRoute.set(at.key, n + 1);
        if (n < 4) queue.push(link); // some more of a kind: what stands on one is not on the other
        if (seen.has(at.key) || !await linksOf(site, cookie, link)) continue;
        seen.set(at.key, at.url);
        found.push({ url: link, role, user, name: at.key });
      }
    }
  }
  const missed = staffRoutes.map(r => r.url).filter(u => ![...seen.values()].includes(u) && !ELSEWHERE.some(e => e.test(u)));
  return { found, missed };
}
