// SPDX-License-Identifier: Apache-2.0
// Row scope kept by the database itself (security.md 3.7): a table of person data is named
// base_NAME, and the view NAME shows and takes only the rows in scope of who acts. On SQLite the
// view does it, and an authorizer refuses base tables to everything else; on PostgreSQL it is row
// security. No actor: no rows.
#include "platform/db/db_engine.h"

// The level a table asks for is CASE (who/scope.h) unless its guard says another: one without name
// and number may be open to PSEUDO. A sealed row stands for an organisation that has lost sight of a
// strictly protected person; named users keep theirs. A loan ends at a moment; one for reading gives
// no right to write.
str db_in_scope(struct arena *a, str column, int level, bool writes)
{
    return strf(a,
                "(actor_system() = 1 or exists (select 1 from who_scope s where s.subject = %.*s "
                "and s.reader in (actor_org(), actor_user()) and s.level >= %d and s.sealed = 0%s "
                "and s.from_day <= actor_day() and (s.to_day is null or s.to_day >= actor_day()) "
                "and (s.until_ms = 0 or s.until_ms > actor_now())))",
                S(column), level, writes ? " and s.reads = 0" : "");
}

err db_guard(struct connection *c, str name, str words)
{
    enum { CASE = 2 };
    int64_t level = CASE;
    str column = STR(""), rest = words;
    str_cut(&rest, ' ', &column);
    if (rest.p && !str_int(rest, &level))
        return E_INPUT;
    str text = strf(c->db.mem, "select * from base_%.*s", S(name));
    struct sql sql = { "guard", text.p, __FILE__ };
    struct prepared p = { .sql = &sql };
    PASS(c->engine->prepare(c, &p)); // for the names of the columns
    return c->engine->guard(c, name, column.n ? column : STR("person"), (int)level, p.names,
                            p.columns);
}
