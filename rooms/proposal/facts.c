// SPDX-License-Identifier: Apache-2.0
// From the rooms below to plain facts, and a choice back to a list.
#include "rooms/place/place.h"
#include "rooms/proposal/proposal.h"
#include "text_keys.h"

#include <stdlib.h>

enum { GROUP_SEX = 0, GROUP_ORIGIN = 1, GROUP_KIND = 2, WEIGHT_MOST = 10 };

const struct choices choice_reasons =
    CHOICES({ "none", "proposal.reason.none" }, { "knows", "proposal.reason.knows" },
            { "wish", "proposal.reason.wish" }, { "municipality", "proposal.reason.municipality" },
            { "other", "proposal.reason.other" });
static const struct field choice_fields[] = {
    F(proposal_choice, id, INT, .flags = KEY),
    F(proposal_choice, household, INT, .flags = READONLY),
    F(proposal_choice, head, INT, .flags = READONLY),
    F(proposal_choice, offer, INT, .flags = READONLY),
    F(proposal_choice, number, TEXT, .flags = PERSONAL, .max = 4),
    F(proposal_choice, proposed, TEXT, .flags = PERSONAL, .max = 4),
    F(proposal_choice, cost, INT),
    F(proposal_choice, moved, INT),
    F(proposal_choice, reason, ENUM, .choices = &choice_reasons),
    F(proposal_choice, words, TEXT, .flags = PERSONAL, .max = 500),
    F(proposal_choice, weights, TEXT, .max = 40),
    F(proposal_choice, made_on, DAY),
    F(proposal_choice, by_user, INT),
    F(proposal_choice, version, INT, .flags = VERSION),
};
const struct record proposal_choice_rec = RECORD("proposal_choice", proposal_choice, choice_fields);

// ---- weights -----------------------------------------------------------------------------------

str proposal_weights_text(struct arena *a, struct match_weights w)
{
    return strf(a, "%d-%d-%d-%d-%d%s", w.wait, w.family, w.work, w.network, w.balance, w.quarters ? "-1" : "");
}

struct match_weights proposal_weights(str text)
{
    int64_t n[5];
    str part;
    for (int i = 0; i < 5; i++)
        if (!str_cut(&text, '-', &part) || !str_int(part, &n[i]) || n[i] < 0 || n[i] > WEIGHT_MOST)
            return match_usual;
    bool quarters = str_is(text, "1");
    return text.n && !quarters ? match_usual
                               : (struct match_weights){ (int)n[0], (int)n[1], (int)n[2], (int)n[3], (int)n[4], quarters };
}

// ---- municipalities ----------------------------------------------------------------------------

struct quarter_told { // by the municipality, in weeks
    str number;
    day monday;
    int64_t places;
};
static const struct field told_fields[] = {
    F(quarter_told, number, TEXT),
    F(quarter_told, monday, DAY),
    F(quarter_told, places, INT),
};
static const struct record told_rec = { NULL, told_fields, 3, sizeof(struct quarter_told), "quarter_told" };
SQL(proposal_weeks, "select number, monday, places from settlement_week where monday >= $1 and monday <= $2 "
                    "order by number, monday");

static int quarter_of(day d)
{
    return (day_ymd(d).month - 1) / 3;
}

// Weeks to come, added up by quarter. A quarter is told of when half of its weeks that are left are.
static err quarters_of(struct db *db, day today, const settlement_places *all, struct match_place *places, int n)
{
    enum { WEEKS_MOST = 13, DAYS = 7 };
    SLICE(struct quarter_told) weeks = { 0 };
    int now = quarter_of(today);
    PASS(db_all(db, &proposal_weeks, ARGS(AD(today), AD(day_of(day_ymd(today).year, 12, 31))), &told_rec, &weeks));
    for (size_t i = 0, k = 0; i < all->n; i++) {
        int64_t sum[MATCH_QUARTERS] = { 0 }, told[MATCH_QUARTERS] = { 0 };
        while (k < weeks.n && str_cmp(weeks.p[k].number, all->p[i].number) < 0)
            k++;
        for (; k < weeks.n && str_eq(weeks.p[k].number, all->p[i].number); k++) {
            int at = quarter_of(weeks.p[k].monday) - now;
            sum[at] += weeks.p[k].places;
            told[at]++;
        }
        for (int p = 0; p < n; p++) {
            day end = day_add(day_add_months(day_of(day_ymd(today).year, 1 + 3 * (now + p), 1), 3), -1);
            int64_t left = p ? WEEKS_MOST : (day_diff(end, today) + DAYS) / DAYS;
            places[i].quarter[p] = 2 * told[p] >= left ? sum[p] : -1;
        }
    }
    return OK;
}

