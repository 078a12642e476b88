// SPDX-License-Identifier: Apache-2.0
// From arrival to settled, by each role on its own pages: a family of five arrives by a file, is mapped
// with an interpreter, proposed, listed, accepted without a name and allocated by letter; a child is born, they move in, and the
// public figure grows by six at the next release.
import { arrive, check, field, open, see, test } from './kit.mjs';

// Twelve digits of the invented year 1900 with their two control digits.
const duf = serial => {
  const stem = `1900${String(serial).padStart(6, '0')}`, weights = [4, 6, 3, 2, 4, 6, 3, 2, 7, 5];
  return stem + String([...stem].reduce((sum, d, i) => sum + d * weights[i], 0) % 11).padStart(2, '0');
};
const FAMILY = [['HEAD', 'Halyna', '1988-04-02', 'FEMALE'], ['PARTNER', 'Roman', '1986-11-20', 'MALE'], ['CHILD', 'Danylo', '2012-06-01', 'MALE'],
  ['CHILD', 'Solomiia', '2015-02-14', 'FEMALE'], ['CHILD', 'Mark', '2018-09-30', 'MALE']];
const file = () => ['key,household,household_role,family_name,given_name,birth_date,sex,citizenships,languages,interpreter,duf_number,arrived_on,scheme,permit_basis,permit_decided,permit_notified,permit_from,permit_to,synthetic',
  ...FAMILY.map(([role, given, born, sex], i) => `F${i},H1,${role},Prøvestenko,${given},${born},${sex},UKR,ukr,Y,${duf(770001 + i)},2023-05-02,COLLECTIVE,COLLECTIVE,2023-05-20,2023-05-22,2023-05-20,2028-05-20,Y`)].join('\n');

