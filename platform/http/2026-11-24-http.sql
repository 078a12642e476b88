-- The first answer to a form that was sent, so that sending it again does nothing new.
create table http_once (
  key {text} primary key, actor {int} not null, route {text} not null,
  location {text} not null, at {moment} not null
) {strict};
create index http_once_at on http_once (at);

-- What is set for the whole installation: a demo database, its fixed day.
create table setting (
  name {text} primary key, value {text} not null
) {strict};
