// SPDX-License-Identifier: Apache-2.0
// Files become a set of rows that point to each other; every fault is told by file, line and column.
#include <stdlib.h>

#include "rooms/intake/columns.h"
#include "rooms/place/place.h"
#include "text_keys.h"

struct intake_set *intake_set_make(struct arena *a, bool invented)
{
    struct intake_set *s = NEW(a, struct intake_set);
    s->mem = a;
    s->invented = invented;
    map_make(&s->keys, a);
    map_make(&s->numbers, a);
    return s;
}

void intake_fault(struct intake_set *s, enum intake_file f, int64_t line, const char *column, str value,
                  text_key problem, str allowed)
{
    if (s->faults.n == INTAKE_FAULTS_MAX) {
        s->more++;
        return;
    }
    *ADD(s->mem, &s->faults) =
        (struct intake_fault){ f, line, column, str_dup(s->mem, str_part(value, 0, 80)), problem, allowed };
}

// ---- a row of each kind

static void person_row(struct intake_set *s, struct intake_person *x)
{
    *x = (struct intake_person){ .role = -1, .application = DAY_NONE, .moved_in = DAY_NONE, .scheme = -1, .education = -1, .education_years = UNKNOWN };
    x->p = (struct person){ .born = DAY_NONE, .arrived = DAY_NONE, .died = DAY_NONE, .protection_to = DAY_NONE,
                            .sex = SEX_UNKNOWN, .merged_into = UNKNOWN, .family = STR(""), .given = STR(""),
                            .own_script = STR(""), .preferred = STR(""), .language = STR(""), .phone = STR(""),
                            .email = STR(""), .version = 1 };
    x->permit = (struct permit){ .basis = -1, .decided = DAY_NONE, .notified = DAY_NONE, .valid_from = DAY_NONE,
                                 .valid_to = DAY_NONE, .entry_by = DAY_NONE, .revoked = DAY_NONE, .version = 1 };
    (void)s;
}

static void *new_row(struct intake_set *s, enum intake_file f, int64_t line)
{
    switch (f) {
    case FILE_PERSONS: {
        struct intake_person *x = ADD(s->mem, &s->persons);
        person_row(s, x);
        x->line = line;
        return x;
    }
    case FILE_EVENTS: {
        struct intake_event *x = ADD(s->mem, &s->events);
        *x = (struct intake_event){ .line = line, .person = SIZE_MAX, .kind = -1, .on = DAY_NONE, .place = STR(""), .detail = STR("") };
        return x;
    }
    case FILE_RELATIONS: {
        struct intake_relation *x = ADD(s->mem, &s->relations);
        *x = (struct intake_relation){ .line = line, .person = SIZE_MAX, .other = SIZE_MAX, .from_day = DAY_NONE, .to_day = DAY_NONE };
        return x;
    }
    default: {
        struct intake_centre *x = ADD(s->mem, &s->centres);
        *x = (struct intake_centre){ .line = line, .first = DAY_NONE };
        return x;
    }
    }
}

static err heading(struct intake_reading *r, const struct csv_row *row)
{
    struct intake_set *s = r->set;
    r->headed = true;
    r->heads = row->n;
    r->of = NEW_ARRAY(s->mem, row->n + 1, int);
    if (r->chosen)
        for (size_t i = 0; i < row->n; i++)
            r->of[i] = i < r->chosen_n ? r->chosen[i] : -1;
    else
        intake_guess(s->mem, r->file, row->cell, row->n, NULL, r->of);
    for (size_t c = 0; c < r->n; c++) {
        bool there = false;
        for (size_t i = 0; i < row->n; i++)
            there |= r->of[i] == (int)c;
        if (r->columns[c].must && !there)
            intake_fault(s, r->file, row->line, r->columns[c].name, STR(""), T_intake_problem_column, STR(""));
    }
    return OK;
}

