// SPDX-License-Identifier: Apache-2.0
// Lists: a household is put on a municipality's, which answers without knowing who it is.
#include "rooms/allocation/allocation_db.h"

#include <stdlib.h>

#include "platform/http/setting.h"
#include "rooms/allocation/duties.h"
#include "rooms/place/place.h"
#include "rooms/reception/reception.h"
#include "text_keys.h"

SQL(by_ref, "select * from allocation_offer where ref = $1");
SQL(of_offer, "select * from allocation_case where offer = $1 order by id");
// However many have settled there through the years: those that wait for something, and the year's that are over.
SQL(of_org, "select o.* from allocation_offer o where o.org = $1 and (o.state = 'sent' or (o.state = 'accepted' and exists "
            "(select 1 from allocation_case c where c.offer = o.id and c.state <> 'settled')) or (o.state not in "
            "('sent', 'accepted') and o.sent_on >= $2)) and " OFFER_LISTED("o") " order by "
            "case o.state when 'sent' then 0 when 'accepted' then 1 else 2 end, "
            "case when o.state = 'sent' then o.due_on end, o.answered_on desc, o.id");
SQL(need_one, "select * from allocation_need where household = $1");
SQL(ties_all, "select * from allocation_tie where household = $1 order by id");
SQL(excluded_here, "select count(*) from allocation_tie where household = $1 and number = $2 and "
                   "kind = 'not_here'");
SQL(stands_alone, "select * from allocation_case where id = $1");
SQL(head_of, "select person from person_member where household = $1 and to_day is null order by "
             "case role when 'head' then 0 when 'partner' then 1 else 2 end, id limit 1");
SQL(has_cases, "select count(*) from allocation_case where offer = $1");

err offer_by_ref(struct db *db, str ref, struct offer *o)
{
    return db_one(db, &by_ref, ARGS(AT(ref)), &offer_rec, o);
}

err cases_of_offer(struct db *db, int64_t offer, alloc_cases *out)
{
    return db_all(db, &of_offer, ARGS(AI(offer)), &alloc_case_rec, out);
}

err offers_of_org(struct db *db, int64_t org, offers *out)
{
    return db_all(db, &of_org, ARGS(AI(org), AD(day_add_years(db->deed.today, -1))), &offer_rec, out);
}

err need_of(struct db *db, int64_t household, struct need_row *n)
{
    return household ? db_one(db, &need_one, ARGS(AI(household)), &alloc_need_rec, n) : E_NOTFOUND;
}

err ties_of(struct db *db, int64_t household, tie_rows *out)
{
    return household ? db_all(db, &ties_all, ARGS(AI(household)), &tie_rec, out) : OK;
}

err alloc_together(struct db *db, const struct alloc_case *c, alloc_cases *out)
{
    if (!c->household)
        return db_all(db, &stands_alone, ARGS(AI(c->id)), &alloc_case_rec, out);
    return alloc_cases_of_household(db, c->household, out);
}

// ---- what the municipality is told ------------------------------------------------------------

static int youngest_last(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x < *y) - (*x > *y);
}

static void put_text(struct out *o, const char *name, str value)
{
    out_f(o, ",\"%s\":", name);
    out_json(o, value);
}

