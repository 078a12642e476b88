// SPDX-License-Identifier: Apache-2.0
// Opening and ending duties. A duty that names a person lives in a guarded table, the others in one
// of organisations; everybody outside this file sees one thing.
#include "rooms/duty/duty_db.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

SQL(open_of_person, "select * from duty_of_person where kind = $1 and org = $2 and subject = $3 "
                    "and ended = 'open'");
SQL(open_of_org, "select * from duty_of_org where kind = $1 and org = $2 and subject = $3 "
                 "and ended = 'open'");
SQL(of_person, "select * from duty_of_person where person = $1 and org = $2 "
               "order by case ended when 'open' then 0 else 1 end, due, id");

const struct duty_kind *duty_kind_named(str name)
{
    for (const struct duty_kind *const *k = __start_duty_kinds; k < __stop_duty_kinds; k++)
        if (str_is(name, (*k)->name))
            return *k;
    return NULL;
}

static const struct record *rec_of(const struct duty *d)
{
    return d->person ? &duty_of_person_rec : &duty_of_org_rec;
}

static err find_open(struct db *db, const struct duty_kind *k, int64_t org, int64_t subject,
                     struct duty *d)
{
    struct arg at[] = { AT(str_z(k->name)), AI(org), AI(subject) };
    struct db_args args = { at, 3 };
    err e = db_one(db, &open_of_person, args, &duty_of_person_rec, d);
    return e == E_NOTFOUND ? db_one(db, &open_of_org, args, &duty_of_org_rec, d) : e;
}

// ---- why that day -----------------------------------------------------------------------------

str duty_why(struct arena *a, const struct duty_input *in, size_t n)
{
    json_t *all = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *pair = json_array();
        json_array_append_new(pair, json_string(in[i].key));
        json_array_append_new(pair, json_stringn(in[i].value.p, in[i].value.n));
        json_array_append_new(all, pair);
    }
    char *text = json_dumps(all, JSON_COMPACT);
    str s = str_dup(a, str_z(text));
    free(text);
    json_decref(all);
    return s;
}

static str why_of_kind(struct arena *a, const struct duty_kind *k, const struct duty *d)
{
    struct duty_input in[4];
    size_t n = 0;
    in[n++] = (struct duty_input){ "duty.why.start", day_iso(a, d->start) };
    if (k->months)
        in[n++] = (struct duty_input){ "duty.why.months", strf(a, "%d", k->months) };
    if (k->weeks || k->days)
        in[n++] = (struct duty_input){ "duty.why.days", strf(a, "%d", k->days + 7 * k->weeks) };
    return duty_why(a, in, n);
}

// ---- opening ----------------------------------------------------------------------------------

static err reopened(struct db *db, const struct duty_kind *k, const struct duty *was, struct duty *d)
{
    struct duty now = *was;
    now.start = d->start;
    now.first = d->first;
    now.due = duty_off_work(k, day_add(d->first, (int32_t)was->stopped_days));
    now.why = d->why;
    if (d->link.n)
        now.link = d->link;
    if (d->user_id)
        now.user_id = d->user_id;
    PASS(db_save(db, rec_of(was), was, &now));
    *d = now;
    return OK;
}

err duty_open(struct db *db, const struct duty_kind *k, struct duty *d)
{
    struct duty was;
    if (!day_known(d->start) || !d->org)
        return E_INPUT;
    d->kind = str_z(k->name);
    d->first = day_known(d->due) ? d->due : duty_length(k, d->start);
    if (!d->why.n)
        d->why = why_of_kind(db->mem, k, d);
    err e = find_open(db, k, d->org, d->subject, &was);
    if (e == OK && was.person == d->person)
        return reopened(db, k, &was, d);
    if (e == OK) { // the person has become known, or another is meant: a new duty
        PASS(duty_drop(db, k, d->org, d->subject, d->start));
    } else if (e != E_NOTFOUND) {
        return e;
    }
    if (!d->user_id && d->person)
        PASS(case_owner(db, d->person, d->org, &d->user_id));
    d->due = duty_off_work(k, d->first);
    d->stopped = d->plan_day = d->ended_on = DAY_NONE;
    d->stop_reason = d->plan_reason = STR("");
    d->stopped_days = 0;
    d->ended = DUTY_OPEN;
    if (!d->link.p)
        d->link = STR("");
    return db_add(db, rec_of(d), d);
}

// ---- by the law -------------------------------------------------------------------------------

static const struct law *tables;

