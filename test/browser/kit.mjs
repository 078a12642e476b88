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
  execFileSync(PROGRAM, ['demo', '--persons', '0', '--data', data]);
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

// What a person does, counted. A click is an activation by mouse, touch, Enter or Space, and the
// choice in a list or of a file; a key is a key pressed. Fields are reached by the Tab key.
export const field = (page, label) => page.getByLabel(new RegExp(`^\\s*${label.replace(/[?()]/g, '\\$&')}(\\s*\\(valgfritt\\))?\\s*$`)).first();
export class Hand {
  constructor(page) { this.page = page; this.clicks = 0; this.keys = 0; }
  find(what) { return (typeof what === 'string' ? this.page.locator(what) : what).first(); }
  async click(what) { this.clicks++; await this.find(what).click(); }
  link(name) { return this.click(this.page.getByRole('link', { name })); }
  button(name) { return this.click(this.page.getByRole('button', { name })); }
  async press(key) {
    this.keys++;
    if (key === 'Enter' || key === 'Space') this.clicks++;
    await this.page.keyboard.press(key);
  }
  async type(text) { this.keys += text.length; await this.page.keyboard.type(text); }
  async write(label, text) {
    this.keys += 1 + text.length; // Tab, and the text in place of what stood there
    await field(this.page, label).fill(text);
  }
  async choose(label, option) { this.clicks++; await field(this.page, label).selectOption(option); }
  async file(label, files) { this.clicks++; await field(this.page, label).setInputFiles(files); }
  within(clicks, keys = Infinity) {
    check(this.clicks <= clicks, `${this.clicks} clicks, at most ${clicks} allowed`);
    check(this.keys <= keys, `${this.keys} keys, at most ${keys} allowed`);
  }
}

// Waits for words on the page, or says which were missing and where.
export async function see(page, words, where = 'main') {
  const at = page.locator(where).getByText(words).first();
  await at.waitFor({ state: 'attached', timeout: 8000 }).catch(async () => {
    throw new Error(`${page.url()} does not say "${words}": ${(await page.locator('main').innerText()).slice(0, 600)}`);
  });
  return at;
}
export const arrive = (page, path) => page.waitForURL(u => path instanceof RegExp ? path.test(u.pathname + u.search) : u.pathname + u.search === path, { timeout: 8000 })
  .catch(() => { throw new Error(`stands at ${page.url()}, wanted ${path}`); });

// Tests with names that are sentences; the last line counts them. Those that only look may run
// together, two at a time; the others run one after another in the order they stand.
const tests = [];
export const test = (name, run, { together = false } = {}) => tests.push({ name, run, together });
export const check = (fine, what) => { if (!fine) throw new Error(what); };
export async function runAll(only) {
  let passed = 0, failed = 0;
  const one = async t => {
    const begin = Date.now();
    try {
      await t.run();
      passed++;
      console.log(`ok    ${t.name} (${Date.now() - begin} ms)`);
    } catch (e) {
      failed++;
      console.log(`FAIL  ${t.name}\n      ${String(e.stack ?? e).split('\n').slice(0, 12).join('\n      ')}`);
    }
  };
  const chosen = tests.filter(t => !only || t.name.includes(only));
  const queue = chosen.filter(t => t.together);
  const lane = async () => { for (let t = queue.shift(); t; t = queue.shift()) await one(t); };
  for (const t of chosen.filter(t => !t.together)) await one(t);
  await Promise.all([lane(), lane()]);
  return { passed, failed };
}
