// SPDX-License-Identifier: Apache-2.0
// What changes in a person's life and register: merged and taken apart, households, addresses,
// emergencies, and what takes two. Everybody here is invented.
#include "test/web.h"

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/person/check.h"
#include "rooms/person/person_db.h"
#include "test/db.h"

static struct person olena, double_, omar, hidden;
static struct household home;
static int64_t molde;

static struct person invent(const char *given, const char *family, day born)
{
    return (struct person){ .family = str_z(family), .given = str_z(given), .own_script = STR(""),
                            .preferred = STR(""), .phone = STR(""), .email = STR(""),
                            .born = born, .sex = SEX_FEMALE, .language = STR("ukr"),
                            .arrived = day_of(2023, 3, 1), .died = DAY_NONE,
                            .protection_to = DAY_NONE, .synthetic = true };
}

static err number(struct db *db, const struct person *p, enum identifier_form form, enum identifier_kind kind,
                  int serial)
{
    text_key problem;
    struct identifier id = { .person = p->id, .kind = (int)kind, .status = ID_CURRENT,
                             .from_day = day_of(2023, 3, 1), .to_day = DAY_NONE,
                             .value = identifier_invent(db->mem, form, p->born, serial) };
    return person_identify(db, &id, &problem);
}

static err people(struct db *db, void *arg)
{
    struct who_org here, there;
    struct member m;
    (void)arg, (void)m;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &here));
    PASS(access_org(db, STR("K1507"), TEST_DAY, &there));
    molde = here.id;
    olena = invent("Olena", "Kovalenko", day_of(1991, 5, 3));
    double_ = invent("Alyona", "Kowalenkova", day_of(1991, 5, 3));
    omar = invent("Omar", "Al-Hassan", day_of(1985, 1, 9));
    hidden = invent("Mysteria", "Kanarifugl", day_of(1990, 2, 2));
    hidden.protection = PROTECT_STRICT;
    PASS(person_add(db, &olena, here.id, "allocation"));
    PASS(person_add(db, &double_, here.id, "registered"));
    PASS(person_add(db, &omar, there.id, "allocation"));
    PASS(person_add(db, &hidden, there.id, "allocation"));
    PASS(number(db, &olena, FORM_DUF, ID_DUF, 1));
    PASS(number(db, &double_, FORM_DUF, ID_DUF, 2));
    PASS(number(db, &double_, FORM_D_NUMBER, ID_D_NUMBER, 3));
    PASS(number(db, &omar, FORM_DUF, ID_DUF, 4));
    PASS(number(db, &hidden, FORM_DUF, ID_DUF, 5));
    PASS(household_make(db, day_of(2023, 3, 1), &home));
    PASS(household_join(db, home.id, olena.id, MEMBER_HEAD, day_of(2023, 3, 1)));
    struct spoken s = { .person = double_.id, .language = STR("rus") };
    PASS(db_add(db, &spoken_rec, &s));
    return scope_open(db, double_.id, there.id, SCOPE_CASE, "allocation", day_of(2023, 4, 1));
}

static const char *url_of(struct arena *a, const struct person *p, const char *more)
{
    return strf(a, "/personer/%lld%s", (long long)p->id, more).p;
}

static str duf_of(struct arena *a, const struct person *p, int serial)
{
    return identifier_invent(a, FORM_DUF, p->born, serial);
}

static err no_breach(struct db *db, void *arg)
{
    struct out breaches = { 0 };
    (void)arg;
    PASS(person_check(db, &breaches));
    CHECK_STR(out_str(&breaches), "");
    out_drop(&breaches);
    return OK;
}

