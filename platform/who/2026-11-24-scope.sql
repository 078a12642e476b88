-- Row scope over persons (security.md 3.2): the only source of who may see whom. Written in the
-- transaction of the event that gives or ends it. The subject is a person of the person room.
create table who_scope (
  id {id},
  subject {int} not null,
  reader {int} not null,             -- an organisation's id, or minus a user's: a named user
  level {int} not null,              -- 1 PSEUDO, 2 CASE, 3 FULL, 4 PARTY; 0 OWN
  basis {text} not null,             -- what gave it: centre, permit, allocation, settled ...
  sealed {int} not null default 0,   -- 1: strictly protected, organisations see nothing
  from_day {day} not null,
  to_day {day}                       -- last day; null is until further notice
) {strict};
create index who_scope_subject on who_scope (subject, reader);
create index who_scope_reader on who_scope (reader, subject);
