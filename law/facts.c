// SPDX-License-Identifier: Apache-2.0
// Reading facts: a table of keys with kind and place, a table of words for each kind that has
// words. A key or word that is not known is refused by name, never passed over.
#include "law/facts.h"

#include <stddef.h>
#include <stdio.h>

#include "base/money.h"

struct word {
    const char *text;
    int value;
};
#define WORDS(kind, ...) static const struct word words_##kind[] = { __VA_ARGS__, { NULL, 0 } }

// The first word of a value is the one written back; the others are read as the same.
WORDS(YES, { "yes", YES }, { "no", NO }, { "true", YES }, { "false", NO });
WORDS(FROM, { "norway", FROM_NORWAY }, { "abroad", FROM_ABROAD });
WORDS(PERMIT, { "utl28", UTL28 }, { "utl35_3", UTL35_3 }, { "utl38_1", UTL38_1 },
      { "utl38_5", UTL38_5 }, { "utl34", UTL34 }, { "ch6_f", CH6_F }, { "ch6_other", CH6_OTHER },
      { "utl53_1b", UTL53_1B }, { "utl53_2", UTL53_2 }, { "utl53_3", UTL53_3 },
      { "utl23", UTL23 }, { "utl25", UTL25 }, { "ch6_work", CH6_WORK },
      { "perm_basis", PERM_BASIS }, { "uk_19_33", UK_19_33 }, { "permanent", PERMANENT },
      { "permanent_residence", PERMANENT }, { "other", OTHER_PERMIT }, { "none", OTHER_PERMIT });
WORDS(NEAR, { "no", NOT_NEAR_FULL_TIME }, { "near_full_time", NEAR_FULL_TIME },
      { "full_time", NEAR_FULL_TIME }, { "part_time", NOT_NEAR_FULL_TIME },
      { "none", NOT_NEAR_FULL_TIME });
WORDS(STATUS, { "asylum_seeker", ASYLUM_SEEKER }, { "other", STATUS_OTHER },
      { "permit_holder", STATUS_OTHER }, { "settled", STATUS_OTHER });
WORDS(RESIDENCE, { "ordinary_reception", RECEPTION }, { "reception", RECEPTION },
      { "integration_reception", RECEPTION }, { "arrival", ARRIVAL_CENTRE },
      { "arrival_centre", ARRIVAL_CENTRE }, { "transit", TRANSIT_CENTRE },
      { "transit_centre", TRANSIT_CENTRE }, { "private", OUTSIDE_CENTRE },
      { "municipality", OUTSIDE_CENTRE }, { "settled", OUTSIDE_CENTRE });
WORDS(EDU, { "none", EDU_NONE }, { "lower", EDU_LOWER }, { "upper", EDU_UPPER },
      { "ua_upper", EDU_UA_UPPER }, { "higher", EDU_UPPER });
WORDS(GOAL, { "work", GOAL_WORK }, { "complete_upper", GOAL_COMPLETE_UPPER },
      { "parts_upper", GOAL_PARTS_UPPER }, { "vocational", GOAL_VOCATIONAL },
      { "higher_ed", GOAL_HIGHER_ED });
WORDS(PART, { "municipal_capacity", MUNICIPAL_CAPACITY }, { "other", PART_OTHER },
      { "own_wish", PART_OTHER }, { "participant", PART_OTHER }, { "work", PART_OTHER },
      { "job", PART_OTHER }, { "own_choice", PART_OTHER });
WORDS(ACT, { "integration_act", INTEGRATION_ACT }, { "introduction_act", INTRODUCTION_ACT });
WORDS(DOCUMENT, { "none", NO_DOCUMENT }, { "no", NO_DOCUMENT },
      { "self_certification", SELF_CERTIFICATION }, { "doctor", DOCTOR },
      { "doctors_statement", DOCTOR }, { "doctor_statement", DOCTOR },
      { "doctors_certificate", DOCTOR });
