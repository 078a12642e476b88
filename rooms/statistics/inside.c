// SPDX-License-Identifier: Apache-2.0
// Who waits, counted each night for those who settle: the nation alone, no protection.
#include "platform/job/job.h"
#include "rooms/statistics/release.h"
#include "rooms/statistics/release_body.h"

SQL(inside_row, "select * from statistics_inside where name = 'ready'");
SQL(inside_put, "insert into statistics_inside (name, on_day, body) values ('ready', $1, $2) on conflict (name) do update "
                "set on_day = $1, body = $2");

struct inside_stored {
    int64_t id;
    str name;
    day on_day;
    str body;
};
static const struct field fields[] = { F(inside_stored, id, INT), F(inside_stored, name, TEXT),
                                       F(inside_stored, on_day, DAY), F(inside_stored, body, TEXT) };
static const struct record inside_rec = { NULL, fields, 4, sizeof(struct inside_stored), "inside" };

err inside_read(struct db *db, struct inside *out)
{
    struct inside_stored row;
    *out = (struct inside){ 0 };
    PASS(db_one(db, &inside_row, NO_ARGS, &inside_rec, &row));
    out->on_day = row.on_day;
    return body_read(db->mem, row.body, &out->ready);
}

err inside_make(struct db *db)
{
    enum { MONTHS = 13 };
    peoples all = { 0 };
    lines told = { 0 };
    PASS(people_of(db, POP_READY, db->deed.today, &all));
    for (size_t i = all.n > MONTHS ? all.n - MONTHS : 0; i < all.n; i++)
        count_inside(db->mem, &populations[POP_READY], &all.p[i].all, all.p[i].time, &told);
    lines_sort(&told);
    return db_do(db, &inside_put, ARGS(AD(db->deed.today), AT(body_write(db->mem, &told))), NULL);
}

static err inside_job_run(struct db *db, str payload)
{
    (void)payload;
    return inside_make(db);
}
const struct job_kind inside_job = { .name = "statistics.inside", .run = inside_job_run, .every_minutes = 24 * 60 };
