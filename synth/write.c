// SPDX-License-Identifier: Apache-2.0
// The people as the files of docs/person-files.md. Nothing after the last day is told.
#include <stdlib.h>

#include "person/identifier.h"
#include "synth/people.h"

static const char *const roles[] = { "HEAD", "PARTNER", "CHILD", "PARENT", "SIBLING" };
static const char *const protections[] = { "NONE", "CONFIDENTIAL", "STRICT" };
static const char *const minors[] = { "NONE", "UNDER15", "A15_17" };
static const char *const precisions[] = { "DAY", "MONTH", "YEAR", "ESTIMATED" };
static const char *const schemes[] = { "ASYLUM", "COLLECTIVE", "RESETTLEMENT", "FAMILY" };

static void put_day(const struct synth *s, struct out *o, int32_t d) // a comma and the day, if it was
{
    OUT(o, ",");
    if (d == NEVER || d > s->ask.to.d)
        return;
    struct ymd y = day_ymd((day){ d });
    char *p = out_room(o, 10);
    p[4] = p[7] = '-';
    for (int i = 3, n = y.year; i >= 0; i--, n /= 10)
        p[i] = (char)('0' + n % 10);
    p[5] = (char)('0' + y.month / 10), p[6] = (char)('0' + y.month % 10);
    p[8] = (char)('0' + y.day / 10), p[9] = (char)('0' + y.day % 10);
    o->n += 10;
}

static void put(struct out *o, const char *cell)
{
    OUT(o, ",");
    out_csv(o, str_z(cell), ',');
}

static void put_key(struct out *o, char kind, int number)
{
    out_f(o, "%c%07d", kind, number + 1);
}

// ---- numbers --------------------------------------------------------------------------------

enum { BORN_FIRST = -25600, BORN_DAYS = 25600 + 25000 }; // 1899 to 2038
struct numbers {
    struct arena *a; // for one number at a time
    uint16_t *next[2];
};

// A number nobody else has: the individual digits go on from the last one of that day.
static void put_number(struct numbers *g, struct out *o, enum identifier_form form, int32_t born)
{
    struct mark m = arena_mark(g->a);
    for (int32_t d = born;; d++) { // a day that is full lends from the next
        uint16_t *next = &g->next[form == FORM_NATIONAL][d - BORN_FIRST];
        if (*next >= 1000)
            continue;
        str s = identifier_invent(g->a, form, (day){ d }, *next);
        int used = (s.p[6] - '0') * 100 + (s.p[7] - '0') * 10 + s.p[8] - '0';
        bool round = used < *next;
        *next = (uint16_t)(round ? 1000 : used + 1);
        if (round)
            continue;
        out_put(o, s);
        break;
    }
    arena_back(g->a, m);
}

static void put_numbers(const struct synth *s, struct numbers *g, struct out *o, int i)
{
    const struct human *p = &s->humans.p[i];
    const struct home *h = &s->homes.p[p->home];
    bool resident = h->settled <= s->ask.to.d || p->scheme == FAMILY;
    struct mark m = arena_mark(g->a);
    OUT(o, ",");
    out_put(o, identifier_invent(g->a, FORM_DUF, DAY_NONE, i + 1));
    arena_back(g->a, m);
    OUT(o, ",");
    if (p->scheme < RESETTLEMENT && !(p->born_here && p->born >= h->settled))
        put_number(g, o, FORM_D_NUMBER, p->born);
    OUT(o, ",");
    if (resident)
        put_number(g, o, FORM_NATIONAL, p->born);
}

// ---- persons.csv ----------------------------------------------------------------------------

static void put_names(const struct synth *s, struct out *o, const struct human *p)
{
    const struct home *h = &s->homes.p[p->home];
    enum culture c = origins[h->origin].culture;
    struct name family = synth_names(c, NAME_FAMILY).at[h->family];
    struct name given = synth_names(c, p->sex == WOMAN ? NAME_FEMALE : NAME_MALE).at[p->given];
    put(o, family.latin);
    put(o, given.latin);
    OUT(o, ",");
    if (*given.own)
        out_f(o, "%s %s", given.own, family.own);
}

static void put_permit(const struct synth *s, struct out *o, const struct human *p)
{
    const struct home *h = &s->homes.p[p->home];
    bool humanitarian = h->scheme == ASYLUM && (h->applied + h->family) % 9 == 0;
    const char *basis = p->scheme == FAMILY ? "FAMILY_REF" : humanitarian ? "HUMANITARIAN"
                        : h->scheme == RESETTLEMENT ? "RESETTLED" : schemes[h->scheme];
    int32_t decided = p->scheme == FAMILY ? p->arrived - 40
                      : p->born > h->decided ? p->born + 21 : h->decided;
    int last = s->ask.to.d;
    if (!h->granted || decided > last) {
        OUT(o, ",,,,,");
        return;
    }
    int years = 3, notified = decided + (h->notified - h->decided);
    if (h->scheme == COLLECTIVE && p->scheme != FAMILY) { // a year at a time, five at most
        int end = last < h->left ? last : h->left;
        years = (end - decided) / 366 + 1;
        years = years > 5 ? 5 : years;
    } else if ((h->applied + h->family * 7) % 64) { // renewed while somebody lives here; some are late
        int end = last < h->left ? last : h->left;
        while (years * 365 <= end - decided + 30)
            years += 3;
    }
    put(o, basis);
    put_day(s, o, decided);
    put_day(s, o, notified);
    put_day(s, o, decided);
    OUT(o, ",");
    struct ymd to = day_ymd(day_add_years((day){ decided }, years));
    out_f(o, "%04d-%02d-%02d", to.year, to.month, to.day);
}

