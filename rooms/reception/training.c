// SPDX-License-Identifier: Apache-2.0
// What the law asks of a resident who waits for an answer, and how much of it is done.
#include "rooms/reception/training.h"

#include "rooms/duty/duty.h"

// Who has a permit is no asylum seeker; where it is not known, the rule itself says what it takes.
err training_facts(struct db *db, const struct person *p, day on, struct law_facts *f)
{
    struct asylum_case c;
    struct stay s;
    struct centre house;
    int64_t sums[TRAIN_SUBJECTS];
    law_facts_clear(f);
    f->birth = p->born;
    f->arrived = p->arrived;
    err e = case_of(db, p->id, &c);
    if (e && e != E_NOTFOUND)
        return e;
    if (e == OK) {
        f->status = c.outcome == OUTCOME_GRANTED ? STATUS_OTHER : ASYLUM_SEEKER;
        f->registered = c.registered_on;
        f->udi_rejected = c.outcome == OUTCOME_REJECTED ? YES : NO;
        f->merits_refused = c.outcome == OUTCOME_DISMISSED ? YES : NO;
        f->collective_protection_target = c.collective ? YES : NO;
    }
    e = stay_of(db, p->id, on, &s);
    if (e && e != E_NOTFOUND)
        return e;
    f->residence = OUTSIDE_CENTRE;
    if (e == OK) {
        PASS(centre_by_id(db, s.centre, &house));
        f->residence = house.kind == CENTRE_ARRIVAL                                        ? ARRIVAL_CENTRE
                       : house.kind <= CENTRE_TRANSIT_EM && house.kind > CENTRE_ARRIVAL ? TRANSIT_CENTRE
                                                                                        : RECEPTION;
    }
    PASS(training_sum(db, p->id, sums));
    f->social_hours_done_in_reception = sums[TRAIN_CULTURE];
    return OK;
}

err training_due(struct db *db, const struct person *p, day on, struct law_facts *f,
                 struct training_due due[static TRAIN_SUBJECTS])
{
    static const enum law_question asks[] = { Q_reception_norwegian_hours, Q_reception_social_hours };
    int64_t sums[TRAIN_SUBJECTS];
    PASS(training_facts(db, p, on, f));
    PASS(training_sum(db, p->id, sums));
    for (int i = 0; i < TRAIN_SUBJECTS; i++) {
        due[i] = (struct training_due){ .taken = sums[i] };
        law_answer(duty_law(), asks[i], f, on, &due[i].answer);
        due[i].by_law = due[i].answer.kind == LAW_NUMBER ? due[i].answer.hundredths : 0;
        due[i].left = due[i].by_law > sums[i] ? due[i].by_law - sums[i] : 0;
    }
    return OK;
}
