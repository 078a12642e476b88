// SPDX-License-Identifier: Apache-2.0
// Notices: to read, to open, to put away; and how often by e-mail.
#include "rooms/duty/choice.html.h"
#include "rooms/duty/notice_db.h"
#include "rooms/duty/notices.html.h"
#include "text_keys.h"

#define STAFF_ROLES                                                                            \
    (R(DS) | R(DG) | R(DE) | R(DA) | R(CE) | R(MC) | R(MP) | R(MH) | R(MT) | R(MB) | R(BA) |   \
     R(MU) | R(CO) | R(CG) | R(BU) | R(IN) | R(IO) | R(PO) | R(AR))
const struct right duty_notices = { "duty.notices", STAFF_ROLES };

enum { PER_PAGE = 50 };

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

static struct notice_reader reader(const struct rq *q)
{
    return (struct notice_reader){ q->who->user, q->who->org, (int64_t)R(q->who->role) };
}

err duty_unread(struct rq *q, int64_t *n)
{
    struct notice_reader r = reader(q);
    return may(q->who, &duty_notices) ? notices_since(q->db, &r, 0, n) : E_NOTFOUND;
}

reply notices_get(struct rq *q)
{
    struct notices_page *v = NEW(q->mem, struct notices_page);
    struct notice_reader r = reader(q);
    own_notices all = { 0 };
    int64_t side = 1, total;
    if (!str_int(query(q, "side"), &side) || side < 1)
        side = 1;
    TRY(q, notices_count(q->db, &r, &total, &v->unread));
    TRY(q, notices_of(q->db, &r, PER_PAGE, (side - 1) * PER_PAGE, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct own_notice *n = &all.p[i];
        text_key words = text_find(str_cz(q->mem, n->words));
        *ADD(q->mem, &v->list) = (struct notice_shown){
            .id = n->id,
            .kind = say(q, text_find(record_field(&duty_notice_rec, STR("kind"))->choices->at[n->kind].label)),
            .words = words == T_NONE ? say(q, T_duty_notice_something) : say(q, words),
            .at = fmt_moment(q->mem, q->lang, n->at.ms),
            .unread = !n->read_at.ms,
            .task = notice_is_task(n->kind),
            .opens = n->link.n > 0,
        };
    }
    v->pager = (struct pager){ side, PER_PAGE, total };
    return page(q, &duty_notices_view, v);
}

static reply mark(struct rq *q, bool done)
{
    struct notice_reader r = reader(q);
    int64_t id;
    str link;
    if (!str_int(arg(q, "id"), &id))
        return fail(q, E_NOTFOUND);
    TRY(q, notice_mark(q->db, &r, id, done, &link));
    bool away = !done && link.n && link.p[0] == '/' && (link.n == 1 || link.p[1] != '/');
    return away ? see_other(q, "%.*s", S(link)) : see_other(q, "/varsler");
}

reply notice_open_post(struct rq *q)
{
    return mark(q, false);
}

reply notice_done_post(struct rq *q)
{
    return mark(q, true);
}

reply notices_read_post(struct rq *q)
{
    struct notice_reader r = reader(q);
    TRY(q, notices_read_all(q->db, &r));
    return see_other(q, "/varsler");
}

// ---- by e-mail ----------------------------------------------------------------------------------

static reply show_choice(struct rq *q, int status, struct choice_page *v)
{
    struct who_user user;
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    TRY(q, user_by_id(q->db, q->who->user, &user));
    at[0] = (struct crumb){ say(q, T_duty_notices_title), STR("/varsler") };
    at[1] = (struct crumb){ say(q, T_duty_choice_title), STR("") };
    v->crumbs = (struct crumbs){ at, 2 };
    v->email = user.email;
    return page_status(q, status, &duty_choice_view, v);
}

reply notice_choice_get(struct rq *q)
{
    struct choice_page *v = NEW(q->mem, struct choice_page);
    struct notice_choice c;
    TRY(q, notice_choice_of(q->db, q->who->user, &c));
    form_show(q, &v->form, &notice_choice_rec, &c);
    return show_choice(q, 200, v);
}

reply notice_choice_post(struct rq *q)
{
    struct choice_page *v = NEW(q->mem, struct choice_page);
    struct notice_choice was, now;
    TRY(q, notice_choice_of(q->db, q->who->user, &was));
    now = was;
    if (!form_read(q, &v->form, &notice_choice_rec, &now))
        return show_choice(q, 422, v);
    err e = was.id ? db_save(q->db, &notice_choice_rec, &was, &now) : db_add(q->db, &notice_choice_rec, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    reply r = see_other(q, "/profil/varsler");
    notice(q, &r, T_duty_choice_saved, NO_TARGS);
    return r;
}
