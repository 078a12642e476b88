// SPDX-License-Identifier: Apache-2.0
// GET /health says that the process answers; GET /ready that it can do its work (REL-13).
#ifndef PLATFORM_HTTP_HEALTH_H
#define PLATFORM_HTTP_HEALTH_H

#include "platform/http/flow.h"

// False when the path is neither.
bool health_serve(struct site *, struct rq *, reply *);

#endif
