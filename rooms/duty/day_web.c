// SPDX-License-Identifier: Apache-2.0
// Min dag: the law's clock as the first page of the day.
#include "rooms/duty/duty_web.h"

#include <stdlib.h>

#include "rooms/duty/day.html.h"
#include "rooms/person/person.h"
#include "text_keys.h"

#define STAFF (R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CO) | R(BU))
const struct right duty_see = { "duty.see", STAFF };

enum { SHOWN = 50, SHOWN_LATER = 10, RECENT = 5, WEEKDAYS = 5 };
enum whose { MINE, TEAM, UNIT };
static const char *const whose_words[] = { "", "team", "enhet" };

SQL(covered, "select a.user_id as id, u.name as name, a.to_day as until from duty_absence a "
             "join who_user u on u.id = a.user_id where a.org = $1 and a.cover = $2 "
             "and a.from_day <= $3 and a.to_day >= $3");
SQL(recently_opened, "select p.* from (select person, max(at) as last from person_look where by_user = $1 "
                     "group by person order by last desc limit $2) l join person_person p "
                     "on p.id = l.person where " PERSON_LISTED("p") " order by l.last desc");

struct away {
    int64_t id;
    str name;
    day until;
};
static const struct field away_fields[] = { F(away, id, INT), F(away, name, TEXT), F(away, until, DAY) };
static const struct record away_rec = { NULL, away_fields, 3, sizeof(struct away), "duty.away" };
typedef SLICE(struct away) aways;

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static bool is_mine(const struct rq *q, const struct duty_kind *k, const struct duty_line *l,
                    const aways *covers)
{
    if (l->user_id == q->who->user)
        return true;
    if (l->user_id == 0)
        return (k->roles & R(q->who->role)) != 0;
    for (size_t i = 0; i < covers->n; i++)
        if (covers->p[i].id == l->user_id)
            return true;
    return false;
}

static bool listed(const struct rq *q, enum whose whose, const struct duty_kind *k,
                   const struct duty_line *l, const aways *covers)
{
    switch (whose) {
    case MINE:
        return is_mine(q, k, l, covers);
    case TEAM:
        return (k->roles & R(q->who->role)) != 0 || l->user_id == q->who->user;
    case UNIT:
        return true;
    }
    return false;
}

// "12.09."; the year stands below when it is another.
static str short_day(struct rq *q, day d)
{
    struct ymd at = day_ymd(d);
    return strf(q->mem, "%02d.%02d.", at.day, at.month);
}

static str other_year(struct rq *q, day d)
{
    int year = day_ymd(d).year;
    return year == day_ymd(q->today).year ? STR("") : strf(q->mem, "%d", year);
}

static str capital(struct arena *a, str s) // names of weekdays begin with an ASCII or Latin-1 letter
{
    char *c = str_cz(a, s);
    if (s.n && c[0] >= 'a' && c[0] <= 'z')
        c[0] = (char)(c[0] - 'a' + 'A');
    return (str){ c, s.n };
}

static struct day_row shown(struct rq *q, const struct duty_line *l, const struct duty *d,
                            enum day_group g, enum whose whose)
{
    const struct duty_kind *k = duty_kind_named(l->kind); // place() has found it
    bool since = g == DAY_WAITS && day_known(d->stopped);
    struct deadline chip = duty_chip(q, d);
    chip.url = strf(q->mem, "%.*s#slik", S(here_with(q, "frist", strf(q->mem, "%lld", (long long)d->id))));
    struct person p = { .family = l->family, .given = l->given };
    return (struct day_row){
        .id = l->id,
        .order = since ? d->stopped : chip.due,
        .when = short_day(q, since ? d->stopped : chip.due),
        .year = other_year(q, since ? d->stopped : chip.due),
        .since = since,
        .what = duty_words(q, d),
        .who = l->person  ? person_listed(q->mem, &p)
               : k->about ? k->about(q, l->subject)
                          : STR(""),
        .who_url = l->person ? strf(q->mem, "/personer/%lld", (long long)l->person) : STR(""),
        .basis = duty_basis(q, d),
        .owner = l->user_id == q->who->user ? STR("")
                 : !l->user_id              ? (whose == MINE ? STR("") : say(q, T_duty_unowned))
                                            : l->owner,
        .plan = day_known(d->plan_day) ? fmt_day(q->mem, q->lang, d->plan_day) : STR(""),
        .do_url = d->link,
        .do_label = duty_do_label(q, d),
        .late_url = g == DAY_OVER ? strf(q->mem, "/frister/%lld/forsinkelse", (long long)d->id) : STR(""),
        .chip = chip,
        .main = g == DAY_OVER,
    };
}

