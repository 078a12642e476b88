// SPDX-License-Identifier: Apache-2.0
// Finding a person, who opened the file, everything on one person, and a place among three, with the
// clicks it may cost from the page that staff meet after signing in.
import { Hand, arrive, check, open, see, test } from './kit.mjs';

export function personStories(b, site) {
  const told = (name, user, story) => {
    for (const script of [true, false])
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script, account: site.accounts.find(a => a.user === user) });
        try { await story(page, new Hand(page), script); } finally { await page.context().close(); }
        const trouble = page.trouble.filter(t => !/status of 4(09|22)/.test(t));
        check(!trouble.length, trouble[0]);
      });
  };

  told('A5 a person is found from a misspelt name', 'bosetting', async (page, hand) => {
    await hand.link('Personer');
    for (const typed of ['Mansur Adnan', 'Mansour Adnane', 'Adnan Mansoor', 'Kaderi Nadia']) {
      await page.getByRole('searchbox').fill(typed);
      await page.getByRole('button', { name: 'Søk' }).click();
      await page.waitForLoadState();
      const hits = (await page.locator('section[aria-labelledby=treff] tbody th').allInnerTexts()).slice(0, 5);
      const wanted = /ader/i.test(typed) ? 'Qaderi, Nadia' : 'Mansour, Adnan';
      check(hits.some(h => h.includes(wanted)), `${typed}: ${hits}`);
    }
  });

  const toPerson = async page => {
    await page.goto('/bosetting?steg=bosatt');
    await page.locator('main tbody th a').first().click();
    await page.waitForLoadState();
    await page.goto(page.url().replace(/\/bosetting$/, ''));
    return new Hand(page);
  };

  told('O2 who opened the file of a person, and why', 'bosetting', async page => {
    const hand = await toPerson(page);
    await hand.link('Tilgang og logg');
    await arrive(page, /\/tilgang$/);
    hand.within(2);
    await see(page, 'Marit Øvelse');
  });

  told('O3 everything on one person in a package', 'bosetting', async page => {
    const hand = await toPerson(page);
    await hand.link('Tilgang og logg');
    await hand.link('Innsynspakke');
    await arrive(page, /\/innsyn$/);
    hand.within(2);
    await see(page, /Last ned/);
  });

  told('A3 three municipalities for one household, one is chosen and the reason kept', 'bosetting', async (page, hand) => {
    await hand.link('Forslag');
    await hand.click('main tbody tr:has(input[type=checkbox]) th a');
    await see(page, 'Taler for');
    const places = await page.locator('main .stabel section h2').allInnerTexts();
    check(places.filter(p => /^[123]\. /.test(p)).length === 3, `not three: ${places}`);
    await page.getByLabel('Grunn').selectOption('knows');
    hand.clicks++;
    await page.locator('#ord').fill('Har arbeidsgiver der');
    await hand.click(page.getByRole('button', { name: /^Spør kommunen/ }).nth(1));
    await arrive(page, '/bosetting/forslag');
    await see(page, /spurt/, 'body');
    hand.within(8);
  });
}
