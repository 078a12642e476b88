// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/proposal/proposal_web.h"

// clang-format off
static const struct route routes[] = {
    { "GET", "/bosetting/forslag", &proposal_use, TX_READ, all_get, .faces = FACES },
    { "POST", "/bosetting/forslag", &proposal_use, TX_WRITE, all_post },
    { "GET", "/bosetting/forslag/tjenester", &proposal_use, TX_READ, near_get },
    { "POST", "/bosetting/forslag/tjenester", &proposal_use, TX_WRITE, near_post },
    { "POST", "/bosetting/forslag/beregn", &proposal_use, TX_WRITE, run_post },
    { "GET", "/bosetting/forslag/jobb", &proposal_use, TX_READ, run_get },
    { "POST", "/bosetting/forslag/avbryt", &proposal_use, TX_WRITE, run_drop_post },
    { "GET", "/bosetting/forslag/:person", &proposal_use, TX_READ, one_get },
    { "POST", "/bosetting/forslag/:person", &proposal_use, TX_WRITE, one_post },
    { 0 },
};
static const struct right *const rights[] = { &proposal_use, NULL };
static const struct record *const records[] = { &proposal_choice_rec, &proposal_service_rec, &proposal_run_rec, NULL };
static const struct job_kind *const jobs[] = { &proposal_compute, &proposal_sweep, NULL };
static const struct hears hears[] = { { "person.protection", proposal_strike }, { 0 } };
static const struct menu_item menu[] = {
    { "proposal.menu", "/bosetting/forslag", &proposal_use, 65, MENU_STAFF },
    { 0 },
};
static const struct check_page pages[] = {
    { "/bosetting/forslag?vent=10&familie=0&arbeid=0&nettverk=0&balanse=0&valg=", DS, "IMDI" },
    { "/bosetting/forslag?vent=0&kvartal=1&bvent=9&bfamilie=0&bkvartal=1", DS, "IMDI" },
    { 0 },
};
// clang-format on

extern const struct room proposal_room;
const struct room proposal_room = {
    .name = "proposal",
    .routes = routes,
    .rights = rights,
    .records = records,
    .menu = menu,
    .jobs = jobs,
    .hears = hears,
    .demo = proposal_demo,
    .pages = pages,
};
