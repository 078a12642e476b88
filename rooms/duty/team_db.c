// SPDX-License-Identifier: Apache-2.0
// The team as it stands today. Counts leave protected persons out (SEC-16): whoever has such a case
// gives it on from the person's own page.
#include "rooms/duty/team_db.h"

#include <stdlib.h>

#include "text_keys.h"

struct counted {
    int64_t id, n;
};
static const struct field counted_fields[] = { F(counted, id, INT), F(counted, n, INT) };
static const struct record counted_rec = { NULL, counted_fields, 2, sizeof(struct counted), "duty.counted" };
typedef SLICE(struct counted) counts;

static const struct field found_fields[] = { F(case_found, person, INT), F(case_found, family, TEXT),
                                             F(case_found, given, TEXT), F(case_found, born, DAY) };
static const struct record found_rec = { NULL, found_fields, 4, sizeof(struct case_found), "duty.case" };

struct away_row {
    int64_t id, user_id, cover;
    day from_day, to_day;
    str name, cover_name;
};
static const struct field away_fields[] = {
    F(away_row, id, INT),       F(away_row, user_id, INT), F(away_row, cover, INT),
    F(away_row, from_day, DAY), F(away_row, to_day, DAY),  F(away_row, name, TEXT),
    F(away_row, cover_name, TEXT),
};
static const struct record away_rec = { NULL, away_fields, 7, sizeof(struct away_row), "duty.away" };
typedef SLICE(struct away_row) away_rows;

#define OPEN_CASE "c.org = $1 and c.to_day is null and " PERSON_LISTED("p") " and p.merged_into is null"
// Everybody the organisation has in sight and nobody has in hand.
#define UNOWNED                                                                                \
    "from (select distinct s.subject from who_scope s where s.reader = $1 and s.level >= 2 "   \
    "and s.sealed = 0 and s.from_day <= $2 and (s.to_day is null or s.to_day >= $2)) w "       \
    "join person_person p on p.id = w.subject where " PERSON_LISTED("p") " "                   \
    "and p.merged_into is null and p.died is null and not exists (select 1 from duty_case c "  \
    "where c.person = p.id and c.org = $1 and c.to_day is null)"
#define BY_NAME " order by p.family collate nb, p.given collate nb, p.id"
SQL(cases_by_user, "select c.user_id as id, count(*) as n from duty_case c join person_person p "
                   "on p.id = c.person where " OPEN_CASE " group by c.user_id");
SQL(cases_of, "select p.id as person, p.family, p.given, p.born from duty_case c join person_person p "
              "on p.id = c.person where " OPEN_CASE " and c.user_id = $2" BY_NAME " limit $3 offset $4");
SQL(cases_unowned, "select p.id as person, p.family, p.given, p.born " UNOWNED BY_NAME
                   " limit $3 offset $4");
SQL(count_unowned, "select count(*) " UNOWNED);
SQL(cases_handed, "select p.id as person, p.family, p.given, p.born from duty_case c "
                  "join person_person p on p.id = c.person where c.org = $1 and c.handover = $2 "
                  "and " PERSON_LISTED("p") BY_NAME);
SQL(is_case_of, "select count(*) from duty_case c join person_person p on p.id = c.person where " OPEN_CASE
                " and c.person = $2 and c.user_id = $3");
SQL(is_unowned, "select count(*) " UNOWNED " and p.id = $3");
SQL(name_in_team, "select u.name from who_user u where u.id = $1 and (exists (select 1 from who_role r "
                  "where r.user_id = u.id and r.org_id = $2) or exists (select 1 from duty_case c "
                  "where c.user_id = u.id and c.org = $2))");
SQL(absences, "select a.id, a.user_id, a.cover, a.from_day, a.to_day, u.name, "
              "coalesce(v.name, '') as cover_name from duty_absence a join who_user u on u.id = a.user_id "
              "left join who_user v on v.id = a.cover where a.org = $1 and a.to_day >= $2 "
              "order by a.from_day, a.id");

static struct mate *mate_of(struct rq *q, mates *all, int64_t user, str name)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].user == user)
            return &all->p[i];
    *ADD(q->mem, all) = (struct mate){ .user = user, .name = name, .roles = STR(""), .away = STR(""),
                                       .cover = STR(""), .self = user == q->who->user };
    return &all->p[all->n - 1];
}

static str role_words(struct rq *q, str code)
{
    struct out o = { 0 };
    out_put(&o, STR("role."));
    for (size_t i = 0; i < code.n; i++)
        out_char(&o, (char)(code.p[i] | 0x20));
    text_key k = text_find(str_cz(q->mem, out_str(&o)));
    out_drop(&o);
    return k == T_NONE ? code : text(q->mem, q->lang, k, NO_TARGS);
}

