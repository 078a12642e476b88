// SPDX-License-Identifier: Apache-2.0
// What the staff of directorate, county and municipality do in the settlement year and around it,
// with the clicks it may cost, counted from the page they meet after signing in.
import { Hand, arrive, check, field, open, see, test } from './kit.mjs';

const ONE_PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const image = { name: 'bilde.png', mimeType: 'image/png', buffer: ONE_PIXEL };

export function staffStories(b, site) {
  const as = (role, user) => site.account(role, user);
  // A story for each way of working; what is unlike in them (a name, a municipality) it picks itself.
  const told = (name, account, story, ways = [true, false]) => {
    for (const script of ways)
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script, account: account(script) });
        try { await story(page, new Hand(page), script); } finally { await page.context().close(); }
        // A refused form is an answer with status 422, which the browser's console calls an error.
        const trouble = page.trouble.filter(t => !/status of 4(09|22)/.test(t));
        check(!trouble.length, trouble[0]);
      });
  };

  told('B4 the municipalities that have not answered, by kind', () => as('DA', 'analyse'), async (page, hand) => {
    await hand.link(/Har svart/);
    await arrive(page, '/bosetting/kommuner?ar=2023&svar=ubesvart');
    hand.within(2);
    const answers = await page.locator('main table').first().locator('tbody tr td:nth-of-type(1)').allInnerTexts();
    const late = answers.filter(t => /over/i.test(t)).length, off = answers.filter(t => /utsatt/i.test(t)).length;
    check(late === 8 && off === 3, `${late} late and ${off} put off in ${answers}`);
  });

  told('D1 a news item with date, image and alternative text', () => as('DE', 'redaktor'), async (page, hand, script) => {
    const title = `Prøvesak ${script ? 'med' : 'uten'} skript`;
    await hand.link('Ny oppdatering');
    await arrive(page, '/innhold/ny');
    await hand.choose('Slag', { index: 1 });
    await hand.write('Tittel', title);
    await hand.write('Ingress', 'En oppdiktet sak i en prøve.');
    await hand.write('Tekst', 'Første avsnitt.');
    await hand.write('Vises fra', '01.09.2023');
    await hand.file('Velg bilde', image);
    await hand.button('Publiser');
    for (const missing of [/^Målform/, /hva bildet viser/]) await see(page, missing, '.feilliste');
    check(page.url().endsWith('/innhold/ny'), 'it was published without alternative text');
    check(await field(page, 'Tittel').inputValue() === title, 'what was typed is gone');
    await hand.write('Hva bildet viser', 'En grå prikk');
    await hand.choose('Målform', 'nb');
    await hand.file('Velg bilde', image); // no browser lets a page keep a chosen file
    await hand.button('Publiser');
    await arrive(page, /^\/innhold/);
    hand.within(8);
    const reader = await open(b, site, { script: false });
    await reader.goto('/');
    await see(reader, title);
    await reader.getByRole('link', { name: title }).click();
    await see(reader, '1. september 2023');
    check(await reader.getByAltText('En grå prikk').evaluate(i => i.complete && i.naturalWidth === 1), 'the image is not shown');
    await reader.context().close();
  });

  told('F3 places of the coming weeks and a dwelling', () => as('MC', 'molde'), async (page, hand, script) => {
    const places = script ? '4' : '7', rent = script ? '9 100' : '9 200';
    await hand.link('Kapasitet');
    await arrive(page, '/bosetting/kapasitet');
    const weeks = page.locator('input[name^=p2]');
    check(await weeks.count() === 8, `${await weeks.count()} weeks`);
    for (let i = 0; i < 8; i++) await weeks.nth(i).fill(places);
    await hand.button('Lagre plassene');
    await see(page, 'lagret', 'body');
    await page.reload();
    check(await weeks.nth(7).inputValue() === places, 'the eighth week was not kept');
    await hand.choose('Type bolig', { index: 1 });
    await hand.write('Antall soverom', '2');
    await hand.write('Antall sengeplasser', '4');
    await hand.write('Ledig fra', '15.9.23');
    await hand.write('Leie per måned', rent);
    await hand.button('Lagre boligen');
    await see(page, new RegExp(rent.replace(' ', '[\\s\\u00a0\\u202f]')));
    hand.within(5);
  });

  told('M1 requests, decisions, capacity and results of each municipality of the county', () => as('CO', 'fylke'), async (page, hand) => {
    await hand.link('Bosetting');
    await arrive(page, /^\/bosetting/);
    hand.within(1);
    const heads = (await page.locator('main table thead th').allInnerTexts()).map(t => t.toLowerCase());
    for (const word of ['anmodet', 'vedtatt', 'bosatt', 'svar']) check(heads.some(h => h.includes(word)), `no ${word} in ${heads}`);
    const rows = page.locator('main table').first().locator('tbody tr');
    check(await rows.count() === 26, `${await rows.count()} municipalities`);
    check(/plasser/.test(await rows.filter({ hasText: 'Molde' }).innerText()), 'no capacity is shown');
  });

  told('M2 a number with its reason for each municipality, by keyboard', () => as('CO', 'fylke'), async (page, hand, script) => {
    const wanted = script ? [['Aukra', '20', 'Ledige boliger'], ['Aure', '15', 'Færre enn i fjor']]
      : [['Averøy', '25', 'Ny skole'], ['Fjord', '10', 'Få boliger']];
    await hand.link('Anbefalinger');
    await arrive(page, /anbefalinger/);
    await page.getByLabel(new RegExp(`antall, ${wanted[0][0]}`)).focus();
    for (const [i, [name, places, reason]] of wanted.entries()) {
      if (i) await hand.press('Tab');
      const here = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
      check(here.includes(name), `the keyboard stands at "${here}", not at ${name}`);
      await hand.type(places);
      await hand.press('Tab');
      await hand.type(reason);
    }
    const kept = page.waitForResponse(r => r.request().method() === 'POST');
    await hand.press(script ? 'Tab' : 'Enter'); // with script leaving the field is enough
    await kept;
    await page.waitForLoadState();
    hand.within(script ? 1 : 2);
    if (script) await see(page, /^Lagret \d/);
    const other = await page.context().newPage();
    await other.goto('/bosetting/fylke/15/anbefalinger');
    for (const [name, places, reason] of wanted) {
      const row = other.locator('main tbody tr').filter({ has: other.getByRole('rowheader', { name, exact: true }) }).locator('input:not([type=hidden])');
      check(await row.nth(0).inputValue() === places && await row.nth(1).inputValue() === reason, `${name} was not kept`);
    }
  });

  test('M2 what is typed while an earlier row is being saved is not lost', async () => {
    const page = await open(b, site, { account: as('CO', 'fylke') });
    await page.goto('/bosetting/fylke/15/anbefalinger');
    await page.route('**/anbefalinger?*', async route => {
      if (route.request().method() === 'POST') await new Promise(done => setTimeout(done, 400)); // a slow line
      await route.continue();
    });
    const rows = [['Rauma', '31', 'Rask'], ['Sande', '32', 'Treg'], ['Smøla', '33', 'Øy'], ['Stranda', '34', 'Fjord']];
    const answers = [];
    page.on('response', r => { if (r.request().method() === 'POST') answers.push(r.status()); });
    await page.getByLabel('antall, Rauma').focus();
    for (const [name, places, reason] of rows) {
      check((await page.evaluate(() => document.activeElement.getAttribute('aria-label'))).includes(name), `the focus is not at ${name}`);
      await page.keyboard.type(places, { delay: 60 });
      await page.keyboard.press('Tab');
      await page.keyboard.type(reason, { delay: 60 });
      await page.keyboard.press('Tab');
    }
    await page.waitForTimeout(1500);
    check(answers.length >= 1 && answers.every(a => a === 200), `answers ${answers}`);
    const read = async at => Promise.all(rows.map(async ([name]) => {
      const row = at.locator('main tbody tr').filter({ has: at.getByRole('rowheader', { name, exact: true }) }).locator('input:not([type=hidden])');
      return [name, await row.nth(0).inputValue(), await row.nth(1).inputValue()];
    }));
    check(JSON.stringify(await read(page)) === JSON.stringify(rows), `on the page: ${JSON.stringify(await read(page))}`);
    const other = await page.context().newPage();
    await other.goto('/bosetting/fylke/15/anbefalinger');
    check(JSON.stringify(await read(other)) === JSON.stringify(rows), `stored: ${JSON.stringify(await read(other))}`);
    await page.context().close();
  });

  test('M2 a session that ends under the recommendations loses no row', async () => {
    const page = await open(b, site, { account: as('CO', 'fylke') });
    await page.goto('/bosetting/fylke/15/anbefalinger');
    await page.getByLabel('antall, Ulstein').fill('44');
    await page.context().clearCookies({ name: /fotfeste/ });
    const saved = page.waitForResponse(r => r.request().method() === 'POST');
    await page.keyboard.press('Tab');
    check((await saved).status() === 419, 'the save was not refused');
    await see(page, /står fortsatt her på siden/, '#hendelse');
    await page.getByLabel(/Begrunnelse.*Ulstein/).fill('Nytt bygg');
    check(await page.getByLabel('antall, Ulstein').inputValue() === '44', 'the table is gone');
    await page.getByRole('button', { name: 'Lagre anbefalingene' }).click();
    await page.getByRole('button', { name: 'Logg inn og send' }).click();
    await page.fill('#login', 'fylke');
    await page.fill('#password', as('CO', 'fylke').password);
    await page.locator('main form:has(#password) button[type=submit]').click();
    await page.getByRole('button', { name: 'Send skjemaet' }).click();
    await arrive(page, /anbefalinger/);
    check(await page.getByLabel(/Begrunnelse.*Ulstein/).inputValue() === 'Nytt bygg', 'the row was not kept');
    await page.context().close();
  });

  told('O1 a new colleague gets a role until a day', () => as('MU', 'molde-brukere'), async (page, hand, script) => {
    const name = `Tone Øvelse ${script ? 'Skript' : 'Uten'}`;
    await hand.link('Ny bruker');
    await arrive(page, '/admin/brukere/ny');
    await hand.write('Navn', name);
    await hand.write('Brukernavn', script ? 'tone-med' : 'tone-uten');
    await hand.choose('Rolle', 'MC');
    await hand.write('Til og med', '31.12.2023');
    await hand.button('Legg til bruker');
    await arrive(page, /^\/admin\/brukere\/\d+/);
    hand.within(5);
    await see(page, '31.12.2023');
    const link = /\/velkommen\/\S+/.exec(await page.locator('body').innerText())[0]; // given to the colleague
    const tone = await open(b, site, { script });
    await tone.goto(link);
    await tone.locator('input[type=password]').first().waitFor();
    await tone.context().close();
    await page.goto('/admin/brukere');
    const row = await page.locator('main tbody tr').filter({ hasText: name }).innerText();
    check(row.includes('31.12.2023'), `the list says ${row}`);
  });
}
