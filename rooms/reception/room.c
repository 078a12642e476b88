// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"
#include "rooms/reception/demo.h"
#include "rooms/reception/duties.h"
#include "rooms/reception/map_web.h"
#include "rooms/reception/programme_web.h"
#include "rooms/reception/talk.h"
#include "rooms/reception/training_web.h"
#include "rooms/reception/voluntary.h"

// clang-format off
static const struct route routes[] = {
    { "GET", "/beboere", &reception_house, TX_READ, house_get },
    { "GET", "/beboere/kartlegging", &reception_house, TX_READ, house_mapping_get },
    { "GET", "/beboere/ny", &reception_house, TX_READ, arrive_get },
    { "GET", "/beboere/utflytting/:id", &reception_house, TX_READ, leave_get },
    { "POST", "/beboere/utflytting/:id", &reception_house, TX_WRITE, leave_post },
    { "GET", "/beboere/program", &reception_programme, TX_READ, house_week_get },
    { "GET", "/beboere/frammote", &reception_programme, TX_READ, attendance_get },
    { "POST", "/beboere/frammote", &reception_programme, TX_WRITE, attendance_post },
    { "GET", "/beboere/frivillig", &reception_voluntary, TX_READ, vol_house_get },
    { "POST", "/beboere/frivillig/avtale", &reception_voluntary, TX_WRITE, vol_agree_post },
    { "GET", "/beboere/frivillig/:id", &reception_voluntary, TX_READ, vol_join_get },
    { "POST", "/beboere/frivillig/:id", &reception_voluntary, TX_WRITE, vol_join_post },
    { "GET", "/frivillig", &reception_voluntary_own, TX_READ, vol_get },
    { "GET", "/frivillig/ny", &reception_voluntary_own, TX_READ, vol_new_get },
    { "POST", "/frivillig/ny", &reception_voluntary_own, TX_WRITE, vol_new_post },
    { "GET", "/frivillig/:id", &reception_voluntary_own, TX_READ, vol_event_get },
    { "POST", "/frivillig/:id", &reception_voluntary_own, TX_WRITE, vol_event_post },
    { "GET", "/beboere/opplaring", &reception_programme, TX_READ, training_house_get },
    { "GET", "/personer/:id/opplaring", &reception_programme, TX_READ, training_get },
    { "GET", "/personer/:id/opplaring/ny", &reception_programme, TX_READ, training_new_get },
    { "POST", "/personer/:id/opplaring/ny", &reception_programme, TX_WRITE, training_new_post },
    { "GET", "/personer/:id/mottaksplan", &reception_programme, TX_READ, programme_get },
    { "GET", "/personer/:id/mottaksplan/pdf", &reception_programme, TX_READ, plan_pdf },
    { "POST", "/personer/:id/mottaksplan/ny", &reception_programme, TX_WRITE, plan_new_post },
    { "GET", "/personer/:id/mottaksplan/mal", &reception_programme, TX_READ, plan_goals_get },
    { "POST", "/personer/:id/mottaksplan/mal", &reception_programme, TX_WRITE, plan_goals_post },
    { "GET", "/personer/:id/mottaksplan/signer", &reception_programme, TX_READ, plan_sign_get },
    { "POST", "/personer/:id/mottaksplan/signer", &reception_programme, TX_WRITE, plan_sign_post },
    { "GET", "/personer/:id/mottaksplan/evaluering", &reception_programme, TX_READ, plan_review_get },
    { "POST", "/personer/:id/mottaksplan/evaluering", &reception_programme, TX_WRITE, plan_review_post },
    { "GET", "/personer/:id/mottaksplan/plass", &reception_programme, TX_READ, place_apply_get },
    { "POST", "/personer/:id/mottaksplan/plass", &reception_programme, TX_WRITE, place_apply_post },
    { "GET", "/personer/:id/mottaksplan/plass/:event", &reception_programme, TX_READ, place_step_get },
    { "POST", "/personer/:id/mottaksplan/plass/:event", &reception_programme, TX_WRITE, place_step_post },
    { "GET", "/personer/:id/mottaksplan/steg/:nr", &reception_programme, TX_READ, plan_step_get },
    { "POST", "/personer/:id/mottaksplan/steg/:nr", &reception_programme, TX_WRITE, plan_step_post },
    { "GET", "/personer/:id/mottaksplan/aktivitet/:nr", &reception_programme, TX_READ, plan_activity_get },
    { "POST", "/personer/:id/mottaksplan/aktivitet/:nr", &reception_programme, TX_WRITE, plan_activity_post },
    { "POST", "/personer/:id/mottaksplan/aktivitet/:nr/fjern", &reception_programme, TX_WRITE, plan_remove_post },
    { "GET", "/personer/:id/mottaksplan/oppfolging/:nr", &reception_programme, TX_READ, follow_get },
    { "POST", "/personer/:id/mottaksplan/oppfolging/:nr", &reception_programme, TX_WRITE, follow_post },
    { "GET", "/mottakene", &reception_centres, TX_READ, centres_get },
    { "GET", "/mottakene/ny", &reception_centre_make, TX_READ, centre_new_get },
    { "POST", "/mottakene/ny", &reception_centre_make, TX_WRITE, centre_new_post },
    { "GET", "/mottakene/:id", &reception_centres, TX_READ, centre_get },
    { "POST", "/mottakene/:id/plasser", &reception_centre_make, TX_WRITE, capacity_post },
    { "GET", "/personer/:id/mottak", &reception_read, TX_READ, resident_get },
    { "GET", "/personer/:id/mottak/inn", &reception_house, TX_READ, in_get },
    { "POST", "/personer/:id/mottak/inn", &reception_house, TX_WRITE, in_post },
    { "GET", "/personer/:id/mottak/flytt", &reception_house, TX_READ, move_get },
    { "POST", "/personer/:id/mottak/flytt", &reception_house, TX_WRITE, move_post },
    { "GET", "/personer/:id/mottak/fase/:event", &reception_write, TX_READ, phase_get },
    { "POST", "/personer/:id/mottak/fase/:event", &reception_write, TX_WRITE, phase_post },
    { "GET", "/personer/:id/mottak/verge", &reception_write, TX_READ, minor_get },
    { "POST", "/personer/:id/mottak/verge", &reception_write, TX_WRITE, minor_post },
    { "GET", "/personer/:id/mottak/utenfor", &reception_write, TX_READ, elsewhere_get },
    { "POST", "/personer/:id/mottak/utenfor", &reception_write, TX_WRITE, elsewhere_post },
    { "POST", "/personer/:id/mottak/utenfor/:no", &reception_write, TX_WRITE, elsewhere_step_post },
    { "GET", "/personer/:id/kartlegging", &reception_map_read, TX_READ, mapping_get },
    { "POST", "/personer/:id/kartlegging/inviter", &reception_map_write, TX_WRITE, mapping_invite_post },
    { "POST", "/personer/:id/kartlegging/kode", &reception_house, TX_WRITE, mapping_code_post },
    { "POST", "/personer/:id/kartlegging/steg", &reception_map_write, TX_WRITE, mapping_step_post },
    { "GET", "/personer/:id/kartlegging/kvalitetssikre", &reception_map_write, TX_READ, mapping_verify_get },
    { "POST", "/personer/:id/kartlegging/kvalitetssikre", &reception_map_write, TX_WRITE, mapping_verify_post },
    { "GET", "/personer/:id/kartlegging/frita", &reception_map_write, TX_READ, mapping_excuse_get },
    { "POST", "/personer/:id/kartlegging/frita", &reception_map_write, TX_WRITE, mapping_excuse_post },
    { "GET", "/personer/:id/kartlegging/nei", &reception_map_write, TX_READ, mapping_excuse_get },
    { "POST", "/personer/:id/kartlegging/nei", &reception_map_write, TX_WRITE, mapping_excuse_post },
    { "GET", "/personer/:id/kartlegging/:del", &reception_map_write, TX_READ, staff_section_get },
    { "POST", "/personer/:id/kartlegging/:del", &reception_map_write, TX_WRITE, staff_section_post },
    { "GET", "/personer/:id/samtale", &reception_talk, TX_READ, talk_get },
    { "POST", "/personer/:id/samtale", &reception_talk_write, TX_WRITE, talk_post },
    { "POST", "/personer/:id/samtale/start", &reception_talk_write, TX_WRITE, talk_begin_post },
    { "GET", "/personer/:id/notat/ny/:kind", &reception_talk_write, TX_READ, note_new_get },
    { "POST", "/personer/:id/notat/ny/:kind", &reception_talk_write, TX_WRITE, note_new_post },
    { "GET", "/personer/:id/notat/:no", &reception_note_read, TX_READ, note_get },
    { "POST", "/personer/:id/notat/:no/lesere", &reception_note_read, TX_WRITE, note_reader_post },
    { "POST", "/personer/:id/notat/:no/trekk", &reception_note_read, TX_WRITE, note_withdraw_post },
    { "POST", "/personer/:id/veiledning", &reception_talk_write, TX_WRITE, guidance_request_post },
    { "GET", "/personer/:id/veiledning/:event", &reception_talk, TX_READ, guidance_get },
    { "POST", "/personer/:id/veiledning/:event", &reception_talk, TX_WRITE, guidance_post },
    { "GET", "/kartlegging", &PUBLIC, TX_READ, code_get, .participants = true },
    { "POST", "/kartlegging", &PUBLIC, TX_WRITE, code_post, .participants = true },
    { "GET", "/min-kartlegging", &reception_map_own, TX_READ, own_get, .participants = true },
    { "POST", "/min-kartlegging/send", &reception_map_own, TX_WRITE, own_send_post, .participants = true },
    { "GET", "/min-kartlegging/:del", &reception_map_own, TX_READ, own_section_get, .participants = true },
    { "POST", "/min-kartlegging/:del", &reception_map_own, TX_WRITE, own_section_post, .participants = true },
    { 0 },
};
// clang-format on

