// SPDX-License-Identifier: Apache-2.0
// What the pages of importing show.
#ifndef ROOMS_INTAKE_WEB_H
#define ROOMS_INTAKE_WEB_H

#include "rooms/intake/db.h"

struct start_row {
    str url, filename, at;
    text_key state;
    enum tone tone;
    int64_t added, changed;
};
struct start_page {
    text_key problem; // of the upload
    str where;        // in which file or sheet; "" when that says nothing
    SLICE(struct start_row) earlier;
};
struct heading_choice {
    str value, label;
    bool here;
};
struct heading_row {
    int64_t no;
    str heading, sample;
    SLICE(struct heading_choice) choices;
    bool none;
};
struct fault_row {
    int64_t line;
    str file, column, value, words;
};
struct change_row {
    str name, column, before, after, url;
};
struct alike_row {
    int64_t line;
    str name, born, url, here;
};
struct fresh_row {
    int64_t line;
    str name, born, household;
};
struct batch_page {
    str id, filename, lacks; // lacks: columns that must be chosen
    struct steps steps;
    struct crumbs crumbs;
    bool mapping, faulty, preview, waiting, done, failed, undone, forgotten, may_undo;
    SLICE(struct heading_row) headings;
    SLICE(struct fault_row) faults;
    bool many; // tables: faults tell which
    int64_t fault_count, fresh, changed, unchanged, added, rows;
    int64_t events, late_events; // events that come in; of persons who are here already, which do not
    int64_t again; // persons who were asked for or allocated elsewhere and wait again
    SLICE(struct change_row) changes;
    SLICE(struct alike_row) alike;
    SLICE(struct fresh_row) first; // some of the new ones
    bool ask; // chosen nothing about those who look like somebody
    str problem; // why it stopped
    int64_t seconds; // about, while waiting
};
extern const struct right intake_use;
extern const struct job_kind intake_job, intake_undo_job, intake_forget_job;

reply intake_get(struct rq *);
reply intake_post(struct rq *);
reply intake_template(struct rq *);
reply batch_get(struct rq *);
reply batch_columns_post(struct rq *);
reply batch_run_post(struct rq *);
reply batch_undo_post(struct rq *);
reply batch_faults(struct rq *);
// The name of a column for people; "" for the whole row.
str intake_column_label(struct rq *, const char *column);
str intake_fault_words(struct rq *, const struct intake_fault *);
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// The batch of the acting organisation; E_NOTFOUND for another's.
MUST err batch_open(struct rq *, struct intake_batch *);
// Its rows as the chosen columns read them.
MUST err batch_set(struct db *, const struct intake_batch *, struct intake_set **);
// The tables beside that of the persons, in the order of their kinds.
MUST err batch_pieces(struct db *, const struct intake_batch *, intake_pieces *);
// Heading and first row; columns by the choice stored in the batch, guessed when there is none.
struct batch_head {
    SLICE(str) heads, sample;
    int *column;
    int64_t rows;
};
MUST err batch_head(struct db *, const struct intake_batch *, struct batch_head *);

#endif
