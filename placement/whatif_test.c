// SPDX-License-Identifier: Apache-2.0
// What-if against everything there is: on tiny problems the answer is the best plan of the changed one.
#include <string.h>

#include "placement/placement_tiny.h"
#include "placement/whatif.h"
#include "test/test.h"

static void try_all(struct arena *a, const struct placement_problem *p, struct placement_plan *plan, uint32_t h,
                    int32_t must, uint32_t where, int64_t *best)
{
    str fault;
    if (h == p->households) {
        struct mark back = arena_mark(a);
        int64_t v = placement_objective(p, plan->place, plan->period);
        bool there = must < 0 || plan->place[must] == (int32_t)where;
        if (v > *best && there && placement_check(a, p, plan, &fault) == OK)
            *best = v;
        arena_back(a, back);
        return;
    }
    for (int32_t m = -1; m < (int32_t)p->municipalities; m++)
        for (int t = 0; t < (m < 0 ? 1 : p->periods); t++) {
            plan->place[h] = m;
            plan->period[h] = (uint8_t)t;
            try_all(a, p, plan, h + 1, must, where, best);
        }
}

static int64_t best_with(struct arena *a, const struct placement_problem *p, int32_t must, uint32_t where)
{
    int64_t best = INT64_MIN;
    struct placement_plan plan = { .place = NEW_ARRAY(a, p->households + 1, int32_t),
                                   .period = NEW_ARRAY(a, p->households + 1, uint8_t) };
    try_all(a, p, &plan, 0, must, where, &best);
    return best;
}

// The problem as the change makes it, made by hand and not as the engine does.
static void changed(struct arena *t, const struct placement_problem *p, const struct what_change *c,
                    struct placement_problem *now)
{
    size_t cells = p->municipalities * (size_t)p->kinds;
    *now = *p;
    int32_t *cap = NEW_ARRAY(t, cells, int32_t), *fill = NEW_ARRAY(t, p->municipalities, int32_t);
    struct placement_ban *bans = NEW_ARRAY(t, p->ban_count + p->households + 1, struct placement_ban);
    memcpy(cap, p->capacity, cells * sizeof *cap);
    memcpy(fill, p->fill_minimum, p->municipalities * sizeof *fill);
    if (p->ban_count)
        memcpy(bans, p->bans, p->ban_count * sizeof *bans);
    now->bans = bans;
    now->capacity = cap;
    now->fill_minimum = fill;
    if (c->what == WHAT_BAN)
        bans[now->ban_count++] = (struct placement_ban){ c->household, c->municipality };
    if (c->what == WHAT_CAP)
        cap[c->municipality * (size_t)p->kinds + (size_t)c->kind] += (int32_t)c->more;
    for (uint32_t h = 0; c->what == WHAT_CLOSE && h < p->households; h++)
        bans[now->ban_count++] = (struct placement_ban){ h, c->municipality };
    if (c->what == WHAT_CLOSE)
        fill[c->municipality] = 0;
}

static struct what_change draw_change(uint64_t *s, const struct placement_problem *p)
{
    struct what_change c = { .what = (enum what_if)placement_draw(s, 4),
                             .household = (uint32_t)placement_draw(s, (int)p->households),
                             .municipality = (uint32_t)placement_draw(s, (int)p->municipalities),
                             .kind = placement_draw(s, p->kinds), .more = placement_draw(s, 5) - 2 };
    return c;
}

