// SPDX-License-Identifier: Apache-2.0
// placement fairness: how fair a plan is, in numbers.
#include <inttypes.h>
#include <stdio.h>

#include "app/command.h"
#include "app/placement_file.h"
#include "placement/fair.h"

static void tell(struct out *o, const struct placement_file *f, const struct fair_report *x)
{
    out_f(o, "waste %u explained-by-fill %u explained-by-tie %u\nenvy %u\n", x->waste, x->waste_fill, x->waste_tie, x->envious);
    if (x->least_share >= 0)
        out_f(o, "least-share %.6f %.*s\n", (double)x->least_share / 1e6, S(f->municipality[x->least_at]));
    out_f(o, "pairwise-stability %s\n", x->sizes_differ ? "not-sure: sizes differ" : "possible");
    for (uint32_t g = 0; g < x->groups; g++)
        out_f(o, "group %u households %u placed %u mean-value %.6f mean-rank %.6f\n", g, x->group[g].households,
              x->group[g].placed, (double)x->group[g].value / 1e6, (double)x->group[g].rank / 1e6);
    OUT(o, "end\n");
}

static int report(const char *path, const char *plan_path, const char *groups_path)
{
    struct arena *a = arena_make(0);
    struct placement_file f;
    struct placement_plan plan;
    struct fair_report x;
    struct out o = { 0 };
    const uint32_t *group = NULL;
    uint32_t groups = 0;
    str fault = STR("");
    int code = placement_instance_of(a, path, 0, &f);
    if (code == PLACED)
        code = placement_plan_of(a, plan_path, &f, &plan);
    if (code == PLACED && groups_path)
        code = placement_groups_of(a, groups_path, &f, &group, &groups);
    if (code == PLACED)
        code = placement_said(plan_path, placement_fair_report(a, &f.problem, &plan, group, groups, &x, &fault), fault);
    if (code == PLACED) {
        tell(&o, &f, &x);
        code = placement_put(NULL, &o);
    }
    out_drop(&o);
    arena_drop(a);
    return code;
}

static int fairness(int argc, char **argv)
{
    static const char *const known[] = { "--groups", NULL };
    struct args args = args_of(argc, argv);
    args.command = "placement fairness";
    const char *groups = args_value(&args, "--groups"), *path = args_next(&args), *plan = args_next(&args);
    if (args_end(&args, known))
        return BAD_USE;
    if (!path || !plan) {
        fputs("placement fairness: an instance and a plan are needed\n", stderr);
        return BAD_USE;
    }
    return report(path, plan, groups);
}

COMMAND(placement_fairness, "placement fairness", "tells how fair a plan is: waste, envy, evenness, groups",
        "fotfeste placement fairness FILE PLAN [--groups FILE]\n"
        "\n"
        "  waste        households that could move alone to a better place with room; those that a fill\n"
        "               wish or a tie explains are counted apart\n"
        "  envy         households that value a place more where one with a lower penalty is, and the\n"
        "               two could trade\n"
        "  least-share  the smallest share of capacity that is filled, and where\n"
        "  pairwise-stability  where households differ in size, a plan without pairs who would rather\n"
        "               have it otherwise need not exist\n"
        "  group        mean value and mean rank among own candidates (unplaced: value 0, last)\n"
        "\n"
        "  --groups FILE  lines \"HOUSEHOLD GROUP\", groups from 0 to 63; what they mean is not told\n"
        "\n"
        "Ends with 0, with 1 when the command was not understood or a file could not be read, with 2\n"
        "when a file is malformed or the plan breaks a rule.\n"
        "\n"
        "Example: fotfeste placement fairness week38.txt week38.plan --groups sex.txt",
        fairness);
