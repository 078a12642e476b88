// SPDX-License-Identifier: Apache-2.0
// A duty in words: what, by which paragraph, and its chip.
#include "rooms/duty/duty_db.h"

#include "text_keys.h"

// "allocation.answer" with "do" gives the text allocation.duty.answer.do.
static text_key text_of(struct arena *a, str kind, const char *more)
{
    str what = kind, room;
    if (!str_cut(&what, '.', &room) || !what.p)
        return T_NONE;
    return text_find(str_cz(a, strf(a, "%.*s.duty.%.*s%s%s", S(room), S(what), *more ? "." : "", more)));
}

str duty_words(struct rq *q, const struct duty *d)
{
    text_key k = text_of(q->mem, d->kind, "");
    return k == T_NONE ? d->kind : text(q->mem, q->lang, k, NO_TARGS);
}

str duty_basis(struct rq *q, const struct duty *d)
{
    const struct duty_kind *kind = duty_kind_named(d->kind);
    text_key k = text_of(q->mem, d->kind, "basis");
    if (k != T_NONE)
        return text(q->mem, q->lang, k, NO_TARGS);
    return kind ? str_z(kind->paragraph) : STR("");
}

struct deadline duty_chip(struct rq *q, const struct duty *d)
{
    const struct duty_kind *kind = duty_kind_named(d->kind);
    text_key why = d->stop_reason.n ? text_find(str_cz(q->mem, d->stop_reason)) : T_NONE;
    return (struct deadline){
        .due = kind ? duty_due_on(kind, d, q->today) : d->due,
        .done = d->ended == DUTY_DONE ? d->ended_on : DAY_NONE,
        .stopped = !day_known(d->stopped) ? STR("")
                   : why == T_NONE        ? d->stop_reason
                                          : text(q->mem, q->lang, why, NO_TARGS),
        .url = strf(q->mem, "/frister/%lld", (long long)d->id),
    };
}
