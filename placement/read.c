// SPDX-License-Identifier: Apache-2.0
// Reading an instance. One pass over the bytes, each record into arrays that grow; what a line may
// name must stand above it. Everything wrong ends with the line and what was expected there, before
// anything else happens; nothing is clamped.
#include <stdio.h>
#include <stdlib.h>

#include "placement/placement.h"

enum { NAME_MAX_ = 31, LINE_BLANK = ' ' };

typedef SLICE(int32_t) ints;
typedef SLICE(uint32_t) indices;
typedef SLICE(uint64_t) sets;
typedef SLICE(uint8_t) bytes;
typedef SLICE(str) names;

// Names to numbers, open addressing: half of all time would go into a table of lists.
struct index {
    uint32_t *slot; // number + 1
    size_t room;    // power of two
};

struct reading {
    struct arena *a;
    struct placement_file *f;
    size_t limit;
    const char *p, *line_end; // within the line
    const char *text_end;
    int64_t line;
    str fault;
    int kinds, periods;
    bool sized;
    uint32_t want_h, want_m;
    names municipality, household;
    struct index by_m, by_h;
    ints capacity, fill_minimum, fill_price, region, use, penalty, delay, value, period_capacity;
    sets services, needs, at, sparse_at;
    indices at_m, member;
    bytes ready, dense, filled, placed, periods_given;
    SLICE(struct placement_ban) bans;
    SLICE(struct placement_tie) ties;
    SLICE(struct placement_group) groups;
    SLICE(struct placement_accepted) accepted;
    bool row_due, done; // row_due: the last household still lacks its S line
    unsigned __int128 weight; // how far the objective may reach
    int64_t row_most;
};

static err bad(struct reading *r, const char *what)
{
    r->fault = strf(r->a, "line %lld: %s", (long long)r->line, what);
    return E_INPUT;
}

static err bad_word(struct reading *r, const char *what, str word)
{
    int n = word.n > 40 ? 40 : (int)word.n;
    char shown[41];
    for (int i = 0; i < n; i++)
        shown[i] = word.p[i] >= 0x20 && word.p[i] < 0x7F ? word.p[i] : '?';
    r->fault = strf(r->a, "line %lld: %s: \"%.*s\"", (long long)r->line, what, n, shown);
    return E_INPUT;
}

// ---- words of a line ------------------------------------------------------------------------

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

static str next(struct reading *r)
{
    while (r->p < r->line_end && blank(*r->p))
        r->p++;
    const char *from = r->p;
    while (r->p < r->line_end && !blank(*r->p))
        r->p++;
    return (str){ from, (size_t)(r->p - from) };
}

static bool parse_int(str w, int64_t *out)
{
    enum { DIGITS = 10 };
    size_t i = w.n && w.p[0] == '-';
    int64_t v = 0;
    if (w.n == i || w.n - i > DIGITS)
        return false;
    bool minus = i;
    for (; i < w.n; i++) {
        if (w.p[i] < '0' || w.p[i] > '9')
            return false;
        v = v * 10 + (w.p[i] - '0');
    }
    *out = minus ? -v : v;
    return true;
}

static err number(struct reading *r, int64_t low, int64_t high, int32_t *out)
{
    str w = next(r);
    int64_t v;
    if (!parse_int(w, &v))
        return bad_word(r, w.n ? "a whole number was expected" : "a whole number is missing", w);
    if (v < low || v > high) {
        r->fault = strf(r->a, "line %lld: a number from %lld to %lld was expected, not %lld",
                        (long long)r->line, (long long)low, (long long)high, (long long)v);
        return E_INPUT;
    }
    *out = (int32_t)v;
    return OK;
}

static err amount(struct reading *r, int32_t *out) // a capacity: "-" is unlimited
{
    const char *from = r->p;
    str w = next(r);
    if (str_is(w, "-")) {
        *out = PLACEMENT_UNLIMITED;
        return OK;
    }
    r->p = from;
    return number(r, 0, PLACEMENT_NUMBER, out);
}

static err hex_set(struct reading *r, uint64_t *out)
{
    str w = next(r);
    *out = 0;
    if (!w.n || w.n > 16)
        return bad_word(r, "a hexadecimal set of at most 16 digits was expected", w);
    for (size_t i = 0; i < w.n; i++) {
        char c = w.p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (d < 0)
            return bad_word(r, "a hexadecimal set was expected", w);
        *out = *out << 4 | (uint64_t)d;
    }
    return OK;
}

