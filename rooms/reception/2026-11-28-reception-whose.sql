-- Which house wrote of a strictly protected person and which county advised is not kept (sealed.c).
update base_reception_note_mark set org = 0, by_user = 0 where person in (select id from base_person_person where protection = 'strict') and org in (select id from who_org where kind <> 'directorate');
update base_reception_map_version set org = 0, by_user = 0 where person in (select id from base_person_person where protection = 'strict') and org in (select id from who_org where kind <> 'directorate');
update base_reception_guidance set county = 0 where person in (select id from base_person_person where protection = 'strict');
