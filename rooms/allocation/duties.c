// SPDX-License-Identifier: Apache-2.0
// The clocks of a settlement case as duties, and who is told. Before the decision a duty names no
// person: the municipality does not know who it is.
#include "rooms/allocation/duties.h"

#include "rooms/allocation/allocation_web.h"
#include "rooms/duty/duty.h"

// The household's code, and for the directorate which municipality; names stay out of it.
static str about_list(struct rq *q, int64_t offer)
{
    struct offer o;
    if (db_by_id(q->db, &offer_rec, offer, &o) != OK)
        return STR("");
    str code = household_code(q->mem, o.household, o.head);
    return q->who->org_kind == ORG_MUNICIPALITY ? code
                                                : strf(q->mem, "%.*s, %.*s", S(place_says(q, o.number)), S(code));
}

DUTY_KIND(answer_list, .name = "allocation.answer", .roles = R(MC) | R(MH), .days = 7, .about = about_list);
DUTY_KIND(set_date, .name = "allocation.date", .roles = R(MC), .days = 14, .about = about_list);
DUTY_KIND(await_answer, .name = "allocation.await", .roles = R(DS) | R(BU), .days = 7, .waits = true, .about = about_list);
DUTY_KIND(enter_in_time, .name = "allocation.enter", .roles = R(DS), .months = 6);

DUTY_KIND(apply_in_time, .name = "allocation.apply", .roles = R(DS), .months = 6, .waits = true);
DUTY_KIND(tell_travel, .name = "allocation.travel", .roles = R(DS), .about = about_list);
DUTY_KIND(to_police, .name = "allocation.police", .roles = R(MC), .days = 7);
enum { TRAVEL_DAYS = 14 };

// Of the organisation's own authority: the directorate's, or the child welfare's.
#define OWN_AUTHORITY "(select case w.kind when 'directorate' then 'directorate' else 'child_welfare' end from who_org w where w.id = $1)"
SQL(to_decide_n, "select count(*) from allocation_offer o where o.state = 'accepted' and "
                 OFFER_LISTED("o") " and o.sent_on <= $2 and exists (select 1 from allocation_case c where c.offer = o.id and "
                 "c.state in ('accepted', 'place_ok') and c.authority = " OWN_AUTHORITY ")");
SQL(to_answer_n, "select count(*) from allocation_offer o where o.state = 'sent' and o.org = $1 and "
                 "o.sent_on <= $2 and " OFFER_LISTED("o"));
SQL(late_n, "select count(*) from allocation_offer o where o.state = 'sent' and o.due_on < $2 and "
            OFFER_LISTED("o") " and exists (select 1 from allocation_case c where c.offer = o.id and c.authority = " OWN_AUTHORITY ")");
// Whole months between two days; `at` "<=" counts a month when its last day is over, "<" when it is here.
#define MONTHS(from, to, at)                                                                     \
    "((cast(substr(" to ", 1, 4) as integer) - cast(substr(" from ", 1, 4) as integer)) * 12 + "  \
    "cast(substr(" to ", 6, 2) as integer) - cast(substr(" from ", 6, 2) as integer) - "          \
    "case when substr(" to ", 9, 2) " at " substr(" from ", 9, 2) then 1 else 0 end)"
#define TODAY "cast($2 as text)"
// Who waits longer than the goal (settlement.md 9): three months for minors and families with children, six for
// others, from the permit on.
SQL(goal_n, "select count(distinct case c.household when 0 then -c.id else c.household end) from allocation_case c "
            "where c.state = 'ready' and $1 <> 0 and " ALLOC_LISTED("c") " and " MONTHS("c.clock_on", TODAY, "<=")
            " >= case when c.track = 'minor' or exists (select 1 from allocation_case k join person_person p "
            "on p.id = k.person where k.household = c.household and c.household <> 0 and p.born is not null and "
            MONTHS("p.born", TODAY, "<") " < 216) then 3 else 6 end");
DAY_QUEUE(queue_goal, .label = "allocation.queue.goal", .url = "/bosetting?steg=klare", .may = &alloc_asks, .count = &goal_n);
DAY_QUEUE(queue_decide, .label = "allocation.queue.decide", .url = "/bosetting/vedtak", .may = &alloc_asks,
          .count = &to_decide_n);
DAY_QUEUE(queue_late, .label = "allocation.queue.late", .url = "/bosetting", .may = &alloc_asks, .count = &late_n);
DAY_QUEUE(queue_answer, .label = "allocation.queue.answer", .url = "/bosetting/fordelinger",
          .may = &alloc_answers, .count = &to_answer_n);

