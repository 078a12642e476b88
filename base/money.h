// SPDX-License-Identifier: Apache-2.0
// Money in whole øre. Sums are checked: an overflow ends the process, since no true amount in
// this field comes near 2^63 øre.
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/arena.h"

typedef struct money {
    int64_t ore;
} money;

static inline money kroner(int64_t kr) // |kr| below 10^16
{
    return (money){ kr * 100 };
}
money money_add(money, money);
money money_sub(money, money);
// m * num / den, rounded half away from zero; den > 0.
money money_times(money, int64_t num, int64_t den);
// To the nearest multiple of `unit` øre (> 0), half away from zero.
money money_round(money, int64_t unit);
bool money_parse(str, money *); // digits with optional '.' and one or two decimals, sign
str money_plain(struct arena *, money); // "12345.50", for files

#endif
