// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/letter_web.h"
#include "rooms/allocation/work.h"

enum { LIST_MAX = 2 * 1024 * 1024 }; // bytes of a list to compare with

// clang-format off
static const struct route routes[] = {
    { "GET", "/bosetting", &alloc_enter, TX_READ, board_entry },
    { "GET", "/bosetting/klare/:person", &alloc_asks, TX_READ, ask_get },
    { "POST", "/bosetting/klare/:person", &alloc_asks, TX_WRITE, ask_post },
    { "GET", "/bosetting/fordelinger", &alloc_lists, TX_READ, lists_get },
    { "POST", "/bosetting/fordelinger/:ref/svar", &alloc_answers, TX_WRITE, answer_offer_post },
    { "POST", "/bosetting/fordelinger/:ref/purr", &alloc_asks, TX_WRITE, remind_offer_post },
    { "POST", "/bosetting/fordelinger/:ref/trekk", &alloc_asks, TX_WRITE, withdraw_offer_post },
    { "GET", "/bosetting/fordelinger/:ref/dato", &alloc_dates, TX_READ, date_get },
    { "POST", "/bosetting/fordelinger/:ref/dato", &alloc_dates, TX_WRITE, date_post },
    { "GET", "/bosetting/fordelinger/:ref/reise", &alloc_asks, TX_READ, travel_get },
    { "POST", "/bosetting/fordelinger/:ref/reise", &alloc_asks, TX_WRITE, travel_post },
    { "GET", "/bosetting/vedtak", &alloc_asks, TX_READ, decide_get },
    { "POST", "/bosetting/vedtak", &alloc_asks, TX_WRITE, decide_post },
    { "GET", "/bosetting/vedtak/:ref", &alloc_reads, TX_READ, letter_get },
    { "GET", "/bosetting/vedtak/:ref/pdf", &alloc_reads, TX_READ, letter_pdf_get },
    { "GET", "/min-side/vedtak/:ref", &alloc_own, TX_READ, own_letter_get },
    { "GET", "/avstemming", &alloc_compares, TX_READ, compare_get },
    { "POST", "/avstemming", &alloc_compares, TX_WRITE, compare_post, LIST_MAX },
    { "GET", "/personer/:id/bosetting", &alloc_reads, TX_READ, case_get },
    { "GET", "/personer/:id/bosetting/behov", &alloc_asks, TX_READ, need_get },
    { "POST", "/personer/:id/bosetting/behov", &alloc_asks, TX_WRITE, need_post },
    { "POST", "/personer/:id/bosetting/band", &alloc_asks, TX_WRITE, tie_post },
    { "POST", "/personer/:id/bosetting/politi", &alloc_dates, TX_WRITE, police_post },
    { "GET", "/personer/:id/bosetting/:verb", &alloc_acts, TX_READ, deed_get },
    { "POST", "/personer/:id/bosetting/:verb", &alloc_acts, TX_WRITE, deed_post },
    { 0 },
};

static const struct right *const rights[] = {
    &alloc_enter, &alloc_see, &alloc_asks, &alloc_lists, &alloc_answers, &alloc_reads, &alloc_acts,
    &alloc_dates, &alloc_own, &alloc_compares, NULL,
};

static const struct record *const records[] = {
    &alloc_case_rec, &alloc_log_rec, &offer_rec,   &alloc_need_rec, &tie_rec,
    &alloc_decision_rec, &plan_rec,  &settled_rec, &listed_row_rec, NULL,
};
static const struct states *const states[] = { &alloc_states, NULL };
static const struct job_kind *const jobs[] = { &alloc_nightly, NULL };

// Others come to the board by the room of numbers, which the child-welfare authority has nothing to do with.
static const struct right in_menu = { "allocation.enter", R(BU) };
static const struct menu_item menu[] = {
    { "allocation.menu.board", "/bosetting", &in_menu, 20, MENU_STAFF },
    { "allocation.tab.compare", "/avstemming", &alloc_compares, 45, MENU_STAFF },
    { "allocation.menu.lists", "/bosetting/fordelinger", &alloc_answers, 22, MENU_STAFF },
    { 0 },
};

static const struct check_page pages[] = {
    { "/bosetting?steg=klare", DS, "IMDI" },
    { "/bosetting?steg=spurt", DS, "IMDI" },
    { "/bosetting?steg=klare&visning=tabell", DS, "IMDI" },
    { "/bosetting/fordelinger", MC, "K1506" },
    { "/bosetting/fordelinger", DS, "IMDI" },
    { "/avstemming", MC, "K1506" },
    { 0 },
};
// clang-format on

extern const struct room allocation_room;
const struct room allocation_room = {
    .name = "allocation",
    .routes = routes,
    .rights = rights,
    .records = records,
    .states = states,
    .jobs = jobs,
    .hears = alloc_hears,
    .menu = menu,
    .check = allocation_check,
    .demo = allocation_demo,
    .pages = pages,
};