WORDS(GROUND, { "illness", ILLNESS }, { "own_illness", ILLNESS },
      { "child_illness", CHILD_ILLNESS }, { "carer_illness", CHILD_ILLNESS },
      { "pregnancy", PREGNANCY }, { "antenatal", PREGNANCY }, { "mother_birth", MOTHER_BIRTH },
      { "birth_mother", MOTHER_BIRTH }, { "birth", MOTHER_BIRTH },
      { "father_birth", FATHER_BIRTH }, { "birth_father", FATHER_BIRTH },
      { "breastfeeding", BREASTFEEDING }, { "welfare", WELFARE }, { "welfare_leave", WELFARE },
      { "job_interview", WELFARE }, { "interview", WELFARE }, { "doctor", WELFARE },
      { "care", WELFARE }, { "kindergarten_start", KINDERGARTEN_START },
      { "first_school_day", FIRST_SCHOOL_DAY }, { "wedding", WEDDING }, { "death", DEATH },
      { "peace_work", PEACE_WORK }, { "peace", PEACE_WORK }, { "religious_holiday", RELIGIOUS },
      { "religious", RELIGIOUS }, { "holiday", HOLIDAY }, { "long_illness", LONG_ILLNESS },
      { "parental_leave", PARENTAL_LEAVE }, { "adoption", ADOPTION },
      { "mother", MOTHER_BIRTH }, { "father", FATHER_BIRTH }, { "parental", PARENTAL_LEAVE },
      { "peace_and_reconciliation", PEACE_WORK }, { "death_in_family", DEATH },
      { "own_wedding", WEDDING }, { "kindergarten", KINDERGARTEN_START }, { "none", NO_GROUND });
WORDS(TRACK, { "municipal", TRACK_MUNICIPAL }, { "municipality", TRACK_MUNICIPAL },
      { "upper_secondary", TRACK_UPPER_SECONDARY }, { "fov", TRACK_FOV },
      { "combined", TRACK_COMBINED }, { "fast_track", TRACK_FAST }, { "preparatory", TRACK_FOV },
      { "county", TRACK_UPPER_SECONDARY });
WORDS(PROVIDER, { "municipality", MUNICIPALITY }, { "county", COUNTY });
WORDS(LEVEL, { "below_A1", BELOW_A1 }, { "none", BELOW_A1 }, { "A1", A1 }, { "A2", A2 },
      { "B1", B1 }, { "B2", B2 }, { "C1", C1 }, { "C2", C2 });
WORDS(WHY, { "excusable", EXCUSABLE }, { "special", SPECIAL }, { "special_reasons", SPECIAL },
      { "work", WENT_TO_WORK }, { "went_to_work", WENT_TO_WORK }, { "job", WENT_TO_WORK },
      { "work_in_norway", WENT_TO_WORK }, { "work_abroad", WORK_ABROAD }, { "other", WHY_OTHER },
      { "none", WHY_OTHER }, { "not_excusable", WHY_OTHER }, { "special_reason", SPECIAL }, { "forgot", WHY_OTHER });
WORDS(DATA, { "settlement", DATA_SETTLEMENT }, { "grants", DATA_SETTLEMENT },
      { "grant", DATA_SETTLEMENT }, { "programme", DATA_PROGRAMME },
      { "programme_started", DATA_PROGRAMME }, { "programme_stopped", DATA_PROGRAMME },
      { "programme_completed", DATA_PROGRAMME }, { "training", DATA_PROGRAMME },
      { "training_started", DATA_PROGRAMME }, { "norwegian", DATA_PROGRAMME },
      { "test", DATA_TEST }, { "tests", DATA_TEST }, { "reception", DATA_RECEPTION },
      { "reception_training", DATA_RECEPTION }, { "competence", DATA_COMPETENCE },
      { "mapping", DATA_COMPETENCE }, { "competence_mapping", DATA_COMPETENCE },
      { "career_guidance", DATA_GUIDANCE }, { "guidance", DATA_GUIDANCE },
      { "test_result", DATA_TEST }, { "settled", DATA_SETTLEMENT },
      { "norwegian_training", DATA_PROGRAMME }, { "training_stopped", DATA_PROGRAMME },
      { "training_completed", DATA_PROGRAMME }, { "plan", DATA_PROGRAMME },
      { "mapping_done", DATA_COMPETENCE });
