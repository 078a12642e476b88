// SPDX-License-Identifier: Apache-2.0
// placement solve: the engine on a file, for tests and for running by hand.
#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "app/placement_file.h"
#include "placement/fair.h"

struct options {
    const char *plan, *warm;
    double gap, seconds, megabytes, seed;
    const char *groups, *floor; // a file; GROUP:MEAN
    struct fair_wish fair;
    struct placement_stay stay;
};

static bool stay_asked(const struct options *x)
{
    return x->stay.share > 0 || x->stay.amount > 0;
}

static bool fair_asked(const struct options *x)
{
    return x->fair.even || x->fair.no_envy || x->fair.preferences || x->floor;
}

// GROUP:MEAN, a group of the file.
static bool floor_of(struct arena *a, struct options *x)
{
    int64_t group;
    double mean;
    str text = str_z(x->floor);
    size_t colon = str_find(text, STR(":"));
    int64_t *floor = NEW_ARRAY(a, x->fair.groups + 1, int64_t);
    for (uint32_t g = 0; g < x->fair.groups; g++)
        floor[g] = FAIR_NO_FLOOR;
    if (!x->fair.group || colon == (size_t)-1 || !str_int(str_part(text, 0, colon), &group) || group < 0 ||
        group >= x->fair.groups || !str_double(str_part(text, colon + 1, text.n), &mean) || mean > 1e9 || mean < -1e9) {
        fputs("placement solve: --floor takes GROUP:MEAN, a group of the file that --groups names\n", stderr);
        return false;
    }
    floor[group] = (int64_t)(mean * 1e6);
    x->fair.floor = floor;
    return true;
}

// "250": an amount; "2%" or "0.02": a share of the value.
static bool stay_of(const char *text, struct placement_stay *x)
{
    char *end;
    if (!text)
        return true;
    double v = strtod(text, &end);
    bool percent = *end == '%' && !end[1];
    if (end == text || (*end && !percent) || !(v >= 0))
        return false;
    x->share = percent ? v / 100 : v < 1 ? v : 0;
    x->amount = !percent && v >= 1 ? v : 0;
    return true;
}

static int solve_file(const char *path, struct options *x)
{
    struct arena *a = arena_make(0);
    struct placement_file f;
    struct placement_plan plan, warm = { 0 };
    struct placement_limits l = { .gap = x->gap, .seconds = x->seconds, .seed = (uint64_t)x->seed,
                                  .bytes = (size_t)(x->megabytes * 1e6) };
    struct out o = { 0 };
    str fault = STR("");
    int code = placement_instance_of(a, path, l.bytes, &f);
    if (code == PLACED && x->warm) {
        code = placement_plan_of(a, x->warm, &f, &warm);
        l.warm = &warm;
    }
    if (code == PLACED && x->groups)
        code = placement_groups_of(a, x->groups, &f, &x->fair.group, &x->fair.groups);
    if (code == PLACED && x->floor && !floor_of(a, x))
        code = BAD_USE;
    if (code == PLACED) {
        err e = stay_asked(x)   ? placement_stick(a, &f.problem, &x->stay, &l, &plan, &fault)
                : fair_asked(x) ? placement_fair(a, &f.problem, &l, &x->fair, &plan, &fault)
                                : place(a, &f.problem, &l, &plan, &fault);
        code = placement_said(path, e, fault);
    }
    if (code == PLACED) {
        placement_write(&o, &f, &plan);
        code = placement_put(x->plan, &o);
    }
    out_drop(&o);
    arena_drop(a);
    return code;
}

static int solve(int argc, char **argv)
{
    static const char *const known[] = { "-o", "--gap", "--seconds", "--warm", "--stick", "--seed", "--memory", "--even", "--no-envy",
                                         "--preferences", "--groups", "--floor", NULL };
    struct args args = args_of(argc, argv);
    struct options x = { .gap = 0.001, .seconds = 10, .seed = 1 };
    args.command = "placement solve";
    x.plan = args_value(&args, "-o");
    x.warm = args_value(&args, "--warm");
    x.groups = args_value(&args, "--groups");
    x.floor = args_value(&args, "--floor");
    x.fair.even = args_flag(&args, "--even");
    x.fair.no_envy = args_flag(&args, "--no-envy");
    x.fair.preferences = args_flag(&args, "--preferences");
    if (!placement_number(args_value(&args, "--gap"), &x.gap) ||
        !placement_number(args_value(&args, "--seconds"), &x.seconds) ||
        !placement_number(args_value(&args, "--seed"), &x.seed) ||
        !placement_number(args_value(&args, "--memory"), &x.megabytes)) {
        fputs("placement solve: --gap, --seconds, --seed and --memory take a number from 0 up\n", stderr);
        return BAD_USE;
    }
    if (!stay_of(args_value(&args, "--stick"), &x.stay) || (stay_asked(&x) && (!x.warm || fair_asked(&x)))) {
        fputs("placement solve: --stick takes an amount, or a share as in 2%; it needs --warm and goes with no wish for fairness\n", stderr);
        return BAD_USE;
    }
    const char *path = args_next(&args);
    if (args_end(&args, known))
        return BAD_USE;
    if (!path) {
        fputs("placement solve: the file of an instance is needed\n", stderr);
        return BAD_USE;
    }
    return solve_file(path, &x);
}

COMMAND(placement_solve, "placement solve", "matches waiting households to municipalities, with proof",
        "fotfeste placement solve FILE [-o PLAN] [--gap 0.001] [--seconds 10] [--warm PLAN]\n"
        "                         [--stick 2%] [--seed 1] [--memory MB] [--even] [--no-envy] [--preferences]\n"
        "                         [--groups FILE --floor GROUP:MEAN]\n"
        "\n"
        "Reads an instance and writes a plan: who is placed where and when, who is not and why, the\n"
        "value of it all, a bound that no plan can pass, and the prices of capacity from which\n"
        "anybody can compute that bound again.\n"
        "\n"
        "  -o PLAN       file to write; standard output unless given\n"
        "  --gap X       stop when the plan is proven to lack at most this share (0.001)\n"
        "  --seconds S   stop after so much processor time (10); 0: none\n"
        "  --warm PLAN   begin with an earlier plan of this instance and its prices\n"
        "  --stick N     who the earlier plan placed stays unless moving gains more than N, or N % of\n"
        "                the value (2% is usual)\n"
        "  --seed N      the same seed gives the same plan (1)\n"
        "  --memory MB   refuse rather than use more\n"
        "  --even        first make the smallest share of capacity that is filled as great as can be\n"
        "  --no-envy     trade justified envy away as far as --gap allows\n"
        "  --preferences count ranks, not values\n"
        "  --floor G:V   lift the mean value of group G (of the file --groups names) to V\n"
        "\n"
        "Ends with 0 when a plan was written, 1 when the command was not understood or a file could\n"
        "not be read or written, 2 when the instance is malformed (file, line, what was expected), 3\n"
        "when the memory does not suffice.\n"
        "\n"
        "Example: fotfeste placement solve week38.txt -o week38.plan --gap 0.0001",
        solve);
