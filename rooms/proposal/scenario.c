// SPDX-License-Identifier: Apache-2.0
// Two scenarios as an address: weights, whether quarters are held level, and choices that are locked.
#include "rooms/proposal/proposal_web.h"

static int *weight(struct match_weights *w, int i)
{
    int *at[] = { &w->wait, &w->family, &w->work, &w->network, &w->balance };
    return at[i];
}
enum { WEIGHTS = 5, WEIGHT_MOST = 10 };
static const char *const names[2][WEIGHTS] = { { "vent", "familie", "arbeid", "nettverk", "balanse" },
                                               { "bvent", "bfamilie", "barbeid", "bnettverk", "bbalanse" } };

// Digits, colons, commas and minus signs only, whatever came in.
static str locks_of(str s)
{
    enum { LONGEST = 4000 };
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("0123456789:,-", s.p[i]) || i > LONGEST)
            return STR("");
    return s;
}

typedef str taken(const struct rq *, const char *name);

static struct scenario one(struct rq *q, taken *from, int which, const char *quarters, const char *locks)
{
    struct scenario s = { match_usual, locks_of(from(q, locks)) };
    int64_t n;
    for (int i = 0; i < WEIGHTS; i++)
        if (str_int(str_trim(from(q, names[which][i])), &n) && n >= 0 && n <= WEIGHT_MOST)
            *weight(&s.w, i) = (int)n;
    s.w.quarters = str_is(from(q, quarters), "1");
    return s;
}

struct asked scenarios_asked(struct rq *q)
{
    taken *from = posted_has(q, "vent") ? posted : query;
    return (struct asked){ one(q, from, 0, "kvartal", "valg"), one(q, from, 1, "bkvartal", "bvalg") };
}

bool scenario_same(const struct scenario *a, const struct scenario *b)
{
    struct match_weights x = a->w, y = b->w;
    for (int i = 0; i < WEIGHTS; i++)
        if (*weight(&x, i) != *weight(&y, i))
            return false;
    return x.quarters == y.quarters && str_eq(a->locks, b->locks);
}

static str part(struct arena *a, const struct scenario *s, int which)
{
    struct match_weights w = s->w;
    str all = STR("");
    for (int i = 0; i < WEIGHTS; i++)
        all = strf(a, "%.*s%s%s=%d", S(all), all.n ? "&" : "", names[which][i], *weight(&w, i));
    const char *b = which ? "b" : "";
    return strf(a, "%.*s%s%s%s&%svalg=%.*s", S(all), w.quarters ? "&" : "", w.quarters ? b : "",
                w.quarters ? "kvartal=1" : "", b, S(s->locks));
}

str scenarios_address(struct arena *a, const struct asked *s)
{
    struct scenario usual = { match_usual, STR("") };
    str first = part(a, &s->a, 0);
    return scenario_same(&s->b, &usual) ? strf(a, "/bosetting/forslag?%.*s", S(first))
                                        : strf(a, "/bosetting/forslag?%.*s&%.*s", S(first), S(part(a, &s->b, 1)));
}

str lock_added(struct arena *a, str locks, int64_t head, str number, bool forbid)
{
    return strf(a, "%.*s%s%lld:%s%.*s", S(locks), locks.n ? "," : "", (long long)head, forbid ? "-" : "", S(number));
}
