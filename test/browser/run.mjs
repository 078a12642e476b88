// SPDX-License-Identifier: Apache-2.0
// node test/browser/run.mjs [words of a test's name]
import { browser, runAll, serve } from './kit.mjs';
import { rights } from './rights.mjs';
import { sweep } from './sweep.mjs';

const site = await serve();
const b = await browser();
sweep(b, site);
rights(site);
const { passed, failed } = await runAll(process.argv[2]);
await b.close();
await site.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