// Everything that a merge could touch of the two, as text.
struct picture {
    str rows;
};
static err take_picture(struct db *db, void *arg)
{
    struct picture *pic = arg;
    struct out o = { 0 };
    const int64_t two[] = { olena.id, double_.id };
    for (size_t i = 0; i < 2; i++) {
        EACH_HOOK(person_holds, person_holds, h)
        {
            struct {
                char *p;
                size_t n, room;
            } rows = { 0 };
            if (str_is(str_z((*h)->table), "person_event") || str_is(str_z((*h)->table), "person_look"))
                continue; // the merge and its undoing are told, the looks were taken
            PASS(db_all_(db, (*h)->rows, ARGS(AI(two[i])), (*h)->rec, &rows, (*h)->rec->size));
            for (size_t k = 0; k < rows.n; k++)
                for (size_t f = 0; f < (*h)->rec->n; f++)
                    if (!((*h)->rec->f[f].flags & VERSION))
                        out_f(&o, "%.*s|", S(field_plain(db->mem, &(*h)->rec->f[f],
                                                         rows.p + k * (*h)->rec->size)));
        }
        static const struct sql members_ = { "m", "select * from person_member where person = $1 order by id", __FILE__ },
                                keys = { "k", "select * from person_key where person = $1 order by key", __FILE__ },
                                scope = { "s", "select * from who_scope where subject = $1 order by reader, basis", __FILE__ };
        SLICE(struct key_row) key_rows = { 0 };
        SLICE(struct scope) scope_rows = { 0 };
        members m = { 0 };
        PASS(db_all(db, &members_, ARGS(AI(two[i])), &member_rec, &m));
        PASS(db_all(db, &keys, ARGS(AI(two[i])), &key_rec, &key_rows));
        PASS(db_all(db, &scope, ARGS(AI(two[i])), &scope_rec, &scope_rows));
        for (size_t k = 0; k < m.n; k++)
            out_f(&o, "member %lld;", (long long)m.p[k].id);
        for (size_t k = 0; k < key_rows.n; k++)
            out_f(&o, "key %lld;", (long long)key_rows.p[k].key);
        for (size_t k = 0; k < scope_rows.n; k++)
            out_f(&o, "scope %lld %lld %lld;", (long long)scope_rows.p[k].id, (long long)scope_rows.p[k].reader,
                  (long long)scope_rows.p[k].level);
    }
    pic->rows = str_dup(db->mem, out_str(&o));
    out_drop(&o);
    return OK;
}

static str picture(struct arena *a)
{
    struct picture *p = NEW(a, struct picture);
    in_db(a, take_picture, p);
    return p->rows;
}

TEST(two_records_of_one_person_become_one_and_two_again_exactly)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506"), *there = as(MP, "K1507");
    str before = picture(a);
    const char *compare = strf(a, "/personer/%lld/samme?med=%lld", (long long)olena.id, (long long)double_.id).p;
    struct answer page = get(a, compare, who);
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Kowalenkova, Alyona"));
    CHECK(has_text(page.body, "ulikt"));
    CHECK_INT(get(a, url_of(a, &olena, ""), there).status, 404);
    struct answer merged = post(a, url_of(a, &olena, "/samme"), who,
                                strf(a, "svar=samme&grunn=Samme+bilde&med=%lld", (long long)double_.id).p);
    CHECK_STR(merged.location, url_of(a, &olena, ""));
    // Everything is with the kept one, and the other's address leads there, also for those who knew the other.
    struct answer kept = get(a, url_of(a, &olena, ""), who);
    CHECK(has_text(kept.body, "russisk"));
    CHECK(has_text(kept.body, "tidligere")); // the second DUF number is historic
    CHECK_STR(get(a, url_of(a, &double_, ""), who).location, url_of(a, &olena, ""));
    CHECK_STR(get(a, url_of(a, &double_, "/familie"), there).location, url_of(a, &olena, ""));
    CHECK_INT(get(a, url_of(a, &olena, ""), there).status, 200);
    struct answer found = post(a, "/personer", who, "sok=Alyona+Kowalenkova");
    str hits = get(a, str_cz(a, found.location), who).body;
    CHECK(has_text(hits, "1 treff"));
    CHECK(has_text(hits, "Kovalenko, Olena"));
    in_db(a, no_breach, NULL);
    CHECK_INT(post(a, url_of(a, &olena, "/samme"), who, strf(a, "svar=samme&med=%lld", (long long)double_.id).p).status, 422);
    // And back.
    struct answer undone = post(a, url_of(a, &olena, "/samme"), who, strf(a, "svar=angre&med=%lld", (long long)double_.id).p);
    CHECK_INT(undone.status, 303);
    CHECK_STR(picture(a), str_cz(a, before));
    CHECK_INT(get(a, url_of(a, &double_, ""), who).status, 200);
    CHECK_INT(get(a, url_of(a, &olena, ""), there).status, 404);
    in_db(a, no_breach, NULL);
}

