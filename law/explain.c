// SPDX-License-Identifier: Apache-2.0
// The reasons in words, and what would have changed the outcome: found by asking again with one fact
// changed, so that it is always true of the rules as they stand.
#include "law/rule.h"

struct phrases {
    const char *from, *facts, *rests, *changed, *asked;
};
static const struct phrases phrases[LAW_LANGS] = {
    { "gjelder fra", "opplysninger", "bygger på", "utfallet ville vært et annet", "må vurderes av et menneske" },
    { "gjeld frå", "opplysningar", "byggjer på", "utfallet ville vore eit anna", "må vurderast av eit menneske" },
    { "in force from", "facts", "rests on", "the outcome would have been different", "a human must decide" },
};
static const char *const sure_words[LAW_LANGS][SURE_COUNT] = {
    { "lovtekst", "lovtekst, eldre ordlyd antatt lik", "veiledning", "slutning fra andre regler",
      "praksis valgt her", "allmenn kunnskap, ikke bekreftet", "ikke avklart i kildene" },
    { "lovtekst", "lovtekst, eldre ordlyd rekna som lik", "rettleiing", "slutning frå andre reglar",
      "praksis vald her", "allmenn kunnskap, ikkje stadfesta", "ikkje avklart i kjeldene" },
    { "text of law", "text of law, older wording assumed the same", "guidance", "inferred from other rules",
      "convention chosen here", "general knowledge, not confirmed", "not settled in the sources" },
};

static void line(struct arena *a, struct law_explained *e, str text)
{
    ADD(a, &e->lines)->text = text;
}

static str facts_of(struct arena *a, const struct law *law, const struct law_facts *f,
                    const struct law_reason *r, enum law_lang lang)
{
    str all = STR("");
    for (int i = 0; i < LAW_REASON_FACTS && r->fact[i]; i++)
        if (law_fact_known(f, r->fact[i]))
            all = strf(a, "%.*s%s%.*s %.*s", S(all), all.n ? ", " : "", S(law->fact[r->fact[i]][lang]),
                       S(law_fact_value(a, f, r->fact[i])));
    return all;
}

static void reason(struct arena *a, const struct law *law, const struct law_facts *f,
                   const struct law_reason *r, enum law_lang lang, struct law_explained *e)
{
    const struct law_rule *rule = law_rule_of(law, r->rule);
    const struct phrases *p = &phrases[lang];
    str facts = facts_of(a, law, f, r, lang);
    str text = strf(a, "%.*s (%.*s, %s %.*s): %.*s", S(rule->id), S(rule->paragraph), p->from,
                    S(day_iso(a, rule->from)), S(law->text[law->row_of[r->rule]][lang]));
    if (facts.n)
        text = strf(a, "%.*s [%s: %.*s]", S(text), p->facts, S(facts));
    if (r->weighs && rule->confidence != SURE_LAW)
        text = strf(a, "%.*s (%s: %s)", S(text), p->rests, sure_words[lang][rule->confidence]);
    line(a, e, text);
}

struct turning { // one question, asked again
    struct arena *a;
    const struct law *law;
    enum law_question q;
    day on;
    const struct law_answer *was;
};

static bool turns(const struct turning *t, const struct law_facts *f, struct law_answer *now)
{
    struct law_fault ignored;
    if (law_facts_agree(f, &ignored) != OK || law_facts_on(f, t->on, &ignored) != OK ||
        day_cmp(f->permit_granted, t->on) > 0 || day_cmp(f->lived_since, t->on) > 0)
        return false;
    law_answer(t->law, t->q, f, t->on, now);
    return now->kind != LAW_NEEDS && now->kind != LAW_FAULT && !law_answer_same(now, t->was);
}

// The nearest day, in one direction, with another answer; looked for within 60 years.
static day turning_day(const struct turning *t, struct law_facts f, enum law_fact id, int direction,
                       struct law_answer *now)
{
    day from = law_fact_day(&f, id);
    int32_t far = 1;
    for (; far < 22000; far *= 2) {
        law_fact_set_day(&f, id, day_add(from, direction * far));
        if (turns(t, &f, now))
            break;
    }
    if (far >= 22000)
        return DAY_NONE;
    int32_t near = far / 2;
    while (far - near > 1) {
        int32_t mid = near + (far - near) / 2;
        struct law_answer other;
        law_fact_set_day(&f, id, day_add(from, direction * mid));
        if (turns(t, &f, &other)) {
            far = mid;
            *now = other;
        } else {
            near = mid;
        }
    }
    return day_add(from, direction * far);
}

static void turned(const struct turning *t, enum law_fact id, str value, const struct law_answer *now,
                   enum law_lang lang, struct law_explained *e)
{
    line(t->a, e, strf(t->a, "%.*s %.*s: %s: %.*s (%s)", S(t->law->fact[id][lang]), S(value),
                       phrases[lang].changed,
                       S(law_answer_text(t->a, now)), now->paragraph));
}

// The nearest number up and down with another answer, in whole steps, up to two thousand.
static void turning_numbers(const struct turning *t, const struct law_facts *f, enum law_fact id,
                            enum law_lang lang, struct law_explained *e)
{
    int64_t from = law_fact_number(f, id) / 100;
    for (int direction = -1; direction <= 1; direction += 2)
        for (int64_t n = from + direction; n >= 0 && n <= 2000; n += direction) {
            struct law_facts other = *f;
            struct law_answer now;
            law_fact_set_number(&other, id, n * 100);
            if (turns(t, &other, &now)) {
                turned(t, id, law_fact_value(t->a, &other, id), &now, lang, e);
                break;
            }
        }
}

// Other words for a fact of words, the nearest day or number on each side. The permit is left as it
// is: another one is another case. Answers that are days, numbers or amounts move with every day and
// number, so there only words are tried.
static void turning_points(const struct turning *t, const struct law_facts *f, enum law_fact id,
                           enum law_lang lang, struct law_explained *e)
{
    struct law_answer now;
    struct law_facts other = *f;
    for (int word = 1; id != F_permit && word <= law_fact_words(id); word++) {
        law_fact_set_word(&other, id, word);
        if (turns(t, &other, &now))
            turned(t, id, law_fact_value(t->a, &other, id), &now, lang, e);
    }
    if (t->was->kind == LAW_DAY || t->was->kind == LAW_MONEY)
        return;
    if (law_fact_number(f, id) >= 0 && t->was->kind != LAW_NUMBER)
        turning_numbers(t, f, id, lang, e);
    if (!law_fact_is_day(id) || !law_fact_known(f, id))
        return;
    for (int direction = -1; direction <= 1; direction += 2) {
        day d = turning_day(t, *f, id, direction, &now);
        if (day_known(d))
            turned(t, id, day_iso(t->a, d), &now, lang, e);
    }
}

void law_explain(struct arena *a, const struct law *law, enum law_question q, const struct law_facts *f,
                 day on, const struct law_answer *answer, enum law_lang lang, struct law_explained *e)
{
    struct turning t = { a, law, q, on, answer };
    bool tried[F_COUNT] = { false };
    for (int i = 0; i < answer->n; i++)
        reason(a, law, f, &answer->reason[i], lang, e);
    if (answer->kind == LAW_REVIEW)
        line(a, e, strf(a, "%s: %s", phrases[lang].asked, answer->note));
    for (int i = 0; i < answer->n; i++)
        for (int k = 0; k < LAW_REASON_FACTS; k++) {
            enum law_fact id = answer->reason[i].fact[k];
            if (id && !tried[id] && law_fact_known(f, id))
                turning_points(&t, f, id, lang, e);
            tried[id] = true;
        }
}
