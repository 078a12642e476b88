// SPDX-License-Identifier: Apache-2.0
// The room's tables, field by field.
#include "rooms/duty/duty_db.h"

enum { REASON_MAX = 300 };

static const struct choices ends = CHOICES({ "open", "duty.end.open" }, { "done", "duty.end.done" },
                                           { "dropped", "duty.end.dropped" });
static const struct choices notice_kinds =
    CHOICES({ "deadline", "duty.notice.deadline" }, { "waiting", "duty.notice.waiting" },
            { "answered", "duty.notice.answered" }, { "returned", "duty.notice.returned" },
            { "comment", "duty.notice.comment" }, { "ready", "duty.notice.ready" },
            { "system", "duty.notice.system" });

static const struct field duty_fields[] = {
    F(duty, id, INT, .flags = KEY | RANDOM),
    F(duty, kind, TEXT, .flags = READONLY),
    F(duty, person, INT, .flags = READONLY),
    F(duty, org, INT, .flags = READONLY),
    F(duty, user_id, INT, .flags = READONLY),
    F(duty, subject, INT, .flags = READONLY),
    F(duty, start, DAY, .flags = READONLY),
    F(duty, first, DAY, .flags = READONLY),
    F(duty, due, DAY, .flags = READONLY),
    F(duty, stopped, DAY, .flags = READONLY),
    F(duty, stop_reason, TEXT, .flags = READONLY),
    F(duty, stopped_days, INT, .flags = READONLY),
    F(duty, plan_day, DAY, .flags = REQUIRED, .label = "duty.plan_day"),
    F(duty, plan_reason, TEXT, .flags = REQUIRED | PERSONAL | MULTILINE, .max = REASON_MAX,
      .label = "duty.plan_reason"),
    F(duty, ended, ENUM, .flags = READONLY, .choices = &ends),
    F(duty, ended_on, DAY, .flags = READONLY),
    F(duty, link, TEXT, .flags = READONLY),
    F(duty, why, TEXT, .flags = READONLY | PERSONAL),
    F(duty, version, INT, .flags = VERSION),
};
static const struct field case_fields[] = {
    F(case_row, id, INT, .flags = KEY),   F(case_row, person, INT),
    F(case_row, org, INT),                F(case_row, user_id, INT),
    F(case_row, from_day, DAY),           F(case_row, to_day, DAY),
    F(case_row, given_by, INT),           F(case_row, handover, INT),
    F(case_row, version, INT, .flags = VERSION),
};
static const struct field handover_fields[] = {
    F(handover, id, INT, .flags = KEY | RANDOM), F(handover, org, INT),
    F(handover, from_user, INT),                 F(handover, to_user, INT),
    F(handover, cases, INT),                     F(handover, duties, INT),
    F(handover, by_user, INT),                   F(handover, at, MOMENT),
};
static const struct field absence_fields[] = {
    F(absence, id, INT, .flags = KEY),
    F(absence, org, INT, .flags = READONLY),
    F(absence, user_id, INT, .flags = READONLY),
    F(absence, from_day, DAY, .flags = REQUIRED),
    F(absence, to_day, DAY, .flags = REQUIRED),
    F(absence, cover, INT, .flags = READONLY),
    F(absence, version, INT, .flags = VERSION),
};
static const struct field notice_fields[] = {
    F(notice_row, id, INT, .flags = KEY), F(notice_row, org, INT),
    F(notice_row, roles, INT),            F(notice_row, user_id, INT),
    F(notice_row, kind, ENUM, .choices = &notice_kinds),
    F(notice_row, words, TEXT),           F(notice_row, link, TEXT),
    F(notice_row, at, MOMENT),
};
static const struct field read_fields[] = {
    F(read_row, id, INT, .flags = KEY), F(read_row, notice, INT), F(read_row, user_id, INT),
    F(read_row, read_at, MOMENT),       F(read_row, done_at, MOMENT),
};

const struct record duty_of_person_rec = RECORD("duty_of_person", duty, duty_fields);
const struct record duty_of_org_rec = RECORD("duty_of_org", duty, duty_fields);
const struct record duty_case_rec = RECORD("duty_case", case_row, case_fields);
const struct record handover_rec = RECORD("duty_handover", handover, handover_fields);
const struct record duty_absence_rec = RECORD("duty_absence", absence, absence_fields);
const struct record duty_notice_rec = RECORD("duty_notice", notice_row, notice_fields);
const struct record duty_read_rec = RECORD("duty_read", read_row, read_fields);
