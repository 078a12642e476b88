// SPDX-License-Identifier: Apache-2.0
// The introduction benefit: §§ 19-25, regulation 2024-1215, regulation § 43b, § 46(2) g.
//
// Exact fractions throughout, rounded once at the end, half up, to øre (convention CV-01).
#include "law/rule.h"

struct ratio { // øre; den > 0
    __int128 num;
    int64_t den;
};

static int64_t common(int64_t a, int64_t b)
{
    while (b) {
        int64_t t = a % b;
        a = b;
        b = t;
    }
    return a;
}

// Denominators are products of 12, 30, 1850, 100 and the share's, so their multiple stays small.
static struct ratio add(struct ratio a, struct ratio b)
{
    int64_t g = common(a.den, b.den);
    return (struct ratio){ a.num * (b.den / g) + b.num * (a.den / g), a.den / g * b.den };
}

static struct ratio times(struct ratio a, int64_t num, int64_t den)
{
    int64_t g = common(num, den);
    if (g > 1) {
        num /= g;
        den /= g;
    }
    return (struct ratio){ a.num * num, a.den * den };
}

static bool less(struct ratio a, struct ratio b)
{
    return a.num * b.den < b.num * a.den;
}

static struct ratio least(struct ratio a, struct ratio b)
{
    return less(a, b) ? a : b;
}

static struct ratio ore(int64_t n)
{
    return (struct ratio){ n, 1 };
}

static int64_t rounded(const struct decide *w, struct ratio a) // never negative here
{
    int64_t down = (int64_t)(a.num / a.den);
    __int128 twice = 2 * (a.num - (__int128)down * a.den);
    switch (w->law->setting[C_rounding]) {
    case HALF_EVEN:
        return down + (twice > a.den || (twice == a.den && down % 2));
    case DOWN:
        return down;
    }
    return down + (twice >= a.den);
}

static const struct ratio zero = { 0, 1 };

// G of the day, in øre; fails the answer when the table does not reach back.
static bool basic(struct decide *w, day on, struct ratio *out)
{
    int64_t g = law_basic_on(w->law, on);
    if (g < 0) {
        fault(w, "the basic amount of that day is not in the table");
        return false;
    }
    noting(w, BE_23, F_month, F_date, F_year_of_G);
    *out = ore(g * 100);
    return true;
}

static bool whole_year(struct decide *w, day on, struct law_share share, struct ratio *out)
{
    if (!basic(w, on, out))
        return false;
    noting(w, BE_02, F_NONE);
    *out = times(times(*out, par_on(w, P_year_in_G, AT(2021, 1, 1)), 1), share.num, share.den);
    return true;
}

static struct ratio per(const struct decide *w, struct ratio year, enum law_parameter p)
{
    return times(year, 1, par_on(w, p, AT(2021, 1, 1)));
}
static struct ratio per_month(const struct decide *w, struct ratio year)
{
    return per(w, year, P_months_of_year);
}
static struct ratio per_day(const struct decide *w, struct ratio year)
{
    return per(w, per_month(w, year), P_days_of_month);
}
static struct ratio per_hour(const struct decide *w, struct ratio year)
{
    return per(w, year, P_hours_of_year);
}

enum couple { NO_COUPLE, OLD_COUPLE, NEW_COUPLE, UNSURE_COUPLE };

// § 20(4): both take part and have no children; only who was new on or after 2024-07-01.
static enum couple couple(const struct decide *w, day first, day last)
{
    const struct law_facts *f = w->f;
    if (f->spouse_in_programme != YES || f->has_children != NO || !since(first, ACT_2024_53))
        return NO_COUPLE;
    if (until(f->child_birth, first) || (day_known(f->spouse_start) && day_cmp(f->spouse_start, last) > 0))
        return NO_COUPLE;
    if (!since(f->start, ACT_2024_53))
        return day_known(f->start) ? OLD_COUPLE : UNSURE_COUPLE;
    if (within(f->child_birth, first, last) ||
        (day_known(f->spouse_start) && day_cmp(f->spouse_start, first) > 0))
        return UNSURE_COUPLE;
    return NEW_COUPLE;
}

struct rate {
    struct law_share share;
    const char *paragraph, *day_paragraph; // by month, by day and hour
};

