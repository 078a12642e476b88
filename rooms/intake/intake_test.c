// SPDX-License-Identifier: Apache-2.0
// Files of persons: every fault told, all or nothing, the same person known again, taken back.
#include "base/utf8.h"
#include "person/identifier.h"
#include "platform/http/setting.h"
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
        { "P2,H1,CHILD,Ek,Ola,,%s,12345678901,", "national_number", T_intake_problem_number },
        { "P2,H1,CHILD,Ek,Ola,,%s,,,,", "", T_intake_problem_wide },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str row = str_z(cases[i].row), duf = invented(a, FORM_DUF, 2);
        size_t at = str_find(row, STR("%s"));
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
