-- Invitations: a link that opens an account once.
create table access_invite (
  id {id},
  user_id {ref who_user} not null,
  digest {text} not null unique,
  expires {int} not null,          -- real clock, ms
  totp {text} not null,            -- the secret shown on the page, stored when it is confirmed
  used {int}
) {strict};
