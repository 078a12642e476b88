// SPDX-License-Identifier: Apache-2.0
// Persons and households through time: who they are, what they are called, which numbers and
// permits they have had, with whom they live. Rooms above hang their own facts on a person's
// number and tell the timeline what happened.
//
// Every read and write is held to what the acting organisation has in scope (who/scope.h): a person
// out of scope is E_NOTFOUND, like one that never was. Each change leaves its trace. Days are civil
// days; nothing is ever derived from an identity number (identifiers.md 3.3).
#ifndef ROOMS_PERSON_PERSON_H
#define ROOMS_PERSON_PERSON_H

#include "platform/db/db.h"
#include "platform/http/http.h"
#include "platform/view/parts.h"
#include "platform/who/scope.h"
#include "rooms/person/codes.h"
#include "rooms/person/hooks.h"

enum sex { SEX_FEMALE, SEX_MALE, SEX_OTHER, SEX_UNKNOWN };
enum born_precision { BORN_DAY, BORN_MONTH, BORN_YEAR, BORN_ESTIMATED };
enum protection { PROTECT_NONE, PROTECT_CONFIDENTIAL, PROTECT_STRICT };
enum unaccompanied { MINOR_NONE, MINOR_UNDER15, MINOR_FROM15 }; // by the age when registered
enum permit_basis { PERMIT_ASYLUM, PERMIT_COLLECTIVE, PERMIT_RESETTLED, PERMIT_HUMANITARIAN,
                    PERMIT_FAMILY_REF, PERMIT_LIMITED, PERMIT_OTHER }; // reception.md 2.2
enum identifier_kind { ID_DUF, ID_D_NUMBER, ID_NATIONAL };
enum identifier_status { ID_CURRENT, ID_HISTORIC, ID_WRONG };
enum address_kind { ADDRESS_HOME, ADDRESS_STAY, ADDRESS_POST };
enum grading { GRADING_NONE, GRADING_CLIENT, GRADING_CONFIDENTIAL, GRADING_STRICT };
enum member_role { MEMBER_HEAD, MEMBER_PARTNER, MEMBER_CHILD, MEMBER_PARENT, MEMBER_SIBLING,
                   MEMBER_OTHER };
enum relation_kind { REL_PARENT, REL_PARTNER, REL_SIBLING, REL_GUARDIAN, REL_REPRESENTATIVE };
enum phase { PHASE_ARRIVAL, PHASE_RECEPTION, PHASE_SETTLEMENT, PHASE_PROGRAMME, PHASE_AFTER };

struct person {
    int64_t id;
    str family, given;        // the present name
    str own_script, preferred;
    day born;                 // DAY_NONE: not known
    int born_precision, sex;
    int protection;           // enum protection
    day protection_to;
    int unaccompanied;
    str language;             // ISO 639-3, to speak with
    bool interpreter;
    str phone, email;
    day arrived, died;
    optint merged_into;       // the other record of the same person
    bool synthetic;
    int64_t version;
};
struct person_name {
    int64_t id, person;
    str family, given, own_script;
    int kind;                 // 0 earlier, 1 alias
    day until;
    int64_t version;
};
struct identifier {
    int64_t id, person;
    int kind;
    str value;                // digits alone
    int status;
    day from_day, to_day;
    bool confirmed;           // taken although a DUF number's control digits fail
    int64_t version;
};
struct citizenship {
    int64_t id, person;
    str country;              // ISO 3166-1 alpha-3
    day from_day, to_day;
    int64_t version;
};
struct spoken {
    int64_t id, person;
    str language;             // ISO 639-3
    bool mother_tongue;
    int64_t version;
};
struct permit {
    int64_t id, person;
    int basis;
    day decided, notified, valid_from, valid_to;
    bool settles;             // gives a basis for settlement with public help
    day entry_by, revoked;
    int64_t version;
};
struct household {
    int64_t id;
    day made;
    int64_t version;
};
struct member {
    int64_t id, household, person;
    int role;
    day from_day, to_day;     // to_day: the last day
    str reason;
    int64_t version;
};
struct relation { // person is the KIND of other
    int64_t id, person, other;
    int kind;
    day from_day, to_day;
    int64_t version;
};
struct person_event {
    int64_t id, person;
    day happened;
    int phase;
    str kind;                 // name of a text key: "person.event.registered"
    str detail;               // JSON object with the text's values; never another person's name
    str link;                 // address of the page it stands on; "" for none
    int64_t org, by_user;
    moment noted;
};
struct address {
    int64_t id, person;
    int kind;                 // enum address_kind
    int grading;              // enum grading
    str lines, postcode, town;
    str municipality;         // its number on from_day
    day from_day, to_day;
    str digest;               // as person_shield has it; written by person_address_add
    int64_t version;
};
typedef SLICE(struct person) persons;
typedef SLICE(struct person_name) person_names;
typedef SLICE(struct identifier) identifiers;
typedef SLICE(struct citizenship) citizenships;
typedef SLICE(struct spoken) languages;
typedef SLICE(struct permit) permits;
typedef SLICE(struct member) members;
typedef SLICE(struct relation) relations;
typedef SLICE(struct person_event) person_events;
typedef SLICE(struct address) addresses;

