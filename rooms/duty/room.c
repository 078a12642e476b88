// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/duty/duty_db.h"
#include "rooms/duty/check.h"
#include "rooms/duty/demo.h"
#include "rooms/duty/duty_web.h"
#include "rooms/duty/jobs.h"

static const struct route routes[] = {
    { "GET", "/min-dag", &duty_see, TX_READ, duty_day_get },
    { "GET", "/frister/:id", &duty_see, TX_READ, duty_deadline_get },
    { "GET", "/frister/:id/forsinkelse", &duty_see, TX_READ, duty_explain_get },
    { "POST", "/frister/:id/forsinkelse", &duty_see, TX_WRITE, duty_explain_post },
    { "GET", "/team", &duty_team, TX_READ, team_get },
    { "POST", "/team/flytt", &duty_team, TX_WRITE, case_move_post },
    { "GET", "/team/overforing", &duty_team, TX_READ, handover_get },
    { "POST", "/team/overforing", &duty_team, TX_WRITE, handover_post },
    { "GET", "/team/overforing/:id", &duty_team, TX_READ, handover_receipt_get },
    { "GET", "/team/:id", &duty_team, TX_READ, mate_get },
    { "POST", "/team/:id/fravaer", &duty_team, TX_WRITE, team_absence_post },
    { "GET", "/varsler", &duty_notices, TX_READ, notices_get },
    { "POST", "/varsler/lest", &duty_notices, TX_WRITE, notices_read_post },
    { "POST", "/varsler/:id", &duty_notices, TX_WRITE, notice_open_post },
    { "POST", "/varsler/:id/ferdig", &duty_notices, TX_WRITE, notice_done_post },
    { "GET", "/profil/varsler", &duty_notices, TX_READ, notice_choice_get },
    { "POST", "/profil/varsler", &duty_notices, TX_WRITE, notice_choice_post },
    { "GET", "/mangler", &duty_missing, TX_READ, duty_missing_get },
    { "GET", "/mangler/:slag", &duty_missing, TX_READ, duty_missing_kind_get },
    { 0 },
};
static const struct right *const rights[] = { &duty_see, &duty_team, &duty_missing, &duty_notices, NULL };
static const struct record *const records[] = { &duty_of_person_rec, &duty_of_org_rec, &duty_case_rec,
                                                &handover_rec,       &duty_absence_rec, &duty_notice_rec,
                                                &duty_read_rec,      &notice_choice_rec, NULL };
static const struct job_kind *const jobs[] = { &duty_remind, &duty_mail, &duty_deliver, NULL };
// In the menu of those who use it daily (ux.md 3.3); others come to it from Min dag.
static const struct right in_menu_team = { "duty.team", R(MH) },
                          in_menu_missing = { "duty.missing", R(MC) | R(MP) };
static const struct menu_item menu[] = {
    { "duty.menu.day", "/min-dag", &duty_see, 5, MENU_STAFF },
    { "duty.menu.team", "/team", &in_menu_team, 15, MENU_STAFF },
    { "duty.menu.missing", "/mangler", &in_menu_missing, 70, MENU_STAFF },
    { 0 },
};

static const struct hears hears[] = { { "person.died", duty_heard_death }, { 0 } };

extern const struct room duty_room;
const struct room duty_room = {
    .name = "duty",
    .routes = routes,
    .rights = rights,
    .records = records,
    .menu = menu,
    .jobs = jobs,
    .hears = hears,
    .check = duty_check,
    .unread = duty_unread,
    .demo = duty_demo,
};
