// SPDX-License-Identifier: Apache-2.0
// Two invented centres with invented residents: those who wait for mapping, for an answer, for a
// municipality; a minor with a representative; a family that is ready to move.
#include "rooms/reception/demo.h"

#include "person/identifier.h"
#include "platform/who/secret.h"
#include "rooms/access/access.h"

struct invented {
    const char *given, *family, *own;
    int year, month, day;
    enum sex sex;
    enum member_role role;
};
// One household a line of `homes`: its people stand one after the other here.
static const struct invented people[] = {
    { "Iryna", "Shevchenko", "Ірина Шевченко", 1986, 4, 12, SEX_FEMALE, MEMBER_HEAD },
    { "Andrii", "Shevchenko", "Андрій Шевченко", 1984, 9, 3, SEX_MALE, MEMBER_PARTNER },
    { "Polina", "Shevchenko", "Поліна Шевченко", 2012, 1, 30, SEX_FEMALE, MEMBER_CHILD },
    { "Taras", "Shevchenko", "Тарас Шевченко", 2016, 6, 21, SEX_MALE, MEMBER_CHILD },
    { "Layla", "Al-Khatib", "ليلى الخطيب", 1990, 2, 14, SEX_FEMALE, MEMBER_HEAD },
    { "Ahmad", "Al-Khatib", "أحمد الخطيب", 1987, 11, 5, SEX_MALE, MEMBER_PARTNER },
    { "Nour", "Al-Khatib", "نور الخطيب", 2015, 8, 9, SEX_FEMALE, MEMBER_CHILD },
    { "Haile", "Tekle", "ሃይለ ተክለ", 1996, 7, 1, SEX_MALE, MEMBER_HEAD },
    { "Selam", "Gebre", "ሰላም ገብረ", 1999, 12, 24, SEX_FEMALE, MEMBER_HEAD },
    { "Farid", "Rahimi", "فرید رحیمی", 1979, 3, 8, SEX_MALE, MEMBER_HEAD },
    { "Zahra", "Rahimi", "زهرا رحیمی", 1983, 5, 17, SEX_FEMALE, MEMBER_PARTNER },
    { "Mina", "Rahimi", "مینا رحیمی", 2006, 10, 2, SEX_FEMALE, MEMBER_CHILD },
    { "Oksana", "Bondarenko", "Оксана Бондаренко", 1961, 1, 19, SEX_FEMALE, MEMBER_HEAD },
    { "Dmytro", "Lysenko", "Дмитро Лисенко", 1994, 8, 27, SEX_MALE, MEMBER_HEAD },
    { "Yonas", "Berhane", "ዮናስ በርሀነ", 2006, 6, 15, SEX_MALE, MEMBER_HEAD },
    { "Amina", "Warsame", "", 1988, 9, 30, SEX_FEMALE, MEMBER_HEAD },
    { "Khadija", "Warsame", "", 2010, 2, 3, SEX_FEMALE, MEMBER_CHILD },
    { "Viktoriia", "Melnyk", "Вікторія Мельник", 1978, 7, 7, SEX_FEMALE, MEMBER_HEAD },
    { "Bohdan", "Melnyk", "Богдан Мельник", 2009, 3, 26, SEX_MALE, MEMBER_CHILD },
    { "Rami", "Haddad", "رامي حداد", 1992, 10, 10, SEX_MALE, MEMBER_HEAD },
    { "Hanna", "Kravets", "Ганна Кравець", 1997, 5, 5, SEX_FEMALE, MEMBER_HEAD },
    { "Samuel", "Okbay", "ሳሙኤል ዑቕባይ", 1985, 1, 2, SEX_MALE, MEMBER_HEAD },
};
static const struct home {
    size_t n;
    const char *country, *language, *room;
    int house;        // 0 Nes, 1 Vika
    int days;         // in the house
    int phase;        // enum case_phase
    int outcome;
    int mapping;      // enum mapping_state of the adults; -1 not begun
    bool collective;
} homes[] = {
    { 4, "UKR", "ukr", "214", 0, 96, CASE_DECIDED, OUTCOME_GRANTED, MAPPING_VERIFIED, true },
    { 3, "SYR", "ara", "108", 0, 141, CASE_INTERVIEWED, OUTCOME_NONE, MAPPING_SUBMITTED, false },
    { 1, "ERI", "tir", "302", 0, 203, CASE_DECIDED, OUTCOME_GRANTED, -1, false },
    { 1, "ERI", "tir", "303", 0, 74, CASE_ALLOCATED, OUTCOME_NONE, -1, false },
    { 3, "AFG", "prs", "116", 0, 260, CASE_APPEAL_UNE, OUTCOME_REJECTED, MAPPING_DECLINED, false },
    { 1, "UKR", "ukr", "201", 0, 33, CASE_DECIDED, OUTCOME_GRANTED, MAPPING_DRAFT, true },
    { 1, "UKR", "ukr", "202", 0, 12, CASE_REGISTERED, OUTCOME_NONE, -1, true },
    { 1, "ERI", "tir", "401", 0, 58, CASE_DECIDED, OUTCOME_GRANTED, -1, false },
    { 2, "SOM", "som", "118", 0, 119, CASE_INTERVIEWED, OUTCOME_NONE, MAPPING_INVITED, false },
    { 2, "UKR", "ukr", "12", 1, 82, CASE_DECIDED, OUTCOME_GRANTED, MAPPING_SUPPLEMENTED, true },
    { 1, "SYR", "ara", "14", 1, 151, CASE_DECIDED, OUTCOME_GRANTED, MAPPING_VERIFIED, false },
    { 1, "UKR", "ukr", "15", 1, 47, CASE_DECIDED, OUTCOME_GRANTED, MAPPING_VERIFIED, true },
    { 1, "ERI", "tir", "16", 1, 66, CASE_DECIDED, OUTCOME_GRANTED, MAPPING_VERIFIED, false },
};
enum { HOMES = sizeof homes / sizeof *homes, SERIAL = INVENTED_BY_HAND + 100 };

