// SPDX-License-Identifier: Apache-2.0
// Persons who come in as files of docs/person-files.md, from a folder, a CSV file or a spreadsheet.
// Reading finds every fault by file, line and column before anything is written; writing is all or
// nothing, in bulk, through the rooms that own the tables.
#ifndef ROOMS_INTAKE_INTAKE_H
#define ROOMS_INTAKE_INTAKE_H

#include "base/csv.h"
#include "base/map.h"
#include "platform/data/zip_in.h"
#include "platform/who/user.h"
#include "rooms/person/person.h"

enum intake_file { FILE_PERSONS, FILE_EVENTS, FILE_RELATIONS, FILE_CENTRES, INTAKE_FILES };
enum intake_coding { CODING_UTF8, CODING_LATIN1, CODING_UTF16 };
enum intake_event_kind { EV_CENTRE_IN, EV_CENTRE_OUT, EV_INTERVIEW, EV_GRANTED, EV_REJECTED, EV_READY,
                         EV_ASKED, EV_ACCEPTED, EV_ALLOCATED, EV_DATE_SET, EV_SETTLED, EV_MOVED,
                         EV_BORN, EV_LEFT, EV_DIED, EV_KINDS };
enum { INTAKE_FAULTS_MAX = 1000, INTAKE_BYTES_MAX = 1 << 30, INTAKE_PAGE_MAX = 25 << 20 };

struct intake_person {
    struct person p;           // its id once it is written, or of the known person
    int64_t line;
    str key, household;
    int role;                  // enum member_role
    str citizenships, languages; // codes between ';'
    str duf, d_number, national; // digits
    bool duf_doubt;            // its control digits fail
    day application, moved_in;
    int scheme;                // 0 asylum, 1 collective, 2 resettlement, 3 family
    struct permit permit;      // decided unknown: none
    int education;             // -1 unknown
    optint education_years;
    str occupation;
    str fault;                 // of the row, for the file that goes back; "" for none
    bool known;                // somebody with one of its numbers is here already
    bool changed;              // and differs in what a file may change
    bool skip;                 // looks like somebody here, and is left out
    int64_t household_id;      // once it is written
    size_t event, events;      // its run in the events, in the order of time
};
struct intake_event {
    int64_t line;
    size_t person;             // index
    int kind;                  // enum intake_event_kind
    day on;
    str place, detail;
};
struct intake_relation {
    int64_t line;
    size_t person, other;
    int kind;                  // enum relation_kind
    day from_day, to_day;
};
struct intake_centre {
    int64_t line;
    str code, name, municipality;
    int kind;                  // index of the list in docs/person-files.md
    int64_t capacity;
    int64_t id;                // of the centre, once written
    day first;                 // the earliest stay
};
struct intake_fault {
    enum intake_file file;
    int64_t line;
    const char *column;        // "" for the row as a whole
    str value;
    text_key problem;
    str allowed;               // codes, where there are such
};
struct intake_alike {          // a row that looks like somebody who is here
    size_t row;
    int64_t person;
};
struct intake_set {
    struct arena *mem;
    bool invented;             // a demo: synthetic numbers and no others
    struct map keys;           // key of a person -> its index (size_t)
    struct map numbers;        // "duf_number 2023..." -> the first row that has it
    enum intake_coding coding[INTAKE_FILES];
    bool given[INTAKE_FILES];
    SLICE(struct intake_person) persons;
    SLICE(struct intake_event) events;
    SLICE(struct intake_relation) relations;
    SLICE(struct intake_centre) centres;
    SLICE(struct intake_fault) faults; // at most INTAKE_FAULTS_MAX, then `more`
    size_t more;
    SLICE(struct intake_alike) alike;
    size_t fresh, changed, unchanged;  // after intake_compare
};

// ---- columns
struct intake_column {
    const char *name;          // as in docs/person-files.md
    const char *others;        // headings people use, between '|', folded
    int kind;
    size_t at;
    int64_t max;
    const char *codes;         // "HEAD PARTNER ..."; further words for a code by '|'
    bool must;
};
const struct intake_column *intake_columns(enum intake_file, size_t *n);
// What each heading stands for: index of the column, or -1. `own` are the unit's earlier choices.
struct intake_heading {
    int64_t id, org;
    str heading, meaning;
    int64_t version;
};
typedef SLICE(struct intake_heading) intake_headings;
void intake_guess(struct arena *, enum intake_file, const str *heads, size_t n, const intake_headings *own,
                  int *column);

