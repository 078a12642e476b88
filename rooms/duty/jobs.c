// SPDX-License-Identifier: Apache-2.0
// By the clock: tells owners of duties due today and heads of what is late, puts mails in the outbox
// for those who have unread tasks, and has the outbox emptied.
#include "platform/mail/mail.h"
#include "platform/who/user.h"
#include "rooms/duty/jobs.h"
#include "rooms/duty/notice_db.h"
#include "text_keys.h"

struct due_row {
    int64_t id, n;
};
static const struct field due_fields[] = { F(due_row, id, INT), F(due_row, n, INT) };
static const struct record due_rec = { NULL, due_fields, 2, sizeof(struct due_row), "duty.due" };
typedef SLICE(struct due_row) due_rows;

// One notice a day for each owner, however many duties; the text is the same, so the notice itself
// tells whether it was told.
SQL(owners_due, "select d.user_id as id, count(*) as n from (select user_id, due, ended, stopped from "
                "duty_of_person union all select user_id, due, ended, stopped from duty_of_org) d "
                "where d.ended = 'open' and d.stopped is null and d.due = $1 and d.user_id <> 0 "
                "group by d.user_id");
SQL(orgs_late, "select d.org as id, count(*) as n from (select org, due, ended, stopped from "
               "duty_of_person union all select org, due, ended, stopped from duty_of_org) d "
               "where d.ended = 'open' and d.stopped is null and d.due < $1 group by d.org");
SQL(told_user, "select count(*) from duty_notice where user_id = $1 and words = $2 and at >= $3");
SQL(told_org, "select count(*) from duty_notice where org = $1 and words = $2 and at >= $3");

static err tell_owners(struct db *db)
{
    due_rows all = { 0 };
    int64_t morning = day_start_ms(db->deed.today), told;
    PASS(db_all(db, &owners_due, ARGS(AD(db->deed.today)), &due_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        PASS(db_int(db, &told_user, ARGS(AI(all.p[i].id), AT(STR("duty.notice.due_today")), AI(morning)),
                    &told));
        if (!told)
            PASS(notice_to(db, all.p[i].id, NOTICE_DEADLINE, "duty.notice.due_today", STR("/min-dag")));
    }
    return OK;
}

// The head of service is told on Mondays.
static err tell_heads(struct db *db)
{
    due_rows all = { 0 };
    int64_t morning = day_start_ms(db->deed.today), told;
    if (day_weekday(db->deed.today) != 1)
        return OK;
    PASS(db_all(db, &orgs_late, ARGS(AD(db->deed.today)), &due_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        PASS(db_int(db, &told_org, ARGS(AI(all.p[i].id), AT(STR("duty.notice.over")), AI(morning)), &told));
        if (!told)
            PASS(notice_tell(db, all.p[i].id, R(MH), NOTICE_DEADLINE, "duty.notice.over",
                             STR("/min-dag?hvem=enhet")));
    }
    return OK;
}

static err remind(struct db *db, str payload)
{
    (void)payload;
    PASS(tell_owners(db));
    return tell_heads(db);
}

// ---- mail ---------------------------------------------------------------------------------------

struct mailed_user {
    int64_t id, org;
    str email, lang, role;
};
static const struct field mailed_fields[] = {
    F(mailed_user, id, INT),    F(mailed_user, org, INT),   F(mailed_user, email, TEXT),
    F(mailed_user, lang, TEXT), F(mailed_user, role, TEXT),
};
static const struct record mailed_rec = { NULL, mailed_fields, 5, sizeof(struct mailed_user), "duty.mailed" };
typedef SLICE(struct mailed_user) mailed_users;
SQL(with_address, "select u.id, r.org_id as org, u.email, u.lang, r.role from who_user u join who_role r "
                  "on r.user_id = u.id where u.email <> '' and u.disabled = 0 and r.valid_from <= $1 "
                  "and (r.valid_to is null or r.valid_to >= $1) order by u.id");

static err tasks_of(struct db *db, const mailed_users *all, size_t from, size_t to, int64_t since,
                    int64_t *tasks)
{
    *tasks = 0;
    for (size_t i = from; i < to && !*tasks; i++) {
        enum role role;
        if (!role_parse(all->p[i].role, &role))
            continue;
        struct notice_reader r = { all->p[i].id, all->p[i].org, (int64_t)R(role) };
        PASS(notices_since(db, &r, since, tasks));
    }
    return OK;
}

static err mail_one(struct db *db, const mailed_users *all, size_t from, size_t to)
{
    const struct mailed_user *u = &all->p[from];
    struct notice_choice was, now;
    int64_t tasks;
    enum lang lang = NB;
    PASS(notice_choice_of(db, u->id, &was));
    if (!notice_mail_due(&was, db->deed.now) || !mail_address_ok(u->email))
        return OK;
    PASS(tasks_of(db, all, from, to, was.mailed.ms, &tasks));
    if (!tasks)
        return OK;
    (void)lang_parse(u->lang, &lang);
    PASS(mail_later(db, u->email, lang, T_mail_subject, T_mail_waits, STR("/varsler")));
    now = was;
    now.mailed = (moment){ db->deed.now };
    return was.id ? db_save(db, &notice_choice_rec, &was, &now) : db_add(db, &notice_choice_rec, &now);
}

static err mail_waiting_tasks(struct db *db, str payload)
{
    mailed_users all = { 0 };
    bool ready;
    (void)payload;
    PASS(mail_ready(db, &ready));
    if (!ready)
        return OK;
    PASS(db_all(db, &with_address, ARGS(AD(db->deed.today)), &mailed_rec, &all));
    for (size_t i = 0, to; i < all.n; i = to) {
        for (to = i + 1; to < all.n && all.p[to].id == all.p[i].id; to++)
            ;
        PASS(mail_one(db, &all, i, to));
    }
    return OK;
}

static err empty_outbox(struct db_pool *pool, struct arena *a, int64_t now)
{
    int sent;
    return mail_deliver(pool, a, now, &sent);
}

const struct job_kind duty_remind = { .name = "duty.remind", .run = remind, .every_minutes = 60 },
                      duty_mail = { .name = "duty.mail", .run = mail_waiting_tasks, .every_minutes = 5 },
                      duty_deliver = { .name = "duty.deliver", .outside = empty_outbox, .every_minutes = 1 };