// The share of the full benefit over [first, last]. False when the answer is said already.
static bool share_of(struct decide *w, day first, day last, struct rate *out)
{
    const struct law_facts *f = w->f;
    *out = (struct rate){ { 1, 1 }, "§ 20(1)-(2)", "§ 20(2)" };
    if (f->benefit_share.den) {
        out->share = f->benefit_share;
        noting(w, BE_02, F_benefit_share);
        return true;
    }
    bool old_act = under_introduction_act(w);
    bool aged = day_known(f->birth);
    int at_first = aged ? age_on(w, f->birth, first) : 99, at_last = aged ? age_on(w, f->birth, last) : 99;
    int youth = par_on(w, P_youth_age, AT(2021, 1, 1));
    if (aged)
        out->day_paragraph = "§ 20(2)-(3)";
    if (at_first < youth && at_last >= youth) {
        because(w, BE_24, F_birth, F_month);
        review(w, "§ 20(3)", "Turns 25 during the month: the rate changes on the birthday, but no rule "
                             "says how the days of the month are counted.");
        return false;
    }
    enum couple pair = old_act ? NO_COUPLE : couple(w, first, last);
    if (pair == UNSURE_COUPLE) {
        because(w, BE_08, F_spouse_in_programme, F_start, F_spouse_start, F_child_birth);
        if (!day_known(f->start))
            need(w, F_start);
        else
            review(w, "§ 20(4)", "The couple's condition begins or ends inside the month: no rule says "
                                 "how the days are counted.");
        return false;
    }
    if (pair == NEW_COUPLE && at_first < youth) {
        because(w, BE_09, F_birth, F_spouse_in_programme, F_has_children, F_start);
        review(w, "§ 20(3)-(4)", "Under 25 and in a couple without children where both take part: how do "
                                 "5/6 and 2/3 or 1/3 go together?");
        return false;
    }
    if (at_first < youth) {
        bool home = f->living_with_parents == YES && !old_act;
        if (home)
            because(w, BE_07, F_birth, F_living_with_parents);
        else
            because(w, BE_06, F_birth, F_living_with_parents);
        out->share = home ? (struct law_share){ 1, 3 } : (struct law_share){ 2, 3 };
        out->paragraph = "§ 20(3)";
    } else if (pair == NEW_COUPLE) {
        because(w, BE_08, F_spouse_in_programme, F_has_children, F_start);
        *out = (struct rate){ { 5, 6 }, "§ 20(4)", "§ 20(4)" };
    } else if (pair == OLD_COUPLE) {
        because(w, BE_08, F_spouse_in_programme, F_has_children, F_start);
        out->paragraph = "§ 20(4); reg 2024-1215";
    } else if (aged && at_first == youth) {
        because(w, BE_24, F_birth);
    }
    if (old_act)
        out->paragraph = out->day_paragraph = "Introduction Act § 8";
    return true;
}

// Part of a month at the start of the programme, and part time for another reason than the
// municipality's: the law has no counting rule.
static bool whole_month(struct decide *w, day first, day last)
{
    const struct law_facts *f = w->f;
    if (within(f->start, day_add(first, 1), last)) {
        noting(w, BE_04, F_start, F_month);
        review(w, "§ 20(2)", "The programme starts inside the month: no rule says how the days of a part "
                             "month are counted.");
        return false;
    }
    if (f->part_time_percent >= 0 && f->part_time_percent < 10000) {
        because(w, CO_12, F_part_time_percent, F_part_time_reason, F_permit);
        if (f->part_time_reason != MUNICIPAL_CAPACITY && w->f->part_time_reason) {
            review(w, "§ 37 c(4)", "Part time for another reason than the municipality's capacity: which "
                                   "part of the benefit is due?");
            return false;
        }
    }
    return true;
}

static day month_end(day first)
{
    return day_add(day_add_months(first, 1), -1);
}

static day basic_day(const struct decide *w, day first) // CV-02
{
    return w->law->setting[C_month_basic_amount] ? month_end(first) : first;
}

static int64_t absent_in(const struct decide *w, day month, bool hours)
{
    const struct law_facts *f = w->f;
    for (int i = 0; i < f->n_absent; i++)
        if (day_eq(f->absent[i].month, month))
            return hours ? f->absent[i].hours : f->absent[i].days;
    return -1;
}

struct cuts { // paragraphs of the deductions that were made
    bool absence, work, outside, granted, transitional, child;
};

// Work inside the programme: by its hours, or by the pay when that is less (§ 23(2)).
static struct ratio work_cut(struct decide *w, struct ratio year, struct cuts *c)
{
    const struct law_facts *f = w->f;
    if (f->programme_work_hours < 0)
        return zero;
    c->work = true;
    because(w, BE_16, F_programme_work_hours);
    struct ratio cut = times(per_hour(w, year), f->programme_work_hours, 100);
    if (f->programme_pay < 0)
        return cut;
    because(w, BE_17, F_programme_pay);
    return least(cut, ore(f->programme_pay));
}

