// SPDX-License-Identifier: Apache-2.0
// Emergency access (security.md SEC-40): sixty minutes of sight for a stated reason, told at once to
// those who answer for it, reviewed within three working days or no longer to be had in that
// organisation. Never for a strictly protected person, and the answer does not tell why not.
#include "base/utf8.h"
#include "law/law.h"
#include "platform/trace/trace.h"
#include "rooms/person/person_db.h"
#include "text_keys.h"

enum { LOAN_MINUTES = 60, NOTE_LEAST = 20, REVIEW_DAYS = 3, NOTE_MOST = 500 };

SQL(person_of_number, "select person from person_number where digest = $1");
SQL(overdue_reviews, "select count(*) from person_emergency where org = $1 and outcome = 'open' and review_by < $2");
SQL(emergencies_in, "select * from person_emergency where org = $1 order by id desc limit 200");

err person_emergency_off(struct db *db, int64_t org, bool *off)
{
    int64_t n;
    PASS(db_int(db, &overdue_reviews, ARGS(AI(org), AD(db->deed.today)), &n));
    *off = n > 0;
    return OK;
}

static day working_days_after(day from, int n)
{
    while (n > 0) {
        from = day_add(from, 1);
        n -= law_working_day(from);
    }
    return from;
}

static text_key fault_of(const struct emergency *e, bool off)
{
    if (off)
        return T_person_emergency_off;
    if ((int)utf8_count(str_trim(e->note)) < NOTE_LEAST)
        return T_person_emergency_short;
    return e->note.n > NOTE_MOST ? T_person_emergency_long : T_NONE;
}

// An unknown number and a strictly protected person take the same way to the same answer.
err person_emergency_open(struct db *db, str number, struct emergency *e, text_key *problem)
{
    bool off, sealed = true;
    int64_t person = 0;
    PASS(person_emergency_off(db, db->deed.org, &off));
    *problem = fault_of(e, off);
    if (*problem != T_NONE)
        return off ? E_DENIED : E_INPUT;
    str digits = identifier_digits(db->mem, number);
    err found = db_int(db, &person_of_number, ARGS(AT(person_number_digest(db->mem, digits))), &person);
    if (found != OK && found != E_NOTFOUND)
        return found;
    PASS(scope_sealed(db, person, &sealed));
    if (found == E_NOTFOUND || sealed) {
        *problem = T_person_emergency_nobody;
        return E_NOTFOUND;
    }
    e->person = person;
    e->by_user = db->deed.user;
    e->org = db->deed.org;
    e->at = (moment){ db->deed.now };
    e->until = (moment){ db->deed.now + LOAN_MINUTES * 60 * 1000 };
    e->review_by = working_days_after(db->deed.today, REVIEW_DAYS);
    e->reviewed_by = 0;
    e->outcome = EMERGENCY_OPEN;
    e->remark = STR("");
    PASS(scope_lend(db, person, db->deed.user, "emergency", e->until.ms, e->reason != EMERGENCY_LIFE));
    PASS(db_add(db, &emergency_rec, e));
    PASS(trace_note(db, "emergency", "person_person", person, STR("")));
    EACH_HOOK(person_alarm, person_alarms, h)
    {
        PASS((*h)->tell(db, e->id));
    }
    return OK;
}

err person_emergencies(struct db *db, int64_t org, emergencies *out)
{
    return db_all(db, &emergencies_in, ARGS(AI(org)), &emergency_rec, out);
}

err person_emergency_review(struct db *db, int64_t id, int64_t version, enum emergency_outcome outcome,
                            str remark, text_key *problem)
{
    struct emergency was, now;
    *problem = T_NONE;
    PASS(db_by_id(db, &emergency_rec, id, &was));
    if (was.org != db->deed.org)
        return E_NOTFOUND;
    if (was.by_user == db->deed.user) { // SEC-31
        *problem = T_person_emergency_own;
        return E_DENIED;
    }
    now = was;
    now.version = version;
    now.outcome = (int)outcome;
    now.remark = remark;
    now.reviewed_by = db->deed.user;
    now.reviewed = (moment){ db->deed.now };
    return db_save(db, &emergency_rec, &was, &now);
}
