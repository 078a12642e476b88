// SPDX-License-Identifier: Apache-2.0
// The technical log (AUD-9): the pattern of the route, never the address, a body, a cookie, a
// name or a number.
#include "platform/http/flow_inside.h"

#include <time.h>

#include "platform/http/metrics.h"

int64_t log_clock_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static const char *route_name(const struct rq *q, const struct outgoing *o)
{
    return q->route                              ? q->route->url
           : o->status < 400 && o->status != 308 ? "(own)" // assets, health
                                                 : "(none)";
}

void log_request(struct site *s, const struct rq *q, const struct outgoing *o, int64_t began_us)
{
    int64_t us = log_clock_us() - began_us;
    metrics_request(s->metrics, o->status, us);
    if (!s->log)
        return;
    struct timespec t;
    struct tm utc;
    char second[40];
    clock_gettime(CLOCK_REALTIME, &t);
    gmtime_r(&t.tv_sec, &utc);
    size_t n = strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%S", &utc);
    struct out line = { 0 };
    out_f(&line, "{\"t\":\"%.*s.%03ldZ\",\"id\":\"%.*s\",\"method\":", (int)n, second,
          t.tv_nsec / 1000000, S(q->id));
    out_json(&line, q->method);
    OUT(&line, ",\"route\":");
    out_json(&line, str_z(route_name(q, o)));
    out_f(&line, ",\"status\":%d,\"ms\":%.3f,\"bytes\":%zu", o->status, (double)us / 1000,
          o->body.n);
    if (q->fault && o->status >= 400) {
        OUT(&line, ",\"fault\":");
        out_json(&line, str_z(q->fault));
    }
    OUT(&line, "}\n");
    s->log(s, out_str(&line));
    out_drop(&line);
}