// Ages in years, sexes by count, languages; never a name, a number, a day of birth or a diagnosis.
str profile_of(struct arena *a, struct db *db, const alloc_cases *all, const struct need_row *n,
               day today)
{
    struct out o = { 0 };
    int64_t *ages = NEW_ARRAY(a, all->n, int64_t), women = 0, men = 0;
    size_t known = 0;
    str language = STR("");
    bool interpreter = false;
    for (size_t i = 0; i < all->n; i++) {
        struct person p;
        if (person_by_id(db, all->p[i].person, &p) != OK)
            continue;
        if (day_known(p.born))
            ages[known++] = day_age(p.born, today);
        women += p.sex == SEX_FEMALE;
        men += p.sex == SEX_MALE;
        interpreter |= p.interpreter;
        if (!language.n)
            language = p.language;
    }
    if (known)
        qsort(ages, known, sizeof *ages, youngest_last);
    out_f(&o, "{\"size\":%zu,\"ages\":[", all->n);
    for (size_t i = 0; i < known; i++)
        out_f(&o, "%s%lld", i ? "," : "", (long long)ages[i]);
    out_f(&o, "],\"women\":%lld,\"men\":%lld,\"interpreter\":%d", (long long)women, (long long)men,
          interpreter);
    put_text(&o, "language", language);
    put_text(&o, "education", n ? n->education : STR(""));
    put_text(&o, "work", n ? n->work : STR(""));
    out_f(&o, ",\"health\":%d,\"step_free\":%d}", n && n->service != SERVICE_NONE,
          n && n->step_free);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static err answer_days(struct db *db, int64_t *days)
{
    str set;
    PASS(setting_get(db, "allocation.answer_days", &set));
    if (!str_int(set, days) || *days < 1)
        *days = alloc_rules[EV_ASK].days;
    return OK;
}

// ---- asking -----------------------------------------------------------------------------------

// Whether the household must not come there: somebody here said so, or a member's settlement
// conversation did (why stands in a note that is sealed).
static err out_of_reach(struct db *db, const alloc_cases *all, str number, bool *out)
{
    int64_t here;
    PASS(db_int(db, &excluded_here, ARGS(AI(all->p[0].household), AT(number)), &here));
    *out = here > 0;
    for (size_t i = 0; i < all->n && !*out; i++) {
        municipality_numbers not_there = { 0 };
        PASS(reception_excluded(db, all->p[i].person, &not_there));
        for (size_t k = 0; k < not_there.n; k++)
            *out |= str_eq(not_there.p[k], number);
    }
    return OK;
}

// The places of the year and kind the household would take.
static err look_at_places(struct db *db, const alloc_cases *all, str number, struct alloc_facts *f)
{
    struct settlement_place place;
    int64_t year = day_ymd(db->deed.today).year;
    str then = alloc_number_in(db->mem, number, db->deed.today, year);
    err e = settlement_place(db, year, then, db->deed.today, &place);
    if (e != OK && e != E_NOTFOUND)
        return e;
    f->place_answered = e == OK && place.answered;
    // Minors have places of their own; where nothing tells them apart, those of all count.
    f->free = e != OK ? UNKNOWN
              : f->track == TRACK_MINOR && place.minors_free.known ? place.minors_free
                                                                   : place.free;
    f->places = (int64_t)all->n;
    return out_of_reach(db, all, number, &f->excluded);
}

static err head_person(struct db *db, const alloc_cases *all, int64_t *head)
{
    *head = all->p[0].person;
    if (!all->p[0].household)
        return OK;
    err e = db_int(db, &head_of, ARGS(AI(all->p[0].household)), head);
    return e == E_NOTFOUND ? OK : e;
}

static err add_offer(struct db *db, const alloc_cases *all, str number, bool again, struct offer *o)
{
    struct need_row need;
    struct who_org org;
    int64_t days;
    err e = need_of(db, all->p[0].household, &need);
    if (e != OK && e != E_NOTFOUND)
        return e;
    const struct need_row *n = e == OK ? &need : NULL;
    PASS(access_org(db, strf(db->mem, "K%.*s", S(number)), db->deed.today, &org));
    PASS(answer_days(db, &days));
    *o = (struct offer){ .ref = ref_new(db->mem), .household = all->p[0].household, .org = org.id,
                         .number = number, .places = (int64_t)all->n, .sent_on = db->deed.today,
                         .due_on = day_add(db->deed.today, (int32_t)days),
                         .earliest = n ? n->earliest : DAY_NONE, .enter_by = all->p[0].enter_by,
                         .again = again, .state = OFFER_SENT, .answered_on = DAY_NONE,
                         .words = STR(""), .reminded_on = DAY_NONE,
                         .profile = profile_of(db->mem, db, all, n, db->deed.today) };
    for (size_t i = 0; i < all->n; i++)
        o->minors += all->p[i].track == TRACK_MINOR;
    PASS(head_person(db, all, &o->head));
    return db_add(db, &offer_rec, o);
}

static err ask_for(struct db *db, alloc_cases *all, str number, enum alloc_event event,
                   int64_t *offer, text_key *why)
{
    struct alloc_facts f;
    struct alloc_act act = { .on = db->deed.today, .number = number, .checked = true };
    struct offer o;
    int to;
    const struct place *p = place_municipality(number, db->deed.today);
    *why = T_allocation_why_no_such_place;
    if (!p)
        return E_CONFLICT;
    act.number = p->number;
    PASS(alloc_facts_of(db, &all->p[0], &act, &f));
    PASS(look_at_places(db, all, p->number, &f));
    *why = alloc_may(&f, event, &to);
    if (*why != T_NONE)
        return E_CONFLICT;
    PASS(alloc_can_all(db, all, event, &act, why));
    PASS(add_offer(db, all, p->number, event == EV_AGAIN, &o));
    PASS(duty_asked(db, &o));
    act.offer = o.id;
    act.org = o.org;
    *offer = o.id;
    return alloc_move_all(db, all, event, &act, why);
}

// Everybody of the household is asked for together, when all of them are ready.
err alloc_ask(struct db *db, int64_t head, str number, int64_t *offer, text_key *why)
{
    struct alloc_case c;
    alloc_cases all = { 0 };
    *why = T_NONE;
    PASS(alloc_case_of(db, head, &c));
    PASS(alloc_together(db, &c, &all));
    *why = T_allocation_why_household;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].state != ALLOC_READY)
            return E_CONFLICT;
    *why = T_allocation_why_not_now;
    if (!all.n)
        return E_CONFLICT;
    return ask_for(db, &all, number, EV_ASK, offer, why);
}

