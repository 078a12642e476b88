// SPDX-License-Identifier: Apache-2.0
// A centre hands over its spreadsheet: faults are told and marked, nothing is stored before somebody says so,
// and for a day it can be taken back. Each step in all looks.
import { Hand, arrive, check, open, see, test } from './kit.mjs';
import { sheet } from './sheet.mjs';
import { looks, validate } from './sweep.mjs';

const HEAD = 'Nøkkel;Husstand;Rolle;Etternavn;Fornavn;Fødselsdato;DUF-nummer;Flyttet inn';
const file = (name, rows) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });

export function importStories(b, site) {
  for (const script of [true, false])
    test(`a centre's spreadsheet comes in and goes out again (${script ? 'with' : 'without'} script)`, async () => {
      const page = await open(b, site, { script, account: site.account('CE', 'vika') }), hand = new Hand(page), faults = [];
      const n = script ? '1' : '2';
      const people = date => file('beboere.csv', [HEAD, `1;A;hovedperson;Øvelsesvik;Ask;${date};19000000${n}101;2023-08-20`,
        `2;A;barn;Øvelsesvik;Bjørk;12.03.2019;19000000${n}202;2023-08-20`]);
      const events = file('hendelser.csv', ['Nøkkel;Dato;Hendelse;Sted', '1;2023-08-25;intervju;']);
      const looked = async where => {
        if (script) await looks(page, where, faults); else await validate(await page.content(), where, faults);
        check(!faults.length, faults[0]);
      };
      const handOver = async files => {
        await page.goto('/import');
        await page.setInputFiles('#fil', files);
        await hand.click('main form[enctype] button[type=submit]');
        await arrive(page, /^\/import\/\d+$/);
        await see(page, 'Hva kolonnene betyr');
      };
      try {
        await handOver([people('31.02.1990'), events]);
        await looked('columns');
        await hand.click('main form[action$="/kolonner"] button[type=submit]');
        await see(page, '1 feil i fila');
        await see(page, 'Skriv en dato som');
        await looked('faults');
        const href = await page.getByRole('link', { name: 'Last ned fila med feilene merket' }).getAttribute('href');
        const marked = await sheet(await (await page.request.get(href)).body());
        check(JSON.stringify(marked).includes('Fødselsdato: Skriv en dato'), `the file does not say what is wrong: ${JSON.stringify(marked).slice(0, 300)}`);

        await handOver([people('17.05.1990'), events]);
        await hand.click('main form[action$="/kolonner"] button[type=submit]');
        await see(page, 'Øvelsesvik, Ask');
        await looked('preview');
        await hand.click('main form[action$="/kjor"] button[type=submit]');
        await page.getByText('2 nye personer er tatt inn').waitFor({ timeout: 20000 });
        await looked('result');
        await page.goto('/beboere?q=');
        await see(page, 'Øvelsesvik');
        await page.goBack();
        await hand.click('main form[action$="/angre"] button[type=submit]');
        for (let i = 0; i < 40 && !(await page.locator('main').innerText()).includes('Importen er angret'); i++) {
          await page.waitForTimeout(500);
          await page.reload();
        }
        await see(page, 'Importen er angret');
        await looked('undone');
      } finally { await page.context().close(); }
    });
}
