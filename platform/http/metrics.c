// SPDX-License-Identifier: Apache-2.0
#include "platform/http/metrics.h"

#include <malloc.h>
#include <sys/resource.h>

static const int64_t steps_us[TIME_STEPS - 1] = { 1000,  2500,   5000,    10000,
                                                  50000, 250000, 1000000, 5000000 };

void metrics_request(struct metrics *m, int status, int64_t us)
{
    if (!m)
        return;
    int i = 0;
    while (i < TIME_STEPS - 1 && us > steps_us[i])
        i++;
    atomic_fetch_add(&m->status[status >= 100 && status < 600 ? status / 100 : 0], 1);
    atomic_fetch_add(&m->within[i], 1);
    atomic_fetch_add(&m->us, us);
}

static void one(struct out *o, const char *name, const char *kind, const char *help,
                long long v)
{
    out_f(o, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, kind, name, v);
}

static void times(const struct metrics *m, struct out *o)
{
    long long sum = 0;
    OUT(o,
        "# HELP fotfeste_request_seconds Time from the worker taking a request to its answer."
        "\n# TYPE fotfeste_request_seconds histogram\n");
    for (int i = 0; i < TIME_STEPS; i++) {
        sum += atomic_load(&m->within[i]);
        if (i < TIME_STEPS - 1)
            out_f(o, "fotfeste_request_seconds_bucket{le=\"%g\"} %lld\n",
                  (double)steps_us[i] / 1e6, sum);
        else
            out_f(o, "fotfeste_request_seconds_bucket{le=\"+Inf\"} %lld\n", sum);
    }
    out_f(o, "fotfeste_request_seconds_sum %.6f\nfotfeste_request_seconds_count %lld\n",
          (double)atomic_load(&m->us) / 1e6, sum);
}

void metrics_text(const struct metrics *m, struct out *o)
{
    struct rusage use;
    OUT(o, "# HELP fotfeste_requests_total Answers by status class.\n"
           "# TYPE fotfeste_requests_total counter\n");
    for (int i = 2; i < 6; i++)
        out_f(o, "fotfeste_requests_total{status=\"%dxx\"} %lld\n", i,
              atomic_load(&m->status[i]));
    times(m, o);
    one(o, "fotfeste_busy_total", "counter", "Answers 503 because the queue was full or slow.",
        atomic_load(&m->busy));
    one(o, "fotfeste_hung_up_total", "counter", "Clients gone before their turn came.",
        atomic_load(&m->hung_up));
    one(o, "fotfeste_late_total", "counter", "Connections ended by a deadline.",
        atomic_load(&m->late));
    one(o, "fotfeste_connections", "gauge", "Open connections.", atomic_load(&m->open));
    one(o, "fotfeste_queue", "gauge", "Requests waiting for a worker.",
        atomic_load(&m->queued));
    if (getrusage(RUSAGE_SELF, &use) == 0)
        one(o, "fotfeste_memory_peak_bytes", "gauge", "Largest resident size so far.",
            (long long)use.ru_maxrss * 1024);
}
