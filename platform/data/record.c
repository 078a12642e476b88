// SPDX-License-Identifier: Apache-2.0
// What one field's value looks like as text, and back.
#include "platform/data/record.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/utf8.h"
#include "text_keys.h"

#define AT(type, f, row) ((const type *)((const char *)(row) + (f)->at))
#define PUT(type, f, row) ((type *)((char *)(row) + (f)->at))

enum { TEXT_MAX = 10000 }; // code points of a text field that sets no bound

const struct field *record_field(const struct record *r, str name)
{
    for (size_t i = 0; i < r->n; i++)
        if (str_is(name, r->f[i].name))
            return &r->f[i];
    return NULL;
}

// The shortest decimal text that reads back as the same number.
static str real_plain(struct arena *a, double v)
{
    for (int digits = 15; digits < 17; digits++) {
        str s = strf(a, "%.*g", digits, v);
        double back;
        if (str_double(s, &back) && back == v)
            return s;
    }
    return strf(a, "%.17g", v);
}

static str int_plain(struct arena *a, int64_t v)
{
    char *p = mem(a, 21), *end = p + 20, *at = end;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do
        *--at = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0)
        *--at = '-';
    return (str){ at, (size_t)(end - at) };
}

str field_plain(struct arena *a, const struct field *f, const void *row)
{
    switch (f->kind) {
    case KIND_INT: return int_plain(a, *AT(int64_t, f, row));
    case KIND_OPT: {
        const optint *o = AT(optint, f, row);
        return o->known ? int_plain(a, o->v) : STR("");
    }
    case KIND_REAL: return real_plain(a, *AT(double, f, row));
    case KIND_TEXT: return *AT(str, f, row);
    case KIND_DAY: return day_iso(a, *AT(day, f, row));
    case KIND_MOMENT: {
        int64_t ms = AT(moment, f, row)->ms;
        if (!ms)
            return STR("");
        int64_t days = ms / 86400000 - (ms % 86400000 < 0), in_day = ms - days * 86400000;
        return strf(a, "%.*sT%02d:%02d:%02d.%03dZ", S(day_iso(a, (day){ (int32_t)days })),
                    (int)(in_day / 3600000), (int)(in_day / 60000 % 60),
                    (int)(in_day / 1000 % 60), (int)(in_day % 1000));
    }
    case KIND_MONEY: return money_plain(a, *AT(money, f, row));
    case KIND_BOOL: return *AT(bool, f, row) ? STR("1") : STR("0");
    case KIND_ENUM: {
        int i = *AT(int, f, row);
        return i >= 0 && (size_t)i < f->choices->n ? str_z(f->choices->at[i].code) : STR("");
    }
    }
    return STR("");
}

str field_shown(struct arena *a, enum lang lang, const struct field *f, const void *row)
{
    switch (f->kind) {
    case KIND_INT: return fmt_int(a, lang, *AT(int64_t, f, row));
    case KIND_OPT: {
        const optint *o = AT(optint, f, row);
        return o->known ? fmt_int(a, lang, o->v) : STR("");
    }
    case KIND_REAL: {
        str s = str_dup(a, real_plain(a, *AT(double, f, row)));
        for (size_t i = 0; i < s.n && lang != EN; i++)
            if (s.p[i] == '.')
                ((char *)s.p)[i] = ',';
        return s;
    }
    case KIND_DAY: {
        day d = *AT(day, f, row);
        return day_known(d) ? fmt_day(a, lang, d) : STR("");
    }
    case KIND_MOMENT: {
        int64_t ms = AT(moment, f, row)->ms;
        return ms ? fmt_moment(a, lang, ms) : STR("");
    }
    case KIND_MONEY: return fmt_money(a, lang, *AT(money, f, row));
    case KIND_ENUM: {
        int i = *AT(int, f, row);
        if (i < 0 || (size_t)i >= f->choices->n)
            return STR("");
        text_key k = text_find(f->choices->at[i].label);
        return k ? text(a, lang, k, NO_TARGS) : str_z(f->choices->at[i].code);
    }
    case KIND_BOOL:
        return text(a, lang, *AT(bool, f, row) ? T_data_yes : T_data_no, NO_TARGS);
    case KIND_TEXT: return *AT(str, f, row);
    }
    return STR("");
}

str field_label(struct arena *a, enum lang lang, const struct record *r, const struct field *f)
{
    char key[128];
    if (f->label)
        snprintf(key, sizeof key, "%s", f->label);
    else
        snprintf(key, sizeof key, "%s.%s", r->name ? r->name : r->table, f->name);
    text_key k = text_find(key);
    return k ? text(a, lang, k, NO_TARGS) : str_z(f->name);
}

bool field_same(const struct field *f, const void *a, const void *b)
{
    switch (f->kind) {
    case KIND_INT: return *AT(int64_t, f, a) == *AT(int64_t, f, b);
    case KIND_OPT: {
        const optint *x = AT(optint, f, a), *y = AT(optint, f, b);
        return x->known == y->known && (!x->known || x->v == y->v);
    }
    case KIND_REAL: {
        double x = *AT(double, f, a), y = *AT(double, f, b);
        return !(x < y) && !(x > y) && isnan(x) == isnan(y);
    }
    case KIND_TEXT: return str_eq(*AT(str, f, a), *AT(str, f, b));
    case KIND_DAY: return day_eq(*AT(day, f, a), *AT(day, f, b));
    case KIND_MOMENT: return AT(moment, f, a)->ms == AT(moment, f, b)->ms;
    case KIND_MONEY: return AT(money, f, a)->ore == AT(money, f, b)->ore;
    case KIND_BOOL: return *AT(bool, f, a) == *AT(bool, f, b);
    case KIND_ENUM: return *AT(int, f, a) == *AT(int, f, b);
    }
    return true;
}