static bool good_name(str w)
{
    if (!w.n || w.n > NAME_MAX_)
        return false;
    for (size_t i = 0; i < w.n; i++) {
        char c = w.p[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
              c == '.' || c == '-'))
            return false;
    }
    return true;
}

static err line_over(struct reading *r)
{
    str w = next(r);
    return w.n ? bad_word(r, "the line has more than was expected", w) : OK;
}

// ---- names ----------------------------------------------------------------------------------

static uint64_t hash(str s)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

static uint32_t *slot_of(const struct index *x, const names *all, str name)
{
    size_t i = hash(name) & (x->room - 1);
    while (x->slot[i] && !str_eq(all->p[x->slot[i] - 1], name))
        i = (i + 1) & (x->room - 1);
    return &x->slot[i];
}

static void grow_index(struct arena *a, struct index *x, const names *all)
{
    if (x->room > all->n * 2 + 2)
        return;
    x->room = x->room ? x->room * 4 : 64;
    x->slot = NEW_ARRAY(a, x->room, uint32_t);
    for (size_t i = 0; i < all->n; i++)
        *slot_of(x, all, all->p[i]) = (uint32_t)i + 1;
}

static err new_name(struct reading *r, struct index *x, names *all, const char *thing)
{
    str w = next(r);
    if (!good_name(w))
        return bad_word(r, "a name of 1 to 31 letters, digits, _ . or - was expected", w);
    grow_index(r->a, x, all);
    uint32_t *slot = slot_of(x, all, w);
    if (*slot)
        return bad_word(r, thing, w);
    *ADD(r->a, all) = w;
    *slot = (uint32_t)all->n;
    return OK;
}

static err known(struct reading *r, const struct index *x, const names *all, const char *unknown,
                 uint32_t *out)
{
    str w = next(r);
    uint32_t at = x->room && w.n ? *slot_of(x, all, w) : 0;
    if (!at)
        return bad_word(r, unknown, w);
    *out = at - 1;
    return OK;
}

static err municipality(struct reading *r, uint32_t *out)
{
    return known(r, &r->by_m, &r->municipality, "no such municipality above", out);
}

static err household(struct reading *r, uint32_t *out)
{
    return known(r, &r->by_h, &r->household, "no such household above", out);
}

// ---- records --------------------------------------------------------------------------------

static err read_periods(struct reading *r)
{
    int32_t v;
    if (r->municipality.n)
        return bad(r, "\"periods\" comes before the municipalities");
    PASS(number(r, 1, PLACEMENT_PERIODS, &v));
    r->periods = v;
    return line_over(r);
}

static err read_kinds(struct reading *r)
{
    if (r->kinds)
        return bad(r, "a second \"kinds\" line");
    for (str w = next(r); w.n; w = next(r)) {
        if (r->kinds == PLACEMENT_KINDS)
            return bad(r, "more than 16 kinds");
        if (!good_name(w))
            return bad_word(r, "the name of a kind was expected", w);
        for (int i = 0; i < r->kinds; i++)
            if (str_eq(r->f->kind[i], w))
                return bad_word(r, "this kind stands twice", w);
        r->f->kind[r->kinds++] = w;
    }
    if (!r->kinds || !str_is(r->f->kind[0], "persons"))
        return bad(r, "the first kind is \"persons\"");
    return OK;
}

static err read_sizes(struct reading *r)
{
    int32_t h, m;
    if (r->sized)
        return bad(r, "a second \"households\" line");
    PASS(number(r, 0, PLACEMENT_HOUSEHOLDS, &h));
    str w = next(r);
    if (!str_is(w, "municipalities"))
        return bad_word(r, "\"municipalities\" was expected", w);
    PASS(number(r, 1, PLACEMENT_MUNICIPALITIES, &m));
    r->want_h = (uint32_t)h;
    r->want_m = (uint32_t)m;
    r->sized = true;
    // What so many need at the very least must fit, before the first of them is read.
    size_t least = (size_t)h * (48 + 4 * (size_t)(r->kinds ? r->kinds : 1)) + (size_t)m * 64;
    return r->limit && least > r->limit ? E_TOOBIG : line_over(r);
}

