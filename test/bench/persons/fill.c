// SPDX-License-Identifier: Apache-2.0
// A register as imports fill it: most have settled in some municipality. At work, between permit and
// settlement, are as many households as the country has at one time, however large the register has grown.
#include <stdio.h>
#include <time.h>

#include "platform/who/scope.h"
#include "rooms/allocation/allocation_db.h"
#include "rooms/person/person_db.h"
#include "rooms/reception/reception.h"
#include "synth/names.h"
#include "test/bench/persons/bench.h"

enum { HOUSEHOLD = 3, CHUNK = 16000 * HOUSEHOLD };

// Households at work, by how far they have come. Some ten thousand persons, as in the autumn of 2023.
enum { READY = 2400, ASKED = 300, ACCEPTED = 100, ALLOCATED = 400, DATED = 200, OF_USUAL = 300 };

static enum alloc_state state_of(size_t household)
{
    static const struct {
        size_t n;
        enum alloc_state state;
    } steps[] = { { READY, ALLOC_READY }, { ASKED, ALLOC_ASKED }, { ACCEPTED, ALLOC_ACCEPTED },
                  { ALLOCATED, ALLOC_ALLOCATED }, { DATED, ALLOC_DATED } };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; household -= steps[i++].n)
        if (household < steps[i].n)
            return steps[i].state;
    return ALLOC_SETTLED;
}

static day back(uint64_t days)
{
    return day_add(today, -(int)days);
}

// Some names are common and most are not, as in life.
static str pick(struct name_list l)
{
    uint64_t a = next() % l.n, b = next() % l.n;
    return str_z(l.at[a < b ? a : b].latin);
}

static str name_of(struct arena *a, struct name_list l, const char *between)
{
    str one = pick(l);
    if (next() % 3)
        return one;
    str two = pick(l);
    return strf(a, "%.*s%s%.*s", S(one), between, S(two));
}

static void invent(struct arena *a, struct person *p, bool at_work)
{
    static const char *const spoken_here[] = { "ukr", "ara", "tir", "som", "prs" };
    enum culture c = (enum culture)(next() % CULTURES);
    bool woman = next() & 1;
    struct name_list given = synth_names(c, woman ? NAME_FEMALE : NAME_MALE),
                     family = synth_names(c, NAME_FAMILY);
    *p = (struct person){
        .family = name_of(a, family, "-"), .given = name_of(a, given, " "),
        .own_script = STR(""), .preferred = STR(""), .phone = STR(""), .email = STR(""),
        .born = day_add(day_of(1950, 1, 1), (int)(next() % 25000)), .sex = woman ? SEX_FEMALE : SEX_MALE,
        .language = str_z(spoken_here[next() % 5]), .interpreter = true,
        .protection = at_work || next() % 160 ? PROTECT_NONE : next() % 3 ? PROTECT_CONFIDENTIAL : PROTECT_STRICT,
        .arrived = at_work ? back(200 + next() % 300) : back(700 + next() % 3000), .died = DAY_NONE,
        .protection_to = DAY_NONE, .synthetic = true,
    };
}

// ---- where the household stands ------------------------------------------------------------------

struct home {
    enum alloc_state state;
    size_t org;           // index, where one is settled or asked for
    day clock_on, settled_on;
    struct offer offer;
};

static void stand(struct home *h, size_t household)
{
    // A tenth live in the largest municipality.
    *h = (struct home){ .state = state_of(household), .org = next() % 10 ? next() % orgs.n : 0 };
    bool usual = household >= READY + ASKED + ACCEPTED && household < READY + ASKED + ACCEPTED + OF_USUAL;
    if (usual)
        h->org = USUAL;
    h->clock_on = h->state == ALLOC_SETTLED ? back(400 + next() % 250) : back(10 + next() % 180);
    h->settled_on = h->state == ALLOC_SETTLED ? day_add(h->clock_on, 30 + (int)(next() % 400)) : DAY_NONE;
    if (day_known(h->settled_on) && day_cmp(h->settled_on, today) >= 0)
        h->settled_on = back(1 + next() % 300);
}

