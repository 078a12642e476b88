// SPDX-License-Identifier: Apache-2.0
// Three municipalities for one household, one chosen and why, as the directorate does it.
import { Hand, arrive, check, open, see, test } from './kit.mjs';

export function proposalStories(b, site) {
  const told = (name, story) => {
    for (const script of [true, false])
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script, account: site.account('DS', 'bosetting') });
        try { await story(page, new Hand(page), script); } finally { await page.context().close(); }
        const trouble = page.trouble.filter(t => !/status of 4(09|22)/.test(t));
        check(!trouble.length, trouble[0]);
      });
  };

  told('A3 three municipalities for one household, one chosen and why', async (page, hand) => {
    await hand.link('Forslag');
    await arrive(page, '/bosetting/forslag');
    await see(page, 'Det modellen ikke vet');
    await hand.click(page.locator('#rader ~ form tbody tr, section[aria-labelledby=rader] tbody tr')
      .filter({ has: page.locator('input[type=checkbox]') }).locator('th a'));
    check(await page.locator('section.blokk dl.fakta').count() === 3, 'not three municipalities');
    for (const words of ['Taler for', 'Ledige etterpå', 'Poeng', 'Koster de andre']) await see(page, words);
    const second = page.locator('section.blokk:has(dl.fakta)').nth(1);
    const name = (await second.locator('h2').innerText()).replace(/^2\.\s*/, '').trim();
    await hand.click(second.getByRole('button'));
    await see(page, 'Velg en grunn');
    await hand.choose('Grunn', 'wish');
    await hand.click(page.locator('section.blokk:has(dl.fakta)').nth(1).getByRole('button'));
    await arrive(page, '/bosetting/forslag');
    await see(page, `${name} er spurt`, 'body');
    hand.within(8);
  });

  told('two scenarios are set side by side, one household is locked, and the file has the rows', async (page, hand) => {
    await page.goto('/bosetting/forslag');
    const wait = page.getByLabel('Nær familie, A');
    await wait.fill('0');
    await hand.button('Beregn på nytt');
    await see(page, 'A og B side om side');
    check(/familie=0/.test(page.url()), 'the weights are not in the address');
    await hand.click(page.locator('a').filter({ hasText: /^Lås/ }));
    await see(page, 'Låste valg i A');
    await see(page, 'Låst');
    check(await page.locator('svg.kart').count() === 1, 'no map');
    hand.within(3);
  });
}