static int by_number(const void *a, const void *b)
{
    return str_cmp(((const struct settlement_place *)a)->number, ((const struct settlement_place *)b)->number);
}

static err places_of(struct db *db, day today, struct proposal_facts *out)
{
    settlement_places all = { 0 };
    PASS(settlement_places_of(db, day_ymd(today).year, STR(""), today, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].answered && all.p[i].free.known)
            *ADD(db->mem, &out->places) = all.p[i];
    if (out->places.n)
        qsort(out->places.p, out->places.n, sizeof *out->places.p, by_number);
    proposal_services near = { 0 };
    PASS(proposal_services_of(db, today, &near));
    struct match_place *places = NEW_ARRAY(db->mem, out->places.n + 1, struct match_place);
    for (size_t i = 0; i < out->places.n; i++) {
        const struct settlement_place *p = &out->places.p[i];
        places[i] = (struct match_place){ .free = p->free.v,
                                          .minors_free = p->minors_free.known ? p->minors_free.v : 0 };
        places[i].services = proposal_near(&near, p->number, today, &places[i].known);
    }
    out->match.quarters = MATCH_QUARTERS - quarter_of(today);
    PASS(quarters_of(db, today, &out->places, places, out->match.quarters));
    out->match.place = places;
    out->match.places = (uint32_t)out->places.n;
    return OK;
}

static bool place_index(const struct proposal_facts *f, str number, uint32_t *m)
{
    for (*m = 0; *m < f->match.places; (*m)++)
        if (str_eq(f->places.p[*m].number, number))
            return true;
    return false;
}

// ---- households --------------------------------------------------------------------------------

struct sort_of { // for the check of outcomes only
    int64_t person;
    str sex, origin;
};
static const struct field sort_fields[] = {
    F(sort_of, person, INT),
    F(sort_of, sex, TEXT),
    F(sort_of, origin, TEXT),
};
static const struct record sort_rec = { NULL, sort_fields, 3, sizeof(struct sort_of), "sort_of" };
SQL(proposal_sorts, "select p.id as person, p.sex, coalesce((select min(c.country) from person_citizenship c "
                    "where c.person = p.id and c.to_day is null), '') as origin from person_person p "
                    "join allocation_case k on k.person = p.id where k.state = 'ready' order by p.id");

static int by_person(const void *key, const void *row)
{
    int64_t k = *(const int64_t *)key, p = ((const struct sort_of *)row)->person;
    return (k > p) - (k < p);
}

static uint32_t kind_of(const struct alloc_ready *r)
{
    return r->minors_alone ? 3 : r->children ? 2 : r->persons > 1 ? 1 : 0;
}

static uint8_t ready_in(day earliest, day today)
{
    if (!day_known(earliest) || day_cmp(earliest, today) <= 0)
        return 0;
    if (day_ymd(earliest).year > day_ymd(today).year)
        return MATCH_QUARTERS;
    return (uint8_t)(quarter_of(earliest) - quarter_of(today));
}

static struct match_household plain_household(struct arena *a, const struct proposal_facts *f, const struct alloc_ready *r,
                                              day today)
{
    static const enum match_tie_kind kinds[] = { MATCH_FAMILY, MATCH_WORK, MATCH_STUDY, MATCH_NETWORK, MATCH_NOT_HERE };
    struct match_tie *ties = NEW_ARRAY(a, r->ties.n + 1, struct match_tie);
    size_t n = 0;
    for (size_t i = 0; i < r->ties.n; i++)
        if (place_index(f, r->ties.p[i].number, &ties[n].place))
            ties[n++].kind = kinds[r->ties.p[i].kind];
    return (struct match_household){ .persons = r->persons, .children = r->children, .minors_alone = r->minors_alone,
                                     .waited = r->waited, .ready = ready_in(r->earliest, today), .needs = r->service ? UINT64_C(1) << r->service : 0,
                                     .ties = ties, .tie_n = n };
}

