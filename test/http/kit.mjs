// SPDX-License-Identifier: Apache-2.0
// What the network tests share: raw sockets, the program, nginx with the shipped configuration.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync, rmSync, mkdirSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import net from 'node:net';

export const sleep = ms => new Promise(r => setTimeout(r, ms));
export const folder = mkdtempSync(join(tmpdir(), 'fotfeste-http-'));
chmodSync(folder, 0o755);
const running = new Set();

// ---- counting -----------------------------------------------------------------------------

let passed = 0;
const failures = [];
export function check(name, fine, seen) {
  if (fine) return void passed++;
  failures.push(name);
  console.log(`FAILED ${name}${seen === undefined ? '' : `: ${String(seen).slice(0, 400)}`}`);
}
export function finish() {
  for (const p of running) p.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length ? 1 : 0);
}

// ---- raw requests -------------------------------------------------------------------------

// Splits what came back into answers, by Content-Length; tells whether anything was left over.
function answers(raw) {
  const list = [];
  let at = 0;
  while (at < raw.length) {
    const end = raw.indexOf('\r\n\r\n', at);
    if (end < 0 || !raw.startsWith('HTTP/1.', at)) return { list, rest: raw.slice(at) };
    const lines = raw.slice(at, end).split('\r\n');
    const headers = lines.slice(1).map(l => [l.slice(0, l.indexOf(':')).toLowerCase(),
                                             l.slice(l.indexOf(':') + 1).trim()]);
    const get = n => headers.filter(h => h[0] === n).map(h => h[1]);
    const length = Number(get('content-length')[0] ?? raw.length - end - 4);
    const status = Number(lines[0].split(' ')[1]);
    const body = raw.slice(end + 4, end + 4 + length);
    if (status !== 100) list.push({ status, headers, get, body });
    at = end + 4 + (status === 100 ? 0 : Math.min(length, raw.length - end - 4));
  }
  return { list, rest: '' };
}

// to: {port} or {path}. pieces: strings or buffers, or numbers: milliseconds to wait between.
// Ends when the other side closes, or after `quiet` ms without a byte.
export function send(to, pieces, { quiet = 1500, head = false } = {}) {
  return new Promise(resolve => {
    const began = Date.now();
    const s = net.connect({ ...to, host: to.path ? undefined : '127.0.0.1' });
    let raw = '', timer, done = false, first;
    const end = closed => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      s.destroy();
      const a = answers(raw);
      if (head) a.list.forEach(x => (x.body = ''));
      resolve({ raw, closed, ms: Date.now() - began, first, ...a,
                status: a.list[0]?.status ?? 0 });
    };
    const wait = () => { clearTimeout(timer); timer = setTimeout(() => end(false), quiet); };
    s.on('data', d => { first ??= Date.now() - began; raw += d.toString('latin1'); wait(); });
    s.on('end', () => end(true));
    s.on('error', () => end(true));
    s.on('close', () => end(true));
    s.on('connect', async () => {
      wait();
      for (const p of [].concat(pieces)) {
        if (done) return;
        if (typeof p === 'number') { clearTimeout(timer); await sleep(p); if (!done) wait(); }
        else if (!s.destroyed) s.write(typeof p === 'string' ? Buffer.from(p, 'latin1') : p);
      }
    });
  });
}

export const get = (to, path, headers = '') =>
  send(to, `GET ${path} HTTP/1.1\r\nHost: ${to.name}\r\n${headers}Connection: close\r\n\r\n`);

export function post(to, path, form, headers = '', quiet = 8000) {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  return send(to, `POST ${path} HTTP/1.1\r\nHost: ${to.name}\r\n${headers}` +
    (/^content-type:/im.test(headers) ? '' : 'Content-Type: application/x-www-form-urlencoded\r\n') +
    `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\nConnection: close\r\n\r\n${body}`, { quiet });
}

// ---- the program and the proxy ------------------------------------------------------------

export const program = process.env.FOTFESTE ?? 'build/fotfeste';

