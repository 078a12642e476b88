// SPDX-License-Identifier: Apache-2.0
// Protection around a person: who lives with a protected one (SEC-17), emergency access by the clock
// (SEC-40), looks that are noted wherever a name is shown (AUD-3), and fields that no form may set.
#include "test/web.h"

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/person/person_db.h"
#include "test/db.h"

static struct person secret, mate, neighbour, stranger;

static struct person invent(const char *given, const char *family)
{
    return (struct person){ .family = str_z(family), .given = str_z(given), .own_script = STR(""),
                            .preferred = STR(""), .phone = STR(""), .email = STR(""), .born = day_of(1991, 5, 3),
                            .language = STR("ukr"), .arrived = day_of(2023, 3, 1), .died = DAY_NONE,
                            .protection_to = DAY_NONE, .synthetic = true };
}

static err lives(struct db *db, const struct person *p, const char *lines)
{
    text_key problem;
    struct address d = { .person = p->id, .kind = ADDRESS_HOME, .lines = str_z(lines), .postcode = STR("6413"),
                         .town = STR("Molde"), .municipality = STR("1506"), .from_day = day_of(2023, 4, 1),
                         .to_day = DAY_NONE };
    return person_address_add(db, &d, false, &problem);
}

static err people(struct db *db, void *arg)
{
    struct who_org here, there;
    struct household h;
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &here));
    PASS(access_org(db, STR("K1507"), TEST_DAY, &there));
    secret = invent("Hemmelig", "Kanarivern");
    mate = invent("Samboer", "Kanarimake");
    neighbour = invent("Hybelboer", "Kanarinabo");
    stranger = invent("Utenbys", "Fremmedmann");
    struct person *all[] = { &secret, &mate, &neighbour, &stranger };
    for (size_t i = 0; i < 4; i++)
        PASS(person_add(db, all[i], i < 3 ? here.id : there.id, "allocation"));
    PASS(household_make(db, day_of(2023, 4, 1), &h));
    PASS(household_join(db, h.id, secret.id, MEMBER_HEAD, day_of(2023, 4, 1)));
    PASS(household_join(db, h.id, mate.id, MEMBER_PARTNER, day_of(2023, 4, 1)));
    PASS(lives(db, &secret, "Storgata 1"));
    PASS(lives(db, &neighbour, "STORGATA  1")); // the same dwelling, typed otherwise
    struct identifier id = { .person = stranger.id, .kind = ID_DUF, .status = ID_CURRENT,
                             .from_day = day_of(2023, 3, 1), .to_day = DAY_NONE,
                             .value = identifier_invent(db->mem, FORM_DUF, stranger.born, 4) };
    text_key problem;
    return person_identify(db, &id, &problem);
}

static err protect(struct db *db, void *arg)
{
    struct person was, now;
    PASS(person_by_id(db, secret.id, &was));
    now = was;
    now.protection = *(int *)arg;
    return person_save(db, &was, &now);
}

static const char *url_of(struct arena *a, const struct person *p, const char *more)
{
    return strf(a, "/personer/%lld%s", (long long)p->id, more).p;
}

// How many of the lists name somebody, the hits of a search by name among them.
static int listed(struct arena *a, const struct person *p)
{
    static const char *const lists[] = { "/personer", "/team/0", "/mangler", "/mangler/person-no-number", "/min-dag" };
    const struct actor *head = as(MH, "K1506");
    int n = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        n += has_text(get(a, lists[i], head).body, str_cz(a, p->family));
    struct answer r = post(a, "/personer", head, strf(a, "sok=%.*s", S(p->family)).p);
    str hits = get(a, str_cz(a, r.location), head).body; // what was typed stands in the field: a hit is a link
    return n + (has_text(hits, strf(a, "\"/personer/%lld\"", (long long)p->id).p) ? 1 : 0);
}

