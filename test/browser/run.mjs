// SPDX-License-Identifier: Apache-2.0
// node test/browser/run.mjs [words of a test's name]
import { browser, runAll, serve } from './kit.mjs';
import { deepPages } from './deep.mjs';
import { chainStories } from './stories_chain.mjs';
import { dutyStories } from './stories_duty.mjs';
import { importStories } from './stories_import.mjs';
import { jsonstat } from './jsonstat.mjs';
import { personStories } from './stories_person.mjs';
import { publicStories } from './stories_public.mjs';
import { rights } from './rights.mjs';
import { settlingStories } from './stories_settling.mjs';
import { staffStories } from './stories_staff.mjs';
import { yearStories } from './stories_year.mjs';
import { receptionStories } from './stories_reception.mjs';
import { states } from './states.mjs';
import { sweep } from './sweep.mjs';

const site = await serve();   // looked at
const told = await serve();   // changed by the stories
const b = await browser();
dutyStories(b, told);
publicStories(b, told);
staffStories(b, told);
yearStories(b, told);
settlingStories(b, told);
receptionStories(b, told);
importStories(b, told);
personStories(b, told);
chainStories(b, told);
states(b, told);
jsonstat(site);
sweep(b, site, await deepPages(site));
rights(site);
const { passed, failed } = await runAll(process.argv[2]);
await b.close();
await site.stop();
await told.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
