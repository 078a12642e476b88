// SPDX-License-Identifier: Apache-2.0
// The whole program on real sockets: hostile bytes, slow and many clients, headers, forms of
// others, stop. Needs build/fotfeste and, for its half, nginx. Last line: N passed, N failed.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { check, finish, folder, freePort, get, inherit, nginxProgram, post, proxy, reset, send, serve,
         sleep, visit } from './kit.mjs';
import { rawTests } from './raw.mjs';

const only = process.argv[2];
const direct = await serve('direct', '127.0.0.1:0', ['--metrics', '127.0.0.1:0', '--day', '2023-09-01']);
check('it is ready', !!direct.to, direct.text + direct.log);
if (!direct.to) finish();
check('it starts within a second', direct.readyMs < 1000, direct.readyMs);
const socket = join(folder, 'web.sock');
const behind = await serve('behind', `unix:${socket}`, ['--host', 'fotfeste.test']);
const front = nginxProgram ? await proxy(socket) : null;
if (!front) console.log('nginx is not installed: its half is left out (apt-get install nginx-light)');
const places = [['loopback', direct.to], ...(front ? [['nginx', front.to]] : [])];

const tests = {
  async raw() { await rawTests(direct.to, front?.to); },

  async headers() {
    const urls = ['/', '/logg-inn', '/start', '/finnes-ikke', '/logg-ut', '/health', '/logg-inn/',
                  '/statisk/finnes-ikke.css', '/%zz', '/logg-inn?sprak=nn', '/profil'];
    const policy = [['content-security-policy', /default-src 'none'.*frame-ancestors 'none'/],
                    ['x-content-type-options', /^nosniff$/], ['referrer-policy', /^no-referrer$/],
                    ['cross-origin-opener-policy', /^same-origin$/],
                    ['cross-origin-resource-policy', /^same-origin$/],
                    ['permissions-policy', /camera=\(\)/], ['cache-control', /./],
                    ['x-request-id', /^[0-9a-f]{16}$/]];
    for (const [where, to] of places)
      for (const url of urls) {
        const a = (await get(to, url)).list[0];
        for (const [name, form] of policy) {
          if (where === 'nginx' && url === '/%zz' && !/policy$|options/.test(name)) continue;
          if (where === 'nginx' && url === '/%zz' && /cross|permissions/.test(name)) continue;
          const v = a?.get(name) ?? [];
          check(`${where}: ${url} has one ${name}`, v.length === 1 && form.test(v[0]), v);
        }
        check(`${where}: ${url} allows no other origin`,
              !a?.headers.some(h => h[0].startsWith('access-control')));
        check(`${where}: ${url} tells no version`, !/\d/.test(a?.get('server')[0] ?? ''));
      }
    const tls = await get({ path: socket, name: 'fotfeste.test' }, '/logg-inn', 'X-Forwarded-Proto: https\r\n');
    check('strict transport over TLS', /max-age=31536000/.test(tls.list[0].get('strict-transport-security')[0]));
    check('cookies over TLS are __Host- and Secure',
          tls.list[0].get('set-cookie').every(c => /^__Host-.*; Secure/.test(c)), tls.list[0].get('set-cookie'));
    const plain = await get(direct.to, '/logg-inn', 'X-Forwarded-Proto: https\r\n');
    check('a visitor on loopback is not believed about TLS',
          !plain.list[0].get('strict-transport-security').length);
  },

  async forms() {
    const form = { login: 'ola', password: 'feil', neste: '/' };
    for (const [where, to] of places) {
      const own = `Origin: http://${to.name}\r\n`;
      const v = await visit(to, '/logg-inn');
      const other = await visit(to, '/logg-inn');
      check(`${where}: a visitor gets a token`, v.token.length === 43 && v.cookie !== '', v.set);
      check(`${where}: the cookie is out of reach of scripts`, /HttpOnly.*SameSite=Lax/.test(v.set), v.set);
      check(`${where}: two visitors have two tokens`, v.token !== other.token);
      const cookie = `Cookie: ${v.cookie}\r\n`;
      const tries = [
        ['with all', { ...form, csrf: v.token }, cookie + own, [200, 303, 401, 422]],
        ['without a token', form, cookie + own, [419]],
        ['with an empty token', { ...form, csrf: '' }, cookie + own, [419]],
        ["with another's token", { ...form, csrf: other.token }, cookie + own, [419]],
        ['with a cut token', { ...form, csrf: v.token.slice(0, -1) }, cookie + own, [419]],
        ['without the cookie', { ...form, csrf: v.token }, own, [419]],
        ['with an empty cookie', { ...form, csrf: v.token }, 'Cookie: skjema=\r\n' + own, [419]],
        ['with the token in the address only', form, cookie + own, [419], `?csrf=${v.token}`],
        ['from another origin', { ...form, csrf: v.token }, cookie + 'Origin: https://evil.example\r\n', [403]],
        ['from a name like ours', { ...form, csrf: v.token }, cookie + `Origin: http://${to.name}.evil.example\r\n`, [403]],
        ['from our name on another scheme', { ...form, csrf: v.token }, cookie + `Origin: https://${to.name}\r\n`, [403]],
        ['from another port', { ...form, csrf: v.token }, cookie + `Origin: http://${to.name.split(':')[0]}:1\r\n`, [403]],
        ['cross-site', { ...form, csrf: v.token }, cookie + 'Sec-Fetch-Site: cross-site\r\n', [403]],
        ['same-site but not ours', { ...form, csrf: v.token }, cookie + own + 'Sec-Fetch-Site: same-site\r\n', [403]],
        ['null origin, cross-site', { ...form, csrf: v.token }, cookie + 'Origin: null\r\nSec-Fetch-Site: cross-site\r\n', [403]],
        ['null origin, our own page', { ...form, csrf: v.token }, cookie + 'Origin: null\r\nSec-Fetch-Site: same-origin\r\n', [200, 303, 401, 422]],
        ['as JSON', '{"csrf":"' + v.token + '"}', cookie + own + 'Content-Type: application/json\r\n', [415]],
        ['as plain text', 'csrf=' + v.token, cookie + own + 'Content-Type: text/plain\r\n', [415]],
      ];
      for (const [name, body, headers, want, query = ''] of tries) {
        const r = await post(to, '/logg-inn' + query, body, headers);
        check(`${where}: a form ${name}`, want.includes(r.status), r.raw || 'no answer');
      }
      const kept = await post(to, '/logg-inn', { login: '<"kari">', password: 'x' }, cookie + own);
      check(`${where}: an expired form keeps what was typed, escaped`,
            kept.list[0]?.body.includes('value="&lt;&quot;kari&quot;&gt;"'), kept.raw);
      const again = kept.list[0]?.body.match(/name="csrf" value="([^"]+)"/)?.[1];
      check(`${where}: and can be sent again`, again === v.token, again);
      const out = await post(to, '/logg-inn', { ...form, csrf: v.token, neste: '//evil.example' }, cookie + own);
      check(`${where}: no way out by neste`, !/^location:.*evil/im.test(out.raw), out.raw);
      const get405 = await get(to, '/logg-ut');
      check(`${where}: GET does not sign out`, get405.status === 405 && get405.list[0].get('allow')[0] === 'POST');
    }
  },

  async slow() {
    const head = `GET /logg-inn HTTP/1.1\r\nHost: ${direct.to.name}\r\n`;
    const idle = [];
    for (let i = 0; i < 200; i++) idle.push(send(direct.to, [head, 14000], { quiet: 14000 }));
    const drip = send(direct.to, [head, ...Array.from({ length: 30 }, () => [500, 'X: a\r\n']).flat()], { quiet: 14000 });
    const body = send(direct.to, ['POST /logg-inn HTTP/1.1\r\nHost: ' + direct.to.name +
      '\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\n',
      ...Array.from({ length: 90 }, () => [500, 'a']).flat()], { quiet: 50000 });
    await sleep(500);
    const began = Date.now();
    const r = await get(direct.to, '/logg-inn');
    check('200 slow heads hold nobody up', r.status === 200 && Date.now() - began < 200, Date.now() - began);
    const d = await drip;
    check('a head one line at a time is ended after 10 s', d.closed && d.ms > 9000 && d.ms < 13000, d.ms);
    const all = await Promise.all(idle);
    check('heads that never end are ended', all.every(x => x.closed && x.ms < 13000), all.map(x => x.ms).join(' '));
    const whole = await send(direct.to, [...'GET /logg-inn HTTP/1.1\r\n'.split('').flatMap(c => [c, 5]),
      `Host: ${direct.to.name}\r\n\r\n`]);
    check('a head byte by byte, in time, is answered', whole.status === 200, whole.raw);
    const b = await body;
    check('a body that drips is ended after 30 s and a little', b.closed && b.ms > 30000 && b.ms < 38000, b.ms);
    const split = await send(direct.to, ['POST /logg-inn HTTP/1.1\r\nHost: ' + direct.to.name +
      '\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\nExpect: 100-continue\r\n\r\n', 300, 'a=', 300, 'b&c=']);
    check('a body in pieces after 100-continue is read', split.status === 419, split.raw);
  },

  async addresses() {
    const to = { path: socket, name: 'fotfeste.test' };
    const half = from => send(to, [`POST /logg-inn HTTP/1.1\r\nHost: ${to.name}\r\nX-Forwarded-For: ${from}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=', 1200, 'b'], { quiet: 3000 });
    const many = [];
    for (let i = 0; i < 120; i++) many.push(half('192.0.2.7'));
    await sleep(300);
    const neighbour = await get(to, '/logg-inn', 'X-Forwarded-For: 192.0.2.8\r\n');
    check('an address with many connections does not hold up its neighbour', neighbour.status === 200, neighbour.raw);
    const forged = await get(to, '/logg-inn', 'X-Forwarded-For: 192.0.2.8, 192.0.2.7\r\n');
    check('what a visitor wrote before the proxy does not count', forged.status === 429, forged.raw);
    const done = await Promise.all(many);
    const refused = done.filter(r => r.status === 429);
    check('a hundred connections of one address, the rest later', refused.length === 20, refused.length);
    check('with Retry-After', refused.every(r => r.list[0].get('retry-after').length === 1));
    check('the hundred got their answer', done.filter(r => r.status === 419).length === 100);
  },

  async overload() {
    const small = await serve('small', '127.0.0.1:0', ['--workers', '1']);
    const v = await visit(small.to, '/logg-inn');
    const form = { login: 'ola', password: 'feil', csrf: v.token };
    const all = [];
    for (let i = 0; i < 600; i++)
      all.push(post(small.to, '/logg-inn', { ...form, login: 'ola' + i }, `Cookie: ${v.cookie}\r\n`));
    await sleep(300);
    const health = [];
    for (let i = 0; i < 10; i++) { health.push(await get(small.to, '/health')); await sleep(50); }
    check('health is answered within 100 ms all the while',
          health.every(h => h.status === 200 && h.ms < 100), health.map(h => h.ms).join(' '));
    const done = await Promise.all(all);
    const busy = done.filter(r => r.status === 503), other = done.filter(r => r.status !== 503);
    check('every request is answered', done.every(r => r.list.length === 1), done.filter(r => r.list.length !== 1).length);
    check('some were told to come back', busy.length > 0, done.map(r => r.status).join(' '));
    check('with Retry-After', busy.every(r => r.list[0].get('retry-after').length === 1));
    check('nobody waits longer than 4 s', done.every(r => r.ms < 4500), Math.max(...done.map(r => r.ms)));
    check('the others got their page', other.length > 0 && other.every(r => [200, 303, 401, 422, 429].includes(r.status)),
          other.map(r => r.status).join(' '));
    const after = await get(small.to, '/logg-inn');
    check('and then all is well again', after.status === 200, after.raw);
    const gone = [];
    for (let i = 0; i < 1100; i++) gone.push(send(small.to, ['GET / HTTP/1.1\r\n'], { quiet: 3000 }));
    await sleep(700);
    const room = await get(small.to, '/health');
    check('health is answered while every place is taken', room.status === 200, room.raw);
    await Promise.all(gone);
    small.process.kill('SIGTERM');
    check('it stops with 0', (await small.exit).code === 0);
  },

  async stop() {
    const s = await serve('stop', '127.0.0.1:0', ['--workers', '2']);
    const v = await visit(s.to, '/logg-inn');
    const all = [];
    for (let i = 0; i < 40; i++)
      all.push(post(s.to, '/logg-inn', { login: 'ola' + i, password: 'x', csrf: v.token }, `Cookie: ${v.cookie}\r\n`));
    const open = send(s.to, ['GET /logg-inn HTTP/1.1\r\n', 600, `Host: ${s.to.name}\r\n\r\n`], { quiet: 4000 });
    await sleep(150);
    s.process.kill('SIGTERM');
    const began = Date.now();
    const done = await Promise.all(all);
    check('what was begun is finished', done.every(r => r.list.length === 1),
          done.map(r => r.status).join(' '));
    check('a head that was half there too', (await open).status === 200);
    const end = await s.exit;
    check('it ends with 0', end.code === 0, JSON.stringify(end));
    check('within its time', Date.now() - began < 10000, Date.now() - began);
    check('nobody was cut off', !/cut off/.test(s.log), s.log.slice(-300));
    const late = await send(s.to, 'GET / HTTP/1.1\r\n\r\n');
    check('the door is closed', late.raw === '');
  },

  async restart() {
    if (!front) return;
    let stop = false, lost = 0, answered = 0;
    const load = (async () => {
      while (!stop) {
        const r = await get(front.to, '/logg-inn');
        if (r.status === 200) answered++;
        else if (r.status === 503 && r.list[0].get('retry-after').length) answered++;
        else lost++;
        await sleep(5);
      }
    })();
    await sleep(200);
    behind.process.kill('SIGTERM');
    check('the one behind nginx stops with 0', (await behind.exit).code === 0);
    const away = await get(front.to, '/logg-inn');
    check('meanwhile visitors read that it comes back', away.status === 503 && /straks tilbake/.test(away.raw), away.raw);
    check('that page protects itself too', /content-security-policy/i.test(away.raw));
    const next = await serve('behind', `unix:${socket}`, ['--host', 'fotfeste.test']);
    await sleep(200);
    stop = true;
    await load;
    check('no request is lost over a restart', lost === 0 && answered > 10, `${lost} lost, ${answered} answered`);
    next.process.kill('SIGTERM');
    await next.exit;
  },

  async start() {
    const cases = [
      ['a network address', ['--listen', '0.0.0.0:0'], 1, /not on this machine/],
      ['another address', ['--listen', '192.0.2.1:80'], 1, /not on this machine/],
      ['all of IPv6', ['--listen', '[::]:0'], 1, /not on this machine/],
      ['a port that is no number', ['--listen', '127.0.0.1:x'], 1, /neither unix:PATH nor/],
      ['a used port', ['--listen', direct.address], 1, /in use/i],
      ['a wrong day', ['--listen', '127.0.0.1:0', '--day', '2023-13-01'], 2, /YYYY-MM-DD/],
      ['an unknown option', ['--listen', '127.0.0.1:0', '--dey', 'x'], 2, /did you mean "--day"/],
      ['a bad database', ['--listen', '127.0.0.1:0', '--db', 'mysql:x'], 1, /no database address/],
      ['metrics on a network', ['--listen', '127.0.0.1:0', '--metrics', '0.0.0.0:0'], 1, /not on this machine/],
    ];
    for (const [name, args, code, text] of cases) {
      const s = await serve('start', args[1], args.slice(2));
      const end = await s.exit;
      await sleep(20);
      check(`${name} is refused`, end.code === code && text.test(s.log), `${end.code} ${s.log}`);
    }
    const second = await serve('direct', '127.0.0.1:0');
    const end = await second.exit;
    await sleep(20);
    check('a folder that is in use is refused', end.code === 1 && /in use by another fotfeste/.test(second.log), second.log);
    const stale = join(folder, 'stale.sock');
    const killed = await serve('stale', `unix:${stale}`);
    killed.process.kill('SIGKILL');
    await killed.exit;
    const after = await serve('stale', `unix:${stale}`);
    check('a socket left by a killed process is taken over', after.address === `unix:${stale}`, after.log);
    writeFileSync(join(folder, 'file'), 'x');
    const file = await serve('file2', `unix:${join(folder, 'file')}`);
    check('a file that is no socket is left alone', (await file.exit).code === 1, file.log);
    after.process.kill('SIGTERM');
    await after.exit;
    const handed = await inherit('handed');
    const page = await get(handed.to, '/health');
    check('a socket from the service manager is served', page.status === 200, handed.log);
    let over = false, answered = 0;
    const lost = [];
    const load = Array.from({ length: 4 }, async () => {
      while (!over) {
        const r = await get(handed.to, '/logg-inn');
        if (r.status === 200) answered++;
        else lost.push(r.raw || 'nothing');
      }
    });
    for (let i = 0; i < 5; i++) {
      await sleep(150);
      handed.process.kill('SIGTERM');
      // A signal that comes before the one before it is done would be one with it.
      for (let k = 0; k < 100 && handed.text.match(/ready/g).length < i + 2; k++) await sleep(50);
    }
    await sleep(100);
    over = true;
    await Promise.all(load);
    check('five restarts lose no request', lost.length === 0 && answered > 100, `${lost.length} of ${answered}: ${lost[0]}`);
    check('there were five', handed.text.match(/ready/g).length === 6, handed.text);
    handed.process.kill('SIGINT');
    check('and the socket is left to its owner at the end', (await handed.exit).code === 0, handed.log.slice(-300));
  },

  async operators() {
    const ready = await get(direct.to, '/ready');
    const parts = JSON.parse(ready.list[0].body);
    check('ready tells its parts', parts.database === 'ok' && parts.disk === 'ok' && parts.jobs === 'ok', ready.raw);
    const port = await freePort();
    const s = await serve('metered', '127.0.0.1:0', ['--metrics', `127.0.0.1:${port}`, '--workers', '1']);
    const v = await visit(s.to, '/logg-inn');
    await get(s.to, '/finnes-ikke');
    // One worker is held by a password; those behind it hang up.
    const slow = [];
    for (let i = 0; i < 3; i++)
      slow.push(post(s.to, '/logg-inn', { login: 'ola' + i, password: 'x', csrf: v.token }, `Cookie: ${v.cookie}\r\n`));
    await sleep(20);
    for (let i = 0; i < 5; i++)
      slow.push(reset(s.to, `GET /logg-inn HTTP/1.1\r\nHost: ${s.to.name}\r\n\r\n`));
    await Promise.all(slow);
    await sleep(400);
    const m = (await send({ port }, 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')).raw;
    const value = name => Number(m.match(new RegExp(`^${name} ([0-9.]+)$`, 'm'))?.[1] ?? NaN);
    check('the monitor reads counters', value('fotfeste_requests_total{status="4xx"}'.replace(/[{}]/g, '\\$&')) >= 1, m);
    check('of memory', value('fotfeste_memory_peak_bytes') > 1e6 && value('fotfeste_memory_peak_bytes') < 200e6, m);
    check('of time', value('fotfeste_request_seconds_count') >= 5, m);
    check('clients that hung up cost no work', value('fotfeste_hung_up_total') >= 3, m);
    check('the monitor is not on the public socket', (await get(s.to, '/metrics')).status === 404);
    s.process.kill('SIGTERM');
    check('and the process stops', (await s.exit).code === 0);
  },

  async log() {
    await get(direct.to, '/logg-inn?neste=/hemmelig-kari-01019912345', 'Cookie: fotfeste=hemmelig-kake\r\n');
    await get(direct.to, '/hemmelig-adresse');
    await sleep(50);
    const lines = direct.log.trim().split('\n');
    check('every line of the log is JSON', lines.every(l => { try { return JSON.parse(l).t; } catch { return false; } }),
          lines.find(l => { try { JSON.parse(l); } catch { return true; } }));
    check('and holds no address, query or cookie', !/hemmelig|skjult/.test(direct.log));
    check('but the name of the route', lines.some(l => JSON.parse(l).route === '/logg-inn'));
  },
};

for (const [name, run] of Object.entries(tests)) {
  if (only && only !== name) continue;
  const began = Date.now();
  await run();
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
direct.process.kill('SIGTERM');
check('the first one stops with 0', (await direct.exit).code === 0, direct.log.slice(-300));
finish();
