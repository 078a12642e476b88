-- Who may come in: organisations, users, roles with dates, sessions, recovery codes.
create table who_org (
  id {id},
  code {text} not null unique,       -- IMDI, F15, K1506
  kind {text} not null,              -- directorate, county, municipality, centre, other
  name {text} not null,
  unit {int},                        -- the place room's unit, when the organisation is a place
  version {int} not null default 1
) {strict};

create table who_user (
  id {id},
  login {text} not null unique,
  name {text} not null,
  email {text} not null default '',
  password {text} not null default '',      -- Argon2id as libsodium writes it; '' is no password
  totp {text} not null default '',          -- base32 secret; '' is none yet
  totp_step {int} not null default 0,       -- the last step used: a code works once
  failures {int} not null default 0,        -- wrong passwords or codes in a row
  wait_until {int} not null default 0,      -- clock in ms before which no try is looked at
  demo {bool} not null default 0,
  disabled {bool} not null default 0,
  lang {text} not null default '',
  version {int} not null default 1
) {strict};

create table who_role (
  id {id},
  user_id {ref who_user} not null,
  org_id {ref who_org} not null,
  role {text} not null,
  valid_from {day} not null,
  valid_to {day},                           -- last day; null is until further notice
  granted_by {int} not null default 0,      -- a user; 0 is the installation itself
  version {int} not null default 1
) {strict};
create index who_role_user on who_role (user_id);

create table who_session (
  id {id},
  digest {text} not null unique,            -- SHA-256 of the cookie, in hex
  user_id {ref who_user} not null,
  role_id {ref who_role} not null,
  form_token {text} not null,
  began {int} not null,                     -- real clock, ms
  seen {int} not null,
  authed {int} not null,                    -- last time the person proved who it is
  address {text} not null default '',
  ended {int}
) {strict};
create index who_session_user on who_session (user_id);

create table who_recovery (
  id {id},
  user_id {ref who_user} not null,
  digest {text} not null unique,
  used {int}
) {strict};

create table who_brake (
  block {text} primary key,                 -- address block, /24 or /48
  since {int} not null,
  tries {int} not null
) {strict};