static bool has_offer(const struct home *h)
{
    return h->state != ALLOC_READY && h->state != ALLOC_SETTLED;
}

static err offer_of(struct db *db, struct home *h, const struct person *head, int64_t household, size_t n)
{
    day sent = back(1 + next() % 12);
    bool waits = h->state == ALLOC_ASKED;
    h->offer = (struct offer){ .ref = ref_new(db->mem), .household = household, .head = head->id,
                               .org = orgs.id[h->org], .number = orgs.number[h->org], .places = (int64_t)n,
                               .sent_on = sent, .due_on = day_add(sent, 7), .earliest = DAY_NONE,
                               .enter_by = DAY_NONE, .profile = STR("{\"size\":3,\"ages\":[34,31,6],\"women\":1,"
                               "\"men\":2,\"interpreter\":1,\"language\":\"ukr\",\"education\":\"\",\"work\":\"\","
                               "\"health\":0,\"step_free\":0}"),
                               .state = waits ? OFFER_SENT : OFFER_ACCEPTED,
                               .answered_on = waits ? DAY_NONE : today, .words = STR(""), .reminded_on = DAY_NONE };
    return db_add(db, &offer_rec, &h->offer);
}

static void case_of_one(const struct home *h, const struct person *p, int64_t household, struct alloc_case *c)
{
    bool placed = h->state == ALLOC_ALLOCATED || h->state == ALLOC_DATED || h->state == ALLOC_SETTLED;
    *c = (struct alloc_case){
        .id = key_new(), .person = p->id, .household = household, .state = h->state, .shield = p->protection,
        .clock_on = h->clock_on, .opened_on = h->clock_on, .ready_on = day_add(h->clock_on, 14),
        .apply_by = DAY_NONE, .enter_by = DAY_NONE, .offer = h->offer.id,
        .org = h->state == ALLOC_READY ? 0 : orgs.id[h->org],
        .number = h->state == ALLOC_READY ? STR("") : orgs.number[h->org],
        .year = has_offer(h) ? day_ymd(today).year : 0, .counted = has_offer(h) ? orgs.number[h->org] : STR(""),
        .allocated_on = placed ? day_add(h->clock_on, 21) : DAY_NONE,
        .moves_on = h->state == ALLOC_DATED ? day_add(today, 1 + (int)(next() % 40)) : h->settled_on,
        .settled_on = h->settled_on, .version = 1 };
}

static struct scope sight(const struct home *h, const struct person *p)
{
    return (struct scope){ .subject = p->id, .reader = orgs.id[h->org], .basis = STR("settlement"),
                           .level = h->state == ALLOC_SETTLED                                ? SCOPE_FULL
                                    : h->state == ALLOC_ASKED || h->state == ALLOC_ACCEPTED ? SCOPE_PSEUDO
                                                                                            : SCOPE_CASE,
                           .sealed = p->protection == PROTECT_STRICT, .to_day = DAY_NONE,
                           .from_day = h->state == ALLOC_SETTLED ? h->settled_on : back(1) };
}

// ---- rows ------------------------------------------------------------------------------------------

struct part {
    size_t from, n;
};
struct rows {
    struct person *p;
    struct home *home;
    struct household *h;
    size_t n, homes;
};

