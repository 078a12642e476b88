// SPDX-License-Identifier: Apache-2.0
#include "synth/synth.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/map.h"
#include "person/identifier.h"
#include "synth/people.h"
#include "test/test.h"

static struct synth *people(struct arena *a, int64_t n, uint64_t seed)
{
    struct synth_ask ask = { n, seed, day_of(2015, 1, 1), day_of(2026, 11, 1) };
    struct synth *s;
    str fault;
    CHECK(synth_make(a, ask, &s, &fault) == OK);
    return s;
}

TEST(synth_margins_of_100000_are_those_of_the_public_figures)
{
    struct synth_report r;
    synth_report(a, people(a, 100000, 1), &r);
    double off = 0, all = 0;
    int asked = 0;
    for (size_t i = 0; i < r.margins.n; i++) {
        const struct synth_margin *m = &r.margins.p[i];
        if (str_is(m->measure, "settled by municipality")) {
            off += m->made > m->wanted ? m->made - m->wanted : m->wanted - m->made;
            all += m->wanted;
            continue;
        }
        if (!m->confirmed || *m->note)
            continue;
        asked++;
        CHECK_AT(synth_margin_met(m), "%.*s %.*s %.*s: wanted %.1f, made %.1f", S(m->measure),
                 S(m->period), S(m->group), m->wanted, m->made);
    }
    CHECK_AT(asked > 160, "%d figures", asked);
    CHECK_AT(off < 0.05 * all, "municipalities are off by %.0f of %.0f", off, all);
}

TEST(synth_says_the_same_for_a_seed_and_something_else_for_another)
{
    struct out x = { 0 }, y = { 0 }, z = { 0 };
    struct synth *one = people(a, 2000, 7), *two = people(a, 2000, 7), *other = people(a, 2000, 8);
    synth_persons_csv(one, &x), synth_events_csv(one, &x), synth_relations_csv(one, &x);
    synth_persons_csv(two, &y), synth_events_csv(two, &y), synth_relations_csv(two, &y);
    synth_persons_csv(other, &z);
    CHECK(str_eq(out_str(&x), out_str(&y)));
    CHECK(!str_starts(out_str(&x), str_part(out_str(&z), 0, 2000)));
    out_drop(&x), out_drop(&y), out_drop(&z);
}

// ---- the files ------------------------------------------------------------------------------

enum { KEY, HOUSEHOLD, ROLE, BORN = 6, DUF = 12, D_NUMBER, NATIONAL, APPLIED, BASIS = 18, DECIDED,
       LAST_COLUMN = 30 };
struct seen {
    struct arena *a;
    struct map keys, numbers, households;
    int64_t rows, heads;
};

static void number_is_new(struct seen *g, str number, enum identifier_form form)
{
    struct identifier_rule demo = { .invented = true };
    if (!number.n)
        return;
    CHECK_AT(identifier_check(number, form, demo) == IDENTIFIER_FITS, "%.*s", S(number));
    CHECK_AT(!map_put(&g->numbers, str_dup(g->a, number), g), "%.*s twice", S(number));
}

static err person_row(void *arg, const struct csv_row *r)
{
    struct seen *g = arg;
    day born, applied;
    CHECK_INT(r->n, LAST_COLUMN + 1);
    if (r->line == 1)
        return OK;
    CHECK(!map_put(&g->keys, str_dup(g->a, r->cell[KEY]), g));
    CHECK(r->cell[DUF].n == 12);
    number_is_new(g, r->cell[DUF], FORM_DUF);
    number_is_new(g, r->cell[D_NUMBER], FORM_D_NUMBER);
    number_is_new(g, r->cell[NATIONAL], FORM_NATIONAL);
    CHECK(day_parse(r->cell[BORN], &born));
    if (r->cell[APPLIED].n)
        CHECK(day_parse(r->cell[APPLIED], &applied) && day_cmp(born, applied) <= 0);
    CHECK(!r->cell[BASIS].n == !r->cell[DECIDED].n);
    CHECK(str_is(r->cell[LAST_COLUMN], "Y"));
    if (str_is(r->cell[ROLE], "HEAD")) {
        CHECK_AT(!map_put(&g->households, str_dup(g->a, r->cell[HOUSEHOLD]), g), "two heads in %.*s",
                 S(r->cell[HOUSEHOLD]));
        g->heads++;
    }
    g->rows++;
    return OK;
}

