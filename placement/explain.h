// SPDX-License-Identifier: Apache-2.0
// Why a household is proposed where it is, in codes and numbers; the caller makes the words. Made once
// from a problem and a plan with its prices, then asked as often as wanted.
//
// What it never tells: where anybody else was placed. Other households appear as counts, prices and
// losses only. Of a soft tie with a hidden household it is not told whether the two came together,
// and its bonus is left out of every figure here.
//
// Values, losses and bonuses are whole numbers as in the problem. Prices, what is left after paying
// (priced) and regrets are millionths, as in the plan file; a figure beyond 4 * 10^18 stays there.
// A household with hard ties is explained with those who must come along: `together` of them, figures
// for all. Without a plan's prices everything costs nothing and the rest still holds.
#ifndef PLACEMENT_EXPLAIN_H
#define PLACEMENT_EXPLAIN_H

#include "placement/placement.h"

struct explain;
enum { EXPLAIN_FULL = 8, EXPLAIN_MOVES = 3 };

// Why not there; for the place where it is: WHY_CHOSEN.
enum placement_why {
    WHY_CHOSEN,
    WHY_NO_CANDIDATE, // the caller gave no value for it
    WHY_EXCLUDED,
    WHY_SERVICE,   // `missing` are the services it lacks
    WHY_RELATIVES, // those who must come along may not go there, or accepted ones live elsewhere
    WHY_TOO_LARGE, // it could not hold the household if nobody else came
    WHY_FULL,      // `full` are the rows without enough room left
    WHY_PERIOD,    // no room but in a later period, which costs more than it gives
    WHY_FILL,      // there is room; a wish for more people elsewhere weighs more
    WHY_TIES,      // there is room; relatives weigh more
    WHY_WORSE,     // there is room, and the whole would be worth less
    WHY_FREE,      // there is room and nothing speaks against it: the plan could be bettered
};
extern const char *const placement_whys[]; // "chosen", "no-candidate" ...

struct explained_row {  // one full row
    int kind, period;   // -1: the whole horizon
    int64_t price;      // of one unit: what one more would give; millionths
    int64_t lack;       // how many units too few
    uint32_t there;     // households in that place that use it
    int64_t margin;     // the least that one of them has over its next best place; millionths
};
struct explained_place {
    int32_t municipality; // -1: staying unplaced; its value is minus the penalty
    int period;           // the last one of those who come together
    int64_t value, delay; // delay: what waiting costs there
    int64_t bonus, missed; // of ties: got there as the plan stands, and not got
    int64_t price, fill;  // of what it uses; less what the wish for people gives back; millionths
    int64_t priced;       // value + ties with accepted ones + ties within - delay - price + fill
    uint32_t rank;        // 1 + candidates with a greater value
    enum placement_why why;
    uint64_t missing;
    int full_n;
    struct explained_row full[EXPLAIN_FULL];
};
// Moving a household there now: it, and at most EXPLAIN_MOVES others who make room.
struct explained_move {
    bool possible;        // false: no way was found
    int64_t loss;         // of the whole plan, exactly, once all have moved; below 0: a gain
    int moves;            // others who move
    int64_t other[EXPLAIN_MOVES]; // what each of them loses in value, delay and penalty
    bool unplaced[EXPLAIN_MOVES]; // whether it would be without a place
};
struct explanation {
    uint32_t household, together;
    bool accepted;        // a fact: only `chosen` and `rank` are told
    uint8_t reason;       // when unplaced: enum placement_reason as the plan says
    uint32_t candidates;  // values the caller gave
    struct explained_place chosen, best, next; // best: of greatest value; next: of greatest priced value
    bool has_best, has_next;
    struct explained_move move; // to `next`
    int64_t regret;       // the best priced value less that of the chosen place; millionths
    uint32_t before;      // others not in `best` who would gain more there, at the prices
};

// `hidden` marks households of whom nothing may be told, [h]; NULL: those with an exclusion. E_INPUT
// with a sentence when the plan breaks a rule or the problem cannot be. Both are only read and must
// outlive the arena's use; everything is in the arena.
MUST err explain_make(struct arena *, const struct placement_problem *, const struct placement_plan *,
                      const bool *hidden, struct explain **, str *fault);
// One household, in one pass over its candidates and one over the others' wish for its best place.
void explain_household(struct explain *, uint32_t household, struct explanation *);
// All of them, [h]; much less than one by one.
void explain_all(struct explain *, struct explanation *);
// One place for one household, whatever it is; WHY_... says what speaks against it.
void explain_place(struct explain *, uint32_t household, uint32_t municipality, struct explained_place *);
void explain_move(struct explain *, uint32_t household, uint32_t municipality, struct explained_move *);
// The `n` places of greatest value after paying and with relatives where they are now, where it may
// be, best first; gives how many there are.
int explain_best(struct explain *, uint32_t household, int n, struct explained_place *);

struct explained_municipality {
    int64_t persons, fill_minimum; // placed, accepted ones too; wished
    int64_t fill_missing, fill_price;
    uint32_t placed, accepted;     // households
    uint32_t wanted;               // households placed elsewhere or nowhere whose best value is here
    uint32_t first;                // households that would come first were there room: they gain by it at the prices
    int64_t first_gain[3];         // what the first three would gain; millionths
    struct explained_kind {
        int64_t capacity, used;    // capacity PLACEMENT_UNLIMITED: no limit
        int64_t price;             // gain from one more; millionths, the dearest period's added
        bool full;
    } kind[PLACEMENT_KINDS];
};
void explain_municipalities(struct explain *, struct explained_municipality *); // [m]

// The distance of the plan to its bound, split so that the parts add up exactly; millionths.
struct explained_gap {
    int64_t distance;  // bound of the prices less objective
    int64_t regrets;   // of households
    int64_t ties;      // soft ties beyond what single households could have
    int64_t slack;     // priced capacity that is not used
    int64_t fill, cuts;
};
void explain_gap(struct explain *, struct explained_gap *);

#endif
