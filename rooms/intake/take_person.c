// SPDX-License-Identifier: Apache-2.0
// What the room of persons takes out of the files: who they are, numbers, permits, households, family,
// languages, and the timeline of what the events tell.
#include "rooms/access/access.h"
#include "rooms/intake/db.h"
#include "rooms/person/person.h"

// ---- who sees a new person: the one who sends the file, else where the events say that it lives

struct sight_cache {
    struct map known; // number of a municipality -> organisation
    struct arena *a;
};

static err seer(struct db *db, struct sight_cache *c, str number, int64_t *org)
{
    int64_t *found = map_get(&c->known, number);
    *org = found ? *found : 0;
    if (found)
        return OK;
    const struct place *p = place_municipality_near(number, db->deed.today);
    const struct place *now = p ? place_became(p, db->deed.today) : NULL;
    struct who_org o = { 0 };
    if (now || p)
        PASS(access_org_of(db, now ? now : p, &o));
    int64_t *keep = NEW(c->a, int64_t);
    *keep = *org = o.id;
    (void)map_put(&c->known, number, keep);
    return OK;
}

static err write_persons(struct db *db, struct intake_set *s, int64_t org)
{
    struct person *p = NEW_ARRAY(s->mem, s->persons.n + 1, struct person);
    int64_t *see = NEW_ARRAY(s->mem, s->persons.n + 1, int64_t);
    struct sight_cache cache = { .a = s->mem };
    size_t n = 0;
    map_make(&cache.known, s->mem);
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        if (!intake_is_new(x))
            continue;
        see[n] = org;
        str lives = org ? STR("") : intake_lives(s, x);
        if (lives.n)
            PASS(seer(db, &cache, lives, &see[n]));
        p[n++] = x->p;
    }
    PASS(person_add_many(db, p, n, see, "import"));
    n = 0;
    for (size_t i = 0; i < s->persons.n; i++)
        if (intake_is_new(&s->persons.p[i]))
            s->persons.p[i].p.id = p[n++].id;
    return OK;
}

// ---- numbers, permits, languages

static void number(struct arena *a, identifiers *all, const struct intake_person *x, int kind, str value, int status)
{
    if (value.n)
        *ADD(a, all) = (struct identifier){ .person = x->p.id, .kind = kind, .value = value, .status = status,
                                            .from_day = x->p.arrived, .to_day = DAY_NONE,
                                            .confirmed = kind == ID_DUF && x->duf_doubt, .version = 1 };
}

static err write_numbers(struct db *db, struct intake_set *s)
{
    identifiers all = { 0 };
    size_t bad;
    text_key problem;
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        if (!intake_is_new(x))
            continue;
        number(s->mem, &all, x, ID_DUF, x->duf, ID_CURRENT);
        number(s->mem, &all, x, ID_D_NUMBER, x->d_number, x->national.n ? ID_HISTORIC : ID_CURRENT);
        number(s->mem, &all, x, ID_NATIONAL, x->national, ID_CURRENT);
    }
    return person_identify_many(db, all.p, all.n, &bad, &problem);
}

static bool had(const struct intake_set *s, const struct intake_person *x, int kind)
{
    for (size_t i = 0; i < x->events; i++)
        if (s->events.p[x->event + i].kind == kind)
            return true;
    return false;
}

// Rooms above hear of permits of those whose settlement has not begun: the others bring it along.
static err write_permits(struct db *db, struct intake_set *s)
{
    permits told = { 0 }, quiet = { 0 };
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        if (!intake_is_new(x) || x->permit.basis < 0)
            continue;
        bool begun = had(s, x, EV_READY) || had(s, x, EV_SETTLED) || had(s, x, EV_LEFT) || day_known(x->p.died);
        x->permit.person = x->p.id;
        x->permit.settles = permit_settles((enum permit_basis)x->permit.basis, had(s, x, EV_CENTRE_IN));
        *ADD(s->mem, begun ? &quiet : &told) = x->permit;
    }
    PASS(person_permit_add_many(db, quiet.p, quiet.n, false));
    return person_permit_add_many(db, told.p, told.n, true);
}

