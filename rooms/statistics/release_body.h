// SPDX-License-Identifier: Apache-2.0
// Lines as text: "time group place number number ...", with the signs of statistics.md 1 for what is no number.
#ifndef ROOMS_STATISTICS_RELEASE_BODY_H
#define ROOMS_STATISTICS_RELEASE_BODY_H

#include "base/err.h"
#include "rooms/statistics/count.h"

str body_write(struct arena *, const lines *);
MUST err body_read(struct arena *, str body, lines *); // E_INPUT
uint64_t body_basis(str hex);

#endif
