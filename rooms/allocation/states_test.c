// SPDX-License-Identifier: Apache-2.0
// The table of moves, without a database.
#include "rooms/allocation/states.h"
#include "test/test.h"
#include "text_keys.h"

static struct alloc_facts fine(int state)
{
    return (struct alloc_facts){ .track = TRACK_RECEPTION, .state = state,
                                 .today = day_of(2023, 9, 1), .on = day_of(2023, 9, 1),
                                 .ready_on = day_of(2023, 7, 1), .apply_by = DAY_NONE,
                                 .enter_by = DAY_NONE, .allocated_on = day_of(2023, 8, 1),
                                 .permit_to = DAY_NONE, .permit = true, .mapped = true,
                                 .place_answered = true, .free = KNOWN(5), .places = 5,
                                 .reason = true, .told = true };
}

TEST(every_state_is_reached_and_every_event_is_somebodys)
{
    unsigned reached = 1u << ALLOC_MAPPING | 1u << ALLOC_APPLY;
    unsigned events = 0;
    for (size_t i = 0; i < alloc_states.n; i++) {
        reached |= 1u << alloc_states.at[i].to;
        events |= 1u << alloc_states.at[i].event;
    }
    CHECK_INT(reached, (1u << ALLOC_STATES) - 1);
    CHECK_INT(events, (1u << ALLOC_EVENTS) - 1);
    for (int e = 0; e < ALLOC_EVENTS; e++) {
        CHECK_AT(alloc_rules[e].who && alloc_rules[e].tracks, "event %d", e);
        if (*alloc_rules[e].notice)
            CHECK_AT(text_find(alloc_rules[e].notice) != T_NONE, "notice of event %d", e);
        if (*alloc_rules[e].deadline)
            CHECK_AT(text_find(alloc_rules[e].deadline) != T_NONE, "deadline of event %d", e);
    }
    CHECK_INT(alloc_state_choices.n, ALLOC_STATES);
    CHECK_INT(alloc_event_choices.n, ALLOC_EVENTS);
    CHECK_INT(alloc_reason_choices.n, WHY_OTHER + 1);
}

TEST(a_move_that_is_not_in_the_table_is_refused)
{
    int to;
    for (int s = 0; s < ALLOC_STATES; s++)
        for (int e = 0; e < ALLOC_EVENTS; e++) {
            struct alloc_facts f = fine(s);
            int state = s;
            bool possible = state_move(&alloc_states, &state, e) == OK;
            text_key why = alloc_may(&f, (enum alloc_event)e, &to);
            if (!possible)
                CHECK_AT(why == T_allocation_why_not_now, "state %d event %d", s, e);
            else if (why == T_NONE)
                CHECK_INT(to, state);
        }
}

TEST(each_guard_says_why)
{
    int to;
    struct alloc_facts f = fine(ALLOC_READY);
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_NONE);
    CHECK_INT(to, ALLOC_ASKED);
    f.free = KNOWN(4);
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_allocation_why_full);
    f.free = UNKNOWN; // withheld is not none
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_NONE);
    f.place_answered = false;
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_allocation_why_no_decision);
    f.excluded = true;
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_allocation_why_excluded);
    f = fine(ALLOC_READY);
    f.authority = BY_CHILD_WELFARE;
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_allocation_why_other_authority);
    f.child_welfare = true;
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_NONE);
    f.permit_to = day_of(2023, 8, 31);
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_allocation_why_no_permit);
    f.shield = PROTECT_CONFIDENTIAL;
    CHECK_INT(alloc_may(&f, EV_ASK, &to), T_allocation_why_shielded);
    f = fine(ALLOC_APPLY);
    CHECK_INT(alloc_may(&f, EV_APPLIED, &to), T_allocation_why_not_now); // of another track
    f.track = TRACK_PRIVATE;
    f.apply_by = day_of(2023, 9, 1);
    CHECK_INT(alloc_may(&f, EV_APPLIED, &to), T_NONE); // the last day counts
    f.apply_by = day_of(2023, 8, 31);
    CHECK_INT(alloc_may(&f, EV_APPLIED, &to), T_allocation_why_too_late);
}

TEST(the_date_is_after_the_decision_and_inside_the_permits)
{
    int to;
    struct alloc_facts f = fine(ALLOC_ALLOCATED);
    f.on = f.allocated_on;
    CHECK_INT(alloc_may(&f, EV_DATE, &to), T_NONE);
    f.on = day_add(f.allocated_on, -1);
    CHECK_INT(alloc_may(&f, EV_DATE, &to), T_allocation_why_before_decision);
    f.on = DAY_NONE;
    CHECK_INT(alloc_may(&f, EV_DATE, &to), T_allocation_why_no_day);
    f = fine(ALLOC_ALLOCATED);
    f.permit_to = day_of(2023, 9, 30);
    f.on = day_of(2023, 10, 1);
    CHECK_INT(alloc_may(&f, EV_DATE, &to), T_allocation_why_after_permit);
    f = fine(ALLOC_ALLOCATED);
    f.track = TRACK_RESETTLEMENT;
    f.enter_by = day_of(2023, 9, 15);
    f.on = day_of(2023, 9, 16);
    CHECK_INT(alloc_may(&f, EV_DATE, &to), T_allocation_why_after_entry);
    f = fine(ALLOC_ALLOCATED);
    CHECK_INT(alloc_may(&f, EV_SETTLE, &to), T_allocation_why_date_first);
    f.track = TRACK_AMOT;
    CHECK_INT(alloc_may(&f, EV_SETTLE, &to), T_NONE); // the municipality registers what was
    f.on = day_of(2023, 9, 2);
    CHECK_INT(alloc_may(&f, EV_SETTLE, &to), T_allocation_why_in_future);
    f = fine(ALLOC_DATED);
    f.told = false;
    CHECK_INT(alloc_may(&f, EV_REFUSE, &to), T_allocation_why_not_told);
    f.reason = false;
    CHECK_INT(alloc_may(&f, EV_CANCEL, &to), T_allocation_why_no_reason);
}
