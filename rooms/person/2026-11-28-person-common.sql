-- Search keys that very many share, counted by a job each day: a search begins with the others. Holds no
-- person; open to all.
create table person_key_common (
  key {int} primary key,
  persons {int} not null
) {strict};
-- Which way of making keys (person/name_key.h) the stored ones follow; unset where there are older ones.
insert into setting (name, value) select 'name_keys', '2' where not exists (select 1 from base_person_person)
  on conflict (name) do nothing;