static err households_of(struct db *db, day today, struct proposal_facts *out)
{
    SLICE(struct sort_of) sorts = { 0 };
    PASS(alloc_ready_all(db, today, &out->ready));
    PASS(db_all(db, &proposal_sorts, NO_ARGS, &sort_rec, &sorts));
    struct match_household *all = NEW_ARRAY(db->mem, out->ready.n + 1, struct match_household);
    for (size_t i = 0; i < out->ready.n; i++) {
        const struct alloc_ready *r = &out->ready.p[i];
        const struct sort_of *s = sorts.n ? bsearch(&r->head, sorts.p, sorts.n, sizeof *sorts.p, by_person) : NULL;
        all[i] = plain_household(db->mem, out, r, today);
        all[i].group[GROUP_SEX] = s && str_is(s->sex, "female") ? 0 : s && str_is(s->sex, "male") ? 1 : 2;
        all[i].group[GROUP_ORIGIN] = s && str_is(s->origin, "UKR") ? 0 : 1;
        all[i].group[GROUP_KIND] = kind_of(r);
    }
    out->match.household = all;
    out->match.households = (uint32_t)out->ready.n;
    return OK;
}

static void locks_of(struct arena *a, str text, struct proposal_facts *out)
{
    SLICE(struct match_lock) all = { 0 };
    for (str one; text.n && str_cut(&text, ',', &one);) {
        struct match_lock l = { 0 };
        str head;
        int64_t person;
        if (!str_cut(&one, ':', &head) || !str_int(head, &person) || !one.n)
            continue;
        l.forbid = one.p[0] == '-';
        one = l.forbid ? str_part(one, 1, one.n) : one;
        for (l.household = 0; l.household < out->match.households; l.household++)
            if (out->ready.p[l.household].head == person)
                break;
        if (l.household < out->match.households && place_index(out, one, &l.place))
            *ADD(a, &all) = l;
    }
    out->match.lock = all.p;
    out->match.lock_n = all.n;
}

err proposal_facts_of(struct db *db, day today, struct match_weights w, str locks, struct proposal_facts *out)
{
    *out = (struct proposal_facts){ 0 };
    out->match.weights = w;
    PASS(places_of(db, today, out));
    PASS(households_of(db, today, out));
    locks_of(db->mem, locks, out);
    return out->match.places ? OK : E_NOTFOUND;
}

// ---- choosing ----------------------------------------------------------------------------------

static str own_best(struct db *db, const struct proposal_facts *f, struct match *x, uint32_t h)
{
    struct match_choice best[MATCH_BEST];
    return match_best(db->mem, &f->match, x, h, best) ? f->places.p[best[0].place].number : STR("");
}

err proposal_choose(struct db *db, const struct proposal_facts *f, struct match *x, int64_t head, str number, str first,
                    int reason, str words, str weights, int64_t *offer, text_key *why)
{
    uint32_t h = 0, m;
    while (h < f->match.households && f->ready.p[h].head != head)
        h++;
    *why = T_NONE;
    if (h == f->match.households || !place_index(f, number, &m))
        return E_NOTFOUND;
    first = first.n ? first : own_best(db, f, x, h);
    if (!str_eq(first, number) && reason == CHOICE_NONE) {
        *why = T_proposal_reason_needed;
        return E_CONFLICT;
    }
    struct explained_move move;
    explain_move(x->explain, h, m, &move);
    PASS(alloc_ask(db, head, number, offer, why));
    struct proposal_choice row = { .household = f->ready.p[h].household, .head = head, .offer = *offer, .number = number,
                                   .proposed = first, .cost = move.possible ? move.loss : 0,
                                   .moved = move.possible ? move.moves : 0, .reason = reason, .words = words,
                                   .weights = weights, .made_on = db->deed.today, .by_user = db->deed.user };
    return db_add(db, &proposal_choice_rec, &row);
}
