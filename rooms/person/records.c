// SPDX-License-Identifier: Apache-2.0
// The room's tables, field by field.
#include "rooms/person/person.h"

#include "rooms/person/person_db.h"

enum { NAME_MAX_ = 120, TEXT_MAX = 200 };

static const struct choices sexes = CHOICES({ "female", "person.sex.female" }, { "male", "person.sex.male" },
                                            { "other", "person.sex.other" },
                                            { "unknown", "person.sex.unknown" });
static const struct choices precisions =
    CHOICES({ "day", "person.precision.day" }, { "month", "person.precision.month" },
            { "year", "person.precision.year" }, { "estimated", "person.precision.estimated" });
static const struct choices protections =
    CHOICES({ "none", "person.protection.none" }, { "confidential", "person.protection.confidential" },
            { "strict", "person.protection.strict" });
static const struct choices minors =
    CHOICES({ "none", "person.minor.none" }, { "under15", "person.minor.under15" },
            { "from15", "person.minor.from15" });
static const struct choices name_kinds = CHOICES({ "earlier", "person.name_kind.earlier" },
                                                 { "alias", "person.name_kind.alias" });
static const struct choices identifier_kinds =
    CHOICES({ "duf", "person.identifier.duf" }, { "d_number", "person.identifier.d_number" },
            { "national", "person.identifier.national" });
static const struct choices identifier_states =
    CHOICES({ "current", "person.identifier.current" }, { "historic", "person.identifier.historic" },
            { "wrong", "person.identifier.wrong" });
static const struct choices bases =
    CHOICES({ "ASYLUM", "person.basis.asylum" }, { "COLLECTIVE", "person.basis.collective" },
            { "RESETTLED", "person.basis.resettled" }, { "HUMANITARIAN", "person.basis.humanitarian" },
            { "FAMILY_REF", "person.basis.family" }, { "LIMITED", "person.basis.limited" },
            { "OTHER", "person.basis.other" });
static const struct choices member_roles =
    CHOICES({ "head", "person.member.head" }, { "partner", "person.member.partner" },
            { "child", "person.member.child" }, { "parent", "person.member.parent" },
            { "sibling", "person.member.sibling" }, { "other", "person.member.other" });
static const struct choices relation_kinds =
    CHOICES({ "parent", "person.relation.parent" }, { "partner", "person.relation.partner" },
            { "sibling", "person.relation.sibling" }, { "guardian", "person.relation.guardian" },
            { "representative", "person.relation.representative" });
static const struct choices address_kinds =
    CHOICES({ "home", "person.address.home" }, { "stay", "person.address.stay" },
            { "post", "person.address.post" });
static const struct choices gradings =
    CHOICES({ "ungraded", "person.grading.none" }, { "client", "person.grading.client" },
            { "confidential", "person.grading.confidential" }, { "strict", "person.grading.strict" });
static const struct choices phases =
    CHOICES({ "arrival", "person.phase.arrival" }, { "reception", "person.phase.reception" },
            { "settlement", "person.phase.settlement" }, { "programme", "person.phase.programme" },
            { "after", "person.phase.after" });
static const struct choices purposes =
    CHOICES({ "case", "person.purpose.case" }, { "enquiry", "person.purpose.enquiry" },
            { "control", "person.purpose.control" }, { "handover", "person.purpose.handover" },
            { "emergency", "person.purpose.emergency" });

