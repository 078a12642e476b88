-- The settlement case of each person, and what is done with whole households.
-- Tables open at level 1 hold no name and no identity number: a municipality that has been asked
-- sees its own rows of them before it sees who it is about (security.md 3.2).

create table base_allocation_case (
  id {id},                               -- random: addresses tell nothing
  person {ref base_person_person} not null,
  household {int} not null,              -- of person_household; 0: alone and in none
  track {text} not null,                 -- reception, resettlement, private, amot, self, minor
  authority {text} not null,             -- directorate, child_welfare (minors under 15)
  state {text} not null,
  shield {text} not null,                -- none, confidential, strict: the household's strictest
  clock_on {day} not null,               -- permit decided; resettlement: entry permit
  ready_on {day},
  apply_by {day},                        -- private: apply for help before this day is over
  enter_by {day},                        -- resettlement: enter Norway by
  offer {int} not null default 0,        -- the one that is out or was accepted
  org {int} not null default 0,          -- the municipality's organisation; strict: never
  number {text} not null default '',     -- its number on that day
  year {int} not null default 0,         -- where the balance counts it; 0: nowhere
  counted {text} not null default '',    -- and under which number: 9999 when shielded
  allocated_on {day},
  moves_on {day},                        -- agreed date
  settled_on {day},
  closed {text} not null,                -- why: none, permit_lost, left, died, own_way ...
  opened_on {day} not null,
  version {int} not null default 1
) {strict};
create index allocation_case_person on base_allocation_case (person);
create index allocation_case_household on base_allocation_case (household);
create index allocation_case_state on base_allocation_case (state, ready_on);
create index allocation_case_org on base_allocation_case (org, state);
create index allocation_case_offer on base_allocation_case (offer);
{guard allocation_case person 1};

-- Every move of a case: the history that scope and balance can be computed from.
create table base_allocation_log (
  id {id},
  case_id {ref base_allocation_case} not null,
  person {int} not null,
  from_state {text} not null,
  to_state {text} not null,
  event {text} not null,
  org {int} not null,                    -- the municipality it was about, 0 for none
  happened {day} not null,
  reason {text} not null,                -- code, none when there is no need for one
  note {text} not null default '',
  by_user {int} not null,
  by_org {int} not null,
  at {moment} not null
) {strict};
create index allocation_log_case on base_allocation_log (case_id, id);
{guard allocation_log person 1};

-- A household on a municipality's list. `profile` is what the municipality was told: no names.
create table base_allocation_offer (
  id {id},
  ref {text} not null unique,
  household {int} not null,
  head {ref base_person_person} not null,
  org {int} not null,
  number {text} not null,
  places {int} not null check (places > 0),
  minors {int} not null,
  sent_on {day} not null,
  due_on {day} not null,
  earliest {day},
  enter_by {day},
  again {bool} not null default 0,       -- the household has grown after the first answer
  profile {json} not null,
  state {text} not null,                 -- sent, accepted, declined, withdrawn
  answered_on {day},
  answered_by {int} not null default 0,
  reason {text} not null,
  words {text} not null default '',
  reminded_on {day},
  version {int} not null default 1
) {strict};
create index allocation_offer_org on base_allocation_offer (org, state);
create index allocation_offer_household on base_allocation_offer (household);
{guard allocation_offer head 0};

-- What a person of the directorate or the centre has said the household needs. Never why.
create table base_allocation_need (
  id {id},
  household {int} not null unique,
  head {ref base_person_person} not null,
  service {text} not null,               -- needs this kind of service near: none, hospital ...
  step_free {bool} not null default 0,
  earliest {day},
  education {text} not null default '',  -- highest in the household, as text code
  work {text} not null default '',
  version {int} not null default 1
) {strict};
{guard allocation_need head};

-- Municipalities the household is tied to, or must not be placed in.
create table base_allocation_tie (
  id {id},
  household {int} not null,
  head {ref base_person_person} not null,
  number {text} not null,
  kind {text} not null,                  -- family, work, study, network, not_here
  version {int} not null default 1
) {strict};
create index allocation_tie_household on base_allocation_tie (household);
{guard allocation_tie head};

-- The individual decision on municipality. The letters are kept as they were sent.
create table base_allocation_decision (
  id {id},
  ref {text} not null unique,
  case_id {ref base_allocation_case} not null,
  person {int} not null,
  org {int} not null,                    -- 0 for a strictly protected person
  number {text} not null,
  decided_on {day} not null,
  decided_by {text} not null,
  letter {text} not null default '',
  version {int} not null default 1
) {strict};
create index allocation_decision_case on base_allocation_decision (case_id);
{guard allocation_decision person};

-- How the household moves.
create table base_allocation_plan (
  id {id},
  household {int} not null,
  head {ref base_person_person} not null,
  org {int} not null,
  moves_on {day} not null,
  transport {text} not null default '',
  interpreter {bool} not null default 0,
  contact_centre {text} not null default '',
  contact_municipality {text} not null default '',
  dwelling {text} not null default '',
  told_on {day},                         -- travel details sent (resettlement: two weeks before)
  version {int} not null default 1
) {strict};
create index allocation_plan_household on base_allocation_plan (household);
{guard allocation_plan head};

-- One row per person and settlement; a correction adds a row and points to what it corrects.
create table base_allocation_settled (
  id {id},
  case_id {ref base_allocation_case} not null,
  person {int} not null,
  org {int} not null,
  number {text} not null,
  settled_on {day} not null,
  source {text} not null,                -- centre, municipality, directorate
  corrects {int},
  secondary {bool} not null default 0,   -- settled before within five years
  registered_on {day} not null,
  version {int} not null default 1
) {strict};
create index allocation_settled_person on base_allocation_settled (person, id);
create index allocation_settled_org on base_allocation_settled (org, settled_on);
{guard allocation_settled person};

-- The directorate's list that a municipality compares its own numbers with: no name and no number,
-- but the person it was found to be.
create table allocation_listed (
  id {id},
  org {int} not null,
  year {int} not null,
  line {int} not null,
  person {int} not null,                 -- 0: nobody in sight
  settled_on {day},
  read_on {day} not null
) {strict};
create index allocation_listed_org on allocation_listed (org, year);