static int by_day(const void *a, const void *b)
{
    const struct day_row *x = a, *y = b;
    int c = day_cmp(x->order, y->order);
    return c ? c : (x->id > y->id) - (x->id < y->id);
}

static void place(struct rq *q, struct day_page *v, const duty_lines *all, enum whose whose,
                  const aways *covers)
{
    static const struct {
        const char *id;
        text_key title;
    } groups[DAY_GROUPS] = { { "over", T_duty_day_over },
                             { "idag", T_duty_day_today },
                             { "uka", T_duty_day_week },
                             { "senere", T_duty_day_later },
                             { "venter", T_duty_day_waits } };
    struct day_block at[DAY_GROUPS] = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        const struct duty_line *l = &all->p[i];
        const struct duty_kind *k = duty_kind_named(l->kind);
        if (!k || !listed(q, whose, k, l, covers))
            continue;
        struct duty d = duty_of_line(l, q->who->org);
        enum day_group g = duty_group(k, &d, q->today);
        at[g].n++;
        *ADD(q->mem, &at[g].rows) = shown(q, l, &d, g, whose);
    }
    v->over = at[DAY_OVER].n;
    v->today = at[DAY_TODAY].n;
    v->week = at[DAY_WEEK].n;
    v->waits = at[DAY_WAITS].n;
    for (int g = 0; g < DAY_GROUPS; g++) {
        struct day_block *b = &at[g];
        if (!b->n)
            continue;
        v->any = true;
        b->id = str_z(groups[g].id);
        b->title = groups[g].title;
        b->late = g == DAY_OVER;
        qsort(b->rows.p, b->rows.n, sizeof *b->rows.p, by_day);
        size_t most = str_eq(query(q, "vis"), b->id) ? b->rows.n : g >= DAY_LATER ? SHOWN_LATER : SHOWN;
        if (b->rows.n > most) {
            b->rows.n = most;
            b->more = here_with(q, "vis", b->id);
        }
        *ADD(q->mem, &v->blocks) = *b;
    }
}

static void week(struct rq *q, struct day_page *v, const duty_lines *all, enum whose whose,
                 const aways *covers)
{
    int year, n[WEEKDAYS] = { 0 };
    day monday = day_add(q->today, 1 - day_weekday(q->today));
    for (size_t i = 0; i < all->n; i++) {
        const struct duty_kind *k = duty_kind_named(all->p[i].kind);
        if (!k || !listed(q, whose, k, &all->p[i], covers) || day_known(all->p[i].stopped))
            continue;
        struct duty d = duty_of_line(&all->p[i], q->who->org);
        int at = day_diff(duty_due_on(k, &d, q->today), monday);
        if (at >= 0 && at < WEEKDAYS)
            n[at]++;
    }
    v->week_title = text(q->mem, q->lang, T_duty_day_week_number__week,
                         TARGS(TI("week", day_week(q->today, &year))));
    for (int i = 0; i < WEEKDAYS; i++) {
        day d = day_add(monday, i);
        *ADD(q->mem, &v->days) = (struct week_day){
            .name = str_part(fmt_weekday(q->mem, q->lang, d), 0, i == 5 ? 3 : 2),
            .date = strf(q->mem, "%d", day_ymd(d).day),
            .words = n[i] ? text(q->mem, q->lang, T_duty_day_due__n, TARGS(TI("n", n[i]))) : STR(""),
            .today = day_eq(d, q->today),
        };
    }
}

