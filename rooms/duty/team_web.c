// SPDX-License-Identifier: Apache-2.0
// The team: who carries how much, what is late, who is away; one case moved to another colleague.
#include "rooms/duty/team_web.h"

#include <stdlib.h>

#include "platform/trace/trace.h"
#include "rooms/duty/mate.html.h"
#include "rooms/duty/team.html.h"
#include "rooms/person/person.h"
#include "text_keys.h"

const struct right duty_team = { "duty.team", R(MH) | R(DS) | R(CE) | R(MC) };

enum { URGENT = 10, PER_PAGE = 50 };

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static str number(struct rq *q, int64_t n)
{
    return strf(q->mem, "%lld", (long long)n);
}

void team_options(struct rq *q, const mates *all, int64_t not_this, void *options)
{
    SLICE(struct option) *to = options;
    for (size_t i = 0; i < all->n; i++)
        if (all->p[i].user != not_this && all->p[i].roles.n)
            *ADD(q->mem, to) = (struct option){
                .value = number(q, all->p[i].user),
                .label = text(q->mem, q->lang, T_duty_team_with_cases__n_name,
                              TARGS(TS("name", all->p[i].name), TI("n", all->p[i].cases))),
            };
}

// The duty of the person that is due first, if any, as its chip.
static void worst(struct rq *q, const duty_lines *lines, struct case_line *c)
{
    for (size_t i = 0; i < lines->n && !c->has_chip; i++) // they come by due day
        if (lines->p[i].person == c->person) {
            struct duty d = duty_of_line(&lines->p[i], q->who->org);
            c->has_chip = true;
            c->chip = duty_chip(q, &d);
            c->why = duty_words(q, &d);
        }
}

struct case_line team_case_line(struct rq *q, const duty_lines *lines, const struct case_found *f)
{
    struct person p = { .family = f->family, .given = f->given, .born = f->born };
    struct case_line c = { .person = f->person, .id = number(q, f->person), .name = person_listed(q->mem, &p),
                           .born = person_born(q->mem, q->lang, &p), .why = STR(""), .owner = STR("") };
    worst(q, lines, &c);
    return c;
}

static bool has(const struct team_page *v, int64_t person)
{
    for (size_t i = 0; i < v->urgent.n; i++)
        if (v->urgent.p[i].person == person)
            return true;
    return false;
}

// Cases where a duty is late, and those with a duty that nobody has.
static void urgent(struct rq *q, struct team_page *v, const duty_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const struct duty_line *l = &lines->p[i];
        const struct duty_kind *k = duty_kind_named(l->kind);
        struct duty d = duty_of_line(l, q->who->org);
        enum day_group g = k ? duty_group(k, &d, q->today) : DAY_LATER;
        v->open++;
        v->over += g == DAY_OVER;
        if (!k || !l->person || str_is(l->protection, "confidential") ||
            str_is(l->protection, "strict") || (g != DAY_OVER && l->user_id) || has(v, l->person))
            continue;
        if (v->urgent.n == URGENT) {
            v->more++;
            continue;
        }
        struct person p = { .family = l->family, .given = l->given };
        *ADD(q->mem, &v->urgent) = (struct case_line){
            .person = l->person,
            .id = number(q, l->person),
            .name = person_listed(q->mem, &p),
            .why = duty_words(q, &d),
            .owner = l->user_id ? l->owner : say(q, T_duty_unowned),
            .chip = duty_chip(q, &d),
            .has_chip = true,
        };
    }
}

reply team_get(struct rq *q)
{
    struct team_page *v = NEW(q->mem, struct team_page);
    duty_lines lines = { 0 };
    TRY(q, duty_lines_of(q, &lines));
    TRY(q, team_mates(q, &lines, &v->mates));
    TRY(q, team_unowned(q, &v->unowned));
    v->org = q->who->org_name;
    for (size_t i = 0; i < v->mates.n; i++)
        v->absent += v->mates.p[i].absent;
    urgent(q, v, &lines);
    team_options(q, &v->mates, 0, &v->givable);
    return page(q, &duty_team_view, v);
}

// ---- one colleague ------------------------------------------------------------------------------

struct crumbs team_crumbs(struct rq *q, str last)
{
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_duty_team_title), STR("/team") };
    at[1] = (struct crumb){ last, STR("") };
    return (struct crumbs){ at, 2 };
}