WORDS(MATTER, { "award", AWARD }, { "programme_award", AWARD }, { "award_programme", AWARD },
      { "benefit_award", AWARD }, { "award_benefit", AWARD }, { "training_award", AWARD },
      { "award_training", AWARD }, { "programme", AWARD }, { "programme_refused", AWARD },
      { "benefit", AWARD }, { "training", AWARD }, { "exemption", EXEMPTION },
      { "exemption_norwegian", EXEMPTION }, { "norwegian_exemption", EXEMPTION },
      { "exemption_training", EXEMPTION }, { "exemption_refused", EXEMPTION },
      { "exemption_test", EXEMPTION }, { "test_exemption", EXEMPTION }, { "plan", PLAN },
      { "plan_made", PLAN }, { "make_plan", PLAN }, { "integration_plan", PLAN },
      { "norwegian_plan", PLAN }, { "plan_change", PLAN }, { "significant_plan_change", PLAN },
      { "minor_plan_change", PLAN_DETAIL }, { "stop", STOP }, { "programme_stop", STOP },
      { "training_stop", STOP }, { "temporary_stop", STOP }, { "absence", LEAVE },
      { "leave", LEAVE }, { "leave_granted", LEAVE }, { "leave_refused", LEAVE },
      { "self_certification_withdrawn", LEAVE }, { "extension", EXTENSION },
      { "extension_refused", EXTENSION }, { "programme_extension", EXTENSION },
      { "deduction", DEDUCTION }, { "large_deduction", LARGE_DEDUCTION }, { "repayment", REPAYMENT }, { "refund", REFUND },
      { "holiday_timing", HOLIDAY_TIMING }, { "allocation_of_settlement_municipality", ALLOCATION },
      { "award_to_another", OTHERS_AWARD }, { "other_persons_award", OTHERS_AWARD },
      { "another_persons_award", OTHERS_AWARD }, { "test_result", TEST_RESULT }, { "repayment_claim", REPAYMENT },
      { "refund_claim", REFUND }, { "exemption_from_test", EXEMPTION }, { "plan_making", PLAN },
      { "norwegian_stop", STOP }, { "permanent_stop", STOP });

#define words_DAY NULL
#define words_MONTH NULL
#define words_NUM NULL
#define words_KR NULL
#define words_SHARE NULL

enum kind { K_WORD, K_DAY, K_MONTH, K_NUM, K_KR, K_SHARE };
#define K_YES K_WORD
#define K_FROM K_WORD
#define K_PERMIT K_WORD
#define K_NEAR K_WORD
#define K_STATUS K_WORD
#define K_RESIDENCE K_WORD
#define K_EDU K_WORD
#define K_GOAL K_WORD
#define K_PART K_WORD
#define K_ACT K_WORD
#define K_DOCUMENT K_WORD
#define K_GROUND K_WORD
#define K_TRACK K_WORD
#define K_PROVIDER K_WORD
#define K_LEVEL K_WORD
#define K_MATTER K_WORD
#define K_WHY K_WORD
#define K_DATA K_WORD

