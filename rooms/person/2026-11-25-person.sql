-- A person through time: what never changes has a number of its own, everything else has dates.
-- Tables named base_ are guarded: requests see them through the views that the word guard makes.

create table base_person_person (
  id {id},                               -- random: addresses tell nothing
  family {text} not null,                -- the present name; earlier ones in person_name
  given {text} not null,
  own_script {text} not null default '', -- as the person writes it
  preferred {text} not null default '',  -- what the person wants to be called
  born {day},                            -- null: not known
  born_precision {text} not null,        -- day, month, year, estimated
  sex {text} not null,                   -- female, male, other, unknown
  protection {text} not null,            -- none, confidential, strict
  protection_to {day},
  unaccompanied {text} not null,         -- none, under15, from15: by the age when registered
  language {text} not null default '',   -- ISO 639-3, to speak with
  interpreter {bool} not null default 0,
  phone {text} not null default '',
  email {text} not null default '',
  arrived {day},                         -- came to Norway
  died {day},
  merged_into {int},                     -- the same person's other record
  synthetic {bool} not null default 0,   -- invented for a demo or a test
  version {int} not null default 1
) {strict};
{guard person_person id};

-- Earlier names and other ways of writing.
create table base_person_name (
  id {id},
  person {ref base_person_person} not null,
  family {text} not null,
  given {text} not null,
  own_script {text} not null default '',
  kind {text} not null,                  -- earlier, alias
  until {day},
  version {int} not null default 1
) {strict};
create index person_name_person on base_person_name (person);
{guard person_name};

create table base_person_identifier (
  id {id},
  person {ref base_person_person} not null,
  kind {text} not null,                  -- duf, d_number, national
  value {text} not null,                 -- digits alone
  status {text} not null,                -- current, historic, wrong
  from_day {day},
  to_day {day},
  confirmed {bool} not null default 0,   -- a DUF number whose control digits fail, taken all the same
  version {int} not null default 1
) {strict};
create index person_identifier_person on base_person_identifier (person);
create index person_identifier_value on base_person_identifier (value);
{guard person_identifier};

create table base_person_citizenship (
  id {id},
  person {ref base_person_person} not null,
  country {text} not null,               -- ISO 3166-1 alpha-3; XXA stateless, XXX unknown
  from_day {day},
  to_day {day},
  version {int} not null default 1
) {strict};
create index person_citizenship_person on base_person_citizenship (person);
{guard person_citizenship};

create table base_person_language (
  id {id},
  person {ref base_person_person} not null,
  language {text} not null,              -- ISO 639-3
  mother_tongue {bool} not null default 0,
  version {int} not null default 1
) {strict};
create index person_language_person on base_person_language (person);
{guard person_language};

create table base_person_permit (
  id {id},
  person {ref base_person_person} not null,
  basis {text} not null,                 -- of reception.md 2.2
  decided {day} not null,
  notified {day},
  valid_from {day},
  valid_to {day},
  settles {bool} not null,               -- gives a basis for settlement with public help
  entry_by {day},                        -- resettlement: enter Norway by
  revoked {day},
  version {int} not null default 1
) {strict};
create index person_permit_person on base_person_permit (person);
{guard person_permit};

create table base_person_address (
  id {id},
  person {ref base_person_person} not null,
  kind {text} not null,                  -- home, stay, post
  grading {text} not null,               -- ungraded, client, confidential, strict
  lines {text} not null,
  postcode {text} not null default '',
  town {text} not null default '',
  municipality {text} not null default '',  -- its number on from_day
  from_day {day},
  to_day {day},
  version {int} not null default 1
) {strict};
create index person_address_person on base_person_address (person);
{guard person_address};

create table person_household (
  id {id},                               -- random
  made {day} not null,
  version {int} not null default 1
) {strict};

create table base_person_member (
  id {id},
  household {int} not null,              -- of person_household; `check` proves it
  person {ref base_person_person} not null,
  role {text} not null,                  -- head, partner, child, parent, sibling, other
  from_day {day} not null,
  to_day {day},
  reason {text} not null default '',     -- why the membership ended
  version {int} not null default 1
) {strict};
create index person_member_person on base_person_member (person);
create index person_member_household on base_person_member (household);
{guard person_member};

-- person is OTHER's what: person parent of other ...
create table base_person_relation (
  id {id},
  person {ref base_person_person} not null,
  other {ref base_person_person} not null,
  kind {text} not null,                  -- parent, partner, sibling, guardian, representative
  from_day {day},
  to_day {day},
  version {int} not null default 1
) {strict};
create index person_relation_person on base_person_relation (person);
create index person_relation_other on base_person_relation (other);
{guard person_relation};

-- What happened to a person, told by every room. Words come from `kind` and `detail` (JSON).
create table base_person_event (
  id {id},
  person {ref base_person_person} not null,
  happened {day} not null,
  phase {text} not null,                 -- arrival, reception, settlement, programme, after
  kind {text} not null,                  -- a text key: person.event.<kind>, reception.event. ...
  detail {text} not null,   -- the text's values; never a name of another person
  link {text} not null default '',       -- where it is written: an address of the site
  org {int} not null default 0,          -- whose act it was
  by_user {int} not null default 0,
  noted {moment} not null
) {strict};
create index person_event_person on base_person_event (person, happened);
{guard person_event};

-- Search keys of the present and earlier names (person/name_key.h), as numbers. A strictly
-- protected person has none.
create table base_person_key (
  id {id},
  key {int} not null,
  person {int} not null
) {strict};
create index person_key_key on base_person_key (key, person);
create index person_key_person on base_person_key (person);
{guard person_key};

-- Every look at a person (security.md 6), for the person and for the supervisor.
create table person_look (
  id {id},
  person {int} not null,
  by_user {int} not null,
  org {int} not null,
  role {text} not null,
  page {text} not null,                  -- what was opened
  purpose {text} not null,               -- case, enquiry, control, breakglass ...
  note {text} not null default '',
  at {moment} not null
) {strict};
create index person_look_person on person_look (person, at);
create index person_look_user on person_look (by_user, at);

-- Who has the person in hand, in which organisation.
create table person_hand (
  id {id},
  person {int} not null,
  org {int} not null,
  user_id {int} not null,
  from_day {day} not null,
  to_day {day},
  version {int} not null default 1
) {strict};
create index person_hand_person on person_hand (person, org);
create index person_hand_user on person_hand (user_id, person);

-- What a merge moved, so that it can be undone.
create table person_merge (
  id {id},
  kept {int} not null,
  merged {int} not null,
  moved {json} not null,
  by_user {int} not null,
  at {moment} not null,
  undone {moment}
) {strict};

-- What somebody searched for, a short while, so that no name stands in an address.
create table person_query (
  id {id},
  key {text} not null unique,
  by_user {int} not null,
  typed {text} not null,
  at {moment} not null
) {strict};

-- Every number in use, as a digest, so that no two persons share one.
create table person_number (
  id {id},
  digest {text} not null,
  person {int} not null
) {strict};
create index person_number_digest on person_number (digest);