// Work outside counts only for § 34 in a part-time programme paid as full time: never below what the
// hours in the programme give (regulation § 43b, 2022-06-27 to 2025-12-31).
static struct ratio outside_cut(struct decide *w, struct ratio month, day first, struct cuts *c)
{
    const struct law_facts *f = w->f;
    if (f->outside_pay < 0)
        return zero;
    c->outside = true;
    bool part = f->permit == UTL34 && f->part_time_percent >= 0 && f->part_time_percent < 10000 &&
                within(first, AT(2022, 6, 27), AT(2025, 12, 31));
    if (!part) {
        noting(w, BE_15, F_outside_pay);
        return zero;
    }
    because(w, BE_22, F_outside_pay, F_part_time_percent, F_permit);
    return least(ore(f->outside_pay), times(month, 10000 - f->part_time_percent, 10000));
}

static bool transitional_cut(struct decide *w, day first, struct ratio *cut, struct cuts *c)
{
    struct ratio g;
    *cut = zero;
    if (w->f->transitional_benefit_year < 0)
        return true;
    c->transitional = true;
    because(w, BE_13, F_transitional_benefit_year);
    if (!basic(w, first, &g))
        return false;
    int64_t free_g = law_value_on(w->law, P_transitional_free_G, AT(2021, 1, 1));
    struct ratio over = add(ore(w->f->transitional_benefit_year), times(g, -free_g, 100));
    if (over.num > 0)
        *cut = per_month(w, times(over, par_on(w, P_transitional_percent, AT(2021, 1, 1)), 100));
    return true;
}

// What is taken from one month. `hours`, `days`: absence of that month, hundredths, -1 for none.
static bool month_cut(struct decide *w, day first, struct ratio year, int64_t hours, int64_t days,
                      struct ratio *sum, struct cuts *c)
{
    const struct law_facts *f = w->f;
    struct ratio cut;
    *sum = zero;
    if (hours >= 0 || days >= 0) {
        c->absence = true;
        because(w, BE_10, F_absence_hours, F_absence_days);
    }
    if (hours >= 0) {
        noting(w, BE_05, F_absence_hours);
        *sum = add(*sum, times(per_hour(w, year), hours, 100));
    }
    if (days >= 0) {
        because(w, CV_07, F_absence_days);
        *sum = add(*sum, w->law->setting[C_whole_day] ? times(per_hour(w, year), 75 * days, 1000)
                                                      : times(per_day(w, year), days, 100));
    }
    *sum = add(*sum, work_cut(w, year, c));
    *sum = add(*sum, outside_cut(w, per_month(w, year), first, c));
    if (f->aap_month >= 0) {
        c->granted = true;
        because(w, BE_12, F_aap_month);
        *sum = add(*sum, ore(f->aap_month));
    }
    if (f->child_benefit_month >= 0) {
        c->child = true;
        noting(w, BE_14, F_child_benefit_month);
    }
    if (!transitional_cut(w, first, &cut, c))
        return false;
    *sum = add(*sum, cut);
    return true;
}

static const char *cut_paragraph(const struct cuts *c, bool payment)
{
    if (c->absence && !c->work && !c->granted && !c->transitional)
        return payment ? "§§ 20-21" : "§ 21, § 20(2)";
    if (c->absence)
        return c->work ? "§ 21, § 23(2)" : c->granted ? "§ 21, § 22(1)" : "§ 21, § 22(2)";
    if (c->work)
        return c->granted ? "§ 22(1), § 23(2)" : "§ 23(2)";
    if (c->granted)
        return "§ 22(1)";
    if (c->transitional)
        return "§ 22(2)";
    if (c->child)
        return "§ 22(3)";
    return c->outside ? "§ 23(1)" : "§ 20(1)-(2)";
}

// The months asked about: `months`, `month`, or the month of the decision.
static int months_asked(const struct decide *w, day list[LAW_MONTHS_MAX])
{
    const struct law_facts *f = w->f;
    if (f->n_months) {
        memcpy(list, f->months, sizeof f->months);
        return f->n_months;
    }
    if (day_known(f->month))
        list[0] = f->month;
    else if (day_known(f->date))
        list[0] = day_of(day_ymd(f->date).year, day_ymd(f->date).month, 1);
    else
        return 0;
    return 1;
}

struct account {
    struct ratio full, cut;
    struct cuts cuts;
    const char *paragraph;
};

// Benefit and deductions over the months asked about. False when the answer is said already.
static bool account(struct decide *w, struct account *sum)
{
    const struct law_facts *f = w->f;
    day list[LAW_MONTHS_MAX];
    int n = months_asked(w, list);
    struct ratio first = zero;
    *sum = (struct account){ .full = zero, .cut = zero };
    if (!n) {
        need(w, F_month);
        return false;
    }
    noting(w, CV_02, F_month);
    for (int i = 0; i < n; i++) {
        struct rate rate;
        struct ratio year, cut;
        int64_t hours = absent_in(w, list[i], true), days = absent_in(w, list[i], false);
        if (n == 1 || i == 0) { // without a month in the key they are of the first
            hours = hours < 0 ? f->absence_hours : hours;
            days = days < 0 ? f->absence_days : days;
        }
        if (n > 1 && (hours >= 0 || days >= 0))
            because(w, CV_08, F_months);
        if (!whole_month(w, list[i], month_end(list[i])) ||
            !share_of(w, list[i], month_end(list[i]), &rate) ||
            !whole_year(w, basic_day(w, list[i]), rate.share, &year))
            return false;
        first = i == 0 ? year : first;
        if (!month_cut(w, list[i], w->law->setting[C_mixed_months] ? first : year, hours, days, &cut,
                       &sum->cuts))
            return false;
        struct ratio full = per_month(w, year);
        noting(w, BE_03, F_NONE);
        sum->full = add(sum->full, full);
        sum->cut = add(sum->cut, least(cut, full)); // never below nothing, month by month
        sum->paragraph = rate.paragraph;
    }
    return true;
}

