// SPDX-License-Identifier: Apache-2.0
// Notices as one user has them: told to the user, or to a role in the organisation the user works in.
#include "rooms/duty/notice_db.h"

enum { HOUR_MS = 3600 * 1000, MORNING = 7, QUIET_FROM = 20, QUIET_TO = 6 };

static const struct choices kinds =
    CHOICES({ "deadline", "duty.notice.deadline" }, { "waiting", "duty.notice.waiting" },
            { "answered", "duty.notice.answered" }, { "returned", "duty.notice.returned" },
            { "comment", "duty.notice.comment" }, { "ready", "duty.notice.ready" },
            { "system", "duty.notice.system" });
static const struct field own_fields[] = {
    F(own_notice, id, INT),    F(own_notice, kind, ENUM, .choices = &kinds), F(own_notice, words, TEXT),
    F(own_notice, link, TEXT), F(own_notice, at, MOMENT),                    F(own_notice, read_at, MOMENT),
};
static const struct record own_rec = { NULL, own_fields, 6, sizeof(struct own_notice), "duty.notice" };

static const struct choices digests =
    CHOICES({ "never", "duty.digest.never" }, { "each", "duty.digest.each" },
            { "daily", "duty.digest.daily" }, { "weekly", "duty.digest.weekly" });
static const struct field choice_fields[] = {
    F(notice_choice, id, INT, .flags = KEY),
    F(notice_choice, user_id, INT, .flags = READONLY),
    F(notice_choice, digest, ENUM, .flags = REQUIRED, .choices = &digests),
    F(notice_choice, quiet_from, INT, .flags = REQUIRED, .min = 0, .max = 23),
    F(notice_choice, quiet_to, INT, .flags = REQUIRED, .min = 0, .max = 23),
    F(notice_choice, mailed, MOMENT, .flags = READONLY),
    F(notice_choice, version, INT, .flags = VERSION),
};
const struct record notice_choice_rec = RECORD("duty_notice_choice", notice_choice, choice_fields);

#define OWN                                                                                    \
    "from duty_notice n left join duty_read r on r.notice = n.id and r.user_id = $1 where "    \
    "(n.user_id = $1 or (n.user_id = 0 and n.org = $2 and (n.roles & $3) <> 0)) "              \
    "and r.done_at is null"
#define TASK "n.kind in ('deadline', 'waiting', 'returned')"
SQL(own_list, "select n.id, n.kind, n.words, n.link, n.at, r.read_at " OWN
              " order by n.id desc limit $4 offset $5");
SQL(own_count, "select count(*) " OWN);
SQL(own_tasks, "select count(*) " OWN " and r.read_at is null and " TASK);
SQL(own_tasks_since, "select count(*) " OWN " and r.read_at is null and " TASK " and n.at > $4");
SQL(own_link, "select n.link " OWN " and n.id = $4");
SQL(mark_read, "insert into duty_read (notice, user_id, read_at) values ($2, $1, $3) "
               "on conflict (user_id, notice) do update set read_at = coalesce(duty_read.read_at, $3)");
SQL(mark_done, "insert into duty_read (notice, user_id, read_at, done_at) values ($2, $1, $3, $3) "
               "on conflict (user_id, notice) do update set done_at = $3, "
               "read_at = coalesce(duty_read.read_at, $3)");
SQL(read_all, "insert into duty_read (notice, user_id, read_at) select n.id, $1, $4 " OWN
              " and r.id is null on conflict (user_id, notice) do nothing");
SQL(choice_of, "select * from duty_notice_choice where user_id = $1");

#define READER(r) AI((r)->user), AI((r)->org), AI((r)->roles)

err notices_of(struct db *db, const struct notice_reader *r, int64_t most, int64_t skip, own_notices *out)
{
    return db_all(db, &own_list, ARGS(READER(r), AI(most), AI(skip)), &own_rec, out);
}

err notices_count(struct db *db, const struct notice_reader *r, int64_t *all, int64_t *tasks)
{
    PASS(db_int(db, &own_count, ARGS(READER(r)), all));
    return db_int(db, &own_tasks, ARGS(READER(r)), tasks);
}

err notices_since(struct db *db, const struct notice_reader *r, int64_t after, int64_t *tasks)
{
    return db_int(db, &own_tasks_since, ARGS(READER(r), AI(after)), tasks);
}

err notice_mark(struct db *db, const struct notice_reader *r, int64_t notice, bool done, str *link)
{
    PASS(db_str(db, &own_link, ARGS(READER(r), AI(notice)), link));
    return db_do(db, done ? &mark_done : &mark_read, ARGS(AI(r->user), AI(notice), AI(db->deed.now)),
                 NULL);
}

err notices_read_all(struct db *db, const struct notice_reader *r)
{
    return db_do(db, &read_all, ARGS(READER(r), AI(db->deed.now)), NULL);
}

err notice_choice_of(struct db *db, int64_t user, struct notice_choice *c)
{
    err e = db_one(db, &choice_of, ARGS(AI(user)), &notice_choice_rec, c);
    if (e == E_NOTFOUND) {
        *c = (struct notice_choice){ .user_id = user, .digest = DIGEST_DAILY,
                                     .quiet_from = QUIET_FROM, .quiet_to = QUIET_TO };
        return OK;
    }
    return e;
}

bool notice_is_task(int kind)
{
    return kind == NOTICE_DEADLINE || kind == NOTICE_WAITING || kind == NOTICE_RETURNED;
}

static int64_t hour_of(int64_t ms)
{
    return (ms - day_start_ms(day_in_oslo(ms))) / HOUR_MS;
}

bool notice_quiet(const struct notice_choice *c, int64_t now)
{
    int64_t h = hour_of(now);
    return c->quiet_from <= c->quiet_to ? h >= c->quiet_from && h < c->quiet_to
                                        : h >= c->quiet_from || h < c->quiet_to;
}

bool notice_mail_due(const struct notice_choice *c, int64_t now)
{
    day today = day_in_oslo(now), last = c->mailed.ms ? day_in_oslo(c->mailed.ms) : DAY_MIN;
    if (c->digest == DIGEST_NEVER || notice_quiet(c, now))
        return false;
    if (c->digest == DIGEST_EACH)
        return true;
    if (hour_of(now) < MORNING || day_cmp(last, today) >= 0)
        return false;
    return c->digest == DIGEST_DAILY || day_weekday(today) == 1 || day_diff(today, last) >= 7;
}
