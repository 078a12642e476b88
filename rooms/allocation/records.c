// SPDX-License-Identifier: Apache-2.0
// The room's tables, field by field.
#include "rooms/allocation/allocation_db.h"

enum { WORDS_MAX = 500 };
#define COUNTOF(a) (sizeof(a) / sizeof *(a))
#define C_(code, key) { code, "allocation." key }

static const struct choices tracks =
    CHOICES(C_("reception", "track.reception"), C_("resettlement", "track.resettlement"),
            C_("private", "track.private"), C_("amot", "track.amot"), C_("self", "track.self"),
            C_("minor", "track.minor"));
static const struct choices authorities =
    CHOICES(C_("directorate", "authority.directorate"), C_("child_welfare", "authority.child_welfare"));
static const struct choices shields =
    CHOICES({ "none", "person.protection.none" }, { "confidential", "person.protection.confidential" },
            { "strict", "person.protection.strict" });
static const struct choices closings =
    CHOICES(C_("none", "closed.none"), C_("permit_lost", "closed.permit_lost"),
            C_("left", "closed.left"), C_("died", "closed.died"), C_("own_way", "closed.own_way"),
            C_("too_late", "closed.too_late"), C_("same_person", "closed.same_person"),
            C_("refused", "closed.refused"));
static const struct choices offer_states =
    CHOICES(C_("sent", "offer.sent"), C_("accepted", "offer.accepted"),
            C_("declined", "offer.declined"), C_("withdrawn", "offer.withdrawn"));
static const struct choices services =
    CHOICES(C_("none", "service.none"), C_("hospital", "service.hospital"),
            C_("habilitation", "service.habilitation"), C_("mental", "service.mental"),
            C_("school", "service.school"));
static const struct choices tie_kinds =
    CHOICES(C_("family", "tie.family"), C_("work", "tie.work"), C_("study", "tie.study"),
            C_("network", "tie.network"), C_("not_here", "tie.not_here"));
static const struct choices sources =
    CHOICES(C_("centre", "source.centre"), C_("municipality", "source.municipality"),
            C_("directorate", "source.directorate"));

