// SPDX-License-Identifier: Apache-2.0
// The moves of a case (settlement.md 6 and 8) and what must hold for each. Pure: no database.
#include "rooms/allocation/states.h"

#include "text_keys.h"

#define COUNTOF(a) (sizeof(a) / sizeof *(a))
#define TR_(track) (1u << TRACK_##track)
#define ALL_TRACKS ((1u << TRACKS) - 1)
#define ASKERS (R(DS) | R(BU))
#define PLACES (R(MC) | R(MH)) // who answers; a case is moved by the coordinator (security.md 3.4)

static const struct transition moves[] = {
    { ALLOC_MAPPING, EV_MAPPED, ALLOC_READY },
    { ALLOC_APPLY, EV_APPLIED, ALLOC_READY },
    { ALLOC_MAPPING, EV_LODGE, ALLOC_APPLY },
    { ALLOC_APPLY, EV_CENTRE, ALLOC_MAPPING },
    { ALLOC_READY, EV_ASK, ALLOC_ASKED },
    { ALLOC_ASKED, EV_ACCEPT, ALLOC_ACCEPTED },
    { ALLOC_ASKED, EV_DECLINE, ALLOC_READY },
    { ALLOC_ASKED, EV_WITHDRAW, ALLOC_READY },
    { ALLOC_ACCEPTED, EV_WITHDRAW, ALLOC_READY },
    { ALLOC_ACCEPTED, EV_ALLOCATE, ALLOC_ALLOCATED },
    { ALLOC_READY, EV_OUTSIDE, ALLOC_ALLOCATED },
    { ALLOC_ALLOCATED, EV_DATE, ALLOC_DATED },
    { ALLOC_DATED, EV_DATE, ALLOC_DATED },
    { ALLOC_DATED, EV_SETTLE, ALLOC_SETTLED },
    { ALLOC_ALLOCATED, EV_SETTLE, ALLOC_SETTLED }, // private and AMOT: registered when done
    { ALLOC_SETTLED, EV_CORRECT, ALLOC_SETTLED },
    { ALLOC_ALLOCATED, EV_REFUSE, ALLOC_REFUSED },
    { ALLOC_DATED, EV_REFUSE, ALLOC_REFUSED },
    { ALLOC_ALLOCATED, EV_CANCEL, ALLOC_READY },
    { ALLOC_DATED, EV_CANCEL, ALLOC_READY },
    { ALLOC_ALLOCATED, EV_REALLOCATE, ALLOC_READY },
    { ALLOC_DATED, EV_REALLOCATE, ALLOC_READY },
    { ALLOC_REFUSED, EV_REALLOCATE, ALLOC_READY },
    { ALLOC_READY, EV_AGAIN, ALLOC_ASKED }, // born or joined after the answer: asked once more
    { ALLOC_MAPPING, EV_AGAIN, ALLOC_ASKED },
    { ALLOC_MAPPING, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_APPLY, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_READY, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_ASKED, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_ACCEPTED, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_ALLOCATED, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_DATED, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_REFUSED, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_WISH, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_SIGNED, EV_CLOSE, ALLOC_CLOSED },
    { ALLOC_READY, EV_WISH, ALLOC_WISH },
    { ALLOC_WISH, EV_FOUND, ALLOC_FOUND },
    { ALLOC_FOUND, EV_PLACE_OK, ALLOC_PLACE_OK },
    { ALLOC_PLACE_OK, EV_APPROVE, ALLOC_APPROVED },
    { ALLOC_APPROVED, EV_ALLOCATE, ALLOC_ALLOCATED },
    { ALLOC_ALLOCATED, EV_SIGN, ALLOC_SIGNED },
    { ALLOC_SIGNED, EV_SETTLE, ALLOC_SETTLED },
    { ALLOC_WISH, EV_NO, ALLOC_READY },
    { ALLOC_FOUND, EV_NO, ALLOC_READY },
    { ALLOC_PLACE_OK, EV_NO, ALLOC_READY },
    { ALLOC_APPROVED, EV_NO, ALLOC_READY },
    { ALLOC_SIGNED, EV_CANCEL, ALLOC_READY },
};

#define S_(code, name) { code, "allocation.state." name }
const struct choices alloc_state_choices =
    CHOICES(S_("mapping", "mapping"), S_("apply", "apply"), S_("ready", "ready"),
            S_("asked", "asked"), S_("accepted", "accepted"), S_("allocated", "allocated"),
            S_("dated", "dated"), S_("settled", "settled"), S_("refused", "refused"),
            S_("closed", "closed"), S_("wish", "wish"), S_("found", "found"),
            S_("place_ok", "place_ok"), S_("approved", "approved"), S_("signed", "signed"));
#define E_(code) { code, "allocation.event." code }
const struct choices alloc_event_choices =
    CHOICES(E_("mapped"), E_("applied"), E_("ask"), E_("accept"), E_("decline"), E_("withdraw"),
            E_("allocate"), E_("outside"), E_("date"), E_("settle"), E_("correct"), E_("refuse"),
            E_("cancel"), E_("reallocate"), E_("again"), E_("close"), E_("lodge"), E_("centre"), E_("wish"), E_("found"),
            E_("place_ok"), E_("approve"), E_("sign"), E_("no"));