#define LISTS STR("/bosetting/fordelinger")

static err tell(struct db *db, int64_t org, enum alloc_event event, enum notice_kind kind, str link)
{
    return notice_tell(db, org, R(MC) | R(MH), kind, alloc_rules[event].notice, link);
}

// Who asks for somebody: the directorate, or for a child under fifteen who came alone the child-welfare authority.
static err authority_of(struct db *db, int64_t head, int64_t *org)
{
    struct alloc_case c;
    struct who_org who;
    PASS(alloc_case_of(db, head, &c));
    PASS(c.authority == BY_CHILD_WELFARE ? org_ensure(db, STR("BUFETAT"), "other", STR("Bufetat"), UNKNOWN, &who)
                                         : access_org(db, STR("IMDI"), db->deed.today, &who));
    *org = who.id;
    return OK;
}

// Who asked with that list, also when the one who acts sees the persons no more.
SQL(asker_of_list, "select org from duty_of_org where kind = 'allocation.await' and subject = $1 order by id desc limit 1");
static err asker_of(struct db *db, const struct offer *o, int64_t *org)
{
    struct who_org imdi;
    err e = db_int(db, &asker_of_list, ARGS(AI(o->id)), org);
    if (e != E_NOTFOUND)
        return e;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    *org = imdi.id;
    return OK;
}

// The asker waits for the answer, and reminds when the day has passed.
static err wait_for_answer(struct db *db, const struct offer *o)
{
    int64_t asker;
    PASS(authority_of(db, o->head, &asker));
    struct duty d = { .org = asker, .subject = o->id, .start = o->sent_on, .due = o->due_on,
                      .link = strf(db->mem, "/bosetting?steg=spurt#l-%.*s", S(o->ref)) };
    return duty_open(db, &await_answer, &d);
}

static err answer_came(struct db *db, const struct offer *o, bool taken_back)
{
    int64_t asker;
    PASS(asker_of(db, o, &asker));
    return taken_back ? duty_drop(db, &await_answer, asker, o->id, db->deed.today)
                      : duty_done(db, &await_answer, asker, o->id, db->deed.today);
}

err duty_asked(struct db *db, const struct offer *o)
{
    struct duty d = { .org = o->org, .subject = o->id, .start = o->sent_on, .due = o->due_on, .link = LISTS };
    PASS(duty_open(db, &answer_list, &d));
    PASS(wait_for_answer(db, o));
    return tell(db, o->org, EV_ASK, NOTICE_WAITING, LISTS);
}

err duty_answered(struct db *db, const struct offer *o)
{
    int64_t asker;
    PASS(duty_done(db, &answer_list, o->org, o->id, db->deed.today));
    PASS(answer_came(db, o, false));
    PASS(asker_of(db, o, &asker));
    return notice_tell(db, asker, R(DS) | R(BU), NOTICE_ANSWERED, alloc_rules[EV_ACCEPT].notice,
                       o->state == OFFER_ACCEPTED ? STR("/bosetting/vedtak") : STR("/bosetting"));
}

err duty_decided(struct db *db, const struct offer *o)
{
    struct duty d = { .org = o->org, .subject = o->id, .start = db->deed.today, .due = DAY_NONE,
                      .link = strf(db->mem, "/bosetting/fordelinger/%.*s/dato", S(o->ref)) };
    PASS(duty_open(db, &set_date, &d));
    return tell(db, o->org, EV_ALLOCATE, NOTICE_WAITING, LISTS);
}

err duty_dated(struct db *db, int64_t org, int64_t offer)
{
    return duty_done(db, &set_date, org, offer, db->deed.today);
}

static err travel_off(struct db *db, const struct offer *o)
{
    struct who_org imdi;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    return duty_drop(db, &tell_travel, imdi.id, o->id, db->deed.today);
}

err duty_over(struct db *db, const struct offer *o)
{
    PASS(duty_drop(db, &answer_list, o->org, o->id, db->deed.today));
    PASS(answer_came(db, o, true));
    PASS(duty_drop(db, &set_date, o->org, o->id, db->deed.today));
    PASS(travel_off(db, o));
    return tell(db, o->org, EV_WITHDRAW, NOTICE_SYSTEM, LISTS);
}

SQL(duties_of_offer, "delete from duty_of_org where subject = $1 and kind in ('allocation.answer', "
                     "'allocation.date', 'allocation.await', 'allocation.travel')");

err duty_forgotten(struct db *db, int64_t offer)
{
    return db_do(db, &duties_of_offer, ARGS(AI(offer)), NULL);
}

