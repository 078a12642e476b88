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
#include "platform/job/job.h"
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

// Whether a service is near a municipality: set and dated by somebody who has found out. A service
// that nobody has set is guessed from how central the municipality is, and the pages say so.
enum { SERVICES_KNOWN = 5 }; // kinds of service, 0 is none: as alloc_ready.service
enum near_answer { NEAR_YES, NEAR_NO };
struct proposal_service {
    int64_t id;
    str number;
    int service; // 0 hospital ...: kind less one
    int near;
    day from_day;
    str source;
    int64_t by_user, version;
};
extern const struct record proposal_service_rec;
typedef SLICE(struct proposal_service) proposal_services;
// Those that have begun, oldest first: a later line takes the place of an earlier one.
MUST err proposal_services_of(struct db *, day today, proposal_services *);
// What is near by them and what is only guessed: `known` are the services that somebody has set.
uint64_t proposal_near(const proposal_services *, str number, day today, uint64_t *known);

// A choice in the address of a proposal: "head:number", or "head:-number" for not there.
struct proposal_facts {
    struct match_facts match; // lists below, by index
    alloc_readies ready;
    settlement_places places; // those with free places that are known
};
// Everybody who waits and every municipality with an answer. `locks` as in the address, "" for none;
// one that names nobody who waits, or no municipality, is left out.
MUST err proposal_facts_of(struct db *, day today, struct match_weights, str locks, struct proposal_facts *);
// ---- computing. A small proposal is computed when it is asked for, a large one by the queue (REL-9): one
// a user, while everybody else works on. What was computed is kept for thirty days.
enum run_state { RUN_WAITING, RUN_DONE, RUN_FAILED, RUN_DROPPED };
struct proposal_run {
    int64_t id;
    str asked; // weights and locks, see proposal_asked
    int state;
    int64_t facts;
    str plan;
    int64_t gap, stopped, households, placed;
    day made_on;
    moment asked_at, done_at;
    int64_t by_user, version;
};
extern const struct record proposal_run_rec;
typedef SLICE(struct proposal_run) proposal_runs;
extern int64_t proposal_light; // households times municipalities that a page computes itself; tests set it
str proposal_asked(struct arena *, struct match_weights, str locks);

// The latest kept one for the same weights and locks, put right where somebody waits no more or a
// number has changed; else computed here when it is small. *how: what stands in *out.
enum proposal_found { PROPOSAL_NONE, PROPOSAL_COMPUTED, PROPOSAL_KEPT, PROPOSAL_MENDED };
MUST err proposal_get(struct db *, const struct proposal_facts *, str asked, struct match *out,
                      struct proposal_run *kept, enum proposal_found *how);
// The same without the queue, whatever the size, quick and perhaps less good: for the page of one household.
MUST err proposal_quick(struct db *, const struct proposal_facts *, str asked, struct match *out);
// Asks the queue for the scenarios. E_CONFLICT when the user has one that waits.
MUST err proposal_queue(struct db *, const str *asked, size_t n);
MUST err proposal_runs_waiting(struct db *, proposal_runs *);        // of everybody, oldest first
MUST err proposal_runs_kept(struct db *, proposal_runs *);           // done or failed, latest first, at most 20
MUST err proposal_drop(struct db *, int64_t user);                   // takes the user's waiting ones back
extern const struct job_kind proposal_compute, proposal_sweep;
err proposal_strike(struct db *, int64_t person, str payload); // hears person.protection

// Puts the household on the list of the municipality and keeps what was proposed: `first`, "" for the
// household's own best. Whoever chooses another gives a reason: else E_CONFLICT with *why.
MUST err proposal_choose(struct db *, const struct proposal_facts *, struct match *, int64_t head, str number,
                         str first, int reason, str words, str weights, int64_t *offer, text_key *why);

// Weights as a query, and back: "5-8-6-3-4", with "-1" behind it when quarters are held level;
// anything else gives the usual ones.
str proposal_weights_text(struct arena *, struct match_weights);
struct match_weights proposal_weights(str);

MUST err proposal_demo(struct db *, day today);

#endif
