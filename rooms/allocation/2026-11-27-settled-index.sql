-- Settlements are looked up by case: imported history has tens of thousands of them.
create index allocation_settled_case on base_allocation_settled (case_id);
