// SPDX-License-Identifier: Apache-2.0
// The country of the demo: an invented population that came since 2015 and is as far on its way on
// the demo day as the public figures say. As many as the setting demo_persons live in Norway then.
#include "platform/http/setting.h"
#include "rooms/intake/demo.h"
#include "synth/synth.h"

enum { SEED = 1, LEAST = 100 };

typedef void writer(const struct synth *, struct out *);

static err file(struct intake_set *s, const struct synth *p, enum intake_file f, writer *w, struct out *o, day today)
{
    out_clear(o);
    w(p, o);
    return intake_read(s, f, out_str(o), NULL, 0, today);
}

static err bring(struct db *db, struct arena *a, int64_t n, day today)
{
    struct synth *p;
    struct out o = { 0 };
    str fault;
    struct intake_set *s = intake_set_make(a, true);
    struct intake_batch b = { .filename = STR("demo"), .content = STR(""), .columns = STR(""), .fault = STR(""), .alike = SAME_NEW };
    // One in eight has left or died by then.
    PASS(synth_make(a, (struct synth_ask){ n + n / 7, SEED, day_of(2015, 1, 1), today }, &p, &fault));
    err e = file(s, p, FILE_PERSONS, synth_persons_csv, &o, today);
    e = e ? e : file(s, p, FILE_EVENTS, synth_events_csv, &o, today);
    e = e ? e : file(s, p, FILE_RELATIONS, synth_relations_csv, &o, today);
    e = e ? e : file(s, p, FILE_CENTRES, synth_centres_csv, &o, today);
    out_drop(&o);
    PASS(e);
    intake_join(s, today);
    PASS(intake_run(db, s, &b, false));
    // A number that somebody of the demo has already would change that person, unseen.
    return s->faults.n || b.changed ? E_INPUT : OK;
}

err intake_demo(struct db *db, day today)
{
    str number;
    int64_t n;
    PASS(setting_get(db, "demo_persons", &number));
    if (!str_int(number, &n) || n < LEAST || day_cmp(today, day_of(2016, 1, 1)) < 0)
        return OK;
    struct arena *a = arena_make(0);
    err e = bring(db, a, n, today);
    arena_drop(a);
    return e ? e : intake_demo_lists(db, today);
}