TEST(records_that_are_two_persons_are_not_proposed_again)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    CHECK(has_text(get(a, url_of(a, &olena, "/samme"), who).body, "Kowalenkova"));
    CHECK_INT(post(a, url_of(a, &olena, "/samme"), who, strf(a, "svar=annen&med=%lld", (long long)double_.id).p).status, 303);
    CHECK(!has_text(get(a, url_of(a, &olena, "/samme"), who).body, "Kowalenkova"));
    CHECK_INT(get(a, url_of(a, &olena, "/samme"), as(MC, "K1506")).status, 403);
    // Somebody out of sight is as if not there.
    CHECK_INT(post(a, url_of(a, &olena, "/samme"), who, strf(a, "svar=samme&med=%lld", (long long)omar.id).p).status, 404);
}

TEST(a_household_changes_after_its_effect_was_shown)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    const char *born = "family=Kovalenko&given=Ivan&sex=male&on=20.08.2023";
    struct answer shown = post(a, url_of(a, &olena, "/husstand/fodsel"), who, born);
    CHECK_INT(shown.status, 200);
    CHECK(has_text(shown.body, "Husstanden har 2 medlemmer fra 20.08.2023"));
    CHECK(!has_text(get(a, url_of(a, &olena, "/familie"), who).body, "Ivan"));
    CHECK_INT(post(a, url_of(a, &olena, "/husstand/fodsel"), who, strf(a, "%s&bekreft=1", born).p).status, 303);
    str family = get(a, url_of(a, &olena, "/familie"), who).body;
    CHECK(has_text(family, "Kovalenko, Ivan"));
    // The duplicate moves in, and out again with nobody else.
    str duf = duf_of(a, &double_, 2);
    const char *in = strf(a, "number=%.*s&role=sibling&on=21.08.2023&bekreft=1", S(duf)).p;
    CHECK_INT(post(a, url_of(a, &olena, "/husstand/inn"), who, in).status, 303);
    CHECK_INT(post(a, url_of(a, &olena, "/husstand/inn"), who, in).status, 422); // there already
    const char *out = strf(a, "p%lld=1&on=28.08.2023&reason=", (long long)double_.id).p;
    struct answer split = post(a, url_of(a, &olena, "/husstand/del"), who, out);
    CHECK(has_text(split.body, "Husstanden har 2 medlemmer fra 28.08.2023"));
    CHECK(has_text(split.body, "En ny husstand har 1 medlemmer fra 28.08.2023"));
    CHECK_INT(post(a, url_of(a, &olena, "/husstand/del"), who, strf(a, "%s&bekreft=1", out).p).status, 303);
    CHECK(!has_text(get(a, url_of(a, &olena, "/familie"), who).body, "Kowalenkova"));
    CHECK_INT(post(a, url_of(a, &olena, "/husstand/del"), who, "on=29.08.2023&reason=").status, 422);
    CHECK_INT(post(a, url_of(a, &olena, "/husstand/del"), who, "on=29.08.2030&reason=").status, 422);
    CHECK_INT(post(a, url_of(a, &double_, "/husstand/dod"), who, "on=30.08.2023&bekreft=1").status, 303);
    CHECK(has_text(get(a, url_of(a, &double_, ""), who).body, "30.08.2023"));
    CHECK_INT(get(a, url_of(a, &olena, "/husstand/annet"), who).status, 404);
    CHECK_INT(get(a, url_of(a, &olena, "/husstand/del"), as(MC, "K1506")).status, 403);
    in_db(a, no_breach, NULL);
}

TEST(an_address_is_graded_by_protection_and_centre_and_lost_when_strict)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506"), *head = as(MH, "K1506");
    const char *typed = "kind=home&grading=ungraded&lines=Elvegata+4&postcode=6400&town=Molde&from_day=01.08.2023";
    CHECK_INT(post(a, url_of(a, &olena, "/adresse/ny"), who, typed).status, 303);
    CHECK(has_text(get(a, url_of(a, &olena, "/adresse"), who).body, "Elvegata 4"));
    CHECK(has_text(get(a, url_of(a, &olena, "/adresse"), who).body, "Ugradert"));
    CHECK(!has_text(get(a, url_of(a, &olena, ""), who).body, "Elvegata"));
    CHECK_INT(post(a, url_of(a, &olena, "/beskyttelse"), head, "protection=confidential&protection_to=&version=1").status, 303);
    CHECK(!has_text(get(a, url_of(a, &olena, "/adresse"), who).body, "Ugradert"));
    // Who lives at the same address is shown at the strictest level.
    CHECK_INT(post(a, url_of(a, &double_, "/adresse/ny"), who,
                   "kind=home&grading=ungraded&lines=ELVEGATA+4,&postcode=6400&town=Molde&from_day=").status, 303);
    CHECK(has_text(get(a, url_of(a, &double_, ""), who).body, "Noen i husstanden eller p"));
    CHECK_INT(post(a, url_of(a, &olena, "/beskyttelse"), head, "protection=strict&protection_to=&version=2").status, 303);
    str strict = get(a, url_of(a, &olena, "/adresse"), head).body;
    CHECK(!has_text(strict, "Elvegata"));
    CHECK_INT(get(a, url_of(a, &olena, "/adresse"), who).status, 404);
    in_db(a, no_breach, NULL);
}

