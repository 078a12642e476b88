// SPDX-License-Identifier: Apache-2.0
// What the files of this room share.
#ifndef ROOMS_PERSON_PERSON_DB_H
#define ROOMS_PERSON_PERSON_DB_H

#include "person/identifier.h"
#include "person/name_key.h"
#include "rooms/person/person.h"

struct look_row {
    int64_t id, person, by_user, org;
    str role, page;
    int purpose; // enum purpose
    str note;
    moment at;
};
typedef SLICE(struct look_row) looks;
struct key_row {
    int64_t key, person, id;
};
struct number_row { // a number in use, as a digest
    int64_t id, person;
    str digest;
};
struct shield_row { // protection that a member or an address brings with it (shield.c)
    int64_t id, person, household;
    str address;   // digest
    int level;     // enum protection
};
struct merge_row {
    int64_t id, kept, merged;
    str moved;     // JSON: table.column -> row ids, what was retired, scope that was added
    int64_t by_user;
    moment at, undone;
    str reason;
    int64_t undone_by, version;
};
typedef SLICE(struct merge_row) merge_rows;
enum emergency_reason { EMERGENCY_LIFE, EMERGENCY_CHILD, EMERGENCY_AUTHORITY, EMERGENCY_ABSENCE };
enum emergency_outcome { EMERGENCY_OPEN, EMERGENCY_JUSTIFIED, EMERGENCY_UNJUSTIFIED };
struct emergency {
    int64_t id, person, by_user, org;
    int reason;
    str note;
    moment at, until;
    day review_by;
    int64_t reviewed_by;
    moment reviewed;
    int outcome;
    str remark;
    int64_t version;
};
typedef SLICE(struct emergency) emergencies;
enum approval_kind { APPROVE_PROTECTION, APPROVE_GRANT };
enum approval_outcome { APPROVAL_OPEN, APPROVAL_YES, APPROVAL_NO };
struct approval {
    int64_t id, person;
    int kind;
    str value;     // "strict>none", or the user's number
    day to_day;    // the grant's last day
    str reason;
    int64_t org, asked_by;
    moment asked;
    int64_t decided_by;
    moment decided;
    int outcome;
    int64_t version;
};
typedef SLICE(struct approval) approvals;
extern const struct record look_rec, key_rec, number_rec, shield_rec, merge_rec, emergency_rec,
    approval_rec;

// ---- emergency access (emergency.c). *problem is for the person who asks; the same E_NOTFOUND for an
// unknown number and a strictly protected person. Given: reason, note.
MUST err person_emergency_open(struct db *, str number, struct emergency *, text_key *problem);
MUST err person_emergency_off(struct db *, int64_t org, bool *off); // a review is overdue
MUST err person_emergencies(struct db *, int64_t org, emergencies *); // latest first
MUST err person_emergency_review(struct db *, int64_t id, int64_t version, enum emergency_outcome,
                                 str remark, text_key *problem);

// ---- what takes two (approval.c)
// A stricter level at once; a milder one waits for an approval (*waits).
MUST err person_set_level(struct db *, const struct person *was, struct person *now, str reason,
                        bool *waits);
MUST err person_grant_ask(struct db *, int64_t person, int64_t user, day last, str reason,
                          text_key *problem);
MUST err person_approvals(struct db *, int64_t org, approvals *);             // open ones
MUST err person_approval_of(struct db *, int64_t person, struct approval *);  // of the level
MUST err person_approval_decide(struct db *, int64_t id, bool yes, text_key *problem);

MUST err person_merges(struct db *, int64_t person, merge_rows *); // latest first, undone ones too
MUST err person_addresses_regrade(struct db *, int64_t person, int at_least);

text_key person_born_check(const void *person, day today); // not after today, not over 120 years ago
// Writes the search keys anew from the present and earlier names; none for a strict person.
MUST err person_keys_write(struct db *, const struct person *);
// Counts the keys that very many share, and makes keys of an older kind anew. By the clock each day.
MUST err person_keys_upkeep(struct db_pool *, struct arena *, int64_t now);
extern const struct job_kind person_keys_job;

// The keys of the present name and the own script.
void person_key_list(struct arena *, const struct person *, name_key_list *);

text_key person_number_problem(const struct identifier *, struct identifier_rule); // of its digits
str person_number_digest(struct arena *, str digits);

// ---- shields: who shares a household or an address with a protected person (shield.c)
// Writes the person's own anew, from its level, household and addresses.
MUST err person_shields_write(struct db *, const struct person *);
str person_address_digest(struct arena *, const struct address *);
MUST err person_shields_build(struct db *); // of everybody; a system deed

#endif
