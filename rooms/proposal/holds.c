// SPDX-License-Identifier: Apache-2.0
// The choices made for a household follow its head when two records are merged.
#include "rooms/person/person.h"
#include "rooms/proposal/proposal.h"

PERSON_HOLDS(choices, proposal_choice_rec, "proposal_choice", "head", NULL);
