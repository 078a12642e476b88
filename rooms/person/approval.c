// SPDX-License-Identifier: Apache-2.0
// What takes two: a milder protection level, and sight of a strictly protected person for a named
// user (security.md SEC-15, SEC-18, SEC-30). An approval holds for what was asked alone: when the
// level has changed since, it is void (SEC-33).
#include "platform/trace/trace.h"
#include "rooms/person/person_db.h"
#include "text_keys.h"

SQL(approvals_in, "select * from person_approval where org = $1 and outcome = 'open' order by id");
SQL(open_approval, "select * from person_approval where person = $1 and kind = $2 and outcome = 'open'");
SQL(grant_open, "select * from person_approval where person = $1 and kind = 'grant' and value = $2 "
                "and outcome = 'open'");

static const char *level_code(int level)
{
    return record_field(&person_rec, STR("protection"))->choices->at[level].code;
}

static str change_of(struct arena *a, int from, int to)
{
    return strf(a, "%s>%s", level_code(from), level_code(to));
}

static err ask(struct db *db, struct approval *n)
{
    n->org = db->deed.org;
    n->asked_by = db->deed.user;
    n->asked = (moment){ db->deed.now };
    return db_add(db, &approval_rec, n);
}

err person_set_level(struct db *db, const struct person *was, struct person *now, str reason, bool *waits)
{
    struct approval open;
    *waits = now->protection < was->protection;
    if (!*waits)
        return person_save(db, was, now);
    err e = db_one(db, &open_approval, ARGS(AI(was->id), AT(STR("protection"))), &approval_rec, &open);
    if (e != E_NOTFOUND)
        return e; // asked already
    struct approval n = { .person = was->id, .kind = APPROVE_PROTECTION, .reason = reason,
                          .value = change_of(db->mem, was->protection, now->protection),
                          .to_day = DAY_NONE };
    return ask(db, &n);
}

err person_grant_ask(struct db *db, int64_t person, int64_t user, day last, str reason, text_key *problem)
{
    struct person p;
    struct approval open;
    str value = strf(db->mem, "%lld", (long long)user);
    *problem = T_NONE;
    PASS(person_by_id(db, person, &p));
    if (p.protection != PROTECT_STRICT)
        *problem = T_person_grant_not_strict;
    else if (user == db->deed.user)
        *problem = T_person_grant_self;
    if (*problem != T_NONE)
        return E_INPUT;
    err e = db_one(db, &grant_open, ARGS(AI(person), AT(value)), &approval_rec, &open);
    if (e != E_NOTFOUND)
        return e;
    struct approval n = { .person = person, .kind = APPROVE_GRANT, .value = value, .to_day = last,
                          .reason = reason };
    return ask(db, &n);
}

err person_approvals(struct db *db, int64_t org, approvals *out)
{
    return db_all(db, &approvals_in, ARGS(AI(org)), &approval_rec, out);
}

err person_approval_of(struct db *db, int64_t person, struct approval *out)
{
    return db_one(db, &open_approval, ARGS(AI(person), AT(STR("protection"))), &approval_rec, out);
}

static err lower(struct db *db, const struct approval *a, text_key *problem)
{
    struct person was, now;
    PASS(person_by_id(db, a->person, &was));
    const struct choices *levels = record_field(&person_rec, STR("protection"))->choices;
    now = was;
    for (size_t i = 0; i < levels->n; i++)
        if (str_eq(a->value, change_of(db->mem, was.protection, (int)i)))
            now.protection = (int)i;
    if (now.protection >= was.protection) {
        *problem = T_person_approval_void;
        return E_CONFLICT;
    }
    if (now.protection == PROTECT_NONE)
        now.protection_to = DAY_NONE;
    return person_save(db, &was, &now);
}

static err grant(struct db *db, const struct approval *a, text_key *problem)
{
    int64_t user;
    bool sealed;
    if (!str_int(a->value, &user))
        return E_INPUT;
    if (user == db->deed.user) { // nobody approves for themselves
        *problem = T_person_grant_self;
        return E_DENIED;
    }
    PASS(scope_sealed(db, a->person, &sealed));
    if (!sealed) {
        *problem = T_person_approval_void;
        return E_CONFLICT;
    }
    PASS(scope_open(db, a->person, READER_USER(user), SCOPE_CASE, "grant", db->deed.today));
    return day_known(a->to_day) ? scope_close(db, a->person, READER_USER(user), "grant", a->to_day) : OK;
}

err person_approval_decide(struct db *db, int64_t id, bool yes, text_key *problem)
{
    struct approval was, now;
    *problem = T_NONE;
    PASS(db_by_id(db, &approval_rec, id, &was));
    if (was.org != db->deed.org || was.outcome != APPROVAL_OPEN)
        return E_NOTFOUND;
    if (yes && was.asked_by == db->deed.user) {
        *problem = T_person_approval_own;
        return E_DENIED;
    }
    if (yes)
        PASS(was.kind == APPROVE_GRANT ? grant(db, &was, problem) : lower(db, &was, problem));
    now = was;
    now.outcome = yes ? APPROVAL_YES : APPROVAL_NO;
    now.decided_by = db->deed.user;
    now.decided = (moment){ db->deed.now };
    return db_save(db, &approval_rec, &was, &now);
}
