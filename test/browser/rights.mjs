// SPDX-License-Identifier: Apache-2.0
// Every route x every role of the demo: who has the right gets in (or is told what is wrong with an
// empty form), who has it not is refused, who is not signed in is sent to sign in.
import { check, test } from './kit.mjs';
import { map } from './sweep.mjs';

const ARGS = { ':slug': 'ukjent', ':year': '2023', ':number': '1506', ':ref': 'aaaaaaaaaa', ':county': '15',
  ':id': '999999', ':token': 'ukjent', ':tema': 'bosetting', ':tabell': 'ukjent' };
const fill = url => url.replace(/:[a-z]+/g, a => ARGS[a] ?? 'ukjent');

export async function cookieOf(site, account) {
  const page = await fetch(`${site.base}/logg-inn`);
  const jar = page.headers.getSetCookie().map(c => c.split(';')[0]);
  const token = /name="csrf" value="([^"]+)"/.exec(await page.text())[1];
  const answer = await fetch(`${site.base}/logg-inn`, { method: 'POST', redirect: 'manual',
    headers: { origin: site.base, cookie: jar.join('; '), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrf: token, once: crypto.randomUUID(), login: account.user, password: account.password, code: '', neste: '' }) });
  check(answer.status === 303, `sign-in of ${account.user} gave ${answer.status}`);
  return answer.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');
}

const ask = (site, route, cookie) => fetch(site.base + fill(route.url), { redirect: 'manual', method: route.method,
  headers: { origin: site.base, ...(cookie ? { cookie } : {}), ...(route.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
  ...(route.method === 'POST' ? { body: '' } : {}) });

export function rights(site) {
  for (const role of [...new Set(site.accounts.map(a => a.role))])
    test(`rights of ${role} on every route`, async () => {
      const cookie = await cookieOf(site, site.account(role));
      const wrong = [];
      for (const r of map.routes) {
        if (r.url === '/logg-ut' || r.url === '/logg-inn') continue;
        const { status } = await ask(site, r, cookie);
        const has = r.roles.includes('public') || r.roles.includes(role);
        // An empty post has no form token: 419 for who may, 403 for who may not.
        const fine = has ? [200, 303, 404, 419, 422, ...(r.method === 'POST' ? [403] : [])] : [403, 404];
        if (!fine.includes(status)) wrong.push(`${r.method} ${r.url}: ${status}`);
        if (!has && r.method === 'GET' && status !== 403) wrong.push(`${r.method} ${r.url}: ${status}, wanted 403`);
      }
      check(!wrong.length, wrong.join('\n'));
    });
  test('who is not signed in is sent to sign in, and only from staff pages', async () => {
    const wrong = [];
    for (const r of map.routes) {
      if (r.method !== 'GET') continue;
      const answer = await ask(site, r);
      const to = answer.headers.get('location') ?? '';
      if (r.roles.includes('public') ? to.startsWith('/logg-inn') : !(answer.status === 303 && to.startsWith('/logg-inn?neste=')))
        wrong.push(`${r.url}: ${answer.status} ${to}`);
    }
    check(!wrong.length, wrong.join('\n'));
  });
}
