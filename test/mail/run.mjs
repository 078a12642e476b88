// SPDX-License-Identifier: Apache-2.0
// The whole way of a mail: a notice, the clock, the outbox, a real SMTP server on this machine, which
// first says that it is busy. Libraries are those of test/browser.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { SMTPServer } = createRequire(new URL('../browser/package.json', import.meta.url))('smtp-server');
const program = process.env.FOTFESTE ?? 'build/fotfeste';
const dir = mkdtempSync(join(tmpdir(), 'fotfeste-mail-')), data = join(dir, 'data');
const sql = text => execFileSync('sqlite3', [join(data, 'fotfeste.db'), text]).toString().trim();
let passed = 0, failed = 0;
const check = (name, fine, what = '') => {
  fine ? passed++ : failed++;
  console.log(`${fine ? 'ok   ' : 'FAIL '} ${name}${fine ? '' : ` ${what}`}`);
};

const letters = [];
let busy = 1;
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
  onRcptTo: (address, session, done) => done(busy-- > 0 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null),
  onData: (stream, session, done) => {
    let text = '';
    stream.on('data', d => { text += d; });
    stream.on('end', () => { letters.push({ text, to: session.envelope.rcptTo.map(a => a.address), from: session.envelope.mailFrom.address }); done(); });
  },
});
await new Promise(done => server.listen(0, '127.0.0.1', done));

execFileSync(program, ['demo', '--persons', '300', '--data', data]);
for (const [name, value] of Object.entries({ mail_host: '127.0.0.1', mail_port: server.server.address().port, mail_tls: 'none',
  mail_from: 'ikke-svar@fotfeste.example', mail_site: 'https://fotfeste.example' }))
  sql(`insert into setting (name, value) values ('${name}', '${value}') on conflict (name) do update set value = excluded.value`);
sql("update who_user set email = 'per@molde.example' where login = 'molde'");
sql("insert into duty_notice_choice (user_id, digest, quiet_from, quiet_to) select id, 'each', 0, 0 from who_user where login = 'molde'");

const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
const wait = async (fine, seconds) => {
  for (let i = 0; i < seconds * 5 && !fine(); i++) await new Promise(done => setTimeout(done, 200));
  return fine();
};
// The clock strikes each minute: the mail is queued, then refused once, then taken.
const came = await wait(() => letters.length > 0, 200);
check('a mail comes through a server that was busy first', came, sql('select state, attempts, fault from mail_outbox'));
if (came) {
  const [head, body] = letters[0].text.split('\r\n\r\n');
  const words = Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8');
  check('it goes to the one who has a task', letters[0].to.join() === 'per@molde.example' && letters[0].from === 'ikke-svar@fotfeste.example');
  check('it says that something waits, and where', /Du har en oppgave som venter/.test(words) && words.includes('https://fotfeste.example/varsler'), words);
  const names = sql('select family from base_person_person union select given from base_person_person union select name from who_user').split('\n').filter(n => n.length > 2);
  const subject = Buffer.from(/=\?utf-8\?B\?([^?]+)/.exec(head)[1], 'base64').toString('utf8');
  const leak = names.find(n => words.includes(n) || subject.includes(n) || head.includes(n));
  check('it holds no name', !leak, leak);
  check('it is sent once', letters.length === 1 && await wait(() => sql('select state from mail_outbox') === 'sent', 5), `${letters.length} letters`);
}
child.kill('SIGTERM');
await new Promise(done => child.on('exit', done));
await new Promise(done => server.close(done));
rmSync(dir, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
