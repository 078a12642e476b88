-- The letter to the municipality, kept with the first decision of a household as it was sent.
alter table base_allocation_decision add column to_place {text} not null default '';
{guard allocation_decision person}