static err centre(struct db *db, const char *code, const char *name, enum centre_kind kind,
                  const char *municipality, int64_t places, day today, struct centre *c)
{
    const struct place *p = place_by_slug(str_z(municipality), day_of(2023, 9, 1));
    p = p ? place_became(p, today) : NULL;
    *c = (struct centre){ .name = str_z(name), .kind = kind, .operator = STR("Øvelse drift AS"),
                          .operator_number = STR("000000000"),
                          .municipality = p ? p->number : STR("1506"),
                          .address = STR("Øvelsesveien 1"), .contract_from = day_add_years(today, -2),
                          .contract_to = day_add(today, kind == CENTRE_INTEGRATION ? 480 : 100),
                          .notice_on = DAY_NONE, .staffed = STR("Hele døgnet") };
    return centre_add(db, c, str_z(code), places);
}

err demo_user(struct db *db, const char *login, const char *name, str org_code, enum role role)
{
    struct who_org org;
    struct who_user user;
    PASS(org_by_code(db, org_code, &org));
    return access_demo_user(db, login, name, &org, role, &user);
}

static err numbers(struct db *db, const struct person *p, int64_t serial)
{
    text_key problem;
    struct identifier duf = { .person = p->id, .kind = ID_DUF, .from_day = p->arrived,
                              .to_day = DAY_NONE,
                              .value = identifier_invent(db->mem, FORM_DUF, p->born, serial) };
    struct identifier d = { .person = p->id, .kind = ID_D_NUMBER, .from_day = p->arrived,
                            .to_day = DAY_NONE,
                            .value = identifier_invent(db->mem, FORM_D_NUMBER, p->born, serial) };
    PASS(person_identify(db, &duf, &problem));
    return person_identify(db, &d, &problem);
}