static err add_settlement(struct db *db, const struct rows *r)
{
    alloc_cases cases = { 0 };
    SLICE(struct scope) sights = { 0 };
    SLICE(struct asylum_case) asylum = { 0 };
    SLICE(struct mapping) mappings = { 0 };
    for (size_t i = 0; i < r->n; i++) {
        struct home *h = &r->home[i / HOUSEHOLD];
        const struct person *p = &r->p[i];
        if (i % HOUSEHOLD == 0 && has_offer(h))
            PASS(offer_of(db, h, p, r->h[i / HOUSEHOLD].id, r->n - i < HOUSEHOLD ? r->n - i : HOUSEHOLD));
        case_of_one(h, p, r->h[i / HOUSEHOLD].id, ADD(db->mem, &cases));
        if (h->state != ALLOC_READY)
            *ADD(db->mem, &sights) = sight(h, p);
        *ADD(db->mem, &asylum) = (struct asylum_case){
            .person = p->id, .phase = CASE_FINAL, .outcome = OUTCOME_GRANTED, .registered_on = p->arrived,
            .allocated_on = p->arrived, .interviewed_on = DAY_NONE, .decided_on = h->clock_on,
            .notified_on = h->clock_on, .appealed_on = DAY_NONE, .final_on = h->clock_on, .version = 1 };
        *ADD(db->mem, &mappings) = (struct mapping){
            .person = p->id, .state = MAPPING_VERIFIED, .mode = 1, .invited_on = h->clock_on,
            .submitted_on = h->clock_on, .verified_on = h->clock_on, .interpreter_language = STR(""), .why = STR(""),
            .licence = STR(""), .skills = STR(""), .informal = STR(""), .wish_work = STR(""), .wish_study = STR(""),
            .wish_second = STR(""), .remark = STR(""), .version = 1 };
    }
    PASS(scope_open_many(db, sights.p, sights.n));
    PASS(cases_add_many(db, asylum.p, asylum.n));
    PASS(mappings_add_many(db, mappings.p, mappings.n));
    return alloc_add_many(db, cases.p, cases.n);
}

static err tell(struct db *db, const struct rows *r)
{
    person_events all = { 0 };
    for (size_t i = 0; i < r->n; i++) {
        const struct home *h = &r->home[i / HOUSEHOLD];
        str place = r->p[i].protection == PROTECT_NONE && h->state == ALLOC_SETTLED ? STR("{\"place\":\"Molde\"}")
                                                                                    : STR("{\"place\":\"–\"}");
        const struct {
            const char *kind;
            enum phase phase;
            day on;
        } told[] = { { "person.event.intake_centre_in", PHASE_RECEPTION, day_add(r->p[i].arrived, 1) },
                     { "person.event.intake_granted", PHASE_RECEPTION, h->clock_on },
                     { "person.event.intake_ready", PHASE_SETTLEMENT, day_add(h->clock_on, 14) },
                     { "person.event.intake_allocated", PHASE_SETTLEMENT, day_add(h->clock_on, 21) },
                     { "person.event.intake_date_set", PHASE_SETTLEMENT, day_add(h->clock_on, 25) },
                     { "person.event.intake_centre_out", PHASE_RECEPTION, h->settled_on },
                     { "person.event.intake_settled", PHASE_SETTLEMENT, h->settled_on } };
        size_t n = h->state == ALLOC_SETTLED ? 7 : h->state == ALLOC_ALLOCATED ? 4 : 3;
        for (size_t k = 0; k < n; k++)
            *ADD(db->mem, &all) = (struct person_event){
                .person = r->p[i].id, .happened = told[k].on, .phase = (int)told[k].phase, .kind = str_z(told[k].kind),
                .detail = place, .link = STR(""), .org = orgs.imdi, .noted = { db->deed.now } };
    }
    return person_tell_many(db, all.p, all.n);
}

