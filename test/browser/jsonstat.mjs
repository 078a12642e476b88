// SPDX-License-Identifier: Apache-2.0
// The JSON-stat files read by the toolkit of those who made the format: sizes, labels, known sums.
import JSONstat from 'jsonstat-toolkit';
import { check, test } from './kit.mjs';

const read = async (site, path) => {
  const answer = await fetch(site.base + path);
  check(answer.status === 200, `${path} gave ${answer.status}`);
  check(answer.headers.get('content-type').startsWith('application/json'), answer.headers.get('content-type'));
  const set = JSONstat(await answer.json());
  check(set.class === 'dataset' && set.n === set.size.reduce((a, b) => a * b), `${path} is no whole dataset: ${set.size}`);
  return set;
};
const equal = (is, wanted, what) => check(JSON.stringify(is) === JSON.stringify(wanted), `${what}: ${JSON.stringify(is)}, wanted ${JSON.stringify(wanted)}`);
const YEARS = Array.from({ length: 12 }, (_, i) => String(2012 + i));
const SUMS = { Anmodet: 38000, Vedtatt: 32732, Bosatt: 18851 }; // of 2023

// The value by the labels people read, so that codes may be what they are.
function value(set, region, content, year) {
  const of = (dimension, label) => set.Dimension(dimension).id.find(c => set.Dimension(dimension).Category(c).label === label);
  const cell = set.Data({ Region: of('Region', region), ContentsCode: of('ContentsCode', content), Tid: year });
  check(cell, `no cell ${region}, ${content}, ${year}`);
  return cell.value;
}

export function jsonstat(site) {
  const table = (id, query) => read(site, `/tall-og-statistikk/tabeller/${id}.json${query}`);

  test('JSON-stat of a year: the nation and its 356 municipalities, with the known sums', async () => {
    const set = await table('IB103', '?ar=2023');
    equal(set.id, ['Region', 'ContentsCode', 'Tid'], 'dimensions');
    equal(set.size, [357, 6, 1], 'sizes');
    equal([set.role.geo, set.role.metric, set.role.time], [['Region'], ['ContentsCode'], ['Tid']], 'roles');
    for (const [content, sum] of Object.entries(SUMS)) {
      equal(value(set, 'Hele landet', content, '2023'), sum, content);
      const code = set.Dimension('ContentsCode').id.find(c => set.Dimension('ContentsCode').Category(c).label === content);
      const cells = set.Data({ ContentsCode: code, Tid: '2023' }).slice(1);
      equal(cells.reduce((n, c) => n + (c.value ?? 0), 0), sum, `sum of the municipalities, ${content}`);
      check(cells.every(c => c.value !== null || c.status), `${content}: an empty cell without a sign`);
    }
  });

  test('JSON-stat of the counties of the time adds up to the nation', async () => {
    const set = await table('IB103', '?ar=2023&niva=fylke');
    equal(set.size, [12, 6, 1], 'sizes');
    for (const [content, sum] of Object.entries(SUMS)) {
      const names = set.Dimension('Region').id.slice(1).map(c => set.Dimension('Region').Category(c).label);
      equal(names.reduce((n, name) => n + value(set, name, content, '2023'), 0), sum, content);
    }
  });

  test('JSON-stat of all years: every municipality of 2024 through twelve years', async () => {
    const set = await table('IB103', '?ar=alle');
    equal(set.Dimension('Tid').id, YEARS, 'years');
    equal(set.size, [358, 6, 12], 'sizes');
    equal(value(set, 'Hele landet', 'Anmodet', '2022'), 35000, 'asked in 2022');
    equal(value(set, 'Hele landet', 'Først anmodet', '2022'), 5500, 'first asked in 2022');
    equal(value(set, 'Molde', 'Bosatt', '2022'), 312, 'settled in Molde in 2022');
    equal(value(set, 'Molde', 'Bosatt', '2017'), null, 'a withheld number');
  });

  test('JSON-stat of the other tables and of a place', async () => {
    const rate = await table('IB105', '?ar=2023'), classes = await table('IB109', '?ar=2023');
    equal(rate.size[0], 357, 'places of IB105');
    check(value(rate, 'Hele landet', rate.Dimension('ContentsCode').Category(0).label, '2023') > 3, 'settled per 1 000');
    equal(classes.size[0], classes.Dimension(0).id.length, 'classes of IB109');
    const molde = await read(site, '/tall-og-statistikk/steder/K1506-molde/bosetting/anmodning-vedtak-bosatte.json');
    equal(molde.size, [1, 6, 12], 'sizes of a place');
    equal(['Anmodet', 'Vedtatt', 'Bosatt'].map(c => value(molde, 'Molde', c, '2023')), [350, 350, 223], 'Molde 2023');
  });
}
