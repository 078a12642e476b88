// SPDX-License-Identifier: Apache-2.0
// The room's tables, field by field: centres, stays, the application, minors, living elsewhere.
#include "rooms/reception/reception_db.h"

enum { NAME_LONG = 120, LINE = 200, WORDS = 2000 };

const struct choices centre_kinds =
    CHOICES({ "ARRIVAL", "reception.centre.arrival" },
            { "ARRIVAL_TRANSIT", "reception.centre.arrival_transit" },
            { "TRANSIT", "reception.centre.transit" }, { "TRANSIT_EM", "reception.centre.transit_em" },
            { "ORDINARY", "reception.centre.ordinary" },
            { "ORDINARY_EM", "reception.centre.ordinary_em" },
            { "ADAPTED", "reception.centre.adapted" },
            { "INTEGRATION", "reception.centre.integration" },
            { "EMERGENCY", "reception.centre.emergency" }, { "CARE_CENTRE", "reception.centre.care" });
const struct choices stay_reasons =
    CHOICES({ "lives", "reception.reason.lives" }, { "transfer", "reception.reason.transfer" },
            { "family", "reception.reason.family" }, { "health", "reception.reason.health" },
            { "closure", "reception.reason.closure" }, { "private", "reception.reason.private" },
            { "alternative", "reception.reason.alternative" },
            { "settled", "reception.reason.settled" }, { "left", "reception.reason.left" },
            { "returned", "reception.reason.returned" }, { "died", "reception.reason.died" });
const struct choices case_phases =
    CHOICES({ "registered", "reception.phase.registered" },
            { "allocated", "reception.phase.allocated" },
            { "interviewed", "reception.phase.interviewed" }, { "decided", "reception.phase.decided" },
            { "appeal_udi", "reception.phase.appeal_udi" },
            { "appeal_une", "reception.phase.appeal_une" }, { "final", "reception.phase.final" });
const struct choices case_outcomes =
    CHOICES({ "none", "reception.outcome.none" }, { "granted", "reception.outcome.granted" },
            { "rejected", "reception.outcome.rejected" },
            { "dismissed", "reception.outcome.dismissed" },
            { "withdrawn", "reception.outcome.withdrawn" });
static const struct choices authorities = CHOICES({ "bufetat", "reception.authority.bufetat" },
                                                  { "imdi", "reception.authority.imdi" });
static const struct choices assessed =
    CHOICES({ "not", "reception.age.not" }, { "waiting", "reception.age.waiting" },
            { "minor", "reception.age.minor" }, { "adult", "reception.age.adult" });
static const struct choices elsewhere_kinds =
    CHOICES({ "amot", "reception.elsewhere.amot" },
            { "amot_temporary", "reception.elsewhere.amot_temporary" },
            { "private", "reception.elsewhere.private" });
static const struct choices grounds =
    CHOICES({ "family", "reception.ground.family" }, { "minor_carers", "reception.ground.carers" },
            { "needs", "reception.ground.needs" }, { "trafficking", "reception.ground.trafficking" },
            { "collective", "reception.ground.collective" }, { "own", "reception.ground.own" });
static const struct choices elsewhere_codes =
    CHOICES({ "applied", "reception.else.applied" }, { "asked", "reception.else.asked" },
            { "accepted", "reception.else.accepted" }, { "granted", "reception.else.granted" },
            { "ended", "reception.else.ended" }, { "declined", "reception.else.declined" },
            { "refused", "reception.else.refused" });