TEST(synth_persons_have_numbers_of_their_own_and_one_head_a_household)
{
    struct out o = { 0 };
    struct seen g = { .a = a };
    map_make(&g.keys, a), map_make(&g.numbers, a), map_make(&g.households, a);
    synth_persons_csv(people(a, 5000, 3), &o);
    CHECK(csv_read(a, out_str(&o), ',', person_row, &g) == OK);
    CHECK_INT(g.rows, 5000);
    CHECK(g.heads > 1500 && g.heads < 4000);
    out_drop(&o);
}

static const char *const steps[] = { "GRANTED", "READY", "ASKED", "ACCEPTED", "ALLOCATED", "DATE_SET",
                                     "SETTLED" };
enum { STEPS = sizeof steps / sizeof *steps };
struct walk {
    str key, date;
    int step, in;     // what was reached; centres lived in
    bool over;        // left or dead
    int64_t settled, rows;
};

static err event_row(void *arg, const struct csv_row *r)
{
    struct walk *w = arg;
    static char key[16], date[16];
    if (r->line == 1)
        return OK;
    bool same = str_eq(w->key, r->cell[0]);
    if (!same)
        *w = (struct walk){ .step = -1, .settled = w->settled, .rows = w->rows };
    CHECK_AT(!same || str_cmp(w->date, r->cell[1]) <= 0, "%.*s goes back in time", S(r->cell[0]));
    CHECK_AT(!w->over, "%.*s after the end", S(r->cell[0]));
    CHECK_AT(str_cmp(r->cell[1], STR("2026-11-01")) <= 0, "%.*s", S(r->cell[1]));
    for (int i = 0; i < STEPS; i++)
        if (str_is(r->cell[2], steps[i])) {
            CHECK_AT(i > w->step, "%.*s: %s too late", S(r->cell[0]), steps[i]);
            w->step = i;
            w->settled += i == STEPS - 1;
        }
    w->in += str_is(r->cell[2], "CENTRE_IN") - str_is(r->cell[2], "CENTRE_OUT");
    CHECK_AT(w->in == 0 || w->in == 1, "%.*s lives in %d centres", S(r->cell[0]), w->in);
    CHECK_AT(w->step < STEPS - 1 || w->in == 0 || !str_is(r->cell[2], "CENTRE_IN"), "%.*s",
             S(r->cell[0]));
    w->over = str_is(r->cell[2], "LEFT") || str_is(r->cell[2], "DIED");
    memcpy(key, r->cell[0].p, r->cell[0].n), memcpy(date, r->cell[1].p, r->cell[1].n);
    w->key = (str){ key, r->cell[0].n }, w->date = (str){ date, r->cell[1].n };
    w->rows++;
    return OK;
}

TEST(synth_events_of_a_person_are_in_order_and_end_with_the_person)
{
    struct out o = { 0 };
    struct walk w = { .step = -1 };
    synth_events_csv(people(a, 5000, 4), &o);
    CHECK(csv_read(a, out_str(&o), ',', event_row, &w) == OK);
    CHECK(w.settled > 3000 && w.rows > 20000);
    out_drop(&o);
}

TEST(synth_parents_are_older_than_their_children_and_nobody_under_18_lives_alone_but_the_minors)
{
    struct synth *s = people(a, 20000, 5);
    int children = 0;
    for (size_t i = 0; i < s->homes.n; i++) {
        const struct human *head = &s->humans.p[s->homes.p[i].first];
        int age = day_age((day){ head->born }, (day){ s->homes.p[i].applied });
        CHECK_AT(age >= 18 || head->minor, "household %zu: %d years", i, age);
        for (int k = head->next; k >= 0; k = s->humans.p[k].next) {
            const struct human *p = &s->humans.p[k];
            children += p->role == CHILD;
            CHECK_AT(p->role != CHILD || p->born > day_add_years((day){ head->born }, 16).d,
                     "person %d is too old to be a child", k);
        }
    }
    CHECK(children > 3000);
}

TEST(synth_refuses_what_it_cannot_make)
{
    static const struct synth_ask wrong[] = {
        { 99, 1, { 16436 }, { 20000 } }, { 1000001, 1, { 16436 }, { 20000 } },
        { 1000, 1, { 16435 }, { 20000 } }, { 1000, 1, { 16436 }, { 16437 } },
        { 1000, 1, { 16436 }, { 40000 } } };
    struct synth *s;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        str fault = STR("");
        CHECK(synth_make(a, wrong[i], &s, &fault) == E_INPUT);
        CHECK(fault.n > 10);
    }
}