#define W_(code) { code, "allocation.reason." code }
const struct choices alloc_reason_choices =
    CHOICES(W_("none"), W_("no_dwelling"), W_("no_place"), W_("no_service"), W_("size"),
            W_("capacity"), W_("dwelling_fell"), W_("illness"), W_("household"), W_("permit"),
            W_("left"), W_("wrong"), W_("family"), W_("safety"), W_("better"), W_("refused"),
            W_("other"));

const struct states alloc_states = { "allocation.case", &alloc_state_choices, moves,
                                     COUNTOF(moves) };

// ---- guards ---------------------------------------------------------------------------------

// The permit must be held on the day; one that has run out settles nobody.
static bool permit_on(const struct alloc_facts *f, day on)
{
    return f->permit && (!day_known(f->permit_to) || !day_known(on) || day_cmp(on, f->permit_to) <= 0);
}

static text_key ready(const struct alloc_facts *f)
{
    if (!permit_on(f, f->today))
        return T_allocation_why_no_permit;
    if (f->settled_here)
        return T_allocation_why_settled_before;
    return f->mapped || f->track == TRACK_RESETTLEMENT ? T_NONE : T_allocation_why_not_mapped;
}

// Within six months of the police's word (settlement.md 6); after that the right to help is gone.
static text_key applied(const struct alloc_facts *f)
{
    if (!permit_on(f, f->today))
        return T_allocation_why_no_permit;
    return day_known(f->apply_by) && day_cmp(f->on, f->apply_by) > 0 ? T_allocation_why_too_late
                                                                     : T_NONE;
}

static text_key responsible(const struct alloc_facts *f)
{
    bool theirs = f->authority == BY_CHILD_WELFARE;
    return theirs == f->child_welfare ? T_NONE : T_allocation_why_other_authority;
}

static text_key room_there(const struct alloc_facts *f)
{
    if (f->excluded)
        return T_allocation_why_excluded;
    if (!f->place_answered)
        return T_allocation_why_no_decision;
    return f->free.known && f->free.v < f->places ? T_allocation_why_full : T_NONE;
}

static text_key ask(const struct alloc_facts *f)
{
    if (f->shield != PROTECT_NONE)
        return T_allocation_why_shielded;
    if (!permit_on(f, f->today))
        return T_allocation_why_no_permit;
    text_key who = responsible(f);
    return who != T_NONE ? who : room_there(f);
}

static text_key outside(const struct alloc_facts *f)
{
    if (f->shield == PROTECT_NONE)
        return T_allocation_why_not_shielded;
    return permit_on(f, f->today) ? responsible(f) : T_allocation_why_no_permit;
}

static text_key allocate(const struct alloc_facts *f)
{
    return permit_on(f, f->today) ? responsible(f) : T_allocation_why_no_permit;
}

// The agreed day: not before the decision, inside the permit, for resettlement before the entry
// permit ends.
static text_key date(const struct alloc_facts *f)
{
    if (!day_known(f->on))
        return T_allocation_why_no_day;
    if (day_known(f->allocated_on) && day_cmp(f->on, f->allocated_on) < 0)
        return T_allocation_why_before_decision;
    if (!permit_on(f, f->on))
        return T_allocation_why_after_permit;
    if (f->track == TRACK_RESETTLEMENT && day_known(f->enter_by) && day_cmp(f->on, f->enter_by) > 0)
        return T_allocation_why_after_entry;
    return T_NONE;
}

static text_key settle(const struct alloc_facts *f)
{
    text_key why = date(f);
    if (why != T_NONE)
        return why;
    if (f->state == ALLOC_ALLOCATED && f->track != TRACK_PRIVATE && f->track != TRACK_AMOT)
        return T_allocation_why_date_first;
    return day_cmp(f->on, f->today) > 0 ? T_allocation_why_in_future : T_NONE;
}

static text_key refuse(const struct alloc_facts *f)
{
    return f->told ? T_NONE : T_allocation_why_not_told;
}

// Agreed self-settlement is for who has not been offered a municipality.
static text_key wish(const struct alloc_facts *f)
{
    if (f->shield != PROTECT_NONE)
        return T_allocation_why_shielded;
    return permit_on(f, f->today) ? T_NONE : T_allocation_why_no_permit;
}

static text_key place_ok(const struct alloc_facts *f)
{
    return room_there(f);
}

