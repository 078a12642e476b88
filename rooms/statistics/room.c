// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/statistics/statistics_web.h"

static const struct route routes[] = {
    { "GET", "/tall-og-statistikk", &PUBLIC, TX_READ, stat_front_get },
    { "GET", "/tall-og-statistikk/definisjoner", &PUBLIC, TX_NONE, stat_definitions_get },
    { "GET", "/tall-og-statistikk/steder", &PUBLIC, TX_READ, stat_places_get },
    { "GET", "/tall-og-statistikk/steder/:slug", &PUBLIC, TX_READ, stat_place_get },
    { "GET", "/tall-og-statistikk/steder/:slug/:tema", &PUBLIC, TX_READ, stat_theme_get },
    { "GET", "/tall-og-statistikk/steder/:slug/:tema/:tabell", &PUBLIC, TX_READ,
      stat_place_table_get, .faces = FACES },
    { "GET", "/tall-og-statistikk/tabeller/:id", &PUBLIC, TX_READ, stat_table_get, .faces = FACES },
    { "GET", "/tall-og-statistikk/utgivelser", &stat_publish, TX_READ, releases_get },
    { "POST", "/tall-og-statistikk/utgivelser", &stat_publish, TX_WRITE, releases_post },
    { "GET", "/tall-og-statistikk/utgivelser/:id", &stat_publish, TX_READ, release_get },
    { "POST", "/tall-og-statistikk/utgivelser/:id", &stat_publish, TX_WRITE, release_post },
    { "POST", "/tall-og-statistikk/utgivelser/:id/forkast", &stat_publish, TX_WRITE, release_drop_post },
    { "GET", "/bosetting/ventetid", &stat_inside, TX_READ, inside_get },
    { "GET", "/om-integrering-i-norge/statistikk/:slug", &PUBLIC, TX_READ, stat_old_get },
    { "GET", "/om-integrering-i-norge/statistikk/:slug/:tema", &PUBLIC, TX_READ, stat_old_get },
    { 0 },
};

static const struct right *const rights[] = { &stat_publish, &stat_inside, NULL };
static const struct record *const records[] = { &release_rec, NULL };
static const struct job_kind *const jobs[] = { &release_job, &inside_job, NULL };
static const struct menu_item menu[] = {
    { "statistics.menu", "/tall-og-statistikk", &PUBLIC, 10, MENU_PUBLIC },
    { "statistics.menu.staff", "/tall-og-statistikk", &SIGNED_IN, 80, MENU_STAFF },
    { "statistics.inside.menu", "/bosetting/ventetid", &stat_inside, 66, MENU_STAFF },
    { "statistics.release.menu", "/tall-og-statistikk/utgivelser", &stat_publish, 81, MENU_STAFF },
    { 0 },
};

static const struct check_page pages[] = {
    { "/tall-og-statistikk/steder?q=m", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder?q=qqqq", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/F00-hele-landet", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/F15-more-og-romsdal", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/K1506-molde", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/K1506-molde/bosetting/anmodning-vedtak-bosatte", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/K1506-molde/bosetting/bosatte-per-innbygger", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/F15-more-og-romsdal/bosetting/anmodning-vedtak-bosatte", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB103", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB105?niva=fylke", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB109", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB102?niva=fylke&inndeling=Alder", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB104", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB106?niva=fylke", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB107?niva=land&inndeling=Husholdning", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB107M", ROLE_NONE, "" },
    { "/tall-og-statistikk/tabeller/IB108?niva=sentralitet", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/F00-hele-landet/bosetting/ventetid", ROLE_NONE, "" },
    { "/tall-og-statistikk/steder/K1506-molde/bosetting/avtalt-ikke-bosatt", ROLE_NONE, "" },
    { "/tall-og-statistikk/utgivelser/1", DA, "IMDI" },
    { 0 },
};

extern const struct room statistics_room;
const struct room statistics_room = {
    .name = "statistics",
    .routes = routes,
    .rights = rights,
    .records = records,
    .jobs = jobs,
    .check = statistics_check,
    .demo = statistics_demo,
    .menu = menu,
    .pages = pages,
};