// ---- reading -----------------------------------------------------------------------------

static text_key in_bounds(const struct field *f, int64_t v)
{
    if ((f->min || f->max) && (v < f->min || v > f->max))
        return T_data_problem_between__field_max_min;
    return T_NONE;
}

static text_key read_number(const struct field *f, str typed, bool plain, int64_t *v)
{
    if (!(plain ? str_int(typed, v) : read_int(typed, v)))
        return T_data_problem_number__field;
    return in_bounds(f, *v);
}

static text_key read_text(struct arena *a, const struct field *f, str typed, str *out)
{
    if (!text_ok(typed, f->flags & MULTILINE ? MANY_LINES : ONE_LINE))
        return T_data_problem_signs__field;
    str s = text_nfc(a, typed);
    if (utf8_count(s) > (size_t)(f->max ? f->max : TEXT_MAX))
        return T_data_problem_long__field_max;
    *out = s;
    return T_NONE;
}

static text_key read_choice(const struct field *f, str typed, int *out)
{
    for (size_t i = 0; i < f->choices->n; i++)
        if (str_is(typed, f->choices->at[i].code)) {
            *out = (int)i;
            return T_NONE;
        }
    return T_data_problem_choice__field;
}

static text_key read_flag(str typed, bool *out)
{
    static const char *const yes[] = { "1", "on", "ja", "true" };
    static const char *const no[] = { "", "0", "nei", "false" };
    for (size_t i = 0; i < 4; i++) {
        if (str_ieq(typed, str_z(yes[i])))
            return *out = true, T_NONE;
        if (str_ieq(typed, str_z(no[i])))
            return *out = false, T_NONE;
    }
    return T_data_problem_flag__field;
}

// An empty field that may be empty.
static void put_nothing(const struct field *f, void *row)
{
    switch (f->kind) {
    case KIND_INT: *PUT(int64_t, f, row) = 0; break;
    case KIND_OPT: *PUT(optint, f, row) = UNKNOWN; break;
    case KIND_REAL: *PUT(double, f, row) = 0; break;
    case KIND_TEXT: *PUT(str, f, row) = STR(""); break;
    case KIND_DAY: *PUT(day, f, row) = DAY_NONE; break;
    case KIND_MOMENT: *PUT(moment, f, row) = (moment){ 0 }; break;
    case KIND_MONEY: *PUT(money, f, row) = (money){ 0 }; break;
    case KIND_BOOL: *PUT(bool, f, row) = false; break;
    case KIND_ENUM: *PUT(int, f, row) = 0; break;
    }
}

static text_key read_value(struct arena *a, const struct field *f, str s, bool plain, day today,
                           void *row)
{
    union {
        int64_t i;
        double r;
        str s;
        day d;
        money m;
        bool b;
        int e;
    } v = { 0 };
    text_key bad = T_NONE;
    switch (f->kind) {
    case KIND_INT:
    case KIND_OPT:
        if ((bad = read_number(f, s, plain, &v.i)) == T_NONE) {
            if (f->kind == KIND_INT)
                *PUT(int64_t, f, row) = v.i;
            else
                *PUT(optint, f, row) = KNOWN(v.i);
        }
        return bad;
    case KIND_REAL:
        if (!(plain ? str_double(s, &v.r) : read_real(s, &v.r)))
            return T_data_problem_number__field;
        if ((f->min || f->max) && (v.r < (double)f->min || v.r > (double)f->max))
            return T_data_problem_between__field_max_min;
        *PUT(double, f, row) = v.r;
        return T_NONE;
    case KIND_TEXT:
        if ((bad = read_text(a, f, s, &v.s)) == T_NONE)
            *PUT(str, f, row) = v.s;
        return bad;
    case KIND_DAY:
        if (!(plain ? day_parse(s, &v.d) : read_day(s, today, &v.d)))
            return T_data_problem_day__field;
        *PUT(day, f, row) = v.d;
        return T_NONE;
    case KIND_MOMENT: return T_data_problem_day__field; // set by the program, never typed
    case KIND_MONEY:
        if (!(plain ? money_parse(s, &v.m) : read_money(s, &v.m)))
            return T_data_problem_money__field;
        if ((bad = in_bounds(f, v.m.ore)) == T_NONE)
            *PUT(money, f, row) = v.m;
        return bad;
    case KIND_BOOL:
        if ((bad = read_flag(s, &v.b)) == T_NONE)
            *PUT(bool, f, row) = v.b;
        return bad;
    case KIND_ENUM:
        if ((bad = read_choice(f, s, &v.e)) == T_NONE)
            *PUT(int, f, row) = v.e;
        return bad;
    }
    return T_NONE;
}

text_key field_read(struct arena *a, const struct field *f, str typed, bool plain, day today,
                    void *row)
{
    str s = f->kind == KIND_TEXT && f->flags & MULTILINE ? typed : str_trim(typed);
    if (f->kind != KIND_BOOL && str_trim(s).n == 0) {
        if (f->flags & REQUIRED)
            return T_data_problem_required__field;
        // A choice without an empty code has no "nothing": leaving it out must be a mistake.
        if (f->kind == KIND_ENUM)
            return read_choice(f, STR(""), PUT(int, f, row));
        put_nothing(f, row);
        return T_NONE;
    }
    text_key bad = read_value(a, f, s, plain, today, row);
    return bad || !f->check ? bad : f->check(row, today);
}
