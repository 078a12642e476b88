// SPDX-License-Identifier: Apache-2.0
// What must be done, read for the lists, and where in the day it belongs.
#include "rooms/duty/duty_web.h"

static const struct field line_fields[] = {
    F(duty_line, id, INT),          F(duty_line, kind, TEXT),       F(duty_line, person, INT),
    F(duty_line, user_id, INT),     F(duty_line, stopped_days, INT), F(duty_line, start, DAY),
    F(duty_line, first, DAY),       F(duty_line, due, DAY),         F(duty_line, stopped, DAY),
    F(duty_line, plan_day, DAY),    F(duty_line, stop_reason, TEXT), F(duty_line, link, TEXT),
    F(duty_line, why, TEXT),        F(duty_line, family, TEXT),     F(duty_line, given, TEXT),
    F(duty_line, owner, TEXT),      F(duty_line, protection, TEXT), F(duty_line, subject, INT),
};
static const struct record line_rec = { NULL, line_fields, sizeof line_fields / sizeof *line_fields,
                                        sizeof(struct duty_line), "duty.line" };

enum { LINES_MAX = 5000 };
#define LINE                                                                                   \
    "select d.id, d.kind, d.person, d.user_id, d.subject, d.stopped_days, d.start, d.first, d.due, d.stopped, " \
    "d.plan_day, d.stop_reason, d.link, d.why, coalesce(u.name, '') as owner, "
// As shown: who shares a household or an address with a protected person counts as one (SEC-17).
#define SHOWN_LEVEL                                                                            \
    "case when " PERSON_LISTED("p") " then 'none' when p.protection = 'none' then 'confidential' " \
    "else p.protection end as protection"
// Protected persons (SEC-16): nobody's list but the named owner's; unowned, the head of service's, who
// must give the case to somebody. A strict one is in nobody's sight but named users' anyhow.
SQL(lines_of_persons, LINE "p.family, p.given, " SHOWN_LEVEL " from duty_of_person d "
                      "join person_person p on p.id = d.person left join who_user u on u.id = d.user_id "
                      "where d.org = $1 and d.ended = 'open' and (" PERSON_LISTED("p")
                      " or d.user_id = $2 or (d.user_id = 0 and ($3 = 1 or p.protection = 'strict'))) "
                      "order by d.due, d.id limit $4");
SQL(lines_of_org, LINE "'' as family, '' as given, '' as protection from duty_of_org d "
                  "left join who_user u on u.id = d.user_id "
                  "where d.org = $1 and d.ended = 'open' order by d.due, d.id limit $2");

err duty_lines_of(struct rq *q, duty_lines *all)
{
    PASS(db_all(q->db, &lines_of_persons,
                ARGS(AI(q->who->org), AI(q->who->user), AI(q->who->role == MH), AI(LINES_MAX)),
                &line_rec, all));
    duty_lines more = { 0 };
    PASS(db_all(q->db, &lines_of_org, ARGS(AI(q->who->org), AI(LINES_MAX)), &line_rec, &more));
    for (size_t i = 0; i < more.n; i++)
        *ADD(q->mem, all) = more.p[i];
    return OK;
}

struct duty duty_of_line(const struct duty_line *l, int64_t org)
{
    return (struct duty){ .id = l->id, .kind = l->kind, .person = l->person, .org = org,
                          .user_id = l->user_id, .subject = l->subject, .start = l->start, .first = l->first, .due = l->due,
                          .stopped = l->stopped, .stop_reason = l->stop_reason,
                          .stopped_days = l->stopped_days, .plan_day = l->plan_day,
                          .plan_reason = STR(""), .ended_on = DAY_NONE, .link = l->link,
                          .why = l->why };
}

enum day_group duty_group(const struct duty_kind *k, const struct duty *d, day today)
{
    day due = duty_due_on(k, d, today);
    int left = day_diff(due, today);
    if (day_known(d->stopped) || (k->waits && left >= 0))
        return DAY_WAITS;
    if (left < 0)
        return DAY_OVER;
    if (left == 0)
        return DAY_TODAY;
    return left <= 7 - day_weekday(today) ? DAY_WEEK : DAY_LATER; // to Sunday
}

SQL(line_of_person, LINE "p.family, p.given, " SHOWN_LEVEL " from duty_of_person d "
                    "join person_person p on p.id = d.person left join who_user u on u.id = d.user_id "
                    "where d.id = $1 and d.org = $2 and (" PERSON_LISTED("p") " or d.user_id = $3 "
                    "or (d.user_id = 0 and ($4 = 1 or p.protection = 'strict')))");
SQL(line_of_org, LINE "'' as family, '' as given, '' as protection from duty_of_org d "
                 "left join who_user u on u.id = d.user_id where d.id = $1 and d.org = $2");

err duty_find(struct rq *q, str id, struct duty_line *l, struct duty *d)
{
    int64_t n;
    if (!str_int(id, &n))
        return E_NOTFOUND;
    err e = db_one(q->db, &line_of_person,
                   ARGS(AI(n), AI(q->who->org), AI(q->who->user), AI(q->who->role == MH)), &line_rec, l);
    if (e == E_NOTFOUND)
        e = db_one(q->db, &line_of_org, ARGS(AI(n), AI(q->who->org)), &line_rec, l);
    PASS(e);
    return db_by_id(q->db, l->person ? &duty_of_person_rec : &duty_of_org_rec, n, d);
}
