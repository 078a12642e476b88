-- What the row policies ask about who acts; each transaction sets it (db_pg.c). Unset: nobody.
create function actor_org() returns bigint stable language sql as
  $$ select coalesce(nullif(current_setting('fot.org', true), '')::bigint, 0) $$;
create function actor_user() returns bigint stable language sql as
  $$ select coalesce(nullif(current_setting('fot.actor', true), '')::bigint, 0) $$;
create function actor_system() returns bigint stable language sql as
  $$ select coalesce(nullif(current_setting('fot.system', true), '')::bigint, 0) $$;
create function actor_day() returns text stable language sql as
  $$ select coalesce(current_setting('fot.day', true), '') $$;
