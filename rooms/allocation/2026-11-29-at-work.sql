-- The board reads everybody between permit and settlement: from this index alone, however many have settled.
create index allocation_case_work on base_allocation_case
  (state, household, person, offer, track, authority, shield, clock_on, ready_on, moves_on, enter_by, allocated_on, number, id)
  where state <> 'settled' and state <> 'closed';