static const struct right *const rights[] = { &reception_house, &reception_centres,
                                              &reception_centre_make, &reception_read,
                                              &reception_write,       &reception_map_own,
                                              &reception_map_read,    &reception_map_write,
                                              &reception_talk,        &reception_talk_write,
                                              &reception_note_read,   &reception_programme, &reception_voluntary,
                                              &reception_voluntary_own, NULL };

static const struct record *const records[] = { &centre_rec, &capacity_rec, &stay_rec, &flow_rec,
                                                &asylum_case_rec, &minor_rec, &elsewhere_rec,
                                                &mapping_rec, &map_language_rec, &map_education_rec,
                                                &map_work_rec, &map_version_rec, &code_row_rec,
                                                &talk_rec, &note_mark_rec, &sealed_note_rec, &exclusion_rec,
                                                &guidance_rec, &programme_place_rec, &individual_plan_rec,
                                                &plan_step_rec, &activity_rec, &attendance_rec,
                                                &training_rec, &follow_rec, &reception_joined_rec,
                                                &vol_agreement_rec, &vol_event_rec, &joiner_rec, NULL };

static const struct states *const states[] = { &case_states, &amot_states, &private_states,
                                               &mapping_states_, &guidance_states, &place_states, NULL };

static const struct hears hears[] = { { "person.permit", duties_heard_permit }, { "person.died", stay_heard_death }, { 0 } };

static const struct menu_item menu[] = {
    { "reception.menu.house", "/beboere", &reception_house, 10, MENU_STAFF },
    { "reception.menu.mapping", "/beboere/kartlegging", &reception_house, 12, MENU_STAFF },
    { "reception.menu.programme", "/beboere/program", &reception_programme, 14, MENU_STAFF },
    { "reception.menu.training", "/beboere/opplaring", &reception_programme, 16, MENU_STAFF },
    { "reception.menu.voluntary", "/frivillig", &reception_voluntary_own, 10, MENU_STAFF },
    { "reception.menu.voluntary", "/beboere/frivillig", &reception_voluntary, 18, MENU_STAFF },
    { "reception.menu.centres", "/mottakene", &reception_centre_make, 40, MENU_STAFF },
    { 0 },
};

extern const struct room reception_room;
const struct room reception_room = {
    .name = "reception",
    .routes = routes,
    .rights = rights,
    .records = records,
    .states = states,
    .hears = hears,
    .menu = menu,
    .check = reception_check,
    .demo = reception_demo,
};