void law_benefit_month(struct decide *w)
{
    struct account sum;
    if (account(w, &sum))
        say_money(w, rounded(w, sum.full), sum.paragraph);
}

void law_benefit_sum(struct decide *w)
{
    struct account sum;
    if (account(w, &sum))
        say_money(w, rounded(w, sum.full), "§ 20(1)");
}

void law_deduction(struct decide *w)
{
    struct account sum;
    if (account(w, &sum))
        say_money(w, rounded(w, sum.cut), cut_paragraph(&sum.cuts, false));
}

void law_payment(struct decide *w)
{
    const struct law_facts *f = w->f;
    struct account sum;
    if (f->payment_before >= 0 && f->deduction >= 0) {
        because(w, BE_18, F_payment_before, F_deduction);
        say_money(w, f->payment_before > f->deduction ? f->payment_before - f->deduction : 0,
                  "§§ 20-21");
        return;
    }
    if (!account(w, &sum))
        return;
    if (f->deduction >= 0)
        sum.cut = least(add(sum.cut, ore(f->deduction)), sum.full);
    noting(w, BE_18, F_month);
    say_money(w, rounded(w, add(sum.full, (struct ratio){ -sum.cut.num, sum.cut.den })),
              cut_paragraph(&sum.cuts, true));
}

// The rate of one day: `date`, or the first of `month`, or the day of the decision.
static bool rate_of_day(struct decide *w, struct rate *rate, struct ratio *year)
{
    const struct law_facts *f = w->f;
    day on = day_known(f->date) ? f->date : day_known(f->month) ? f->month : w->on;
    day last = day_known(f->date) || !day_known(f->month) ? on : month_end(on);
    return share_of(w, on, last, rate) && whole_year(w, on, rate->share, year);
}

void law_benefit_day(struct decide *w)
{
    struct rate rate;
    struct ratio year;
    if (!rate_of_day(w, &rate, &year))
        return;
    noting(w, BE_04, F_date);
    say_money(w, rounded(w, per_day(w, year)), rate.day_paragraph);
}

void law_benefit_hour(struct decide *w)
{
    struct rate rate;
    struct ratio year;
    if (!rate_of_day(w, &rate, &year))
        return;
    noting(w, BE_05, F_date);
    say_money(w, rounded(w, per_hour(w, year)), rate.day_paragraph);
}

void law_benefit_year(struct decide *w)
{
    const struct law_facts *f = w->f;
    struct rate rate;
    struct ratio year;
    day on = day_known(f->date) ? f->date : day_known(f->month) ? f->month : w->on;
    day of_g = day_known(f->year_of_G) ? f->year_of_G : on;
    if (!share_of(w, on, on, &rate) || !whole_year(w, of_g, rate.share, &year))
        return;
    say_money(w, rounded(w, year), str_is(STR("§ 20(1)-(2)"), rate.paragraph) ? "§ 20(1)" : rate.paragraph);
}

void law_deduction_individual_decision(struct decide *w)
{
    const struct law_facts *f = w->f;
    struct ratio before = ore(f->payment_before), cut = ore(f->deduction), g;
    day on = day_known(f->month) ? f->month : day_known(f->date) ? f->date : w->on;
    struct account sum;
    if (f->payment_before < 0 || f->deduction < 0) {
        if (!day_known(f->month) && !f->n_months) {
            need(w, f->deduction < 0 ? F_deduction : F_payment_before);
            return;
        }
        if (!account(w, &sum))
            return;
        before = f->payment_before < 0 ? ore(rounded(w, sum.full)) : before;
        cut = f->deduction < 0 ? ore(rounded(w, sum.cut)) : cut;
    }
    if (!basic(w, on, &g))
        return;
    because(w, AD_02, F_payment_before, F_deduction, F_month);
    bool half = !less(times(cut, 100, 1), times(before, par(w, P_large_deduction_percent), 1));
    bool twelfth = !less(cut, times(g, 1, par(w, P_large_deduction_G_parts)));
    say(w, half && twelfth ? "yes" : "no", "§ 46(2)g");
}