static const struct field case_fields[] = {
    F(alloc_case, id, INT, .flags = KEY | RANDOM),
    F(alloc_case, person, INT),
    F(alloc_case, household, INT),
    F(alloc_case, track, ENUM, .choices = &tracks),
    F(alloc_case, authority, ENUM, .choices = &authorities),
    F(alloc_case, state, ENUM, .choices = &alloc_state_choices),
    F(alloc_case, shield, ENUM, .flags = SENSITIVE, .choices = &shields),
    F(alloc_case, clock_on, DAY),
    F(alloc_case, ready_on, DAY),
    F(alloc_case, apply_by, DAY),
    F(alloc_case, enter_by, DAY),
    F(alloc_case, offer, INT),
    F(alloc_case, org, INT, .flags = PERSONAL),
    F(alloc_case, number, TEXT, .flags = PERSONAL),
    F(alloc_case, year, INT),
    F(alloc_case, counted, TEXT, .flags = PERSONAL),
    F(alloc_case, allocated_on, DAY),
    F(alloc_case, moves_on, DAY),
    F(alloc_case, settled_on, DAY),
    F(alloc_case, closed, ENUM, .choices = &closings),
    F(alloc_case, opened_on, DAY),
    F(alloc_case, version, INT, .flags = VERSION),
};
static const struct field log_fields[] = {
    F(alloc_log, id, INT, .flags = KEY),
    F(alloc_log, case_id, INT),
    F(alloc_log, person, INT),
    F(alloc_log, from_state, ENUM, .choices = &alloc_state_choices),
    F(alloc_log, to_state, ENUM, .choices = &alloc_state_choices),
    F(alloc_log, event, ENUM, .choices = &alloc_event_choices),
    F(alloc_log, org, INT, .flags = PERSONAL),
    F(alloc_log, happened, DAY),
    F(alloc_log, reason, ENUM, .choices = &alloc_reason_choices),
    F(alloc_log, note, TEXT, .flags = PERSONAL, .max = WORDS_MAX),
    F(alloc_log, by_user, INT),
    F(alloc_log, by_org, INT),
    F(alloc_log, at, MOMENT),
};
static const struct field offer_fields[] = {
    F(offer, id, INT, .flags = KEY),
    F(offer, ref, TEXT),
    F(offer, household, INT),
    F(offer, head, INT),
    F(offer, org, INT, .flags = PERSONAL),
    F(offer, number, TEXT, .flags = PERSONAL),
    F(offer, places, INT),
    F(offer, minors, INT),
    F(offer, sent_on, DAY),
    F(offer, due_on, DAY),
    F(offer, earliest, DAY),
    F(offer, enter_by, DAY),
    F(offer, again, BOOL),
    F(offer, profile, TEXT, .flags = PERSONAL | HIDDEN),
    F(offer, state, ENUM, .choices = &offer_states),
    F(offer, answered_on, DAY),
    F(offer, answered_by, INT),
    F(offer, reason, ENUM, .choices = &alloc_reason_choices),
    F(offer, words, TEXT, .flags = PERSONAL, .max = WORDS_MAX),
    F(offer, reminded_on, DAY),
    F(offer, version, INT, .flags = VERSION),
};
static const struct field need_fields[] = {
    F(need_row, id, INT, .flags = KEY),
    F(need_row, household, INT, .flags = READONLY),
    F(need_row, head, INT, .flags = READONLY),
    F(need_row, service, ENUM, .flags = SENSITIVE, .choices = &services),
    F(need_row, step_free, BOOL),
    F(need_row, earliest, DAY),
    F(need_row, education, TEXT, .flags = PERSONAL, .max = 80),
    F(need_row, work, TEXT, .flags = PERSONAL, .max = 80),
    F(need_row, version, INT, .flags = VERSION),
};
static const struct field tie_fields[] = {
    F(tie_row, id, INT, .flags = KEY), F(tie_row, household, INT),
    F(tie_row, head, INT),             F(tie_row, number, TEXT, .flags = SENSITIVE),
    F(tie_row, kind, ENUM, .flags = SENSITIVE, .choices = &tie_kinds),
    F(tie_row, version, INT, .flags = VERSION),
};
static const struct field decision_fields[] = {
    F(decision_row, id, INT, .flags = KEY),
    F(decision_row, ref, TEXT),
    F(decision_row, case_id, INT),
    F(decision_row, person, INT),
    F(decision_row, org, INT, .flags = PERSONAL),
    F(decision_row, number, TEXT, .flags = PERSONAL),
    F(decision_row, decided_on, DAY),
    F(decision_row, decided_by, TEXT, .flags = PERSONAL),
    F(decision_row, letter, TEXT, .flags = PERSONAL | HIDDEN),
    F(decision_row, to_place, TEXT, .flags = PERSONAL | HIDDEN),
    F(decision_row, version, INT, .flags = VERSION),
};
static const struct field plan_fields[] = {
    F(plan_row, id, INT, .flags = KEY),
    F(plan_row, household, INT, .flags = READONLY),
    F(plan_row, head, INT, .flags = READONLY),
    F(plan_row, org, INT, .flags = READONLY | PERSONAL),
    F(plan_row, moves_on, DAY, .flags = READONLY),
    F(plan_row, transport, TEXT, .flags = PERSONAL, .max = 200),
    F(plan_row, interpreter, BOOL),
    F(plan_row, contact_centre, TEXT, .flags = PERSONAL, .max = 200),
    F(plan_row, contact_municipality, TEXT, .flags = PERSONAL, .max = 200),
    F(plan_row, dwelling, TEXT, .flags = PERSONAL, .max = 200),
    F(plan_row, told_on, DAY),
    F(plan_row, version, INT, .flags = VERSION),
};
static const struct field settled_fields[] = {
    F(settled_row, id, INT, .flags = KEY),
    F(settled_row, case_id, INT),
    F(settled_row, person, INT),
    F(settled_row, org, INT, .flags = PERSONAL),
    F(settled_row, number, TEXT, .flags = PERSONAL),
    F(settled_row, settled_on, DAY),
    F(settled_row, source, ENUM, .choices = &sources),
    F(settled_row, corrects, OPT),
    F(settled_row, secondary, BOOL),
    F(settled_row, registered_on, DAY),
    F(settled_row, version, INT, .flags = VERSION),
};
static const struct field listed_fields[] = {
    F(listed_row, id, INT, .flags = KEY), F(listed_row, org, INT),
    F(listed_row, year, INT),             F(listed_row, line, INT),
    F(listed_row, person, INT),           F(listed_row, settled_on, DAY),
    F(listed_row, read_on, DAY),
};
static const struct field settlement_fields[] = {
    F(alloc_settlement, person, INT),   F(alloc_settlement, clock_on, DAY),
    F(alloc_settlement, ready_on, DAY), F(alloc_settlement, settled_on, DAY),
    F(alloc_settlement, track, ENUM, .choices = &tracks),
    F(alloc_settlement, number, TEXT),  F(alloc_settlement, secondary, BOOL),
};

const struct record alloc_case_rec = RECORD("allocation_case", alloc_case, case_fields);
const struct record alloc_log_rec = RECORD("allocation_log", alloc_log, log_fields);
const struct record offer_rec = RECORD("allocation_offer", offer, offer_fields);
const struct record alloc_need_rec = RECORD("allocation_need", need_row, need_fields);
const struct record tie_rec = RECORD("allocation_tie", tie_row, tie_fields);
const struct record alloc_decision_rec = RECORD("allocation_decision", decision_row, decision_fields);
const struct record plan_rec = RECORD("allocation_plan", plan_row, plan_fields);
const struct record settled_rec = RECORD("allocation_settled", settled_row, settled_fields);
const struct record listed_row_rec = RECORD("allocation_listed", listed_row, listed_fields);
const struct record alloc_settlement_rec = { NULL, settlement_fields, COUNTOF(settlement_fields),
                                             sizeof(struct alloc_settlement), "alloc_settlement" };
