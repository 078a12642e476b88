// SPDX-License-Identifier: Apache-2.0
// Invented households at every step of the way to a municipality, so that the board, the lists and
// the decisions of the demo have something to show. Numbers are of the synthetic ranges.
#include "person/identifier.h"

#include "rooms/access/access.h"
#include "rooms/allocation/allocation_db.h"
#include "rooms/reception/reception.h"

struct invented {
    const char *given, *family;
    int year;
    enum sex sex;
};
static const struct invented people[] = {
    { "Mariia", "Hrytsenko", 1988, SEX_FEMALE }, { "Serhii", "Hrytsenko", 1985, SEX_MALE },
    { "Daryna", "Hrytsenko", 2011, SEX_FEMALE }, { "Yehor", "Hrytsenko", 2014, SEX_MALE },
    { "Zlata", "Hrytsenko", 2019, SEX_FEMALE },  { "Petro", "Savchuk", 1963, SEX_MALE },
    { "Halyna", "Savchuk", 1966, SEX_FEMALE },   { "Nataliia", "Koval", 1993, SEX_FEMALE },
    { "Solomiia", "Koval", 2017, SEX_FEMALE },   { "Ivan", "Tkachuk", 1979, SEX_MALE },
    { "Samira", "Haidari", 1990, SEX_FEMALE },   { "Omid", "Haidari", 1986, SEX_MALE },
    { "Laila", "Haidari", 2010, SEX_FEMALE },    { "Yasin", "Haidari", 2013, SEX_MALE },
    { "Hamid", "Haidari", 2016, SEX_MALE },      { "Sara", "Haidari", 2021, SEX_FEMALE },
    { "Khaled", "Nassar", 1981, SEX_MALE },      { "Rima", "Nassar", 1984, SEX_FEMALE },
    { "Jad", "Nassar", 2012, SEX_MALE },         { "Senait", "Habte", 1995, SEX_FEMALE },
    { "Mikael", "Habte", 2020, SEX_MALE },       { "Lidiia", "Moroz", 1958, SEX_FEMALE },
    { "Oleh", "Panchenko", 1974, SEX_MALE },     { "Vira", "Panchenko", 1977, SEX_FEMALE },
    { "Mustafa", "Darwish", 1999, SEX_MALE },    { "Anna", "Zhuk", 1991, SEX_FEMALE },
    { "Matvii", "Zhuk", 2015, SEX_MALE },        { "Abel", "Tsegay", 2007, SEX_MALE },
    { "Tetiana", "Boiko", 1987, SEX_FEMALE },    { "Roman", "Boiko", 1984, SEX_MALE },
    { "Ivanna", "Boiko", 2009, SEX_FEMALE },     { "Lev", "Boiko", 2012, SEX_MALE },
    { "Myron", "Boiko", 2018, SEX_MALE },        { "Nadia", "Qaderi", 1989, SEX_FEMALE },
    { "Bashir", "Qaderi", 1983, SEX_MALE },      { "Parwin", "Qaderi", 2008, SEX_FEMALE },
    { "Idris", "Qaderi", 2011, SEX_MALE },       { "Elham", "Qaderi", 2014, SEX_FEMALE },
    { "Nasim", "Qaderi", 2020, SEX_MALE },       { "Bushra", "Mansour", 1986, SEX_FEMALE },
    { "Adnan", "Mansour", 1982, SEX_MALE },      { "Lina", "Mansour", 2007, SEX_FEMALE },
    { "Karim", "Mansour", 2010, SEX_MALE },      { "Hiba", "Mansour", 2013, SEX_FEMALE },
    { "Tarek", "Mansour", 2019, SEX_MALE },      { "Kateryna", "Lytvyn", 1972, SEX_FEMALE },
    { "Vasyl", "Oliinyk", 1968, SEX_MALE },      { "Orysia", "Oliinyk", 1970, SEX_FEMALE },
    { "Therese", "Mukendi", 1990, SEX_FEMALE },  { "Joseph", "Mukendi", 1984, SEX_MALE },
    { "Esther", "Mukendi", 2012, SEX_FEMALE },   { "Daniel", "Mukendi", 2016, SEX_MALE },
    { "Chantal", "Ilunga", 1987, SEX_FEMALE },   { "Grace", "Ilunga", 2011, SEX_FEMALE },
    { "Bohdan", "Melnyk", 1976, SEX_MALE },      { "Yuliia", "Bilous", 1994, SEX_FEMALE },
    { "Artem", "Hnatiuk", 1990, SEX_MALE },      { "Sofiia", "Hnatiuk", 1992, SEX_FEMALE },
    { "Rahim", "Stanikzai", 2010, SEX_MALE },    { "Dmytro", "Kravets", 1982, SEX_MALE },
};