static const struct field person_fields[] = {
    F(person, id, INT, .flags = KEY | RANDOM),
    F(person, family, TEXT, .flags = REQUIRED | PERSONAL, .max = NAME_MAX_),
    F(person, given, TEXT, .flags = PERSONAL, .max = NAME_MAX_),
    F(person, own_script, TEXT, .flags = PERSONAL, .max = NAME_MAX_),
    F(person, preferred, TEXT, .flags = PERSONAL, .max = NAME_MAX_),
    F(person, born, DAY, .flags = PERSONAL, .check = person_born_check),
    F(person, born_precision, ENUM, .choices = &precisions),
    F(person, sex, ENUM, .choices = &sexes),
    F(person, protection, ENUM, .flags = READONLY | SENSITIVE, .choices = &protections),
    F(person, protection_to, DAY, .flags = READONLY | SENSITIVE),
    F(person, unaccompanied, ENUM, .flags = SENSITIVE, .choices = &minors),
    F(person, language, TEXT, .flags = PERSONAL, .max = 3),
    F(person, interpreter, BOOL),
    F(person, phone, TEXT, .flags = PERSONAL, .max = 30),
    F(person, email, TEXT, .flags = PERSONAL, .max = TEXT_MAX),
    F(person, arrived, DAY),
    F(person, died, DAY),
    F(person, merged_into, OPT, .flags = READONLY),
    F(person, synthetic, BOOL, .flags = READONLY),
    F(person, version, INT, .flags = VERSION),
};
static const struct field name_fields[] = {
    F(person_name, id, INT, .flags = KEY),
    F(person_name, person, INT),
    F(person_name, family, TEXT, .flags = PERSONAL, .max = NAME_MAX_),
    F(person_name, given, TEXT, .flags = PERSONAL, .max = NAME_MAX_),
    F(person_name, own_script, TEXT, .flags = PERSONAL, .max = NAME_MAX_),
    F(person_name, kind, ENUM, .choices = &name_kinds),
    F(person_name, until, DAY),
    F(person_name, version, INT, .flags = VERSION),
};
static const struct field identifier_fields[] = {
    F(identifier, id, INT, .flags = KEY),
    F(identifier, person, INT),
    F(identifier, kind, ENUM, .flags = REQUIRED, .choices = &identifier_kinds),
    F(identifier, value, TEXT, .flags = REQUIRED | PERSONAL, .max = 20),
    F(identifier, status, ENUM, .choices = &identifier_states),
    F(identifier, from_day, DAY),
    F(identifier, to_day, DAY),
    F(identifier, confirmed, BOOL),
    F(identifier, version, INT, .flags = VERSION),
};
static const struct field citizenship_fields[] = {
    F(citizenship, id, INT, .flags = KEY),
    F(citizenship, person, INT),
    F(citizenship, country, TEXT, .flags = REQUIRED | PERSONAL, .max = 3),
    F(citizenship, from_day, DAY),
    F(citizenship, to_day, DAY),
    F(citizenship, version, INT, .flags = VERSION),
};
static const struct field spoken_fields[] = {
    F(spoken, id, INT, .flags = KEY),
    F(spoken, person, INT),
    F(spoken, language, TEXT, .flags = REQUIRED | PERSONAL, .max = 3),
    F(spoken, mother_tongue, BOOL),
    F(spoken, version, INT, .flags = VERSION),
};
static const struct field permit_fields[] = {
    F(permit, id, INT, .flags = KEY),
    F(permit, person, INT),
    F(permit, basis, ENUM, .flags = REQUIRED, .choices = &bases),
    F(permit, decided, DAY, .flags = REQUIRED),
    F(permit, notified, DAY),
    F(permit, valid_from, DAY),
    F(permit, valid_to, DAY),
    F(permit, settles, BOOL),
    F(permit, entry_by, DAY),
    F(permit, revoked, DAY),
    F(permit, version, INT, .flags = VERSION),
};
static const struct field address_fields[] = {
    F(address, id, INT, .flags = KEY),
    F(address, person, INT),
    F(address, kind, ENUM, .flags = REQUIRED, .choices = &address_kinds),
    F(address, grading, ENUM, .flags = REQUIRED, .choices = &gradings),
    F(address, lines, TEXT, .flags = REQUIRED | SENSITIVE, .max = TEXT_MAX),
    F(address, postcode, TEXT, .flags = SENSITIVE, .max = 10),
    F(address, town, TEXT, .flags = SENSITIVE, .max = NAME_MAX_),
    F(address, municipality, TEXT, .flags = SENSITIVE, .max = 4),
    F(address, from_day, DAY),
    F(address, to_day, DAY),
    F(address, digest, TEXT, .flags = READONLY | SECRET),
    F(address, version, INT, .flags = VERSION),
};
static const struct field household_fields[] = {
    F(household, id, INT, .flags = KEY | RANDOM),
    F(household, made, DAY),
    F(household, version, INT, .flags = VERSION),
};
static const struct field member_fields[] = {
    F(member, id, INT, .flags = KEY),
    F(member, household, INT),
    F(member, person, INT),
    F(member, role, ENUM, .choices = &member_roles),
    F(member, from_day, DAY, .flags = REQUIRED),
    F(member, to_day, DAY),
    F(member, reason, TEXT, .flags = PERSONAL, .max = TEXT_MAX),
    F(member, version, INT, .flags = VERSION),
};
static const struct field relation_fields[] = {
    F(relation, id, INT, .flags = KEY),
    F(relation, person, INT),
    F(relation, other, INT),
    F(relation, kind, ENUM, .flags = REQUIRED, .choices = &relation_kinds),
    F(relation, from_day, DAY),
    F(relation, to_day, DAY),
    F(relation, version, INT, .flags = VERSION),
};
static const struct field event_fields[] = {
    F(person_event, id, INT, .flags = KEY),
    F(person_event, person, INT),
    F(person_event, happened, DAY),
    F(person_event, phase, ENUM, .choices = &phases),
    F(person_event, kind, TEXT),
    F(person_event, detail, TEXT, .flags = PERSONAL),
    F(person_event, link, TEXT),
    F(person_event, org, INT),
    F(person_event, by_user, INT),
    F(person_event, noted, MOMENT),
};
static const struct field look_fields[] = {
    F(look_row, id, INT, .flags = KEY), F(look_row, person, INT),
    F(look_row, by_user, INT),          F(look_row, org, INT),
    F(look_row, role, TEXT),            F(look_row, page, TEXT),
    F(look_row, purpose, ENUM, .flags = REQUIRED, .choices = &purposes),
    F(look_row, note, TEXT, .flags = PERSONAL, .max = TEXT_MAX),
    F(look_row, at, MOMENT),
};
static const struct choices reasons =
    CHOICES({ "life", "person.emergency.life" }, { "child", "person.emergency.child" },
            { "authority", "person.emergency.authority" }, { "absence", "person.emergency.absence" });