export function chainStories(b, site) {
  const as = (user, more = {}) => open(b, site, { script: false, account: site.accounts.find(a => a.user === user), ...more });
  test('a family of five arrives, is mapped, proposed, listed, accepted, allocated by letter, grows, settles and is counted', async () => {
    const kari = await as('nes'), marit = await as('bosetting'), per = await as('molde');
    for (const p of [kari, marit, per]) p.setDefaultTimeout(7000);
    // arrives
    await kari.goto('/import');
    await field(kari, 'Velg fil').setInputFiles({ name: 'familien.csv', mimeType: 'text/csv', buffer: Buffer.from(file()) });
    await kari.locator('main form button[type=submit]').first().click();
    await see(kari, 'Halyna');
    const columns = kari.locator('main form[action$="/kolonner"] button[type=submit]');
    if (await columns.count()) await columns.click(); // how the headings were understood
    await kari.locator('main form[action$="/kjor"] button[type=submit]').click();
    for (let i = 0; i < 20 && await kari.locator('progress').count(); i++) { await kari.waitForTimeout(500); await kari.reload(); }
    const find = async (page, given) => {
      await page.goto('/personer');
      await page.getByRole('searchbox').fill(`Prøvestenko ${given}`);
      await page.getByRole('button', { name: 'Søk' }).click();
      await page.locator('main').getByRole('link', { name: `Prøvestenko, ${given}` }).first().click();
      await page.waitForLoadState();
      return new URL(page.url()).pathname;
    };
    // is mapped with an interpreter noted
    const heads = [];
    for (const [, given] of FAMILY) heads.push(await find(kari, given));
    for (const at of heads.slice(0, 2)) {
      await kari.goto(`${at}/kartlegging`);
      await kari.getByRole('button', { name: 'Start kartlegging' }).click();
      await kari.getByRole('link', { name: 'Endre Ønsker' }).click();
      await field(kari, 'Arbeid jeg ønsker').fill('Bussjåfør');
      await kari.locator('main form button[type=submit]').last().click();
      await kari.goto(`${at}/kartlegging`);
      await kari.getByRole('button', { name: 'Merk som sendt inn' }).click();
      await kari.getByRole('link', { name: 'Kvalitetssikre' }).click();
      await field(kari, 'Måte').selectOption('interview');
      await field(kari, 'Tolkens kvalifikasjon').selectOption('b');
      await kari.locator('main form button[type=submit]').last().click();
      await see(kari, 'Kategori B, ukrainsk');
    }
    // proposed with reasons; the caseworker asks Molde
    await marit.goto(`${heads[0]}/bosetting`);
    const code = /H-\d{3} \d{3}/.exec(await marit.locator('main').innerText())[0], head = heads[0].split('/')[2];
    // Being mapped makes them ready in a job of its own.
    const row = marit.locator('main tbody tr').filter({ hasText: '5 personer' }).getByRole('link', { name: code, exact: true });
    for (let i = 0; i < 40 && !await row.count(); i++) { await marit.waitForTimeout(500); await marit.goto('/bosetting/forslag'); }
    await row.click();
    await see(marit, 'Taler for');
    await marit.goto(`/bosetting/klare/${head}`);
    await field(marit, 'Finn kommune').fill('Molde');
    await marit.getByRole('button', { name: 'Vis' }).click();
    await marit.getByRole('button', { name: /Sett på liste.*Molde/ }).click();
    // accepted without a name
    await per.goto('/bosetting/fordelinger');
    const card = per.locator('.bladkort li').filter({ hasText: code });
    check(!(await card.innerText()).includes('Prøvestenko'), 'the list says a name before the decision');
    await card.getByRole('button', { name: /^Vi tar imot/ }).click();
    await see(per, 'Svaret er sendt', 'body');
    // allocated by letter
    await marit.goto('/bosetting/vedtak');
    await marit.getByRole('button', { name: 'Skriv vedtak' }).click();
    await see(marit, 'er skrevet', 'body');
    await marit.goto(`${heads[0]}/bosetting`);
    await marit.locator('main a[href^="/bosetting/vedtak/"]').first().click();
    await see(marit, 'Du skal bo i Molde');
    // the municipality now sees who they are, and may set the date for all five
    await per.goto('/bosetting/fordelinger');
    await per.locator('tr').filter({ hasText: code }).getByRole('link', { name: /^Sett dato/ }).click();
    for (const [, given] of FAMILY) await see(per, `Prøvestenko, ${given}`);
    // before the release the public figure is unchanged
    const anders = await as('analyse'), reader = await open(b, site, { script: false });
    for (const p of [anders, reader]) p.setDefaultTimeout(7000);
    let looks = 0; // an address of its own each time: public pages may be kept by the browser
    const shown = async (table, row, column) => {
      await reader.goto(`/tall-og-statistikk/tabeller/${table}&se=${looks++}`);
      const cells = await reader.locator('main table.tabell tbody tr').filter({ has: reader.getByRole('rowheader', { name: row, exact: true }) }).last().locator('td').allInnerTexts();
      return cells[column].replace(/\s/g, '');
    };
    const before = Number(await shown('IB103?ar=2023', 'Molde', 3));
    // a child is born, with a permit of its own; the municipality is asked for one more, and says yes
    await marit.goto(`${heads[0]}/husstand/fodsel`);
    await field(marit, 'Etternavn').fill('Prøvestenko');
    await field(marit, 'Fornavn').fill('Zoia');
    await field(marit, 'Dag').fill('01.09.2023');
    await marit.locator('main form button[type=submit]').first().click();
    await see(marit, 'Dette skjer');
    await marit.getByRole('button', { name: 'Lagre' }).click();
    await marit.waitForLoadState();
    const baby = await find(marit, 'Zoia');
    await marit.goto(`${baby}/tillatelse`);
    await field(marit, 'Grunnlag').selectOption('COLLECTIVE');
    await field(marit, 'Vedtatt').fill('01.09.2023');
    await marit.locator('main form button[type=submit]').first().click();
    await marit.waitForLoadState();
    const again = marit.locator(`main a[href="${baby}/bosetting/sporigjen"]`);
    for (let i = 0; i < 40 && !await again.count(); i++) { await marit.waitForTimeout(500); await marit.goto(`${baby}/bosetting`); }
    await again.click();
    await marit.locator('main form button[type=submit]').first().click();
    await per.goto('/bosetting/fordelinger');
    await per.locator('.bladkort li').filter({ hasText: code }).getByRole('button', { name: /^Vi tar imot/ }).click();
    await see(per, 'Svaret er sendt', 'body');
    await marit.goto('/bosetting/vedtak');
    await marit.getByRole('button', { name: 'Skriv vedtak' }).click();
    await see(marit, 'er skrevet', 'body');
    // the five move in on one date, the child on its own
    const move = async (link) => {
      await per.goto('/bosetting/fordelinger');
      await per.locator('tr').filter({ hasText: code }).getByRole('link', { name: /^Sett dato/ }).nth(link).click();
      await field(per, 'Dato').fill('01.09.2023');
      await per.locator('input[name=flyttet]').check();
      await per.getByRole('button', { name: 'Se virkningen' }).click();
      await per.getByRole('button', { name: 'Lagre' }).click();
      await arrive(per, '/bosetting/fordelinger');
    };
    await move(0);
    if (await per.locator('tr').filter({ hasText: code }).getByRole('link', { name: /^Sett dato/ }).count()) await move(0);
    check(Number(await shown('IB103?ar=2023', 'Molde', 3)) === before, 'the public figure moved before the release');
    // the release: counted, looked over, published; the figure moves by six
    await anders.goto('/tall-og-statistikk/utgivelser');
    await anders.getByRole('button', { name: 'Regn ut nye tall' }).click();
    const out = anders.getByRole('button', { name: 'Gi ut' });
    for (let i = 0; i < 40 && !await out.count(); i++) { await anders.waitForTimeout(300); await anders.reload(); }
    await see(anders, 'Endringer siden utgivelse');
    await out.click();
    await see(anders, 'er ute', 'body');
    check(Number(await shown('IB103?ar=2023', 'Molde', 3)) === before + 6, `${await shown('IB103?ar=2023', 'Molde', 3)} and not ${before} and six`);
    // Three have been settled in Ålesund: withheld, and with them what would tell of them.
    check(await shown('IB107?ar=2023', 'Ålesund', 0) === ':', 'three are told of');
    check(await shown('IB107?ar=2023', 'Molde', 0) === ':', 'the three follow by subtraction');
    for (const page of [kari, marit, per, anders, reader]) await page.context().close();
  });
}
