// SPDX-License-Identifier: Apache-2.0
// Reading and proving the tables of the law. Whoever adds a row learns at the next start whether it
// leaves a gap, overlaps, or names no source.
#include "law/tables.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/embed.h"
#include "base/money.h"
#include "law/rule.h"

const char *law_confidence_name(enum law_confidence c)
{
    static const char *const name[] = { "law",        "law+inferred", "guidance", "inferred",
                                        "convention", "memory",       "unknown" };
    return c < SURE_COUNT ? name[c] : "unknown";
}

static const char *const parameter_names[] = {
#define LAW_PARAMETER_TEXT(name) #name,
    LAW_PARAMETERS(LAW_PARAMETER_TEXT)
#undef LAW_PARAMETER_TEXT
};

const char *law_parameter_name(enum law_parameter p)
{
    return parameter_names[p];
}

static const char *const rule_names[] = {
#define LAW_RULE_TEXT(id) #id,
    LAW_RULE_IDS(LAW_RULE_TEXT)
#undef LAW_RULE_TEXT
};

// One table while it is read.
struct reading {
    struct arena *a;
    const char *table;
    struct law *law;
    struct map rules; // id to (row + 1)
    bool heading_seen;
    size_t columns;
    int conventions;
    str *fault;
    err (*take)(struct reading *, const struct csv_row *);
    SLICE(struct law_rule) rule;
    SLICE(struct law_value) value[P_COUNT];
    SLICE(struct law_value) basic;
    SLICE(struct law_amendment) amendment;
};

static err bad(struct reading *r, const struct csv_row *row, const char *what, str which)
{
    *r->fault = strf(r->a, "%s, line %lld: %s%s%.*s", r->table, row ? (long long)row->line : 0LL, what,
                     which.n ? ": " : "", S(which));
    return E_INPUT;
}

static str kept(struct reading *r, str s)
{
    return str_dup(r->a, s);
}

static bool read_day(str s, day *out)
{
    *out = DAY_NONE;
    return s.n == 0 || day_parse(s, out);
}

static bool read_confidence(str s, enum law_confidence *out)
{
    for (int c = 0; c < SURE_COUNT; c++)
        if (str_is(s, law_confidence_name((enum law_confidence)c))) {
            *out = (enum law_confidence)c;
            return true;
        }
    return false;
}

// rule_id,paragraph,topic,valid_from,valid_to,condition,result,value,unit,source_url,confidence
static err take_rule(struct reading *r, const struct csv_row *row)
{
    const str *c = row->cell;
    struct law_rule rule = { .from = DAY_NONE, .to = DAY_NONE };
    if (!str_is(c[3], "not_in_force") && (!c[3].n || !read_day(c[3], &rule.from)))
        return bad(r, row, "valid_from is no day", c[3]);
    if (!read_day(c[4], &rule.to) || (day_known(rule.to) && day_cmp(rule.to, rule.from) < 0))
        return bad(r, row, "valid_to is no day after valid_from", c[4]);
    if (!read_confidence(c[10], &rule.confidence))
        return bad(r, row, "confidence is not one of the words", c[10]);
    if (!c[9].n && rule.confidence != SURE_CONVENTION)
        return bad(r, row, "no source", c[0]);
    if (map_get(&r->rules, c[0]))
        return bad(r, row, "the rule is there twice", c[0]);
    str *const into[] = { &rule.id, &rule.paragraph, &rule.topic, NULL, NULL, &rule.condition,
                          &rule.result, &rule.value, &rule.unit, &rule.source };
    for (int i = 0; i < 10; i++)
        if (into[i])
            *into[i] = kept(r, c[i]);
    *ADD(r->a, &r->rule) = rule;
    map_put(&r->rules, rule.id, (void *)(uintptr_t)r->rule.n);
    return OK;
}

// name,valid_from,valid_to,value,unit,rule_id,paragraph,source,confidence
static err take_parameter(struct reading *r, const struct csv_row *row)
{
    const str *c = row->cell;
    int p = 0;
    struct law_value v;
    money value;
    enum law_confidence sure;
    while (p < P_COUNT && !str_is(c[0], parameter_names[p]))
        p++;
    if (p == P_COUNT)
        return bad(r, row, "not a parameter that is used", c[0]);
    if (!c[1].n || !read_day(c[1], &v.from) || !read_day(c[2], &v.to))
        return bad(r, row, "no day", c[0]);
    if (!money_parse(c[3], &value) || value.ore < 0)
        return bad(r, row, "value is no number", c[3]);
    if (!map_get(&r->rules, c[5]))
        return bad(r, row, "no such rule", c[5]);
    if (!c[7].n || !read_confidence(c[8], &sure))
        return bad(r, row, "no source or confidence", c[0]);
    if (r->value[p].n) {
        const struct law_value *last = &r->value[p].p[r->value[p].n - 1];
        if (!day_known(last->to) || !day_eq(day_add(last->to, 1), v.from))
            return bad(r, row, "a gap or overlap with the row before", c[0]);
    }
    if (day_known(v.to) && day_cmp(v.to, v.from) < 0)
        return bad(r, row, "ends before it begins", c[0]);
    v.value = value.ore;
    v.rule = kept(r, c[5]);
    v.source = kept(r, c[7]);
    *ADD(r->a, &r->value[p]) = v;
    return OK;
}

