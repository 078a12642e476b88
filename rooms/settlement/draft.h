// SPDX-License-Identifier: Apache-2.0
// Drafts of a distribution: made, reckoned, changed by hand with a reason, and turned into a
// version of the request.
#ifndef ROOMS_SETTLEMENT_DRAFT_H
#define ROOMS_SETTLEMENT_DRAFT_H

#include "rooms/settlement/distribution.h"
#include "rooms/settlement/settlement_db.h"

MUST err drafts_all(struct db *, drafts *); // newest first
MUST err draft_by_ref(struct db *, str ref, struct draft *);
MUST err draft_cells(struct db *, int64_t draft, cell_rows *); // by number
MUST err advice_of_year(struct db *, int64_t year, advices *); // by number
// Adds the draft and a cell for every municipality of its year, with what is known of each.
MUST err draft_make(struct db *, struct draft *);
// What the formula gives now; numbers in `cells` are filled in, nothing is written.
struct distribution draft_reckon(struct arena *, const struct draft *, const advices *,
                                 cell_rows *cells);
// Writes what changed of the reckoned numbers, in one trace.
MUST err draft_keep(struct db *, const struct draft *, const cell_rows *was, const cell_rows *now);
int64_t cell_final(const struct cell_row *); // by hand, else calculated
// A version of the request: need, letter, one request for each municipality, the older ones
// superseded. `letter` has days, minors, base and note. E_CONFLICT when the draft was used before.
MUST err draft_send(struct db *, const struct draft *, const cell_rows *, struct round *letter);

#endif
