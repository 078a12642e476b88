// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "test/bench/persons/bench.h"

struct part {
    str drop, make;
};
static const struct field part_fields[] = { F(part, drop, TEXT), F(part, make, TEXT) };
static const struct record part_rec = { NULL, part_fields, 2, sizeof(struct part), "part" };
static SLICE(struct part) parts;

// Those that the functions of an import ask while they write stay.
#define AWAY(table, index) table " not like 'trace%' and " index " not in ('who_scope_sight', 'person_number_digest')"

// Not among the checked statements: each is of one engine. Unique ones stay: they are no burden and a rule.
static const struct sql parts_sqlite = { "parts", "select 'drop index ' || name as \"drop\", sql as make from sqlite_master "
    "where type = 'index' and sql like 'create index%' and " AWAY("tbl_name", "name"), __FILE__ };
static const struct sql parts_pg = { "parts", "select * from (select format('alter table %s drop constraint %I', conrelid::regclass, conname) as \"drop\", "
    "format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make "
    "from pg_constraint where contype = 'f' union all "
    "select format('drop index %I', i.indexname), i.indexdef from pg_indexes i where i.schemaname = 'public' "
    "and i.indexdef like 'CREATE INDEX%' and " AWAY("i.tablename", "i.indexname") ") p order by 1 desc", __FILE__ };

static err take(struct db *db, void *arg)
{
    (void)arg;
    bool pg = ((struct connection *)db)->engine == &pg_engine;
    PASS(db_all(db, pg ? &parts_pg : &parts_sqlite, NO_ARGS, &part_rec, &parts));
    for (size_t i = 0; i < parts.n; i++) {
        PASS(db_script(db, str_cz(db->mem, parts.p[i].drop)));
        parts.p[i].make = str_dup(kept, parts.p[i].make);
    }
    struct part *all = NEW_ARRAY(kept, parts.n + 1, struct part);
    for (size_t i = 0; i < parts.n; i++)
        all[i] = parts.p[i];
    parts.p = all;
    return OK;
}

static err make(struct db *db, void *arg)
{
    if (((struct connection *)db)->engine == &pg_engine)
        PASS(db_script(db, "set local statement_timeout = 0; set local maintenance_work_mem = '512MB'"));
    return db_script(db, str_cz(db->mem, ((struct part *)arg)->make));
}

void aside_take(struct db_pool *pool)
{
    run(pool, TX_WRITE, take, NULL);
}

void aside_put_back(struct db_pool *pool)
{
    for (size_t i = parts.n; i-- > 0;) // the last away is the first back: foreign keys find their indexes
        run(pool, TX_WRITE, make, &parts.p[i]);
}
