// SPDX-License-Identifier: Apache-2.0
// What the person sees of the settlement on the own page, and the letters as they were sent: there to
// open, and in the access package (PRIV-10).
#include "platform/letter/letter.h"

#include "rooms/allocation/allocation_web.h"
#include "rooms/allocation/letter_web.h"

const struct right alloc_own = { "allocation.own", R(PA) | R(RE) };

SQL(own_decisions, "select * from allocation_decision where person = $1 and letter <> '' order by decided_on desc, id desc");
SQL(own_decision, "select * from allocation_decision where ref = $1 and letter <> ''");

static err decisions(struct rq *q, const struct person *p, own_lines *out)
{
    decision_rows all = { 0 };
    PASS(db_all(q->db, &own_decisions, ARGS(AI(p->id)), &alloc_decision_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, out) = (struct own_line){
            fmt_day(q->mem, q->lang, all.p[i].decided_on),
            text(q->mem, q->lang, T_allocation_own_decision__place, TARGS(TS("place", place_says(q, all.p[i].number)))),
            strf(q->mem, "/min-side/vedtak/%.*s", S(all.p[i].ref))
        };
    return OK;
}
PERSON_OWN(own_decisions_shown, "allocation.own.title", 30, decisions);

static err case_now(struct rq *q, const struct person *p, own_lines *out)
{
    struct alloc_case c;
    err e = alloc_case_of(q->db, p->id, &c);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    *ADD(q->mem, out) = (struct own_line){
        alloc_say(q, T_allocation_own_state), alloc_say(q, text_find(alloc_state_choices.at[c.state].label)), STR("")
    };
    if (day_known(c.moves_on))
        *ADD(q->mem, out) = (struct own_line){ alloc_say(q, T_allocation_own_moves), fmt_day(q->mem, q->lang, c.moves_on),
                                               STR("") };
    return OK;
}
PERSON_OWN(own_case_shown, "allocation.own.case", 25, case_now);

// The letter to the person; the one to the municipality names others and is not here.
reply own_letter_get(struct rq *q)
{
    struct decision_row d;
    struct letter *l;
    TRY(q, db_one(q->db, &own_decision, ARGS(AT(arg(q, "ref"))), &alloc_decision_rec, &d));
    TRY(q, letter_from_json(q->mem, d.letter, &l));
    return letter_reply(q, l, strf(q->mem, "vedtak-%.*s", S(d.ref)));
}

static err papers(struct db *db, int64_t person, person_papers *out)
{
    decision_rows all = { 0 };
    PASS(db_all(db, &own_decisions, ARGS(AI(person)), &alloc_decision_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct letter *l;
        struct out pdf = { 0 };
        PASS(letter_from_json(db->mem, all.p[i].letter, &l));
        err e = letter_pdf(db->mem, l, &pdf);
        if (e == OK)
            *ADD(db->mem, out) = (struct person_paper){ strf(db->mem, "vedtak-%.*s.pdf", S(all.p[i].ref)),
                                                        str_dup(db->mem, out_str(&pdf)) };
        out_drop(&pdf);
        PASS(e);
    }
    return OK;
}
PERSON_DOCUMENTS(own_letters, papers);
