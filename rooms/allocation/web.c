// SPDX-License-Identifier: Apache-2.0
// Rights and words that the pages of the room share.
#include <jansson.h>

#include <stdlib.h>

#include "rooms/allocation/allocation_web.h"

#define PLACES (R(MC) | R(MH))
#define CASE_READERS                                                                           \
    (R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(AR) | R(BU))
const struct right alloc_enter = { "allocation.enter",
                                   R(DS) | R(DG) | R(DA) | R(AR) | R(MC) | R(MP) | R(MH) | R(CO) |
                                       R(CG) | R(BU) };
const struct right alloc_see = { "allocation.see", R(DS) | R(BU) };
const struct right alloc_asks = { "allocation.ask", R(DS) | R(BU) };
const struct right alloc_proposes = { "allocation.propose", R(DS) };
const struct right alloc_lists = { "allocation.list", R(DS) | R(BU) | PLACES };
const struct right alloc_answers = { "allocation.answer", PLACES };
const struct right alloc_reads = { "allocation.case", CASE_READERS };
// The head of service reads the settlement case; the coordinator moves it (security.md 3.4).
const struct right alloc_acts = { "allocation.act", R(DS) | R(BU) | R(CE) | R(MC) };
const struct right alloc_dates = { "allocation.date", R(DS) | R(BU) | R(MC) };
const struct right alloc_compares = { "allocation.compare", PLACES };

str alloc_say(struct rq *q, text_key k)
{
    return k == T_NONE ? STR("") : text(q->mem, q->lang, k, NO_TARGS);
}

// Numbers of households are random; six digits are enough to speak of one, the link tells which.
str household_code(struct arena *a, int64_t household, int64_t person)
{
    enum { THOUSAND = 1000, CODES = THOUSAND * THOUSAND };
    int64_t n = (household ? household : person) % CODES;
    return strf(a, "H-%03d %03d", (int)(n / THOUSAND), (int)(n % THOUSAND));
}

str place_says(struct rq *q, str number)
{
    return alloc_place_name(number, q->today);
}

struct tabs alloc_tabs(struct rq *q, const char *here)
{
    static const struct {
        const char *name, *url;
        text_key label;
        const struct right *may;
    } all[] = {
        { "tavle", "/bosetting", T_allocation_tab_persons, &alloc_see },
        { "lister", "/bosetting/fordelinger", T_allocation_tab_lists, &alloc_lists },
        { "vedtak", "/bosetting/vedtak", T_allocation_tab_decisions, &alloc_asks },
        { "kommuner", "/bosetting/kommuner", T_allocation_tab_places, &alloc_proposes },
        { "kart", "/bosetting/kommuner#kart", T_allocation_tab_map, &alloc_proposes },
        { "avstemming", "/avstemming", T_allocation_tab_compare, &alloc_compares },
    };
    enum { N = sizeof all / sizeof *all };
    struct tab *at = NEW_ARRAY(q->mem, N, struct tab);
    size_t n = 0;
    for (size_t i = 0; i < N; i++)
        if (may(q->who, all[i].may))
            at[n++] = (struct tab){ alloc_say(q, all[i].label), str_z(all[i].url),
                                    str_is(str_z(here), all[i].name) };
    return (struct tabs){ alloc_say(q, T_allocation_tabs), at, n };
}

reply alloc_done(struct rq *q, err e, text_key why, text_key done, const char *url)
{
    if (e == E_CONFLICT && why != T_NONE)
        done = why; // nothing was written: the moves ask before they write
    else if (e != OK)
        return fail(q, e);
    reply r = see_other(q, "%s", url);
    notice(q, &r, done, NO_TARGS);
    return r;
}

// ---- the profile ------------------------------------------------------------------------------

static str listed_ages(struct rq *q, json_t *ages)
{
    str s = STR("");
    size_t i;
    json_t *v;
    json_array_foreach(ages, i, v) {
        str next = strf(q->mem, "%lld", (long long)json_integer_value(v));
        s = i ? strf(q->mem, "%.*s, %.*s", S(s), S(next)) : next;
    }
    return s.n ? text(q->mem, q->lang, T_allocation_profile_ages__ages, TARGS(TS("ages", s)))
               : STR("");
}

static str text_of(struct rq *q, json_t *o, const char *name)
{
    const char *z = json_string_value(json_object_get(o, name));
    return z ? str_dup(q->mem, str_z(z)) : STR("");
}

static int64_t int_of(json_t *o, const char *name)
{
    return json_integer_value(json_object_get(o, name));
}

void show_profile(struct rq *q, str json, struct profile_shown *p)
{
    json_t *o = json_loadb(json.p, json.n, 0, NULL);
    *p = (struct profile_shown){ .needs = STR("") };
    str code = text_of(q, o, "language");
    bool health = int_of(o, "health"), steps = int_of(o, "step_free");
    p->size = text(q->mem, q->lang, T_allocation_persons__n, TARGS(TI("n", int_of(o, "size"))));
    p->ages = listed_ages(q, json_object_get(o, "ages"));
    p->language = code.n ? language_name(q->lang, code) : STR("");
    p->interpreter = int_of(o, "interpreter") ? alloc_say(q, T_allocation_profile_interpreter)
                                              : STR("");
    p->education = text_of(q, o, "education");
    p->work = text_of(q, o, "work");
    p->needs = health && steps ? alloc_say(q, T_allocation_profile_both)
               : health        ? alloc_say(q, T_allocation_profile_health)
               : steps         ? alloc_say(q, T_allocation_profile_steps)
                               : STR("");
    json_decref(o);
}

str alloc_authority(const struct rq *q)
{
    return q->who->role == BU ? STR("child_welfare") : STR("directorate");
}

static int oldest_first(const void *a, const void *b)
{
    const struct case_person *x = a, *y = b;
    int c = day_cmp(x->p.born, y->p.born);
    return c ? c : (x->p.id > y->p.id) - (x->p.id < y->p.id);
}

err alloc_people(struct rq *q, const alloc_cases *all, case_people *out)
{
    for (size_t i = 0; i < all->n; i++) {
        struct person p;
        err e = person_by_id(q->db, all->p[i].person, &p);
        if (e == OK)
            *ADD(q->mem, out) = (struct case_person){ p, &all->p[i] };
        else if (e != E_NOTFOUND)
            return e;
    }
    if (out->n)
        qsort(out->p, out->n, sizeof *out->p, oldest_first);
    return OK;
}
