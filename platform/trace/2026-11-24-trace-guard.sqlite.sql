create trigger trace_entry_no_update before update on trace_entry
begin select raise(abort, 'the audit trail is append-only'); end;
create trigger trace_entry_no_delete before delete on trace_entry
begin select raise(abort, 'the audit trail is append-only'); end;
