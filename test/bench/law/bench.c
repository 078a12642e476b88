// SPDX-License-Identifier: Apache-2.0
// Explained decisions a second on one core: facts as read, the answer with its reasons (rules, facts),
// without writing them out. First every question, then the two that the other engine answers too.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "law/law.h"
#include "law/rule.h"

enum { PERSONS = 1024 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void person(struct law_facts *f, int i)
{
    static const uint8_t permits[] = { UTL28, UTL34, UTL35_3, UTL23 };
    law_facts_clear(f);
    f->permit = permits[i % 4];
    f->birth = day_add(AT(1965, 3, 1), i * 13);
    f->permit_granted = day_add(AT(2022, 4, 1), i);
    f->settled = f->lived_since = day_add(f->permit_granted, 60);
    f->by_agreement = i % 11 ? YES : NO;
    f->nordic_or_eea = i % 97 ? NO : YES;
    f->declined_programme = i % 89 ? NO : YES;
    f->job_hours_week = i % 40 * 100;
    f->edu = i % 3 ? EDU_LOWER : EDU_UPPER;
    f->goal = (uint8_t)(GOAL_WORK + i % 4);
    f->offer = f->start = f->training_offer = day_add(f->settled, 30);
    f->month = AT(2025, 9, 1);
    f->absence_hours = i % 5 * 100;
    f->registered = f->settled;
    f->notice_received = f->decision_made = f->offer;
    f->child_under_18 = i % 2 ? YES : NO;
    f->ground = (uint8_t)(1 + i % NO_GROUND);
}

static void measure(const char *what, const struct law *law, const struct law_facts *f, int n,
                    const enum law_question *set, int count)
{
    int64_t reasons = 0;
    struct law_answer a;
    double begin = now();
    for (int i = 0; i < n; i++) {
        law_answer(law, set[i % count], &f[(i / count) % PERSONS], AT(2025, 11, 3 + i % 20), &a);
        reasons += a.n;
    }
    double seconds = now() - begin;
    printf("{\"what\":\"%s\",\"decisions\":%d,\"reasons\":%lld,\"seconds\":%.3f,\"per_second\":%.0f}\n", what,
           n, (long long)reasons, seconds, n / seconds);
}

int main(int argc, char **argv)
{
    static const enum law_question two[] = { Q_intro_status, Q_duration_months };
    int n = argc > 1 ? atoi(argv[1]) : 1000000;
    struct arena *a = arena_make(0);
    const struct law *law;
    str fault;
    if (law_embedded(a, &law, &fault) != OK)
        return 1;
    struct law_facts *f = NEW_ARRAY(a, PERSONS, struct law_facts);
    enum law_question all[Q_COUNT];
    for (int i = 0; i < PERSONS; i++)
        person(&f[i], i);
    for (int q = 0; q < Q_COUNT; q++)
        all[q] = (enum law_question)q;
    measure("fotfeste, every question", law, f, n, all, Q_COUNT);
    measure("fotfeste, target group and duration", law, f, n, two, 2);
    arena_drop(a);
    return 0;
}