static err read_m(struct reading *r)
{
    uint64_t services;
    int32_t v;
    if (r->household.n)
        return bad(r, "municipalities come before households");
    if (r->municipality.n == r->want_m)
        return bad(r, "more municipalities than announced");
    PASS(new_name(r, &r->by_m, &r->municipality, "a second municipality of this name"));
    PASS(number(r, 0, PLACEMENT_NUMBER, &v));
    *ADD(r->a, &r->region) = v;
    PASS(hex_set(r, &services));
    *ADD(r->a, &r->services) = services;
    for (int k = 0; k < r->kinds; k++) {
        PASS(amount(r, &v));
        *ADD(r->a, &r->capacity) = v;
    }
    *ADD(r->a, &r->fill_minimum) = 0;
    *ADD(r->a, &r->fill_price) = 0;
    *ADD(r->a, &r->filled) = 0;
    return line_over(r);
}

static err read_q(struct reading *r)
{
    uint32_t m;
    int32_t p, v;
    PASS(municipality(r, &m));
    PASS(number(r, 0, r->periods - 1, &p));
    size_t cells = r->municipality.n * (size_t)r->periods;
    while (r->periods_given.n < cells) {
        *ADD(r->a, &r->periods_given) = 0;
        for (int k = 0; k < r->kinds; k++)
            *ADD(r->a, &r->period_capacity) = PLACEMENT_UNLIMITED;
    }
    size_t at = m * (size_t)r->periods + (size_t)p;
    if (r->periods_given.p[at])
        return bad(r, "a second Q line for this municipality and period");
    r->periods_given.p[at] = 1;
    for (int k = 0; k < r->kinds; k++) {
        PASS(amount(r, &v));
        r->period_capacity.p[at * (size_t)r->kinds + (size_t)k] = v;
    }
    return line_over(r);
}

static err read_f(struct reading *r)
{
    uint32_t m;
    PASS(municipality(r, &m));
    if (r->filled.p[m])
        return bad(r, "a second F line for this municipality");
    r->filled.p[m] = 1;
    PASS(number(r, 0, PLACEMENT_NUMBER, &r->fill_minimum.p[m]));
    PASS(number(r, 0, PLACEMENT_NUMBER, &r->fill_price.p[m]));
    r->weight += (unsigned __int128)r->fill_minimum.p[m] * (unsigned)r->fill_price.p[m];
    return line_over(r);
}

static err read_h(struct reading *r)
{
    uint64_t needs;
    int32_t v;
    if (r->household.n == r->want_h)
        return bad(r, "more households than announced");
    PASS(new_name(r, &r->by_h, &r->household, "a second household of this name"));
    for (int k = 0; k < r->kinds; k++) {
        PASS(number(r, k == 0, PLACEMENT_USE, &v));
        *ADD(r->a, &r->use) = v;
    }
    PASS(hex_set(r, &needs));
    *ADD(r->a, &r->needs) = needs;
    PASS(number(r, 0, PLACEMENT_NUMBER, &v));
    *ADD(r->a, &r->penalty) = v;
    r->row_most = v;
    PASS(number(r, 0, r->periods - 1, &v));
    *ADD(r->a, &r->ready) = (uint8_t)v;
    PASS(number(r, 0, PLACEMENT_NUMBER, &v));
    *ADD(r->a, &r->delay) = v;
    r->row_most += (int64_t)v * r->periods;
    *ADD(r->a, &r->placed) = 0;
    r->row_due = true;
    return line_over(r);
}

// Room for all values at once: a list that grows by copying would need twice the memory. A value
// takes at least two bytes of what is still to be read.
static void make_room(struct reading *r, size_t left)
{
    size_t most = (size_t)r->want_h * r->want_m;
    if (r->value.cap)
        return;
    most = most < left / 2 + 16 ? most : left / 2 + 16;
    r->value.p = NEW_ARRAY(r->a, most + 16, int32_t);
    r->value.cap = most + 16;
}

static err read_values_dense(struct reading *r)
{
    make_room(r, (size_t)(r->text_end - r->p));
    size_t from = r->value.n;
    int64_t most = 0;
    for (;;) {
        str w = next(r);
        int64_t v = PLACEMENT_NONE;
        if (!w.n)
            break;
        if (!str_is(w, "-")) {
            if (!parse_int(w, &v))
                return bad_word(r, "a whole number or - was expected", w);
            if (v > PLACEMENT_NUMBER || v < -PLACEMENT_NUMBER)
                return bad_word(r, "a value is out of range", w);
            int64_t size = v < 0 ? -v : v;
            most = size > most ? size : most;
        }
        if (r->value.n - from == r->want_m)
            return bad(r, "the row has more values than there are municipalities");
        *ADD(r->a, &r->value) = (int32_t)v;
    }
    if (r->value.n - from != r->municipality.n || r->municipality.n != r->want_m)
        return bad(r, "a dense row has one value for each municipality");
    *ADD(r->a, &r->dense) = 1;
    r->row_most += most;
    return OK;
}

