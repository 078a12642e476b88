// SPDX-License-Identifier: Apache-2.0
// Inside the room: rows and rules that the pages share.
#ifndef ROOMS_DUTY_DUTY_DB_H
#define ROOMS_DUTY_DUTY_DB_H

#include "law/law.h"
#include "rooms/duty/duty.h"

struct case_row {
    int64_t id, person, org, user_id;
    day from_day, to_day;
    int64_t given_by, handover, version;
};
struct handover {
    int64_t id, org, from_user, to_user, cases, duties, by_user;
    moment at;
};
struct absence {
    int64_t id, org, user_id;
    day from_day, to_day;
    int64_t cover, version;
};
struct notice_row {
    int64_t id, org, roles, user_id;
    int kind;
    str words, link;
    moment at;
};
struct read_row {
    int64_t id, notice, user_id;
    moment read_at, done_at;
};
extern const struct record duty_case_rec, handover_rec, duty_absence_rec, duty_notice_rec, duty_read_rec;

// Made by the linker; weak, since no room need declare one.
extern const struct duty_kind *const __start_duty_kinds[] __attribute__((weak)),
    *const __stop_duty_kinds[] __attribute__((weak));
extern const struct missing_kind *const __start_missing_kinds[] __attribute__((weak)),
    *const __stop_missing_kinds[] __attribute__((weak));
extern const struct day_queue *const __start_day_queues[] __attribute__((weak)),
    *const __stop_day_queues[] __attribute__((weak));

// ---- the clock, pure ----------------------------------------------------------------------------
day duty_length(const struct duty_kind *, day start);        // start and the kind's own length
day duty_off_work(const struct duty_kind *, day due);        // moved to a working day when it must
// The legal day as it stands today: a stopped clock has moved it by the days it stood.
day duty_due_on(const struct duty_kind *, const struct duty *, day today);
err duty_stop_at(struct duty *, day on, const char *reason); // E_INPUT before the start
err duty_go_at(const struct duty_kind *, struct duty *, day on);

// case_give as part of a hand-over (0: of none); *moved grows by the duties that followed.
MUST err case_move(struct db *, int64_t person, int64_t org, int64_t user, int64_t handover,
                   int64_t *moved);
MUST err duty_handover_counts(struct db *, const struct handover *); // once they are known


err duty_heard_death(struct db *, int64_t person, str payload); // "person.died"

#endif
