// SPDX-License-Identifier: Apache-2.0
// Files of persons: every fault told, all or nothing, the same person known again, taken back.
#include "base/utf8.h"
#include "person/identifier.h"
#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "rooms/access/access.h"
#include "rooms/intake/db.h"
#include "rooms/reception/reception.h"
#include "synth/synth.h"
#include "test/db.h"
#include "test/web.h"
#include "text_keys.h"

#define HEAD "key,household,household_role,family_name,given_name,birth_date,duf_number,national_number,phone\n"

static str invented(struct arena *a, enum identifier_form form, int serial)
{
    return identifier_invent(a, form, day_of(1990, 5, 17), serial);
}

static str line(struct arena *a, const char *key, const char *role, const char *given, int serial, const char *phone)
{
    return strf(a, "%s,H1,%s,Kovalenko,%s,1990-05-17,%.*s,,%s\n", key, role, given, S(invented(a, FORM_DUF, serial)), phone);
}

static struct intake_set *read_one(struct arena *a, enum intake_file f, str text)
{
    struct intake_set *s = intake_set_make(a, true);
    CHECK_INT(intake_read(s, f, text, NULL, 0, TEST_DAY), OK);
    intake_join(s, TEST_DAY);
    return s;
}

TEST(a_fault_in_a_file_is_told_by_line_and_column)
{
    static const struct {
        const char *row, *column;
        text_key problem;
    } cases[] = {
        { "P2,H1,CHILD,Ek,Ola,2001-02-31,%s,,", "birth_date", T_intake_problem_day },
        { "P2,H1,COUSIN,Ek,Ola,,%s,,", "household_role", T_intake_problem_code__allowed },
        { "P2,H1,CHILD,,Ola,,%s,,", "family_name", T_intake_problem_required },
        { "P1,H1,CHILD,Ek,Ola,,%s,,", "key", T_intake_problem_twice },
        { "P2,H1,HEAD,Ek,Ola,,%s,,", "household_role", T_intake_problem_heads },
        { "P2,H2,CHILD,Ek,Ola,,%s,,", "household", T_intake_problem_headless },
        { "P2,H1,CHILD,Ek,Ola,2031-01-01,%s,,", "birth_date", T_intake_problem_future },
        { "P2,H1,CHILD,Ek,Ola,,,,", "duf_number", T_intake_problem_numberless },
        { "P2,H1,CHILD,Ek,Ola,,@,,", "duf_number", T_intake_problem_number_twice },
        { "P2,H1,CHILD,Ek,Ola,,%s,12345678901,", "national_number", T_intake_problem_number },
        { "P2,H1,CHILD,Ek,Ola,,%s,,,,", "", T_intake_problem_wide },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str row = str_z(cases[i].row), duf = invented(a, FORM_DUF, 2);
        size_t at = str_find(row, STR("%s")), same = str_find(row, STR("@"));
        if (same != (size_t)-1) // the number of the first row
            row = strf(a, "%.*s%.*s%.*s", (int)same, row.p, S(invented(a, FORM_DUF, 1)), S(str_part(row, same + 1, row.n)));
        if (at != (size_t)-1)
            row = strf(a, "%.*s%.*s%.*s", (int)at, row.p, S(duf), S(str_part(row, at + 2, row.n)));
        struct intake_set *s = read_one(a, FILE_PERSONS, strf(a, HEAD "%.*s%.*s\n", S(line(a, "P1", "HEAD", "Olena", 1, "")), S(row)));
        CHECK_AT(s->faults.n == 1, "%s: %zu faults", cases[i].row, s->faults.n);
        CHECK_INT(s->faults.p[0].line, 3);
        CHECK_STR(str_z(s->faults.p[0].column), cases[i].column);
        CHECK_AT(s->faults.p[0].problem == cases[i].problem, "%s", cases[i].row);
    }
}

