-- How often somebody wants to be told by e-mail, and when never.
create table duty_notice_choice (
  id {id},
  user_id {int} not null unique,
  digest {text} not null,                  -- never, each, daily, weekly
  quiet_from {int} not null,               -- hours of the day, 0-23; the same hour twice: none
  quiet_to {int} not null,
  mailed {moment},                         -- when the last one was sent
  version {int} not null default 1
) {strict};
