// SPDX-License-Identifier: Apache-2.0
// What the person sees: the own page with the decision and who has looked, and the package with everything
// kept, as page, JSON, PDF and the letters, in which nobody else is named (PRIV-10, AUD-7).
#include "rooms/allocation/allocation_test.h"

#include <jansson.h>
#include <unistd.h>
#include <zip.h>

static struct family three;
static int64_t list;

static err family_and_places(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 0));
    PASS(test_family(db, "Innsynsfamilie", 3, true, &three));
    static const char *const given[] = { "Egenperson", "Ektefellen", "Barnebarnet" };
    for (size_t i = 0; i < 3; i++) {
        struct person was, now;
        PASS(person_by_id(db, three.person[i], &was));
        now = was;
        now.given = str_z(given[i]);
        PASS(person_save(db, &was, &now));
    }
    struct relation r = { .person = three.person[0], .other = three.person[2], .kind = REL_PARENT,
                          .from_day = day_of(2015, 1, 1), .to_day = DAY_NONE };
    PASS(person_relate(db, &r));
    // The first is participant 1000 + PA; the child's representative is 1000 + RE.
    PASS(scope_open(db, three.person[0], READER_USER(1000 + PA), SCOPE_PARTY, "own", TEST_DAY));
    return scope_open(db, three.person[2], READER_USER(1000 + RE), SCOPE_PARTY, "own", TEST_DAY);
}
static err ask_molde(struct db *db, void *arg)
{
    return alloc_ask(db, three.person[0], STR("1506"), &list, arg);
}
static err yes(struct db *db, void *arg)
{
    return alloc_answer(db, list, &(struct alloc_answer){ .accept = true, .words = STR("") }, arg);
}
static err decide(struct db *db, void *arg)
{
    return alloc_decide(db, list, arg);
}

SQL(ref_of, "select ref from allocation_decision where person = $1");
struct asked_ref {
    int64_t person;
    str ref;
};
static err ref_now(struct db *db, void *arg)
{
    struct asked_ref *r = arg;
    return db_str(db, &ref_of, ARGS(AI(r->person)), &r->ref);
}
static const char *letter_url(struct arena *a, int i)
{
    struct asked_ref r = { three.person[i], STR("") };
    in_db(a, ref_now, &r);
    return strf(a, "/min-side/vedtak/%.*s", S(r.ref)).p;
}

static void decided(struct arena *a)
{
    text_key why;
    in_db(a, family_and_places, NULL);
    CHECK_INT(test_as(a, DS, "IMDI", ask_molde, &why), OK);
    CHECK_INT(test_as(a, MC, "K1506", yes, &why), OK);
    CHECK_INT(test_as(a, DS, "IMDI", decide, &why), OK);
    CHECK_INT(get(a, strf(a, "/personer/%lld", (long long)three.person[0]).p, as(MC, "K1506")).status, 200);
}

static void nobody_else(str body, const char *where)
{
    CHECK_AT(!has_text(body, "Ektefellen") && !has_text(body, "Barnebarnet"), "%s names another person", where);
}

TEST(the_own_page_shows_decision_case_and_who_has_looked)
{
    decided(a);
    const struct actor *me = as(PA, ""), *guardian = as(RE, "");
    struct answer page = get(a, "/min-side", me);
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Egenperson"));
    CHECK(has_text(page.body, "Vedtak om bosetting i Molde"));
    CHECK(has_text(page.body, "Saksbehandling")); // why the municipality opened the person
    CHECK(has_text(page.body, ", Molde. Saksbehandling"));
    CHECK(!has_text(page.body, "Kari Nordmann")); // which employee is told on request (C-579/21)
    nobody_else(page.body, "/min-side");
    const char *mine = letter_url(a, 0);
    CHECK(has_text(page.body, mine));
    struct answer pdf = get(a, mine, me);
    CHECK_INT(pdf.status, 200);
    CHECK(str_starts(pdf.body, STR("%PDF")));
    // Another's decision, also in the own household, is not there; nor is anybody else's page.
    CHECK_INT(get(a, letter_url(a, 1), me).status, 404);
    CHECK_INT(get(a, letter_url(a, 2), me).status, 404);
    CHECK_INT(get(a, mine, guardian).status, 404);
    CHECK_INT(get(a, letter_url(a, 2), guardian).status, 200);
    CHECK(has_text(get(a, "/min-side", guardian).body, "Barnebarnet"));
    CHECK_INT(get(a, mine, as(MC, "K1506")).status, 403);
    CHECK_INT(get(a, strf(a, "/personer/%lld", (long long)three.person[0]).p, me).status, 403);
    struct actor nobody = *me;
    nobody.user = 4711;
    CHECK(!has_text(get(a, "/min-side", &nobody).body, "Egenperson"));
}