// valid_from,amount_nok,source
static err take_basic(struct reading *r, const struct csv_row *row)
{
    struct law_value v = { .to = DAY_NONE };
    if (!day_parse(row->cell[0], &v.from) || !str_int(row->cell[1], &v.value) || v.value < 1 ||
        v.value > 10000000)
        return bad(r, row, "no day and amount in kroner", row->cell[0]);
    if (!row->cell[2].n)
        return bad(r, row, "no source", row->cell[0]);
    if (r->basic.n && day_cmp(r->basic.p[r->basic.n - 1].from, v.from) >= 0)
        return bad(r, row, "not after the row before", row->cell[0]);
    v.source = kept(r, row->cell[2]);
    *ADD(r->a, &r->basic) = v;
    return OK;
}

// in_force,instrument,what
static err take_amendment(struct reading *r, const struct csv_row *row)
{
    struct law_amendment m;
    if (!day_parse(row->cell[0], &m.from) || !row->cell[1].n)
        return bad(r, row, "no day and instrument", row->cell[0]);
    if (r->amendment.n && day_cmp(r->amendment.p[r->amendment.n - 1].from, m.from) >= 0)
        return bad(r, row, "not after the row before", row->cell[0]);
    m.instrument = kept(r, row->cell[1]);
    m.what = kept(r, row->cell[2]);
    *ADD(r->a, &r->amendment) = m;
    return OK;
}

// rule_id,nb,nn,en
static err take_text(struct reading *r, const struct csv_row *row)
{
    uintptr_t at = (uintptr_t)map_get(&r->rules, row->cell[0]);
    if (!at)
        return bad(r, row, "no such rule", row->cell[0]);
    for (int l = 0; l < LAW_LANGS; l++) {
        if (!row->cell[l + 1].n)
            return bad(r, row, "a language is missing", row->cell[0]);
        r->law->text[at - 1][l] = kept(r, row->cell[l + 1]);
    }
    return OK;
}

// fact,nb,nn,en
static err take_fact(struct reading *r, const struct csv_row *row)
{
    int id = F_NONE + 1;
    while (id < F_COUNT && !str_is(row->cell[0], law_fact_name((enum law_fact)id)))
        id++;
    if (id == F_COUNT)
        return bad(r, row, "no such fact", row->cell[0]);
    for (int l = 0; l < LAW_LANGS; l++)
        r->law->fact[id][l] = kept(r, row->cell[l + 1]);
    return OK;
}

// setting,value,allowed,rule_id,meaning
static err take_convention(struct reading *r, const struct csv_row *row)
{
    static const char *const settings[C_COUNT] = { "rounding",      "month_basic_amount", "limit_end",
                                                   "programme_end", "two_years",          "new_age",
                                                   "whole_day",     "mixed_months" };
    static const char *const values[C_COUNT][3] = {
        { "half_up", "half_even", "down" }, { "first_day", "last_day" },   { "same_number", "day_before" },
        { "day_before", "same_number" },    { "strict", "inclusive" },     { "birthday", "day_after" },
        { "day_rate", "hour_rate" },        { "month_rate", "first_month_rate" },
    };
    int c = 0, v = 0;
    while (c < C_COUNT && !str_is(row->cell[0], settings[c]))
        c++;
    if (c == C_COUNT)
        return bad(r, row, "no such convention", row->cell[0]);
    while (v < 3 && !(values[c][v] && str_is(row->cell[1], values[c][v])))
        v++;
    if (v == 3)
        return bad(r, row, "not an allowed value", row->cell[1]);
    r->law->setting[c] = (uint8_t)v;
    r->conventions++;
    return OK;
}

static err on_row(void *arg, const struct csv_row *row)
{
    struct reading *r = arg;
    if (row->n != r->columns)
        return bad(r, row, "wrong number of columns", STR(""));
    if (!r->heading_seen) {
        r->heading_seen = true;
        return OK;
    }
    return r->take(r, row);
}

