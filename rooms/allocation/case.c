// SPDX-License-Identifier: Apache-2.0
// A case is opened by a permit, and moved by one function that writes everything a move means.
#include "rooms/allocation/allocation_db.h"

#include "platform/job/job.h"
#include "rooms/allocation/duties.h"
#include "rooms/place/place.h"
#include "rooms/reception/reception.h"
#include "text_keys.h"

enum { APPLY_MONTHS = 6, SECONDARY_YEARS = 5 };
#define BASIS "settlement"
#define BASIS_OWN "settlement-own"

SQL(moved_in_before, "select count(*) from allocation_case where household = $1 and person <> $2 and "
                     "state = 'settled' and settled_on <= $3");
SQL(cases_of_person, "select * from allocation_case where person = $1 order by id desc");
// The open one, if there is one: a record that was merged may have brought a closed one that began later.
SQL(latest_case, "select * from allocation_case where person = $1 order by case when state in ('settled', 'closed') "
                 "then 1 else 0 end, opened_on desc, id desc limit 1");
SQL(standing_cases, "select * from allocation_case where person = $1 and state <> 'closed' "
                    "order by case when state = 'settled' then 1 else 0 end, opened_on desc, id desc");
SQL(open_in_household, "select * from allocation_case where household = $1 and household <> 0 and "
                       "state not in ('settled', 'closed') order by id");
SQL(settled_before, "select count(*) from allocation_settled where person = $1 and settled_on > $2 "
                    "and case_id <> $3");
SQL(last_settled_of_case, "select * from allocation_settled where case_id = $1 order by id desc limit 1");

// ---- small readings -------------------------------------------------------------------------

str alloc_number_in(struct arena *a, str number, day on, int64_t year)
{
    const struct place *p = place_municipality_near(number, on);
    const struct place *then = p ? place_on(p, day_of((int)year, 1, 1)) : NULL;
    return then ? then->number : str_dup(a, number);
}

str alloc_place_name(str number, day on)
{
    const struct place *p = number.n ? place_municipality_near(number, on) : NULL;
    return p ? p->name : STR("");
}

