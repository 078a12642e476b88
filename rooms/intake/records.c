// SPDX-License-Identifier: Apache-2.0
// The room's own tables.
#include "rooms/intake/db.h"

#include "platform/trace/trace.h"

static const struct choices kinds = CHOICES({ "persons", "intake.file.persons" }, { "events", "intake.file.events" },
                                            { "relations", "intake.file.relations" }, { "centres", "intake.file.centres" });
static const struct choices states =
    CHOICES({ "staged", "intake.state.staged" }, { "waiting", "intake.state.waiting" }, { "done", "intake.state.done" },
            { "failed", "intake.state.failed" }, { "undone", "intake.state.undone" },
            { "forgotten", "intake.state.forgotten" });
static const struct choices sames =
    CHOICES({ "ask", "intake.same.ask" }, { "new", "intake.same.new" }, { "skip", "intake.same.skip" });

static const struct field batch_fields[] = {
    F(intake_batch, id, INT, .flags = KEY),
    F(intake_batch, org, INT, .flags = READONLY),
    F(intake_batch, by_user, INT, .flags = READONLY),
    F(intake_batch, made, MOMENT, .flags = READONLY),
    F(intake_batch, kind, ENUM, .choices = &kinds),
    F(intake_batch, filename, TEXT, .flags = PERSONAL, .max = 200),
    F(intake_batch, content, TEXT, .flags = READONLY | SECRET),
    F(intake_batch, columns, TEXT, .flags = READONLY | PERSONAL),
    F(intake_batch, state, ENUM, .choices = &states),
    F(intake_batch, alike, ENUM, .choices = &sames),
    F(intake_batch, fault, TEXT, .flags = READONLY | PERSONAL),
    F(intake_batch, added, INT, .flags = READONLY),
    F(intake_batch, changed, INT, .flags = READONLY),
    F(intake_batch, done, MOMENT, .flags = READONLY),
    F(intake_batch, version, INT, .flags = VERSION),
};
static const struct field piece_fields[] = {
    F(intake_piece, id, INT, .flags = KEY),
    F(intake_piece, batch, INT, .flags = READONLY),
    F(intake_piece, kind, ENUM, .choices = &kinds),
    F(intake_piece, name, TEXT, .flags = PERSONAL, .max = 200),
    F(intake_piece, content, TEXT, .flags = READONLY | SECRET),
};
static const struct field came_fields[] = {
    F(intake_came, id, INT, .flags = KEY),
    F(intake_came, batch, INT),
    F(intake_came, person, INT),
    F(intake_came, was, TEXT, .flags = PERSONAL),
};
static const struct field heading_fields[] = {
    F(intake_heading, id, INT, .flags = KEY),
    F(intake_heading, org, INT),
    F(intake_heading, heading, TEXT, .max = 200),
    F(intake_heading, meaning, TEXT, .max = 40),
    F(intake_heading, version, INT, .flags = VERSION),
};
const struct record intake_batch_rec = RECORD("intake_batch", intake_batch, batch_fields);
const struct record intake_piece_rec = RECORD("intake_piece", intake_piece, piece_fields);
const struct record intake_person_rec = RECORD("intake_person", intake_came, came_fields);
const struct record intake_heading_rec = RECORD("intake_heading", intake_heading, heading_fields);

PERSON_HOLDS(intake_came_rows, intake_person_rec, "intake_person", "person", NULL);

// With which file somebody came tells whose house it was: of a strictly protected person it is not kept, nor
// what stood there before (SEC-14). Such a person is not taken back with the rest of the file.
SQL(strict_came, "delete from intake_person where person = $1");

static err sealed(struct db *db, int64_t person)
{
    int64_t n;
    PASS(db_do(db, &strict_came, ARGS(AI(person)), &n));
    return n ? trace_note(db, "erase", "intake_person", person, STR("")) : OK;
}
PERSON_STRICT(intake_sealed, sealed);
