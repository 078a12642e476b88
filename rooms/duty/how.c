// SPDX-License-Identifier: Apache-2.0
// "Slik regnet vi": the stored inputs of a deadline in words. Rules are told by the law's own texts,
// so that what is shown is what the law library said when the day was set.
#include "rooms/duty/duty_web.h"

#include <jansson.h>

#include "text_keys.h"

typedef SLICE(struct how_line) lines;

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static void add(struct rq *q, lines *to, str name, str value)
{
    for (size_t i = 0; i < to->n; i++) // two rules may look at the same fact
        if (str_eq(to->p[i].name, name) && str_eq(to->p[i].value, value))
            return;
    if (value.n)
        *ADD(q->mem, to) = (struct how_line){ name, value };
}

static enum law_lang law_lang_of(enum lang l)
{
    return l == NN ? LAW_NN : l == EN ? LAW_EN : LAW_NB;
}

// A rule by its id: paragraph and reason in words; versions of one rule share the id, any will do.
static str rule_words(struct rq *q, str id)
{
    const struct law *law = duty_law();
    for (size_t i = 0; i < law->rules; i++)
        if (str_eq(law->rule[i].id, id))
            return strf(q->mem, "%.*s: %.*s", S(law->rule[i].paragraph),
                        S(law->text[i][law_lang_of(q->lang)]));
    return id;
}

static str fact_words(struct rq *q, str name)
{
    for (int f = 1; f < F_COUNT; f++)
        if (str_is(name, law_fact_name((enum law_fact)f))) {
            str words = duty_law()->fact[f][law_lang_of(q->lang)];
            return words.n ? words : name;
        }
    return name;
}

static str value_words(struct rq *q, str value)
{
    day d;
    text_key k = text_find(str_cz(q->mem, value));
    if (k != T_NONE)
        return say(q, k);
    return day_parse(value, &d) ? fmt_day(q->mem, q->lang, d) : str_dup(q->mem, value);
}

static void input(struct rq *q, lines *to, str key, str value)
{
    if (str_is(key, "duty.why.rule")) {
        add(q, to, say(q, T_duty_why_rule), rule_words(q, value));
    } else if (str_starts(key, STR("law:"))) {
        add(q, to, fact_words(q, str_part(key, 4, key.n)), value_words(q, value));
    } else {
        text_key k = text_find(str_cz(q->mem, key));
        add(q, to, k == T_NONE ? str_dup(q->mem, key) : say(q, k), value_words(q, value));
    }
}

static void inputs(struct rq *q, const struct duty *d, lines *to)
{
    size_t i;
    json_t *all = json_loadb(d->why.p, d->why.n, 0, NULL), *pair;
    json_array_foreach(all, i, pair) {
        const char *key = json_string_value(json_array_get(pair, 0)),
                   *value = json_string_value(json_array_get(pair, 1));
        if (key && value)
            input(q, to, str_dup(q->mem, str_z(key)), str_dup(q->mem, str_z(value)));
    }
    json_decref(all);
}

static str days_words(struct rq *q, int64_t n)
{
    return text(q->mem, q->lang, T_duty_how_days__n, TARGS(TI("n", n)));
}

void duty_how_lines(struct rq *q, const struct duty *d, const struct duty_line *l, void *how_lines)
{
    lines *to = how_lines;
    const struct duty_kind *k = duty_kind_named(d->kind);
    day due = k ? duty_due_on(k, d, q->today) : d->due;
    int64_t stood = d->stopped_days;
    add(q, to, say(q, T_duty_how_basis), duty_basis(q, d));
    inputs(q, d, to);
    if (day_known(d->stopped) && day_cmp(q->today, d->stopped) > 0)
        stood += day_diff(q->today, d->stopped);
    if (stood)
        add(q, to, say(q, T_duty_how_without_stop), fmt_day(q->mem, q->lang, d->first));
    add(q, to, say(q, T_duty_how_stop), stood ? days_words(q, stood) : say(q, T_duty_how_no_stop));
    if (day_known(d->stopped))
        add(q, to, say(q, T_duty_how_stands),
            strf(q->mem, "%.*s (%.*s)", S(fmt_day(q->mem, q->lang, d->stopped)),
                 S(value_words(q, d->stop_reason))));
    day raw = day_add(d->first, (int32_t)stood);
    if (k && k->working_day && !day_eq(raw, due))
        add(q, to, say(q, T_duty_how_off_work), fmt_day(q->mem, q->lang, raw));
    add(q, to, say(q, T_duty_how_due), fmt_day_long(q->mem, q->lang, due));
    add(q, to, say(q, T_duty_how_owner), l->owner.n ? l->owner : say(q, T_duty_unowned));
    if (day_known(d->plan_day)) {
        add(q, to, say(q, T_duty_plan_day), fmt_day(q->mem, q->lang, d->plan_day));
        add(q, to, say(q, T_duty_plan_reason), d->plan_reason);
    }
}

str duty_do_label(struct rq *q, const struct duty *d)
{
    str what = d->kind, room;
    text_key k = T_NONE;
    if (str_cut(&what, '.', &room) && what.p)
        k = text_find(str_cz(q->mem, strf(q->mem, "%.*s.duty.%.*s.do", S(room), S(what))));
    return say(q, k == T_NONE ? T_duty_open : k);
}
