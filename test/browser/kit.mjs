// SPDX-License-Identifier: Apache-2.0
// The real binary on a demo database of its own, and a browser that counts what a person does.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const PROGRAM = process.env.FOTFESTE ?? 'build/fotfeste';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export async function serve() {
  const dir = mkdtempSync(join(tmpdir(), 'fotfeste-browser-')), data = join(dir, 'data');
  execFileSync(PROGRAM, ['demo', '--data', data]);
  const child = spawn(PROGRAM, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((fine, bad) => {
    let text = '';
    child.stdout.on('data', d => { text += d; const m = /ready (\S+)/.exec(text); if (m) fine(m[1]); });
    child.on('exit', code => bad(new Error(`serve ended with ${code}`)));
  });
  const accounts = readFileSync(join(data, 'demo-accounts.csv'), 'utf8').trim().split('\n').slice(1)
    .map(line => { const [role, org, user, password] = line.split(','); return { role, org, user, password }; });
  return {
    data, accounts, base: `http://${address}`,
    account: (role, user) => accounts.find(a => a.role === role && (!user || a.user === user)),
    stop: () => new Promise(done => { child.on('exit', () => { rmSync(dir, { recursive: true, force: true }); done(); }); child.kill('SIGTERM'); }),
  };
}

export const browser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

// A window: script on or off, width, scheme, language; signed in when an account is given.
export async function open(b, site, { account, script = true, width = 1280, dark = false, lang = 'nb', state } = {}) {
  const context = await b.newContext({ baseURL: site.base, javaScriptEnabled: script, viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light', locale: 'nb-NO', reducedMotion: 'reduce', storageState: state });
  if (!state) await context.addCookies([{ name: 'sprak', value: lang, url: site.base }]);
  const page = await context.newPage();
  page.trouble = [];
  page.on('console', m => { if (m.type() === 'error') page.trouble.push(m.text()); });
  page.on('pageerror', e => page.trouble.push(String(e)));
  if (account) await signIn(page, account);
  return page;
}

export async function signIn(page, account) {
  await page.goto('/logg-inn');
  await page.fill('#login', account.user);
  await page.fill('#password', account.password);
  await page.click('main form:has(#password) button[type=submit]');
  await page.waitForURL(u => !u.pathname.startsWith('/logg-inn'));
}

// What a person does, counted: activations by mouse or key.
export class Hand {
  constructor(page) { this.page = page; this.clicks = 0; }
  async click(what) { this.clicks++; await (typeof what === 'string' ? this.page.locator(what).first() : what.first()).click(); await this.page.waitForLoadState(); }
  link(name) { return this.click(this.page.getByRole('link', { name })); }
  button(name) { return this.click(this.page.getByRole('button', { name })); }
}

// Tests with names that are sentences; the last line counts them.
const tests = [];
export const test = (name, run) => tests.push({ name, run });
export const check = (fine, what) => { if (!fine) throw new Error(what); };
export async function runAll(only) {
  let passed = 0, failed = 0;
  for (const t of tests) {
    if (only && !t.name.includes(only)) continue;
    const begin = Date.now();
    try {
      await t.run();
      passed++;
      console.log(`ok    ${t.name} (${Date.now() - begin} ms)`);
    } catch (e) {
      failed++;
      console.log(`FAIL  ${t.name}\n      ${String(e.stack ?? e).split('\n').slice(0, 12).join('\n      ')}`);
    }
  }
  return { passed, failed };
}