static const char *occupation(const struct human *p, int i)
{
    static const char *const by[EDU_LEVELS][4] = {
        { "", "farm work", "housework", "" },
        { "building work", "farm work", "cleaning", "shop work" },
        { "cook", "driver", "carpenter", "hairdresser" },
        { "electrician", "mechanic", "tailor", "IT support" },
        { "teacher", "nurse", "accountant", "office work" },
        { "engineer", "doctor", "lawyer", "economist" } };
    return p->education < EDU_LEVELS ? by[p->education][(unsigned)i * 2654435761u >> 30] : "";
}

static void put_schooling(const struct synth *s, struct out *o, int i, int32_t age)
{
    static const int years[EDU_LEVELS] = { 0, 8, 12, 13, 15, 17 };
    const struct human *p = &s->humans.p[i];
    bool known = p->education < EDU_LEVELS;
    int most = age - 6;
    put(o, known ? education_names[p->education] : "");
    OUT(o, ",");
    if (known)
        out_int(o, years[p->education] < most ? years[p->education] : most);
    put(o, age >= 18 ? occupation(p, i) : "");
    OUT(o, ",");
    if (age >= 16)
        out_f(o, "+4700%06d", i % 1000000); // no such number can be called
    OUT(o, ",");
    if (age >= 16)
        out_f(o, "p%07d@example.org", i + 1);
}

static void put_person(const struct synth *s, struct numbers *g, struct out *o, int i)
{
    const struct human *p = &s->humans.p[i];
    const struct home *h = &s->homes.p[p->home];
    const struct origin_facts *f = &origins[h->origin];
    int32_t age = day_age((day){ p->born }, s->ask.to);
    bool applied = p->scheme < RESETTLEMENT && !p->born_here;
    put_key(o, 'P', i);
    OUT(o, ",");
    put_key(o, p->apart <= s->ask.to.d ? 'S' : 'H', p->home);
    put(o, p->apart <= s->ask.to.d ? "HEAD" : roles[p->role]);
    put_names(s, o, p);
    put_day(s, o, p->born);
    put(o, precisions[p->precision]);
    put(o, p->sex == WOMAN ? "FEMALE" : "MALE");
    out_f(o, ",%s,%s%s%s", h->origin == PS ? "XXA" : f->alpha3, f->language,
          *f->second && p->home % 3 == 0 ? ";" : "", *f->second && p->home % 3 == 0 ? f->second : "");
    put(o, p->born_here || s->ask.to.d - p->arrived > 2200 ? "N" : "Y");
    put_numbers(s, g, o, i);
    put_day(s, o, applied ? h->applied : NEVER);
    put_day(s, o, p->born_here ? NEVER : p->arrived);
    put(o, schemes[p->scheme]);
    put_permit(s, o, p);
    put(o, protections[h->protection]);
    put(o, minors[p->minor]);
    put_schooling(s, o, i, age);
    OUT(o, ",Y\n");
}

void synth_persons_csv(const struct synth *s, struct out *o)
{
    struct numbers g = { .a = s->a };
    for (int i = 0; i < 2; i++)
        g.next[i] = NEW_ARRAY(s->a, BORN_DAYS, uint16_t);
    OUT(o, "key,household,household_role,family_name,given_name,own_script_name,birth_date,"
           "birth_precision,sex,citizenships,languages,interpreter,duf_number,d_number,"
           "national_number,application_date,arrived_on,scheme,permit_basis,permit_decided,"
           "permit_notified,permit_from,permit_to,protection,unaccompanied,education_level,"
           "education_years,occupation,phone,email,synthetic\n");
    for (size_t i = 0; i < s->humans.n; i++)
        put_person(s, &g, o, (int)i);
}

// ---- events.csv -----------------------------------------------------------------------------

struct event {
    int32_t on;
    const char *name, *detail;
    char place[5];
};
struct events {
    struct event at[32];
    int n;
    int32_t from, until; // what is told of this person
};

static void tell(struct events *e, int32_t on, const char *name, const char *place, const char *detail)
{
    if (on == NEVER || on < e->from || on > e->until || e->n == 32)
        return;
    int i = e->n++;
    for (; i > 0 && e->at[i - 1].on > on; i--)
        e->at[i] = e->at[i - 1];
    e->at[i] = (struct event){ .on = on, .name = name, .detail = detail };
    memcpy(e->at[i].place, place, strnlen(place, 4));
}