TEST(a_spreadsheets_own_words_and_codings_are_understood)
{
    static const char text[] = "Nøkkel;Husstand;Rolle;Etternavn;Fornavn;Født;Kjønn;DUF-nummer;Tolk\r\n"
                               "1;1;Hovedperson;Åsen;Bjørg;17.05.1990;kvinne;%;ja\r\n";
    str duf = invented(a, FORM_DUF, 1), s = str_z(text);
    size_t at = str_find(s, STR("%"));
    s = strf(a, "%.*s%.*s%.*s", (int)at, s.p, S(duf), S(str_part(s, at + 1, s.n)));
    char *latin = mem(a, s.n), *wide = mem(a, 2 * s.n + 2);
    size_t n = 0, w = 2;
    wide[0] = '\xff', wide[1] = '\xfe';
    for (str rest = s; rest.n;) {
        uint32_t c = utf8_next(&rest);
        latin[n++] = (char)c;
        wide[w++] = (char)(c & 0xff);
        wide[w++] = (char)(c >> 8);
    }
    str forms[] = { s, { latin, n }, { wide, w } };
    for (int i = 0; i < 3; i++) {
        struct intake_set *x = read_one(a, FILE_PERSONS, forms[i]);
        CHECK_INT(x->faults.n, 0);
        CHECK_INT(x->coding[FILE_PERSONS], i);
        CHECK_STR(x->persons.p[0].p.family, "Åsen");
        CHECK_STR(day_iso(a, x->persons.p[0].p.born), "1990-05-17");
        CHECK_INT(x->persons.p[0].p.sex, SEX_FEMALE);
        CHECK(x->persons.p[0].p.interpreter);
    }
}

// ---- into the database

struct job {
    str persons, events, centres;
    int alike;
    struct intake_set *set;
    struct intake_batch batch;
    text_key problem;
};

static err bring(struct db *db, void *arg)
{
    struct job *j = arg;
    PASS(setting_put(db, "demo", STR("1")));
    j->set = intake_set_make(db->mem, true);
    PASS(intake_read(j->set, FILE_PERSONS, j->persons, NULL, 0, TEST_DAY));
    if (j->events.n)
        PASS(intake_read(j->set, FILE_EVENTS, j->events, NULL, 0, TEST_DAY));
    if (j->centres.n)
        PASS(intake_read(j->set, FILE_CENTRES, j->centres, NULL, 0, TEST_DAY));
    intake_join(j->set, TEST_DAY);
    j->batch = (struct intake_batch){ .filename = STR("persons"), .content = STR(""), .columns = STR(""), .fault = STR(""), .alike = j->alike };
    return intake_run(db, j->set, &j->batch, false);
}

static err take_back(struct db *db, void *arg)
{
    struct job *j = arg;
    return intake_undo(db, &j->batch, &j->problem);
}

SQL(count_persons, "select count(family) as n from person_person");
SQL(count_keys, "select count(key) as n from person_key");
SQL(count_scope, "select count(*) as n from who_scope");
SQL(count_flow, "select coalesce(sum(change), 0) as n from reception_flow");
SQL(phone_of, "select phone from person_person where given = 'Olena'");
static err counted(struct db *db, void *arg)
{
    int64_t *n = arg;
    PASS(db_int(db, &count_persons, NO_ARGS, &n[0]));
    PASS(db_int(db, &count_keys, NO_ARGS, &n[1]));
    PASS(db_int(db, &count_scope, NO_ARGS, &n[2]));
    return db_int(db, &count_flow, NO_ARGS, &n[3]);
}
static err phone(struct db *db, void *arg)
{
    return db_str(db, &phone_of, NO_ARGS, arg);
}

TEST(the_same_file_twice_changes_nothing_and_a_new_telephone_is_taken_and_given_back)
{
    struct job j = { .persons = strf(a, HEAD "%.*s%.*s", S(line(a, "P1", "HEAD", "Olena", 1, "")), S(line(a, "P2", "CHILD", "Danylo", 2, ""))) };
    int64_t n[4];
    str tel;
    in_db(a, bring, &j);
    CHECK_INT(j.batch.added, 2);
    in_db(a, bring, &j);
    CHECK_INT(j.batch.added + j.batch.changed, 0);
    CHECK_INT(j.set->unchanged, 2);
    j.persons = strf(a, HEAD "%.*s", S(line(a, "X", "HEAD", "Olena", 1, "+4700000001")));
    in_db(a, bring, &j);
    CHECK_INT(j.batch.changed, 1);
    in_db(a, phone, &tel);
    CHECK_STR(tel, "+4700000001");
    in_db(a, take_back, &j);
    CHECK_INT(j.problem, T_NONE);
    in_db(a, phone, &tel);
    CHECK_STR(tel, "");
    in_db(a, counted, n);
    CHECK_INT(n[0], 2);
}

