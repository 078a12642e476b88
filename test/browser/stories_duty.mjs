// SPDX-License-Identifier: Apache-2.0
// The day of those who follow people up, and of the head who looks after the team, with the clicks it
// may cost from the page they meet after signing in.
import { Hand, arrive, check, field, open, see, test } from './kit.mjs';

export function dutyStories(b, site) {
  const told = (name, user, story, ways = [true, false]) => {
    for (const script of ways)
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script, account: site.accounts.find(a => a.user === user) });
        try { await story(page, new Hand(page), script); } finally { await page.context().close(); }
        const trouble = page.trouble.filter(t => !/status of 4(09|22)/.test(t));
        check(!trouble.length, trouble[0]);
      });
  };

  told('G1 what the law requires is the first page of the day', 'molde', async (page, hand) => {
    await arrive(page, '/min-dag');
    const heads = await page.locator('.plikter h2').allInnerTexts();
    const order = ['Over tiden', 'I dag', 'Denne uka', 'Senere', 'Venter på andre'];
    const places = heads.map(h => order.findIndex(o => h.startsWith(o)));
    check(places.length >= 3 && places.every((p, i) => p >= 0 && (!i || p > places[i - 1])), `the headings stand as ${heads}`);
    hand.within(0);
    await hand.click('.plikter a.frist'); // a deadline opens how it was computed
    await see(page, 'integreringsloven § 43 andre ledd', '#slik ~ *, section[aria-labelledby=slik]');
    check(/frist=\d+/.test(page.url()), `stands at ${page.url()}`);
  });

  told('G1 a delay is explained and the legal day stays', 'molde', async (page, hand) => {
    const legal = await page.locator('.plikter li .dato').first().innerText();
    await hand.link('Forklar forsinkelse');
    await hand.write('Ny plan', '12.9.23');
    await hand.write('Hvorfor det blir senere', 'Venter på tolk');
    await hand.button('Lagre ny plan');
    await arrive(page, '/min-dag');
    hand.within(2);
    await see(page, 'ny plan 12.09.2023');
    check(await page.locator('.plikter li .dato').first().innerText() === legal, 'the legal day moved');
  });

  told('H1 the load of the team, what is late, who is away; a case is moved', 'molde-leder', async (page, hand) => {
    await hand.link('Team');
    await arrive(page, '/team');
    await see(page, /Per Øvelse følger opp/); // away, and covered
    const row = page.locator('.saksliste > li').filter({ hasText: 'Kovalenko, Maksym' });
    const to = /Nadia/.test(await row.locator('.hvem').innerText()) ? 'Per' : 'Nadia';
    const choice = await row.locator('option').filter({ hasText: to }).getAttribute('value');
    hand.clicks++;
    await row.locator('select').selectOption(choice);
    await hand.click(row.getByRole('button', { name: 'Flytt' }));
    await see(page, new RegExp(`Saken er flyttet til ${to}`), 'body');
    hand.within(3);
    check((await row.locator('.hvem').innerText()).includes(to), await row.innerText());
  });

  told('H4 all cases of a colleague who leaves are handed over', 'molde-leder', async (page, hand, script) => {
    const [from, to] = script ? ['Nadia Øvelse', /^Per/] : ['Per Øvelse', /^Nadia/];
    await hand.link('Team');
    await hand.click(page.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: from }) }).getByRole('link', { name: 'Overfør saker' }));
    await arrive(page, /^\/team\/overforing\?fra=/);
    const cases = await page.locator('input[name=person]:checked').count();
    check(cases >= 1, 'no case is ticked');
    await hand.choose('Til', await page.locator('#til option').filter({ hasText: to }).getAttribute('value'));
    await hand.button('Overfør');
    await arrive(page, /^\/team\/overforing\/\d+$/);
    hand.within(4);
    await see(page, new RegExp(`${cases} sake?r? er overført`));
    await page.goto('/team');
    const row = page.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: from }) });
    check((await row.locator('td').first().innerText()).trim() === '0', await row.innerText());
  });

  told('a notice counts in the header until it is read', 'alesund', async (page) => {
    await page.goto('/varsler');
    await see(page, /Ingen varsler|ulest/);
  }, [true]);

  told('a notice of a task counts in the header until it is opened', 'molde-radgiver', async (page, hand, script) => {
    const count = async () => Number((await page.locator('header .teller').count()) ? await page.locator('header .teller').first().innerText() : 0);
    const before = await count();
    check(before >= 1, 'nothing counts');
    await hand.click('header a[href="/varsler"]');
    await arrive(page, '/varsler');
    await hand.click(page.locator('.saksliste > li').filter({ has: page.locator('.ulest') }).getByRole('button', { name: 'Åpne' }));
    await page.waitForLoadState();
    hand.within(2);
    check(await count() === before - 1, `${await count()} after ${before}`);
    void script;
  });

  told('what is not registered opens the one field', 'bosetting', async (page, hand) => {
    await hand.link('Mangler');
    await arrive(page, '/mangler');
    hand.within(1);
  });
}