static err read_values_sparse(struct reading *r)
{
    int64_t last = -1, most = 0;
    for (str w = next(r); w.n; w = next(r)) {
        size_t colon = str_find(w, STR(":"));
        int64_t m, v;
        if (colon == (size_t)-1 || colon == 0 || colon > 6 || w.p[0] == '-' ||
            !parse_int(str_part(w, 0, colon), &m) || !parse_int(str_part(w, colon + 1, w.n), &v))
            return bad_word(r, "MUNICIPALITY:VALUE was expected", w);
        if (m <= last || m >= r->want_m || m >= (int64_t)r->municipality.n)
            return bad_word(r, "candidates are numbers of municipalities from 0, rising", w);
        if (v > PLACEMENT_NUMBER || v < -PLACEMENT_NUMBER)
            return bad_word(r, "a value is out of range", w);
        last = m;
        int64_t size = v < 0 ? -v : v;
        most = size > most ? size : most;
        *ADD(r->a, &r->value) = (int32_t)v;
        *ADD(r->a, &r->at_m) = (uint32_t)m;
    }
    *ADD(r->a, &r->dense) = 0;
    r->row_most += most;
    return OK;
}

static err read_s(struct reading *r)
{
    if (!r->row_due)
        return bad(r, "an S line without its H line");
    str form = next(r);
    *ADD(r->a, &r->at) = r->value.n;
    *ADD(r->a, &r->sparse_at) = r->at_m.n;
    if (str_is(form, "d"))
        PASS(read_values_dense(r));
    else if (str_is(form, "s"))
        PASS(read_values_sparse(r));
    else
        return bad_word(r, "\"S d\" or \"S s\" was expected", form);
    r->row_due = false;
    r->weight += (uint64_t)r->row_most;
    return OK;
}

static err read_b(struct reading *r)
{
    uint32_t h, m;
    PASS(household(r, &h));
    PASS(municipality(r, &m));
    for (;;) {
        *ADD(r->a, &r->bans) = (struct placement_ban){ h, m };
        while (r->p < r->line_end && blank(*r->p))
            r->p++;
        if (r->p == r->line_end)
            return OK;
        PASS(municipality(r, &m));
    }
}

static err read_t(struct reading *r)
{
    struct placement_tie t;
    PASS(number(r, 0, PLACEMENT_NUMBER, &t.bonus));
    PASS(household(r, &t.a));
    PASS(household(r, &t.b));
    if (t.a == t.b)
        return bad(r, "a tie needs two households");
    *ADD(r->a, &r->ties) = t;
    r->weight += (unsigned)t.bonus;
    return line_over(r);
}

static err read_g(struct reading *r)
{
    struct placement_group *g = ADD(r->a, &r->groups);
    uint32_t h;
    g->from = (uint32_t)r->member.n;
    PASS(household(r, &h));
    *ADD(r->a, &r->member) = h;
    PASS(household(r, &h));
    *ADD(r->a, &r->member) = h;
    g->n = 2;
    for (;;) {
        while (r->p < r->line_end && blank(*r->p))
            r->p++;
        if (r->p == r->line_end)
            return OK;
        PASS(household(r, &h));
        *ADD(r->a, &r->member) = h;
        g->n++;
    }
}

static err read_x(struct reading *r)
{
    struct placement_accepted x;
    PASS(household(r, &x.household));
    if (r->placed.p[x.household])
        return bad(r, "a second X line for this household");
    r->placed.p[x.household] = 1;
    PASS(municipality(r, &x.municipality));
    PASS(number(r, 0, r->periods - 1, &x.period));
    *ADD(r->a, &r->accepted) = x;
    return line_over(r);
}

static err read_record(struct reading *r, str word)
{
    if (r->done)
        return bad(r, "there is text after \"end\"");
    if (word.n == 1 && strchr("MQFHSBTGX", word.p[0])) {
        if (!r->kinds || !r->sized)
            return bad(r, "\"kinds\" and \"households\" come first");
        if (r->row_due && word.p[0] != 'S')
            return bad_word(r, "this household has no S line", r->household.p[r->household.n - 1]);
        switch (word.p[0]) {
        case 'M': return read_m(r);
        case 'Q': return read_q(r);
        case 'F': return read_f(r);
        case 'H': return read_h(r);
        case 'S': return read_s(r);
        case 'B': return read_b(r);
        case 'T': return read_t(r);
        case 'G': return read_g(r);
        default: return read_x(r);
        }
    }
    if (str_is(word, "periods"))
        return read_periods(r);
    if (str_is(word, "kinds"))
        return read_kinds(r);
    if (str_is(word, "households"))
        return read_sizes(r);
    if (str_is(word, "end")) {
        r->done = true;
        return line_over(r);
    }
    return bad_word(r, "no such record", word);
}

