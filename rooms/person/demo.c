// SPDX-License-Identifier: Apache-2.0
// Some invented people with stories worth opening. Numbers are of the synthetic ranges.
#include "person/identifier.h"

#include "rooms/access/access.h"
#include "rooms/person/demo.h"

struct invented {
    const char *given, *family, *own_script;
    int year, month, day;
    enum sex sex;
    enum member_role role;
};

static const struct invented kovalenko[] = {
    { "Olena", "Kovalenko", "Олена Коваленко", 1991, 5, 3, SEX_FEMALE, MEMBER_HEAD },
    { "Maksym", "Kovalenko", "Максим Коваленко", 1989, 2, 11, SEX_MALE, MEMBER_PARTNER },
    { "Danylo", "Kovalenko", "Данило Коваленко", 2014, 9, 28, SEX_MALE, MEMBER_CHILD },
    { "Sofiia", "Kovalenko", "Софія Коваленко", 2020, 12, 1, SEX_FEMALE, MEMBER_CHILD },
};
static const struct invented tesfay[] = {
    { "Amanuel", "Tesfay", "ኣማኑኤል ተስፋይ", 1998, 1, 7, SEX_MALE, MEMBER_HEAD },
};
static const struct invented hassan[] = {
    { "Fatima", "Al-Hassan", "فاطمة الحسن", 1983, 8, 19, SEX_FEMALE, MEMBER_HEAD },
    { "Yusuf", "Al-Hassan", "يوسف الحسن", 2008, 4, 4, SEX_MALE, MEMBER_CHILD },
    { "Maryam", "Al-Hassan", "مريم الحسن", 2011, 6, 23, SEX_FEMALE, MEMBER_CHILD },
};

struct story {
    const struct invented *people;
    size_t n;
    const char *org, *country, *language;
    enum permit_basis basis;
    int arrived_days, permit_days; // before today
};
#define PEOPLE(p) p, sizeof p / sizeof *p
static const struct story stories[] = {
    { PEOPLE(kovalenko), "K1506", "UKR", "ukr", PERMIT_COLLECTIVE, 290, 250 },
    { PEOPLE(tesfay), "K1506", "ERI", "tir", PERMIT_ASYLUM, 520, 210 },
    { PEOPLE(hassan), "K1507", "SYR", "ara", PERMIT_RESETTLED, 130, 330 },
};

static err add_one(struct db *db, const struct story *s, const struct invented *i, int64_t org,
                   int64_t household, int64_t serial, day today)
{
    text_key problem;
    day arrived = day_add(today, -s->arrived_days);
    struct person p = { .family = str_z(i->family), .given = str_z(i->given),
                        .own_script = str_z(i->own_script), .born = day_of(i->year, i->month, i->day),
                        .sex = (int)i->sex, .language = str_z(s->language), .interpreter = true,
                        .arrived = arrived, .died = DAY_NONE, .protection_to = DAY_NONE,
                        .synthetic = true };
    PASS(person_add(db, &p, org, "allocation"));
    PASS(person_tell(db, p.id, arrived, PHASE_ARRIVAL, "person.event.arrived", STR(""), STR("")));
    PASS(household_join(db, household, p.id, i->role, arrived));
    struct citizenship c = { .person = p.id, .country = str_z(s->country), .from_day = DAY_NONE,
                             .to_day = DAY_NONE };
    struct spoken l = { .person = p.id, .language = str_z(s->language), .mother_tongue = true };
    PASS(db_add(db, &citizenship_rec, &c));
    PASS(db_add(db, &spoken_rec, &l));
    struct identifier duf = { .person = p.id, .kind = ID_DUF, .from_day = arrived, .to_day = DAY_NONE,
                              .value = identifier_invent(db->mem, FORM_DUF, p.born, serial) };
    struct identifier d = { .person = p.id, .kind = ID_D_NUMBER, .from_day = arrived,
                            .to_day = DAY_NONE,
                            .value = identifier_invent(db->mem, FORM_D_NUMBER, p.born, serial) };
    PASS(person_identify(db, &duf, &problem));
    PASS(person_identify(db, &d, &problem));
    day decided = day_add(today, -s->permit_days);
    struct permit t = { .person = p.id, .basis = (int)s->basis, .decided = decided,
                        .notified = day_add(decided, 4), .valid_from = decided,
                        .valid_to = day_add_years(decided, s->basis == PERMIT_COLLECTIVE ? 1 : 5),
                        .settles = true, .entry_by = DAY_NONE, .revoked = DAY_NONE };
    return person_permit_add(db, &t);
}

err person_demo(struct db *db, day today)
{
    int64_t serial = INVENTED_BY_HAND;
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        const struct story *s = &stories[i];
        struct who_org org;
        struct household h;
        const struct place *p = place_by_slug(str_z(s->org), day_of(2023, 9, 1));
        p = p ? place_became(p, today) : NULL;
        if (!p)
            continue; // not that year
        PASS(access_org_of(db, p, &org));
        PASS(household_make(db, day_add(today, -s->arrived_days), &h));
        for (size_t k = 0; k < s->n; k++)
            PASS(add_one(db, s, &s->people[k], org.id, h.id, serial++, today));
    }
    return OK;
}
