// SPDX-License-Identifier: Apache-2.0
// placement solve: the engine on a file, for tests and for running by hand.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "base/out.h"
#include "placement/placement.h"

enum { PLACED = 0, BAD_USE = 1, MALFORMED = 2, NO_MEMORY = 3 };

static bool map_text(const char *path, str *text)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && fstat(fd, &st) == 0;
    *text = STR("");
    if (fine && st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        fine = p != MAP_FAILED;
        if (fine)
            *text = (str){ p, (size_t)st.st_size };
    }
    if (!fine)
        fprintf(stderr, "placement: %s: %s\n", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return fine;
}

static int read_instance(struct arena *a, const char *path, size_t bytes, struct placement_file *f)
{
    str text, fault;
    if (!map_text(path, &text))
        return BAD_USE;
    err e = placement_read(a, text, bytes, f, &fault);
    if (e == OK)
        return PLACED;
    fprintf(stderr, "%s: %.*s\n", path, S(fault));
    return e == E_TOOBIG ? NO_MEMORY : MALFORMED;
}

static bool real(const char *text, double *out)
{
    char *end;
    if (!text)
        return true;
    *out = strtod(text, &end);
    return *text && !*end && *out >= 0;
}

static bool write_plan(const char *path, const struct out *o)
{
    FILE *f = path ? fopen(path, "wb") : stdout;
    bool fine = f && fwrite(o->p, 1, o->n, f) == o->n;
    fine = f && (path ? fclose(f) : fflush(f)) == 0 && fine;
    if (!fine)
        fprintf(stderr, "placement: %s: %s\n", path ? path : "standard output", strerror(errno));
    return fine;
}

struct options {
    const char *plan, *warm;
    double gap, seconds, megabytes, seed;
};

static int solve_file(const char *path, const struct options *x)
{
    struct arena *a = arena_make(0);
    struct placement_file f;
    struct placement_plan plan, warm = { 0 };
    struct placement_limits l = { .gap = x->gap, .seconds = x->seconds, .seed = (uint64_t)x->seed,
                                  .bytes = (size_t)(x->megabytes * 1e6) };
    struct out o = { 0 };
    str fault = STR(""), text;
    int code = read_instance(a, path, l.bytes, &f);
    if (code == PLACED && x->warm) {
        if (!map_text(x->warm, &text))
            code = BAD_USE;
        else if (placement_read_plan(a, text, &f, &warm, &fault) != OK) {
            fprintf(stderr, "%s: %.*s\n", x->warm, S(fault));
            code = MALFORMED;
        }
        l.warm = &warm;
    }
    if (code == PLACED) {
        err e = place(a, &f.problem, &l, &plan, &fault);
        if (e != OK) {
            fprintf(stderr, "%s: %.*s\n", path, S(fault));
            code = e == E_TOOBIG ? NO_MEMORY : MALFORMED;
        }
    }
    if (code == PLACED) {
        placement_write(&o, &f, &plan);
        code = write_plan(x->plan, &o) ? PLACED : BAD_USE;
    }
    out_drop(&o);
    arena_drop(a);
    return code;
}

static int solve(int argc, char **argv)
{
    static const char *const known[] = { "-o", "--gap", "--seconds", "--warm", "--seed", "--memory", NULL };
    struct args args = args_of(argc, argv);
    struct options x = { .gap = 0.001, .seconds = 10, .seed = 1 };
    args.command = "placement solve";
    x.plan = args_value(&args, "-o");
    x.warm = args_value(&args, "--warm");
    if (!real(args_value(&args, "--gap"), &x.gap) || !real(args_value(&args, "--seconds"), &x.seconds) ||
        !real(args_value(&args, "--seed"), &x.seed) || !real(args_value(&args, "--memory"), &x.megabytes)) {
        fputs("placement solve: --gap, --seconds, --seed and --memory take a number from 0 up\n", stderr);
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
        "                         [--seed 1] [--memory MB]\n"
        "\n"
        "Reads an instance and writes a plan: who is placed where and when, who is not and why, the\n"
        "value of it all, a bound that no plan can pass, and the prices of capacity from which\n"
        "anybody can compute that bound again.\n"
        "\n"
        "  -o PLAN       file to write; standard output unless given\n"
        "  --gap X       stop when the plan is proven to lack at most this share (0.001)\n"
        "  --seconds S   stop after so much processor time (10); 0: none\n"
        "  --warm PLAN   begin with an earlier plan of this instance and its prices\n"
        "  --seed N      the same seed gives the same plan (1)\n"
        "  --memory MB   refuse rather than use more\n"
        "\n"
        "Ends with 0 when a plan was written, 1 when the command was not understood or a file could\n"
        "not be read or written, 2 when the instance is malformed (file, line, what was expected), 3\n"
        "when the memory does not suffice.\n"
        "\n"
        "Example: fotfeste placement solve week38.txt -o week38.plan --gap 0.0001",
        solve);