static const char *place_on(const struct home *h, int32_t d)
{
    return d >= h->moved ? h->moved_to : d >= h->settled ? h->place : "";
}

static void tell_stays(const struct synth *s, const struct home *h, struct events *e, int32_t born)
{
    struct stay stay[2];
    for (int k = 0, n = synth_stays(s, h, stay); k < n; k++) {
        char code[5] = { 'M', (char)('0' + (stay[k].centre + 1) / 10),
                         (char)('0' + (stay[k].centre + 1) % 10) };
        int32_t in = born > stay[k].from ? born : stay[k].from; // born into the centre
        if (in >= stay[k].to)
            continue;
        tell(e, in, "CENTRE_IN", code, "");
        tell(e, stay[k].to, "CENTRE_OUT", code, "");
    }
}

// From asked to settled: the last two months of the wait, or all of it when it was shorter.
static void tell_settlement(const struct home *h, struct events *e)
{
    int32_t ready = h->scheme == RESETTLEMENT ? h->decided + 10 : h->ready;
    tell(e, ready, "READY", "", "");
    if (h->settled == NEVER)
        return;
    int back = h->settled - ready < 60 ? h->settled - ready : 60;
    tell(e, h->settled - back * 7 / 10, "ASKED", h->place, "");
    tell(e, h->settled - back / 2, "ACCEPTED", h->place, "");
    tell(e, h->settled - back * 4 / 10, "ALLOCATED", h->place, "");
    tell(e, h->settled - back / 4, "DATE_SET", h->place, "");
    tell(e, h->settled, "SETTLED", h->place, "");
}

static void tell_person(const struct synth *s, const struct human *p, struct events *e)
{
    const struct home *h = &s->homes.p[p->home];
    e->n = 0;
    e->from = p->born_here ? p->born : h->scheme == RESETTLEMENT ? INT32_MIN : p->arrived;
    e->until = s->ask.to.d < p->died ? s->ask.to.d : p->died;
    e->until = e->until < p->left ? e->until : p->left;
    if (p->scheme == FAMILY)
        tell(e, p->arrived, "MOVED", place_on(h, p->arrived), "joined the family");
    if (p->born_here)
        tell(e, p->born, "BORN", place_on(h, p->born), "");
    if (p->scheme != FAMILY) {
        tell_stays(s, h, e, p->born);
        tell(e, h->interview, "INTERVIEW", "", "");
        tell(e, h->decided, h->granted ? "GRANTED" : "REJECTED", "", "");
        if (h->granted)
            tell_settlement(h, e);
    }
    if (h->moved >= p->arrived)
        tell(e, h->moved, "MOVED", h->moved_to, "");
    if (p->apart != NEVER)
        tell(e, p->apart, "MOVED", h->place, "left the household");
    if (p->left != p->died || p->left == NEVER)
        tell(e, p->left, "LEFT", "", "");
    tell(e, p->died, "DIED", "", "");
}

void synth_events_csv(const struct synth *s, struct out *o)
{
    struct events e;
    OUT(o, "key,date,event,place,detail\n");
    for (size_t i = 0; i < s->humans.n; i++) {
        tell_person(s, &s->humans.p[i], &e);
        for (int k = 0; k < e.n; k++) {
            put_key(o, 'P', (int)i);
            put_day(s, o, e.at[k].on);
            put(o, e.at[k].name);
            put(o, e.at[k].place);
            put(o, e.at[k].detail);
            OUT(o, "\n");
        }
    }
}

// ---- relations.csv --------------------------------------------------------------------------

static void put_relation(const struct synth *s, struct out *o, int i, int other, const char *what,
                         int32_t from, int32_t to)
{
    put_key(o, 'P', i);
    OUT(o, ",");
    put_key(o, 'P', other);
    put(o, what);
    put_day(s, o, from);
    put_day(s, o, to);
    OUT(o, "\n");
}

// key is OTHER's relation: the parent of the child, the partner, the brother or sister.
void synth_relations_csv(const struct synth *s, struct out *o)
{
    OUT(o, "key,other,relation,from,to\n");
    for (size_t i = 0; i < s->homes.n; i++) {
        int head = s->homes.p[i].first;
        for (int k = s->humans.p[head].next; k >= 0; k = s->humans.p[k].next) {
            const struct human *p = &s->humans.p[k];
            if (p->role == PARTNER)
                put_relation(s, o, k, head, "PARTNER", NEVER, p->apart);
            else if (p->role == PARENT)
                put_relation(s, o, k, head, "PARENT", NEVER, NEVER);
            else if (p->role == SIBLING)
                put_relation(s, o, k, head, "SIBLING", NEVER, NEVER);
            else
                for (int m = head; m >= 0; m = s->humans.p[m].next)
                    if (s->humans.p[m].role <= PARTNER)
                        put_relation(s, o, m, k, "PARENT", p->born, NEVER);
        }
    }
}
