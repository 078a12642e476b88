// SPDX-License-Identifier: Apache-2.0
// A working week for the invented people of the demo: the law's deadlines from invented facts, two
// colleagues who share the cases, one of them soon on leave, and some notices.
#include "rooms/duty/demo.h"

#include "platform/who/user.h"
#include "rooms/duty/duty_db.h"
#include "rooms/person/person.h"

#define STAFF (R(MP) | R(MC) | R(MH))

DUTY_KIND(demo_meeting, .name = "duty.meeting", .roles = STAFF);
DUTY_KIND(demo_renewal, .name = "duty.renewal", .roles = STAFF);

SQL(demo_people, "select p.* from person_person p where p.synthetic = 1 and p.protection = 'none' "
                 "and exists (select 1 from who_scope s where s.subject = p.id and s.reader = $1) "
                 "order by p.family, p.born, p.id limit 40");

static err adult(struct db *db, const struct person *p, int64_t org, int i, day today)
{
    // Settled so many days ago: some deadlines have passed, some come this week, some later.
    static const int settled_days[] = { 92, 88, 61, 30 };
    int ago = settled_days[i % 4];
    struct law_facts f;
    struct law_fault fault;
    str text = strf(db->mem,
                    "permit=utl28; permit_granted=%.*s; birth=%.*s; settled=%.*s; by_agreement=yes; "
                    "registered=%.*s; available=%.*s",
                    S(day_iso(db->mem, day_add(today, -ago - 60))), S(day_iso(db->mem, p->born)),
                    S(day_iso(db->mem, day_add(today, -ago))),
                    S(day_iso(db->mem, day_add(today, -ago + 4))),
                    S(day_iso(db->mem, day_add(today, -ago))));
    PASS(law_facts_read(text, &f, &fault));
    PASS(duty_open_for_facts(db, p->id, org, &f));
    if (i % 4 != 0)
        PASS(duty_law_done(db, "duty.registration", p->id, org, day_add(today, -20)));
    return OK;
}

static err meeting(struct db *db, const struct person *p, int64_t org, day today)
{
    struct duty_input why[] = { { "duty.why.agreed", day_iso(db->mem, day_add(today, -6)) } };
    struct duty d = { .person = p->id, .org = org, .subject = p->id, .start = day_add(today, -6),
                      .due = today, .link = strf(db->mem, "/personer/%lld", (long long)p->id),
                      .why = duty_why(db->mem, why, 1) };
    return duty_open(db, &demo_meeting, &d);
}

static err renewal(struct db *db, const struct person *p, int64_t org, day today)
{
    struct duty d = { .person = p->id, .org = org, .subject = p->id, .start = day_add(today, -40),
                      .due = day_add(today, 20),
                      .link = strf(db->mem, "/personer/%lld", (long long)p->id) };
    PASS(duty_open(db, &demo_renewal, &d));
    return duty_stop(db, &demo_renewal, org, p->id, day_add(today, -9), "duty.stop.udi");
}

static err fill(struct db *db, const struct who_org *org, const int64_t *users, size_t n_users, day today)
{
    persons all = { 0 };
    int adults = 0;
    PASS(db_all(db, &demo_people, ARGS(AI(org->id)), &person_rec, &all));
    for (size_t i = 0; i < all.n && adults < 12; i++) {
        struct person *p = &all.p[i];
        if (!day_known(p->born) || day_age(p->born, today) < 18)
            continue;
        if (n_users && adults % 3 != 2)
            PASS(case_give(db, p->id, org->id, users[(size_t)adults % n_users]));
        PASS(adult(db, p, org->id, adults, today));
        if (adults == 1)
            PASS(meeting(db, p, org->id, today));
        if (adults == 2)
            PASS(renewal(db, p, org->id, today));
        adults++;
    }
    return OK;
}

static err user_id_of(struct db *db, const char *login, int64_t *ids, size_t *n)
{
    struct who_user u;
    err e = user_by_login(db, str_z(login), &u);
    if (e == OK)
        ids[(*n)++] = u.id;
    return e == E_NOTFOUND ? OK : e;
}

err duty_demo(struct db *db, day today)
{
    struct who_org molde;
    int64_t ids[4];
    size_t n = 0;
    err e = org_by_code(db, STR("K1506"), &molde);
    if (e != OK)
        return e == E_NOTFOUND ? OK : e;
    PASS(user_id_of(db, "molde", ids, &n));
    PASS(user_id_of(db, "molde-radgiver", ids, &n));
    PASS(fill(db, &molde, ids, n, today));
    if (n == 2) {
        struct absence away = { .org = molde.id, .user_id = ids[1], .from_day = day_add(today, 3),
                                .to_day = day_add(today, 17), .cover = ids[0] };
        PASS(db_add(db, &duty_absence_rec, &away));
    }
    PASS(notice_tell(db, molde.id, STAFF, NOTICE_DEADLINE, "duty.notice.due_today", STR("/min-dag")));
    return notice_tell(db, molde.id, R(MH), NOTICE_DEADLINE, "duty.notice.over", STR("/min-dag?hvem=enhet"));
}