static err write_words(struct db *db, struct intake_set *s)
{
    citizenships c = { 0 };
    languages l = { 0 };
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        str rest = x->citizenships, one;
        if (!intake_is_new(x))
            continue;
        while (rest.n && str_cut(&rest, ';', &one))
            *ADD(s->mem, &c) = (struct citizenship){ .person = x->p.id, .country = str_trim(one), .from_day = DAY_NONE,
                                                     .to_day = DAY_NONE, .version = 1 };
        rest = x->languages;
        for (bool first = true; rest.n && str_cut(&rest, ';', &one); first = false)
            *ADD(s->mem, &l) = (struct spoken){ .person = x->p.id, .language = str_trim(one), .mother_tongue = first, .version = 1 };
    }
    PASS(db_add_many(db, &citizenship_rec, c.p, c.n));
    return db_add_many(db, &spoken_rec, l.p, l.n);
}

// ---- households and family

static day earlier(day a, day b)
{
    return !day_known(a) || (day_known(b) && day_cmp(b, a) < 0) ? b : a;
}

static err write_households(struct db *db, struct intake_set *s)
{
    SLICE(struct household) all = { 0 };
    members m = { 0 };
    struct map of;
    size_t *at = NEW_ARRAY(s->mem, s->persons.n + 1, size_t);
    map_make(&of, s->mem);
    for (size_t i = 0; i < s->persons.n; i++) {
        const struct intake_person *x = &s->persons.p[i];
        if (!intake_is_new(x))
            continue;
        size_t *found = map_get(&of, x->household);
        if (!found) {
            found = NEW(s->mem, size_t);
            *found = all.n;
            (void)map_put(&of, x->household, found);
            *ADD(s->mem, &all) = (struct household){ .made = DAY_NONE };
        }
        at[i] = *found;
        day came = day_known(x->p.arrived) ? x->p.arrived : x->p.born;
        all.p[at[i]].made = earlier(all.p[at[i]].made, came);
    }
    for (size_t i = 0; i < all.n; i++)
        if (!day_known(all.p[i].made))
            all.p[i].made = db->deed.today;
    PASS(household_make_many(db, all.p, all.n));
    for (size_t i = 0; i < s->persons.n; i++) {
        struct intake_person *x = &s->persons.p[i];
        if (!intake_is_new(x))
            continue;
        x->household_id = all.p[at[i]].id;
        day from = all.p[at[i]].made, born = x->p.born;
        from = day_known(x->p.arrived) && day_cmp(x->p.arrived, from) > 0 ? x->p.arrived : from;
        from = day_known(born) && day_cmp(born, from) > 0 ? born : from;
        *ADD(s->mem, &m) = (struct member){ .household = all.p[at[i]].id, .person = x->p.id, .role = x->role,
                                            .from_day = from, .to_day = x->p.died, .reason = STR(""), .version = 1 };
    }
    return member_add_many(db, m.p, m.n);
}

static err write_relations(struct db *db, struct intake_set *s)
{
    relations all = { 0 };
    for (size_t i = 0; i < s->relations.n; i++) {
        const struct intake_relation *r = &s->relations.p[i];
        const struct intake_person *x = &s->persons.p[r->person], *y = &s->persons.p[r->other];
        if (intake_is_new(x) && intake_is_new(y))
            *ADD(s->mem, &all) = (struct relation){ .person = x->p.id, .other = y->p.id, .kind = r->kind,
                                                    .from_day = r->from_day, .to_day = r->to_day, .version = 1 };
    }
    return db_add_many(db, &relation_rec, all.p, all.n);
}

// ---- the timeline

static const struct {
    const char *text;
    enum phase phase;
} told[EV_KINDS] = {
    [EV_CENTRE_IN] = { "person.event.intake_centre_in", PHASE_RECEPTION },
    [EV_CENTRE_OUT] = { "person.event.intake_centre_out", PHASE_RECEPTION },
    [EV_INTERVIEW] = { "person.event.intake_interview", PHASE_RECEPTION },
    [EV_GRANTED] = { "person.event.intake_granted", PHASE_RECEPTION },
    [EV_REJECTED] = { "person.event.intake_rejected", PHASE_RECEPTION },
    [EV_READY] = { "person.event.intake_ready", PHASE_SETTLEMENT },
    [EV_ASKED] = { "person.event.intake_asked", PHASE_SETTLEMENT },
    [EV_ACCEPTED] = { "person.event.intake_accepted", PHASE_SETTLEMENT },
    [EV_ALLOCATED] = { "person.event.intake_allocated", PHASE_SETTLEMENT },
    [EV_DATE_SET] = { "person.event.intake_date_set", PHASE_SETTLEMENT },
    [EV_SETTLED] = { "person.event.intake_settled", PHASE_SETTLEMENT },
    [EV_MOVED] = { "person.event.intake_moved", PHASE_AFTER },
    [EV_BORN] = { "person.event.intake_born", PHASE_AFTER },
    [EV_LEFT] = { "person.event.intake_left", PHASE_AFTER },
    [EV_DIED] = { "person.event.intake_died", PHASE_AFTER },
};