static err on_row(void *arg, const struct csv_row *row)
{
    struct intake_reading *r = arg;
    if (!r->headed)
        return heading(r, row);
    void *x = new_row(r->set, r->file, row->line);
    uint64_t filled = 0;
    for (size_t i = 0; i < row->n && i < r->heads; i++) {
        int c = r->of[i];
        str cell = str_trim(row->cell[i]);
        if (c < 0 || !cell.n)
            continue;
        filled |= UINT64_C(1) << c;
        text_key problem = intake_cell(r, &r->columns[c], cell, x);
        if (problem != T_NONE)
            intake_fault(r->set, r->file, row->line, r->columns[c].name, cell, problem,
                         r->columns[c].codes ? str_z(r->columns[c].codes) : STR(""));
    }
    if (row->n > r->heads)
        intake_fault(r->set, r->file, row->line, "", STR(""), T_intake_problem_wide, STR(""));
    for (size_t i = 0; i < r->heads; i++)
        if (r->of[i] >= 0 && r->columns[r->of[i]].must && !(filled >> r->of[i] & 1))
            intake_fault(r->set, r->file, row->line, r->columns[r->of[i]].name, STR(""), T_intake_problem_required, STR(""));
    return OK;
}

// ---- what a person's row must hold by itself

// One number is one person's: a second row with it is a fault, however the two rows differ.
static void once(struct intake_set *s, const struct intake_person *x, const char *column, str number)
{
    if (number.n && map_put(&s->numbers, strf(s->mem, "%s %.*s", column, S(number)), (void *)(uintptr_t)x->line))
        intake_fault(s, FILE_PERSONS, x->line, column, number, T_intake_problem_number_twice, STR(""));
}

static void whole_person(struct intake_set *s, size_t i, day today)
{
    struct intake_person *x = &s->persons.p[i];
    size_t *index = NEW(s->mem, size_t);
    *index = i;
    if (x->key.n && map_put(&s->keys, x->key, index))
        intake_fault(s, FILE_PERSONS, x->line, "key", x->key, T_intake_problem_twice, STR(""));
    once(s, x, "duf_number", x->duf);
    once(s, x, "d_number", x->d_number);
    once(s, x, "national_number", x->national);
    if (!x->duf.n && !x->d_number.n && !x->national.n)
        intake_fault(s, FILE_PERSONS, x->line, "duf_number", STR(""), T_intake_problem_numberless, STR(""));
    if (day_known(x->p.born) && day_cmp(x->p.born, today) > 0)
        intake_fault(s, FILE_PERSONS, x->line, "birth_date", day_iso(s->mem, x->p.born), T_intake_problem_future, STR(""));
    if (x->permit.basis >= 0 && !day_known(x->permit.decided))
        intake_fault(s, FILE_PERSONS, x->line, "permit_decided", STR(""), T_intake_problem_required, STR(""));
    str first = x->languages;
    (void)str_cut(&first, ';', &x->p.language);
    x->p.language = x->languages.n ? str_trim(x->p.language) : STR("");
}

err intake_read(struct intake_set *s, enum intake_file f, str bytes, const int *column, size_t columns, day today)
{
    struct intake_reading r = { .set = s, .file = f, .today = today, .chosen = column, .chosen_n = columns,
                                .rule = { .invented = s->invented } };
    text_key problem;
    int64_t line;
    size_t before = s->persons.n;
    r.columns = intake_columns(f, &r.n);
    s->given[f] = true;
    err e = intake_rows(s->mem, bytes, 0, on_row, &r, &s->coding[f], &problem, &line);
    if (problem != T_NONE)
        intake_fault(s, f, line, "", STR(""), problem, STR(""));
    else if (!e && !r.headed)
        intake_fault(s, f, 1, "", STR(""), T_intake_problem_empty, STR(""));
    for (size_t i = before; f == FILE_PERSONS && i < s->persons.n; i++)
        whole_person(s, i, today);
    return e == E_INPUT ? OK : e;
}

// ---- between rows

