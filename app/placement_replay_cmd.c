// SPDX-License-Identifier: Apache-2.0
// placement replay: a year played again, household by household, beside the bound of the whole.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "app/placement_file.h"

enum { YEARS_MOST = 8, WEEKS = 50, WEEKS_MOST = 1000 };

struct playing {
    const char *order, *expected[YEARS_MOST], *plan, *rule;
    size_t years;
    double weeks, samples, multiplier, even, seconds, seed;
};
struct turns {
    uint32_t *order, n;
    uint32_t week[WEEKS_MOST], weeks;
};

// Names by their turn; '%' on a line of its own ends a week.
static int read_order(struct arena *a, const char *path, const struct placement_file *f, struct turns *t)
{
    str text;
    uint32_t line = 1, h;
    bool *seen = NEW_ARRAY(a, f->problem.households + 1, bool);
    if (!placement_map(path, &text))
        return BAD_USE;
    for (size_t i = 0; i < text.n;) {
        char c = text.p[i];
        line += c == '\n';
        if (c == ' ' || c == '\t' || c == '\n') {
            i++;
            continue;
        }
        size_t from = i;
        while (i < text.n && text.p[i] != ' ' && text.p[i] != '\t' && text.p[i] != '\n')
            i++;
        str word = { text.p + from, i - from };
        if (str_eq(word, STR("%"))) {
            if (t->weeks + 1 < WEEKS_MOST && (!t->weeks || t->week[t->weeks - 1] < t->n))
                t->week[t->weeks++] = t->n;
            continue;
        }
        if (!placement_household(f, word, &h) || seen[h]) {
            fprintf(stderr, "%s: line %u: a household of the instance, each once\n", path, line);
            return MALFORMED;
        }
        seen[h] = true;
        t->order[t->n++] = h;
    }
    if (t->n != f->problem.households) {
        fprintf(stderr, "%s: line %u: %u households, the instance has %u\n", path, line, t->n, f->problem.households);
        return MALFORMED;
    }
    return PLACED;
}

static void even_weeks(struct turns *t, uint32_t weeks)
{
    if (!t->weeks)
        for (uint32_t w = 0; w + 1 < weeks; w++)
            t->week[t->weeks++] = (uint32_t)((uint64_t)t->n * (w + 1) / weeks);
    if (!t->weeks || t->week[t->weeks - 1] < t->n)
        t->week[t->weeks++] = t->n;
}

static bool same_country(const struct placement_problem *p, const struct placement_problem *q)
{
    return p->municipalities == q->municipalities && p->kinds == q->kinds && p->periods == q->periods;
}

static const char *const rules[] = { "first-come", "priced", "weekly" };

static int play(struct arena *a, const char *path, const struct playing *x)
{
    struct placement_file f, other;
    struct turns t = { 0 };
    struct placement_problem expected[YEARS_MOST];
    struct placement_limits l = { .seed = (uint64_t)x->seed, .seconds = x->seconds };
    str fault = STR("");
    int code = placement_instance_of(a, path, 0, &f);
    if (code != PLACED)
        return code;
    t.order = NEW_ARRAY(a, f.problem.households + 1, uint32_t);
    for (uint32_t h = 0; h < f.problem.households && !x->order; h++)
        t.order[t.n++] = h;
    if (x->order && (code = read_order(a, x->order, &f, &t)) != PLACED)
        return code;
    even_weeks(&t, (uint32_t)x->weeks);
    for (size_t i = 0; i < x->years; i++) {
        if ((code = placement_instance_of(a, x->expected[i], 0, &other)) != PLACED)
            return code;
        if (!same_country(&f.problem, &other.problem)) {
            fprintf(stderr, "%s: other municipalities, kinds or periods than %s\n", x->expected[i], path);
            return MALFORMED;
        }
        expected[i] = other.problem;
    }
    struct placement_replay r = { .order = t.order, .week = t.week, .weeks = t.weeks, .expected = expected,
                                  .expected_count = x->years, .multiplier = x->multiplier, .even = x->even,
                                  .samples = x->samples };
    for (int rule = 0; rule < 3; rule++) {
        struct placement_replayed got;
        struct mark back = arena_mark(a);
        if (x->rule && strcmp(x->rule, rules[rule]) != 0)
            continue;
        r.rule = (enum placement_rule)rule;
        if ((code = placement_said(path, placement_play(a, &f.problem, &r, &l, &got, &fault), fault)) != PLACED)
            return code;
        uint32_t unplaced = 0;
        for (uint32_t h = 0; h < f.problem.households; h++)
            unplaced += got.plan.place[h] < 0;
        printf("%s objective %lld bound %lld ratio %.5f unplaced %u uneven %.4f arrival %.1f us%s\n", rules[rule],
               (long long)got.plan.objective, (long long)got.plan.bound, got.ratio, unplaced, got.uneven,
               got.seconds_each * 1e6, rule && !x->years ? " (prices known in hindsight)" : "");
        fflush(stdout);
        if (x->plan) {
            struct out o = { 0 };
            placement_write(&o, &f, &got.plan);
            code = placement_put(x->plan, &o);
            out_drop(&o);
            if (code != PLACED)
                return code;
        }
        arena_back(a, back);
    }
    return PLACED;
}

