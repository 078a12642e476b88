// SPDX-License-Identifier: Apache-2.0
// The counters on a loopback socket of their own, away from what visitors reach (REL-13).
#ifndef PLATFORM_HTTP_MONITOR_H
#define PLATFORM_HTTP_MONITOR_H

#include "platform/http/listen.h"
#include "platform/http/metrics.h"

// One thread for the life of the process; answers every request with the counters.
bool monitor_start(struct listener, const struct metrics *);

#endif