// ---- reading
// The rows of a file with their line, the heading first: CSV in UTF-8, Latin-1 or UTF-16 with comma,
// semicolon or tab, or that sheet of an XLSX file (by its first bytes). E_INPUT with *problem when it is
// no such file, E_TOOBIG past a limit of WEB-21.
typedef err intake_row_fn(void *arg, const struct csv_row *);
MUST err intake_rows(struct arena *, str bytes, size_t sheet, intake_row_fn *, void *arg, enum intake_coding *,
                     text_key *problem, int64_t *line);
// What somebody hands over at once: one file, several, a ZIP of them, or a spreadsheet with a sheet for
// each. A single table is that of persons; of several each finds its kind by its name or its heading.
struct intake_handed {
    str csv[INTAKE_FILES];      // UTF-8 with comma, rows on the lines where they stood; "" when not given
    str name[INTAKE_FILES];     // of the file or sheet
    enum intake_coding coding;  // of the persons
    SLICE(str) left_out;        // names of what is none of these
    str where;                  // of the problem: file or sheet
};
// E_INPUT with *problem, E_TOOBIG past a limit.
MUST err intake_hand_over(struct arena *, const struct zip_file_in *, size_t n, struct intake_handed *,
                          text_key *problem);
struct intake_set *intake_set_make(struct arena *, bool invented);
// Adds a file to the set. `column` is from intake_guess for this heading, NULL to guess by name.
// Faults go into the set; E_TOOBIG alone fails.
MUST err intake_read(struct intake_set *, enum intake_file, str bytes, const int *column, size_t columns,
                     day today);
// What a unit may say in its files: a centre what happens before settlement, of stays its own; a municipality
// what happened with itself; the directorate everything. Before intake_join, as the next.
void intake_of_unit(struct intake_set *, const struct who_org *, day today);
// Who moved in to the centre that hands over: the column becomes events of that centre, of others a fault.
void intake_moved_in(struct intake_set *, const struct who_org *);
// After all files: what must hold between rows, and the order of each person's events.
void intake_join(struct intake_set *, day today);

// ---- the database
// Numbers that are here already, what changes, who looks like somebody (at most 200 are told). Only
// persons that `org` sees count as known (0: all).
MUST err intake_compare(struct db *, struct intake_set *, int64_t org);
// Writes all. A system deed; `org` gets sight of new persons (0: nobody's but what the events say).
// The set has no faults. Fills in added and changed of the batch.
struct intake_batch {
    int64_t id, org, by_user;
    moment made;
    int kind;                  // enum intake_file
    str filename, content, columns;
    int state;                 // enum intake_state
    int alike;                 // enum intake_same
    str fault;
    int64_t added, changed;
    moment done;
    int64_t version;
};
struct intake_piece {         // a table beside that of the persons
    int64_t id, batch;
    int kind;                  // enum intake_file
    str name, content;
};
typedef SLICE(struct intake_piece) intake_pieces;
enum intake_state { BATCH_STAGED, BATCH_WAITING, BATCH_DONE, BATCH_FAILED, BATCH_UNDONE, BATCH_FORGOTTEN };
enum intake_same { SAME_ASK, SAME_NEW, SAME_SKIP };
extern const struct record intake_batch_rec, intake_piece_rec, intake_person_rec, intake_heading_rec;
typedef SLICE(struct intake_batch) intake_batches;
MUST err intake_write(struct db *, struct intake_set *, struct intake_batch *);
// Takes a file back within 24 hours. *problem: too late, or somebody worked with one of the persons.
MUST err intake_undo(struct db *, struct intake_batch *, text_key *problem);

// Checks and writes in one go, as the command does: `b->content` is not used. Without faults and not
// `dry`, and with a choice when rows look like somebody, the batch is stored and the set is in.
MUST err intake_run(struct db *, struct intake_set *, struct intake_batch *, bool dry);

// ---- what rooms take out of a file: one file take_ROOM.c each, found by the linker, run by order
struct intake_part {
    int order;
    err (*write)(struct db *, struct intake_set *, int64_t org);
    const struct sql *const *undo; // statements with the batch as $1, ends with NULL
};
#define INTAKE_PART(id, ...)                                                                   \
    static const struct intake_part id = { __VA_ARGS__ };                                      \
    static const struct intake_part *const intakep_##id                                        \
        __attribute__((section("intake_parts"), used)) = &id

void intake_fault(struct intake_set *, enum intake_file, int64_t line, const char *column, str value,
                  text_key problem, str allowed);
// "HEAD|hovedperson PARTNER|..." -> "hovedperson, ...", in English "HEAD, ...": what to write instead.
str intake_allowed(struct arena *, enum lang, str codes);
// The faults for people: "persons.csv: line 7, column birth_date, «31.02.2001»: ..."
void intake_tell(struct out *, enum lang, const struct intake_set *);
extern const char *const intake_file_names[INTAKE_FILES]; // "persons.csv"
extern const char *const intake_event_names[EV_KINDS];

#endif
