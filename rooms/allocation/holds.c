// SPDX-License-Identifier: Apache-2.0
// The room's tables with a person in them: they follow when two records of one person are merged.
#include "rooms/allocation/allocation_db.h"

PERSON_HOLDS(cases, alloc_case_rec, "allocation_case", "person", "allocation.holds.cases");
PERSON_HOLDS(log, alloc_log_rec, "allocation_log", "person", "allocation.holds.log");
PERSON_HOLDS(decisions, alloc_decision_rec, "allocation_decision", "person", "allocation.holds.decisions");
PERSON_HOLDS(settled, settled_rec, "allocation_settled", "person", "allocation.holds.settled");
PERSON_HOLDS(offers, offer_rec, "allocation_offer", "head", "allocation.holds.offers");
PERSON_HOLDS(needs, alloc_need_rec, "allocation_need", "head", "allocation.holds.needs");
PERSON_HOLDS(ties, tie_rec, "allocation_tie", "head", NULL);
PERSON_HOLDS(plans, plan_rec, "allocation_plan", "head", "allocation.holds.plans");
PERSON_HOLDS(listed, listed_row_rec, "allocation_listed", "person", NULL);

PERSON_MERGED(cases_bring_what_hangs_on_them, alloc_follow);

SQL(open_of_two, "select count(*) from allocation_case where person in ($1, $2) and state not in "
                 "('closed', 'mapping', 'ready')");

SQL(both_open, "select count(distinct person) from allocation_case where person in ($1, $2) and state not in "
               "('closed', 'settled')");

// Two records that both stand with a municipality are two cases to be ended first: the balance and
// the sight of each follow its case. And a person has one open case (I6): where both records wait, one
// is ended first, so that somebody has looked which of them holds.
static err say(struct db *db, int64_t kept, int64_t merged, text_key *problem);
PERSON_MERGE_SAY(both_allocated, say);

static err say(struct db *db, int64_t kept, int64_t merged, text_key *problem)
{
    int64_t n, open;
    PASS(db_int(db, &open_of_two, ARGS(AI(kept), AI(merged)), &n));
    PASS(db_int(db, &both_open, ARGS(AI(kept), AI(merged)), &open));
    *problem = n || open > 1 ? text_find("allocation.why.merge") : T_NONE;
    return OK;
}
