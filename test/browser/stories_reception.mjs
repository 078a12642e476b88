// SPDX-License-Identifier: Apache-2.0
// What a reception centre does: who lacks mapping, a household that moves out, a conversation on a phone
// whose network goes away, and the resident's own mapping in Arabic.
import { Hand, arrive, check, field, open, see, signIn, test } from './kit.mjs';

export function receptionStories(b, site) {
  const nes = () => site.account('CE', 'nes'), vika = () => site.account('CE', 'vika');
  const told = (name, account, story, ways = [true, false], more = {}) => {
    for (const script of ways)
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script, account: account(), ...more });
        try { await story(page, new Hand(page), script); } finally { await page.context().close(); }
        const trouble = page.trouble.filter(t => !/status of 4(09|22)|INTERNET_DISCONNECTED/.test(t));
        check(!trouble.length, trouble[0]);
      });
  };

  told('E2 who in the house lacks mapping, oldest first', nes, async (page, hand) => {
    await page.goto('/beboere');
    await hand.click('.faner a:has-text("Mangler kartlegging"), nav.faner a:has-text("Mangler kartlegging")');
    await arrive(page, '/beboere/kartlegging');
    hand.within(1);
    const days = await page.locator('tbody .under-rad', { hasText: /dag/ }).allInnerTexts();
    const n = days.map(t => parseInt(t, 10));
    check(n.length > 2 && n.every((x, i) => !i || n[i - 1] >= x), `not oldest first: ${n}`);
  });

  // From the conversation: language, day and time stand there already.
  told('E3 an interpreter for the conversation', nes, async (page, hand) => {
    await page.goto('/beboere');
    await page.locator('tbody th a').first().click();
    await page.getByRole('link', { name: 'Samtale' }).click();
    await hand.click(page.getByRole('link', { name: 'Bestill tolk' }));
    await page.waitForURL('**/tolk/bestill');
    check((await page.locator('#sprak').inputValue()).length === 3, 'the language is not filled in');
    await hand.click('main button[type=submit]');
    await arrive(page, /\/tolk$/);
    hand.within(6);
    await see(page, 'Tolken er bestilt.');
  });

  told('E4 a whole household moves out', nes, async (page, hand, script) => {
    await page.goto('/beboere');
    await hand.click(page.getByRole('link', { name: script ? 'Flytt ut alle 4' : 'Flytt ut alle 3' }));
    await page.waitForURL('**/beboere/utflytting/*');
    await hand.click('main button[type=submit]');
    await arrive(page, '/beboere');
    hand.within(4);
    await see(page, script ? '4 personer er flyttet ut.' : '3 personer er flyttet ut.');
  });

  told('a day without absence at an integration centre is two presses', vika, async (page, hand) => {
    await page.goto('/min-dag');
    await hand.click(page.getByRole('link', { name: 'Program', exact: true }).first());
    await page.waitForURL('**/beboere/program');
    await see(page, 'Ingen gjeldende plan');
    await page.goto('/beboere/frammote?dag=2023-08-30');
    await hand.click(page.getByRole('button', { name: 'Lagre dagen' }));
    await see(page, 'Frammøtet er lagret');
  }, [true, false]);

  // Typed while the network is gone, left alone for half an hour, sent when it is back.
  told('E1 a settlement conversation on a phone whose network goes away', vika, async (page) => {
    await page.clock.install();
    await page.goto('/beboere');
    await page.locator('tbody th a').first().click();
    await page.getByRole('link', { name: 'Samtale' }).click();
    await page.getByRole('button', { name: 'Start samtalen' }).click();
    await field(page, 'Om tolkingen').waitFor();
    await page.context().setOffline(true);
    await field(page, 'Om tolkingen').fill('Tolk på skjerm, kategori B');
    await field(page, 'Familie og nettverk i Norge').fill('Bror i Molde');
    await page.clock.fastForward('00:05');
    await page.locator('[data-nett]:not([hidden])').waitFor();
    await page.clock.fastForward('30:00');
    check(await field(page, 'Familie og nettverk i Norge').inputValue() === 'Bror i Molde', 'the text is lost');
    await page.context().setOffline(false);
    await page.clock.fastForward('00:21');
    await page.locator('[data-nett]').waitFor({ state: 'hidden' });
    await page.goto('/beboere');
    await page.locator('tbody th a').first().click();
    await page.getByRole('link', { name: 'Samtale' }).click();
    check(await field(page, 'Familie og nettverk i Norge').inputValue() === 'Bror i Molde', 'the draft is not stored');
  }, [true], { width: 360 });

  // The session ended with something typed; somebody else signs in in the same tab.
  told('what one user typed is gone when another signs in at the same machine', vika, async (page) => {
    const drafts = () => page.evaluate(() => Object.keys(sessionStorage).filter(k => k.startsWith('kladd:')).length);
    await page.goto('/beboere');
    await page.locator('tbody th a').nth(1).click();
    await page.getByRole('link', { name: 'Samtale' }).click();
    const start = page.getByRole('button', { name: 'Start samtalen' });
    if (await start.count()) await start.click();
    await field(page, 'Familie og nettverk i Norge').waitFor();
    await page.context().setOffline(true);
    await field(page, 'Familie og nettverk i Norge').fill('Søster i Bodø');
    check(await drafts() === 1, 'nothing is kept while the network is away');
    await page.context().clearCookies();
    await page.context().setOffline(false);
    await signIn(page, vika());
    check(await drafts() === 1, 'the one who typed has lost it');
    await page.context().clearCookies();
    await signIn(page, nes());
    check(await drafts() === 0, 'the next one has it in the tab');
  }, [true]);

  told('a resident maps own competence by code, in Arabic, though the network goes away', nes, async (page, hand, script) => {
    await page.goto('/beboere/kartlegging');
    await page.locator('tbody td a').first().click();
    const start = page.getByRole('button', { name: 'Start kartlegging' });
    if (await start.count()) await start.click();
    await page.getByRole('button', { name: 'Lag kode til telefonen' }).click();
    const code = await page.locator('.kode').innerText();
    const own = await open(b, site, { script, width: 360, lang: 'ar' });
    try {
      await own.goto('/kartlegging');
      check(await own.locator('html').getAttribute('dir') === 'rtl', 'not from right to left');
      await own.fill('#kode', code);
      await own.locator('main form button[type=submit]').click();
      await own.locator('.oppgaver a').nth(1).click();
      if (script) await own.context().setOffline(true);
      await own.selectOption('#f-level', 'master');
      await own.fill('#f-subject', 'هندسة');
      await own.selectOption('#f-diploma', 'held');
      await own.selectOption('#f-recognised', 'not');
      await own.locator('form[data-kladd] button[type=submit]').click();
      if (script) {
        await own.locator('[data-nett]:not([hidden])').waitFor();
        await own.context().setOffline(false);
      }
      await own.locator('.husstand', { hasText: 'هندسة' }).waitFor();
    } finally { await own.context().close(); }
  });
}
