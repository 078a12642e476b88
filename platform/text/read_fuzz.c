// SPDX-License-Identifier: Apache-2.0
// What people type as days and numbers, and texts made ready for search and addresses.
#include "platform/text/text.h"

#include "base/utf8.h"
#include "test/fuzz.h"

FUZZ(typed)
{
    day today = day_of(2023, 9, 1), d, again;
    int64_t i;
    double r;
    money m;
    if (!utf8_ok(in))
        return; // the door has seen to that
    if (read_day(in, today, &d)) {
        HOLDS(day_known(d) && day_cmp(d, DAY_MIN) >= 0 && day_cmp(d, DAY_MAX) <= 0);
        HOLDS(read_day(fmt_day(a, NB, d), today, &again) && day_eq(d, again));
        HOLDS(day_parse(day_iso(a, d), &again) && day_eq(d, again));
    }
    if (read_int(in, &i)) {
        int64_t twice;
        HOLDS(read_int(fmt_int(a, NB, i), &twice) && twice == i);
    }
    if (read_money(in, &m)) {
        money twice;
        HOLDS(money_parse(money_plain(a, m), &twice) && twice.ore == m.ore);
    }
    if (read_real(in, &r))
        HOLDS(r == r); // a number, not NaN
}

FUZZ(words)
{
    if (!utf8_ok(in))
        return;
    str nfc = text_nfc(a, in), fold = text_fold(a, in), slug = text_slug(a, in);
    HOLDS(utf8_ok(nfc) && utf8_ok(fold));
    HOLDS(str_eq(text_nfc(a, nfc), nfc));
    for (size_t i = 0; i < slug.n; i++)
        HOLDS((slug.p[i] >= 'a' && slug.p[i] <= 'z') ||
              (slug.p[i] >= '0' && slug.p[i] <= '9') || slug.p[i] == '-');
    HOLDS(text_cmp(NB, in, in) == 0);
}
