-- What somebody must do by a day, who has whose case in hand, and what is told to whom.
-- A duty that names a person is guarded; one that names none belongs to an organisation.

create table base_duty_of_person (
  id {id},
  kind {text} not null,                    -- of DUTY_KIND: room.what
  person {ref base_person_person} not null,
  org {int} not null,                      -- who must
  user_id {int} not null default 0,        -- 0: nobody yet
  subject {int} not null,                  -- row of the cause
  start {day} not null,                    -- the day the clock began
  first {day} not null,                    -- due when the clock never stops
  due {day} not null,                      -- the legal day: first, moved by the stops
  stopped {day},                           -- the clock stands since
  stop_reason {text} not null default '',  -- a text key
  stopped_days {int} not null default 0,   -- of earlier stops
  plan_day {day},                          -- when it will be done, though late
  plan_reason {text} not null default '',
  ended {text} not null,                   -- open, done, dropped
  ended_on {day},
  link {text} not null default '',         -- address of the form that does it
  why {text} not null default '[]',        -- JSON: what the day was computed from
  version {int} not null default 1
) {strict};
create unique index duty_of_person_open on base_duty_of_person (kind, org, subject) where ended = 'open';
create index duty_of_person_org on base_duty_of_person (org, ended, due);
create index duty_of_person_person on base_duty_of_person (person);
{guard duty_of_person};

create table duty_of_org (
  id {id},
  kind {text} not null,
  person {int} not null default 0,         -- always 0: same columns as above
  org {int} not null,
  user_id {int} not null default 0,
  subject {int} not null,
  start {day} not null,
  first {day} not null,
  due {day} not null,
  stopped {day},
  stop_reason {text} not null default '',
  stopped_days {int} not null default 0,
  plan_day {day},
  plan_reason {text} not null default '',
  ended {text} not null,
  ended_on {day},
  link {text} not null default '',
  why {text} not null default '[]',
  version {int} not null default 1
) {strict};
create unique index duty_of_org_open on duty_of_org (kind, org, subject) where ended = 'open';
create index duty_of_org_org on duty_of_org (org, ended, due);

-- Who has a person's case in hand, in which organisation.
create table base_duty_case (
  id {id},
  person {ref base_person_person} not null,
  org {int} not null,
  user_id {int} not null,
  from_day {day} not null,
  to_day {day},                            -- the last day
  given_by {int} not null default 0,
  handover {int} not null default 0,       -- the hand-over it came by
  version {int} not null default 1
) {strict};
create unique index duty_case_open on base_duty_case (person, org) where to_day is null;
create index duty_case_org on base_duty_case (org, user_id);
{guard duty_case};

-- Many cases given at once by one colleague to another: what the receipt tells.
create table duty_handover (
  id {id},                                 -- random
  org {int} not null,
  from_user {int} not null,                -- 0: cases that nobody had
  to_user {int} not null,
  cases {int} not null,
  duties {int} not null,
  by_user {int} not null,
  at {moment} not null
) {strict};

-- Away from work: somebody else sees what the colleague must do meanwhile.
create table duty_absence (
  id {id},
  org {int} not null,
  user_id {int} not null,
  from_day {day} not null,
  to_day {day} not null,
  cover {int} not null default 0,          -- who looks after it; 0: nobody
  version {int} not null default 1
) {strict};
create index duty_absence_org on duty_absence (org, to_day);

-- A notice holds no name and nothing of a case: a text key and the page where it stands.
create table duty_notice (
  id {id},
  org {int} not null default 0,
  roles {int} not null default 0,          -- bits of the roles it is for
  user_id {int} not null default 0,        -- or this one alone
  kind {text} not null,                    -- deadline, waiting, answered, returned, comment, ready, system
  words {text} not null,                   -- a text key
  link {text} not null default '',
  at {moment} not null
) {strict};
create index duty_notice_org on duty_notice (org, id);
create index duty_notice_user on duty_notice (user_id, id);

create table duty_read (
  id {id},
  notice {ref duty_notice} not null,
  user_id {int} not null,
  read_at {moment},
  done_at {moment}
) {strict};
create unique index duty_read_one on duty_read (user_id, notice);