TEST(who_shares_a_household_or_an_address_with_a_protected_person_is_in_no_list)
{
    static const struct person *const three[] = { &secret, &mate, &neighbour };
    in_db(a, people, NULL);
    for (size_t i = 0; i < 3; i++)
        CHECK_AT(listed(a, three[i]) >= 3, "%.*s stands in %d lists while nobody is protected", S(three[i]->family),
                 listed(a, three[i]));
    in_db(a, protect, &(int){ PROTECT_CONFIDENTIAL });
    for (size_t i = 0; i < 3; i++) // from the next page on, before any job has run
        CHECK_AT(listed(a, three[i]) == 0, "%.*s stands in a list", S(three[i]->family));
    // Their own pages say so, and stay open to those with scope.
    CHECK(has_text(get(a, url_of(a, &mate, ""), as(MP, "K1506")).body, "ds-alert"));
    CHECK(has_text(get(a, url_of(a, &neighbour, ""), as(MP, "K1506")).body, "ds-alert"));
    in_db(a, protect, &(int){ PROTECT_NONE });
    for (size_t i = 0; i < 3; i++)
        CHECK_AT(listed(a, three[i]) >= 3, "%.*s is back", S(three[i]->family));
}

// ---- emergency access by the clock --------------------------------------------------------------------

static int64_t minutes;
static int64_t moved_clock(void)
{
    return day_start_ms(TEST_DAY) + TEST_CLOCK_HOURS * 3600 * 1000 + minutes * 60 * 1000;
}

SQL(looks_as, "select count(*) from person_look where person = $1 and purpose = $2");
struct looked {
    int64_t person, n;
    const char *purpose;
};
static err looked(struct db *db, void *arg)
{
    struct looked *l = arg;
    return db_int(db, &looks_as, ARGS(AI(l->person), AT(str_z(l->purpose))), &l->n);
}

TEST(emergency_access_ends_by_the_clock_and_writes_nowhere)
{
    static const char *const pages[] = { "", "/familie", "/adresse", "/bosetting", "/kartlegging" };
    static const struct { const char *url, *form; } writes[] = {
        { "/kontakt", "preferred=&phone=1&email=&version=1" },
        { "/adresse/ny", "kind=home&grading=none&lines=Gata+1&postcode=6413&town=Molde&municipality=1506" },
        { "/kartlegging/inviter", "" }, { "/kartlegging/arbeid", "occupation=kokk" }, { "/rediger", "family=X" },
        { "/husstand/fodsel", "" }, { "/statsborgerskap", "country=UKR" },
    };
    in_db(a, people, NULL);
    minutes = 0;
    test_site(a)->clock = moved_clock;
    const struct actor *who = as(MP, "K1506");
    str duf = identifier_invent(a, FORM_DUF, stranger.born, 4);
    CHECK_INT(get(a, url_of(a, &stranger, ""), who).status, 404);
    CHECK_INT(post(a, "/personer/nodtilgang", who,
                   strf(a, "number=%.*s&reason=child&note=Barnet+er+funnet+alene+ute", S(duf)).p).status, 303);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct answer r = get(a, url_of(a, &stranger, pages[i]), who);
        CHECK_AT(r.status == 200 && has_text(r.body, "dtilgang til "), "%s: %d, or no banner", pages[i], r.status);
    }
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        int status = post(a, url_of(a, &stranger, writes[i].url), who, writes[i].form).status;
        CHECK_AT(status == 403, "%s was written under emergency access: %d", writes[i].url, status);
    }
    struct looked l = { stranger.id, 0, "emergency" };
    in_db(a, looked, &l);
    CHECK(l.n >= 5);
    struct actor colleague = *who; // a loan is the user's, not the organisation's
    colleague.user++;
    CHECK_INT(get(a, url_of(a, &stranger, ""), &colleague).status, 404);
    minutes = 59;
    CHECK_INT(get(a, url_of(a, &stranger, ""), who).status, 200);
    minutes = 61;
    CHECK_INT(get(a, url_of(a, &stranger, ""), who).status, 404);
    CHECK_INT(get(a, url_of(a, &stranger, "/familie"), who).status, 404);
}

// ---- what is refused is known of all the same (AUD-3) --------------------------------------------------

