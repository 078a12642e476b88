-- Few records are merged: an index of those alone, or a planner that counts takes the whole register.
drop index person_person_merged;
create index person_person_merged on base_person_person (merged_into) where merged_into is not null;
