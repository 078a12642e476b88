-- Work for later, and facts that rooms above may hear of.
create table job (
  id {id},
  kind {text} not null,
  payload {text} not null,
  run_at {moment} not null,
  attempts {int} not null default 0,
  lease_until {moment} not null default 0,  -- a worker has it until then
  state {text} not null default 'waiting',  -- waiting, done, parked
  fault {text} not null default '',
  done_at {moment}
) {strict};
create index job_due on job (state, run_at);

create table job_clock (
  kind {text} primary key,
  ran_at {moment} not null
) {strict};

create table job_fact (
  id {id},
  kind {text} not null,
  subject {int} not null,
  payload {text} not null,
  at {moment} not null
) {strict};