static err add_facts(struct db *db, const struct rows *r, size_t from)
{
    struct identifier *ids = NEW_ARRAY(db->mem, r->n, struct identifier);
    struct citizenship *country = NEW_ARRAY(db->mem, r->n, struct citizenship);
    struct spoken *speaks = NEW_ARRAY(db->mem, r->n, struct spoken);
    struct permit *papers = NEW_ARRAY(db->mem, r->n, struct permit);
    struct member *in = NEW_ARRAY(db->mem, r->n, struct member);
    size_t bad;
    text_key problem;
    for (size_t i = 0; i < r->n; i++) {
        const struct person *p = &r->p[i];
        day granted = r->home[i / HOUSEHOLD].clock_on;
        ids[i] = (struct identifier){ .person = p->id, .kind = ID_DUF, .from_day = p->arrived, .to_day = DAY_NONE,
                                      .value = identifier_invent(db->mem, FORM_DUF, p->born, (int64_t)(from + i)) };
        country[i] = (struct citizenship){ .person = p->id, .country = STR("SYR"), .from_day = DAY_NONE,
                                           .to_day = DAY_NONE };
        speaks[i] = (struct spoken){ .person = p->id, .language = p->language, .mother_tongue = true };
        papers[i] = (struct permit){ .person = p->id, .decided = granted, .notified = granted,
                                      .valid_from = granted, .valid_to = day_add_years(granted, 3),
                                      .settles = true, .entry_by = DAY_NONE, .revoked = DAY_NONE };
        in[i] = (struct member){ .household = r->h[i / HOUSEHOLD].id, .person = p->id, .reason = STR(""),
                                 .role = i % HOUSEHOLD ? MEMBER_CHILD : MEMBER_HEAD,
                                 .from_day = p->arrived, .to_day = DAY_NONE };
    }
    PASS(person_identify_many(db, ids, r->n, &bad, &problem));
    PASS(db_add_many(db, &citizenship_rec, country, r->n));
    PASS(db_add_many(db, &spoken_rec, speaks, r->n));
    PASS(person_permit_add_many(db, papers, r->n, false));
    return db_add_many(db, &member_rec, in, r->n); // shields once, at the end
}

static err fill_part(struct db *db, void *arg)
{
    const struct part *part = arg;
    size_t homes = (part->n + HOUSEHOLD - 1) / HOUSEHOLD;
    struct rows r = { .n = part->n, .homes = homes, .p = NEW_ARRAY(db->mem, part->n, struct person),
                      .home = NEW_ARRAY(db->mem, homes, struct home), .h = NEW_ARRAY(db->mem, homes, struct household) };
    int64_t *nobody = NEW_ARRAY(db->mem, part->n, int64_t); // sight follows from permit and settlement
    for (size_t i = 0; i < homes; i++)
        stand(&r.home[i], part->from / HOUSEHOLD + i);
    for (size_t i = 0; i < r.n; i++)
        invent(db->mem, &r.p[i], r.home[i / HOUSEHOLD].state != ALLOC_SETTLED);
    PASS(person_add_many(db, r.p, r.n, nobody, "import"));
    for (size_t i = 0; i < homes; i++)
        r.h[i] = (struct household){ .made = r.p[i * HOUSEHOLD].arrived };
    PASS(household_make_many(db, r.h, homes));
    PASS(add_facts(db, &r, part->from));
    PASS(add_settlement(db, &r));
    return tell(db, &r);
}

static err shields(struct db *db, void *arg)
{
    (void)arg;
    return person_shields_build(db);
}

void fill(struct db_pool *pool, size_t n)
{
    double wall = seconds(CLOCK_MONOTONIC), own = seconds(CLOCK_PROCESS_CPUTIME_ID), rows;
    aside_take(pool);
    for (size_t i = 0; i < n; i += CHUNK)
        run(pool, TX_WRITE, fill_part, &(struct part){ i, n - i < CHUNK ? n - i : CHUNK });
    rows = seconds(CLOCK_MONOTONIC) - wall;
    aside_put_back(pool);
    run(pool, TX_WRITE, shields, NULL);
    if (person_keys_upkeep(pool, kept, clock_ms()) != OK)
        stop("keys", E_DB, STR(""));
    printf("fill %zu persons: %.1f s (%.1f), of which rows %.1f s\n", n, seconds(CLOCK_MONOTONIC) - wall,
           seconds(CLOCK_PROCESS_CPUTIME_ID) - own, rows);
}
