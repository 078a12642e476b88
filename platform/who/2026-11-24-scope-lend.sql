-- A loan of sight (break-glass): ends by itself at a moment, and may be for reading alone.
alter table who_scope add column until_ms {int} not null default 0; -- ms since 1970 UTC; 0: no such end
alter table who_scope add column reads {bool} not null default 0;   -- 1: gives no right to write
