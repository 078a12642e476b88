// SPDX-License-Identifier: Apache-2.0
// The placement engine: which household may best be offered which municipality. A pure library:
// arrays in, arrays out, no input or output, no global state, the same answer for the same
// question. It proposes; a person decides.
//
// The model, in one paragraph. Each household is placed whole in at most one municipality and
// period, or left unplaced at a penalty. It uses capacity of several kinds (kind 0 is persons), for
// the whole horizon and, where given, by period. Each pair has a value, a whole number made by the
// caller. Hard groups come together or not at all; a soft tie gives a bonus when both come to one
// municipality; a municipality filled below its wished minimum costs a price per missing person.
// Accepted placements are facts. The plan with the greatest sum is sought.
//
// With the plan come prices of capacity. From them alone anybody can compute a bound that no plan
// can pass, so the distance to the best possible is proven and not merely claimed.
#ifndef PLACEMENT_PLACEMENT_H
#define PLACEMENT_PLACEMENT_H

#include "base/arena.h"
#include "base/err.h"

enum {
    PLACEMENT_KINDS = 16,
    PLACEMENT_PERIODS = 12,
    PLACEMENT_HOUSEHOLDS = 10000000,
    PLACEMENT_MUNICIPALITIES = 100000,
    PLACEMENT_NUMBER = 1000000000, // |values|, penalties, capacities
    PLACEMENT_USE = 1000000,
};
#define PLACEMENT_UNLIMITED INT32_C(-1)

struct placement_tie {
    int32_t bonus;
    uint32_t a, b; // households
};
struct placement_accepted {
    uint32_t household, municipality;
    int32_t period;
};
struct placement_group { // of `n` households from member[from]
    uint32_t from, n;
};
struct placement_ban {
    uint32_t household, municipality;
};

// All arrays belong to the caller and are only read. h counts households, m municipalities.
struct placement_problem {
    uint32_t households, municipalities;
    int kinds, periods;
    const int32_t *capacity;        // [m * kinds + k]
    const int32_t *period_capacity; // [(m * periods + p) * kinds + k]; NULL: none
    const uint64_t *services;       // [m]
    const int32_t *fill_minimum, *fill_price; // [m]; both 0: no wish
    const int32_t *region;          // [m], for reports

    const int32_t *use;             // [h * kinds + k]; use of kind 0 is at least 1
    const uint64_t *needs;          // [h]
    const int32_t *penalty, *delay; // [h]
    const uint8_t *ready;           // [h], first period
    // Candidates of h: value[at[h]] ... value[at[h + 1] - 1], for municipality[...] rising; a
    // household whose row is full (n = municipalities) has value alone: dense[h], and its
    // missing ones are PLACEMENT_NONE.
    const uint64_t *at;             // [households + 1], into value
    const int32_t *value;
    const uint64_t *sparse_at;      // [h], into municipality; ignored for dense rows
    const uint32_t *municipality;
    const uint8_t *dense;           // [h]

    const struct placement_ban *bans;
    size_t ban_count;
    const struct placement_tie *ties;
    size_t tie_count;
    const struct placement_group *groups;
    size_t group_count;
    const uint32_t *member;
    const struct placement_accepted *accepted;
    size_t accepted_count;
};
#define PLACEMENT_NONE INT32_MIN

enum placement_status { PLACEMENT_OPTIMAL, PLACEMENT_WITHIN, PLACEMENT_LIMIT };
enum placement_reason { UNPLACED_NO_CANDIDATE, UNPLACED_EXCLUDED, UNPLACED_TOO_LARGE,
                        UNPLACED_CAPACITY, UNPLACED_TIE };
extern const char *const placement_reasons[]; // "no-candidate" ...

struct placement_price { // in millionths; period -1: the whole horizon
    uint32_t municipality;
    int kind, period;
    int64_t price;
};
struct placement_cut {
    uint32_t municipality;
    int64_t price;
    int32_t divisor, lambda[PLACEMENT_KINDS];
};
struct placement_overfull {
    uint32_t municipality;
    int kind, period;
    int64_t excess;
};
// Lives in the caller's arena.
struct placement_plan {
    enum placement_status status;
    int64_t objective, bound;   // bound >= the best possible objective, by the prices below
    int64_t bound_search;       // a lower one that a search has shown; INT64_MAX: none
    int32_t *place;             // [h]: municipality, -1 unplaced
    uint8_t *period;            // [h]
    uint8_t *reason;            // [h]: of an unplaced one
    struct placement_price *prices;
    size_t price_count;
    int64_t *fill_price;        // [m], millionths
    struct placement_cut *cuts;
    size_t cut_count;
    struct placement_overfull *overfull;
    size_t overfull_count;
    double gap;                 // (bound - objective) / max(1, |objective|)
};