static err make(struct db *db, const struct invented *i, const struct home *h, int64_t org, day in,
                int64_t serial, struct person *p)
{
    day born = day_of(i->year, i->month, i->day);
    *p = (struct person){ .family = str_z(i->family), .given = str_z(i->given),
                          .own_script = str_z(i->own), .born = born, .sex = (int)i->sex,
                          .language = str_z(h->language), .interpreter = true,
                          .arrived = day_add(in, -9), .died = DAY_NONE, .protection_to = DAY_NONE,
                          .synthetic = true };
    bool alone = h->n == 1 && day_age(born, in) < 18;
    p->unaccompanied = alone ? MINOR_FROM15 : MINOR_NONE;
    PASS(person_add(db, p, org, "registered"));
    PASS(person_tell(db, p->id, p->arrived, PHASE_ARRIVAL, "person.event.arrived", STR(""), STR("")));
    struct citizenship c = { .person = p->id, .country = str_z(h->country), .from_day = DAY_NONE,
                             .to_day = DAY_NONE };
    struct spoken l = { .person = p->id, .language = str_z(h->language), .mother_tongue = true };
    PASS(db_add(db, &citizenship_rec, &c));
    PASS(db_add(db, &spoken_rec, &l));
    return numbers(db, p, serial);
}

// The steps that lead to the phase, a week between each, the first on the day of moving in.
static err application(struct db *db, const struct person *p, const struct home *h, day in, day today)
{
    static const struct {
        int from; // done from this phase on
        enum case_event event;
    } way[] = { { CASE_ALLOCATED, EV_ALLOCATE }, { CASE_INTERVIEWED, EV_INTERVIEW },
                { CASE_DECIDED, EV_DECIDE },     { CASE_APPEAL_UDI, EV_APPEAL },
                { CASE_APPEAL_UNE, EV_TO_UNE } };
    day on = in;
    for (size_t i = 0; i < sizeof way / sizeof *way && h->phase >= way[i].from; i++) {
        bool group = h->collective && way[i].event == EV_INTERVIEW;
        if (h->collective && way[i].event == EV_DECIDE)
            continue;
        on = day_add(on, 7);
        if (day_cmp(on, today) > 0)
            on = today;
        PASS(case_step(db, p->id, group ? EV_GROUP : way[i].event,
                       way[i].event == EV_DECIDE || group ? (enum case_outcome)h->outcome
                                                          : OUTCOME_NONE,
                       on));
    }
    if (h->outcome != OUTCOME_GRANTED)
        return OK;
    day decided = on;
    struct permit t = { .person = p->id,
                        .basis = h->collective ? PERMIT_COLLECTIVE : PERMIT_ASYLUM,
                        .decided = decided, .notified = decided, .valid_from = decided,
                        .valid_to = day_add_years(decided, h->collective ? 1 : 5), .settles = true,
                        .entry_by = DAY_NONE, .revoked = DAY_NONE };
    return person_permit_add(db, &t);
}

static err known(struct db *db, const struct person *p, const struct home *h)
{
    struct map_language own = { .person = p->id, .language = str_z(h->language),
                                .mother_tongue = true, .speak = 4, .understand = 4, .read = 4, .write = 3 };
    struct map_language english = { .person = p->id, .language = STR("eng"), .speak = 2,
                                    .understand = 3, .read = 2, .write = 2 };
    struct map_education e = { .person = p->id, .country = str_z(h->country),
                               .level = p->sex == SEX_FEMALE ? SCHOOL_BACHELOR : SCHOOL_UPPER_VOCATIONAL,
                               .years = KNOWN(p->sex == SEX_FEMALE ? 15 : 12), .completed = true,
                               .subject = p->sex == SEX_FEMALE ? STR("Sykepleie") : STR("Elektro") };
    struct map_work w = { .person = p->id, .country = str_z(h->country), .years = KNOWN(6),
                          .occupation = p->sex == SEX_FEMALE ? STR("Sykepleier") : STR("Elektriker"),
                          .styrk = p->sex == SEX_FEMALE ? STR("2223") : STR("7411") };
    PASS(db_add(db, &map_language_rec, &own));
    PASS(db_add(db, &map_language_rec, &english));
    PASS(db_add(db, &map_education_rec, &e));
    return db_add(db, &map_work_rec, &w);
}