#define MUNICIPALITY_TOLD "allocation.notice.asked"
#define DIRECTORATE_TOLD "allocation.notice.answered"
const struct alloc_rule alloc_rules[ALLOC_EVENTS] = {
    [EV_MAPPED] = { R(CE) | R(DS) | R(MC) | R(BU), ALL_TRACKS, ready, 0, "",
                    "allocation.notice.ready", false },
    [EV_APPLIED] = { R(DS) | R(MC), TR_(PRIVATE), applied, 0, "", "allocation.notice.ready", false },
    [EV_ASK] = { ASKERS, ALL_TRACKS, ask, 7, "allocation.deadline.answer", MUNICIPALITY_TOLD,
                 false },
    [EV_AGAIN] = { ASKERS, ALL_TRACKS, ask, 7, "allocation.deadline.answer", MUNICIPALITY_TOLD,
                   false },
    [EV_ACCEPT] = { PLACES, ALL_TRACKS, NULL, 0, "", DIRECTORATE_TOLD, false },
    [EV_DECLINE] = { PLACES, ALL_TRACKS, NULL, 0, "", DIRECTORATE_TOLD, true },
    [EV_WITHDRAW] = { ASKERS, ALL_TRACKS, NULL, 0, "", "allocation.notice.withdrawn", false },
    [EV_ALLOCATE] = { ASKERS, ALL_TRACKS, allocate, 14, "allocation.deadline.date",
                      "allocation.notice.allocated", false },
    [EV_OUTSIDE] = { ASKERS, ALL_TRACKS, outside, 0, "", "", false },
    [EV_DATE] = { R(MC) | R(DS) | R(BU), ALL_TRACKS, date, 0, "", "allocation.notice.dated",
                  false },
    // Of residents the centre tells; of private, AMOT and agreed self-settlement the municipality.
    [EV_SETTLE] = { R(MC) | R(CE) | R(DS) | R(BU), ALL_TRACKS, settle, 0, "",
                    "allocation.notice.settled", false },
    [EV_CORRECT] = { R(MC) | R(DS), ALL_TRACKS, settle, 0, "", "allocation.notice.corrected",
                     true },
    [EV_REFUSE] = { ASKERS | R(CE), ALL_TRACKS, refuse, 0, "", "allocation.notice.refused", false },
    [EV_CANCEL] = { ASKERS | R(MC), ALL_TRACKS, NULL, 0, "", "allocation.notice.cancelled", true },
    [EV_REALLOCATE] = { ASKERS, ALL_TRACKS, NULL, 0, "", "allocation.notice.withdrawn", true },
    [EV_CLOSE] = { ASKERS, ALL_TRACKS, NULL, 0, "", "allocation.notice.closed", false },
    [EV_LODGE] = { R(CE) | R(DS) | R(BU), ALL_TRACKS & ~TR_(MINOR), NULL, 0, "", "", false },
    [EV_CENTRE] = { R(CE) | R(DS) | R(BU), TR_(PRIVATE), NULL, 0, "", "", false },
    [EV_WISH] = { R(DS) | R(CE), ALL_TRACKS & ~TR_(MINOR), wish, 0, "", "", false },
    [EV_FOUND] = { R(DS) | R(CE), TR_(SELF), NULL, 7, "allocation.deadline.answer",
                   MUNICIPALITY_TOLD, false },
    [EV_PLACE_OK] = { PLACES, TR_(SELF), place_ok, 7, "allocation.deadline.approve",
                      DIRECTORATE_TOLD, false },
    [EV_APPROVE] = { R(DS), TR_(SELF), allocate, 0, "", "", false },
    [EV_SIGN] = { R(MC) | R(DS), TR_(SELF), date, 0, "", "", false },
    [EV_NO] = { R(MC) | R(DS), TR_(SELF), NULL, 0, "", DIRECTORATE_TOLD, true },
};

text_key alloc_may(const struct alloc_facts *f, enum alloc_event event, int *to)
{
    const struct alloc_rule *r = &alloc_rules[event];
    int state = f->state;
    if (state_move(&alloc_states, &state, (int)event) != OK || !(r->tracks >> f->track & 1))
        return T_allocation_why_not_now;
    *to = state;
    if (r->reason && !f->reason)
        return T_allocation_why_no_reason;
    return r->guard ? r->guard(f) : T_NONE;
}

enum alloc_sight alloc_sight(enum alloc_state s)
{
    switch (s) {
    case ALLOC_ASKED:
    case ALLOC_ACCEPTED:
    case ALLOC_FOUND:
    case ALLOC_PLACE_OK:
    case ALLOC_APPROVED: return SIGHT_PSEUDO;
    case ALLOC_ALLOCATED:
    case ALLOC_DATED:
    case ALLOC_SIGNED: return SIGHT_CASE;
    case ALLOC_SETTLED: return SIGHT_FULL;
    default: return SIGHT_NONE;
    }
}

enum alloc_count alloc_count(enum alloc_state s)
{
    switch (s) {
    case ALLOC_ASKED:
    case ALLOC_FOUND: return COUNT_WAITING;
    case ALLOC_ACCEPTED:
    case ALLOC_ALLOCATED:
    case ALLOC_DATED:
    case ALLOC_PLACE_OK:
    case ALLOC_APPROVED:
    case ALLOC_SIGNED: return COUNT_AGREED;
    case ALLOC_SETTLED: return COUNT_SETTLED;
    default: return COUNT_NONE;
    }
}

bool alloc_open_state(enum alloc_state s)
{
    return s != ALLOC_SETTLED && s != ALLOC_CLOSED;
}
