-- Interpreters ordered for conversations with a person. Whoever ordered sees the order as long as the
-- person is in sight. The address of the meeting is never stored: a house's address is graded (SEC-19).
create table base_interpreting_order (
  id {id},
  person {ref base_person_person} not null,
  org {int} not null,
  state {text} not null,                 -- requested, accepted, cancelled
  language {text} not null,              -- ISO 639-3
  level {text} not null,                 -- category asked for, at least
  way {text} not null,                   -- telephone, screen, on site
  topic {text} not null,
  on_day {day} not null,
  starts {text} not null,                -- 10:00
  minutes {int} not null,
  room {text} not null default '',       -- within the house
  used {text} not null,                  -- category of the interpreter who comes
  ground {text} not null,                -- for an unqualified one (s. 7)
  interpreter {text} not null default '',
  by_user {int} not null,
  made_on {day} not null,
  version {int} not null default 1
) {strict};
create index interpreting_order_person on base_interpreting_order (person);
{guard interpreting_order};