struct placement_limits {
    double gap;                 // stop when proven within; 0: go on until optimal or out of time
    double seconds;             // of processor time; 0: none
    size_t bytes;               // of memory; 0: no limit
    uint64_t seed;
    int threads;                // that may be used; one is, whatever it says, so that the plan stays the same
    bool (*stop)(void *);       // polled at least every 10 ms; NULL: never
    void *stop_arg;
    const struct placement_plan *warm; // an earlier plan of this problem; NULL: none
};

// Finds a plan. E_INPUT with a sentence in *fault when sums could pass 62 bits or an index is out
// of range; E_TOOBIG at the memory limit. Stopped at any moment it gives the best plan so far.
MUST err place(struct arena *, const struct placement_problem *, const struct placement_limits *,
               struct placement_plan *, str *fault);

// ---- through the year (repair.c)
// After one event - an accepted or a declined placement, more or less capacity, a new household - the
// plan is put right from its own prices, not sought anew. `now` is the problem after the event;
// `before` the plan made earlier, with a place for every household of `now` (-1 for a new one). Who
// is not touched stays; accepted ones are facts. The bound is that of the earlier prices for the
// problem as it is now, so the gap is proven as in any plan. Errors as place().
MUST err placement_repair(struct arena *, const struct placement_problem *now, const struct placement_plan *before,
                          const struct placement_limits *, struct placement_plan *out, str *fault);

// place() with an earlier plan in limits->warm whose households have been asked for and not answered:
// each stays unless moving gains more than `share` of its value there (or `amount`, when above 0).
// `asked` [h]: who; NULL: all that the earlier plan placed. Objective and bound are in true values.
struct placement_stay {
    double share, amount;
    const uint8_t *asked;
};
#define PLACEMENT_STAY 0.02
MUST err placement_stick(struct arena *, const struct placement_problem *, const struct placement_stay *,
                         const struct placement_limits *, struct placement_plan *, str *fault);

// A year that is over, played again: each household is placed when it comes, by what was known then.
enum placement_rule {
    PLACEMENT_FIRST_COME, // the best place with room
    PLACEMENT_PRICED,     // the best after paying prices of expected years; they stay
    PLACEMENT_WEEKLY,     // the same, priced anew each week for those who came and samples of later ones
};
struct placement_replay {
    enum placement_rule rule;
    const uint32_t *order;       // households by their turn, each once
    const uint32_t *week;        // [weeks]: turns before the end of that week, rising; the last is all
    uint32_t weeks;
    const struct placement_problem *expected; // other years: same municipalities, kinds and periods
    size_t expected_count;       // 0: the year's own prices, known in hindsight
    double multiplier;           // of prices; 1
    double even;                 // price per person that a municipality is behind an even pace; 0
    double samples;              // later households drawn for each that is still to come (weekly); 2
};
struct placement_replayed {
    struct placement_plan plan;  // bound: of the whole year known in advance
    double ratio;                // objective / bound
    double uneven;               // mean distance between share of capacity used and of the year gone, by quarter
    double seconds_each;         // processor time of one arrival
};
MUST err placement_play(struct arena *, const struct placement_problem *, const struct placement_replay *,
                        const struct placement_limits *, struct placement_replayed *out, str *fault);

// ---- certificate (certificate.c): exact, in whole numbers
// The objective of places and periods as they stand; the rules are not checked.
int64_t placement_objective(const struct placement_problem *, const int32_t *place,
                            const uint8_t *period);
// The bound that the plan's prices prove, rounded down, since objectives are whole. Any prices >= 0 prove one.
MUST err placement_bound(struct arena *, const struct placement_problem *,
                         const struct placement_plan *, int64_t *bound);
// Whether a plan keeps every rule; *fault says the first that it breaks.
MUST err placement_check(struct arena *, const struct placement_problem *,
                         const struct placement_plan *, str *fault);

// ---- files (read.c, write.c)
struct placement_file { // names belong to the text that was read
    struct placement_problem problem;
    str *household, *municipality; // names
    str kind[PLACEMENT_KINDS];
};
// E_INPUT: *fault is "line N: what was expected". E_TOOBIG: more than `bytes` would be needed.
MUST err placement_read(struct arena *, str text, size_t bytes, struct placement_file *, str *fault);
struct out;
void placement_write(struct out *, const struct placement_file *, const struct placement_plan *);
// A plan file of this problem, for a warm start and for explaining.
MUST err placement_read_plan(struct arena *, str text, const struct placement_file *,
                             struct placement_plan *, str *fault);

#endif
