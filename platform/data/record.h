// SPDX-License-Identifier: Apache-2.0
// Field tables: a fact about a field is written once. From one table come the form, validation,
// insert and update, row mapping, JSON, CSV and spreadsheet, the audit difference and the data
// dictionary.
//
//     struct request { int64_t id; str ref; int64_t asked; optint decided; day due; int64_t version; };
//     static const struct field request_fields[] = {
//         F(request, id, INT, .flags = KEY),
//         F(request, asked, INT, .flags = REQUIRED, .min = 1, .max = 5000),
//         F(request, decided, OPT, .max = 5000),
//         F(request, version, INT, .flags = VERSION),
//     };
//     const struct record request_rec = RECORD("settlement_request", request, request_fields);
#ifndef PLATFORM_DATA_RECORD_H
#define PLATFORM_DATA_RECORD_H

#include "base/day.h"
#include "base/err.h"
#include "base/money.h"
#include "base/out.h"
#include "platform/text/text.h"

// A number that may be unknown: no answer is never zero.
typedef struct optint {
    int64_t v;
    bool known;
} optint;
#define KNOWN(x) ((optint){ (x), true })
#define UNKNOWN ((optint){ 0, false })

typedef struct moment {
    int64_t ms; // since 1970 UTC; 0 = none
} moment;

enum kind {
    KIND_INT,    // int64_t
    KIND_OPT,    // optint; NULL in the database when unknown
    KIND_REAL,   // double
    KIND_TEXT,   // str; never NULL in the database
    KIND_DAY,    // day; DAY_NONE is NULL
    KIND_MOMENT, // moment; 0 is NULL
    KIND_MONEY,  // money
    KIND_BOOL,   // bool
    KIND_ENUM,   // int: index into choices; stored as the code's text
};

enum field_flags {
    KEY = 1,        // primary key, filled by db_add
    VERSION = 2,    // row version, kept by db_save
    REQUIRED = 4,   // a form must give it
    READONLY = 8,   // never taken from a form or import
    HIDDEN = 16,    // in the form as hidden input
    PERSONAL = 32,  // class 1-2 of security.md 7: masked in traces
    SENSITIVE = 64, // class 3-4
    MULTILINE = 128,
    NOT_STORED = 256, // computed by the query: read from rows, not written
    RANDOM = 1024,  // with KEY: a random number, so that addresses tell nothing; db_add picks it
    SEALED = 2048,  // TEXT or ENUM: encrypted in the database (db/seal.h); its record has a KEY
    SECRET = 512,   // never shown, exported or traced (password hash, token)
};

struct choice {
    const char *code;  // stored and in exports
    const char *label; // text key's name
};
struct choices {
    const struct choice *at;
    size_t n;
};
#define CHOICES(...)                                                                           \
    { (const struct choice[]){ __VA_ARGS__ },                                                  \
      sizeof((const struct choice[]){ __VA_ARGS__ }) / sizeof(struct choice) }

struct field {
    const char *name; // member, column, form field and export column
    enum kind kind;
    unsigned flags;
    size_t at;        // offset in the struct
    int64_t min, max; // INT, OPT, MONEY (øre): both 0 means no bounds; TEXT: max code points
    const struct choices *choices;
    const char *label; // text key's name; default "<table>.<name>", hint at "<label>.hint"
    // Further check of a value that passed the others: T_NONE or the key of the problem.
    text_key (*check)(const void *row, day today);
};

struct record {
    const char *table; // NULL for rows that only queries give
    const struct field *f;
    size_t n, size;
    const char *name; // for labels when table is NULL
};

#define FIELD_OK_(type, member, T) _Generic(((struct type *)0)->member, T: 1, default: 0)
#define FIELD_TYPE_INT int64_t
#define FIELD_TYPE_OPT optint
#define FIELD_TYPE_REAL double
#define FIELD_TYPE_TEXT str
#define FIELD_TYPE_DAY day
#define FIELD_TYPE_MOMENT moment
#define FIELD_TYPE_MONEY money
#define FIELD_TYPE_BOOL bool
#define FIELD_TYPE_ENUM int
// Does not compile when the kind does not fit the member's C type.
#define F(type, member, K, ...)                                                                \
    {                                                                                          \
        .name = #member, .kind = KIND_##K,                                                     \
        .at = offsetof(struct type, member) +                                                  \
              0 * sizeof(char[FIELD_OK_(type, member, FIELD_TYPE_##K) ? 1 : -1]),              \
        __VA_ARGS__                                                                            \
    }
#define RECORD(tbl, type, fields)                                                              \
    {                                                                                          \
        .table = tbl, .f = fields, .n = sizeof(fields) / sizeof *(fields),                     \
        .size = sizeof(struct type), .name = tbl                                               \
    }

const struct field *record_field(const struct record *, str name); // NULL when unknown
str field_plain(struct arena *, const struct field *, const void *row); // ISO, for files and JSON
str field_shown(struct arena *, enum lang, const struct field *, const void *row); // for people
str field_label(struct arena *, enum lang, const struct record *, const struct field *);
bool field_same(const struct field *, const void *a, const void *b);
// Reads text as people type it (`shown`) or as files hold it (plain). T_NONE when it fitted; else
// the key of the problem (data.problem.*), and the row is untouched.
text_key field_read(struct arena *, const struct field *, str typed, bool plain, day today, void *row);

// ---- files: the rows as one table; `cols` are names, NULL for every field that may be shown --
void rows_csv(struct out *, enum lang, const struct record *, const void *rows, size_t n);
void rows_json(struct out *, const struct record *, const void *rows, size_t n);
MUST err rows_xlsx(struct out *, enum lang, const struct record *, const void *rows, size_t n,
                   str title, str about); // second sheet "Om dataene" holds `about`, line by line

// {"asked":[10,20],...} of what differs; SECRET left out, PERSONAL and SENSITIVE masked. Empty
// object when equal; `was` NULL for a new row, `now` NULL for an erased one.
void record_difference(struct out *, const struct record *, const void *was, const void *now);

#endif
