// SPDX-License-Identifier: Apache-2.0
// What a citizen, a journalist and an analyst do on the public pages, with the clicks it may cost.
// Each story begins on the front page and is told with script and without.
import { readFileSync } from 'node:fs';
import { Hand, arrive, check, open, see, test } from './kit.mjs';
import { sheet } from './sheet.mjs';

const MOLDE = '/tall-og-statistikk/steder/K1506-molde';
const cellsOf = page => page.locator('main table').first().locator('tr').evaluateAll(rows => rows.map(r => [...r.cells].map(c => c.innerText.trim())));

// A cell of a file as the page shows it: thin spaces between thousands, decimal comma.
const shown = (cell, decimals) => typeof cell !== 'number' ? cell
  : cell.toLocaleString('nb-NO', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const bare = text => text.replace(/[\s\u00a0\u202f]/g, '').replace('−', '-');

async function download(page, hand, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), hand.click(link)]);
  return readFileSync(await file.path());
}

// The front page, a name in the search field, the table of the place.
async function toTable(page) {
  const hand = new Hand(page);
  await page.goto('/');
  await hand.write('Finn din kommune', 'Molde');
  await hand.press('Enter');
  await arrive(page, MOLDE);
  await hand.link(/^Anmodning, vedtak og bosatte/);
  await arrive(page, `${MOLDE}/bosetting/anmodning-vedtak-bosatte`);
  return hand;
}

export function publicStories(b, site) {
  const told = (name, story) => {
    for (const script of [true, false])
      test(`${name} (${script ? 'with' : 'without'} script)`, async () => {
        const page = await open(b, site, { script });
        try { await story(page, script); } finally { await page.context().close(); }
        check(!page.trouble.length, page.trouble[0]);
      });
  };

  told('B1 asked, decided and settled in a municipality through ten years', async page => {
    const hand = await toTable(page);
    hand.within(3);
    const rows = await cellsOf(page), years = rows.slice(1).map(r => Number(r[0]));
    check(years.length >= 10 && years.every((y, i) => !i || y === years[i - 1] - 1), `the years are ${years}`);
    for (const head of ['Anmodet', 'Vedtatt', 'Bosatt']) check(rows[0].includes(head), `no column ${head} in ${rows[0]}`);
    const chart = page.locator('svg.diagram[role=img]').first();
    check(await chart.locator('rect.soyle').count() >= 8, 'the chart has too few bars');
    check((await chart.locator('title').first().textContent()).includes('Molde'), 'the chart has no name');
  });

  told('B2 the same numbers for all municipalities as a workbook', async page => {
    const hand = await toTable(page), before = hand.clicks;
    const screen = await cellsOf(page);
    const about = page.locator('aside').getByText('Alle kommuner, alle år').getByRole('link', { name: 'Excel' });
    const rows = sheet(await download(page, hand, about));
    check(hand.clicks === before + 1, `${hand.clicks - before} clicks more`);
    check(rows[0].slice(3).join() === screen[0].slice(1).join(), `heads ${rows[0]} and ${screen[0]}`);
    const molde = new Map(rows.filter(r => r[0] === '1506').map(r => [r[2], r]));
    check(molde.size === screen.length - 1, `${molde.size} years in the file, ${screen.length - 1} on the screen`);
    for (const line of screen.slice(1))
      line.slice(1).forEach((cell, i) => check(bare(shown(molde.get(line[0])[i + 3], i > 3 ? 1 : 0)) === bare(cell),
        `${screen[0][i + 1]} ${line[0]}: ${molde.get(line[0])[i + 3]} in the file, ${cell} on the screen`));
    check(new Set(rows.slice(1).map(r => r[0])).size > 350, 'municipalities are missing from the file');
  });

  told('B2 the workbook of a year equals the screen cell by cell', async page => {
    const hand = new Hand(page);
    await page.goto('/tall-og-statistikk/tabeller/IB103?ar=2023');
    const screen = (await cellsOf(page)).slice(1);
    const rows = sheet(await download(page, hand, page.locator('ul.ned').getByRole('link', { name: 'Excel' }))).slice(1);
    check(rows.length === screen.length, `${rows.length} rows in the file, ${screen.length} on the screen`);
    rows.forEach((row, r) => {
      check(row[1] === screen[r][0], `row ${r}: ${row[1]} and ${screen[r][0]}`);
      row.slice(3).forEach((cell, i) => check(bare(shown(cell, i > 3 ? 1 : 0)) === bare(screen[r][i + 1]),
        `${row[1]}: ${cell} in the file, ${screen[r][i + 1]} on the screen`));
    });
  });

  told('N1 the figures of my own municipality by one search', async page => {
    const hand = new Hand(page);
    await page.goto('/');
    await hand.write('Finn din kommune', 'bærum');
    await hand.button('Vis tall');
    await arrive(page, /steder\/K\d{4}-baerum$/);
    hand.within(2);
    await see(page, /ble Bærum bedt om å bosette \d+, vedtok \d+ og bosatte \d+/);
  });

  told('N2 address, date, definition and source stand where the table stands', async page => {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${MOLDE}/bosetting/anmodning-vedtak-bosatte`);
      const end = await page.locator('main table').first().evaluate(t => t.getBoundingClientRect().bottom);
      const parts = { address: page.getByText(`${site.base.slice(7)}${MOLDE}/bosetting/anmodning-vedtak-bosatte`),
        date: page.getByText(/Status per: \d+\. \S+ \d{4}/), source: page.locator('a[href^="http"]', { hasText: 'IMDi' }),
        definition: page.getByRole('link', { name: /[Dd]efinisjon/ }) };
      for (const [name, part] of Object.entries(parts)) {
        check(await part.first().isVisible(), `no ${name} at ${width}`);
        const top = await part.first().evaluate(e => e.getBoundingClientRect().bottom);
        check(top <= end, `${name} ends ${top - end} px below the table at ${width}`);
      }
    }
    const file = await page.request.get(`${MOLDE}/bosetting/anmodning-vedtak-bosatte.json`);
    check(file.status() === 200, 'the address without its page has no data');
  });

  told('N3 one sentence says what each chart shows', async page => {
    for (const url of [`${MOLDE}/bosetting/anmodning-vedtak-bosatte`, `${MOLDE}/bosetting/bosatte-per-innbygger`,
      '/tall-og-statistikk/steder/F15-more-og-romsdal/bosetting/anmodning-vedtak-bosatte', '/tall-og-statistikk/tabeller/IB103', '/tall-og-statistikk/tabeller/IB109']) {
      await page.goto(url);
      const sentence = (await page.locator('.setning').innerText()).trim();
      check(/^[^.]{20,}.*\d.*\.$/s.test(sentence), `${url} says "${sentence}"`);
      const above = await page.evaluate(() => {
        const s = document.querySelector('.setning').getBoundingClientRect().bottom;
        return [...document.querySelectorAll('main figure')].every(f => f.getBoundingClientRect().top >= s && f.querySelector('figcaption').innerText.trim().length > 5);
      });
      check(above, `${url}: a figure stands above its sentence or has no words`);
    }
  });
}
