// SPDX-License-Identifier: Apache-2.0
// The engine's proposals for households that wait: three best places for one, with reasons; a proposal
// for all, with choices locked, to be compared. It never decides: a caseworker puts a household on a
// municipality's list, and what was proposed and why another was chosen is kept.
//
// Shielded households are in no proposal. What the model knows of a household is alloc_ready
// (allocation.h) and nothing else; sex and origin are read for the check of outcomes only.
#ifndef ROOMS_PROPOSAL_PROPOSAL_H
#define ROOMS_PROPOSAL_PROPOSAL_H

#include "platform/db/db.h"
#include "rooms/allocation/allocation.h"
#include "rooms/proposal/match.h"
#include "rooms/settlement/settlement.h"

enum choice_reason { CHOICE_NONE, CHOICE_KNOWS, CHOICE_WISH, CHOICE_MUNICIPALITY, CHOICE_OTHER };
struct proposal_choice {
    int64_t id, household, head, offer;
    str number, proposed;
    int64_t cost, moved;
    int reason;
    str words, weights;
    day made_on;
    int64_t by_user, version;
};
extern const struct record proposal_choice_rec;
extern const struct choices choice_reasons;

// A choice in the address of a proposal: "head:number", or "head:-number" for not there.
struct proposal_facts {
    struct match_facts match; // lists below, by index
    alloc_readies ready;
    settlement_places places; // those with free places that are known
};
// Everybody who waits and every municipality with an answer. `locks` as in the address, "" for none;
// one that names nobody who waits, or no municipality, is left out.
MUST err proposal_facts_of(struct db *, day today, struct match_weights, str locks, struct proposal_facts *);
// The same facts and weights give the same proposal; at most about a second.
MUST err proposal_make(struct db *, const struct proposal_facts *, struct match *);

// Puts the household on the list of the municipality and keeps what was proposed. Whoever chooses
// another than the first gives a reason: else E_CONFLICT with *why.
MUST err proposal_choose(struct db *, const struct proposal_facts *, struct match *, int64_t head, str number,
                         int reason, str words, str weights, int64_t *offer, text_key *why);

// Weights and locks as a query, and back: "5-8-6-3-4"; anything else gives the usual ones.
str proposal_weights_text(struct arena *, struct match_weights);
struct match_weights proposal_weights(str);

#endif
