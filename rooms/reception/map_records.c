// SPDX-License-Identifier: Apache-2.0
// Competence mapping, field by field. The labels are read by residents too: they stand in nb, nn, en,
// uk and ar.
#include "rooms/reception/reception_db.h"

enum { NAME_LONG = 120, WORDS = 2000 };

const struct choices mapping_states =
    CHOICES({ "invited", "reception.mapping.invited" }, { "draft", "reception.mapping.draft" },
            { "submitted", "reception.mapping.submitted" },
            { "verified", "reception.mapping.verified" },
            { "supplemented", "reception.mapping.supplemented" },
            { "exempt", "reception.mapping.exempt" }, { "declined", "reception.mapping.declined" });
static const struct choices modes =
    CHOICES({ "self", "reception.mode.self" }, { "interview", "reception.mode.interview" });
const struct choices interpreter_levels =
    CHOICES({ "none_needed", "reception.interpreter.none" }, { "a", "reception.interpreter.a" },
            { "b", "reception.interpreter.b" }, { "c", "reception.interpreter.c" },
            { "d", "reception.interpreter.d" }, { "e", "reception.interpreter.e" },
            { "unqualified", "reception.interpreter.unqualified" });
static const struct choices skill =
    CHOICES({ "unknown", "reception.skill.unknown" }, { "none", "reception.skill.none" },
            { "some", "reception.skill.some" }, { "good", "reception.skill.good" },
            { "fluent", "reception.skill.fluent" });
static const struct choices digital =
    CHOICES({ "unknown", "reception.skill.unknown" }, { "none", "reception.digital.none" },
            { "phone", "reception.digital.phone" }, { "forms", "reception.digital.forms" },
            { "work", "reception.digital.work" });
static const struct choices levels =
    CHOICES({ "none", "reception.school.none" }, { "part_primary", "reception.school.part_primary" },
            { "primary", "reception.school.primary" }, { "lower", "reception.school.lower" },
            { "upper_general", "reception.school.upper_general" },
            { "upper_vocational", "reception.school.upper_vocational" },
            { "tertiary_short", "reception.school.tertiary_short" },
            { "bachelor", "reception.school.bachelor" }, { "master", "reception.school.master" },
            { "doctor", "reception.school.doctor" });
static const struct choices diplomas =
    CHOICES({ "held", "reception.diploma.held" }, { "lost", "reception.diploma.lost" },
            { "never", "reception.diploma.never" });
static const struct choices recognitions =
    CHOICES({ "not", "reception.recognised.not" }, { "applied", "reception.recognised.applied" },
            { "granted", "reception.recognised.granted" });
static const struct choices work_forms =
    CHOICES({ "employed", "reception.work.employed" }, { "self", "reception.work.self" },
            { "informal", "reception.work.informal" });