SQL(known_of, "select m.state from reception_mapping m join person_person p on p.id = m.person where p.given = 'Olena'");
SQL(work_of, "select w.occupation from reception_map_work w join person_person p on p.id = w.person where p.given = 'Olena'");
SQL(school_of, "select e.level from reception_map_education e join person_person p on p.id = e.person where p.given = 'Olena'");
SQL(mappings_n, "select count(person) from reception_mapping");
struct schooling {
    str state, work, level;
    int64_t n;
};
static err schooling_now(struct db *db, void *arg)
{
    struct schooling *s = arg;
    PASS(db_int(db, &mappings_n, NO_ARGS, &s->n));
    if (!s->n)
        return OK;
    PASS(db_str(db, &known_of, NO_ARGS, &s->state));
    PASS(db_str(db, &work_of, NO_ARGS, &s->work));
    return db_str(db, &school_of, NO_ARGS, &s->level);
}

TEST(schooling_and_occupation_of_a_file_stand_in_the_mapping_and_go_with_it)
{
    struct job j = { .persons = strf(a, "key,household,household_role,family_name,given_name,birth_date,duf_number,education_level,education_years,occupation\n"
                                        "P1,H1,HEAD,Kovalenko,Olena,1990-05-17,%.*s,higher_short,15,sykepleier\n"
                                        "P2,H1,CHILD,Kovalenko,Danylo,2015-05-17,%.*s,,,\n",
                                     S(invented(a, FORM_DUF, 1)), S(invented(a, FORM_DUF, 2))) };
    struct schooling s = { 0 };
    in_db(a, bring, &j);
    CHECK_INT(j.batch.added, 2);
    in_db(a, schooling_now, &s);
    CHECK_INT(s.n, 1); // of the child nothing is told
    CHECK_STR(s.state, "draft"); // somebody must look at it with the person
    CHECK_STR(s.work, "sykepleier");
    CHECK_STR(s.level, "bachelor");
    in_db(a, take_back, &j);
    CHECK_INT(j.problem, T_NONE);
    in_db(a, schooling_now, &s);
    CHECK_INT(s.n, 0);
}

TEST(who_looks_like_somebody_is_asked_about)
{
    struct job j = { .persons = strf(a, HEAD "%.*s", S(line(a, "P1", "HEAD", "Olena", 1, ""))) };
    in_db(a, bring, &j);
    j.persons = strf(a, HEAD "%.*s", S(line(a, "P1", "HEAD", "Olena", 7, "")));
    in_db(a, bring, &j);
    CHECK_INT(j.set->alike.n, 1);
    CHECK_INT(j.batch.added, 0); // nothing until somebody chose
    j.alike = SAME_SKIP;
    in_db(a, bring, &j);
    CHECK_INT(j.batch.added, 0);
    j.alike = SAME_NEW;
    in_db(a, bring, &j);
    CHECK_INT(j.batch.added, 1);
}

TEST(an_invented_population_comes_in_whole_and_goes_out_whole)
{
    struct synth *s;
    str fault;
    struct out o = { 0 };
    int64_t before[4], with[4], after[4];
    struct job j = { 0 };
    CHECK_INT(synth_make(a, (struct synth_ask){ 400, 3, day_of(2015, 1, 1), TEST_DAY }, &s, &fault), OK);
    synth_persons_csv(s, &o);
    j.persons = str_dup(a, out_str(&o));
    out_clear(&o);
    synth_events_csv(s, &o);
    j.events = str_dup(a, out_str(&o));
    out_clear(&o);
    synth_centres_csv(s, &o);
    str kept = str_dup(a, out_str(&o));
    out_drop(&o);
    in_db(a, bring, &j); // without its centres
    CHECK(j.set->faults.n && j.set->faults.p[0].problem == T_intake_problem_centre);
    in_db(a, counted, before);
    CHECK_INT(before[0], 0);
    j.centres = kept;
    in_db(a, bring, &j);
    CHECK_INT(j.set->faults.n, 0);
    CHECK_INT(j.batch.added, 400);
    in_db(a, counted, with);
    CHECK_INT(with[0], 400);
    CHECK(with[1] > 1000 && with[2] > 500);
    in_db(a, take_back, &j);
    CHECK_INT(j.problem, T_NONE);
    in_db(a, counted, after);
    for (int i = 0; i < 4; i++)
        CHECK_INT(after[i], before[i]);
}

