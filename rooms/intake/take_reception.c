// SPDX-License-Identifier: Apache-2.0
// What reception takes out of the files: centres, stays, the application, what is known of schooling.
#include "platform/who/user.h"
#include "rooms/intake/db.h"
#include "rooms/reception/reception.h"

// The kinds of docs/person-files.md, in the order of columns.c.
static const enum centre_kind kinds[] = { CENTRE_ARRIVAL, CENTRE_TRANSIT, CENTRE_ORDINARY, CENTRE_ORDINARY_EM,
                                          CENTRE_ADAPTED, CENTRE_INTEGRATION, CENTRE_EMERGENCY, CENTRE_CARE };

static err write_centre(struct db *db, struct intake_centre *c)
{
    struct who_org org;
    struct centre row;
    err e = org_by_code(db, c->code, &org);
    if (e == OK)
        e = centre_of_org(db, org.id, &row);
    if (e == OK)
        c->id = row.id;
    if (e != E_NOTFOUND)
        return e;
    row = (struct centre){ .name = c->name, .kind = (int)kinds[c->kind], .operator = STR(""), .operator_number = STR(""),
                           .municipality = c->municipality, .address = STR(""), .staffed = STR(""),
                           .contract_from = day_known(c->first) ? c->first : db->deed.today,
                           .contract_to = DAY_NONE, .notice_on = DAY_NONE };
    PASS(centre_add(db, &row, c->code, c->capacity));
    c->id = row.id;
    return OK;
}

// A centre of the file, or one that is here already by its code.
static err centre_at(struct db *db, struct intake_set *s, struct map *known, str code, struct intake_centre **out)
{
    struct who_org org;
    struct centre row;
    *out = map_get(known, code);
    if (*out)
        return OK;
    err e = org_by_code(db, code, &org);
    if (e == OK)
        e = centre_of_org(db, org.id, &row);
    if (e)
        return e == E_NOTFOUND ? E_INPUT : e;
    *out = NEW(s->mem, struct intake_centre);
    (*out)->code = code;
    (*out)->id = row.id;
    (void)map_put(known, code, *out);
    return OK;
}

static err write_centres(struct db *db, struct intake_set *s, struct map *known)
{
    for (size_t i = 0; i < s->centres.n; i++)
        (void)map_put(known, s->centres.p[i].code, &s->centres.p[i]);
    for (size_t i = 0; i < s->events.n; i++) {
        const struct intake_event *e = &s->events.p[i];
        struct intake_centre *c = e->kind == EV_CENTRE_IN ? map_get(known, e->place) : NULL;
        if (c && (!day_known(c->first) || day_cmp(e->on, c->first) < 0))
            c->first = e->on;
    }
    for (size_t i = 0; i < s->centres.n; i++)
        PASS(write_centre(db, &s->centres.p[i]));
    return OK;
}

static enum stay_reason ended(const struct intake_set *s, const struct intake_person *x, size_t i)
{
    for (size_t k = i + 1; k < x->events; k++)
        switch (s->events.p[x->event + k].kind) {
        case EV_CENTRE_IN:
            return STAY_TRANSFER;
        case EV_SETTLED:
            return STAY_SETTLED;
        case EV_LEFT:
            return STAY_LEFT;
        case EV_DIED:
            return STAY_DIED;
        }
    return STAY_LEFT;
}

// A strictly protected person's dwelling is not stored (SEC-14).
static err stays_of_person(struct db *db, struct intake_set *s, struct map *known, const struct intake_person *x, stays *all)
{
    struct stay open = { 0 };
    for (size_t i = 0; i < x->events; i++) {
        const struct intake_event *e = &s->events.p[x->event + i];
        struct intake_centre *c;
        if (e->kind == EV_CENTRE_IN) {
            PASS(centre_at(db, s, known, e->place, &c));
            open = (struct stay){ .person = x->p.id, .centre = c->id, .room = STR(""), .from_day = e->on,
                                  .to_day = DAY_NONE, .reason = STAY_LIVES, .version = 1 };
        } else if (e->kind == EV_CENTRE_OUT && open.person) {
            open.to_day = e->on;
            open.reason = (int)ended(s, x, i);
            *ADD(s->mem, all) = open;
            open.person = 0;
        }
    }
    if (open.person)
        *ADD(s->mem, all) = open;
    return OK;
}

static bool application(const struct intake_set *s, const struct intake_person *x, struct asylum_case *c)
{
    *c = (struct asylum_case){ .person = x->p.id, .phase = CASE_REGISTERED, .outcome = OUTCOME_NONE, .collective = x->scheme == 1,
                               .registered_on = day_known(x->application) ? x->application : x->p.arrived,
                               .allocated_on = DAY_NONE, .interviewed_on = DAY_NONE, .decided_on = DAY_NONE,
                               .notified_on = DAY_NONE, .appealed_on = DAY_NONE, .final_on = DAY_NONE, .version = 1 };
    bool any = x->scheme == 0 || x->scheme == 1;
    for (size_t i = 0; i < x->events; i++) {
        const struct intake_event *e = &s->events.p[x->event + i];
        any |= e->kind == EV_CENTRE_IN;
        if (e->kind == EV_CENTRE_IN && c->phase == CASE_REGISTERED) {
            c->phase = CASE_ALLOCATED;
            c->allocated_on = e->on;
        } else if (e->kind == EV_INTERVIEW) {
            c->phase = CASE_INTERVIEWED;
            c->interviewed_on = e->on;
        } else if (e->kind == EV_GRANTED || e->kind == EV_REJECTED) {
            c->phase = e->kind == EV_GRANTED ? CASE_FINAL : CASE_DECIDED;
            c->outcome = e->kind == EV_GRANTED ? OUTCOME_GRANTED : OUTCOME_REJECTED;
            c->decided_on = e->on;
            c->notified_on = day_known(x->permit.notified) ? x->permit.notified : e->on;
            c->final_on = e->kind == EV_GRANTED ? e->on : DAY_NONE;
        }
    }
    return any && day_known(c->registered_on);
}

