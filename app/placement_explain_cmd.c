// SPDX-License-Identifier: Apache-2.0
// placement explain and placement price: what the engine answers when it is asked why.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "app/placement_file.h"
#include "placement/explain.h"

struct telling {
    struct out o;
    const struct placement_file *f;
    struct explain *e;
    bool json;
};

// ---- text --------------------------------------------------------------------------------------

static void millionths(struct out *o, int64_t v)
{
    uint64_t size = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, rest = size % 1000000;
    char digits[7] = ".";
    size_t n = 7;
    if (v < 0)
        out_char(o, '-');
    out_int(o, (int64_t)(size / 1000000));
    for (int i = 6; i > 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    while (n > 1 && digits[n - 1] == '0')
        n--;
    out_put(o, (str){ digits, n > 1 ? n : 0 });
}

static void label(struct telling *t, const char *what)
{
    out_put(&t->o, t->json ? STR(",\"") : STR(" "));
    out_put(&t->o, str_z(what));
    out_put(&t->o, t->json ? STR("\":") : STR(" "));
}

static void named(struct telling *t, const char *what, int64_t v)
{
    label(t, what);
    out_int(&t->o, v);
}

static void priced(struct telling *t, const char *what, int64_t v)
{
    label(t, what);
    millionths(&t->o, v);
}

static void row(struct telling *t, const struct explained_row *x)
{
    str kind = t->f->kind[x->kind];
    if (t->json)
        out_f(&t->o, "{\"kind\":\"%.*s\"", S(kind));
    else
        out_f(&t->o, "\n    full %.*s", S(kind));
    if (x->period >= 0)
        named(t, "period", x->period);
    named(t, "lack", x->lack);
    priced(t, "price", x->price);
    named(t, "there", x->there);
    priced(t, "margin", x->margin);
    if (t->json)
        OUT(&t->o, "}");
}

static void place_of(struct telling *t, const char *what, const struct explained_place *x)
{
    str m = x->municipality < 0 ? STR("-") : t->f->municipality[x->municipality];
    if (t->json) {
        out_f(&t->o, ",\"%s\":{\"municipality\":", what);
        x->municipality < 0 ? OUT(&t->o, "null") : out_json(&t->o, m);
    } else {
        out_f(&t->o, "  %s %.*s", what, S(m));
    }
    out_f(&t->o, t->json ? ",\"why\":\"%s\"" : " %s", placement_whys[x->why]);
    named(t, "value", x->value);
    if (x->municipality >= 0) {
        named(t, "period", x->period);
        named(t, "delay", x->delay);
        priced(t, "price", x->price);
        priced(t, "fill", x->fill);
    }
    named(t, "bonus", x->bonus);
    named(t, "missed", x->missed);
    priced(t, "priced", x->priced);
    if (x->missing)
        out_f(&t->o, t->json ? ",\"missing\":\"%" PRIx64 "\"" : " missing-services %" PRIx64, x->missing);
    if (t->json)
        OUT(&t->o, ",\"full\":[");
    for (int i = 0; i < x->full_n; i++) {
        if (i && t->json)
            OUT(&t->o, ",");
        row(t, &x->full[i]);
    }
    if (t->json)
        OUT(&t->o, "]}");
    else
        OUT(&t->o, "\n");
}

static void move_of(struct telling *t, const struct explained_move *x)
{
    if (t->json && !x->possible) {
        OUT(&t->o, ",\"move\":null");
        return;
    }
    if (!x->possible) {
        OUT(&t->o, "  move none\n");
        return;
    }
    out_f(&t->o, t->json ? ",\"move\":{\"loss\":%" PRId64 ",\"others\":[" : "  move loss %" PRId64, x->loss);
    for (int i = 0; i < x->moves; i++)
        out_f(&t->o, t->json ? "%s{\"loss\":%" PRId64 ",\"unplaced\":%s}" : "%s other %" PRId64 "%s",
              t->json && i ? "," : "", x->other[i], t->json ? x->unplaced[i] ? "true" : "false"
                                                    : x->unplaced[i] ? " unplaced" : "");
    if (t->json)
        OUT(&t->o, "]}");
    else
        OUT(&t->o, "\n");
}

static void household(struct telling *t, const struct explanation *x)
{
    const char *state = x->accepted ? "accepted" : x->chosen.municipality < 0 ? "unplaced" : "placed";
    str h = t->f->household[x->household];
    if (t->json)
        out_f(&t->o, "{\"household\":\"%.*s\",\"state\":\"%s\"", S(h), state);
    else
        out_f(&t->o, "household %.*s %s", S(h), state);
    named(t, "together", x->together);
    named(t, "candidates", x->candidates);
    named(t, "rank", x->chosen.rank);
    priced(t, "regret", x->regret);
    if (!t->json)
        OUT(&t->o, "\n");
    place_of(t, "chosen", &x->chosen);
    if (x->has_best && x->best.why != WHY_CHOSEN) {
        place_of(t, "best", &x->best);
        if (t->json)
            named(t, "before", x->before);
        else
            out_f(&t->o, "    before %u\n", x->before);
    }
    if (x->has_next) {
        place_of(t, "next", &x->next);
        move_of(t, &x->move);
    }
    if (t->json)
        OUT(&t->o, "}\n");
}

static void municipality(struct telling *t, uint32_t m, const struct explained_municipality *x)
{
    str name = t->f->municipality[m];
    out_f(&t->o, t->json ? "{\"municipality\":\"%.*s\"" : "municipality %.*s", S(name));
    named(t, "persons", x->persons);
    named(t, "households", x->placed);
    named(t, "accepted", x->accepted);
    if (x->fill_minimum) {
        named(t, "wished", x->fill_minimum);
        named(t, "missing", x->fill_missing);
        named(t, "wish-price", x->fill_price);
    }
    named(t, "wanted", x->wanted);
    named(t, "first", x->first);
    if (t->json)
        OUT(&t->o, ",\"gains\":[");
    for (int i = 0; i < 3 && i < (int)x->first; i++) {
        t->json ? i ? OUT(&t->o, ",") : (void)0 : OUT(&t->o, " gain ");
        millionths(&t->o, x->first_gain[i]);
    }
    out_put(&t->o, t->json ? STR("],\"kinds\":[") : STR("\n"));
    for (int k = 0; k < t->f->problem.kinds; k++) {
        str kind = t->f->kind[k];
        out_f(&t->o, t->json ? "%s{\"kind\":\"%.*s\",\"capacity\":" : "%s  kind %.*s capacity ", t->json && k ? "," : "", S(kind));
        if (x->kind[k].capacity == PLACEMENT_UNLIMITED)
            out_put(&t->o, t->json ? STR("null") : STR("-"));
        else
            out_int(&t->o, x->kind[k].capacity);
        named(t, "used", x->kind[k].used);
        priced(t, "price", x->kind[k].price);
        out_put(&t->o, !t->json ? x->kind[k].full ? STR(" full\n") : STR("\n")
                       : x->kind[k].full ? STR(",\"full\":true}") : STR(",\"full\":false}"));
    }
    if (t->json)
        OUT(&t->o, "]}\n");
}

static void gap(struct telling *t)
{
    struct explained_gap g;
    explain_gap(t->e, &g);
    out_put(&t->o, t->json ? STR("{\"of\":\"gap\"") : STR("gap"));
    priced(t, "distance", g.distance);
    priced(t, "regrets", g.regrets);
    priced(t, "ties", g.ties);
    priced(t, "slack", g.slack);
    priced(t, "fill", g.fill);
    priced(t, "cuts", g.cuts);
    out_put(&t->o, t->json ? STR("}\n") : STR("\n"));
}

static void everything(struct arena *a, struct telling *t)
{
    const struct placement_problem *p = &t->f->problem;
    struct explanation *all = NEW_ARRAY(a, p->households + 1, struct explanation);
    struct explained_municipality *places = NEW_ARRAY(a, p->municipalities, struct explained_municipality);
    explain_all(t->e, all);
    explain_municipalities(t->e, places);
    gap(t);
    for (uint32_t m = 0; m < p->municipalities; m++)
        municipality(t, m, &places[m]);
    for (uint32_t h = 0; h < p->households; h++)
        household(t, &all[h]);
}

static int explain_file(const char *path, const char *plan_path, const char *who, bool json)
{
    struct arena *a = arena_make(0);
    struct placement_file f;
    struct placement_plan plan;
    struct telling t = { .f = &f, .json = json };
    uint32_t h = 0;
    str fault = STR("");
    int code = placement_instance_of(a, path, 0, &f);
    if (code == PLACED)
        code = placement_plan_of(a, plan_path, &f, &plan);
    if (code == PLACED && who && !placement_household(&f, str_z(who), &h)) {
        fprintf(stderr, "placement explain: %s: no household %s\n", path, who);
        code = BAD_USE;
    }
    if (code == PLACED)
        code = placement_said(plan_path, explain_make(a, &f.problem, &plan, NULL, &t.e, &fault), fault);
    if (code == PLACED && who) {
        struct explanation one;
        explain_household(t.e, h, &one);
        household(&t, &one);
    } else if (code == PLACED) {
        everything(a, &t);
    }
    if (code == PLACED)
        code = placement_put(NULL, &t.o);
    out_drop(&t.o);
    arena_drop(a);
    return code;
}

static int explain(int argc, char **argv)
{
    static const char *const known[] = { "--all", "--json", NULL };
    struct args args = args_of(argc, argv);
    args.command = "placement explain";
    bool json = args_flag(&args, "--json"), all = args_flag(&args, "--all");
    const char *path = args_next(&args), *plan = args_next(&args), *who = all ? NULL : args_next(&args);
    if (args_end(&args, known))
        return BAD_USE;
    if (!path || !plan || (!all && !who)) {
        fputs("placement explain: an instance, a plan, and a household or --all are needed\n", stderr);
        return BAD_USE;
    }
    return explain_file(path, plan, who, json);
}

COMMAND(placement_explain, "placement explain", "says why households are placed where they are",
        "fotfeste placement explain FILE PLAN HOUSEHOLD|--all [--json]\n"
        "\n"
        "For a household: the place chosen, with its value, what it uses at the prices, period, what\n"
        "waiting costs, bonuses got and missed; the place of greatest value and what stands in the\n"
        "way; the next best, what moving there now would lose and how many others would move; its\n"
        "rank among its own candidates and its regret. With --all also each municipality and the\n"
        "distance to the bound, split so that the parts add up. Other households are never named.\n"
        "\n"
        "  --all    every municipality and household\n"
        "  --json   one JSON object a line\n"
        "\n"
        "Ends with 0, with 1 when the command was not understood or a file could not be read, with 2\n"
        "when the instance or the plan is malformed or the plan breaks a rule.\n"
        "\n"
        "Example: fotfeste placement explain week38.txt week38.plan H17",
        explain);

// ---- prices ------------------------------------------------------------------------------------

static int dearest(const void *a, const void *b)
{
    const struct placement_price *x = a, *y = b;
    if (x->price != y->price)
        return x->price > y->price ? -1 : 1;
    if (x->municipality != y->municipality)
        return x->municipality < y->municipality ? -1 : 1;
    return x->kind != y->kind ? x->kind - y->kind : x->period - y->period;
}

static void list_prices(struct out *o, const struct placement_file *f, struct placement_plan *plan)
{
    if (plan->price_count)
        qsort(plan->prices, plan->price_count, sizeof *plan->prices, dearest);
    for (size_t i = 0; i < plan->price_count; i++) {
        const struct placement_price *x = &plan->prices[i];
        out_f(o, "price %.*s %.*s ", S(f->municipality[x->municipality]), S(f->kind[x->kind]));
        if (x->period < 0)
            OUT(o, "*");
        else
            out_int(o, x->period);
        out_char(o, ' ');
        millionths(o, x->price);
        out_char(o, '\n');
    }
}

static int price(int argc, char **argv)
{
    static const char *const known[] = { NULL };
    struct args args = args_of(argc, argv);
    args.command = "placement price";
    const char *path = args_next(&args), *plan_path = args_next(&args);
    if (args_end(&args, known))
        return BAD_USE;
    if (!path || !plan_path) {
        fputs("placement price: an instance and a plan are needed\n", stderr);
        return BAD_USE;
    }
    struct arena *a = arena_make(0);
    struct placement_file f;
    struct placement_plan plan;
    struct out o = { 0 };
    int code = placement_instance_of(a, path, 0, &f);
    if (code == PLACED)
        code = placement_plan_of(a, plan_path, &f, &plan);
    if (code == PLACED) {
        list_prices(&o, &f, &plan);
        code = placement_put(NULL, &o);
    }
    out_drop(&o);
    arena_drop(a);
    return code;
}

COMMAND(placement_price, "placement price", "lists what one more place would be worth, dearest first",
        "fotfeste placement price FILE PLAN\n"
        "\n"
        "The capacity prices of a plan, dearest first: municipality, kind, period (* the whole\n"
        "horizon), price of one unit.\n"
        "\n"
        "Ends with 0, with 1 when the command was not understood or a file could not be read, with 2\n"
        "when the instance or the plan is malformed.\n"
        "\n"
        "Example: fotfeste placement price week38.txt week38.plan",
        price);
