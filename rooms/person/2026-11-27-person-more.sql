-- Four eyes, emergencies, loans of sight, and what households and addresses share of protection.

-- What one proposes and another must approve: a milder protection level, sight of a strictly
-- protected person for a named user.
create table person_approval (
  id {id},
  person {int} not null,
  kind {text} not null,                  -- protection, grant
  value {text} not null,                 -- the new level, or the user's number
  to_day {day},                          -- the grant's last day
  reason {text} not null,
  org {int} not null,                    -- where it is to be approved
  asked_by {int} not null,
  asked {moment} not null,
  decided_by {int} not null default 0,   -- never asked_by
  decided {moment},
  outcome {text} not null default 'open', -- open, approved, refused
  version {int} not null default 1
) {strict};
create index person_approval_person on person_approval (person, kind);
create index person_approval_org on person_approval (org, outcome);

-- Emergency access (break-glass), each reviewed within three working days.
create table person_emergency (
  id {id},
  person {int} not null,
  by_user {int} not null,
  org {int} not null,
  reason {text} not null,                -- life, child, authority, absence
  note {text} not null,
  at {moment} not null,
  until {moment} not null,
  review_by {day} not null,
  reviewed_by {int} not null default 0,
  reviewed {moment},
  outcome {text} not null default 'open', -- open, justified, unjustified
  remark {text} not null default '',
  version {int} not null default 1
) {strict};
create index person_emergency_org on person_emergency (org, outcome, review_by);
create index person_emergency_person on person_emergency (person);

-- Who brings protection into a household or an address: what is shown of the others there
-- follows the strictest. An address as a digest, never of a strictly protected person.
create table person_shield (
  id {id},
  person {int} not null,
  household {int} not null,              -- 0 when it is an address
  address {text} not null,               -- digest; '' when it is a household
  level {text} not null                  -- confidential, strict
) {strict};
create index person_shield_household on person_shield (household);
create index person_shield_address on person_shield (address);
create index person_shield_person on person_shield (person);

-- Merging: why, and how it was undone.
alter table person_merge add column version {int} not null default 1;
alter table person_merge add column reason {text} not null default '';
alter table person_merge add column undone_by {int} not null default 0;
create index person_merge_kept on person_merge (kept);
create index person_merge_merged on person_merge (merged);
create index person_person_merged on base_person_person (merged_into);
create index person_person_phone on base_person_person (phone);
create index person_number_person on person_number (person);

-- The guard knows loans of sight now.
{guard person_person id}
{guard person_name}
{guard person_identifier}
{guard person_citizenship}
{guard person_language}
{guard person_permit}
{guard person_address}
{guard person_member}
{guard person_relation}
{guard person_event}
{guard person_key}