extern const struct record person_rec, person_name_rec, identifier_rec, citizenship_rec, spoken_rec,
    permit_rec, household_rec, member_rec, relation_rec, person_event_rec, address_rec;

// ---- one person
// Makes the person, gives the acting organisation (or `org` when a job or command acts) sight of
// it at CASE with `basis`, writes its search keys and the event "registered".
MUST err person_add(struct db *, struct person *, int64_t org, const char *basis);
// Saves; a changed name keeps the earlier one, and a protection level takes effect at once: strict
// takes the person out of the search keys and seals every organisation's scope.
MUST err person_save(struct db *, const struct person *was, struct person *now);
MUST err person_by_id(struct db *, int64_t id, struct person *);
// The level to show: the strictest of the person, the household and the address (SEC-17).
MUST err person_shown_protection(struct db *, const struct person *, int *level);
MUST err person_names_of(struct db *, int64_t person, person_names *); // not the present one
MUST err person_alias(struct db *, struct person_name *);              // with search keys

// ---- numbers, permits, citizenships, languages: newest first
// Digits checked by identifiers.md: E_INPUT and *problem on one that cannot be; a DUF number with
// wrong control digits is taken when `confirmed`. A new current number makes the old one of that
// kind historic; a D-number becomes historic when a national number comes. E_CONFLICT when another
// person has the number (*problem says so without saying who).
MUST err person_identify(struct db *, struct identifier *, text_key *problem);
MUST err person_identifiers(struct db *, int64_t person, identifiers *);
// A permit that settles gives the directorate CASE scope and tells the fact "person.permit".
MUST err person_permit_add(struct db *, struct permit *);
MUST err person_permit_revoke(struct db *, struct permit *, day on); // tells "person.permit" as well
MUST err person_permits(struct db *, int64_t person, permits *);
MUST err person_citizenships(struct db *, int64_t person, citizenships *);
MUST err person_languages(struct db *, int64_t person, languages *);
bool permit_settles(enum permit_basis, bool lives_in_reception); // reception.md 2.2

// ---- many at once (bulk.c), for imports and benchmarks: a system deed alone (a job or a command).
// One trace for all rows of a table. Ids are filled in, so that what follows can point to them.
// `org[i]` gets CASE sight with `basis` from the day the person arrived (0: nobody's); a strict
// person's comes sealed. Writes search keys of names and own script and the event "registered".
MUST err person_add_many(struct db *, struct person *, size_t n, const int64_t *org,
                         const char *basis);
// Status is taken as given. E_INPUT with *bad (index) and *problem on digits that cannot be, or a
// number that stands twice or belongs to somebody; nothing is stored then.
MUST err person_identify_many(struct db *, const struct identifier *, size_t n, size_t *bad,
                              text_key *problem);
// Permits that settle give the directorate sight. `tell`: also the fact "person.permit" for each.
MUST err person_permit_add_many(struct db *, const struct permit *, size_t n, bool tell);
MUST err household_make_many(struct db *, struct household *, size_t n);
MUST err person_tell_many(struct db *, const struct person_event *, size_t n);
// Protected members must stand in shields before their household is shown: call it last.
MUST err member_add_many(struct db *, const struct member *, size_t n);
// The others have a plain record: db_add_many(db, &citizenship_rec, ...), spoken_rec, relation_rec,
// person_name_rec (before the persons' keys are written: none), address_rec (none of strict ones).

// ---- household and family
MUST err household_make(struct db *, day made, struct household *);
MUST err household_join(struct db *, int64_t household, int64_t person, enum member_role, day from);
// Ends the membership. E_INPUT when the last day is before the first.
MUST err household_leave(struct db *, int64_t household, int64_t person, day last, str reason);
// The household the person is in on the day; E_NOTFOUND when in none.
MUST err household_of(struct db *, int64_t person, day on, struct household *);
MUST err household_members(struct db *, int64_t household, day on, members *); // head first
MUST err person_relate(struct db *, struct relation *); // no second of the same
MUST err person_relations(struct db *, int64_t person, relations *); // both ways

// ---- a household changes: memberships, timeline, sight of a newborn, and a fact for rooms above
// ("person.split", "person.joined", "person.born", "person.died"; payload {"household":number})
// Those named leave on the day before and are a household of their own from `on`.
MUST err household_split(struct db *, int64_t household, const int64_t *who, size_t n, day on,
                         str reason, struct household *made);
// Ends the membership the person has and begins this one.
MUST err household_move_in(struct db *, int64_t household, int64_t person, enum member_role, day on);
// Makes the child (born is set), with the parent's citizenships and those who see the parent.
MUST err household_born(struct db *, int64_t parent, struct person *child);
MUST err person_die(struct db *, int64_t person, day on);