export async function serve(name, listen, more = []) {
  const data = join(folder, name);
  mkdirSync(data, { recursive: true });
  const p = spawn(program, ['serve', '--data', data, '--listen', listen, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(p);
  const out = { process: p, data, log: '', text: '', began: Date.now() };
  p.stderr.on('data', d => (out.log += d));
  p.stdout.on('data', d => (out.text += d));
  out.exit = new Promise(r => p.on('exit', (code, signal) => { running.delete(p); r({ code, signal }); }));
  while (!out.text.includes('\n') && p.exitCode === null) await sleep(5);
  out.readyMs = Date.now() - out.began;
  out.address = out.text.match(/^ready (.*)$/m)?.[1];
  if (out.address?.startsWith('127.')) {
    out.port = Number(out.address.split(':')[1]);
    out.to = { port: out.port, name: out.address };
  }
  return out;
}

// Started as a service manager does it: the listening socket is descriptor 3 (LISTEN_FDS). The
// manager starts the program again when it ends by itself, and ends with it on SIGINT.
export async function inherit(name) {
  const data = join(folder, name);
  mkdirSync(data);
  const manager = `use IO::Socket::INET; use POSIX (); $| = 1; $^F = 9; my ($child, $over) = (0, 0);
    my $s = IO::Socket::INET->new(Listen => 128, LocalAddr => "127.0.0.1:0") or die;
    $SIG{TERM} = sub { kill "TERM", $child }; $SIG{INT} = sub { $over = 1; kill "TERM", $child };
    do {
      $child = fork;
      if (!$child) {
        POSIX::dup2(fileno($s), 3); $ENV{LISTEN_FDS} = 1; $ENV{LISTEN_PID} = $$; exec @ARGV; exit 1;
      }
      while (waitpid($child, 0) < 0) {}
    } until $over || $?;
    exit($? >> 8)`;
  const p = spawn('perl', ['-e', manager, program, 'serve', '--data', data],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(p);
  const out = { process: p, log: '', text: '' };
  p.stderr.on('data', d => (out.log += d));
  p.stdout.on('data', d => (out.text += d));
  out.exit = new Promise(r => p.on('exit', (code, signal) => { running.delete(p); r({ code, signal }); }));
  while (!out.text.includes('\n') && p.exitCode === null) await sleep(5);
  const address = out.text.match(/^ready (.*)$/m)?.[1] ?? '127.0.0.1:1';
  out.to = { port: Number(address.split(':')[1]), name: address };
  return out;
}

// Sends and hangs up at once, with a reset.
export const reset = (to, bytes) => new Promise(resolve => {
  const s = net.connect({ ...to, host: '127.0.0.1' });
  s.on('error', () => {});
  s.on('close', resolve);
  s.on('connect', () => s.write(bytes, () => setTimeout(() => s.resetAndDestroy(), 30)));
});

export const nginxProgram = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(p => {
  try { execFileSync(p, ['-v'], { stdio: 'ignore' }); return true; } catch { return false; }
});

export const freePort = () => new Promise(r => {
  const s = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = s.address();
    s.close(() => r(port));
  });
});

// ops/nginx.conf as it is shipped, with only its addresses and the name replaced.
export async function proxy(socket, name = 'fotfeste.test') {
  const port = await freePort(), at = join(folder, 'nginx');
  mkdirSync(at);
  const shipped = readFileSync('ops/nginx.conf', 'utf8')
    .replaceAll('unix:/run/fotfeste/web.sock', `unix:${socket}`)
    .replaceAll('fotfeste.example.no', name)
    .replaceAll('listen 80', `listen 127.0.0.1:${port}`)
    .replaceAll('/var/log/nginx/', `${at}/`);
  writeFileSync(join(at, 'site.conf'), shipped);
  writeFileSync(join(at, 'nginx.conf'),
    `${process.getuid() === 0 ? 'user root;' : ''} daemon off; worker_processes 1; pid ${at}/pid;\n` +
    `error_log ${at}/error.log crit; events { worker_connections 2048; }\n` +
    `http { client_body_temp_path ${at}/body; proxy_temp_path ${at}/proxy;\n` +
    `fastcgi_temp_path ${at}/f; uwsgi_temp_path ${at}/u; scgi_temp_path ${at}/s;\n` +
    `include ${at}/site.conf; }\n`);
  const p = spawn(nginxProgram, ['-c', join(at, 'nginx.conf'), '-p', at],
    { stdio: ['ignore', 'ignore', 'inherit'] });
  running.add(p);
  const to = { port, name };
  for (let i = 0; i < 200; i++, await sleep(10))
    if ((await send(to, 'GET / HTTP/1.0\r\n\r\n', { quiet: 300 })).raw) break;
  return { process: p, port, to };
}

// A page with a form for visitors: its token and the cookie that goes with it.
export async function visit(to, path, headers = '') {
  const r = await get(to, path, headers);
  const set = r.list[0]?.get('set-cookie').find(c => /(^|-)skjema=/.test(c)) ?? '';
  return { page: r, cookie: set.split(';')[0], set,
           token: r.list[0]?.body.match(/name="csrf" value="([^"]+)"/)?.[1] ?? '' };
}
