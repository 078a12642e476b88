-- The board counts those settled this year; most of the register has settled in an earlier one.
create index allocation_case_settled on base_allocation_case (settled_on) where state = 'settled';
