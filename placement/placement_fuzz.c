// SPDX-License-Identifier: Apache-2.0
// Whatever the file: it is refused with a line, or it is solved to a plan that keeps the rules and a
// bound that is not below it.
#include "placement/placement.h"
#include "test/fuzz.h"

static bool soon(void *arg)
{
    return ++*(int *)arg > 3;
}

FUZZ(placement)
{
    struct placement_file f;
    struct placement_plan plan;
    int polls = 0;
    struct placement_limits l = { .stop = soon, .stop_arg = &polls, .seed = 1, .bytes = 64 << 20 };
    str fault = STR("");
    if (placement_read(a, in, 16 << 20, &f, &fault) != OK) {
        HOLDS(fault.n > 0);
        return;
    }
    if ((uint64_t)f.problem.municipalities * (f.problem.households + 1) > 20000)
        return;
    if (place(a, &f.problem, &l, &plan, &fault) != OK)
        return;
    HOLDS(placement_check(a, &f.problem, &plan, &fault) == OK);
    HOLDS(plan.bound >= plan.objective);
}