static const struct choices reviews =
    CHOICES({ "open", "person.review.open" }, { "justified", "person.review.justified" },
            { "unjustified", "person.review.unjustified" });
static const struct choices approval_kinds = CHOICES({ "protection", "person.approval.protection" },
                                                     { "grant", "person.approval.grant" });
static const struct choices approval_outcomes =
    CHOICES({ "open", "person.approval.open" }, { "approved", "person.approval.approved" },
            { "refused", "person.approval.refused" });
static const struct field merge_fields[] = {
    F(merge_row, id, INT, .flags = KEY),
    F(merge_row, kept, INT),
    F(merge_row, merged, INT),
    F(merge_row, moved, TEXT),
    F(merge_row, by_user, INT),
    F(merge_row, at, MOMENT),
    F(merge_row, undone, MOMENT),
    F(merge_row, reason, TEXT, .flags = PERSONAL, .max = TEXT_MAX),
    F(merge_row, undone_by, INT),
    F(merge_row, version, INT, .flags = VERSION),
};
static const struct field emergency_fields[] = {
    F(emergency, id, INT, .flags = KEY),
    F(emergency, person, INT),
    F(emergency, by_user, INT),
    F(emergency, org, INT),
    F(emergency, reason, ENUM, .flags = REQUIRED, .choices = &reasons),
    F(emergency, note, TEXT, .flags = REQUIRED | PERSONAL | MULTILINE, .max = 500),
    F(emergency, at, MOMENT),
    F(emergency, until, MOMENT),
    F(emergency, review_by, DAY),
    F(emergency, reviewed_by, INT),
    F(emergency, reviewed, MOMENT),
    F(emergency, outcome, ENUM, .choices = &reviews),
    F(emergency, remark, TEXT, .flags = PERSONAL, .max = 500),
    F(emergency, version, INT, .flags = VERSION),
};
static const struct field approval_fields[] = {
    F(approval, id, INT, .flags = KEY),
    F(approval, person, INT),
    F(approval, kind, ENUM, .choices = &approval_kinds),
    F(approval, value, TEXT, .flags = SENSITIVE),
    F(approval, to_day, DAY),
    F(approval, reason, TEXT, .flags = REQUIRED | PERSONAL, .max = TEXT_MAX),
    F(approval, org, INT),
    F(approval, asked_by, INT),
    F(approval, asked, MOMENT),
    F(approval, decided_by, INT),
    F(approval, decided, MOMENT),
    F(approval, outcome, ENUM, .choices = &approval_outcomes),
    F(approval, version, INT, .flags = VERSION),
};
static const struct field key_fields[] = {
    F(key_row, id, INT, .flags = KEY),
    F(key_row, key, INT),
    F(key_row, person, INT),
};
static const struct field number_fields[] = {
    F(number_row, id, INT, .flags = KEY),
    F(number_row, digest, TEXT, .flags = SECRET),
    F(number_row, person, INT),
};
static const struct field shield_fields[] = {
    F(shield_row, id, INT, .flags = KEY),
    F(shield_row, person, INT),
    F(shield_row, household, INT),
    F(shield_row, address, TEXT, .flags = SENSITIVE),
    F(shield_row, level, ENUM, .flags = SENSITIVE, .choices = &protections),
};

const struct record person_rec = RECORD("person_person", person, person_fields);
const struct record person_name_rec = RECORD("person_name", person_name, name_fields);
const struct record identifier_rec = RECORD("person_identifier", identifier, identifier_fields);
const struct record citizenship_rec = RECORD("person_citizenship", citizenship, citizenship_fields);
const struct record spoken_rec = RECORD("person_language", spoken, spoken_fields);
const struct record permit_rec = RECORD("person_permit", permit, permit_fields);
const struct record address_rec = RECORD("person_address", address, address_fields);
const struct record household_rec = RECORD("person_household", household, household_fields);
const struct record member_rec = RECORD("person_member", member, member_fields);
const struct record relation_rec = RECORD("person_relation", relation, relation_fields);
const struct record person_event_rec = RECORD("person_event", person_event, event_fields);
const struct record look_rec = RECORD("person_look", look_row, look_fields);
const struct record merge_rec = RECORD("person_merge", merge_row, merge_fields);
const struct record emergency_rec = RECORD("person_emergency", emergency, emergency_fields);
const struct record approval_rec = RECORD("person_approval", approval, approval_fields);
const struct record number_rec = RECORD("person_number", number_row, number_fields);
const struct record shield_rec = RECORD("person_shield", shield_row, shield_fields);
const struct record key_rec = RECORD("person_key", key_row, key_fields);