// What the file tells of school and work, as the beginning of a mapping: looked at by somebody already where the
// person has been found ready to settle, a draft else.
struct known {
    SLICE(struct mapping) mappings;
    map_educations schools;
    map_works works;
};
static void known_of(struct db *db, const struct intake_set *s, const struct intake_person *x, struct known *k)
{
    static const enum school_level levels[] = { SCHOOL_NONE, SCHOOL_LOWER, SCHOOL_UPPER_GENERAL, SCHOOL_TERTIARY_SHORT,
                                                SCHOOL_BACHELOR, SCHOOL_MASTER };
    enum { MODE_INTERVIEW = 1, DIPLOMA_NEVER = 2 };
    day ready = DAY_NONE, first = day_known(x->application) ? x->application : db->deed.today;
    if (x->education < 0 && !x->occupation.n)
        return;
    for (size_t i = 0; i < x->events; i++)
        if (s->events.p[x->event + i].kind == EV_READY)
            ready = s->events.p[x->event + i].on;
    if (day_known(ready) && day_cmp(ready, first) < 0)
        first = ready;
    *ADD(s->mem, &k->mappings) = (struct mapping){
        .person = x->p.id, .state = day_known(ready) ? MAPPING_VERIFIED : MAPPING_DRAFT, .mode = MODE_INTERVIEW,
        .invited_on = first, .submitted_on = ready, .verified_on = ready, .interpreter_language = STR(""), .why = STR(""),
        .licence = STR(""), .skills = STR(""), .informal = STR(""), .wish_work = STR(""), .wish_study = STR(""),
        .wish_second = STR(""), .remark = STR(""), .version = 1 };
    if (x->education >= 0)
        *ADD(s->mem, &k->schools) = (struct map_education){
            .person = x->p.id, .level = (int)levels[x->education], .country = STR(""), .years = x->education_years,
            .subject = STR(""), .school = STR(""), .completed = x->education > 0, .diploma = DIPLOMA_NEVER, .version = 1 };
    if (x->occupation.n)
        *ADD(s->mem, &k->works) = (struct map_work){ .person = x->p.id, .occupation = x->occupation, .styrk = STR(""),
                                                     .country = STR(""), .years = UNKNOWN, .tasks = STR(""),
                                                     .certificates = STR(""), .version = 1 };
}

static err write_all(struct db *db, struct intake_set *s, int64_t org)
{
    struct map known;
    stays all = { 0 };
    SLICE(struct asylum_case) cases = { 0 };
    struct known known_too = { 0 };
    (void)org;
    map_make(&known, s->mem);
    PASS(write_centres(db, s, &known));
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        struct asylum_case c;
        if (!intake_is_new(x))
            continue;
        if (x->p.protection != PROTECT_STRICT)
            PASS(stays_of_person(db, s, &known, x, &all));
        known_of(db, s, x, &known_too);
        if (application(s, x, &c))
            *ADD(s->mem, &cases) = c;
    }
    PASS(stays_add_many(db, all.p, all.n));
    PASS(mappings_add_many(db, known_too.mappings.p, known_too.mappings.n));
    PASS(db_add_many(db, &map_education_rec, known_too.schools.p, known_too.schools.n));
    PASS(db_add_many(db, &map_work_rec, known_too.works.p, known_too.works.n));
    return cases_add_many(db, cases.p, cases.n);
}

#define NEW_ONES " in (select person from intake_person where batch = $1 and was = '')"
// The numbers of residents follow by their opposites.
SQL(undo_came, "insert into reception_flow (centre, on_day, change) select centre, from_day, -1 from reception_stay "
               "where person" NEW_ONES);
SQL(undo_went, "insert into reception_flow (centre, on_day, change) select centre, to_day, 1 from reception_stay "
               "where to_day is not null and person" NEW_ONES);
SQL(undo_stays, "delete from reception_stay where person" NEW_ONES);
SQL(undo_cases, "delete from reception_case where person" NEW_ONES);
SQL(undo_minors, "delete from reception_minor where person" NEW_ONES);
SQL(undo_mapping, "delete from reception_mapping where person" NEW_ONES);
SQL(undo_school, "delete from reception_map_education where person" NEW_ONES);
SQL(undo_work, "delete from reception_map_work where person" NEW_ONES);
static const struct sql *const undo[] = { &undo_minors, &undo_mapping, &undo_school, &undo_work, &undo_came, &undo_went, &undo_stays, &undo_cases, NULL };

INTAKE_PART(reception_part, .order = 20, .write = write_all, .undo = undo);