str alloc_place_detail(struct arena *a, const struct alloc_case *c)
{
    struct out o = { 0 };
    str name = alloc_place_name(c->number, c->opened_on);
    if (name.n) {
        OUT(&o, "{\"place\":");
        out_json(&o, name);
        OUT(&o, "}");
    } else {
        OUT(&o, "{\"place_key\":\"allocation.somewhere\"}");
    }
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

err alloc_case_of(struct db *db, int64_t person, struct alloc_case *c)
{
    return db_one(db, &latest_case, ARGS(AI(person)), &alloc_case_rec, c);
}

err alloc_cases_of_household(struct db *db, int64_t household, alloc_cases *out)
{
    return db_all(db, &open_in_household, ARGS(AI(household)), &alloc_case_rec, out);
}

// The permit that counts: the newest that settles and is not revoked.
static err permit_of(struct db *db, int64_t person, struct permit *out, bool *held)
{
    permits all = { 0 };
    *held = false;
    PASS(person_permits(db, person, &all));
    for (size_t i = 0; i < all.n && !*held; i++)
        if (all.p[i].settles && !day_known(all.p[i].revoked)) {
            *out = all.p[i];
            *held = true;
        }
    return OK;
}

err alloc_facts_of(struct db *db, const struct alloc_case *c, const struct alloc_act *act,
                   struct alloc_facts *f)
{
    struct permit p = { .valid_to = DAY_NONE };
    enum role role;
    *f = (struct alloc_facts){
        .track = c->track, .state = c->state, .authority = c->authority, .shield = c->shield,
        .today = db->deed.today, .on = act->on, .ready_on = c->ready_on, .apply_by = c->apply_by,
        .enter_by = c->enter_by, .allocated_on = c->allocated_on, .mapped = act->mapped,
        .place_answered = act->checked, .reason = act->reason != WHY_NONE, .told = act->told,
    };
    PASS(permit_of(db, c->person, &p, &f->permit));
    f->permit_to = p.valid_to;
    // A job or command acts for whoever is responsible.
    f->child_welfare = db->deed.system ? c->authority == BY_CHILD_WELFARE
                                       : role_parse(str_z(db->deed.role), &role) && role == BU;
    return OK;
}

// ---- what a move means ----------------------------------------------------------------------

static int64_t year_of(const struct alloc_case *c, day today)
{
    if (c->state == ALLOC_SETTLED)
        return day_ymd(c->settled_on).year;
    int now = day_ymd(today).year;
    int moves = day_known(c->moves_on) ? day_ymd(c->moves_on).year : now;
    return moves > now ? moves : now;
}

// Where the balance has the case: in its own columns, so that the next move takes back exactly that.
static void place_in_balance(struct db *db, struct alloc_case *c)
{
    bool counts = alloc_count((enum alloc_state)c->state) != COUNT_NONE;
    c->year = counts ? year_of(c, db->deed.today) : 0;
    c->counted = !counts                     ? STR("")
                 : c->shield != PROTECT_NONE ? STR(PROTECTED_NUMBER)
                                             : alloc_number_in(db->mem, c->number, db->deed.today, c->year);
}

static err balance(struct db *db, const struct alloc_case *c, int64_t places)
{
    static const enum settlement_what whats[] = { [COUNT_WAITING] = SETTLEMENT_WAITING,
                                                  [COUNT_AGREED] = SETTLEMENT_AGREED,
                                                  [COUNT_SETTLED] = SETTLEMENT_SETTLED };
    enum alloc_count count = alloc_count((enum alloc_state)c->state);
    if (count == COUNT_NONE || !c->year)
        return OK;
    str cause = strf(db->mem, "case %lld.%lld %s", (long long)c->id, (long long)c->version,
                     places < 0 ? "from" : "to");
    return settlement_move(db, c->year, c->counted, c->track == TRACK_MINOR, whats[count], places,
                           db->deed.today, cause);
}

static bool same_count(const struct alloc_case *a, const struct alloc_case *b)
{
    return alloc_count((enum alloc_state)a->state) == alloc_count((enum alloc_state)b->state) &&
           a->year == b->year && str_eq(a->counted, b->counted);
}

static err ledger(struct db *db, const struct alloc_case *was, const struct alloc_case *now)
{
    if (same_count(was, now))
        return OK;
    PASS(balance(db, was, -1));
    return balance(db, now, 1);
}

static err sight(struct db *db, const struct alloc_case *was, const struct alloc_case *now)
{
    static const enum scope_level levels[] = { [SIGHT_PSEUDO] = SCOPE_PSEUDO,
                                               [SIGHT_CASE] = SCOPE_CASE,
                                               [SIGHT_FULL] = SCOPE_FULL };
    enum alloc_sight before = alloc_sight((enum alloc_state)was->state),
                     after = alloc_sight((enum alloc_state)now->state);
    day today = db->deed.today;
    if (was->org && before != SIGHT_NONE && (after == SIGHT_NONE || was->org != now->org)) {
        PASS(scope_open(db, was->person, was->org, SCOPE_OWN, BASIS_OWN, today));
        PASS(scope_close(db, was->person, was->org, BASIS, day_add(today, -1)));
    }
    if (now->org && after != SIGHT_NONE)
        PASS(scope_open(db, now->person, now->org, levels[after], BASIS, today));
    return OK;
}

// ---- two records become one, or two again: what hangs on a case follows it, and sight follows what is there

SQL(follow_log, "update allocation_log set person = $1 where person <> $1 and case_id in "
                "(select id from allocation_case where person = $1)");
SQL(follow_decision, "update allocation_decision set person = $1 where person <> $1 and case_id in "
                     "(select id from allocation_case where person = $1)");
SQL(follow_settled, "update allocation_settled set person = $1 where person <> $1 and case_id in "
                    "(select id from allocation_case where person = $1)");
SQL(follow_offer, "update allocation_offer set head = $1 where head <> $1 and id in (select offer from "
                  "allocation_case where person = $1 and offer <> 0) and not exists (select 1 from allocation_case c "
                  "where c.offer = allocation_offer.id and c.person = allocation_offer.head)");
SQL(sights_of, "select * from who_scope where subject = $1 and basis = '" BASIS "' and to_day is null order by id");
SQL(own_of, "select distinct org from allocation_log where person = $1 and org <> 0 and event in "
            "('decline', 'withdraw', 'cancel', 'reallocate', 'refuse')");

static const struct field org_fields[] = { F(alloc_log, org, INT) };
static const struct record org_rec = { NULL, org_fields, 1, sizeof(struct alloc_log), "org" };

static err sight_anew(struct db *db, int64_t person, const alloc_cases *all)
{
    SLICE(struct scope) rows = { 0 };
    SLICE(struct alloc_log) own = { 0 };
    day today = db->deed.today;
    PASS(db_all(db, &sights_of, ARGS(AI(person)), &scope_rec, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        bool stands = false;
        for (size_t k = 0; k < all->n; k++)
            stands |= all->p[k].org == rows.p[i].reader && alloc_sight((enum alloc_state)all->p[k].state) != SIGHT_NONE;
        if (!stands)
            PASS(scope_close(db, person, rows.p[i].reader, BASIS, day_add(today, -1)));
    }
    for (size_t k = all->n; k-- > 0;) { // as if it had just come there
        struct alloc_case was = all->p[k];
        was.org = 0;
        PASS(sight(db, &was, &all->p[k]));
    }
    PASS(db_all(db, &own_of, ARGS(AI(person)), &org_rec, &own));
    for (size_t i = 0; i < own.n; i++)
        PASS(scope_open(db, person, own.p[i].org, SCOPE_OWN, BASIS_OWN, today));
    return OK;
}

err alloc_follow(struct db *db, int64_t person)
{
    static const struct sql *const hangs[] = { &follow_log, &follow_decision, &follow_settled, &follow_offer };
    alloc_cases all = { 0 };
    for (size_t i = 0; i < sizeof hangs / sizeof *hangs; i++)
        PASS(db_do(db, hangs[i], ARGS(AI(person)), NULL));
    PASS(db_all(db, &cases_of_person, ARGS(AI(person)), &alloc_case_rec, &all));
    return all.n ? sight_anew(db, person, &all) : OK;
}

static err keep_log(struct db *db, const struct alloc_case *was, const struct alloc_case *now,
                    enum alloc_event event, const struct alloc_act *act)
{
    struct alloc_log row = { .case_id = was->id, .person = was->person, .from_state = was->state,
                             .to_state = now->state, .event = (int)event,
                             .org = now->org ? now->org : was->org, .happened = act->on,
                             .reason = act->reason, .note = act->note,
                             .by_user = db->deed.user, .by_org = db->deed.org,
                             .at = { db->deed.now } };
    return db_add(db, &alloc_log_rec, &row);
}

// A municipality that has not seen the name may not write on the person's timeline: a job does it.
static err tell(struct db *db, const struct alloc_case *was, const struct alloc_case *now,
                enum alloc_event event, day on)
{
    enum scope_level level;
    const char *kind = strf(db->mem, "person.event.allocation_%s",
                            alloc_event_choices.at[event].code).p;
    err e = db->deed.system ? OK : scope_of_actor(db, was->person, &level);
    if (e == E_NOTFOUND || (e == OK && !db->deed.system && level < SCOPE_CASE))
        return fact(db, "allocation.moved", was->person,
                    strf(db->mem, "%s %.*s", alloc_event_choices.at[event].code, S(day_iso(db->mem, on))));
    PASS(e);
    str detail = alloc_place_detail(db->mem, now->org || now->state == ALLOC_ALLOCATED ? now : was);
    return person_tell(db, was->person, on, PHASE_SETTLEMENT, kind, detail,
                       strf(db->mem, "/personer/%lld/bosetting", (long long)was->person));
}

static err register_settled(struct db *db, const struct alloc_case *c, bool correction, bool centre)
{
    struct settled_row last, row = { .case_id = c->id, .person = c->person, .org = c->org,
                                     .number = c->number, .settled_on = c->settled_on,
                                     .registered_on = db->deed.today };
    enum role role;
    int64_t before;
    bool known = role_parse(str_z(db->deed.role), &role);
    row.source = centre || (known && role == CE)                        ? SOURCE_CENTRE
                 : known && (role == MC || role == MH) ? SOURCE_MUNICIPALITY
                                                                 : SOURCE_DIRECTORATE;
    PASS(db_int(db, &settled_before,
                ARGS(AI(c->person), AD(day_add_years(c->settled_on, -SECONDARY_YEARS)), AI(c->id)),
                &before));
    row.secondary = before > 0;
    err e = correction ? db_one(db, &last_settled_of_case, ARGS(AI(c->id)), &settled_rec, &last)
                       : E_NOTFOUND;
    if (e == OK)
        row.corrects = KNOWN(last.id);
    else if (e != E_NOTFOUND)
        return e;
    return db_add(db, &settled_rec, &row);
}

// ---- the move -------------------------------------------------------------------------------

static void apply(struct alloc_case *c, enum alloc_event event, const struct alloc_act *act)
{
    switch (event) {
    case EV_MAPPED:
    case EV_APPLIED: c->ready_on = act->on; break;
    case EV_ASK:
    case EV_AGAIN:
    case EV_FOUND:
        c->offer = act->offer;
        c->org = act->org;
        c->number = act->number;
        if (!day_known(c->ready_on))
            c->ready_on = act->on;
        break;
    case EV_OUTSIDE: // the municipality of a strictly protected person is stored nowhere
        c->org = c->shield == PROTECT_STRICT ? 0 : act->org;
        c->number = c->shield == PROTECT_STRICT ? STR("") : act->number;
        c->allocated_on = act->on;
        break;
    case EV_ALLOCATE: c->allocated_on = act->on; break;
    case EV_DATE: c->moves_on = act->on; break;
    case EV_SETTLE:
    case EV_CORRECT: c->settled_on = act->on; break;
    case EV_WISH: c->track = TRACK_SELF; break;
    case EV_LODGE: c->track = TRACK_PRIVATE; break;
    case EV_CENTRE: c->track = TRACK_RECEPTION; break; // or AMOT: alloc_lodge says
    case EV_DECLINE:
    case EV_WITHDRAW:
    case EV_CANCEL:
    case EV_REALLOCATE:
    case EV_REFUSE:
    case EV_NO:
    case EV_CLOSE:
        c->offer = 0;
        c->org = 0;
        c->number = STR("");
        c->allocated_on = c->moves_on = DAY_NONE;
        c->closed = event == EV_CLOSE ? act->closed : CLOSED_NOT;
        break;
    default: break;
    }
}

static bool role_allows(const struct db *db, const struct alloc_rule *r)
{
    enum role role;
    return db->deed.system || (role_parse(str_z(db->deed.role), &role) && (r->who & R(role)));
}

// A municipality acts for itself alone.
static bool org_allows(const struct db *db, const struct alloc_case *c)
{
    enum role role;
    if (db->deed.system || !role_parse(str_z(db->deed.role), &role))
        return db->deed.system;
    bool municipal = role == MC || role == MH;
    return !municipal || (c->org && c->org == db->deed.org);
}

static err can(struct db *db, const struct alloc_case *c, enum alloc_event event,
               const struct alloc_act *act, int *to, text_key *why)
{
    struct alloc_facts f;
    *why = T_NONE;
    if (!role_allows(db, &alloc_rules[event]) || !org_allows(db, c))
        return E_DENIED;
    PASS(alloc_facts_of(db, c, act, &f));
    *why = alloc_may(&f, event, to);
    return *why == T_NONE ? OK : E_CONFLICT;
}

err alloc_can_all(struct db *db, const alloc_cases *all, enum alloc_event event,
                  const struct alloc_act *act, text_key *why)
{
    int to;
    *why = T_allocation_why_not_now;
    for (size_t i = 0; i < all->n; i++)
        PASS(can(db, &all->p[i], event, act, &to, why));
    return all->n ? OK : E_CONFLICT;
}

err alloc_move(struct db *db, struct alloc_case *c, enum alloc_event event,
               const struct alloc_act *given, text_key *why)
{
    struct alloc_act act = *given;
    struct alloc_case was = *c, now = *c;
    PASS(can(db, c, event, &act, &now.state, why));
    if (!day_known(act.on))
        act.on = db->deed.today;
    apply(&now, event, &act);
    place_in_balance(db, &now);
    PASS(db_save(db, &alloc_case_rec, &was, &now));
    PASS(keep_log(db, &was, &now, event, &act));
    PASS(ledger(db, &was, &now));
    if (event == EV_SETTLE || event == EV_CORRECT)
        PASS(register_settled(db, &now, event == EV_CORRECT, act.centre));
    if ((event == EV_DATE || event == EV_SETTLE) && now.offer)
        PASS(duty_dated(db, now.org, now.offer));
    if (event == EV_SETTLE || event == EV_CLOSE)
        PASS(duty_closed(db, &now));
    if (was.state == ALLOC_APPLY)
        PASS(duty_applied(db, &now));
    if (event == EV_DATE)
        PASS(duty_travels(db, &now));
    PASS(tell(db, &was, &now, event, act.on));
    PASS(sight(db, &was, &now)); // last: it may end the actor's own
    if (event == EV_SETTLE)
        PASS(duty_arrived(db, &now));
    *c = now;
    return OK;
}

err alloc_move_all(struct db *db, alloc_cases *all, enum alloc_event event,
                   const struct alloc_act *act, text_key *why)
{
    PASS(alloc_can_all(db, all, event, act, why));
    for (size_t i = 0; i < all->n; i++)
        PASS(alloc_move(db, &all->p[i], event, act, why));
    return OK;
}

err alloc_recount(struct db *db, struct alloc_case *c)
{
    struct alloc_case now = *c;
    place_in_balance(db, &now);
    if (!c->year || same_count(c, &now)) // what counts nowhere stays so
        return OK;
    PASS(db_save(db, &alloc_case_rec, c, &now));
    PASS(ledger(db, c, &now));
    *c = now;
    return OK;
}

// ---- opening --------------------------------------------------------------------------------

static err household_now(struct db *db, int64_t person, int64_t *household)
{
    struct household h;
    err e = household_of(db, person, db->deed.today, &h);
    *household = e == OK ? h.id : 0;
    return e == E_NOTFOUND ? OK : e;
}

static int track_for(const struct person *p, const struct permit *t, enum lodging lodging)
{
    if (p->unaccompanied != MINOR_NONE)
        return TRACK_MINOR;
    if (t->basis == PERMIT_RESETTLED)
        return TRACK_RESETTLEMENT;
    return lodging == LODGES_PRIVATE ? TRACK_PRIVATE : lodging == LODGES_AMOT ? TRACK_AMOT : TRACK_RECEPTION;
}

// Six months from the day the police told of the permit; until that is known, from the decision.
static day apply_until(const struct permit *t)
{
    return day_add_months(day_known(t->notified) ? t->notified : t->decided, APPLY_MONTHS);
}

// A child goes with the household: when the others are past mapping, so is the child.
static err follows(struct db *db, const struct alloc_case *c, const struct person *p, bool *ready)
{
    alloc_cases others = { 0 };
    if (c->state == ALLOC_APPLY)
        return OK;
    *ready = c->track == TRACK_RESETTLEMENT; // chosen and told of from abroad
    bool child = day_known(p->born) && day_age(p->born, db->deed.today) < 18;
    if (!c->household || !child || c->track == TRACK_MINOR)
        return OK;
    PASS(alloc_cases_of_household(db, c->household, &others));
    for (size_t i = 0; i < others.n; i++)
        *ready |= others.p[i].state != ALLOC_MAPPING && others.p[i].state != ALLOC_APPLY;
    return OK;
}

// The authority responsible for a minor under fifteen, wherever the child lives (SEC-1).
static err child_welfare_sees(struct db *db, const struct alloc_case *c)
{
    struct who_org bufetat;
    if (c->authority != BY_CHILD_WELFARE)
        return OK;
    PASS(org_ensure(db, STR("BUFETAT"), "other", STR("Bufetat"), UNKNOWN, &bufetat));
    return scope_open(db, c->person, bufetat.id, SCOPE_CASE, "minor", db->deed.today);
}

static err open_one(struct db *db, int64_t person, const struct permit *t, struct alloc_case *c)
{
    struct person p;
    bool ready;
    enum lodging lodging;
    ready = false;
    PASS(person_by_id(db, person, &p));
    PASS(reception_lodging(db, person, &lodging));
    int track = track_for(&p, t, lodging);
    *c = (struct alloc_case){ .person = person, .track = track,
                              .state = track == TRACK_PRIVATE ? ALLOC_APPLY : ALLOC_MAPPING,
                              .clock_on = t->decided, .ready_on = DAY_NONE,
                              .apply_by = track == TRACK_PRIVATE ? apply_until(t) : DAY_NONE,
                              .enter_by = t->entry_by, .number = STR(""), .counted = STR(""),
                              .allocated_on = DAY_NONE, .moves_on = DAY_NONE,
                              .settled_on = DAY_NONE, .opened_on = db->deed.today };
    c->authority = p.unaccompanied == MINOR_UNDER15 ? BY_CHILD_WELFARE : BY_DIRECTORATE;
    if (c->track == TRACK_RESETTLEMENT && !day_known(c->enter_by))
        c->enter_by = day_add_months(t->decided, APPLY_MONTHS);
    PASS(household_now(db, person, &c->household));
    PASS(person_shown_protection(db, &p, &c->shield));
    PASS(follows(db, c, &p, &ready));
    if (ready) {
        c->state = ALLOC_READY;
        c->ready_on = db->deed.today;
    }
    PASS(db_add(db, &alloc_case_rec, c));
    PASS(child_welfare_sees(db, c));
    PASS(duty_opened(db, c));
    return person_tell(db, person, db->deed.today, PHASE_SETTLEMENT,
                       ready ? "person.event.allocation_mapped" : "person.event.allocation_opened",
                       STR("{}"), strf(db->mem, "/personer/%lld/bosetting", (long long)person));
}

// A child who was born when the household had moved in is at home there: nobody is asked for it.
static err born_settled(struct db *db, int64_t person, bool *yes)
{
    struct person p;
    int64_t household, n = 0;
    PASS(person_by_id(db, person, &p));
    PASS(household_now(db, person, &household));
    if (household && day_known(p.born))
        PASS(db_int(db, &moved_in_before, ARGS(AI(household), AI(person), AD(p.born)), &n));
    *yes = n > 0;
    return OK;
}

err alloc_open(struct db *db, int64_t person, struct alloc_case *c)
{
    bool at_home;
    struct permit t;
    bool held;
    err e = alloc_case_of(db, person, c);
    if (e == OK && (c->state != ALLOC_CLOSED))
        return OK; // one open case per person, and who is settled stays so
    if (e != OK && e != E_NOTFOUND)
        return e;
    PASS(permit_of(db, person, &t, &held));
    PASS(born_settled(db, person, &at_home));
    return held && !at_home ? open_one(db, person, &t, c) : E_NOTFOUND;
}

// Where the person lives decides the track while nobody has been asked. Who moves to private lodging
// must ask for help within six months; who moves back need not.
err alloc_lodge(struct db *db, int64_t person)
{
    struct alloc_case c, now;
    struct permit t;
    struct person p;
    enum lodging lodging;
    bool held;
    text_key why;
    err e = alloc_case_of(db, person, &c);
    if (e != OK || (c.state != ALLOC_MAPPING && c.state != ALLOC_APPLY && c.state != ALLOC_READY))
        return e == E_NOTFOUND ? OK : e;
    PASS(person_by_id(db, person, &p));
    PASS(permit_of(db, person, &t, &held));
    PASS(reception_lodging(db, person, &lodging));
    int track = held ? track_for(&p, &t, lodging) : c.track;
    const struct alloc_act act = { .on = DAY_NONE };
    if (track == TRACK_PRIVATE && c.state == ALLOC_MAPPING)
        PASS(alloc_move(db, &c, EV_LODGE, &act, &why));
    else if (track != TRACK_PRIVATE && c.state == ALLOC_APPLY)
        PASS(alloc_move(db, &c, EV_CENTRE, &act, &why));
    now = c;
    now.track = track;
    now.apply_by = held && c.state == ALLOC_APPLY ? apply_until(&t) : c.apply_by;
    if (now.track != c.track || !day_eq(now.apply_by, c.apply_by))
        PASS(db_save(db, &alloc_case_rec, &c, &now));
    return duty_opened(db, &now);
}

err alloc_mapped(struct db *db, int64_t person, day on)
{
    struct alloc_case c;
    struct person p;
    alloc_cases all = { 0 };
    text_key why;
    PASS(alloc_case_of(db, person, &c));
    if (c.household)
        PASS(alloc_cases_of_household(db, c.household, &all));
    else
        *ADD(db->mem, &all) = c;
    for (size_t i = 0; i < all.n; i++) {
        struct alloc_case *m = &all.p[i];
        PASS(person_by_id(db, m->person, &p));
        bool child = day_known(p.born) && day_age(p.born, db->deed.today) < 18;
        if (m->state != ALLOC_MAPPING || (m->person != person && !child))
            continue;
        err e = alloc_move(db, m, EV_MAPPED, &(struct alloc_act){ .on = on, .mapped = true }, &why);
        if (e != OK && e != E_CONFLICT)
            return e;
    }
    return OK;
}

err alloc_hide(struct db *db, struct alloc_case *c)
{
    struct alloc_case was = *c, now = *c;
    bool listed = alloc_sight((enum alloc_state)c->state) == SIGHT_PSEUDO;
    if (listed) {
        now.state = ALLOC_READY;
        now.allocated_on = now.moves_on = DAY_NONE;
    }
    now.shield = PROTECT_STRICT;
    now.org = now.offer = 0;
    now.number = STR("");
    if (was.year || listed)
        place_in_balance(db, &now);
    PASS(db_save(db, &alloc_case_rec, &was, &now));
    if (listed)
        PASS(keep_log(db, &was, &now, EV_WITHDRAW, &(struct alloc_act){ .on = db->deed.today, .note = STR("") }));
    PASS(ledger(db, &was, &now));
    PASS(alloc_offer_left(db, was.offer));
    PASS(alloc_forget_place(db, &now));
    if (was.org)
        PASS(scope_close(db, was.person, was.org, BASIS, day_add(db->deed.today, -1)));
    *c = now;
    return OK;
}

// An earlier case, of a settlement before or of a record that was merged, keeps its household.
static err refresh_one(struct db *db, struct alloc_case c, bool latest)
{
    int64_t person = c.person;
    struct person p;
    struct alloc_case now = c;
    PASS(person_by_id(db, person, &p));
    if (latest)
        PASS(household_now(db, person, &now.household));
    PASS(person_shown_protection(db, &p, &now.shield));
    if (now.household == c.household && now.shield == c.shield)
        return OK;
    bool shielded = c.shield == PROTECT_NONE && now.shield != PROTECT_NONE;
    if ((shielded || now.household != c.household) && c.offer &&
        alloc_sight((enum alloc_state)c.state) == SIGHT_PSEUDO) { // off every list at once
        text_key why;
        PASS(alloc_withdraw(db, c.offer, STR(""), &why));
        return alloc_refresh(db, person);
    }
    if (now.shield == PROTECT_STRICT && (c.shield != PROTECT_STRICT || c.org)) { // where the person lives is not kept
        PASS(alloc_hide(db, &c));
        return alloc_refresh(db, person);
    }
    if (c.year)
        place_in_balance(db, &now);
    PASS(db_save(db, &alloc_case_rec, &c, &now));
    return ledger(db, &c, &now);
}

err alloc_refresh(struct db *db, int64_t person)
{
    alloc_cases all = { 0 };
    PASS(db_all(db, &standing_cases, ARGS(AI(person)), &alloc_case_rec, &all));
    for (size_t i = all.n; i-- > 0;) { // the latest last: what it does may change what was read
        struct alloc_case c;
        PASS(db_by_id(db, &alloc_case_rec, all.p[i].id, &c));
        if (c.state != ALLOC_CLOSED)
            PASS(refresh_one(db, c, i == 0));
    }
    return OK;
}

err alloc_add_many(struct db *db, const struct alloc_case *rows, size_t n)
{
    settled_rows done = { 0 };
    PASS(db_add_many(db, &alloc_case_rec, rows, n));
    for (size_t i = 0; i < n; i++)
        if (rows[i].state == ALLOC_SETTLED && day_known(rows[i].settled_on))
            *ADD(db->mem, &done) = (struct settled_row){
                .case_id = rows[i].id, .person = rows[i].person, .org = rows[i].org, .number = rows[i].number,
                .settled_on = rows[i].settled_on, .source = SOURCE_DIRECTORATE, .corrects = UNKNOWN,
                .registered_on = db->deed.today };
    return done.n ? db_add_many(db, &settled_rec, done.p, done.n) : OK;
}
