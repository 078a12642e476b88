// SPDX-License-Identifier: Apache-2.0
// The same twenty target-group and duration rules in json-rules-engine. Facts are plain objects whose
// ages and day counts are worked out beforehand, which favours it: our side works them out itself.
import { Engine } from "json-rules-engine";

const all = (...c) => ({ all: c.map(([fact, operator, value]) => ({ fact, operator, value })) });
const rules = [
  [100, all(["nordic", "equal", true]), "not_covered"],
  [95, all(["declined", "equal", true]), "no_municipal_duty"],
  [90, all(["permit", "in", ["utl23", "utl25"]]), "not_covered"],
  [85, all(["ageAtGrant", "lessThan", 18]), "not_covered"],
  [80, all(["monthsInMunicipality", "greaterThanInclusive", 24]), "not_covered"],
  [75, all(["ageAtGrant", "greaterThan", 55]), "may_offer"],
  [70, all(["agreement", "equal", false]), "may_offer"],
  [65, all(["ageAtGrant", "equal", 55]), "manual_review"],
  [60, all(["year", "greaterThanInclusive", 2026], ["jobHours", "greaterThanInclusive", 30]), "not_covered"],
  [55, all(["permit", "equal", "utl34"], ["year", "lessThan", 2026], ["year", "greaterThan", 2022]), "right_only"],
  [50, all(["ageAtGrant", "greaterThanInclusive", 18]), "right_and_duty"],
  [45, all(["year", "lessThan", 2026], ["edu", "equal", "upper"]), 6],
  [44, all(["year", "lessThan", 2026], ["edu", "notEqual", "upper"], ["age", "lessThan", 25]), 36],
  [43, all(["year", "lessThan", 2026], ["edu", "notEqual", "upper"]), 24],
  [42, all(["year", "equal", 2026], ["edu", "equal", "upper"], ["offerYear", "equal", 2026]), 12],
  [41, all(["year", "equal", 2026], ["edu", "equal", "upper"]), 6],
  [40, all(["year", "equal", 2026], ["goal", "equal", "complete_upper"]), 48],
  [39, all(["year", "equal", 2026], ["goal", "equal", "parts_upper"]), 36],
  [38, all(["year", "equal", 2026], ["goal", "equal", "vocational"]), 60],
  [37, all(["year", "equal", 2026], ["goal", "equal", "work"]), 24],
];
const engine = new Engine([], { allowUndefinedFacts: true });
rules.forEach(([priority, conditions, answer]) =>
  engine.addRule({ priority, conditions, event: { type: "answer", params: { answer } } }));

const permits = ["utl28", "utl34", "utl35_3", "utl23"], goals = ["work", "complete_upper", "parts_upper", "vocational"];
const facts = (i) => ({
  nordic: i % 97 === 0, declined: i % 89 === 0, permit: permits[i % 4], ageAtGrant: 16 + (i % 45),
  age: 17 + (i % 45), monthsInMunicipality: i % 26, agreement: i % 11 !== 0, year: 2023 + (i % 4),
  jobHours: i % 40, edu: i % 3 ? "lower" : "upper", goal: goals[i % 4], offerYear: 2025 + (i % 2),
});
const n = Number(process.argv[2] ?? 20000);
let events = 0;
const begin = process.hrtime.bigint();
for (let i = 0; i < n; i++) events += (await engine.run(facts(i))).events.length;
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
// A run answers both questions at once: two decisions.
console.log(JSON.stringify({ what: "json-rules-engine", decisions: 2 * n, events, seconds,
  per_second: Math.round((2 * n) / seconds) }));
