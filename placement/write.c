// SPDX-License-Identifier: Apache-2.0
// A plan as a file: what is placed where, why not, and the prices that prove how good it is. Sorted,
// so that the same plan gives the same bytes.
#include <inttypes.h>

#include "base/out.h"
#include "placement/placement.h"

static const char *const states[] = { "optimal", "within", "limit" };

static void decimal(struct out *o, int64_t millionths)
{
    int64_t whole = millionths / 1000000, rest = millionths % 1000000;
    out_int(o, whole);
    if (!rest)
        return;
    char digits[8];
    int n = 6;
    for (int i = 5; i >= 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    while (n > 1 && digits[n - 1] == '0')
        n--;
    out_char(o, '.');
    out_put(o, (str){ digits, (size_t)n });
}

static void where(struct out *o, const struct placement_file *f, uint32_t m, int kind, int period)
{
    out_put(o, f->municipality[m]);
    out_char(o, ' ');
    out_put(o, f->kind[kind]);
    out_char(o, ' ');
    if (period < 0)
        OUT(o, "*");
    else
        out_int(o, period);
    out_char(o, ' ');
}

static void places(struct out *o, const struct placement_file *f, const struct placement_plan *plan)
{
    for (uint32_t h = 0; h < f->problem.households; h++) {
        bool placed = plan->place[h] >= 0;
        out_put(o, placed ? STR("place ") : STR("unplaced "));
        out_put(o, f->household[h]);
        out_char(o, ' ');
        if (placed) {
            out_put(o, f->municipality[plan->place[h]]);
            out_char(o, ' ');
            out_int(o, plan->period[h]);
        } else {
            out_put(o, str_z(placement_reasons[plan->reason[h]]));
        }
        out_char(o, '\n');
    }
}

void placement_write(struct out *o, const struct placement_file *f, const struct placement_plan *plan)
{
    out_f(o, "solution 1\nstatus %s\nobjective %" PRId64 "\nbound %" PRId64 "\n", states[plan->status],
          plan->objective, plan->bound);
    places(o, f, plan);
    for (size_t i = 0; i < plan->price_count; i++) {
        const struct placement_price *p = &plan->prices[i];
        OUT(o, "price ");
        where(o, f, p->municipality, p->kind, p->period);
        decimal(o, p->price);
        out_char(o, '\n');
    }
    for (uint32_t m = 0; plan->fill_price && m < f->problem.municipalities; m++)
        if (plan->fill_price[m]) {
            OUT(o, "minprice ");
            out_put(o, f->municipality[m]);
            out_char(o, ' ');
            decimal(o, plan->fill_price[m]);
            out_char(o, '\n');
        }
    for (size_t i = 0; i < plan->cut_count; i++) {
        const struct placement_cut *c = &plan->cuts[i];
        OUT(o, "cut ");
        out_put(o, f->municipality[c->municipality]);
        out_char(o, ' ');
        decimal(o, c->price);
        out_f(o, " %d", c->divisor);
        for (int k = 0; k < f->problem.kinds; k++)
            out_f(o, " %d", c->lambda[k]);
        out_char(o, '\n');
    }
    for (size_t i = 0; i < plan->overfull_count; i++) {
        const struct placement_overfull *x = &plan->overfull[i];
        OUT(o, "overfull ");
        where(o, f, x->municipality, x->kind, x->period);
        out_int(o, x->excess);
        out_char(o, '\n');
    }
    if (plan->bound_search != INT64_MAX)
        out_f(o, "bound-search %" PRId64 "\n", plan->bound_search);
    OUT(o, "prices\nend\n");
}