// Somebody was born or joined after the answer: the municipality is asked for that person as well.
err alloc_again(struct db *db, int64_t person, int64_t *offer, text_key *why)
{
    struct alloc_case c;
    alloc_cases all = { 0 }, one = { 0 };
    PASS(alloc_case_of(db, person, &c));
    PASS(alloc_together(db, &c, &all));
    *why = T_allocation_why_not_now;
    for (size_t i = 0; i < all.n; i++) {
        enum alloc_sight s = alloc_sight((enum alloc_state)all.p[i].state);
        if (all.p[i].id == c.id || s == SIGHT_NONE || !all.p[i].org)
            continue;
        *ADD(db->mem, &one) = c;
        return ask_for(db, &one, all.p[i].number, EV_AGAIN, offer, why);
    }
    return E_CONFLICT;
}

// ---- the answer ---------------------------------------------------------------------------------

static enum alloc_event answer_event(const struct alloc_case *c, bool accept)
{
    if (c->state == ALLOC_FOUND)
        return accept ? EV_PLACE_OK : EV_NO;
    return accept ? EV_ACCEPT : EV_DECLINE;
}

err alloc_answer(struct db *db, int64_t id, const struct alloc_answer *a, text_key *why)
{
    struct offer was, now;
    alloc_cases all = { 0 };
    *why = T_NONE;
    PASS(db_by_id(db, &offer_rec, id, &was));
    if (!db->deed.system && was.org != db->deed.org)
        return E_NOTFOUND;
    *why = T_allocation_why_answered;
    if (was.state != OFFER_SENT)
        return E_CONFLICT;
    *why = T_allocation_why_no_reason;
    if (!a->accept && a->reason == WHY_NONE)
        return E_CONFLICT;
    now = was;
    now.state = a->accept ? OFFER_ACCEPTED : OFFER_DECLINED;
    now.answered_on = db->deed.today;
    now.answered_by = db->deed.user;
    now.reason = a->accept ? WHY_NONE : a->reason;
    now.words = a->accept ? STR("") : a->words;
    PASS(cases_of_offer(db, id, &all));
    struct alloc_act act = { .on = db->deed.today, .reason = now.reason, .note = now.words,
                             .checked = true };
    *why = T_allocation_why_not_now;
    if (!all.n)
        return E_CONFLICT;
    enum alloc_event event = answer_event(&all.p[0], a->accept);
    PASS(alloc_can_all(db, &all, event, &act, why));
    PASS(db_save(db, &offer_rec, &was, &now));
    PASS(duty_answered(db, &now));
    return alloc_move_all(db, &all, event, &act, why);
}

// An offer nobody stands on any more is over.
static err offer_over(struct db *db, int64_t id, str words)
{
    struct offer was, now;
    int64_t left;
    if (!id)
        return OK;
    PASS(db_int(db, &has_cases, ARGS(AI(id)), &left));
    if (left)
        return OK;
    PASS(db_by_id(db, &offer_rec, id, &was));
    if (was.state == OFFER_DECLINED || was.state == OFFER_WITHDRAWN)
        return OK;
    now = was;
    now.state = OFFER_WITHDRAWN;
    now.words = words;
    PASS(db_save(db, &offer_rec, &was, &now));
    return duty_over(db, &now);
}

err alloc_offer_left(struct db *db, int64_t id)
{
    return offer_over(db, id, STR(""));
}

err alloc_withdraw(struct db *db, int64_t id, str words, text_key *why)
{
    struct offer o;
    alloc_cases all = { 0 };
    struct alloc_act act = { .on = db->deed.today, .note = words, .reason = WHY_OTHER };
    PASS(db_by_id(db, &offer_rec, id, &o));
    PASS(cases_of_offer(db, id, &all));
    bool self = all.n && all.p[0].track == TRACK_SELF && all.p[0].state != ALLOC_ASKED;
    PASS(alloc_move_all(db, &all, self ? EV_NO : EV_WITHDRAW, &act, why));
    return offer_over(db, id, words);
}

// ---- refusal, cancelling, reallocation, closing -------------------------------------------------

err alloc_end(struct db *db, int64_t person, enum alloc_event event, const struct alloc_act *act,
              text_key *why)
{
    struct alloc_case c;
    alloc_cases all = { 0 };
    PASS(alloc_case_of(db, person, &c));
    *why = T_NONE;
    if (event == EV_CLOSE && c.offer && alloc_sight((enum alloc_state)c.state) == SIGHT_PSEUDO) {
        PASS(alloc_withdraw(db, c.offer, act->note, why)); // another number of places: ask anew
        PASS(alloc_case_of(db, person, &c));
    }
    if (event == EV_CLOSE) // one person dies or leaves; the others go on
        *ADD(db->mem, &all) = c;
    else
        PASS(alloc_together(db, &c, &all));
    alloc_cases as_far = { 0 }; // members that are not are left as they are
    for (size_t i = 0; i < all.n; i++) {
        int state = all.p[i].state;
        if (all.p[i].id == c.id || state_move(&alloc_states, &state, (int)event) == OK)
            *ADD(db->mem, &as_far) = all.p[i];
    }
    alloc_cases was = { 0 };
    for (size_t i = 0; i < as_far.n; i++)
        *ADD(db->mem, &was) = as_far.p[i];
    PASS(alloc_move_all(db, &as_far, event, act, why));
    for (size_t i = 0; i < was.n; i++)
        PASS(offer_over(db, was.p[i].offer, act->note));
    return OK;
}