enum how_far { TO_MAPPING, TO_READY, TO_ASKED, TO_ACCEPTED, TO_ALLOCATED, TO_DATED, TO_REFUSED };
enum way { BY_CENTRE, BY_RESETTLEMENT, BY_PRIVATE, BY_AMOT, BY_SELF, BY_CHILD }; // settlement.md 8
struct home {
    size_t from, n;
    const char *language, *country, *place; // place: number of 2023
    enum how_far far;
    int permit, ready, asked;               // days before today
    const char *work;
    bool step_free, minor, service;
    enum way way;
};
static const struct home homes[] = {
    { 0, 5, "ukr", "UKR", "1506", TO_READY, 68, 41, 0, "Sykepleier", false, false, false },
    { 5, 2, "ukr", "UKR", "", TO_READY, 54, 38, 0, "", true, false, true },
    { 7, 2, "ukr", "UKR", "", TO_READY, 33, 20, 0, "Regnskapsfører", false, false, false },
    { 9, 1, "ukr", "UKR", "", TO_READY, 21, 9, 0, "Elektriker", false, false, false },
    { 10, 6, "prs", "AFG", "1507", TO_ASKED, 150, 60, 10, "Skredder", false, false, false },
    { 16, 3, "ara", "SYR", "1506", TO_ASKED, 120, 45, 3, "Baker", false, false, false },
    { 19, 2, "tir", "ERI", "1506", TO_ACCEPTED, 96, 40, 5, "", false, false, false },
    { 21, 1, "ukr", "UKR", "1506", TO_ALLOCATED, 80, 44, 12, "", true, false, false },
    { 22, 2, "ukr", "UKR", "1507", TO_DATED, 110, 70, 20, "Sveiser", false, false, false },
    { 24, 1, "ara", "SYR", "1507", TO_ACCEPTED, 140, 66, 6, "Kokk", false, false, false },
    { 25, 2, "ukr", "UKR", "1506", TO_DATED, 160, 120, 60, "Frisør", false, false, false },
    { 28, 5, "ukr", "UKR", "", TO_READY, 62, 35, 0, "Lærer", false, false, false },
    { 33, 6, "prs", "AFG", "1506", TO_ALLOCATED, 130, 70, 14, "Snekker", false, false, false },
    { 39, 6, "ara", "SYR", "1506", TO_ALLOCATED, 145, 75, 16, "Tannlege", false, false, false },
    { 45, 1, "ukr", "UKR", "1506", TO_ASKED, 48, 25, 2, "Lege", false, false, false },
    { 46, 2, "ukr", "UKR", "1507", TO_ASKED, 52, 28, 2, "", true, false, false },
    { 27, 1, "tir", "ERI", "", TO_READY, 90, 30, 0, "", false, true, false },
    { 48, 4, "lin", "COD", "1506", TO_DATED, 70, 70, 30, "Jordmor", false, false, false, BY_RESETTLEMENT },
    { 52, 2, "lin", "COD", "", TO_READY, 40, 40, 0, "", false, false, false, BY_RESETTLEMENT },
    { 54, 1, "ukr", "UKR", "", TO_MAPPING, 165, 0, 0, "Bussjåfør", false, false, false, BY_PRIVATE },
    { 55, 1, "ukr", "UKR", "1506", TO_ALLOCATED, 100, 60, 15, "Tannhelsesekretær", false, false, false, BY_AMOT },
    { 56, 2, "ukr", "UKR", "1506", TO_ASKED, 60, 30, 2, "Rørlegger", false, false, false, BY_SELF },
    { 58, 1, "prs", "AFG", "1506", TO_ASKED, 75, 40, 4, "", false, true, false, BY_CHILD },
    { 59, 1, "ukr", "UKR", "1507", TO_REFUSED, 120, 80, 20, "Sjåfør", false, false, false },
};