static void load_tables(void)
{
    struct arena *a = arena_make(0); // as long as the program
    str fault;
    if (law_embedded(a, &tables, &fault) != OK)
        abort(); // built in and proved by a test
}

const struct law *duty_law(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load_tables);
    return tables;
}

// Rules and facts in the order they were used: ids and days, nothing of who it is.
static str why_by_law(struct arena *a, const struct law_facts *f, const struct law_answer *is)
{
    enum { INPUTS = 24 };
    struct duty_input in[INPUTS];
    size_t n = 0;
    for (int i = 0; i < is->n && n < INPUTS; i++) {
        const struct law_reason *r = &is->reason[i];
        in[n++] = (struct duty_input){ "duty.why.rule", law_rule_of(duty_law(), r->rule)->id };
        for (int k = 0; k < LAW_REASON_FACTS && r->fact[k] && n < INPUTS; k++)
            if (law_fact_known(f, r->fact[k]))
                in[n++] = (struct duty_input){ str_cz(a, strf(a, "law:%s", law_fact_name(r->fact[k]))),
                                               law_fact_value(a, f, r->fact[k]) };
    }
    return duty_why(a, in, n);
}

err duty_open_by_law(struct db *db, const struct duty_kind *k, const struct law_facts *f,
                     struct duty *d)
{
    struct law_answer is;
    if (!k->question)
        return E_INPUT;
    law_answer(duty_law(), (enum law_question)(k->question - 1), f, db->deed.today, &is);
    if (is.kind != LAW_DAY)
        return E_NOTFOUND;
    struct law_duties all = { 0 };
    law_duties(db->mem, duty_law(), f, db->deed.today, &all);
    d->start = DAY_NONE;
    for (size_t i = 0; i < all.list.n; i++)
        if ((int)all.list.p[i].question + 1 == k->question)
            d->start = all.list.p[i].start;
    if (!day_known(d->start))
        return E_NOTFOUND;
    d->due = is.day;
    d->why = why_by_law(db->mem, f, &is);
    return duty_open(db, k, d);
}

// ---- ending, standing, going ------------------------------------------------------------------

static err end(struct db *db, const struct duty_kind *k, int64_t org, int64_t subject, day on,
               enum duty_end how)
{
    struct duty was, now;
    err e = find_open(db, k, org, subject, &was);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    now = was;
    if (day_known(now.stopped))
        PASS(duty_go_at(k, &now, day_cmp(on, now.stopped) < 0 ? now.stopped : on));
    now.ended = (int)how;
    now.ended_on = on;
    return db_save(db, rec_of(&was), &was, &now);
}

err duty_done(struct db *db, const struct duty_kind *k, int64_t org, int64_t subject, day on)
{
    return end(db, k, org, subject, on, DUTY_DONE);
}

err duty_drop(struct db *db, const struct duty_kind *k, int64_t org, int64_t subject, day on)
{
    return end(db, k, org, subject, on, DUTY_DROPPED);
}

static err save_changed(struct db *db, const struct duty *was, const struct duty *now)
{
    struct duty to = *now;
    return day_eq(was->stopped, now->stopped) ? OK : db_save(db, rec_of(was), was, &to);
}

err duty_stop(struct db *db, const struct duty_kind *k, int64_t org, int64_t subject, day on,
              const char *reason)
{
    struct duty was, now;
    err e = find_open(db, k, org, subject, &was);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    now = was;
    PASS(duty_stop_at(&now, on, reason));
    return save_changed(db, &was, &now);
}

err duty_resume(struct db *db, const struct duty_kind *k, int64_t org, int64_t subject, day on)
{
    struct duty was, now;
    err e = find_open(db, k, org, subject, &was);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    now = was;
    PASS(duty_go_at(k, &now, on));
    return save_changed(db, &was, &now);
}

err duties_of_person(struct db *db, int64_t person, duties *out)
{
    return db_all(db, &of_person, ARGS(AI(person), AI(db->deed.org)), &duty_of_person_rec, out);
}

// Nobody has anything to do for a dead person any more, in any organisation.
SQL(all_open_of, "select * from duty_of_person where person = $1 and ended = 'open'");
err duty_heard_death(struct db *db, int64_t person, str payload)
{
    duties all = { 0 };
    (void)payload;
    PASS(db_all(db, &all_open_of, ARGS(AI(person)), &duty_of_person_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        PASS(duty_drop(db, duty_kind_named(all.p[i].kind), all.p[i].org, all.p[i].subject, db->deed.today));
    return OK;
}