// ---- the page

static err molde_is_here(struct db *db, void *arg)
{
    (void)arg;
    struct who_org o;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1507"), TEST_DAY, &o));
    return access_org(db, STR("K1506"), TEST_DAY, &o);
}

static str sent(struct arena *a, str file, const char *once)
{
    const struct actor *who = as(MC, "K1506");
    str body = strf(a,
                    "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n"
                    "--b\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n%s\r\n"
                    "--b\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"folk.csv\"\r\n"
                    "Content-Type: text/csv\r\n\r\n%.*s\r\n--b--\r\n",
                    S(who->form_token), once, S(file));
    struct answer p = ask(a, "POST", "/import", who,
                          "Origin: http://localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n", body);
    CHECK_INT(p.status, 303);
    return p.location;
}

static struct answer page_of(struct arena *a, str url, const char *more, enum role role, const char *org)
{
    return get(a, strf(a, "%.*s%s", S(url), more).p, as(role, org));
}

// Every column as it was guessed.
static void choose(struct arena *a, str url)
{
    CHECK_INT(post(a, strf(a, "%.*s/kolonner", S(url)).p, as(MC, "K1506"),
                   "k0=key&k1=household&k2=household_role&k3=family_name&k4=given_name&k5=birth_date&k6=duf_number&"
                   "k7=national_number&k8=phone").status, 303);
}

TEST(a_file_goes_through_its_steps_on_the_page_and_back_again)
{
    int ran;
    int64_t n[4];
    in_db(a, molde_is_here, NULL);
    str url = sent(a, strf(a, HEAD "%.*s%.*s", S(line(a, "P1", "HEAD", "Olena", 1, "")), S(line(a, "P2", "CHILD", "Danylo", 2, ""))),
                   "abcdefghijklmnopqrst12");
    CHECK(has_text(page_of(a, url, "", MC, "K1506").body, "Hva kolonnene betyr"));
    CHECK_INT(page_of(a, url, "", MC, "K1507").status, 404);
    CHECK_INT(page_of(a, url, "", DA, "IMDI").status, 403);
    choose(a, url);
    CHECK(has_text(page_of(a, url, "", MC, "K1506").body, "Kovalenko, Olena"));
    in_db(a, counted, n);
    CHECK_INT(n[0], 0); // nothing before somebody says so
    CHECK_INT(post(a, strf(a, "%.*s/kjor", S(url)).p, as(MC, "K1506"), "").status, 303);
    CHECK(has_text(page_of(a, url, "", MC, "K1506").body, "Tas inn nå"));
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 12 * 3600000LL, &ran), OK);
    CHECK(has_text(page_of(a, url, "", MC, "K1506").body, "2 nye personer er tatt inn"));
    CHECK(has_text(get(a, "/personer", as(MC, "K1506")).body, "Kovalenko, Olena"));
    CHECK_INT(post(a, strf(a, "%.*s/angre", S(url)).p, as(MC, "K1506"), "").status, 303);
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 13 * 3600000LL, &ran), OK);
    CHECK(has_text(page_of(a, url, "", MC, "K1506").body, "Importen er angret"));
    in_db(a, counted, n);
    CHECK_INT(n[0], 0);
}

TEST(a_faulty_file_is_shown_and_comes_back_with_its_faults)
{
    in_db(a, molde_is_here, NULL);
    str url = sent(a, strf(a, HEAD "P1,H1,HEAD,Ek,=Ola,2001-02-31,%.*s,,\n", S(invented(a, FORM_DUF, 1))), "abcdefghijklmnopqrst34");
    choose(a, url);
    struct answer p = page_of(a, url, "", MC, "K1506");
    CHECK(has_text(p.body, "2001-02-31"));
    CHECK(has_text(p.body, "Skriv en dato"));
    struct answer f = page_of(a, url, "/feil?slag=csv", MC, "K1506");
    CHECK_INT(f.status, 200);
    CHECK(has_text(f.body, "Fødselsdato: Skriv en dato"));
    CHECK(has_text(f.body, "'=Ola")); // no formula comes back
    CHECK(str_starts(page_of(a, url, "/feil", MC, "K1506").body, STR("PK")));
}
