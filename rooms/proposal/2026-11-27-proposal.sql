-- What the caseworker chose for a household beside what was proposed, and why. No score is kept.

create table base_proposal_choice (
  id {id},
  household {int} not null,
  head {ref base_person_person} not null,
  offer {int} not null,                  -- of allocation_offer
  number {text} not null,                -- the municipality chosen
  proposed {text} not null,              -- the one that stood first; '' when none did
  cost {int} not null,                   -- what the choice costs the other households, in the proposal's points
  moved {int} not null,                  -- others who would get another place in the proposal
  reason {text} not null,                -- none, knows, wish, municipality, other
  words {text} not null default '',
  weights {text} not null,               -- as in the address of the proposal
  made_on {day} not null,
  by_user {int} not null,
  version {int} not null default 1
) {strict};
create index proposal_choice_head on base_proposal_choice (head);
create index proposal_choice_offer on base_proposal_choice (offer);
{guard proposal_choice head};
