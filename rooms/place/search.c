// SPDX-License-Identifier: Apache-2.0
// A place by what people type. Best first: the whole name, a name that begins so, a later word of
// a name that begins so, and at the end one letter wrong.
#include <stdlib.h>

#include "platform/text/text.h"
#include "rooms/place/register.h"

enum { MOST = 30, WHOLE = 0, BEGINS, WORD, NEARLY, NO_FIT };

struct scored {
    const struct place_name *name;
    const struct place *place;
    int fit;
};
typedef SLICE(struct scored) scored_list;

static bool word_begins(str name, str typed)
{
    for (size_t i = 1; i + typed.n <= name.n; i++)
        if ((name.p[i - 1] == ' ' || name.p[i - 1] == '-') &&
            str_eq(str_part(name, i, typed.n), typed))
            return true;
    return false;
}

// One letter more, less, other, or two that changed places.
static bool one_off(str a, str b)
{
    size_t from = 0, end = 0;
    while (from < a.n && from < b.n && a.p[from] == b.p[from])
        from++;
    while (end < a.n - from && end < b.n - from && a.p[a.n - 1 - end] == b.p[b.n - 1 - end])
        end++;
    size_t left_a = a.n - from - end, left_b = b.n - from - end;
    if (left_a <= 1 && left_b <= 1)
        return true;
    return left_a == 2 && left_b == 2 && a.p[from] == b.p[from + 1] && a.p[from + 1] == b.p[from];
}

static int fit(str name, str typed)
{
    if (str_eq(name, typed))
        return WHOLE;
    if (str_starts(name, typed))
        return BEGINS;
    if (word_begins(name, typed))
        return WORD;
    return typed.n >= 4 && one_off(name, typed) ? NEARLY : NO_FIT;
}

// What the place is called today: an old unit leads to what it became.
static const struct place *today_of(const struct place *p, day on)
{
    if (p->kind != PLACE_MUNICIPALITY)
        return day_cmp(p->from, on) <= 0 && day_cmp(on, p->to) <= 0 ? p : NULL;
    const struct place *now = place_became(p, on);
    // A divided one stands for itself; one that is still to come is not found yet.
    return now ? now : day_cmp(p->to, on) < 0 ? p : NULL;
}

static int by_fit(const void *a, const void *b)
{
    const struct scored *x = a, *y = b;
    if (x->fit != y->fit)
        return x->fit - y->fit;
    if (x->place->kind != y->place->kind) // the county before the municipality of the same name
        return (int)x->place->kind - (int)y->place->kind;
    int c = text_cmp(NB, x->place->name, y->place->name);
    return c ? c : str_cmp(x->place->number, y->place->number);
}

static void take(struct arena *a, scored_list *list, const struct place_name *n,
                 const struct place *p, int how)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->p[i].place == p) {
            if (how < list->p[i].fit)
                list->p[i] = (struct scored){ n, p, how };
            return;
        }
    *ADD(a, list) = (struct scored){ n, p, how };
}

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

void place_search(struct arena *a, str typed, day on, place_hits *hits)
{
    const struct place_register *r = place_register();
    scored_list found = { 0 };
    str wanted = str_trim(typed);
    if (all_digits(wanted)) {
        const struct place *p = wanted.n == 4 ? place_municipality_near(wanted, on)
                                : wanted.n == 2 ? place_county(wanted, on)
                                                : NULL;
        if (p && (p = today_of(p, on)))
            *ADD(a, hits) = (struct place_hit){ p, STR(""), true };
        return;
    }
    // "Molde kommune" is Molde.
    str folded = text_fold(a, wanted);
    static const char *const tails[] = { " kommune", " fylke", " fylkeskommune" };
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_ends(folded, str_z(tails[i])))
            folded = str_trim(str_part(folded, 0, folded.n - strlen(tails[i])));
    if (!folded.n)
        return;
    for (size_t i = 0; i < r->names.n; i++) {
        int how = fit(r->names.p[i].folded, folded);
        const struct place *p = how == NO_FIT ? NULL : today_of(r->names.p[i].place, on);
        if (p)
            take(a, &found, &r->names.p[i], p, how);
    }
    if (found.n)
        qsort(found.p, found.n, sizeof *found.p, by_fit);
    for (size_t i = 0; i < found.n && i < MOST; i++) {
        const struct scored *s = &found.p[i];
        *ADD(a, hits) = (struct place_hit){
            s->place, str_eq(s->name->shown, s->place->name) ? STR("") : s->name->shown,
            s->fit == WHOLE
        };
    }
}
