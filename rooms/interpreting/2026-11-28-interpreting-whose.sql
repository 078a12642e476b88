-- Whose order it was tells where a strictly protected person was met; it is not kept (order.c).
update base_interpreting_order set org = 0, by_user = 0 where person in (select id from base_person_person where protection = 'strict') and org in (select id from who_org where kind <> 'directorate');
