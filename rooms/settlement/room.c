// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/settlement/demo.h"
#include "rooms/settlement/county_web.h"
#include "rooms/settlement/draft_web.h"
#include "rooms/settlement/import_web.h"
#include "rooms/settlement/status_web.h"

// clang-format off
static const struct route routes[] = {
    { "GET", "/bosetting/kommuner", &MAY_ENTER, TX_READ, enter_get, 0, FACES },
    { "GET", "/bosetting/anmodninger", &MAY_SEE_ALL, TX_READ, requests_get },
    { "GET", "/bosetting/anmodninger/:year", &MAY_SEE_ALL, TX_READ, requests_year_get, 0, FACES },
    { "POST", "/bosetting/anmodninger/:year/paminnelse", &MAY_REQUEST, TX_WRITE, remind_post },
    { "GET", "/bosetting/anmodninger/:year/status", &MAY_REQUEST, TX_READ, status_get },
    { "POST", "/bosetting/anmodninger/:year/status", &MAY_REQUEST, TX_WRITE, status_post },
    { "GET", "/bosetting/kommune/:number", &MAY_SEE_PLACE, TX_READ, place_get, 0, FACES },
    { "GET", "/bosetting/anmodning/:ref/svar", &MAY_ANSWER, TX_READ, answer_get },
    { "POST", "/bosetting/anmodning/:ref/svar", &MAY_ANSWER, TX_WRITE, answer_post },
    { "GET", "/bosetting/anmodning/:ref/utsett", &MAY_ANSWER, TX_READ, defer_get },
    { "POST", "/bosetting/anmodning/:ref/utsett", &MAY_ANSWER, TX_WRITE, defer_post },
    { "GET", "/bosetting/fordeling", &MAY_REQUEST, TX_READ, drafts_get },
    { "GET", "/bosetting/fordeling/ny", &MAY_REQUEST, TX_READ, draft_new_get },
    { "POST", "/bosetting/fordeling/ny", &MAY_REQUEST, TX_WRITE, draft_new_post },
    { "GET", "/bosetting/fordeling/:ref", &MAY_REQUEST, TX_READ, draft_get },
    { "POST", "/bosetting/fordeling/:ref", &MAY_REQUEST, TX_WRITE, draft_post },
    { "POST", "/bosetting/fordeling/:ref/tall", &MAY_REQUEST, TX_WRITE, cells_post },
    { "GET", "/bosetting/fordeling/:ref/send", &MAY_REQUEST, TX_READ, send_get },
    { "POST", "/bosetting/fordeling/:ref/send", &MAY_REQUEST, TX_WRITE, send_post },
    { "GET", "/bosetting/kapasitet", &MAY_SEE_CAPACITY, TX_READ, capacity_get, 0, FACES },
    { "POST", "/bosetting/kapasitet/uker", &MAY_REPORT, TX_WRITE, weeks_post },
    { "POST", "/bosetting/kapasitet/bolig", &MAY_REPORT, TX_WRITE, dwelling_post },
    { "POST", "/bosetting/kapasitet/bolig/:ref/tatt", &MAY_REPORT, TX_WRITE, dwelling_taken_post },
    { "GET", "/bosetting/fylke/:county", &MAY_SEE_COUNTY, TX_READ, county_get, 0, FACES },
    { "GET", "/bosetting/fylke/:county/anbefalinger", &MAY_SEE_COUNTY, TX_READ, advice_get },
    { "POST", "/bosetting/fylke/:county/anbefalinger", &MAY_ADVISE, TX_WRITE, advice_post },
    { "GET", "/bosetting/anbefalinger", &MAY_ADVISE, TX_READ, own_advice_get },
    { "GET", "/bosetting/tall", &MAY_REQUEST, TX_READ, import_get },
    { "POST", "/bosetting/tall", &MAY_REQUEST, TX_WRITE, import_post, SETTLEMENT_FILE_MAX },
    { 0 },
};

static const struct right *const rights[] = {
    &MAY_SEE_ALL, &MAY_SEE_PLACE, &MAY_SEE_COUNTY,   &MAY_ENTER,  &MAY_REQUEST,
    &MAY_ANSWER,  &MAY_REPORT,    &MAY_SEE_CAPACITY, &MAY_ADVISE, NULL,
};

static const struct record *const records[] = {
    &figure_rec,   &need_rec,  &round_rec, &request_rec, &decision_rec, &notice_rec, &status_rec,
    &movement_rec, &week_rec,  &dwelling_rec, &advice_rec, &draft_rec, &cell_rec, &import_rec, NULL,
};

static const struct job_kind *const jobs[] = { &remind_job, NULL };

static const struct menu_item menu[] = {
    { "settlement.menu", "/bosetting", &MAY_ENTER, 20, MENU_STAFF },
    { "settlement.menu.advice", "/bosetting/anbefalinger", &MAY_ADVISE, 25, MENU_STAFF },
    { "settlement.menu.capacity", "/bosetting/kapasitet", &MAY_SEE_CAPACITY, 30, MENU_STAFF },
    { 0 },
};

static const struct check_page pages[] = {
    { "/bosetting/kommuner?fylke=15", DS, "IMDI" },
    { "/bosetting/kommuner?svar=ubesvart", DA, "IMDI" },
    { "/bosetting/kommuner?gruppe=em", DA, "IMDI" },
    { "/bosetting/anmodninger/2023", DS, "IMDI" },
    { "/bosetting/anmodninger/2023/status", DS, "IMDI" },
    { "/bosetting/anmodninger/2022", DA, "IMDI" },
    { "/bosetting/anmodninger/2015", DA, "IMDI" },
    { "/bosetting/kommune/1506", MC, "K1506" },
    { "/bosetting/kommune/3053", MC, "K3053" },
    { "/bosetting/kommune/1506?ar=2022", CO, "F15" },
    { "/bosetting/kapasitet", MC, "K1506" },
    { "/bosetting/kapasitet", MH, "K1506" },
    { "/bosetting/fylke/15", CO, "F15" },
    { "/bosetting/fylke/15/anbefalinger", CO, "F15" },
    { 0 },
};
// clang-format on

extern const struct room settlement_room;
const struct room settlement_room = {
    .name = "settlement",
    .routes = routes,
    .rights = rights,
    .records = records,
    .jobs = jobs,
    .menu = menu,
    .check = settlement_check,
    .demo = settlement_demo,
    .pages = pages,
};