static const struct field centre_fields[] = {
    F(centre, id, INT, .flags = KEY),
    F(centre, org, INT, .flags = READONLY),
    F(centre, name, TEXT, .flags = REQUIRED, .max = NAME_LONG),
    F(centre, kind, ENUM, .flags = REQUIRED, .choices = &centre_kinds),
    F(centre, operator, TEXT, .max = NAME_LONG),
    F(centre, operator_number, TEXT, .max = 9),
    F(centre, municipality, TEXT, .flags = REQUIRED, .max = 4),
    F(centre, address, TEXT, .max = LINE),
    F(centre, contract_from, DAY),
    F(centre, contract_to, DAY),
    F(centre, notice_on, DAY),
    F(centre, staffed, TEXT, .max = NAME_LONG),
    F(centre, version, INT, .flags = VERSION),
};
static const struct field capacity_fields[] = {
    F(capacity, id, INT, .flags = KEY),
    F(capacity, centre, INT, .flags = READONLY),
    F(capacity, from_day, DAY, .flags = REQUIRED),
    F(capacity, places, INT, .flags = REQUIRED, .min = 0, .max = 5000),
    F(capacity, family, INT, .min = 0, .max = 5000),
    F(capacity, adapted, INT, .min = 0, .max = 5000),
    F(capacity, minors, INT, .min = 0, .max = 5000),
    F(capacity, version, INT, .flags = VERSION),
};
static const struct field stay_fields[] = {
    F(stay, id, INT, .flags = KEY),
    F(stay, person, INT, .flags = READONLY),
    F(stay, centre, INT, .flags = READONLY),
    F(stay, room, TEXT, .flags = PERSONAL, .max = 20),
    F(stay, from_day, DAY, .flags = REQUIRED),
    F(stay, to_day, DAY, .flags = READONLY),
    F(stay, reason, ENUM, .flags = READONLY, .choices = &stay_reasons),
    F(stay, version, INT, .flags = VERSION),
};
static const struct field flow_fields[] = {
    F(flow, id, INT, .flags = KEY),
    F(flow, centre, INT),
    F(flow, on_day, DAY),
    F(flow, change, INT),
};
static const struct field case_fields[] = {
    F(asylum_case, id, INT, .flags = KEY),
    F(asylum_case, person, INT, .flags = READONLY),
    F(asylum_case, phase, ENUM, .flags = READONLY, .choices = &case_phases),
    F(asylum_case, outcome, ENUM, .flags = READONLY | PERSONAL, .choices = &case_outcomes),
    F(asylum_case, collective, BOOL),
    F(asylum_case, registered_on, DAY, .flags = REQUIRED),
    F(asylum_case, allocated_on, DAY),
    F(asylum_case, interviewed_on, DAY),
    F(asylum_case, decided_on, DAY),
    F(asylum_case, notified_on, DAY),
    F(asylum_case, appealed_on, DAY),
    F(asylum_case, final_on, DAY),
    F(asylum_case, version, INT, .flags = VERSION),
};
static const struct field minor_fields[] = {
    F(minor, id, INT, .flags = KEY),
    F(minor, person, INT, .flags = READONLY),
    F(minor, authority, ENUM, .flags = READONLY, .choices = &authorities),
    F(minor, representative, TEXT, .flags = PERSONAL, .max = NAME_LONG),
    F(minor, contact, TEXT, .flags = PERSONAL, .max = NAME_LONG),
    F(minor, appointed_on, DAY),
    F(minor, plan_on, DAY),
    F(minor, age_assessed, ENUM, .flags = REQUIRED | SENSITIVE, .choices = &assessed),
    F(minor, dissent, TEXT, .flags = SENSITIVE | SEALED | MULTILINE, .max = WORDS),
    F(minor, version, INT, .flags = VERSION),
};
static const struct field elsewhere_fields[] = {
    F(elsewhere, id, INT, .flags = KEY),
    F(elsewhere, person, INT, .flags = READONLY),
    F(elsewhere, kind, ENUM, .flags = REQUIRED, .choices = &elsewhere_kinds),
    F(elsewhere, ground, ENUM, .flags = REQUIRED | SENSITIVE, .choices = &grounds),
    F(elsewhere, municipality, TEXT, .flags = REQUIRED | PERSONAL, .max = 60),
    F(elsewhere, state, ENUM, .flags = READONLY, .choices = &elsewhere_codes),
    F(elsewhere, applied_on, DAY, .flags = REQUIRED),
    F(elsewhere, asked_on, DAY, .flags = READONLY),
    F(elsewhere, answered_on, DAY, .flags = READONLY),
    F(elsewhere, from_day, DAY, .flags = READONLY),
    F(elsewhere, to_day, DAY, .flags = READONLY),
    F(elsewhere, ended, TEXT, .flags = READONLY | PERSONAL, .max = LINE),
    F(elsewhere, version, INT, .flags = VERSION),
};