// A household travels together: one deadline for it, on its head.
static int64_t journey_of(const struct alloc_case *c)
{
    return c->household ? c->household : c->id;
}
static err travels_first(struct db *db, const struct alloc_case *c, int64_t *head)
{
    members in = { 0 };
    *head = c->person;
    if (c->household)
        PASS(household_members(db, c->household, db->deed.today, &in));
    for (size_t i = 0; i < in.n; i++)
        if (in.p[i].role == MEMBER_HEAD)
            *head = in.p[i].person;
    return OK;
}

err duty_opened(struct db *db, const struct alloc_case *c)
{
    struct who_org imdi;
    if (c->state == ALLOC_APPLY && c->shield == PROTECT_NONE) {
        PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
        struct duty a = { .org = imdi.id, .person = c->person, .subject = c->id, .start = day_add_months(c->apply_by, -6),
                          .due = c->apply_by, .link = strf(db->mem, "/personer/%lld/bosetting", (long long)c->person) };
        return duty_open(db, &apply_in_time, &a);
    }
    if (c->state == ALLOC_SETTLED || c->track != TRACK_RESETTLEMENT || !day_known(c->enter_by) || c->shield != PROTECT_NONE)
        return OK;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    int64_t head;
    PASS(travels_first(db, c, &head));
    struct duty d = { .org = imdi.id, .person = head, .subject = journey_of(c), .start = c->clock_on,
                      .due = c->enter_by,
                      .link = strf(db->mem, "/personer/%lld/bosetting", (long long)head) };
    return duty_open(db, &enter_in_time, &d);
}

err duty_applied(struct db *db, const struct alloc_case *c)
{
    struct who_org imdi;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    return c->state == ALLOC_READY ? duty_done(db, &apply_in_time, imdi.id, c->id, db->deed.today)
                                   : duty_drop(db, &apply_in_time, imdi.id, c->id, db->deed.today);
}

// Of the household's list: opened again with each new day, since the journey is another one then.
err duty_travels(struct db *db, const struct alloc_case *c)
{
    struct who_org imdi;
    struct offer o;
    if (c->track != TRACK_RESETTLEMENT || !c->offer || c->shield != PROTECT_NONE)
        return OK;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    PASS(db_by_id(db, &offer_rec, c->offer, &o));
    day due = day_add(c->moves_on, -TRAVEL_DAYS);
    struct duty d = { .org = imdi.id, .subject = o.id, .start = day_cmp(due, db->deed.today) < 0 ? due : db->deed.today,
                      .due = due, .link = strf(db->mem, "/bosetting/fordelinger/%.*s/reise", S(o.ref)) };
    return duty_open(db, &tell_travel, &d);
}

err duty_told(struct db *db, const struct offer *o)
{
    struct who_org imdi;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    PASS(duty_done(db, &tell_travel, imdi.id, o->id, db->deed.today));
    return notice_tell(db, o->org, R(MC) | R(MH), NOTICE_WAITING, "allocation.notice.travel",
                       strf(db->mem, "/bosetting/fordelinger/%.*s/dato", S(o->ref)));
}

err duty_arrived(struct db *db, const struct alloc_case *c)
{
    if (c->track != TRACK_RESETTLEMENT || !c->org || c->shield != PROTECT_NONE)
        return OK;
    struct duty d = { .org = c->org, .person = c->person, .subject = c->id, .start = c->settled_on, .due = DAY_NONE,
                      .link = strf(db->mem, "/personer/%lld/bosetting", (long long)c->person) };
    return duty_open(db, &to_police, &d);
}

err duty_reported(struct db *db, const struct alloc_case *c)
{
    return duty_done(db, &to_police, c->org, c->id, db->deed.today);
}

err duty_closed(struct db *db, const struct alloc_case *c)
{
    struct who_org imdi;
    if (c->track != TRACK_RESETTLEMENT)
        return OK;
    PASS(access_org(db, STR("IMDI"), db->deed.today, &imdi));
    if (c->offer) // they have come
        PASS(duty_drop(db, &tell_travel, imdi.id, c->offer, db->deed.today));
    PASS(duty_done(db, &enter_in_time, imdi.id, c->id, db->deed.today)); // opened for each before households had one
    alloc_cases rest = { 0 };
    PASS(c->household ? alloc_cases_of_household(db, c->household, &rest) : OK);
    return rest.n ? OK : duty_done(db, &enter_in_time, imdi.id, journey_of(c), db->deed.today);
}
