// SPDX-License-Identifier: Apache-2.0
// placement what-if: what a change would move and cost; the plan file stays as it is.
#include <inttypes.h>
#include <stdio.h>

#include "app/command.h"
#include "app/placement_file.h"
#include "placement/whatif.h"

enum { CHANGES = 64 };

static bool refuse(const char *what, const char *word)
{
    fprintf(stderr, "placement what-if: %s%s%s\n", what, word ? ": " : "", word ? word : "");
    return false;
}

static bool a_household(const struct placement_file *f, const char *word, uint32_t *h)
{
    return word && placement_household(f, str_z(word), h) ? true : refuse("a household was expected", word);
}

static bool a_municipality(const struct placement_file *f, const char *word, uint32_t *m)
{
    return word && placement_municipality(f, str_z(word), m) ? true : refuse("a municipality was expected", word);
}

static bool a_kind_and_number(const struct placement_file *f, const char *kind, const char *number, struct what_change *c)
{
    if (!kind || !placement_kind(f, str_z(kind), &c->kind))
        return refuse("a kind was expected", kind);
    if (!number || (*number != '+' && *number != '-') || !str_int(str_z(number), &c->more) ||
        c->more > PLACEMENT_NUMBER || c->more < -PLACEMENT_NUMBER)
        return refuse("+N or -N was expected", number);
    return true;
}

// One change from the words that are left.
static bool one_change(const struct placement_file *f, const char *verb, struct args *args, struct what_change *c)
{
    static const char *const verbs[] = { "place", "ban", "cap", "close", NULL };
    int i = 0;
    while (verbs[i] && !str_is(str_z(verbs[i]), verb))
        i++;
    if (!verbs[i])
        return refuse("place, ban, cap or close was expected", verb);
    c->what = (enum what_if)i;
    if (c->what <= WHAT_BAN && !a_household(f, args_next(args), &c->household))
        return false;
    if (!a_municipality(f, args_next(args), &c->municipality))
        return false;
    if (c->what != WHAT_CAP)
        return true;
    const char *kind = args_next(args);
    return a_kind_and_number(f, kind, args_next(args), c);
}

static void place_name(struct out *o, const struct placement_file *f, int32_t m, int period)
{
    if (m < 0)
        OUT(o, "-");
    else
        out_f(o, "%.*s %d", S(f->municipality[m]), period);
}

static void tell(struct out *o, const struct placement_file *f, const struct what_answer *x)
{
    int64_t lost = 0;
    uint32_t hidden = 0, worse = 0, better = 0;
    out_f(o, "what-if 1\nobjective before %" PRId64 " after %" PRId64 " change %" PRId64 "\n"
             "without %" PRId64 " cost %" PRId64 "\n",
          x->objective_before, x->objective_after, x->objective_after - x->objective_before, x->objective_without,
          x->objective_without - x->objective_after);
    out_f(o, "gap before %.6f after %.6f bound %" PRId64 "\n", x->gap_before, x->gap_after, x->bound);
    out_f(o, "change households %" PRId64 " ties %" PRId64 " fill %" PRId64 "\n", x->households, x->ties, x->fill);
    for (size_t i = 0; i < x->moved_n; i++) {
        worse += x->moved[i].change < 0 && !x->moved[i].asked;
        better += x->moved[i].change > 0 && !x->moved[i].asked;
    }
    out_f(o, "others change %" PRId64 " moved %zu worse %u better %u\n", x->others, x->moved_n, worse, better);
    out_f(o, "unplaced before %u after %u\n", x->unplaced_before, x->unplaced_after);
    for (size_t i = 0; i < x->moved_n; i++) {
        const struct what_moved *m = &x->moved[i];
        if (m->hidden && !m->asked) {
            hidden++;
            lost += m->change;
            continue;
        }
        out_f(o, "household %.*s from ", S(f->household[m->household]));
        place_name(o, f, m->from, m->from_period);
        OUT(o, " to ");
        place_name(o, f, m->to, m->to_period);
        out_f(o, " change %" PRId64 "%s\n", m->change, m->asked ? " asked" : "");
    }
    if (hidden)
        out_f(o, "hidden %u change %" PRId64 "\n", hidden, lost);
    OUT(o, "end\n");
}

static int ask(const char *path, const char *plan_path, struct args *args, const struct placement_limits *l)
{
    static const char *const known[] = { "--gap", "--seconds", NULL };
    struct arena *a = arena_make(0);
    struct placement_file f;
    struct placement_plan plan;
    struct what_change changes[CHANGES] = { 0 };
    struct what_answer x;
    struct out o = { 0 };
    size_t n = 0;
    str fault = STR("");
    int code = placement_instance_of(a, path, 0, &f);
    if (code == PLACED)
        code = placement_plan_of(a, plan_path, &f, &plan);
    for (const char *verb; code == PLACED && (verb = args_next(args));) {
        if (n == CHANGES ? !refuse("at most 64 changes", NULL) : !one_change(&f, verb, args, &changes[n]))
            code = BAD_USE;
        n++;
    }
    if (code == PLACED && (args_end(args, known) || (n == 0 && !refuse("a change is needed", NULL))))
        code = BAD_USE;
    if (code == PLACED) {
        err e = placement_what_if(a, &f.problem, &plan, changes, n, l, &x, &fault);
        code = placement_said(plan_path, e, fault);
        code = e == E_CONFLICT ? BAD_USE : code;
    }
    if (code == PLACED) {
        tell(&o, &f, &x);
        code = placement_put(NULL, &o);
    }
    out_drop(&o);
    arena_drop(a);
    return code;
}

static int what_if(int argc, char **argv)
{
    struct args args = args_of(argc, argv);
    struct placement_limits l = { .gap = 0.001, .seconds = 2, .seed = 1 };
    args.command = "placement what-if";
    if (!placement_number(args_value(&args, "--gap"), &l.gap) || !placement_number(args_value(&args, "--seconds"), &l.seconds)) {
        fputs("placement what-if: --gap and --seconds take a number from 0 up\n", stderr);
        return BAD_USE;
    }
    const char *path = args_next(&args), *plan = args_next(&args);
    if (!path || !plan) {
        fputs("placement what-if: an instance, a plan and changes are needed\n", stderr);
        return BAD_USE;
    }
    return ask(path, plan, &args, &l);
}

COMMAND(placement_what_if, "placement what-if", "shows what a change would move and what it would cost others",
        "fotfeste placement what-if FILE PLAN CHANGE ... [--gap 0.001] [--seconds 2]\n"
        "\n"
        "Changes, up to 64, all at once:\n"
        "  place HOUSEHOLD MUN   the household is there, with those who must come along\n"
        "  ban HOUSEHOLD MUN     it is not there\n"
        "  cap MUN KIND +N       so much more capacity for the whole horizon (-N: less)\n"
        "  close MUN             nobody new comes there\n"
        "\n"
        "The plan is put right from its own prices; the files stay as they are. Told are the change of\n"
        "the objective and where it comes from, what it would have been put right with no change (without)\n"
        "and hence what the change costs, what others lose, and each household that moves;\n"
        "those with an exclusion as a number only.\n"
        "\n"
        "  --gap X       be content with a plan proven to lack at most this share, or what the plan lacked\n"
        "  --seconds S   at most so much processor time where putting right is not enough\n"
        "\n"
        "Ends with 0; with 1 when the command was not understood, a file could not be read or a change\n"
        "cannot be; with 2 when the instance or the plan is malformed or breaks a rule; 3: memory.\n"
        "\n"
        "Example: fotfeste placement what-if week38.txt week38.plan place H17 0301 cap 0301 large +1",
        what_if);
