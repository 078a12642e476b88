-- The audit trail. A stream is one writer's chain: nr counts without gaps, hash covers the entry
-- and the hash before it. persons and detail_enc are for person data: ids, and what only the
-- person's key opens.
create table trace_entry (
  id {id},
  stream {text} not null,
  nr {int} not null,
  at {moment} not null,
  user_id {int} not null,
  org_id {int} not null,
  role {text} not null,
  session {text} not null,
  request {text} not null,
  address {text} not null default '',
  action {text} not null,
  object_type {text} not null,
  object_id {int} not null,
  persons {text} not null default '',
  reason {text} not null default '',
  detail {text} not null default '',
  detail_enc {text} not null default '',
  prev_hash {text} not null,
  hash {text} not null,
  unique (stream, nr)
) {strict};
create index trace_entry_object on trace_entry (object_type, object_id);
