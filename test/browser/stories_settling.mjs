// SPDX-License-Identifier: Apache-2.0
// From ready to settled, as the directorate and a municipality do it, with the clicks it may cost.
import { Hand, arrive, check, open, see, test } from './kit.mjs';

export function settlingStories(b, site) {
  const as = (role, user) => site.account(role, user);
  const told = (name, account, story) => {
    for (const script of [true, false])
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script, account: account() });
        try { await story(page, new Hand(page), script); } finally { await page.context().close(); }
        const trouble = page.trouble.filter(t => !/status of 4(09|22)/.test(t));
        check(!trouble.length, trouble[0]);
      });
  };
  const marit = () => as('DS', 'bosetting'), per = () => as('MC', 'molde');

  told('A1 who has waited longest, and where there are places', marit, async (page, hand) => {
    await hand.link('Bosetting');
    await arrive(page, '/bosetting');
    hand.within(1);
    const waits = (await page.locator('.bladkort .frist').allInnerTexts()).map(t => Number(/\d+/.exec(t)[0]));
    check(waits.length > 3 && waits.every((w, i) => !i || w <= waits[i - 1]), `not longest first: ${waits}`);
    await see(page, 'Svarfristen er ute');
  });

  told('A2 a household of five on a list, with a due date', marit, async (page, hand) => {
    await hand.link('Bosetting');
    await hand.click(page.locator('.bladkort li').filter({ hasText: '5 personer' }).getByRole('link', { name: /^Fordel/ }));
    await see(page, 'Svar innen 08.09.2023');
    await hand.write('Finn kommune', 'Molde');
    await hand.button('Vis');
    await hand.button(/Sett på liste.*Molde/);
    await arrive(page, '/bosetting');
    await see(page, 'Svar innen 08.09.2023', 'body');
    hand.within(5);
  });

  told('F1 what waits for an answer, and yes to one household', per, async (page, hand) => {
    await hand.link('Lister');
    await arrive(page, '/bosetting/fordelinger');
    await see(page, 'Uten navn');
    const before = await page.locator('.bladkort li').count();
    await hand.button(/^Vi tar imot/);
    await see(page, 'Svaret er sendt', 'body');
    hand.within(3);
    check(await page.locator('.bladkort li').count() === before - 1, 'the household still waits');
  });

  told('A4 the decisions for everything that was accepted', marit, async (page, hand) => {
    await hand.link('Bosetting');
    await hand.link(/^Skriv \d+ vedtak/);
    await hand.button('Skriv vedtak');
    await see(page, 'er skrevet', 'body');
    hand.within(6);
    await page.locator('.husstand a').first().click();
    await see(page, 'Du skal bo i');
    // Something must be accepted again for the next way of working.
    const alesund = await open(b, site, { script: false, account: as('MC', 'alesund') });
    await alesund.goto('/bosetting/fordelinger');
    await alesund.getByRole('button', { name: /^Vi tar imot/ }).first().click().catch(() => {});
    await alesund.context().close();
  });

  told('F2 one date for a household of six', per, async (page, hand) => {
    await hand.link('Lister');
    await hand.click(page.locator('tr').filter({ hasText: '6 personer' }).getByRole('link', { name: /^Sett dato/ }));
    await hand.write('Dato', '15.09.2023');
    await hand.button('Se virkningen');
    await see(page, 'Dette utløser');
    await see(page, 'for 6 personer');
    await hand.button('Lagre');
    await arrive(page, '/bosetting/fordelinger');
    await see(page, 'Dato er satt for 6 personer', 'body');
    hand.within(4);
  });

  told('F4 do our numbers equal the directorate\'s', per, async (page, hand) => {
    await hand.link('Avstemming');
    await arrive(page, '/avstemming');
    await see(page, 'Hos oss');
    hand.within(1);
  });
}
