-- Whether a service is near a municipality, as somebody at the directorate has found out. The latest line that has
-- begun counts; without one it is guessed from how central the municipality is.

create table proposal_service (
  id {id},
  number {text} not null,   -- of the municipality
  service {text} not null,  -- hospital, habilitation, mental, school
  near {text} not null,     -- yes, no
  from_day {day} not null,
  source {text} not null,   -- where it was found
  by_user {int} not null,
  version {int} not null default 1
) {strict};
create index proposal_service_number on proposal_service (number, service, from_day);