struct traced {
    const char *action;
    int64_t n;
};
SQL(traced_as, "select count(*) from trace_entry where action = $1 and user_id <> 0");
static err traced(struct db *db, void *arg)
{
    struct traced *t = arg;
    return db_int(db, &traced_as, ARGS(AT(str_z(t->action))), &t->n);
}

SQL(looks_at, "select count(*) from person_look where person = $1");
static err looked_at_all(struct db *db, void *arg)
{
    struct looked *l = arg;
    return db_int(db, &looks_at, ARGS(AI(l->person)), &l->n);
}

TEST(a_form_that_comes_back_with_faults_notes_the_look_and_keeps_nothing_else)
{
    static const struct { const char *url, *form; int status; } tries[] = {
        { "/kontakt", "preferred=&phone=11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111&email=&version=1", 422 },
        { "/sprak", "language=klingon", 422 },
        { "/nummer", "kind=duf&value=12", 422 },
    };
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct looked before = { mate.id, 0, "" }, after = before;
        in_db(a, looked_at_all, &before);
        struct answer r = post(a, url_of(a, &mate, tries[i].url), who, tries[i].form);
        CHECK_AT(r.status == tries[i].status && has_text(r.body, "Kanarimake"), "%s: %d", tries[i].url, r.status);
        in_db(a, looked_at_all, &after);
        CHECK_AT(after.n == before.n + 1, "%s showed the person and noted %lld looks", tries[i].url,
                 (long long)(after.n - before.n));
    }
}

TEST(emergency_access_refused_and_a_number_that_is_taken_stand_in_the_trail)
{
    struct traced refused = { "emergency-refused", 0 }, taken = { "number-taken", 0 };
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    CHECK_INT(post(a, "/personer/nodtilgang", who, "number=202399990017&reason=child&note=Barnet+er+funnet+alene+ute").status, 422);
    in_db(a, traced, &refused);
    CHECK_INT(refused.n, 1);
    str duf = identifier_invent(a, FORM_DUF, stranger.born, 4); // of somebody outside
    struct answer r = post(a, url_of(a, &mate, "/nummer"), who, strf(a, "kind=duf&value=%.*s", S(duf)).p);
    CHECK_INT(r.status, 409);
    CHECK(!has_text(r.body, strf(a, "%lld", (long long)stranger.id).p));
    in_db(a, traced, &taken);
    CHECK_INT(taken.n, 1);
}

// ---- fields that no form may set (WEB-14) -------------------------------------------------------------

SQL(untouched, "select count(*) from person_person where id = $1 and protection = 'none' and merged_into is null "
               "and synthetic = 1 and died is null");
static err is_untouched(struct db *db, void *arg)
{
    return db_int(db, &untouched, ARGS(AI(mate.id)), arg);
}

TEST(a_form_sets_no_field_that_it_does_not_show)
{
    static const struct { const char *url, *form; } tries[] = {
        { "/kontakt", "preferred=&phone=1&email=&version=1&protection=strict" },
        { "/kontakt", "preferred=&phone=1&email=&version=1&merged_into=1" },
        { "/kontakt", "preferred=&phone=1&phone=2&email=&version=1" },
        { "/rediger", "family=X&given=Y&version=1&protection=strict" },
        { "/rediger", "family=X&given=Y&version=1&synthetic=0&id=1" },
        { "/sprak", "language=rus&person=1" },
        { "/statsborgerskap", "country=UKR&person=1" },
        { "/nummer", "kind=duf&value=202399990017&person=1" },
        { "/adresse/ny", "kind=home&grading=none&lines=Gata&postcode=6413&town=Molde&municipality=1506&person=1" },
    };
    in_db(a, people, NULL);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        int status = post(a, url_of(a, &mate, tries[i].url), as(MP, "K1506"), tries[i].form).status;
        CHECK_AT(status == 400 || status == 422, "%s took %s: %d", tries[i].url, tries[i].form, status);
    }
    int64_t n;
    in_db(a, is_untouched, &n);
    CHECK_INT(n, 1);
}
