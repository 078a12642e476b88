-- An address in the form in which shields keep it, so that a list can leave out who lives where a
-- protected person does (SEC-17). '' where none was made: strictly protected persons, postal addresses.
alter table base_person_address add column digest {text} not null default '';
{guard person_address}
