-- Whose act an event was tells where a strictly protected person was; it is not kept (timeline.c).
update base_person_event set org = 0, by_user = 0 where person in (select id from base_person_person where protection = 'strict') and org in (select id from who_org where kind <> 'directorate');
