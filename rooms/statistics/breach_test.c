// SPDX-License-Identifier: Apache-2.0
// Published figures are changed on purpose where they are stored: `check` reports each kind (I13).
#include "platform/room.h"
#include "rooms/statistics/release.h"
#include "rooms/statistics/release_body.h"
#include "test/db.h"
#include "test/web.h"

SQL(newest_body, "select s.body from statistics_series s join statistics_release r on r.id = s.release "
                 "where s.name = $1 and r.state = 'published' order by r.no desc limit 1");
SQL(put_body, "update statistics_series set body = $2 where name = $1 and release = (select max(id) from "
              "statistics_release where state = 'published')");

static err fill(struct db *db, void *arg)
{
    (void)arg;
    for (const struct room *const *r = rooms_all; *r; r++)
        if ((*r)->demo && (strcmp((*r)->name, "settlement") == 0 || strcmp((*r)->name, "statistics") == 0))
            PASS((*r)->demo(db, TEST_DAY));
    return OK;
}

struct change {
    const char *place;
    int group;
    double value;
    const char *told; // NULL: nothing is changed, nothing told
};

static err broken(struct db *db, void *arg)
{
    const struct change *c = arg;
    const char *name = series_name(POP_SETTLED);
    const struct regions *r = regions_all();
    struct out o = { 0 };
    lines all = { 0 };
    str body;
    PASS(db_str(db, &newest_body, ARGS(AT(str_z(name))), &body));
    PASS(body_read(db->mem, body, &all));
    if (c->told) {
        struct line *l = NULL;
        int at = region_by_code(r, str_z(c->place));
        for (size_t i = 0; i < all.n; i++)
            if (all.p[i].time == 2023 && all.p[i].group == c->group && all.p[i].region == at)
                l = &all.p[i];
        if (!l) {
            l = ADD(db->mem, &all);
            *l = (struct line){ .time = 2023, .group = c->group, .region = at };
        }
        l->at[0] = fig_of(c->value);
        lines_sort(&all);
        PASS(db_do(db, &put_body, ARGS(AT(str_z(name)), AT(body_write(db->mem, &all))), NULL));
    }
    PASS(statistics_check(db, &o));
    bool told = c->told ? str_find(out_str(&o), str_z(c->told)) != (size_t)-1 : o.n == 0;
    CHECK_AT(told, "%s: %.*s", c->told ? c->told : "nothing was changed", S(out_str(&o)));
    out_drop(&o);
    return E_NOTFOUND; // and taken back
}

TEST(check_reports_published_figures_that_were_changed)
{
    static const struct change all[] = {
        { .told = NULL },
        { "1506", 0, 57, "do not come out when they are counted again" },
        { "1506", 0, 3, "a number tells of four or fewer" },
        { "1506", 2, 12, "a group is told of below the county" },
    };
    struct deed deed = test_deed();
    in_db(a, fill, NULL);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_int_equal(db_run(test_pool(a), TX_WRITE, a, &deed, broken, (void *)(uintptr_t)&all[i]), E_NOTFOUND);
}
