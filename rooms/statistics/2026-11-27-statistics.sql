-- Releases of the tables that are counted from persons. A body holds what may be published and nothing else:
-- a withheld number is never stored here.
create table statistics_release (
  id {id},
  no {int} not null default 0,       -- 1, 2 ... when published
  state {text} not null,             -- asked, draft, unsafe, dropped, published
  on_day {day} not null,             -- counted as of
  asked_by {text} not null,          -- the user's name then
  published_at {moment},
  published_by {text} not null default '',
  version {int} not null default 1
) {strict};
create index statistics_release_no on statistics_release (no);

create table statistics_series (
  id {id},
  release {ref statistics_release} not null,
  name {text} not null,
  basis {text} not null,             -- digest of the persons it was counted from
  small {int} not null,              -- numbers withheld as small, and to protect these
  second {int} not null,
  body {text} not null,              -- a line per time, group and place: "2023 0 1506 12 : ..."
  unique (release, name)
) {strict};

-- The same numbers of the nation without protection, for those who settle.
create table statistics_inside (
  id {id},
  name {text} not null unique,
  on_day {day} not null,
  body {text} not null
) {strict};