// ---- addresses (address.c): open ones first
MUST err person_addresses(struct db *, int64_t person, addresses *);
// Ends the earlier one of the kind. The grading becomes at least what protection and, at a
// reception `centre`, the rule for client addresses ask. E_INPUT and *problem for a strictly
// protected person's dwelling.
MUST err person_address_add(struct db *, struct address *, bool centre, text_key *problem);

// ---- two records of one person (merge.c)
// Rows of `merged` that rooms declared with PERSON_HOLDS follow to `kept`; the fact "person.merged"
// tells rooms above. E_INPUT and *problem when it may not be. Undoing brings back exactly those rows,
// statuses and sights; what came since stays with the kept record.
MUST err person_merge(struct db *, int64_t kept, int64_t merged, str reason, text_key *problem);
MUST err person_unmerge(struct db *, int64_t merged, text_key *problem);
MUST err person_distinct(struct db *, int64_t one, int64_t other); // two persons after all
MUST err person_is_distinct(struct db *, int64_t one, int64_t other, bool *);

// ---- timeline
// `kind` names a text key; `detail` holds its values as a JSON object of texts and whole numbers.
MUST err person_tell(struct db *, int64_t person, day happened, enum phase, const char *kind,
                     str detail, str link);
MUST err person_timeline(struct db *, int64_t person, person_events *); // newest first

// ---- search (search.c)
struct person_hit {
    struct person person;
    text_key why;             // what fitted: name, earlier name, number, sounds alike
    double closeness;         // 0..1
};
typedef SLICE(struct person_hit) person_hits;
// What was typed: names in any order and script, a year of birth, or a number of any kind. Inside
// scope, best first, at most `n`. Protected persons are never among the hits of a name; strict
// ones of nothing (SEC-16).
MUST err person_search(struct db *, str typed, size_t n, person_hits *);
// Persons that may be the same as this one, before it is made.
MUST err person_alike(struct db *, const struct person *, person_hits *);

// ---- looks (look.c)
enum purpose { LOOK_CASE, LOOK_ENQUIRY, LOOK_CONTROL, LOOK_HANDOVER, LOOK_EMERGENCY };
// Notes the acting user's look at a page of the person; again within ten minutes is the same look.
// It is written before the answer leaves; when that fails, nothing is shown.
MUST err person_look(struct rq *, int64_t person, const char *page, enum purpose, str note);

// ---- pages
// Head of every page of a person: name, tags, tabs. The page's view struct holds one, and its
// template shows it with {>person_head &v.head}. person_open gives E_NOTFOUND out of scope, and
// notes the look; `page` is the slug of the tab.
struct person_mark {
    enum tone tone;
    str words;
};
struct person_head {
    int64_t id;
    str name, own_script, own_lang, born, languages, interpreter;
    text_key protection; // banner; T_NONE for none
    bool strict, died;
    str emergency;       // until when, in words, when sight is by emergency access alone; "" else
    SLICE(struct person_mark) tags;
    struct crumbs crumbs;
    struct tabs tabs;
    bool may_change, may_look_log;
};
void c_person_head(struct w *, const struct person_head *);
//
// Gives E_DENIED, and where to go first, for a record that was merged into another, and for a person
// whom a colleague has in hand until a purpose is told (SEC-4; PERSON_CASELOAD). Under emergency
// access everything but reading is E_DENIED unless life is in danger.
MUST err person_open(struct rq *, str id, const char *page, struct person_head *, struct person *);

// In a statement that lists or counts several persons (SEC-16, SEC-17): p, a row of person_person, is
// neither protected nor lives in a household or at an address with somebody who is. Asked of the rows as
// they stand, so a stricter level counts from its own transaction on.
#define PERSON_LISTED(p)                                                                       \
    "(" p ".protection = 'none' and " PERSON_UNVEILED(p) ")"
// Cross join: the person's own rows first, whatever the planner thinks of the shields.
#define PERSON_UNVEILED(p)                                                                     \
    "not exists (select 1 from person_member veil_m cross join person_shield veil_h where "    \
    "veil_h.household = veil_m.household and veil_m.person = " p ".id and veil_m.to_day is null) " \
    "and not exists (select 1 from person_address veil_a cross join person_shield veil_h where "   \
    "veil_h.address = veil_a.digest and veil_a.digest <> '' and veil_a.person = " p ".id and "     \
    "veil_a.to_day is null)"

// What else belongs to a person: PERSON_TAB, PERSON_HOLDS, PERSON_OWN ... in hooks.h.

// "Kovalenko, Olena" for lists; "Olena Kovalenko" for headings; "f. 1991".
str person_listed(struct arena *, const struct person *);
str person_called(struct arena *, const struct person *);
str person_born(struct arena *, enum lang, const struct person *);

#endif
