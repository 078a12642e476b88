-- A proposal for all is computed by the queue and kept: what was asked for, and the plan by household number. It
-- holds no name, and is struck when somebody's protection changes and after thirty days.

create table proposal_run (
  id {id},
  asked {text} not null,      -- weights and locks, as in the address
  state {text} not null,      -- waiting, done, failed, dropped
  facts {int} not null default 0,  -- print of the figures it was made from
  plan {text} not null default '',
  gap {int} not null default 0,    -- proven, millionths
  stopped {int} not null default 0,
  households {int} not null default 0,
  placed {int} not null default 0,
  made_on {day} not null,
  asked_at {moment} not null,
  done_at {moment},
  by_user {int} not null,
  version {int} not null default 1
) {strict};
create index proposal_run_asked on proposal_run (asked, state);
create index proposal_run_user on proposal_run (by_user, state);
