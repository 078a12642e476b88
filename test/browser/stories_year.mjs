// SPDX-License-Identifier: Apache-2.0
// The settlement year between several people: the request is raised, one answers, one puts it off,
// two answer at once, one looks over the neighbour's fence, one was away too long.
import { Hand, arrive, check, field, open, see, test } from './kit.mjs';
import { looks } from './sweep.mjs';

const bare = text => text.replace(/[\s\u00a0\u202f]/g, '');

// The steps of the board's strip, and the key figures of the front page, by their names.
const strip = async page => Object.fromEntries((await page.locator('ol.flyt a').evaluateAll(l => l.map(a => [a.querySelector('.navn').innerText, a.querySelector('b').innerText])))
  .map(([name, value]) => [name, Number(bare(value))]));
const keys = async page => Object.fromEntries((await page.locator('dl.maal > div').evaluateAll(l => l.map(d => [d.querySelector('dt').innerText.trim(), d.querySelector('dd').firstChild.textContent])))
  .map(([name, value]) => [name, Number(bare(value))]));

export function yearStories(b, site) {
  // These stories begin at the board of the year's quantities, which for the directorate stands beside
  // the board of households.
  const at = async (user, more = {}) => {
    const page = await open(b, site, { account: user && site.accounts.find(a => a.user === user), ...more });
    if (user) await page.goto(user === 'bosetting' ? '/bosetting/kommuner?ar=2023' : '/bosetting');
    return page;
  };
  const front = async () => {
    const page = await at(null, { script: false });
    await page.goto('/');
    const figures = await keys(page);
    await page.context().close();
    return figures;
  };

  test('the request is raised, one answers, one puts it off; board and front page follow', async () => {
    const marit = await at('bosetting', { script: false });
    const before = await strip(marit), shown = await front();
    check(before.Anmodet === 38000 && before.Vedtatt === 32732 && before.Bosatt === 18851, JSON.stringify(before));
    check(shown.Anmodet === 38000 && shown.Vedtatt === 32732, JSON.stringify(shown));

    const raise = new Hand(marit);
    await raise.link('Ny fordeling');
    await arrive(marit, /^\/bosetting\/fordeling\/ny/);
    await raise.write('Hvor mange skal fordeles?', '40 000');
    await raise.button('Lag utkastet');
    await arrive(marit, /^\/bosetting\/fordeling\/[a-z0-9]{10}$/);
    await see(marit, /40.000/);
    await raise.click('.sidehode a.ds-button');
    await arrive(marit, /\/send$/);
    await raise.write('Svarfrist', '15.10.2023');
    await raise.click('main form button[type=submit]');
    await arrive(marit, '/bosetting/anmodninger/2023');
    raise.within(4);
    check((await marit.locator('main section.blokk').first().innerText()).includes('40'), 'the newest version does not stand first');

    // The old decisions stay valid until new ones are made.
    await marit.goto('/bosetting/kommuner?ar=2023');
    const raised = await strip(marit);
    check(raised.Anmodet === 40000 && raised.Vedtatt === 32732, JSON.stringify(raised));

    const jens = await at('jevnaker', { script: false }), answer = new Hand(jens);
    await answer.link('Svar på anmodningen');
    await answer.write('Antall plasser vedtatt', '64');
    await answer.write('Vedtaksdato', '1.9.23');
    await answer.button(/^Send/);
    await arrive(jens, '/bosetting/kommune/3053?ar=2023');
    answer.within(3);
    await see(jens, /64 plasser/);

    const nils = await at('nesseby', { script: false }), putOff = new Hand(nils);
    await putOff.link('Utsett svaret');
    await putOff.write('Når behandles saken?', '12.10.2023');
    await putOff.click('main form button[type=submit]');
    await arrive(nils, '/bosetting/kommune/5442?ar=2023');
    putOff.within(3);
    await see(nils, /12\. oktober 2023/);

    await marit.goto('/bosetting/kommuner?ar=2023');
    const after = await strip(marit);
    check(after.Vedtatt === 32732 + 64 && after['Har svart'] === raised['Har svart'] + 1, JSON.stringify({ raised, after }));
    await marit.goto('/bosetting/kommuner?ar=2023&svar=utsatt');
    await see(marit, 'Nesseby');
    const public_ = await front();
    check(public_.Anmodet === 40000 && public_.Vedtatt === 32732 + 64, JSON.stringify(public_));
    for (const page of [marit, jens, nils]) await page.context().close();
  });

  for (const script of [true, false])
    test(`two who answer at once meet the conflict page and lose nothing (${script ? 'with' : 'without'} script)`, async () => {
      const faults = [], [per, hilde] = [await at('molde', { script }), await at('molde-leder', { script })];
      for (const page of [per, hilde]) await page.locator('main a[href$="/svar"]').first().click();
      const write = async (page, places, note) => {
        await field(page, 'Antall plasser vedtatt').fill(places);
        await field(page, 'Vedtaksdato').fill('1.9.2023');
        await page.getByLabel(/Hva trenger kommunen/).fill(note);
        await page.locator('main form button[type=submit]').first().click();
      };
      await write(per, script ? '361' : '371', 'Per: flere boliger');
      await arrive(per, '/bosetting/kommune/1506?ar=2023');
      const note = 'Hilde: lærere og\nhelsesykepleiere «nå»';
      await write(hilde, script ? '362' : '372', note);
      await see(hilde, /Per Øvelse/);
      const row = hilde.locator('main tbody tr').filter({ hasText: 'Antall plasser' });
      check(bare(await row.innerText()).includes(script ? '361' : '371') && bare(await row.innerText()).includes(script ? '362' : '372'), await row.innerText());
      const noteRow = hilde.locator('main tbody tr').filter({ hasText: 'Per: flere boliger' });
      check(script || /Hilde: lærere og\s+helsesykepleiere «nå»/.test(await noteRow.locator('td').first().innerText()), `before: ${await noteRow.innerText()}`);
      if (script) await looks(hilde, 'conflict', faults);
      check(!faults.length, faults.join('\n'));
      const hand = new Hand(hilde); // what I changed is already ticked as mine
      await hand.click('main form button[type=submit]');
      await arrive(hilde, '/bosetting/kommune/1506?ar=2023');
      hand.within(1);
      await see(hilde, new RegExp(`${script ? 362 : 372} plasser`));
      await see(hilde, /helsesykepleiere «nå»/);
      await see(hilde, /Per: flere boliger/); // the history has both
      for (const page of [per, hilde]) await page.context().close();
    });

  test('an answer is given by keyboard alone, and the focus can always be seen', async () => {
    const page = await at('alesund', { script: false });
    const seen = [];
    const tabTo = async words => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
          return { name: (e.labels?.[0]?.innerText || e.innerText || e.getAttribute('aria-label') || '').trim(), tag: e.tagName, href: e.getAttribute('href') ?? '',
            marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none', inside: box.bottom > 0 && box.top < innerHeight };
        });
        if (here.tag === 'BODY') continue;
        if (!here.marked || !here.inside) seen.push(`${here.tag} "${here.name}"`);
        if (here.name.startsWith(words) || here.href.endsWith(words)) return;
      }
      throw new Error(`the Tab key never comes to "${words}"`);
    };
    await tabTo('Hopp til innholdet');
    await page.keyboard.press('Enter');
    await tabTo('/svar'); // what the link is called depends on what was answered before
    await page.keyboard.press('Enter');
    await arrive(page, /\/svar$/);
    await tabTo('Antall plasser vedtatt');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('555');
    await tabTo('Vedtaksdato');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1.9.2023');
    await page.keyboard.press('Enter');
    await arrive(page, '/bosetting/kommune/1507?ar=2023');
    await see(page, /555 plasser/);
    check(!seen.length, `the focus is not seen on ${seen.join(', ')}`);
    await page.context().close();
  });

  test('a number of the neighbour is as unknown as one that never was', async () => {
    const page = await at('molde');
    const other = await at('alesund');
    const theirs = new URL(await other.locator('main a[href$="/svar"]').first().getAttribute('href'), site.base).pathname;
    const pairs = [['/bosetting/kommune/1507', '/bosetting/kommune/0000'], [theirs, '/bosetting/anmodning/aaaaaaaaaa/svar']];
    for (const [known, unknown] of pairs) {
      const one = await page.request.get(known), two = await page.request.get(unknown);
      check(one.status() === 404 && two.status() === 404, `${known} gave ${one.status()}, ${unknown} gave ${two.status()}`);
      const body = async (answer, path) => (await answer.text()).replaceAll(path, '').replaceAll(encodeURIComponent(path), '')
        .replace(/name="once" value="[^"]+"/g, ''); // a form's key is new each time
      const [here, there] = [await body(one, known), await body(two, unknown)].map(t => t.split('\n'));
      const line = here.findIndex((l, i) => l !== there[i]);
      check(line < 0 && here.length === there.length, `${known} says "${here[line]}", ${unknown} says "${there[line]}"`);
      const names = a => Object.keys(a.headers()).sort().join();
      check(names(one) === names(two), 'the headers differ');
    }
    for (const p of [page, other]) await p.context().close();
  });

  for (const script of [true, false])
    test(`a form of a session that ended is sent by one press after signing in (${script ? 'with' : 'without'} script)`, async () => {
      const page = await at('harstad', { script });
      await page.locator('main a[href$="/svar"]').first().click();
      await field(page, 'Antall plasser vedtatt').fill(script ? '121' : '122');
      await field(page, 'Vedtaksdato').fill('1.9.2023');
      await page.getByLabel(/Hva trenger kommunen/).fill('Det tok tid å skrive "dette" & mer');
      await page.context().clearCookies({ name: /okt|session|fotfeste/i });
      const hand = new Hand(page);
      await page.locator('main form button[type=submit]').first().click();
      await see(page, 'Skjemaet er ikke sendt');
      await hand.button('Logg inn og send');
      await hand.write('Brukernavn', 'harstad');
      await page.fill('#password', 'feil passord her');
      await page.click('main form:has(#password) button[type=submit]'); // a slip loses nothing either
      await see(page, /kjenner ikke igjen/);
      await page.fill('#password', site.account('MC', 'harstad').password);
      await hand.click('main form:has(#password) button[type=submit]');
      await hand.button('Send skjemaet');
      await arrive(page, '/bosetting/kommune/5402?ar=2023');
      hand.within(3);
      await see(page, new RegExp(`${script ? 121 : 122} plasser`));
      await see(page, 'Det tok tid å skrive "dette" & mer');
      await page.context().close();
    });
}
