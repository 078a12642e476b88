// SPDX-License-Identifier: Apache-2.0
#include "base/money.h"

#include <stdlib.h>

money money_add(money a, money b)
{
    money r;
    if (__builtin_add_overflow(a.ore, b.ore, &r.ore))
        abort();
    return r;
}

money money_sub(money a, money b)
{
    money r;
    if (__builtin_sub_overflow(a.ore, b.ore, &r.ore))
        abort();
    return r;
}

money money_times(money m, int64_t num, int64_t den)
{
    __int128 twice = (__int128)m.ore * num * 2; // below 2^127 for any true amount and rate
    __int128 q = (twice < 0 ? twice - den : twice + den) / ((__int128)den * 2);
    if (q > INT64_MAX || q < INT64_MIN)
        abort();
    return (money){ (int64_t)q };
}

money money_round(money m, int64_t unit)
{
    return (money){ money_times(m, 1, unit).ore * unit };
}

bool money_parse(str s, money *out)
{
    bool minus = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_part(s, 1, s.n);
    str rest = s, whole, part = STR("");
    if (!str_cut(&rest, '.', &whole))
        return false;
    if (rest.p) {
        part = rest;
        if (part.n < 1 || part.n > 2)
            return false;
    }
    int64_t kr, ore = 0;
    if (!whole.n || whole.p[0] == '-' || whole.p[0] == '+' || !str_int(whole, &kr))
        return false;
    if (part.n && (part.p[0] == '-' || part.p[0] == '+' || !str_int(part, &ore)))
        return false;
    if (part.n == 1)
        ore *= 10;
    if (__builtin_mul_overflow(kr, 100, &kr) || __builtin_add_overflow(kr, ore, &kr))
        return false;
    out->ore = minus ? -kr : kr;
    return true;
}

str money_plain(struct arena *a, money m)
{
    uint64_t u = m.ore < 0 ? 0 - (uint64_t)m.ore : (uint64_t)m.ore;
    return strf(a, "%s%llu.%02llu", m.ore < 0 ? "-" : "", (unsigned long long)(u / 100),
                (unsigned long long)(u % 100));
}