static const struct key {
    str name;
    enum kind kind;
    uint16_t at;
    const struct word *words;
} keys[F_COUNT] = {
    [F_NONE] = { STR_INIT(""), K_NUM, 0, NULL },
#define LAW_FACT_KEY(name, kind)                                                               \
    [F_##name] = { STR_INIT(#name), K_##kind, offsetof(struct law_facts, name), words_##kind },
    LAW_FACTS(LAW_FACT_KEY)
#undef LAW_FACT_KEY
    [F_months] = { STR_INIT("months"), K_MONTH, 0, NULL },
};

#define NONE_DAY { INT32_MIN }
#define NONE_MONTH { INT32_MIN }
#define NONE_NUM -1
#define NONE_KR -1
#define NONE_SHARE { 0, 0 }
#define NONE_YES 0
#define NONE_FROM 0
#define NONE_PERMIT 0
#define NONE_NEAR 0
#define NONE_STATUS 0
#define NONE_RESIDENCE 0
#define NONE_EDU 0
#define NONE_GOAL 0
#define NONE_PART 0
#define NONE_ACT 0
#define NONE_DOCUMENT 0
#define NONE_GROUND 0
#define NONE_TRACK 0
#define NONE_PROVIDER 0
#define NONE_LEVEL 0
#define NONE_MATTER 0
#define NONE_WHY 0
#define NONE_DATA 0

void law_facts_clear(struct law_facts *f)
{
    static const struct law_facts none = {
#define LAW_FACT_NONE(name, kind) .name = NONE_##kind,
        LAW_FACTS(LAW_FACT_NONE)
#undef LAW_FACT_NONE
    };
    *f = none;
}

static void *place(struct law_facts *f, enum law_fact id)
{
    return (char *)f + keys[id].at;
}

static const void *seen(const struct law_facts *f, enum law_fact id)
{
    return (const char *)f + keys[id].at;
}

bool law_fact_known(const struct law_facts *f, enum law_fact id)
{
    if (id == F_NONE)
        return false;
    if (id == F_months)
        return f->n_months > 0;
    switch (keys[id].kind) {
    case K_WORD:
        return *(const uint8_t *)seen(f, id) != 0;
    case K_DAY:
    case K_MONTH:
        return day_known(*(const day *)seen(f, id));
    case K_NUM:
    case K_KR:
        return *(const int64_t *)seen(f, id) >= 0;
    case K_SHARE:
        return ((const struct law_share *)seen(f, id))->den != 0;
    }
    return false;
}

const char *law_fact_name(enum law_fact id)
{
    return keys[id].name.p;
}

static str number_text(struct arena *a, int64_t hundredths)
{
    if (hundredths % 100 == 0)
        return strf(a, "%lld", (long long)(hundredths / 100));
    if (hundredths % 10 == 0)
        return strf(a, "%lld.%lld", (long long)(hundredths / 100),
                    (long long)(hundredths % 100 / 10));
    return strf(a, "%lld.%02lld", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

str law_fact_value(struct arena *a, const struct law_facts *f, enum law_fact id)
{
    if (!law_fact_known(f, id))
        return STR("");
    if (id == F_months) {
        str all = STR("");
        for (int i = 0; i < f->n_months; i++)
            all = strf(a, "%.*s%s%.*s", S(all), i ? "," : "", 7, day_iso(a, f->months[i]).p);
        return all;
    }
    const struct key *k = &keys[id];
    switch (k->kind) {
    case K_WORD:
        for (const struct word *w = k->words; w->text; w++)
            if (w->value == *(const uint8_t *)seen(f, id))
                return str_z(w->text);
        break;
    case K_DAY:
        return day_iso(a, *(const day *)seen(f, id));
    case K_MONTH:
        return str_part(day_iso(a, *(const day *)seen(f, id)), 0, 7);
    case K_NUM:
        return number_text(a, *(const int64_t *)seen(f, id));
    case K_KR:
        return money_plain(a, (money){ *(const int64_t *)seen(f, id) });
    case K_SHARE: {
        const struct law_share *s = seen(f, id);
        return strf(a, "%d/%d", s->num, s->den);
    }
    }
    return STR("");
}

str law_facts_text(struct arena *a, const struct law_facts *f)
{
    str all = STR("");
    for (enum law_fact id = F_NONE + 1; id < F_COUNT; id++)
        if (law_fact_known(f, id) && !(id == F_month && f->n_months > 1))
            all = strf(a, "%.*s%s%s=%.*s", S(all), all.n ? "; " : "", law_fact_name(id),
                       S(law_fact_value(a, f, id)));
    for (int i = 0; i < f->n_absent; i++) {
        struct ymd m = day_ymd(f->absent[i].month);
        if (f->absent[i].hours >= 0)
            all = strf(a, "%.*s; absence_hours_%04d_%02d=%.*s", S(all), m.year, m.month,
                       S(number_text(a, f->absent[i].hours)));
        if (f->absent[i].days >= 0)
            all = strf(a, "%.*s; absence_days_%04d_%02d=%.*s", S(all), m.year, m.month,
                       S(number_text(a, f->absent[i].days)));
    }
    return str_starts(all, STR("; ")) ? str_part(all, 2, all.n) : all;
}

int law_fact_words(enum law_fact id)
{
    int most = 0;
    if (keys[id].kind == K_WORD && keys[id].words)
        for (const struct word *w = keys[id].words; w->text; w++)
            most = w->value > most ? w->value : most;
    return most;
}

bool law_fact_is_day(enum law_fact id)
{
    return id != F_NONE && keys[id].kind == K_DAY;
}

day law_fact_day(const struct law_facts *f, enum law_fact id)
{
    return law_fact_is_day(id) ? *(const day *)seen(f, id) : DAY_NONE;
}

int64_t law_fact_number(const struct law_facts *f, enum law_fact id)
{
    return id != F_NONE && keys[id].kind == K_NUM ? *(const int64_t *)seen(f, id) : -1;
}

void law_fact_set_number(struct law_facts *f, enum law_fact id, int64_t hundredths)
{
    *(int64_t *)place(f, id) = hundredths;
}

void law_fact_set_word(struct law_facts *f, enum law_fact id, int word)
{
    *(uint8_t *)place(f, id) = (uint8_t)word;
}

void law_fact_set_day(struct law_facts *f, enum law_fact id, day d)
{
    *(day *)place(f, id) = d;
}

static err wrong(struct law_fault *fault, str key, const char *what)
{
    snprintf(fault->text, sizeof fault->text, "%.*s: %s", (int)(key.n > 60 ? 60 : key.n), key.p,
             what);
    return E_INPUT;
}

// Digits with at most two decimals, to hundredths; no sign, at most a thousand million.
static bool hundredths(str s, int64_t *out)
{
    money m;
    if (!s.n || s.n > 13 || s.p[0] == '+' || s.p[0] == '-' || !money_parse(s, &m) ||
        m.ore > INT64_C(100000000000))
        return false;
    *out = m.ore;
    return true;
}

static bool month_parse(str s, char sep, day *out)
{
    int64_t y, m;
    if (s.n != 7 || s.p[4] != sep || !str_int(str_part(s, 0, 4), &y) ||
        !str_int(str_part(s, 5, 2), &m) || y < 1900 || y > 2999 || m < 1 || m > 12)
        return false;
    *out = day_of((int)y, (int)m, 1);
    return true;
}

static bool share_parse(str s, struct law_share *out)
{
    str top;
    int64_t num, den = 1, whole;
    if (str_find(s, STR("/")) == (size_t)-1) {
        if (!hundredths(s, &whole) || whole > 100)
            return false;
        *out = (struct law_share){ (int32_t)whole, 100 };
        return true;
    }
    str_cut(&s, '/', &top);
    if (!str_int(top, &num) || !str_int(s, &den) || num < 0 || den < 1 || den > 1000 || num > den)
        return false;
    *out = (struct law_share){ (int32_t)num, (int32_t)den };
    return true;
}

static err set_word(struct law_facts *f, const struct key *k, str value, struct law_fault *fault)
{
    for (const struct word *w = k->words; w->text; w++)
        if (str_is(value, w->text)) {
            *((uint8_t *)f + k->at) = (uint8_t)w->value;
            return OK;
        }
    char what[96];
    snprintf(what, sizeof what, "the value \"%.*s\" is not known",
             (int)(value.n > 40 ? 40 : value.n), value.p);
    return wrong(fault, k->name, what);
}

static err set_months(struct law_facts *f, str value, struct law_fault *fault)
{
    str part;
    while (str_cut(&value, ',', &part)) {
        day m;
        if (!month_parse(str_trim(part), '-', &m))
            return wrong(fault, STR("months"), "is not a list of months YYYY-MM");
        if (f->n_months == LAW_MONTHS_MAX)
            return wrong(fault, STR("months"), "more than 24 months");
        for (int i = 0; i < f->n_months; i++)
            if (day_eq(f->months[i], m))
                return wrong(fault, STR("months"), "names a month twice");
        f->months[f->n_months++] = m;
    }
    return OK;
}

// absence_hours_YYYY_MM and absence_days_YYYY_MM; OK with *mine false when the key is another.
static err set_absence(struct law_facts *f, str key, str value, bool *mine, struct law_fault *fault)
{
    bool hours = str_starts(key, STR("absence_hours_"));
    *mine = hours || str_starts(key, STR("absence_days_"));
    if (!*mine)
        return OK;
    day m;
    int64_t n;
    if (!month_parse(str_part(key, hours ? 14 : 13, key.n), '_', &m))
        return wrong(fault, key, "does not end in a month YYYY_MM");
    if (!hundredths(value, &n) || n > 74400)
        return wrong(fault, key, "is not a number from 0 to 744");
    int i = 0;
    while (i < f->n_absent && !day_eq(f->absent[i].month, m))
        i++;
    if (i == LAW_MONTHS_MAX)
        return wrong(fault, key, "more than 24 months");
    if (i == f->n_absent)
        f->absent[f->n_absent++] = (struct law_absence){ m, -1, -1 };
    int64_t *at = hours ? &f->absent[i].hours : &f->absent[i].days;
    if (*at >= 0)
        return wrong(fault, key, "is given twice");
    *at = n;
    return OK;
}

static err set(struct law_facts *f, enum law_fact id, str value, struct law_fault *fault)
{
    const struct key *k = &keys[id];
    if (law_fact_known(f, id))
        return wrong(fault, k->name, "is given twice");
    if (id == F_months)
        return set_months(f, value, fault);
    void *at = place(f, id);
    switch (k->kind) {
    case K_WORD:
        return set_word(f, k, value, fault);
    case K_DAY:
        if (!day_parse(value, at) || day_ymd(*(day *)at).year < 1900 ||
            day_ymd(*(day *)at).year > 2999)
            return wrong(fault, k->name, "is not a day YYYY-MM-DD");
        return OK;
    case K_MONTH:
        return month_parse(value, '-', at) ? OK
                                           : wrong(fault, k->name, "is not a month YYYY-MM");
    case K_NUM:
    case K_KR:
        if (value.n && value.p[0] == '-')
            return wrong(fault, k->name, "is negative");
        return hundredths(value, at) ? OK : wrong(fault, k->name, "is not a number");
    case K_SHARE:
        return share_parse(value, at) ? OK : wrong(fault, k->name, "is not a share from 0 to 1");
    }
    return OK;
}

static enum law_fact key_of(str name)
{
    for (enum law_fact id = F_NONE + 1; id < F_COUNT; id++)
        if (str_eq(keys[id].name, name))
            return id;
    return F_NONE;
}

err law_facts_read(str text, struct law_facts *f, struct law_fault *fault)
{
    str part;
    law_facts_clear(f);
    if (text.n > LAW_TEXT_MAX)
        return wrong(fault, STR("facts"), "longer than 4096 bytes");
    while (str_cut(&text, ';', &part)) {
        str key, value = str_trim(part);
        bool mine;
        if (!value.n)
            continue;
        if (str_find(value, STR("=")) == (size_t)-1)
            return wrong(fault, value, "has no value (key=value)");
        str_cut(&value, '=', &key);
        key = str_trim(key);
        value = str_trim(value);
        PASS(set_absence(f, key, value, &mine, fault));
        if (mine)
            continue;
        enum law_fact id = key_of(key);
        if (id == F_NONE)
            return wrong(fault, key, "is not a fact that is known here");
        PASS(set(f, id, value, fault));
    }
    return law_facts_agree(f, fault);
}

static bool before(day a, day b) // both known and the first earlier
{
    return day_known(a) && day_known(b) && day_cmp(a, b) < 0;
}

err law_facts_agree(const struct law_facts *f, struct law_fault *fault)
{
    static const struct {
        enum law_fact later, earlier;
        const char *what;
    } order[] = {
        { F_permit_granted, F_birth, "is before birth" },
        { F_start, F_offer, "is before offer" },
        { F_arrived, F_birth, "is before birth" },
        { F_settled, F_birth, "is before birth" },
        { F_lived_since, F_birth, "is before birth" },
        { F_start, F_birth, "is before birth" },
        { F_offer, F_birth, "is before birth" },
        { F_child_birth, F_birth, "is before birth" },
        { F_notice_received, F_decision_made, "is before decision_made" },
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (before(law_fact_day(f, order[i].later), law_fact_day(f, order[i].earlier)))
            return wrong(fault, keys[order[i].later].name, order[i].what);
    static const struct {
        enum law_fact fact;
        int64_t most; // hundredths
        const char *what;
    } limit[] = {
        { F_job_hours_week, 16800, "is more than 168" },
        { F_job_offer_hours_week, 16800, "is more than 168" },
        { F_part_time_percent, 10000, "is more than 100" },
        { F_absence_hours, 74400 * 12, "is more than the hours of a year" },
        { F_absence_days, 36600, "is more than 366" },
        { F_leave_days, 36600, "is more than 366" },
        { F_illness_days, 100000, "is more than 1000" },
        { F_duration_months, 24000, "is more than 240" },
        { F_approved_leave_months, 24000, "is more than 240" },
        { F_lessons_norwegian_social_week, 16800, "is more than 168" },
        { F_children, 5000, "is more than 50" },
        { F_programme_work_hours, 74400 * 12, "is more than the hours of a year" },
    };
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
        if (*(const int64_t *)seen(f, limit[i].fact) > limit[i].most)
            return wrong(fault, keys[limit[i].fact].name, limit[i].what);
    static const enum law_fact whole[] = { F_duration_months, F_approved_leave_months, F_children };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (law_fact_known(f, whole[i]) && *(const int64_t *)seen(f, whole[i]) % 100)
            return wrong(fault, keys[whole[i]].name, "is not a whole number");
    return OK;
}

err law_facts_on(const struct law_facts *f, day on, struct law_fault *fault)
{
    if (before(on, f->birth))
        return wrong(fault, STR("birth"), "is after the day of the decision");
    return OK;
}