static err read_table(struct reading *r, const char *table, str text, size_t columns,
                      err (*take)(struct reading *, const struct csv_row *))
{
    r->table = table;
    r->columns = columns;
    r->take = take;
    r->heading_seen = false;
    err e = csv_read(r->a, text, ',', on_row, r);
    if (e != OK && !r->fault->n)
        *r->fault = strf(r->a, "%s: is not CSV", table);
    return e;
}

// Every id that code applies has its row, every parameter a value, every applied rule its texts.
static err complete(struct reading *r)
{
    uint16_t *row_of = NEW_ARRAY(r->a, RULE_COUNT, uint16_t);
    for (int i = 0; i < RULE_COUNT; i++) {
        char id[] = { rule_names[i][0], rule_names[i][1], '-', rule_names[i][3], rule_names[i][4], 0 };
        uintptr_t at = (uintptr_t)map_get(&r->rules, str_z(id));
        if (!at)
            return bad(r, NULL, "a rule that is applied has no row", str_z(id));
        row_of[i] = (uint16_t)(at - 1);
        if (!r->law->text[at - 1][LAW_NB].n)
            return bad(r, NULL, "a rule that is applied has no texts", str_z(id));
    }
    r->law->row_of = row_of;
    for (int id = F_NONE + 1; id < F_COUNT; id++)
        for (int l = 0; l < LAW_LANGS; l++)
            if (!r->law->fact[id][l].n)
                return bad(r, NULL, "a fact has no name", str_z(law_fact_name((enum law_fact)id)));
    for (int p = 0; p < P_COUNT; p++) {
        if (!r->value[p].n)
            return bad(r, NULL, "a parameter has no value", str_z(parameter_names[p]));
        r->law->parameter[p].row = r->value[p].p;
        r->law->parameter[p].n = r->value[p].n;
    }
    if (!r->basic.n)
        return bad(r, NULL, "no basic amount", STR(""));
    r->law->basic = r->basic.p;
    r->law->basics = r->basic.n;
    r->law->amendment = r->amendment.p;
    r->law->amendments = r->amendment.n;
    return OK;
}

err law_load(struct arena *a, const struct law_sources *s, const struct law **law, str *fault)
{
    struct reading *r = NEW(a, struct reading);
    r->a = a;
    r->fault = fault;
    r->law = NEW(a, struct law);
    *fault = STR("");
    map_make(&r->rules, a);
    PASS(read_table(r, "law-rules.csv", s->rules, 11, take_rule));
    r->law->rule = r->rule.p;
    r->law->rules = r->rule.n;
    r->law->text = mem_array(a, r->rule.n + 1, sizeof *r->law->text);
    PASS(read_table(r, "law-parameters.csv", s->parameters, 9, take_parameter));
    PASS(read_table(r, "law-grunnbelop.csv", s->basic, 3, take_basic));
    PASS(read_table(r, "law-amendments.csv", s->amendments, 3, take_amendment));
    PASS(read_table(r, "law-texts.csv", s->texts, 4, take_text));
    PASS(read_table(r, "law-facts.csv", s->facts, 4, take_fact));
    PASS(read_table(r, "law-conventions.csv", s->conventions, 5, take_convention));
    if (r->conventions != C_COUNT)
        return bad(r, NULL, "a convention is missing or there twice", STR(""));
    PASS(complete(r));
    *law = r->law;
    return OK;
}

err law_embedded(struct arena *a, const struct law **law, str *fault)
{
    struct law_sources s;
    if (!embed_get("ref/law-rules.csv", &s.rules) ||
        !embed_get("ref/law-parameters.csv", &s.parameters) ||
        !embed_get("ref/law-grunnbelop.csv", &s.basic) ||
        !embed_get("ref/law-amendments.csv", &s.amendments) ||
        !embed_get("ref/law-texts.csv", &s.texts) || !embed_get("ref/law-facts.csv", &s.facts) ||
        !embed_get("ref/law-conventions.csv", &s.conventions)) {
        *fault = STR("a table of the law is not in the program");
        return E_NOTFOUND;
    }
    return law_load(a, &s, law, fault);
}

int64_t law_value_on(const struct law *law, enum law_parameter p, day on)
{
    for (size_t i = law->parameter[p].n; i-- > 0;) {
        const struct law_value *v = &law->parameter[p].row[i];
        if (day_cmp(on, v->from) >= 0)
            return day_known(v->to) && day_cmp(on, v->to) > 0 ? -1 : v->value;
    }
    return -1;
}

int64_t law_basic_on(const struct law *law, day on)
{
    for (size_t i = law->basics; i-- > 0;)
        if (day_cmp(on, law->basic[i].from) >= 0)
            return law->basic[i].value;
    return -1;
}

const struct law_rule *law_rule_of(const struct law *law, int rule_id)
{
    return &law->rule[law->row_of[rule_id]];
}
