// SPDX-License-Identifier: Apache-2.0
// What no address alone leads to: forms with faults, a draft, the step before sending, pages for
// what is not there. They are looked at like all others.
import { check, open, test } from './kit.mjs';
import { looks, validate } from './sweep.mjs';

export function states(b, site) {
  const looked = (name, user, steps) => test(`state: ${name}`, async () => {
    const faults = [];
    const page = await open(b, site, { account: user && site.accounts.find(a => a.user === user) });
    const look = async where => {
      await page.waitForLoadState();
      await looks(page, where, faults);
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    const send = async (where, status) => {
      const [answer] = await Promise.all([page.waitForResponse(r => r.request().isNavigationRequest()), page.locator('main form[method=post] button[type=submit]').last().click()]);
      check(answer.status() === status, `${where}: ${answer.status()}, wanted ${status}`);
      await validate(await answer.text(), where, faults);
      await look(where);
    };
    await steps(page, look, send);
    await page.context().close();
    check(!faults.length, faults.slice(0, 5).join('\n'));
  }, { together: true });
  const follow = async (page, link) => { await page.locator(link).first().click(); await page.waitForLoadState(); };

  looked('an answer, empty and with faults', 'alesund', async (page, look, send) => {
    await page.goto('/bosetting');
    await follow(page, 'main a[href$="/svar"]');
    await look('answer');
    await page.getByLabel(/vedtatt$/).first().fill('mange');
    await page.getByLabel(/^Vedtaksdato/).fill('31.2.2023');
    await send('answer with faults', 422);
  });
  looked('an answer put off, with faults', 'jevnaker', async (page, look, send) => {
    await page.goto('/bosetting');
    await page.goto((await page.locator('main a[href$="/svar"]').first().getAttribute('href')).replace(/svar$/, 'utsett'));
    await look('put off');
    await page.getByLabel(/^Når behandles/).fill('1.1.2020');
    await send('put off with faults', 422);
  });
  looked('capacity with faults', 'harstad', async (page, look, send) => {
    await page.goto('/bosetting/kapasitet');
    await page.locator('input[name^=p2]').first().fill('x');
    await page.getByRole('button', { name: 'Lagre plassene' }).click();
    await page.locator('main .ds-alert[role=alert]').waitFor();
    await look('weeks with faults');
    await page.goto('/bosetting/kapasitet');
    await send('dwelling with faults', 422);
  });
  looked('a distribution, its numbers with faults, the step before sending', 'bosetting', async (page, look, send) => {
    await page.goto('/bosetting/fordeling/ny?ar=2023');
    await page.locator('main form button[type=submit]').first().click();
    await page.waitForURL(/fordeling\/[a-z0-9]{10}$/);
    await look('distribution');
    await page.locator('main input[name^=m]').first().fill('7');
    await page.getByRole('button', { name: /^Lagre/ }).click();
    await page.locator('main .ds-alert[role=alert]').waitFor();
    await look('numbers with faults');
    await page.goto(`${page.url().replace(/\/tall.*/, '')}/send`);
    await look('before sending');
    await send('sending without a limit', 422);
    await page.goto('/bosetting/fordeling');
    await look('list of drafts');
  });
  looked('recommendations with faults', 'fylke', async (page, look) => {
    await page.goto('/bosetting/fylke/15/anbefalinger');
    await page.getByLabel('antall, Volda').fill('x');
    await page.getByRole('button', { name: 'Lagre anbefalingene' }).click();
    await page.locator('main .ds-alert[role=alert]').waitFor();
    await look('recommendations with faults');
  });
  looked('a status with faults', 'bosetting', async (page, look, send) => {
    await page.goto('/bosetting/anmodninger/2023/status');
    await page.getByLabel(/^Status per/).fill('i går');
    await send('status with faults', 422);
  });
  looked('a user, new with faults and as it stands', 'molde-brukere', async (page, look, send) => {
    await page.goto('/admin/brukere/ny');
    await send('new user with faults', 422);
    await page.goto('/admin/brukere');
    await follow(page, 'main tbody a');
    await look('user');
  });
  looked('an update with faults and with a preview', 'redaktor', async (page, look) => {
    await page.goto('/innhold/ny');
    await page.getByRole('button', { name: 'Publiser' }).click();
    await page.locator('.feilliste').waitFor();
    await look('update with faults');
    await page.goto('/innhold');
    await follow(page, 'main tbody a');
    await page.getByRole('button', { name: 'Forhåndsvis' }).click();
    await page.locator('article.brev').waitFor();
    await look('preview');
  });
  looked('nothing there, no right, a used link', 'molde', async (page, look) => {
    for (const url of ['/finnes-ikke', '/innhold', '/velkommen/ukjent']) {
      const answer = await page.goto(url);
      check(answer.status() >= 400, `${url} gave ${answer.status()}`);
      const faults = [];
      await validate(await answer.text(), url, faults);
      check(!faults.length, faults[0]);
      await look(url);
    }
  });
  looked('a form of a session that ended, and the sign-in that carries it', 'nesseby', async (page, look) => {
    await page.goto('/bosetting');
    await follow(page, 'main a[href$="/svar"]');
    await page.context().clearCookies({ name: /fotfeste/ });
    await page.locator('main form button[type=submit]').first().click();
    await page.getByRole('button', { name: 'Logg inn og send' }).waitFor();
    await look('stopped form');
    await page.getByRole('button', { name: 'Logg inn og send' }).click();
    await page.locator('#password').waitFor();
    await look('sign-in that carries a form');
    await page.fill('#login', 'nesseby');
    await page.fill('#password', site.account('MC', 'nesseby').password);
    await page.locator('main form:has(#password) button[type=submit]').click();
    await page.getByRole('button', { name: 'Send skjemaet' }).waitFor();
    await look('signed in again');
  });
}
