-- Files of persons on their way in: staged, looked at, taken in whole or not at all, and for a day
-- possible to take back.

create table intake_batch (
  id {id},
  org {int} not null,                    -- for whom; 0: a command
  by_user {int} not null,
  made {moment} not null,
  kind {text} not null,                  -- persons, events, relations, centres
  filename {text} not null,
  content {text} not null,               -- UTF-8; taken away once it is in
  columns {text} not null default '',    -- chosen mapping: heading=column, one a line
  state {text} not null,                 -- staged, waiting, done, failed, undone
  alike {text} not null default 'ask',   -- what to do with possible duplicates: ask, new, skip
  fault {text} not null default '',
  added {int} not null default 0,
  changed {int} not null default 0,
  done {moment},
  version {int} not null default 1
) {strict};
create index intake_batch_org on intake_batch (org, made);

-- Who came with which file, for taking back: a new person, or what a known one was before (JSON).
create table intake_person (
  id {id},
  batch {ref intake_batch} not null,
  person {int} not null,
  was {text} not null default ''
) {strict};
create index intake_person_batch on intake_person (batch);
create index intake_person_person on intake_person (person);

-- Which column a unit's own heading stands for.
create table intake_heading (
  id {id},
  org {int} not null,
  heading {text} not null,               -- folded
  meaning {text} not null,
  version {int} not null default 1
) {strict};
create index intake_heading_org on intake_heading (org, heading);