static const struct field mapping_fields[] = {
    F(mapping, id, INT, .flags = KEY),
    F(mapping, person, INT, .flags = READONLY),
    F(mapping, state, ENUM, .flags = READONLY, .choices = &mapping_states),
    F(mapping, mode, ENUM, .choices = &modes),
    F(mapping, no, INT, .flags = READONLY),
    F(mapping, invited_on, DAY, .flags = READONLY),
    F(mapping, submitted_on, DAY, .flags = READONLY),
    F(mapping, verified_on, DAY, .flags = READONLY),
    F(mapping, verified_by, INT, .flags = READONLY),
    F(mapping, interpreter, ENUM, .flags = REQUIRED, .choices = &interpreter_levels),
    F(mapping, interpreter_language, TEXT, .flags = PERSONAL, .max = 3),
    F(mapping, why, TEXT, .flags = MULTILINE | SENSITIVE, .max = WORDS),
    F(mapping, english, ENUM, .flags = REQUIRED, .choices = &skill),
    F(mapping, digital, ENUM, .flags = REQUIRED, .choices = &digital),
    F(mapping, licence, TEXT, .flags = PERSONAL, .max = NAME_LONG),
    F(mapping, skills, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(mapping, informal, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(mapping, wish_work, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(mapping, wish_study, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(mapping, wish_second, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(mapping, may_move, BOOL),
    F(mapping, remark, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(mapping, version, INT, .flags = VERSION),
};
static const struct field language_fields[] = {
    F(map_language, id, INT, .flags = KEY),
    F(map_language, person, INT, .flags = READONLY),
    F(map_language, language, TEXT, .flags = REQUIRED | PERSONAL, .max = 40),
    F(map_language, mother_tongue, BOOL),
    F(map_language, speak, ENUM, .flags = REQUIRED, .choices = &skill),
    F(map_language, understand, ENUM, .flags = REQUIRED, .choices = &skill),
    F(map_language, read, ENUM, .flags = REQUIRED, .choices = &skill),
    F(map_language, write, ENUM, .flags = REQUIRED, .choices = &skill),
    F(map_language, version, INT, .flags = VERSION),
};
static const struct field education_fields[] = {
    F(map_education, id, INT, .flags = KEY),
    F(map_education, person, INT, .flags = READONLY),
    F(map_education, level, ENUM, .flags = REQUIRED, .choices = &levels),
    F(map_education, country, TEXT, .flags = PERSONAL, .max = 60),
    F(map_education, years, OPT, .min = 0, .max = 30),
    F(map_education, subject, TEXT, .flags = PERSONAL, .max = NAME_LONG),
    F(map_education, school, TEXT, .flags = PERSONAL, .max = NAME_LONG),
    F(map_education, completed, BOOL),
    F(map_education, diploma, ENUM, .flags = REQUIRED, .choices = &diplomas),
    F(map_education, recognised, ENUM, .flags = REQUIRED, .choices = &recognitions),
    F(map_education, version, INT, .flags = VERSION),
};
static const struct field work_fields[] = {
    F(map_work, id, INT, .flags = KEY),
    F(map_work, person, INT, .flags = READONLY),
    F(map_work, occupation, TEXT, .flags = REQUIRED | PERSONAL, .max = NAME_LONG),
    F(map_work, styrk, TEXT, .flags = PERSONAL, .max = 4),
    F(map_work, country, TEXT, .flags = PERSONAL, .max = 60),
    F(map_work, years, OPT, .min = 0, .max = 70),
    F(map_work, form, ENUM, .flags = REQUIRED, .choices = &work_forms),
    F(map_work, tasks, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(map_work, certificates, TEXT, .flags = PERSONAL, .max = NAME_LONG),
    F(map_work, version, INT, .flags = VERSION),
};
static const struct field version_fields[] = {
    F(map_version, id, INT, .flags = KEY),
    F(map_version, person, INT),
    F(map_version, no, INT),
    F(map_version, at, MOMENT),
    F(map_version, by_user, INT),
    F(map_version, org, INT),
    F(map_version, state, ENUM, .choices = &mapping_states),
    F(map_version, mode, ENUM, .choices = &modes),
    F(map_version, interpreter, ENUM, .choices = &interpreter_levels),
    F(map_version, body, TEXT, .flags = SENSITIVE),
};

const struct record mapping_rec = RECORD("reception_mapping", mapping, mapping_fields);
const struct record map_language_rec = RECORD("reception_map_language", map_language, language_fields);
const struct record map_education_rec =
    RECORD("reception_map_education", map_education, education_fields);
const struct record map_work_rec = RECORD("reception_map_work", map_work, work_fields);
const struct record map_version_rec = RECORD("reception_map_version", map_version, version_fields);

// A verified mapping is never verified again: later knowledge supplements it as a new version.
static const struct transition moves[] = {
    { MAPPING_INVITED, EV_START, MAPPING_DRAFT },
    { MAPPING_DRAFT, EV_START, MAPPING_DRAFT },
    { MAPPING_INVITED, EV_SUBMIT, MAPPING_SUBMITTED },
    { MAPPING_DRAFT, EV_SUBMIT, MAPPING_SUBMITTED },
    { MAPPING_SUBMITTED, EV_REOPEN, MAPPING_DRAFT },
    { MAPPING_SUBMITTED, EV_VERIFY, MAPPING_VERIFIED },
    { MAPPING_VERIFIED, EV_SUPPLEMENT, MAPPING_SUPPLEMENTED },
    { MAPPING_SUPPLEMENTED, EV_SUPPLEMENT, MAPPING_SUPPLEMENTED },
    { MAPPING_INVITED, EV_EXEMPT, MAPPING_EXEMPT },
    { MAPPING_DRAFT, EV_EXEMPT, MAPPING_EXEMPT },
    { MAPPING_INVITED, EV_DECLINE_, MAPPING_DECLINED },
    { MAPPING_DRAFT, EV_DECLINE_, MAPPING_DECLINED },
    { MAPPING_EXEMPT, EV_REOPEN, MAPPING_DRAFT },
    { MAPPING_DECLINED, EV_REOPEN, MAPPING_DRAFT },
};
const struct states mapping_states_ = { "reception.mapping", &mapping_states, moves,
                                        sizeof moves / sizeof *moves };