TEST(what_if_gives_the_best_plan_of_the_changed_problem)
{
    int done[4] = { 0 }, refused = 0;
    for (uint64_t i = 0; i < 300; i++) {
        struct arena *t = arena_make(0);
        struct placement_file f;
        struct placement_plan plan;
        struct placement_limits l = { .seconds = 0.02, .seed = 1 };
        struct placement_problem now;
        struct what_answer x;
        uint64_t s = i + 90000;
        str fault = STR(""), text = placement_tiny(t, s);
        CHECK_INT(placement_read(t, text, 0, &f, &fault), OK);
        CHECK_INT(place(t, &f.problem, &l, &plan, &fault), OK);
        struct what_change c = draw_change(&s, &f.problem);
        struct placement_plan kept = plan;
        kept.place = NEW_ARRAY(t, f.problem.households + 1, int32_t);
        memcpy(kept.place, plan.place, f.problem.households * sizeof *kept.place);
        err e = placement_what_if(t, &f.problem, &plan, &c, 1, &l, &x, &fault);
        CHECK(memcmp(kept.place, plan.place, f.problem.households * sizeof *kept.place) == 0);
        changed(t, &f.problem, &c, &now);
        int32_t must = c.what == WHAT_PLACE ? (int32_t)c.household : -1;
        if (e == E_CONFLICT) {
            CHECK(fault.n > 0);
            if (must >= 0)
                CHECK_AT(best_with(t, &now, must, c.municipality) == INT64_MIN, "%d: refused, and there is a plan\n%.*s",
                         (int)i, S(text));
            refused++;
            arena_drop(t);
            continue;
        }
        CHECK_AT(e == OK, "%d: %.*s", (int)i, S(fault));
        int64_t best = best_with(t, &now, must, c.municipality);
        CHECK_AT(x.objective_after == best, "%d: change %d: %lld, and %lld is possible\n%.*s", (int)i, (int)c.what,
                 (long long)x.objective_after, (long long)best, S(text));
        CHECK_INT(placement_check(t, &now, &x.plan, &fault), OK);
        CHECK_INT(x.objective_after, placement_objective(&now, x.plan.place, x.plan.period));
        CHECK(x.bound >= best);
        CHECK_INT(x.objective_before, plan.objective);
        CHECK(x.objective_without >= plan.objective);
        // Where the change comes from adds up, and who moved is who stands elsewhere.
        int64_t fill = 0;
        for (uint32_t m = 0; m < f.problem.municipalities; m++) {
            int64_t was = 0, is = 0;
            for (uint32_t h = 0; h < f.problem.households; h++) {
                was += plan.place[h] == (int32_t)m ? f.problem.use[h * (size_t)f.problem.kinds] : 0;
                is += x.plan.place[h] == (int32_t)m ? f.problem.use[h * (size_t)f.problem.kinds] : 0;
            }
            fill += f.problem.fill_minimum[m] > was ? f.problem.fill_price[m] * (f.problem.fill_minimum[m] - was) : 0;
            fill -= now.fill_minimum[m] > is ? now.fill_price[m] * (now.fill_minimum[m] - is) : 0;
        }
        CHECK_INT(x.fill, fill);
        CHECK_INT(x.objective_after - x.objective_before, x.households + x.ties + x.fill);
        size_t moved = 0;
        for (uint32_t h = 0; h < f.problem.households; h++)
            moved += plan.place[h] != x.plan.place[h] || (plan.place[h] >= 0 && plan.period[h] != x.plan.period[h]);
        CHECK_INT(moved, x.moved_n);
        done[c.what]++;
        arena_drop(t);
    }
    CHECK_AT(done[0] > 20 && done[1] > 30 && done[2] > 20 && done[3] > 30 && refused > 20, "%d %d %d %d, %d refused", done[0],
             done[1], done[2], done[3], refused);
}

TEST(locked_choices_hold_together)
{
    static const char *const text = "placement 1\nkinds persons\nhouseholds 3 municipalities 2\nM a 0 0 2\nM b 0 0 2\n"
                                    "H x 1 0 100 0 0\nS d 50 10\nH y 1 0 100 0 0\nS d 50 20\nH z 1 0 100 0 0\nS d 50 40\nend\n";
    struct placement_file f;
    struct placement_plan plan;
    struct placement_limits l = { .seconds = 0.1 };
    struct what_answer x;
    str fault = STR("");
    CHECK_INT(placement_read(a, str_z(text), 0, &f, &fault), OK);
    CHECK_INT(place(a, &f.problem, &l, &plan, &fault), OK);
    CHECK_INT(plan.objective, 140);
    struct what_change all[] = { { WHAT_PLACE, 2, 0, 0, 0 }, { WHAT_PLACE, 0, 0, 0, 0 } };
    CHECK_INT(placement_what_if(a, &f.problem, &plan, all, 2, &l, &x, &fault), OK);
    CHECK_INT(x.objective_after, 120);
    CHECK_INT(x.plan.place[1], 1);
    CHECK_INT(x.others, -30);
    struct what_change three[] = { { WHAT_PLACE, 2, 0, 0, 0 }, { WHAT_PLACE, 0, 0, 0, 0 }, { WHAT_PLACE, 1, 0, 0, 0 } };
    CHECK_INT(placement_what_if(a, &f.problem, &plan, three, 3, &l, &x, &fault), E_CONFLICT);
    struct what_change none = { WHAT_CAP, 0, 0, 0, -3 }, nowhere = { WHAT_BAN, 7, 0, 0, 0 };
    CHECK_INT(placement_what_if(a, &f.problem, &plan, &none, 1, &l, &x, &fault), E_CONFLICT);
    CHECK_INT(placement_what_if(a, &f.problem, &plan, &nowhere, 1, &l, &x, &fault), E_INPUT);
}