static err one(struct db *db, const struct home *h, size_t i, int64_t household, int64_t imdi, day today)
{
    const struct invented *p = &people[h->from + i];
    text_key problem;
    struct alloc_case c;
    day permit = day_add(today, -h->permit), arrived = day_add(permit, -120);
    struct person row = { .family = str_z(p->family), .given = str_z(p->given), .own_script = STR(""),
                          .born = day_of(p->year, 1 + (int)(i % 12), 5 + (int)i), .sex = (int)p->sex,
                          .language = str_z(h->language), .interpreter = true, .arrived = arrived,
                          .died = DAY_NONE, .protection_to = DAY_NONE, .synthetic = true,
                          .unaccompanied = h->way == BY_CHILD ? MINOR_UNDER15 : h->minor ? MINOR_FROM15 : MINOR_NONE };
    struct citizenship from = { .country = str_z(h->country), .from_day = DAY_NONE, .to_day = DAY_NONE };
    struct permit t = { .basis = h->way == BY_RESETTLEMENT            ? PERMIT_RESETTLED
                                 : strcmp(h->country, "UKR") == 0 ? PERMIT_COLLECTIVE
                                                                  : PERMIT_ASYLUM,
                        .decided = permit, .notified = day_add(permit, 4), .valid_from = permit,
                        .valid_to = day_add_years(permit, 2), .settles = true, .revoked = DAY_NONE,
                        .entry_by = h->way == BY_RESETTLEMENT ? day_add_months(permit, 6) : DAY_NONE };
    PASS(person_add(db, &row, imdi, "registered"));
    if (h->way != BY_RESETTLEMENT)
        PASS(person_tell(db, row.id, arrived, PHASE_ARRIVAL, "person.event.arrived", STR(""), STR("")));
    PASS(household_join(db, household, row.id, i == 0 ? MEMBER_HEAD : i == 1 && p->year < 2000 ? MEMBER_PARTNER
                                                                                  : MEMBER_CHILD, arrived));
    enum { SERIAL = INVENTED_BY_HAND + 300 };
    struct identifier duf = { .person = row.id, .kind = ID_DUF, .from_day = arrived, .to_day = DAY_NONE,
                              .value = identifier_invent(db->mem, FORM_DUF, row.born,
                                                         SERIAL + (int64_t)(h->from + i)) };
    PASS(person_identify(db, &duf, &problem));
    from.person = t.person = row.id;
    PASS(db_add(db, &citizenship_rec, &from));
    struct spoken speaks = { .person = row.id, .language = row.language, .mother_tongue = true };
    PASS(db_add(db, &spoken_rec, &speaks));
    PASS(person_permit_add(db, &t));
    db->deed.today = permit;
    if (h->way == BY_PRIVATE || h->way == BY_AMOT)
        PASS(reception_lodge(db, row.id, h->way == BY_AMOT ? LODGES_AMOT : LODGES_PRIVATE, STR("1506"), day_add(permit, -20)));
    PASS(alloc_open(db, row.id, &c));
    if (h->far == TO_MAPPING || h->way == BY_RESETTLEMENT) // who is resettled is ready when the permit is given
        return OK;
    db->deed.today = day_add(today, -h->ready);
    return alloc_mapped(db, row.id, db->deed.today);
}

static err needs(struct db *db, const struct home *h, int64_t household, int64_t head)
{
    struct need_row n = { .household = household, .head = head, .earliest = DAY_NONE,
                          .service = h->service ? SERVICE_HOSPITAL : SERVICE_NONE,
                          .step_free = h->step_free, .education = STR(""), .work = str_z(h->work) };
    struct tie_row t = { .household = household, .head = head, .number = STR("1507"), .kind = TIE_FAMILY };
    PASS(db_add(db, &alloc_need_rec, &n));
    return h->from == 0 ? db_add(db, &tie_rec, &t) : OK;
}

