// SPDX-License-Identifier: Apache-2.0
#include "rooms/settlement/ledger.h"

struct balance balance_after(struct balance b, enum ledger_kind kind, const struct movement *m,
                             size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (m[i].kind != kind)
            continue;
        switch (m[i].what) {
        case LEDGER_SETTLED:
            // A withheld figure stays withheld: adding to it would tell what it hides.
            b.settled.v += b.settled.known ? m[i].places : 0;
            break;
        case LEDGER_AGREED:
            b.agreed += m[i].places;
            break;
        case LEDGER_WAITING:
            b.waiting += m[i].places;
            break;
        case LEDGER_WHATS:
            break;
        }
    }
    return b;
}

optint balance_free(const struct balance *b)
{
    if (!b->decided.known || !b->settled.known)
        return UNKNOWN;
    return KNOWN(b->decided.v - b->settled.v - b->agreed - b->waiting);
}

void balance_add(struct balance_sum *s, const struct balance *b)
{
    optint left = balance_free(b);
    s->decided += b->decided.known ? b->decided.v : 0;
    s->settled += b->settled.known ? b->settled.v : 0;
    s->agreed += b->agreed;
    s->waiting += b->waiting;
    s->free += left.known ? left.v : 0;
    s->free_in += left.known && left.v > 0;
    s->free_unknown += !left.known;
}