static int by_time(const void *x, const void *y)
{
    const struct intake_event *a = x, *b = y;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    int c = day_cmp(a->on, b->on);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static bool needs_municipality(int kind)
{
    return (kind >= EV_ASKED && kind <= EV_MOVED);
}

static void events_of(struct intake_set *s, struct intake_person *x)
{
    bool inside = false;
    const struct intake_event *e = s->events.n ? &s->events.p[x->event] : NULL;
    for (size_t i = 0; i < x->events; i++, e++) {
        bool in = e->kind == EV_CENTRE_IN, out = e->kind == EV_CENTRE_OUT;
        if ((in && inside) || (out && !inside))
            intake_fault(s, FILE_EVENTS, e->line, "event", STR(""), T_intake_problem_order, STR(""));
        inside = in ? true : out ? false : inside;
        if (e->kind == EV_DIED)
            x->p.died = e->on;
        if ((in || out) && !e->place.n)
            intake_fault(s, FILE_EVENTS, e->line, "place", STR(""), T_intake_problem_required, STR(""));
        if (needs_municipality(e->kind) && !str_is(e->place, "9999") && !place_municipality_near(e->place, e->on))
            intake_fault(s, FILE_EVENTS, e->line, "place", e->place, T_intake_problem_place, STR(""));
    }
}

// Each household has one head.
static void heads(struct intake_set *s)
{
    struct map seen;
    map_make(&seen, s->mem);
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        if (x->role == MEMBER_HEAD && x->household.n && map_put(&seen, x->household, x))
            intake_fault(s, FILE_PERSONS, x->line, "household_role", x->household, T_intake_problem_heads, STR(""));
    }
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        if (x->household.n && !map_get(&seen, x->household)) {
            intake_fault(s, FILE_PERSONS, x->line, "household", x->household, T_intake_problem_headless, STR(""));
            (void)map_put(&seen, x->household, x); // told once
        }
    }
}

void intake_join(struct intake_set *s, day today)
{
    size_t n = 0;
    for (size_t i = 0; i < s->events.n; i++) // rows with a fault are told already
        if (s->events.p[i].person != SIZE_MAX && s->events.p[i].kind >= 0 && day_known(s->events.p[i].on)) {
            if (day_cmp(s->events.p[i].on, today) > 0)
                intake_fault(s, FILE_EVENTS, s->events.p[i].line, "date", day_iso(s->mem, s->events.p[i].on),
                             T_intake_problem_future, STR(""));
            s->events.p[n++] = s->events.p[i];
        }
    s->events.n = n;
    bool sorted = true;
    for (size_t i = 1; i < n && sorted; i++)
        sorted = by_time(&s->events.p[i - 1], &s->events.p[i]) <= 0;
    if (!sorted)
        qsort(s->events.p, n, sizeof *s->events.p, by_time);
    for (size_t i = 0; i < n; i++) {
        struct intake_person *x = &s->persons.p[s->events.p[i].person];
        if (!x->events++)
            x->event = i;
    }
    for (size_t i = 0; i < s->persons.n; i++)
        events_of(s, &s->persons.p[i]);
    heads(s);
}

str intake_allowed(struct arena *a, enum lang lang, str codes)
{
    str rest = codes, one;
    struct out o = { 0 };
    while (str_cut(&rest, ' ', &one)) {
        str code = one, word = one;
        (void)str_cut(&one, '|', &code);
        if (lang == EN || !str_cut(&one, '|', &word))
            word = code;
        out_f(&o, "%s%.*s", o.n ? ", " : "", S(word));
    }
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

void intake_tell(struct out *o, enum lang lang, const struct intake_set *s)
{
    struct arena *a = arena_make(0);
    for (size_t i = 0; i < s->faults.n; i++) {
        const struct intake_fault *f = &s->faults.p[i];
        out_f(o, "%s: %.*s %lld", intake_file_names[f->file], S(text(a, lang, T_intake_line, NO_TARGS)), (long long)f->line);
        if (*f->column)
            out_f(o, ", %s", f->column);
        if (f->value.n)
            out_f(o, " \"%.*s\"", S(f->value));
        out_f(o, ": %.*s\n", S(text(a, lang, f->problem, TARGS(TS("allowed", intake_allowed(a, lang, f->allowed))))));
        arena_reset(a);
    }
    if (s->more)
        out_f(o, "... %zu\n", s->more);
    arena_drop(a);
}