static err read_line(struct reading *r)
{
    str word = next(r);
    if (!word.n)
        return OK;
    if (word.p[0] == '#')
        return OK;
    return read_record(r, word);
}

static err finish(struct reading *r)
{
    r->line = r->line ? r->line : 1;
    if (!r->done)
        return bad(r, "no \"end\": the file is cut short");
    if (!r->kinds || !r->sized)
        return bad(r, "the lines \"kinds\" and \"households\" are missing");
    if (r->row_due)
        return bad(r, "the last household has no S line");
    if (r->household.n != r->want_h || r->municipality.n != r->want_m) {
        r->fault = strf(r->a, "line %lld: %u households and %u municipalities were announced, %zu and %zu "
                        "found", (long long)r->line, r->want_h, r->want_m, r->household.n, r->municipality.n);
        return E_INPUT;
    }
    if (r->weight >> 62)
        return bad(r, "the numbers are so large that their sums could pass 62 bits");
    return OK;
}

static void hand_over(struct reading *r)
{
    struct placement_problem *p = &r->f->problem;
    *ADD(r->a, &r->at) = r->value.n;
    while (r->periods_given.n && r->periods_given.n < r->municipality.n * (size_t)r->periods) {
        *ADD(r->a, &r->periods_given) = 0;
        for (int k = 0; k < r->kinds; k++)
            *ADD(r->a, &r->period_capacity) = PLACEMENT_UNLIMITED;
    }
    *p = (struct placement_problem){
        .households = r->want_h, .municipalities = r->want_m, .kinds = r->kinds, .periods = r->periods,
        .capacity = r->capacity.p, .period_capacity = r->period_capacity.p, .services = r->services.p,
        .fill_minimum = r->fill_minimum.p, .fill_price = r->fill_price.p, .region = r->region.p,
        .use = r->use.p, .needs = r->needs.p, .penalty = r->penalty.p, .delay = r->delay.p,
        .ready = r->ready.p, .at = r->at.p, .value = r->value.p, .sparse_at = r->sparse_at.p,
        .municipality = r->at_m.p, .dense = r->dense.p, .bans = r->bans.p, .ban_count = r->bans.n,
        .ties = r->ties.p, .tie_count = r->ties.n, .groups = r->groups.p, .group_count = r->groups.n,
        .member = r->member.p, .accepted = r->accepted.p, .accepted_count = r->accepted.n,
    };
    r->f->household = r->household.p;
    r->f->municipality = r->municipality.p;
}

err placement_read(struct arena *a, str text, size_t limit, struct placement_file *f, str *fault)
{
    struct reading r = { .a = a, .f = f, .limit = limit, .periods = 1, .fault = STR(""),
                         .text_end = text.p + text.n };
    const char *p = text.p, *end = text.p + text.n;
    err e = OK;
    *f = (struct placement_file){ 0 };
    while (p < end && e == OK) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        r.line++;
        r.p = p;
        r.line_end = stop ? stop : end;
        size_t n = (size_t)(r.line_end - p);
        if (memchr(p, '\r', n) || memchr(p, '\0', n)) {
            e = bad(&r, "a CR or NUL byte");
        } else if (r.line == 1) {
            str first = next(&r), second = next(&r);
            if (!str_is(first, "placement") || !str_is(second, "1") || next(&r).n)
                e = bad(&r, "the first line is \"placement 1\"");
        } else {
            e = read_line(&r);
        }
        if (e == OK && limit && arena_used(a) > limit)
            e = E_TOOBIG;
        p = stop ? stop + 1 : end;
    }
    if (e == OK && !r.line)
        e = (r.line = 1, bad(&r, "the file is empty; the first line is \"placement 1\""));
    if (e == OK)
        e = finish(&r);
    if (e == OK)
        hand_over(&r);
    *fault = e == E_TOOBIG ? strf(a, "line %lld: this needs more memory than the limit of %zu MB",
                                  (long long)r.line, limit >> 20)
                           : r.fault;
    return e;
}