static err those_with_roles(struct rq *q, mates *all)
{
    role_rows rows = { 0 };
    PASS(roles_of_org(q->db, q->who->org, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct role_row *r = &rows.p[i];
        enum role role;
        if (r->disabled || !role_parse(r->role, &role) || !role_sees_persons(role) ||
            day_cmp(r->valid_from, q->today) > 0 ||
            (day_known(r->valid_to) && day_cmp(r->valid_to, q->today) < 0))
            continue;
        struct mate *m = mate_of(q, all, r->user_id, r->user_name);
        m->roles = strf(q->mem, "%.*s%s%.*s", S(m->roles), m->roles.n ? ", " : "",
                        S(role_words(q, r->role)));
    }
    return OK;
}

static err those_with_cases(struct rq *q, mates *all)
{
    counts n = { 0 };
    PASS(db_all(q->db, &cases_by_user, ARGS(AI(q->who->org)), &counted_rec, &n));
    for (size_t i = 0; i < n.n; i++) {
        str name;
        PASS(team_name(q, n.p[i].id, &name));
        mate_of(q, all, n.p[i].id, name)->cases = n.p[i].n;
    }
    return OK;
}

static str from_to(struct rq *q, const struct away_row *r)
{
    return strf(q->mem, "%.*s–%.*s", S(fmt_day(q->mem, q->lang, r->from_day)),
                S(fmt_day(q->mem, q->lang, r->to_day)));
}

static err those_away(struct rq *q, mates *all)
{
    away_rows rows = { 0 };
    PASS(db_all(q->db, &absences, ARGS(AI(q->who->org), AD(q->today)), &away_rec, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct mate *m = mate_of(q, all, rows.p[i].user_id, rows.p[i].name);
        if (m->away.n)
            continue; // the nearest one
        m->away = from_to(q, &rows.p[i]);
        m->cover = rows.p[i].cover_name;
        m->absent = day_cmp(rows.p[i].from_day, q->today) <= 0;
    }
    return OK;
}

err team_absences(struct rq *q, int64_t user, void *queue_lines)
{
    SLICE(struct queue_line) *to = queue_lines;
    away_rows rows = { 0 };
    PASS(db_all(q->db, &absences, ARGS(AI(q->who->org), AD(q->today)), &away_rec, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.p[i].user_id == user)
            *ADD(q->mem, to) = (struct queue_line){
                .label = from_to(q, &rows.p[i]),
                .url = rows.p[i].cover_name.n
                           ? text(q->mem, q->lang, T_duty_team_covered__name,
                                  TARGS(TS("name", rows.p[i].cover_name)))
                           : STR(""),
            };
    return OK;
}

static int by_name(const void *a, const void *b)
{
    const struct mate *x = a, *y = b;
    int c = text_cmp(NB, x->name, y->name);
    return c ? c : (x->user > y->user) - (x->user < y->user);
}

err team_mates(struct rq *q, const duty_lines *lines, mates *all)
{
    PASS(those_with_roles(q, all));
    PASS(those_with_cases(q, all));
    PASS(those_away(q, all));
    for (size_t i = 0; i < lines->n; i++) {
        const struct duty_line *l = &lines->p[i];
        const struct duty_kind *k = duty_kind_named(l->kind);
        if (!k || !l->user_id)
            continue;
        struct duty d = duty_of_line(l, q->who->org);
        enum day_group g = duty_group(k, &d, q->today);
        for (size_t m = 0; m < all->n; m++)
            if (all->p[m].user == l->user_id) {
                all->p[m].open++;
                all->p[m].over += g == DAY_OVER;
                all->p[m].week += g == DAY_TODAY || g == DAY_WEEK;
            }
    }
    if (all->n)
        qsort(all->p, all->n, sizeof *all->p, by_name);
    return OK;
}

// The directorate has everybody in sight; its cases are given one by one.
static bool counts_unowned(const struct rq *q)
{
    return q->who->org_kind != ORG_DIRECTORATE;
}

err team_unowned(struct rq *q, int64_t *n)
{
    *n = 0;
    return counts_unowned(q)
               ? db_int(q->db, &count_unowned, ARGS(AI(q->who->org), AD(q->today)), n)
               : OK;
}

err team_cases(struct rq *q, int64_t user, int64_t most, int64_t skip, cases_found *out)
{
    if (user)
        return db_all(q->db, &cases_of, ARGS(AI(q->who->org), AI(user), AI(most), AI(skip)), &found_rec,
                      out);
    return counts_unowned(q) ? db_all(q->db, &cases_unowned,
                                      ARGS(AI(q->who->org), AD(q->today), AI(most), AI(skip)),
                                      &found_rec, out)
                             : OK;
}

err team_cases_of_handover(struct rq *q, int64_t handover, cases_found *out)
{
    return db_all(q->db, &cases_handed, ARGS(AI(q->who->org), AI(handover)), &found_rec, out);
}

err team_name(struct rq *q, int64_t user, str *name)
{
    return db_str(q->db, &name_in_team, ARGS(AI(user), AI(q->who->org)), name);
}

err team_has_case(struct rq *q, int64_t person, int64_t user, bool *has)
{
    int64_t n;
    if (user)
        PASS(db_int(q->db, &is_case_of, ARGS(AI(q->who->org), AI(person), AI(user)), &n));
    else
        PASS(db_int(q->db, &is_unowned, ARGS(AI(q->who->org), AD(q->today), AI(person)), &n));
    *has = n > 0;
    return OK;
}