static const struct actor *other_head(void)
{
    static struct actor who;
    who = *as(MH, "K1506");
    who.user += 500;
    return &who;
}

static err last_approval(struct db *db, void *arg)
{
    static const struct sql last = { "last", "select max(id) from person_approval", __FILE__ };
    return db_int(db, &last, NO_ARGS, arg);
}

static err add_user(struct db *db, void *arg)
{
    struct who_user u = { .login = STR("kari"), .name = STR("Kari Prøve"), .email = STR(""),
                          .password = STR(""), .totp = STR(""), .lang = STR("") };
    PASS(db_add(db, &who_user_rec, &u));
    *(int64_t *)arg = u.id;
    return OK;
}

TEST(a_milder_level_and_sight_of_a_strict_person_take_two)
{
    in_db(a, people, NULL);
    const struct actor *head = as(MH, "K1506"), *second = other_head();
    int64_t id = 0, kari = 0;
    in_db(a, add_user, &kari);
    const char *strict = "protection=strict&protection_to=&version=1", *none = "protection=none&protection_to=&version=2";
    CHECK_INT(post(a, url_of(a, &olena, "/beskyttelse"), head, strict).status, 303); // at once
    CHECK_INT(get(a, url_of(a, &olena, ""), second).status, 404);
    // Sight for a named user: asked by one, given by another, who need not see the person.
    CHECK_INT(post(a, url_of(a, &olena, "/innsynsrett"), head, "login=ukjent&to_day=&reason=Saken").status, 422);
    CHECK_INT(post(a, url_of(a, &olena, "/innsynsrett"), head, "login=kari&to_day=&reason=Saken").status, 303);
    in_db(a, last_approval, &id);
    struct actor user = *as(MP, "K1506");
    user.user = kari;
    CHECK_INT(get(a, url_of(a, &olena, ""), &user).status, 404);
    str list = get(a, "/personer/kontroll", second).body;
    CHECK(has_text(list, "Kari Pr"));
    CHECK(!has_text(list, "Kovalenko"));
    const char *decide = strf(a, "/personer/kontroll/godkjenning/%lld", (long long)id).p;
    CHECK_INT(post(a, decide, head, "svar=ja").status, 422); // asked for it
    CHECK_INT(post(a, decide, as(MH, "K1507"), "svar=ja").status, 404);
    CHECK_INT(post(a, decide, second, "svar=ja").status, 303);
    CHECK_INT(get(a, url_of(a, &olena, ""), &user).status, 200);
    // A milder level waits, and is void when the level has changed since.
    CHECK_INT(post(a, url_of(a, &olena, "/beskyttelse"), head, none).status, 303);
    in_db(a, last_approval, &id);
    CHECK_INT(get(a, url_of(a, &olena, ""), as(MC, "K1506")).status, 404);
    decide = strf(a, "/personer/kontroll/godkjenning/%lld", (long long)id).p;
    CHECK_INT(post(a, decide, second, "svar=ja").status, 404); // does not see the person
    struct actor named = user;
    named.role = MH;
    CHECK_INT(post(a, decide, &named, "svar=ja").status, 303);
    CHECK_INT(get(a, url_of(a, &olena, ""), as(MC, "K1506")).status, 200);
    in_db(a, no_breach, NULL);
}

static err review_is_overdue(struct db *db, void *arg)
{
    static const struct sql late = { "late", "update person_emergency set review_by = '2023-08-30'", __FILE__ };
    (void)arg;
    return db_do(db, &late, NO_ARGS, NULL);
}

