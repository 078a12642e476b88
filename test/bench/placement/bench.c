// SPDX-License-Identifier: Apache-2.0
// One measurement of the placement engine in a process of its own, so that its memory is its own:
//   bench-placement solve FILE GAP SECONDS PLAN   from arrays to a plan; prints
//                                                 seconds gap status MB read-MB/s objective
//   bench-placement repair FILE SECONDS           events on a plan that stands; prints
//                                                 median-ms worst-ms worst-gap events
//   bench-placement arrive FILE OTHER             first come, priced, weekly: ratio and us of an arrival
// Times are of the processor.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/out.h"
#include "placement/placement.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double megabytes(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return (double)r.ru_maxrss / 1024;
}

static void read_file(struct arena *a, const char *path, struct placement_file *f, double *speed)
{
    struct stat st;
    str fault;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) < 0) {
        perror(path);
        exit(1);
    }
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    double from = now();
    if (placement_read(a, (str){ p, (size_t)st.st_size }, 0, f, &fault) != OK) {
        fprintf(stderr, "%s: %.*s\n", path, S(fault));
        exit(1);
    }
    *speed = (double)st.st_size / 1e6 / (now() - from);
    close(fd);
}

static void find(struct arena *a, const struct placement_problem *p, double gap, double seconds, struct placement_plan *plan)
{
    struct placement_limits l = { .gap = gap, .seconds = seconds, .seed = 1 };
    str fault;
    if (place(a, p, &l, plan, &fault) != OK) {
        fprintf(stderr, "%.*s\n", S(fault));
        exit(1);
    }
}

static int solve(struct arena *a, char **v)
{
    static const char *const status[] = { "optimal", "within", "limit" };
    struct placement_file f;
    struct placement_plan plan;
    struct out o = { 0 };
    double speed;
    read_file(a, v[0], &f, &speed);
    double from = now();
    find(a, &f.problem, strtod(v[1], NULL), strtod(v[2], NULL), &plan);
    printf("%.4f %.7f %s %.0f %.0f %lld\n", now() - from, plan.gap, status[plan.status], megabytes(), speed,
           (long long)plan.objective);
    placement_write(&o, &f, &plan);
    FILE *out = fopen(v[3], "wb");
    bool fine = out && fwrite(o.p, 1, o.n, out) == o.n;
    fine = out && fclose(out) == 0 && fine;
    out_drop(&o);
    return !fine;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

// Accepted where proposed, declined, five places fewer, five more, in turn.
static int repair(struct arena *a, char **v)
{
    enum { EVENTS = 40 };
    struct placement_file f;
    struct placement_plan plan, next;
    struct placement_limits l = { .gap = 0.001, .seed = 1 };
    double speed, took[EVENTS], worst = 0;
    str fault;
    read_file(a, v[0], &f, &speed);
    find(a, &f.problem, 0.001, strtod(v[1], NULL), &plan);
    size_t cells = (size_t)f.problem.municipalities * (size_t)f.problem.kinds, bans = f.problem.ban_count;
    int32_t *capacity = NEW_ARRAY(a, cells, int32_t);
    struct placement_ban *ban = NEW_ARRAY(a, bans + 1, struct placement_ban);
    struct placement_accepted *accepted = NEW_ARRAY(a, f.problem.accepted_count + 1, struct placement_accepted);
    if (bans)
        memcpy(ban, f.problem.bans, bans * sizeof *ban);
    if (f.problem.accepted_count)
        memcpy(accepted, f.problem.accepted, f.problem.accepted_count * sizeof *accepted);
    for (uint32_t i = 0; i < EVENTS; i++) {
        struct placement_problem p = f.problem;
        struct mark back = arena_mark(a);
        uint32_t h = (uint32_t)((i * UINT64_C(7919) + 3) % p.households);
        uint32_t m = plan.place[h] < 0 ? 0 : (uint32_t)plan.place[h];
        int32_t *c = &capacity[m * (size_t)p.kinds];
        memcpy(capacity, f.problem.capacity, cells * sizeof *capacity);
        p.capacity = capacity;
        p.bans = ban;
        p.accepted = accepted;
        if (i % 4 == 0)
            accepted[p.accepted_count++] = (struct placement_accepted){ h, m, 0 };
        else if (i % 4 == 1)
            ban[p.ban_count++] = (struct placement_ban){ h, m };
        else
            *c = i % 4 == 3 ? *c + 5 : *c > 5 ? *c - 5 : 0;
        double from = now();
        if (placement_repair(a, &p, &plan, &l, &next, &fault) != OK || placement_check(a, &p, &next, &fault) != OK)
            return 1;
        took[i] = now() - from;
        worst = next.gap > worst ? next.gap : worst;
        arena_back(a, back);
    }
    qsort(took, EVENTS, sizeof *took, by_size);
    printf("%.1f %.1f %.6f %d %.6f\n", took[EVENTS / 2] * 1e3, took[EVENTS - 1] * 1e3, worst, EVENTS, plan.gap);
    return 0;
}

static int arrive(struct arena *a, char **v)
{
    enum { WEEKS = 50 };
    struct placement_file f, other;
    struct placement_limits l = { .seed = 1 };
    double speed;
    str fault;
    read_file(a, v[0], &f, &speed);
    read_file(a, v[1], &other, &speed);
    uint32_t n = f.problem.households, *order = NEW_ARRAY(a, n + 1, uint32_t), week[WEEKS];
    for (uint32_t h = 0; h < n; h++)
        order[h] = h;
    for (uint32_t w = 0; w < WEEKS; w++)
        week[w] = (uint32_t)((uint64_t)n * (w + 1) / WEEKS);
    for (int rule = 0; rule < 3; rule++) {
        struct mark back = arena_mark(a);
        struct placement_replay r = { .rule = (enum placement_rule)rule, .order = order, .week = week, .weeks = WEEKS,
                                      .expected = &other.problem, .expected_count = 1, .multiplier = 1, .samples = 1 };
        struct placement_replayed got;
        if (placement_play(a, &f.problem, &r, &l, &got, &fault) != OK)
            return 1;
        printf("%.5f %.1f ", got.ratio, got.seconds_each * 1e6);
        arena_back(a, back);
    }
    puts("");
    return 0;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_make(0);
    int code = 1;
    if (argc == 6 && !strcmp(argv[1], "solve"))
        code = solve(a, argv + 2);
    else if (argc == 4 && !strcmp(argv[1], "repair"))
        code = repair(a, argv + 2);
    else if (argc == 4 && !strcmp(argv[1], "arrive"))
        code = arrive(a, argv + 2);
    else
        fputs("bench-placement: see its head\n", stderr);
    arena_drop(a);
    return code;
}
