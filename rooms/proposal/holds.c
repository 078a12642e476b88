// SPDX-License-Identifier: Apache-2.0
// The choices made for a household follow its head when two records are merged.
#include "rooms/person/person.h"
#include "rooms/proposal/proposal.h"

PERSON_HOLDS(choices, proposal_choice_rec, "proposal_choice", "head", NULL);

SQL(strict_choices, "select * from proposal_choice where head = $1 order by id");

// The municipality chosen for somebody strictly protected is stored no more (SEC-14).
static err sealed(struct db *db, int64_t person)
{
    SLICE(struct proposal_choice) all = { 0 };
    PASS(db_all(db, &strict_choices, ARGS(AI(person)), &proposal_choice_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(db_erase(db, &proposal_choice_rec, &all.p[i]));
    return OK;
}
PERSON_STRICT(choices_sealed, sealed);