TEST(emergency_access_reads_for_an_hour_and_is_reviewed)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506"), *head = as(MH, "K1506");
    str duf = duf_of(a, &omar, 4), secret = duf_of(a, &hidden, 5);
    CHECK_INT(get(a, url_of(a, &omar, ""), who).status, 404);
    CHECK_INT(post(a, "/personer/nodtilgang", who, strf(a, "number=%.*s&reason=child&note=Haster", S(duf)).p).status, 422);
    const char *note = "reason=child&note=Barnet+er+funnet+alene+ute";
    struct answer opened = post(a, "/personer/nodtilgang", who, strf(a, "number=%.*s&%s", S(duf), note).p);
    CHECK_STR(opened.location, url_of(a, &omar, ""));
    struct answer page = get(a, url_of(a, &omar, ""), who);
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "dtilgang til "));
    // Reading alone.
    CHECK_INT(post(a, url_of(a, &omar, "/kontakt"), who, "preferred=&phone=1&email=&version=1").status, 403);
    // The strict one and the unknown number get the same answer.
    struct answer strict = post(a, "/personer/nodtilgang", who, strf(a, "number=%.*s&%s", S(secret), note).p);
    struct answer nobody = post(a, "/personer/nodtilgang", who, strf(a, "number=%.*s&%s", S(duf_of(a, &omar, 77)), note).p);
    CHECK_INT(strict.status, 422);
    CHECK_INT(nobody.status, 422);
    CHECK_INT(strict.body.n, nobody.body.n);
    // Reviewed by another, or nobody there gets it any more.
    CHECK(has_text(get(a, "/personer/kontroll", head).body, "Barnet er funnet alene ute"));
    CHECK_INT(post(a, "/personer/kontroll/nodtilgang/1", as(MH, "K1507"), "utfall=grunn&version=1").status, 404);
    in_db(a, review_is_overdue, NULL);
    CHECK_INT(post(a, "/personer/nodtilgang", who, strf(a, "number=%.*s&%s", S(duf), note).p).status, 422);
    CHECK_INT(post(a, "/personer/kontroll/nodtilgang/1", head, "utfall=grunn&version=1&merknad=").status, 303);
    CHECK_INT(post(a, "/personer/nodtilgang", who, strf(a, "number=%.*s&%s", S(duf), note).p).status, 303);
    // Danger to life lets one write.
    CHECK_INT(post(a, "/personer/nodtilgang", as(MC, "K1506"),
                   strf(a, "number=%.*s&reason=life&note=Funnet+bevisst%%C3%%B8s+i+gata", S(duf)).p).status, 303);
    CHECK_INT(post(a, url_of(a, &omar, "/kontakt"), as(MC, "K1506"), "preferred=&phone=12345678&email=&version=1").status, 303);
    CHECK_INT(get(a, "/personer/nodtilgang", as(MT, "K1506")).status, 403);
}

TEST(facts_of_a_person_are_added_and_taken_away)
{
    in_db(a, people, NULL);
    const struct actor *who = as(MP, "K1506");
    CHECK_INT(post(a, url_of(a, &olena, "/statsborgerskap"), who, "country=UKR&from_day=&to_day=").status, 303);
    CHECK_INT(post(a, url_of(a, &olena, "/statsborgerskap"), who, "country=QQQ&from_day=&to_day=").status, 422);
    CHECK(has_text(get(a, url_of(a, &olena, ""), who).body, "Ukraina"));
    CHECK_INT(post(a, url_of(a, &olena, "/statsborgerskap"), who, "slett=1").status, 303);
    CHECK(!has_text(get(a, url_of(a, &olena, ""), who).body, "Ukraina"));
    CHECK_INT(post(a, url_of(a, &olena, "/sprak"), who, "language=tir").status, 303);
    CHECK(has_text(get(a, url_of(a, &olena, ""), who).body, "tigrinja"));
    CHECK_INT(post(a, url_of(a, &olena, "/sprak"), who, "slett=99").status, 404);
    CHECK_INT(post(a, url_of(a, &olena, "/kontakt"), as(MC, "K1506"), "preferred=Olya&phone=12345678&email=&version=1").status, 303);
    CHECK(has_text(get(a, url_of(a, &olena, ""), who).body, "12345678"));
    CHECK_INT(post(a, url_of(a, &olena, "/kontakt"), as(MC, "K1506"), "preferred=Olya&phone=87654321&email=&version=1").status, 409);
}