const struct record centre_rec = RECORD("reception_centre", centre, centre_fields);
const struct record capacity_rec = RECORD("reception_capacity", capacity, capacity_fields);
const struct record stay_rec = RECORD("reception_stay", stay, stay_fields);
const struct record flow_rec = RECORD("reception_flow", flow, flow_fields);
const struct record asylum_case_rec = RECORD("reception_case", asylum_case, case_fields);
const struct record minor_rec = RECORD("reception_minor", minor, minor_fields);
const struct record elsewhere_rec = RECORD("reception_elsewhere", elsewhere, elsewhere_fields);

// ---- states ---------------------------------------------------------------------------------

static const struct transition case_moves[] = {
    { CASE_REGISTERED, EV_ALLOCATE, CASE_ALLOCATED },   { CASE_ALLOCATED, EV_INTERVIEW, CASE_INTERVIEWED },
    { CASE_REGISTERED, EV_GROUP, CASE_DECIDED },        { CASE_ALLOCATED, EV_GROUP, CASE_DECIDED },
    { CASE_INTERVIEWED, EV_DECIDE, CASE_DECIDED },      { CASE_DECIDED, EV_APPEAL, CASE_APPEAL_UDI },
    { CASE_APPEAL_UDI, EV_DECIDE, CASE_DECIDED }, // the directorate reversed its decision
    { CASE_APPEAL_UDI, EV_TO_UNE, CASE_APPEAL_UNE },    { CASE_APPEAL_UNE, EV_FINAL, CASE_FINAL },
    { CASE_DECIDED, EV_FINAL, CASE_FINAL },             { CASE_REGISTERED, EV_WITHDRAW, CASE_FINAL },
    { CASE_ALLOCATED, EV_WITHDRAW, CASE_FINAL },        { CASE_INTERVIEWED, EV_WITHDRAW, CASE_FINAL },
    { CASE_APPEAL_UDI, EV_WITHDRAW, CASE_FINAL },       { CASE_APPEAL_UNE, EV_WITHDRAW, CASE_FINAL },
};
const struct states case_states = { "reception.case", &case_phases, case_moves,
                                    sizeof case_moves / sizeof *case_moves };

// A declined place may still be refused by the directorate in words: the right to a centre stays.
static const struct transition amot_moves[] = {
    { ELSE_APPLIED, EV_ASK, ELSE_ASKED },        { ELSE_ASKED, EV_ACCEPT, ELSE_ACCEPTED },
    { ELSE_ASKED, EV_DECLINE, ELSE_DECLINED },   { ELSE_DECLINED, EV_REFUSE, ELSE_REFUSED },
    { ELSE_APPLIED, EV_REFUSE, ELSE_REFUSED },   { ELSE_ACCEPTED, EV_GRANT, ELSE_GRANTED },
    { ELSE_GRANTED, EV_END, ELSE_ENDED },
};
const struct states amot_states = { "reception.amot", &elsewhere_codes, amot_moves,
                                    sizeof amot_moves / sizeof *amot_moves };
// Private lodging is reported and taken note of: no municipality is asked.
static const struct transition private_moves[] = {
    { ELSE_APPLIED, EV_GRANT, ELSE_GRANTED },
    { ELSE_APPLIED, EV_REFUSE, ELSE_REFUSED },
    { ELSE_GRANTED, EV_END, ELSE_ENDED },
};
const struct states private_states = { "reception.private", &elsewhere_codes, private_moves,
                                       sizeof private_moves / sizeof *private_moves };
