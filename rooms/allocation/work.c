// SPDX-License-Identifier: Apache-2.0
// What happens without anybody asking: a permit opens a case, mapping makes it ready, a level of
// protection takes it out of lists, and each night the balance follows the year and time limits end.
#include "rooms/allocation/work.h"

#include "rooms/place/place.h"
#include "rooms/reception/reception.h"
#include "text_keys.h"

SQL(behind_the_year, "select * from allocation_case where year <> 0 and year < $1 and state in "
                     "('asked', 'accepted', 'allocated', 'dated', 'found', 'place_ok', 'approved', "
                     "'signed') order by id");
SQL(too_late, "select * from allocation_case where state = 'apply' and apply_by < $1 order by id");

SQL(org_of_event, "select o.code from allocation_log l join allocation_case c on c.id = l.case_id join who_org o "
                  "on o.id = l.org where l.person = $1 and l.event = $2 and c.shield <> 'strict' "
                  "order by l.id desc limit 1");

// What ends a case without anybody's deed: death, or a permit that is held no more (settlement.md 6).
static err end_of(struct db *db, int64_t person, enum alloc_closed why)
{
    struct alloc_case c;
    text_key stands;
    err e = alloc_case_of(db, person, &c);
    if (e || !alloc_open_state((enum alloc_state)c.state))
        return e == E_NOTFOUND ? OK : e;
    return alloc_end(db, person, EV_CLOSE, &(struct alloc_act){ .on = db->deed.today, .closed = why, .reason = WHY_OTHER, .note = STR("") },
                     &stands);
}

static err died_heard(struct db *db, int64_t person, str payload)
{
    (void)payload;
    return end_of(db, person, CLOSED_DIED);
}

static err permit_heard(struct db *db, int64_t person, str payload)
{
    struct alloc_case c;
    struct alloc_facts f;
    (void)payload;
    err e = alloc_case_of(db, person, &c);
    if (e == OK && alloc_open_state((enum alloc_state)c.state)) {
        PASS(alloc_facts_of(db, &c, &(struct alloc_act){ .on = DAY_NONE }, &f));
        if (!f.permit)
            return end_of(db, person, CLOSED_PERMIT_LOST);
    } else if (e != OK && e != E_NOTFOUND) {
        return e;
    }
    e = alloc_open(db, person, &c);
    return e == E_NOTFOUND ? OK : e != OK ? e : alloc_lodge(db, person); // told of later: another last day
}

static err lodging_heard(struct db *db, int64_t person, str payload)
{
    (void)payload;
    return alloc_lodge(db, person);
}

// payload: {"on":"2023-08-01"} or nothing, which is today.
static err mapped_heard(struct db *db, int64_t person, str payload)
{
    (void)payload;
    err e = alloc_mapped(db, person, db->deed.today);
    return e == E_NOTFOUND ? OK : e;
}

// payload: {"reason":"settled"}. A resident who moves out to settle is settled on the day of moving
// out (settlement.md 6). Without a decision, or when the municipality told so first, the case stays.
static err moved_out_heard(struct db *db, int64_t person, str payload)
{
    struct alloc_case c;
    stays all = { 0 };
    text_key why;
    if (!str_is(payload, "{\"reason\":\"settled\"}"))
        return OK;
    PASS(stays_of(db, person, &all));
    err e = alloc_case_of(db, person, &c);
    if (e != OK || !all.n || !day_known(all.p[0].to_day))
        return e == E_NOTFOUND ? OK : e;
    e = alloc_move(db, &c, EV_SETTLE, &(struct alloc_act){ .on = all.p[0].to_day, .centre = true }, &why);
    return e == E_CONFLICT ? OK : e; // an obstacle stands: nothing was written
}

static err protection_heard(struct db *db, int64_t person, str payload)
{
    (void)payload;
    struct household h;
    members all = { 0 };
    PASS(alloc_refresh(db, person));
    err e = household_of(db, person, db->deed.today, &h);
    if (e != OK)
        return e == E_NOTFOUND ? OK : e;
    PASS(household_members(db, h.id, db->deed.today, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(alloc_refresh(db, all.p[i].person));
    return OK;
}

// Which municipality the log says it was; of somebody strictly protected by now, none.
static err place_of(struct db *db, int64_t person, str event, str *detail)
{
    str code;
    *detail = STR("{\"place_key\":\"allocation.somewhere\"}");
    err e = db_str(db, &org_of_event, ARGS(AI(person), AT(event)), &code);
    const struct place *p = e == OK ? place_by_slug(code, db->deed.today) : NULL;
    if (p) {
        struct out o = { 0 };
        OUT(&o, "{\"place\":");
        out_json(&o, p->name);
        OUT(&o, "}");
        *detail = str_dup(db->mem, out_str(&o));
        out_drop(&o);
    }
    return e == E_NOTFOUND ? OK : e;
}

// What a municipality did before it may know who it is about: "accept 2023-09-01".
static err moved_heard(struct db *db, int64_t person, str payload)
{
    str rest = payload, event, iso, detail;
    day on;
    if (!str_cut(&rest, ' ', &event) || !str_cut(&rest, ' ', &iso) || !day_parse(iso, &on))
        return E_INPUT;
    PASS(place_of(db, person, event, &detail));
    return person_tell(db, person, on, PHASE_SETTLEMENT,
                       strf(db->mem, "person.event.allocation_%.*s", S(event)).p, detail,
                       strf(db->mem, "/personer/%lld/bosetting", (long long)person));
}

const struct hears alloc_hears[] = {
    { "person.permit", permit_heard },
    { "person.died", died_heard },
    { "reception.mapped", mapped_heard },
    { "reception.moved_out", moved_out_heard },
    { "reception.elsewhere", lodging_heard },
    { "person.protection", protection_heard },
    { "person.household", protection_heard },
    { "allocation.moved", moved_heard },
    { 0 },
};

static err nightly(struct db *db, str payload)
{
    alloc_cases behind = { 0 }, late = { 0 };
    text_key why;
    (void)payload;
    PASS(db_all(db, &behind_the_year, ARGS(AI(day_ymd(db->deed.today).year)), &alloc_case_rec,
                &behind));
    for (size_t i = 0; i < behind.n; i++)
        PASS(alloc_recount(db, &behind.p[i]));
    PASS(db_all(db, &too_late, ARGS(AD(db->deed.today)), &alloc_case_rec, &late));
    for (size_t i = 0; i < late.n; i++)
        PASS(alloc_move(db, &late.p[i], EV_CLOSE,
                        &(struct alloc_act){ .on = db->deed.today, .closed = CLOSED_TOO_LATE,
                                             .reason = WHY_OTHER },
                        &why));
    return OK;
}

const struct job_kind alloc_nightly = { "allocation.nightly", nightly, 24 * 60 };
