// SPDX-License-Identifier: Apache-2.0
// The balance of places of one municipality, year and kind:
//     free = decided - settled - agreed - asked waiting
// Decided comes from the valid municipal decision, settled from the imported figures of the year
// and, on top of those, from movements. Movements are dated rows: whatever settles, allocates or
// asks for a person adds one, so that persons feed the balance without changing it.
#ifndef ROOMS_SETTLEMENT_LEDGER_H
#define ROOMS_SETTLEMENT_LEDGER_H

#include "platform/data/record.h"

enum ledger_kind { LEDGER_TOTAL, LEDGER_MINORS, LEDGER_KINDS };
enum ledger_what { LEDGER_SETTLED, LEDGER_AGREED, LEDGER_WAITING, LEDGER_WHATS };

struct movement {
    enum ledger_kind kind;
    enum ledger_what what;
    int64_t places; // added; negative takes back
};

struct balance {
    optint decided; // unknown: no decision
    optint settled; // unknown: withheld or not reported
    int64_t agreed, waiting;
};

// A person moves on: waiting -> agreed -> settled, two movements that leave the sum as it was.
struct balance balance_after(struct balance, enum ledger_kind, const struct movement *, size_t n);
// Unknown when decided or settled is. May be negative: more settled than decided happens.
optint balance_free(const struct balance *);

// Sums of many balances: what is known is added, what is not is counted.
struct balance_sum {
    int64_t decided, settled, agreed, waiting;
    int64_t free;         // over the municipalities where it is known
    int64_t free_in;      // municipalities with places left
    int64_t free_unknown; // municipalities where it cannot be told
};
void balance_add(struct balance_sum *, const struct balance *);

#endif