static err go(struct db *db, const struct home *h, int64_t head, day today)
{
    int64_t offer;
    text_key why;
    alloc_cases all = { 0 };
    struct alloc_case c;
    if (h->far < TO_ASKED)
        return OK;
    db->deed.today = day_add(today, -h->asked);
    if (h->way == BY_SELF) {
        PASS(alloc_wish(db, head, &why));
        return alloc_found(db, head, str_z(h->place), STR("Tre rom i Kirkebakken, 11 500 kroner i måneden, kontrakt på to år"), &offer, &why);
    }
    PASS(alloc_ask(db, head, str_z(h->place), &offer, &why));
    if (h->far == TO_ASKED)
        return OK;
    db->deed.today = day_add(today, -h->asked / 2);
    PASS(alloc_answer(db, offer, &(struct alloc_answer){ .accept = true, .words = STR("") }, &why));
    if (h->far == TO_ACCEPTED)
        return OK;
    PASS(alloc_decide(db, offer, &why));
    PASS(alloc_case_of(db, head, &c));
    PASS(alloc_together(db, &c, &all));
    for (size_t i = 0; i < all.n && h->far == TO_DATED; i++) // whoever comes from abroad has tickets to be told of
        PASS(alloc_date(db, &all.p[i], day_add(today, h->way == BY_RESETTLEMENT ? 19 : 5), &why));
    if (h->far != TO_REFUSED)
        return OK;
    const struct alloc_act no = { .on = day_add(today, -4), .told = true, .reason = WHY_REFUSED, .note = STR("Vil bo i Oslo, der han har venner") };
    return alloc_end(db, head, EV_REFUSE, &no, &why);
}

// The people of the rooms below who live in a municipality already were settled before the demo's
// day, and are in the imported figures.
struct settled_already {
    int64_t person, org;
    str code;
};
static const struct field already_fields[] = { F(settled_already, person, INT),
                                               F(settled_already, org, INT),
                                               F(settled_already, code, TEXT) };
static const struct record already_rec = { NULL, already_fields, 3, sizeof(struct settled_already),
                                           "already" };
SQL(already_there, "select s.subject as person, s.reader as org, o.code from who_scope s join who_org o on "
                   "o.id = s.reader where s.basis = 'allocation' and o.code like 'K%' and not exists "
                   "(select 1 from allocation_case c where c.person = s.subject) order by s.subject");

static err already(struct db *db, day today)
{
    SLICE(struct settled_already) all = { 0 };
    PASS(db_all(db, &already_there, NO_ARGS, &already_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        permits t = { 0 };
        struct household h = { 0 };
        PASS(person_permits(db, all.p[i].person, &t));
        err e = household_of(db, all.p[i].person, today, &h);
        if (e != OK && e != E_NOTFOUND)
            return e;
        day decided = t.n ? t.p[0].decided : day_add(today, -200);
        struct alloc_case c = { .person = all.p[i].person, .household = h.id, .state = ALLOC_SETTLED,
                                .clock_on = decided, .ready_on = day_add(decided, 30),
                                .apply_by = DAY_NONE, .enter_by = DAY_NONE, .org = all.p[i].org,
                                .number = str_part(all.p[i].code, 1, 4), .counted = STR(""),
                                .allocated_on = day_add(decided, 60), .moves_on = day_add(decided, 90),
                                .settled_on = day_add(decided, 90), .opened_on = decided };
        struct settled_row s = { .person = c.person, .org = c.org, .number = c.number,
                                 .settled_on = c.settled_on, .corrects = UNKNOWN,
                                 .source = SOURCE_MUNICIPALITY, .registered_on = c.settled_on };
        PASS(db_add(db, &alloc_case_rec, &c));
        s.case_id = c.id;
        PASS(db_add(db, &settled_rec, &s));
        PASS(scope_open(db, c.person, c.org, SCOPE_FULL, "settlement", c.settled_on));
    }
    return OK;
}

err allocation_demo(struct db *db, day today)
{
    struct who_org imdi, bufetat;
    struct who_user berit;
    PASS(already(db, today));
    PASS(access_org(db, STR("IMDI"), today, &imdi));
    PASS(org_ensure(db, STR("BUFETAT"), "other", STR("Bufetat"), UNKNOWN, &bufetat));
    PASS(access_demo_user(db, "bufetat", "Berit Øvelse", &bufetat, BU, &berit));
    for (size_t k = 0; k < sizeof homes / sizeof *homes; k++) {
        const struct home *h = &homes[k];
        struct household made;
        members in = { 0 };
        PASS(household_make(db, day_add(today, -h->permit - 120), &made));
        for (size_t i = 0; i < h->n; i++) {
            db->deed.today = today;
            PASS(one(db, h, i, made.id, imdi.id, today));
        }
        PASS(household_members(db, made.id, today, &in));
        db->deed.today = today;
        PASS(needs(db, h, made.id, in.p[0].person));
        err e = go(db, h, in.p[0].person, today);
        db->deed.today = today;
        if (e != OK && e != E_CONFLICT && e != E_NOTFOUND) // on another day there may be no places
            return e;
    }
    return OK;
}