static err mapped(struct db *db, const struct person *p, const struct home *h, day on)
{
    static const struct {
        enum mapping_event at[4];
        size_t n;
    } way[] = { [MAPPING_INVITED] = { { 0 }, 0 },
                [MAPPING_DRAFT] = { { EV_START }, 1 },
                [MAPPING_SUBMITTED] = { { EV_START, EV_SUBMIT }, 2 },
                [MAPPING_VERIFIED] = { { EV_START, EV_SUBMIT, EV_VERIFY }, 3 },
                [MAPPING_SUPPLEMENTED] = { { EV_START, EV_SUBMIT, EV_VERIFY, EV_SUPPLEMENT }, 4 },
                [MAPPING_EXEMPT] = { { EV_EXEMPT }, 1 },
                [MAPPING_DECLINED] = { { EV_DECLINE_ }, 1 } };
    struct mapping m, was;
    PASS(mapping_invite(db, p->id, on, &m));
    was = m;
    m.mode = 1;
    m.interpreter = INTERPRETER_C;
    m.interpreter_language = p->language;
    m.english = 2;
    m.digital = 3;
    m.wish_work = h->mapping == MAPPING_INVITED ? STR("") : STR("Jobbe i helsevesenet");
    PASS(db_save(db, &mapping_rec, &was, &m));
    if (h->mapping >= MAPPING_DRAFT && h->mapping <= MAPPING_SUPPLEMENTED)
        PASS(known(db, p, h));
    for (size_t i = 0; i < way[h->mapping].n; i++)
        PASS(mapping_step(db, &m, way[h->mapping].at[i]));
    return OK;
}

static err minor_cared_for(struct db *db, int64_t person, day in)
{
    struct minor was, now;
    err e = minor_of(db, person, &was);
    if (e)
        return e == E_NOTFOUND ? OK : e;
    now = was;
    now.representative = STR("Vigdis Øvelse");
    now.contact = STR("vigdis.ovelse@example.org");
    now.appointed_on = day_add(in, 5);
    return db_save(db, &minor_rec, &was, &now);
}

static err move_in(struct db *db, const struct centre *c, const struct home *h,
                   const struct invented *i, int64_t serial, day today)
{
    enum { MAPPED_AGE = 16 };
    struct household hh;
    day in = day_add(today, -h->days);
    PASS(household_make(db, in, &hh));
    for (size_t k = 0; k < h->n; k++) {
        struct person p;
        PASS(make(db, &i[k], h, c->org, in, serial + (int64_t)k, &p));
        PASS(household_join(db, hh.id, p.id, i[k].role, p.arrived));
        PASS(stay_begin(db, p.id, c->id, str_z(h->room), in));
        PASS(application(db, &p, h, in, today));
        PASS(minor_cared_for(db, p.id, in));
        if (h->mapping >= 0 && day_age(p.born, today) >= MAPPED_AGE)
            PASS(mapped(db, &p, h, day_add(in, 10)));
    }
    return OK;
}

err reception_demo(struct db *db, day today)
{
    struct centre house[2];
    size_t first = 0;
    PASS(centre(db, "M1001", "Nes mottak (øvelse)", CENTRE_ORDINARY, "K1506", 60, today, &house[0]));
    PASS(centre(db, "M1002", "Vika integreringsmottak (øvelse)", CENTRE_INTEGRATION, "K1507", 30, today,
                &house[1]));
    PASS(demo_user(db, "nes", "Kari Øvelse", STR("M1001"), CE));
    PASS(demo_user(db, "vika", "Knut Øvelse", STR("M1002"), CE));
    for (size_t i = 0; i < HOMES; i++) {
        PASS(move_in(db, &house[homes[i].house], &homes[i], &people[first], SERIAL + (int64_t)first,
                     today));
        first += homes[i].n;
    }
    PASS(demo_programme(db, house[1].id, today));
    PASS(demo_order(db, &house[0], today));
    PASS(demo_training(db, house[0].id, today));
    return demo_voluntary(db, house[0].id, today);
}
