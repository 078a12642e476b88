-- Mail that waits, was sent or was given up. It holds text keys and an address of the site, never a
-- name or anything of a case.
create table mail_outbox (
  id {id},
  uuid {text} not null unique,             -- the same at each try: Message-ID
  address {text} not null,
  lang {text} not null,
  subject {text} not null,                 -- text keys
  words {text} not null,
  link {text} not null default '',
  made {moment} not null,
  next_at {moment} not null,
  attempts {int} not null default 0,
  lease_until {moment} not null default 0, -- somebody sends it until then
  state {text} not null default 'waiting', -- waiting, sent, dead
  fault {text} not null default '',
  ended {moment}
) {strict};
create index mail_outbox_due on mail_outbox (state, next_at);
