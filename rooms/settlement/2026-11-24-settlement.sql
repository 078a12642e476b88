-- The quantity process. `number` is the municipality's number in the numbering of `year`.
create table settlement_import (
  id {id},
  name {text} not null,
  digest {text} not null,                  -- SHA-256 of the file
  lines {int} not null,
  added {int} not null,
  changed {int} not null,
  imported_on {day} not null
) {strict};

create table settlement_figure (
  id {id},
  year {int} not null,
  number {text} not null,
  name {text} not null,
  requested {int} check (requested >= 0),
  requested_first {int} check (requested_first >= 0),
  decided {int} check (decided >= 0),
  settled {int} check (settled >= 0),
  requested_why {text} not null,           -- why the cell is empty; 'not' when it is filled
  first_why {text} not null,
  decided_why {text} not null,
  settled_why {text} not null,
  source {text} not null,
  unique (year, number)
) {strict};

create table settlement_need (
  id {id},
  year {int} not null,
  no {int} not null,                       -- 1, 2 ... within the year
  total {int} not null check (total >= 0),
  minors {int} check (minors >= 0),
  minors_under_15 {int} check (minors_under_15 >= 0),
  basis {text} not null default '',
  decided_by {text} not null default '',
  decided_on {day} not null,
  valid_from {day} not null,
  version {int} not null default 1,
  unique (year, no)
) {strict};

-- One request letter to the country: a version of the year's request.
create table settlement_round (
  id {id},
  ref {text} not null unique,
  year {int} not null,
  no {int} not null,
  total {int} not null check (total >= 0),
  minors {int},
  letter_on {day},
  due_on {day},
  extra {bool} not null default 0,         -- raised or lowered during the year
  base {int},                              -- places expected had it not been raised
  note {text} not null default '',
  version {int} not null default 1,
  unique (year, no)
) {strict};

-- The request to one municipality with its valid answer. places is null until it answers; 0 is
-- a refusal.
create table settlement_request (
  id {id},
  ref {text} not null unique,
  round {ref settlement_round} not null,
  year {int} not null,
  number {text} not null,
  name {text} not null,
  asked {int} not null check (asked >= 0),
  asked_minors {int},
  supersedes {int},                        -- the earlier request of the year it takes over for
  places {int} check (places >= 0),
  minors {int} check (minors >= 0),
  could_more {int} check (could_more >= 0),
  decided_by {text} not null default '',
  decided_on {day},
  answered_on {day},
  note {text} not null default '',
  deferred_to {day},
  deferred_why {text} not null default '',
  reminded_on {day},
  version {int} not null default 1,
  unique (round, number)
) {strict};
create index settlement_request_year on settlement_request (year, number);

-- Every answer that was ever given, as it was given.
create table settlement_decision (
  id {id},
  request {ref settlement_request} not null,
  places {int},
  minors {int},
  could_more {int},
  decided_by {text} not null,
  decided_on {day},
  deferred_to {day},                       -- the matter was put off to this day instead
  note {text} not null,
  answered_on {day} not null,
  answered_by {text} not null              -- the user's name then
) {strict};
create index settlement_decision_request on settlement_decision (request);

create table settlement_notice (
  id {id},
  request {ref settlement_request} not null,
  number {text} not null,
  kind {text} not null,                    -- reminder
  sent_on {day} not null,
  unique (request, kind, sent_on)
) {strict};

-- Published status of the decisions: what a forecast builds on.
create table settlement_status (
  id {id},
  year {int} not null,
  round {ref settlement_round} not null,
  after_decision {int} not null,           -- the last decision it counts; later ones are added
  status_on {day} not null,
  base {int} not null,
  decided {int} not null,
  answered {int} not null,
  asked {int} not null,
  source {text} not null,
  version {int} not null default 1,
  unique (round, status_on)
) {strict};

-- Changes of the balance after the imported figures: one row per cause.
create table settlement_movement (
  id {id},
  year {int} not null,
  number {text} not null,
  kind {text} not null,                    -- total, minors
  what {text} not null,                    -- settled, agreed, waiting
  places {int} not null,
  moved_on {day} not null,
  cause {text} not null unique
) {strict};
create index settlement_movement_year on settlement_movement (year, number);

create table settlement_week (
  id {id},
  number {text} not null,
  monday {day} not null,
  places {int} not null check (places >= 0),
  minors {int} not null default 0 check (minors >= 0),
  reported_on {day} not null,
  synthetic {bool} not null default 0,
  version {int} not null default 1,
  unique (number, monday)
) {strict};

create table settlement_dwelling (
  id {id},
  ref {text} not null unique,
  number {text} not null,
  kind {text} not null,
  bedrooms {int} not null,
  beds {int} not null,
  step_free {bool} not null default 0,
  free_from {day} not null,
  rent {money},
  note {text} not null default '',
  taken_on {day},
  reported_on {day} not null,
  synthetic {bool} not null default 0,
  version {int} not null default 1
) {strict};
create index settlement_dwelling_number on settlement_dwelling (number);

-- The county's recommendation for a municipality.
create table settlement_advice (
  id {id},
  year {int} not null,
  number {text} not null,
  places {int} check (places >= 0),
  reason {text} not null default '',
  given_on {day},
  version {int} not null default 1,
  unique (year, number)
) {strict};

create table settlement_draft (
  id {id},
  ref {text} not null unique,
  title {text} not null,
  year {int} not null,
  total {int} not null,
  power {real} not null,
  programme {real} not null,
  employment {real} not null,
  stability {real} not null,
  capacity {real} not null,
  county_pull {real} not null,
  last_pull {real} not null,               -- how much the earlier request counts
  floor_places {int} not null,
  cap_places {int} not null,
  step {int} not null,
  round {int},                             -- the request it became
  made_on {day} not null,
  version {int} not null default 1
) {strict};

create table settlement_cell (
  id {id},
  draft {ref settlement_draft} not null,
  number {text} not null,
  name {text} not null,
  inhabitants {int} not null,
  programme {int},                         -- signals in per mille, null when not known
  employment {int},
  stability {int},
  capacity {int},
  before {int},                            -- the valid request it is compared with
  calculated {int},
  locked {bool} not null default 0,
  manual {int} check (manual >= 0),
  reason {text} not null default '',
  version {int} not null default 1,
  unique (draft, number)
) {strict};