static err queues(struct rq *q, struct day_page *v)
{
    int64_t n;
    if (may(q->who, &duty_missing)) {
        PASS(missing_total(q, &n));
        *ADD(q->mem, &v->queues) = (struct queue_line){ say(q, T_duty_missing_title), STR("/mangler"), n };
    }
    for (const struct day_queue *const *k = __start_day_queues; k < __stop_day_queues; k++) {
        if (!may(q->who, (*k)->may))
            continue;
        PASS(db_int(q->db, (*k)->count, ARGS(AI(q->who->org), AD(q->today)), &n));
        *ADD(q->mem, &v->queues) = (struct queue_line){ say(q, text_find((*k)->label)),
                                                        str_z((*k)->url), n };
        v->queued |= n > 0;
    }
    return OK;
}

static err recent(struct rq *q, struct day_page *v)
{
    persons all = { 0 };
    PASS(db_all(q->db, &recently_opened, ARGS(AI(q->who->user), AI(RECENT)), &person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->recent) = (struct queue_line){
            .label = person_listed(q->mem, &all.p[i]),
            .url = strf(q->mem, "/personer/%lld", (long long)all.p[i].id),
        };
    return OK;
}

// The deadline that ?frist= asks about, beside the list; an unknown one is no error.
static err panel(struct rq *q, struct day_page *v)
{
    struct duty_line l;
    struct duty d;
    err e = duty_find(q, query(q, "frist"), &l, &d);
    if (e != OK)
        return e == E_NOTFOUND ? OK : e;
    SLICE(struct how_line) lines = { 0 };
    duty_how_lines(q, &d, &l, &lines);
    v->how_title = duty_words(q, &d);
    v->how = (struct how){ .at = lines.p, .n = lines.n };
    return OK;
}

static void tabs(struct rq *q, struct day_page *v, enum whose whose)
{
    static const text_key names[] = { T_duty_day_me, T_duty_day_team, T_duty_day_unit };
    struct tab *at = NEW_ARRAY(q->mem, 3, struct tab);
    for (int i = 0; i < 3; i++)
        at[i] = (struct tab){ say(q, names[i]),
                              i ? strf(q->mem, "/min-dag?hvem=%s", whose_words[i]) : STR("/min-dag"),
                              (int)whose == i };
    v->tabs = (struct tabs){ say(q, T_duty_day_whose), at, 3 };
}

static str next_due(struct rq *q, const struct day_page *v)
{
    for (size_t i = 0; i < v->blocks.n; i++)
        if (str_is(v->blocks.p[i].id, "senere"))
            return text(q->mem, q->lang, T_duty_day_next__due,
                        TARGS(TD("due", v->blocks.p[i].rows.p[0].order)));
    return say(q, T_duty_day_nothing_waits);
}

reply duty_day_get(struct rq *q)
{
    struct day_page *v = NEW(q->mem, struct day_page);
    enum whose whose = MINE;
    for (int i = TEAM; i <= UNIT; i++)
        if (str_is(query(q, "hvem"), whose_words[i]))
            whose = (enum whose)i;
    aways covers = { 0 };
    duty_lines all = { 0 };
    int year;
    TRY(q, db_all(q->db, &covered, ARGS(AI(q->who->org), AI(q->who->user), AD(q->today)), &away_rec, &covers));
    TRY(q, duty_lines_of(q, &all));
    v->date = text(q->mem, q->lang, T_duty_day_date__day_week_weekday,
                   TARGS(TS("weekday", capital(q->mem, fmt_weekday(q->mem, q->lang, q->today))),
                         TS("day", fmt_day_long(q->mem, q->lang, q->today)),
                         TI("week", day_week(q->today, &year))));
    tabs(q, v, whose);
    v->may_team = whose != MINE && may(q->who, &duty_team);
    place(q, v, &all, whose, &covers);
    week(q, v, &all, whose, &covers);
    if (!v->over && !v->today && !v->week)
        v->empty = next_due(q, v);
    for (size_t i = 0; i < covers.n; i++)
        *ADD(q->mem, &v->away) = (struct queue_line){
            .label = text(q->mem, q->lang, T_duty_day_covers__name_until,
                          TARGS(TS("name", covers.p[i].name), TD("until", covers.p[i].until))),
        };
    TRY(q, queues(q, v));
    TRY(q, recent(q, v));
    TRY(q, panel(q, v));
    return page(q, &duty_day_view, v);
}