static err cover_choices(struct rq *q, const mates *all, int64_t user, struct mate_page *v)
{
    team_options(q, all, user, &v->givable);
    return team_absences(q, user, &v->absences);
}

static reply show_mate(struct rq *q, int status, struct mate_page *v, int64_t user)
{
    duty_lines lines = { 0 };
    mates all = { 0 };
    cases_found found = { 0 };
    int64_t side = 1;
    TRY(q, duty_lines_of(q, &lines));
    TRY(q, team_mates(q, &lines, &all));
    if (!str_int(query(q, "side"), &side) || side < 1)
        side = 1;
    v->user = user;
    v->id = number(q, user);
    v->nobody = user == 0;
    if (user)
        TRY(q, team_name(q, user, &v->name));
    v->title = user ? v->name : say(q, T_duty_team_nobodys);
    if (user)
        for (size_t i = 0; i < all.n; i++) {
            const struct mate *m = &all.p[i];
            if (m->user != user)
                continue;
            v->cases = m->cases;
            v->open = m->open;
            v->over = m->over;
        }
    else
        TRY(q, team_unowned(q, &v->cases));
    TRY(q, team_cases(q, user, PER_PAGE, (side - 1) * PER_PAGE, &found));
    for (size_t i = 0; i < found.n; i++)
        *ADD(q->mem, &v->list) = team_case_line(q, &lines, &found.p[i]);
    v->pager = (struct pager){ side, PER_PAGE, v->cases };
    TRY(q, cover_choices(q, &all, user, v));
    v->crumbs = team_crumbs(q, v->title);
    v->form.action = strf(q->mem, "/team/%lld/fravaer", (long long)user);
    v->form.submit = T_duty_absence_save;
    return page_status(q, status, &duty_mate_view, v);
}

reply mate_get(struct rq *q)
{
    struct mate_page *v = NEW(q->mem, struct mate_page);
    int64_t user;
    if (!str_int(arg(q, "id"), &user) || user < 0)
        return fail(q, E_NOTFOUND);
    form_show(q, &v->form, &duty_absence_rec, NULL);
    return show_mate(q, 200, v, user);
}

reply team_absence_post(struct rq *q)
{
    static const char *const also[] = { "cover", NULL };
    struct mate_page *v = NEW(q->mem, struct mate_page);
    struct absence a = { .org = q->who->org, .from_day = DAY_NONE, .to_day = DAY_NONE };
    str name;
    if (!str_int(arg(q, "id"), &a.user_id) || !a.user_id)
        return fail(q, E_NOTFOUND);
    TRY(q, team_name(q, a.user_id, &name));
    v->form.also = also;
    bool read = form_read(q, &v->form, &duty_absence_rec, &a);
    if (read && day_cmp(a.to_day, a.from_day) < 0) {
        form_refuse(&v->form, "to_day", T_duty_absence_backwards, NO_TARGS);
        read = false;
    }
    if (posted(q, "cover").n) {
        if (!str_int(posted(q, "cover"), &a.cover) || a.cover == a.user_id ||
            team_name(q, a.cover, &name) != OK)
            return fail(q, E_NOTFOUND);
    }
    if (!read)
        return show_mate(q, 422, v, a.user_id);
    TRY(q, db_add(q->db, &duty_absence_rec, &a));
    reply r = see_other(q, "/team/%lld", (long long)a.user_id);
    notice(q, &r, T_duty_absence_saved, NO_TARGS);
    return r;
}

// ---- one case -----------------------------------------------------------------------------------

reply case_move_post(struct rq *q)
{
    int64_t person, to, owner;
    bool own = false;
    str name;
    if (!str_int(posted(q, "person"), &person) || !str_int(posted(q, "til"), &to) || !to)
        return fail(q, E_NOTFOUND);
    TRY(q, case_owner(q->db, person, q->who->org, &owner));
    TRY(q, team_has_case(q, person, owner, &own));
    if (!own)
        return fail(q, E_NOTFOUND);
    TRY(q, team_name(q, to, &name));
    TRY(q, case_give(q->db, person, q->who->org, to));
    if (to != q->who->user)
        TRY(q, notice_to(q->db, to, NOTICE_WAITING, "duty.notice.case_given", STR("/min-dag")));
    int64_t back;
    reply r = str_int(posted(q, "fra"), &back) ? see_other(q, "/team/%lld", (long long)back)
                                               : see_other(q, "/team");
    notice(q, &r, T_duty_team_moved__name, TARGS(TS("name", name)));
    return r;
}