static int replay(int argc, char **argv)
{
    static const char *const known[] = { "--order", "--expected", "--rule", "--weeks", "--samples", "--multiplier",
                                         "--even", "--seconds", "--seed", "-o", NULL };
    struct args args = args_of(argc, argv);
    struct playing x = { .weeks = WEEKS, .samples = 1, .multiplier = 1, .seed = 1 };
    args.command = "placement replay";
    x.order = args_value(&args, "--order");
    for (const char *e; x.years < YEARS_MOST && (e = args_value(&args, "--expected"));)
        x.expected[x.years++] = e;
    x.rule = args_value(&args, "--rule");
    x.plan = args_value(&args, "-o");
    bool rule = !x.rule;
    for (int i = 0; i < 3 && !rule; i++)
        rule = !strcmp(x.rule, rules[i]);
    if (!rule || (x.plan && !x.rule)) {
        fputs("placement replay: --rule is first-come, priced or weekly; -o needs it\n", stderr);
        return BAD_USE;
    }
    if (!placement_number(args_value(&args, "--weeks"), &x.weeks) ||
        !placement_number(args_value(&args, "--samples"), &x.samples) ||
        !placement_number(args_value(&args, "--multiplier"), &x.multiplier) ||
        !placement_number(args_value(&args, "--even"), &x.even) ||
        !placement_number(args_value(&args, "--seconds"), &x.seconds) ||
        !placement_number(args_value(&args, "--seed"), &x.seed) || x.weeks < 1 || x.weeks >= WEEKS_MOST ||
        x.samples > 100) {
        fputs("placement replay: --weeks from 1 to 999, --samples to 100, the others numbers from 0 up\n", stderr);
        return BAD_USE;
    }
    const char *path = args_next(&args);
    if (args_end(&args, known))
        return BAD_USE;
    if (!path) {
        fputs("placement replay: the file of an instance is needed\n", stderr);
        return BAD_USE;
    }
    struct arena *a = arena_make(0);
    int code = play(a, path, &x);
    arena_drop(a);
    return code;
}

COMMAND(placement_replay, "placement replay", "plays a year again, each household placed when it comes",
        "fotfeste placement replay FILE [--order FILE] [--expected FILE]... [--rule RULE [-o PLAN]]\n"
        "                          [--weeks 50] [--samples 1] [--multiplier 1] [--even 0] [--seed 1]\n"
        "\n"
        "Households come one by one and are placed at once, by what was known then. Three rules stand\n"
        "beside each other: first-come, the best place with room; priced, the best after paying the\n"
        "prices of expected years; weekly, priced anew each week for those who came and samples of\n"
        "later ones. Each line ends with the ratio to the bound of the whole year known in advance.\n"
        "\n"
        "  --order FILE      names of all households by their turn; '%' on a line ends a week\n"
        "  --expected FILE   another year in the same municipalities, up to eight times; without it the\n"
        "                    prices are those of the year itself, known in hindsight\n"
        "  --rule RULE       first-come, priced or weekly alone\n"
        "  -o PLAN           where that one's plan is written\n"
        "  --weeks N         equal weeks, when the order names none (50)\n"
        "  --samples X       later households drawn for each that is still to come (1)\n"
        "  --multiplier X    of the prices; above 1 spares dear places longer (1)\n"
        "  --even X          price per person that a municipality is behind an even pace (0)\n"
        "  --seconds S       of processor time for each rule; 0: none\n"
        "\n"
        "Ends with 0, 1 when the command was not understood or a file could not be read, 2 when a file is\n"
        "malformed, 3 when the memory does not suffice.\n"
        "\n"
        "Example: fotfeste placement replay 2026.txt --order arrivals.txt --expected 2025.txt",
        replay);
