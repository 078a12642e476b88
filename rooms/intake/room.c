// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/intake/demo.h"
#include "rooms/intake/web.h"

static const struct route routes[] = {
    { "GET", "/import", &intake_use, TX_READ, intake_get },
    { "POST", "/import", &intake_use, TX_WRITE, intake_post, .body_max = INTAKE_PAGE_MAX },
    { "GET", "/import/mal/:slag", &intake_use, TX_READ, intake_template },
    { "GET", "/import/:id", &intake_use, TX_READ, batch_get },
    { "GET", "/import/:id/feil", &intake_use, TX_READ, batch_faults },
    { "POST", "/import/:id/kolonner", &intake_use, TX_WRITE, batch_columns_post },
    { "POST", "/import/:id/kjor", &intake_use, TX_WRITE, batch_run_post },
    { "POST", "/import/:id/angre", &intake_use, TX_WRITE, batch_undo_post },
    { 0 },
};
static const struct right *const rights[] = { &intake_use, NULL };
static const struct record *const records[] = { &intake_batch_rec, &intake_piece_rec, &intake_person_rec, &intake_heading_rec, NULL };
static const struct job_kind *const jobs[] = { &intake_job, &intake_undo_job, &intake_forget_job, NULL };
static const struct menu_item menu[] = {
    { "intake.menu", "/import", &intake_use, 75, MENU_STAFF },
    { 0 },
};

extern const struct room intake_room;
const struct room intake_room = {
    .name = "intake",
    .routes = routes,
    .rights = rights,
    .records = records,
    .jobs = jobs,
    .menu = menu,
    .demo = intake_demo,
};
