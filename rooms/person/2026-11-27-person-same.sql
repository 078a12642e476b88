-- Two records that somebody looked at and found to be two persons: not proposed again.
create table person_distinct (
  id {id},
  one {int} not null,                    -- the lower number
  other {int} not null,
  by_user {int} not null,
  at {moment} not null
) {strict};
create index person_distinct_one on person_distinct (one, other);

-- Whether an organisation sees a person is asked for every row that is read: out of the index alone.
create index who_scope_sight on who_scope (subject, reader, level, sealed, reads, from_day, to_day, until_ms);
drop index who_scope_subject;
-- Its persons with the latest first.
create index who_scope_latest on who_scope (reader, id);