// The name of a place as it was that day; a secret one stays secret.
static str place_words(struct intake_set *s, const struct intake_event *e)
{
    if (e->kind == EV_CENTRE_IN || e->kind == EV_CENTRE_OUT) {
        for (size_t i = 0; i < s->centres.n; i++)
            if (str_eq(s->centres.p[i].code, e->place))
                return s->centres.p[i].name;
        return e->place;
    }
    const struct place *p = e->place.n ? place_municipality_near(e->place, e->on) : NULL;
    return p ? p->name : STR("–");
}

static err write_timeline(struct db *db, struct intake_set *s, int64_t org)
{
    person_events all = { 0 };
    struct out o = { 0 };
    for (size_t i = 0; i < s->events.n; i++) {
        const struct intake_event *e = &s->events.p[i];
        const struct intake_person *x = &s->persons.p[e->person];
        if (!intake_is_new(x))
            continue;
        str detail = STR("{}");
        if (e->place.n && x->p.protection == PROTECT_NONE) {
            out_clear(&o);
            OUT(&o, "{\"place\":");
            out_json(&o, place_words(s, e));
            OUT(&o, "}");
            detail = str_dup(s->mem, out_str(&o));
        } else if (e->place.n) {
            detail = STR("{\"place\":\"–\"}");
        }
        *ADD(s->mem, &all) = (struct person_event){ .person = x->p.id, .happened = e->on, .phase = (int)told[e->kind].phase,
                                                    .kind = str_z(told[e->kind].text), .detail = detail, .link = STR(""),
                                                    .org = org, .noted = { db->deed.now } };
    }
    out_drop(&o);
    return person_tell_many(db, all.p, all.n);
}

static err write_all(struct db *db, struct intake_set *s, int64_t org)
{
    PASS(write_persons(db, s, org));
    PASS(write_numbers(db, s));
    PASS(write_words(db, s));
    PASS(write_permits(db, s));
    PASS(write_relations(db, s));
    PASS(write_timeline(db, s, org));
    return write_households(db, s);
}

#define NEW_ONES " in (select person from intake_person where batch = $1 and was = '')"
SQL(undo_events, "delete from person_event where person" NEW_ONES);
SQL(undo_relations, "delete from person_relation where person" NEW_ONES " or other" NEW_ONES);
SQL(undo_households, "delete from person_household where id in (select household from person_member where person" NEW_ONES
                     ") and id not in (select household from person_member where not person" NEW_ONES ")");
SQL(undo_members, "delete from person_member where person" NEW_ONES);
SQL(undo_permits, "delete from person_permit where person" NEW_ONES);
SQL(undo_languages, "delete from person_language where person" NEW_ONES);
SQL(undo_citizenships, "delete from person_citizenship where person" NEW_ONES);
SQL(undo_identifiers, "delete from person_identifier where person" NEW_ONES);
SQL(undo_numbers, "delete from person_number where person" NEW_ONES);
SQL(undo_shields, "delete from person_shield where person" NEW_ONES);
SQL(undo_keys, "delete from person_key where person" NEW_ONES);
SQL(undo_persons, "delete from person_person where id" NEW_ONES);
SQL(undo_scope, "delete from who_scope where subject" NEW_ONES);
static const struct sql *const undo[] = { &undo_events, &undo_relations, &undo_households, &undo_members, &undo_permits,
                                          &undo_languages, &undo_citizenships, &undo_identifiers, &undo_numbers,
                                          &undo_shields, &undo_keys, &undo_persons, &undo_scope, NULL };

INTAKE_PART(person_part, .order = 10, .write = write_all, .undo = undo);
