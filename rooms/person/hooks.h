// SPDX-License-Identifier: Apache-2.0
// What rooms above add to a person without this room knowing them: declared beside their code,
// collected by the linker. Comes with rooms/person/person.h.
#ifndef ROOMS_PERSON_HOOKS_H
#define ROOMS_PERSON_HOOKS_H

#include "platform/db/db.h"
#include "platform/http/http.h"

struct person;

// ---- a tab of the person's page
struct person_tab {
    const char *slug;         // the last part of the address, "" for the overview
    const char *label;        // text key's name
    const struct right *may;
    int order;
};
#define PERSON_TAB(id, ...)                                                                    \
    static const struct person_tab id = { __VA_ARGS__ };                                       \
    static const struct person_tab *const tabp_##id                                            \
        __attribute__((section("person_tabs"), used)) = &id

// ---- a table whose rows belong to a person
// Every table with a person in it is declared once, by the room that has it:
//
//     PERSON_HOLDS(stays, stay_rec, "reception_stay", "person", "reception.holds.stays");
//
// The rows then follow when two records of one person are merged and come back when that is undone,
// and they are in the access package under `title` (a text key's name; NULL: they follow, but are
// not shown, because they tell of others or of nothing). A test finds tables that nobody declared.
struct person_holds {
    const struct record *rec;
    const char *table, *column, *title;
    const struct sql *rows, *ids, *move;
    bool beside; // ids takes the kept record as $2
};
#define PERSON_HOLDS(id_, rec_, table_, column_, title_)                                       \
    SQL(holds_rows_##id_, "select * from " table_ " where " column_ " = $1 order by id");      \
    SQL(holds_ids_##id_, "select id as n from " table_ " where " column_ " = $1 order by id"); \
    SQL(holds_move_##id_, "update " table_ " set " column_ " = $1 where id = $2 and " column_  \
                          " = $3");                                                            \
    static const struct person_holds holds_##id_ = {                                           \
        &rec_, table_, column_, title_, &holds_rows_##id_, &holds_ids_##id_, &holds_move_##id_ \
    };                                                                                         \
    static const struct person_holds *const holdsp_##id_                                       \
        __attribute__((section("person_holds"), used)) = &holds_##id_

// The same for rows that may clash with the kept record's: a row x of the merged one ($1) follows when
// `which` holds of it; $2 is the kept record. `set` is what moving does beside giving the row to $1;
// it is done again when the merge is undone, so done twice it changes nothing. The rest stays behind,
// where nobody sees it, and counts again when the merge is undone.
#define PERSON_HOLDS_WHERE(id_, rec_, table_, column_, which_, set_)                           \
    PERSON_HOLDS_SHOWN_WHERE(id_, rec_, table_, column_, NULL, which_, set_)
// And in the access package under `title`, whether they followed or not.
#define PERSON_HOLDS_SHOWN_WHERE(id_, rec_, table_, column_, title_, which_, set_)             \
    SQL(holds_rows_##id_, "select * from " table_ " where " column_ " = $1 order by id");      \
    SQL(holds_ids_##id_, "select x.id as n from " table_ " x where x." column_ " = $1 and "    \
                         which_ " order by x.id");                                             \
    SQL(holds_move_##id_, "update " table_ " set " set_ column_ " = $1 where id = $2 and "     \
                          column_ " = $3");                                                    \
    static const struct person_holds holds_##id_ = {                                           \
        &rec_, table_, column_, title_, &holds_rows_##id_, &holds_ids_##id_,                   \
        &holds_move_##id_, true                                                                \
    };                                                                                         \
    static const struct person_holds *const holdsp_##id_                                       \
        __attribute__((section("person_holds"), used)) = &holds_##id_

// ---- what a room sets right once the rows have moved, at a merge and at its undoing
struct person_merged {
    err (*settle)(struct db *, int64_t person); // a record whose rows are others than before
};
#define PERSON_MERGED(id, fn)                                                                  \
    static const struct person_merged id = { fn };                                             \
    static const struct person_merged *const mergedp_##id                                      \
        __attribute__((section("person_mergeds"), used)) = &id

// ---- a person becomes strictly protected (SEC-14)
// What a room stores of where the person is or was - dwelling, centre, municipality, school - is
// erased in the same transaction, while whoever does it still sees the rows.
struct person_strict {
    err (*erase)(struct db *, int64_t person);
};
#define PERSON_STRICT(id, fn)                                                                  \
    static const struct person_strict id = { fn };                                             \
    static const struct person_strict *const strictp_##id                                      \
        __attribute__((section("person_stricts"), used)) = &id

// ---- a say before two records are merged
// *problem: why they may not be (both have an open stay, say); T_NONE when they may.
struct person_merge_say {
    err (*ask)(struct db *, int64_t kept, int64_t merged, text_key *problem);
};
#define PERSON_MERGE_SAY(id, fn)                                                               \
    static const struct person_merge_say id = { fn };                                          \
    static const struct person_merge_say *const sayp_##id                                      \
        __attribute__((section("person_merge_says"), used)) = &id

// ---- the caseload (SEC-4)
// Who in the acting user's unit has the person in hand; the room that keeps caseloads declares one.
// Where somebody else has it, opening the person asks for a purpose first.
enum in_hand { HAND_MINE, HAND_NOBODYS, HAND_ANOTHERS };
struct person_caseload {
    err (*who)(struct db *, int64_t person, enum in_hand *);
};
#define PERSON_CASELOAD(id, fn)                                                                \
    static const struct person_caseload id = { fn };                                           \
    static const struct person_caseload *const loadp_##id                                      \
        __attribute__((section("person_caseloads"), used)) = &id

// ---- an emergency access was opened: tell those who answer for it, in the same transaction
struct person_alarm {
    err (*tell)(struct db *, int64_t emergency); // row of emergency_rec
};
#define PERSON_ALARM(id, fn)                                                                   \
    static const struct person_alarm id = { fn };                                              \
    static const struct person_alarm *const alarmp_##id                                        \
        __attribute__((section("person_alarms"), used)) = &id

// ---- what changes in a household mean for others
// Adds lines to what is shown before the change is saved: "Tildelingen til Molde følger med".
enum household_change { CHANGE_JOIN, CHANGE_SPLIT, CHANGE_BIRTH, CHANGE_DEATH };
struct household_effect {
    enum household_change change;
    int64_t household;        // that is changed
    const int64_t *persons;   // who join, leave, are born (0) or die
    size_t n;
    day on;
};
typedef SLICE(str) effect_lines;
struct person_effect {
    err (*tell)(struct rq *, const struct household_effect *, effect_lines *);
};
#define PERSON_EFFECT(id, fn)                                                                  \
    static const struct person_effect id = { fn };                                             \
    static const struct person_effect *const effectp_##id                                      \
        __attribute__((section("person_effects"), used)) = &id

// ---- the participant's own page /min-side
// A block with a heading and lines; a line may lead on. Nothing is shown of a block without lines.
struct own_line {
    str label, words, url;    // url "" for none
};
typedef SLICE(struct own_line) own_lines;
struct person_own {
    const char *title;        // text key's name
    int order;
    err (*fill)(struct rq *, const struct person *, own_lines *);
};
#define PERSON_OWN(id, ...)                                                                    \
    static const struct person_own id = { __VA_ARGS__ };                                       \
    static const struct person_own *const ownp_##id                                            \
        __attribute__((section("person_owns"), used)) = &id

// ---- documents of the person's own (PRIV-10)
// Letters and other files that were sent to the person go into the access package as they were sent.
// Their names hold nothing personal: "vedtak-abc.pdf".
struct person_paper {
    str name, bytes;
};
typedef SLICE(struct person_paper) person_papers;
struct person_documents {
    err (*add)(struct db *, int64_t person, person_papers *);
};
#define PERSON_DOCUMENTS(id, fn)                                                               \
    static const struct person_documents id = { fn };                                          \
    static const struct person_documents *const docp_##id                                      \
        __attribute__((section("person_docs"), used)) = &id

// Walks a section; it may be empty.
#define EACH_HOOK(type, section, it)                                                           \
    extern const struct type *const __start_##section[] __attribute__((weak));                 \
    extern const struct type *const __stop_##section[] __attribute__((weak));                  \
    for (const struct type *const *it = __start_##section; it != __stop_##section; it++)

#endif