// One file of the package; "" when it is not there.
static str file_in(struct arena *a, str zip, const char *name)
{
    zip_error_t fault;
    zip_source_t *s = zip_source_buffer_create(zip.p, zip.n, 0, &fault);
    zip_t *z = zip_open_from_source(s, ZIP_RDONLY, &fault);
    zip_stat_t st;
    str out = STR("");
    CHECK(z);
    if (zip_stat(z, name, 0, &st) == 0) {
        char *p = mem(a, st.size + 1);
        zip_file_t *f = zip_fopen(z, name, 0);
        CHECK_INT(zip_fread(f, p, st.size), st.size);
        zip_fclose(f);
        out = (str){ p, st.size };
    }
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        const char *entry = zip_get_name(z, (zip_uint64_t)i, 0);
        CHECK_AT(!strchr(entry, '/') && !strchr(entry, '\\') && entry[0] != '.', "%s is a way out", entry);
        nobody_else(str_z(entry), "a file's name");
    }
    zip_discard(z);
    return out;
}

static str printed(struct arena *a, str pdf)
{
    char path[] = "/tmp/fotfeste-own-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    close(fd);
    FILE *f = popen(str_cz(a, strf(a, "pdftotext -raw %s -", path)), "r");
    CHECK(f);
    struct out o = { 0 };
    for (size_t n = 1; n;) {
        n = fread(out_room(&o, 4096), 1, 4096, f);
        o.n += n;
    }
    pclose(f);
    unlink(path);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

TEST(the_package_is_pdf_json_letters_and_looks_without_other_persons)
{
    decided(a);
    const struct actor *ds = as(DS, "IMDI");
    struct answer r = get(a, strf(a, "/personer/%lld/innsyn/fil", (long long)three.person[0]).p, ds);
    CHECK_INT(r.status, 200);
    struct asked_ref ref = { three.person[0], STR("") };
    in_db(a, ref_now, &ref);
    str json = file_in(a, r.body, "innsyn.json"), web = file_in(a, r.body, "innsyn.html"),
        pdf = file_in(a, r.body, "innsyn.pdf"),
        letter = file_in(a, r.body, strf(a, "vedtak-%.*s.pdf", S(ref.ref)).p);
    CHECK(web.n && str_starts(pdf, STR("%PDF")) && str_starts(letter, STR("%PDF")));
    str words = printed(a, pdf);
    const str all[] = { json, web, words, printed(a, letter) };
    static const char *const names[] = { "innsyn.json", "innsyn.html", "innsyn.pdf", "the letter" };
    for (size_t i = 0; i < 4; i++) {
        CHECK_AT(has_text(all[i], "Egenperson"), "%s does not say who it is about", names[i]);
        nobody_else(all[i], names[i]);
    }
    CHECK(has_text(words, ", Molde")); // who has looked
    json_t *tree = json_loadb(json.p, json.n, 0, NULL);
    CHECK(tree);
    CHECK(json_array_size(json_object_get(tree, "person_look")) >= 1);
    CHECK(json_array_size(json_object_get(tree, "allocation_decision")) == 1);
    CHECK(json_array_size(json_object_get(tree, "family")) >= 2); // the role, without a name
    json_decref(tree);
    // The page says the same, in two clicks from the person; a stranger gets nothing.
    nobody_else(get(a, strf(a, "/personer/%lld/innsyn", (long long)three.person[0]).p, ds).body, "the page");
    CHECK_INT(get(a, strf(a, "/personer/%lld/innsyn/fil", (long long)three.person[0]).p, as(MH, "K1507")).status, 404);
    CHECK_INT(get(a, strf(a, "/personer/%lld/innsyn/fil", (long long)three.person[0]).p, as(MC, "K1506")).status, 403);
}
