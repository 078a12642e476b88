create function actor_now() returns bigint stable language sql as
  $$ select coalesce(nullif(current_setting('fot.now', true), '')::bigint, 0) $$;
