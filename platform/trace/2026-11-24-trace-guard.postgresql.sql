create function trace_entry_refuse() returns trigger language plpgsql as $$
begin raise exception 'the audit trail is append-only'; end $$;
create trigger trace_entry_no_update before update or delete on trace_entry
for each row execute function trace_entry_refuse();
create trigger trace_entry_no_truncate before truncate on trace_entry
for each statement execute function trace_entry_refuse();
