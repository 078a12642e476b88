// SPDX-License-Identifier: Apache-2.0
// From arrival to settled, by each role on its own pages: a family of five arrives by a file, is mapped
// with an interpreter, proposed, listed, accepted without a name and allocated by letter.
import { check, field, open, see, test } from './kit.mjs';

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
  test('a family of five arrives, is mapped, proposed, listed, accepted and allocated by letter', async () => {
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
    for (const page of [kari, marit, per]) await page.context().close();
  });
}
