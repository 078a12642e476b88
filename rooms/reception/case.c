// SPDX-License-Identifier: Apache-2.0
// The application for protection: its phases (reception.md 2.1). A grant that gives a basis for
// settlement is a permit, and stands in the person room; this tells how far the case has come.
#include "rooms/reception/reception_db.h"

SQL(case_by_person, "select * from reception_case where person = $1");

err case_of(struct db *db, int64_t person, struct asylum_case *c)
{
    return db_one(db, &case_by_person, ARGS(AI(person)), &asylum_case_rec, c);
}

err case_make(struct db *db, int64_t person, day registered)
{
    struct asylum_case c = { .person = person, .registered_on = registered, .allocated_on = DAY_NONE,
                             .interviewed_on = DAY_NONE, .decided_on = DAY_NONE,
                             .notified_on = DAY_NONE, .appealed_on = DAY_NONE, .final_on = DAY_NONE };
    return db_add(db, &asylum_case_rec, &c);
}

static day latest(const struct asylum_case *c)
{
    const day all[] = { c->registered_on, c->allocated_on, c->interviewed_on, c->decided_on,
                        c->appealed_on,   c->final_on };
    day last = DAY_NONE;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        last = day_cmp(all[i], last) > 0 ? all[i] : last;
    return last;
}

// What the event writes besides the phase.
static void fill_in(struct asylum_case *c, enum case_event event, enum case_outcome outcome, day on)
{
    switch (event) {
    case EV_ALLOCATE: c->allocated_on = on; break;
    case EV_INTERVIEW: c->interviewed_on = on; break;
    case EV_GROUP:
        c->collective = true;
        c->decided_on = on;
        c->outcome = (int)outcome;
        break;
    case EV_DECIDE:
        c->decided_on = on;
        c->outcome = (int)outcome;
        break;
    case EV_APPEAL: c->appealed_on = on; break;
    case EV_TO_UNE: break;
    case EV_FINAL:
        c->final_on = on;
        if (outcome != OUTCOME_NONE)
            c->outcome = (int)outcome;
        break;
    case EV_WITHDRAW:
        c->final_on = on;
        c->outcome = OUTCOME_WITHDRAWN;
        break;
    }
}

err case_step(struct db *db, int64_t person, enum case_event event, enum case_outcome outcome, day on)
{
    struct asylum_case was, now;
    PASS(case_of(db, person, &was));
    now = was;
    if (event == EV_APPEAL && was.outcome != OUTCOME_REJECTED && was.outcome != OUTCOME_DISMISSED)
        return E_CONFLICT; // a grant is not appealed here
    PASS(state_move(&case_states, &now.phase, (int)event));
    if (day_cmp(on, latest(&was)) < 0)
        return E_INPUT;
    if ((event == EV_DECIDE || event == EV_GROUP) && outcome == OUTCOME_NONE)
        return E_INPUT;
    fill_in(&now, event, outcome, on);
    PASS(db_save(db, &asylum_case_rec, &was, &now));
    return person_tell(db, person, on, PHASE_RECEPTION, "person.event.reception_phase",
                       strf(db->mem, "{\"phase_key\":\"%s\"}", case_phases.at[now.phase].label),
                       strf(db->mem, "/personer/%lld/mottak", (long long)person));
}

err cases_add_many(struct db *db, const struct asylum_case *at, size_t n)
{
    return db_add_many(db, &asylum_case_rec, at, n);
}
