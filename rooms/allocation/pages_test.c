// SPDX-License-Identifier: Apache-2.0
// The room's pages through the whole way of a request: what each role sees and may do, and that a
// municipality learns no name before the decision. Everybody is invented.
#include "rooms/allocation/allocation_test.h"

static struct family five, hidden;

static err town(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_places(db, "1506", 20, 4));
    PASS(test_places(db, "1507", 9, 0));
    return test_family(db, "Kanarifugl", 5, true, &five);
}

struct refs {
    str ref;
    int64_t offer;
    alloc_cases cases;
    int64_t n;
};
SQL(newest_offer, "select * from allocation_offer order by id desc limit 1");
SQL(decisions_made, "select count(*) from allocation_decision where letter <> ''");

static err newest(struct db *db, void *arg)
{
    struct refs *r = arg;
    struct offer o;
    PASS(db_one(db, &newest_offer, NO_ARGS, &offer_rec, &o));
    r->ref = o.ref;
    r->offer = o.id;
    r->cases = (alloc_cases){ 0 };
    return cases_of_offer(db, o.id, &r->cases);
}

static const char *at(struct arena *a, const char *before, int64_t n, const char *after)
{
    return strf(a, "%s%lld%s", before, (long long)n, after).p;
}

static struct refs asked(struct arena *a)
{
    struct refs r = { 0 };
    CHECK_INT(post(a, at(a, "/bosetting/klare/", five.person[0], ""), as(DS, "IMDI"), "kommune=1506").status, 303);
    in_db(a, newest, &r);
    return r;
}

static struct refs decided(struct arena *a)
{
    struct refs r = asked(a);
    CHECK_INT(post(a, strf(a, "/bosetting/fordelinger/%.*s/svar", S(r.ref)).p, as(MC, "K1506"), "svar=ja").status, 303);
    CHECK_INT(post(a, "/bosetting/vedtak", as(DS, "IMDI"), strf(a, "liste=%.*s", S(r.ref)).p).status, 303);
    in_db(a, newest, &r);
    return r;
}

TEST(the_board_shows_a_ready_household_and_puts_it_on_a_list)
{
    in_db(a, town, NULL);
    struct answer board = get(a, "/bosetting", as(DS, "IMDI"));
    CHECK_INT(board.status, 200);
    CHECK(has_text(board.body, "5 personer"));
    CHECK(!has_text(board.body, "Kanarifugl")); // a board has no names
    // Who is ready is put on a list; to ask "again" there must have been a first time.
    struct answer tab = get(a, at(a, "/personer/", five.person[0], "/bosetting"), as(DS, "IMDI"));
    CHECK(has_text(tab.body, at(a, "/bosetting/klare/", five.person[0], "")));
    CHECK(!has_text(tab.body, "sporigjen"));
    struct answer ask_ = get(a, at(a, "/bosetting/klare/", five.person[0], ""), as(DS, "IMDI"));
    CHECK(has_text(ask_.body, "Molde"));
    CHECK(has_text(ask_.body, "Svar innen 08.09.2023"));
    asked(a);
    board = get(a, "/bosetting", as(DS, "IMDI"));
    CHECK(has_text(board.body, "Molde"));
    CHECK(has_text(get(a, "/bosetting?steg=spurt", as(DS, "IMDI")).body, "Molde"));
    CHECK(!has_text(get(a, "/bosetting?steg=spurt&fylke=54", as(DS, "IMDI")).body, ">Molde"));
    CHECK_INT(post(a, at(a, "/bosetting/klare/", five.person[0], ""), as(DS, "IMDI"), "kommune=1507").status, 303);
    test_whole(a);
}

TEST(roles_are_led_to_their_own_page_and_strangers_find_nothing)
{
    in_db(a, town, NULL);
    struct refs r = asked(a);
    CHECK_STR(get(a, "/bosetting", as(MC, "K1506")).location, "/bosetting/kommune/1506");
    CHECK_STR(get(a, "/bosetting", as(DA, "IMDI")).location, "/bosetting/kommuner");
    CHECK_INT(get(a, "/bosetting/vedtak", as(MC, "K1506")).status, 403);
    CHECK_INT(get(a, "/bosetting/fordelinger", as(MP, "K1506")).status, 403);
    CHECK_INT(get(a, at(a, "/bosetting/klare/", five.person[0], ""), as(MC, "K1506")).status, 403);
    CHECK_INT(get(a, at(a, "/personer/", five.person[0], "/bosetting"), as(MC, "K1506")).status, 404);
    const char *date = strf(a, "/bosetting/fordelinger/%.*s/dato", S(r.ref)).p;
    CHECK_INT(get(a, date, as(MC, "K1507")).status, 404);
    const char *answer = strf(a, "/bosetting/fordelinger/%.*s/svar", S(r.ref)).p;
    CHECK_INT(post(a, answer, as(MC, "K1507"), "svar=ja").status, 404);
    CHECK_INT(post(a, answer, as(DS, "IMDI"), "svar=ja").status, 403);
    CHECK_INT(get(a, "/bosetting/vedtak/finnes-ikke", as(DS, "IMDI")).status, 404);
}

TEST(a_municipality_learns_no_name_before_the_decision)
{
    in_db(a, town, NULL);
    struct refs r = asked(a);
    struct answer list = get(a, "/bosetting/fordelinger", as(MC, "K1506"));
    CHECK(has_text(list.body, "5 personer"));
    CHECK(has_text(list.body, "ukrainsk"));
    CHECK(!has_text(list.body, "Kanarifugl"));
    CHECK(!has_text(list.body, "Prøve"));
    CHECK(!has_text(get(a, "/bosetting/fordelinger", as(MC, "K1507")).body, "5 personer"));
    const char *answer = strf(a, "/bosetting/fordelinger/%.*s/svar", S(r.ref)).p;
    CHECK_INT(post(a, answer, as(MC, "K1506"), "svar=nei&grunn=none&tekst=").status, 409);
    CHECK_INT(post(a, answer, as(MC, "K1506"), "svar=ja").status, 303);
    CHECK_INT(post(a, answer, as(MC, "K1506"), "svar=ja").status, 409);
    CHECK(!has_text(get(a, "/bosetting/fordelinger", as(MC, "K1506")).body, "Kanarifugl"));
    CHECK_INT(get(a, at(a, "/personer/", five.person[0], ""), as(MC, "K1506")).status, 404);
    CHECK_INT(post(a, "/bosetting/vedtak", as(DS, "IMDI"), strf(a, "liste=%.*s", S(r.ref)).p).status, 303);
    CHECK(has_text(get(a, "/bosetting/fordelinger", as(MC, "K1506")).body, "Kanarifugl"));
    CHECK_INT(get(a, at(a, "/personer/", five.person[0], "/bosetting"), as(MC, "K1506")).status, 200);
    test_whole(a);
}

static err count(struct db *db, void *arg)
{
    return db_int(db, &decisions_made, NO_ARGS, arg);
}

TEST(decisions_are_written_together_with_a_letter_each)
{
    int64_t n;
    struct refs r;
    in_db(a, town, NULL);
    CHECK_INT(post(a, "/bosetting/vedtak", as(DS, "IMDI"), "").status, 422);
    r = decided(a);
    in_db(a, count, &n);
    CHECK_INT(n, 5);
    CHECK_INT(post(a, "/bosetting/vedtak", as(DS, "IMDI"), strf(a, "liste=%.*s", S(r.ref)).p).status, 409);
    struct answer today = get(a, "/bosetting/vedtak", as(DS, "IMDI"));
    CHECK(has_text(today.body, "Kanarifugl"));
    size_t from = str_find(today.body, STR("/bosetting/vedtak/"));
    str rest = str_part(today.body, from, 80), url;
    CHECK(str_cut(&rest, '"', &url));
    struct answer letter = get(a, str_cz(a, url), as(DS, "IMDI"));
    CHECK_INT(letter.status, 200);
    CHECK(has_text(letter.body, "Du skal bo i Molde"));
    CHECK_INT(get(a, str_cz(a, url), as(MC, "K1506")).status, 200);
    CHECK_INT(get(a, str_cz(a, url), as(MC, "K1507")).status, 404);
    struct answer pdf = get(a, strf(a, "%.*s/pdf", S(url)).p, as(DS, "IMDI"));
    CHECK_INT(pdf.status, 200);
    CHECK(str_starts(pdf.body, STR("%PDF")));
}

TEST(one_day_for_the_household_shows_what_follows_before_it_is_saved)
{
    in_db(a, town, NULL);
    struct refs r = decided(a);
    const char *url = strf(a, "/bosetting/fordelinger/%.*s/dato", S(r.ref)).p;
    str all = STR("");
    for (size_t i = 0; i < 4; i++) // the fifth moves later
        all = strf(a, "%.*s&med%lld=1&dag%lld=", S(all), (long long)r.cases.p[i].id, (long long)r.cases.p[i].id);
    CHECK_INT(get(a, url, as(MC, "K1506")).status, 200);
    CHECK_INT(post(a, url, as(MC, "K1506"), strf(a, "dag=31.08.2023&gjor=vis%.*s", S(all)).p).status, 422);
    CHECK_INT(post(a, url, as(MC, "K1506"), strf(a, "dag=tull&gjor=vis%.*s", S(all)).p).status, 422);
    CHECK_INT(post(a, url, as(MC, "K1506"), "dag=01.09.2023&gjor=lagre").status, 422);
    struct answer seen = post(a, url, as(MC, "K1506"), strf(a, "dag=01.09.2023&flyttet=1&gjor=vis%.*s", S(all)).p);
    CHECK_INT(seen.status, 200);
    CHECK(has_text(seen.body, "Bosatt i 2023: 4 av 20 vedtatte plasser"));
    CHECK(has_text(seen.body, "for 4 personer"));
    struct answer saved = post(a, url, as(MC, "K1506"), strf(a, "dag=01.09.2023&flyttet=1&gjor=lagre%.*s", S(all)).p);
    CHECK_INT(saved.status, 303);
    in_db(a, newest, &r);
    CHECK_INT(r.cases.p[0].state, ALLOC_SETTLED);
    CHECK_INT(r.cases.p[4].state, ALLOC_ALLOCATED);
    test_whole(a);
}

TEST(our_numbers_are_compared_with_a_list_both_ways)
{
    static const char *const sent = "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n"
                                    "--x\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n%s\r\n--x\r\n"
                                    "Content-Disposition: form-data; name=\"fil\"; filename=\"liste.csv\"\r\n"
                                    "Content-Type: text/csv\r\n\r\n%s\r\n--x--\r\n";
    const struct actor *per = as(MC, "K1506");
    in_db(a, town, NULL);
    struct answer alone = get(a, "/avstemming", per);
    CHECK_INT(alone.status, 200);
    CHECK_INT(get(a, "/avstemming", as(DS, "IMDI")).status, 403);
    str body = strf(a, sent, S(per->form_token), "abcdefghijklmnopqrstuvwx", "duf;bosatt\r\n190012345603;2023-08-01\r\n");
    struct answer done = ask(a, "POST", "/avstemming?ar=2023", per,
                             "Origin: http://localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n", body);
    CHECK_INT(done.status, 303);
    CHECK(has_text(get(a, "/avstemming?ar=2023", per).body, "Mangler hos oss"));
    body = strf(a, sent, S(per->form_token), "abcdefghijklmnopqrstuvwy", "tull\r\n");
    CHECK_INT(ask(a, "POST", "/avstemming?ar=2023", per,
                  "Origin: http://localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n", body).status, 422);
}

TEST(a_refusal_is_registered_only_when_the_person_was_told)
{
    in_db(a, town, NULL);
    decided(a);
    const char *url = at(a, "/personer/", five.person[0], "/bosetting/takket-nei");
    struct answer form = get(a, url, as(DS, "IMDI"));
    CHECK_INT(form.status, 200);
    CHECK(has_text(form.body, "Retten til introduksjonsprogram"));
    CHECK_INT(get(a, url, as(MC, "K1506")).status, 403);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "tekst=").status, 422);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "fortalt=1&tekst=").status, 303);
    CHECK_INT(get(a, at(a, "/personer/", five.person[0], "/bosetting"), as(MC, "K1506")).status, 404);
    CHECK(has_text(get(a, at(a, "/personer/", five.person[0], "/bosetting"), as(DS, "IMDI")).body, "Takket nei"));
    test_whole(a);
}

static err shielded(struct db *db, void *arg)
{
    (void)arg;
    PASS(test_family(db, "Skjult", 2, true, &hidden));
    struct person was, now;
    PASS(person_by_id(db, hidden.person[1], &was));
    now = was;
    now.protection = PROTECT_STRICT;
    return person_save(db, &was, &now);
}

TEST(a_strictly_protected_household_is_on_no_page_of_the_room)
{
    static const char *const urls[] = { "/bosetting", "/bosetting?steg=klare", "/bosetting?steg=klare&visning=tabell",
                                        "/bosetting/fordelinger", "/bosetting/vedtak" };
    in_db(a, town, NULL);
    in_db(a, shielded, NULL);
    test_whole(a);
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct answer p = get(a, urls[i], as(DS, "IMDI"));
        CHECK_INT(p.status, 200);
        CHECK_AT(!has_text(p.body, "2 personer") && !has_text(p.body, "Skjult"), "%s", urls[i]);
    }
    CHECK_INT(get(a, at(a, "/personer/", hidden.person[1], "/bosetting"), as(DS, "IMDI")).status, 404);
    CHECK_INT(post(a, at(a, "/bosetting/klare/", hidden.person[0], ""), as(DS, "IMDI"), "kommune=1506").status, 303);
    CHECK(!has_text(get(a, "/bosetting/fordelinger", as(MC, "K1506")).body, "2 personer"));
}

TEST(an_unanswered_list_is_the_directorates_to_remind_of_when_its_day_has_passed)
{
    in_db(a, town, NULL);
    struct refs r = asked(a);
    const char *row = strf(a, "/bosetting?steg=spurt#l-%.*s", S(r.ref)).p;
    str before = get(a, "/min-dag", as(DS, "IMDI")).body;
    CHECK(has_text(before, "Svar på liste fra kommunen"));
    CHECK(has_text(before, row));
    CHECK(!has_text(before, "Over tiden"));
    CHECK(!has_text(get(a, "/bosetting?steg=spurt", as(DS, "IMDI")).body, "/purr"));
    test_site(a)->fixed = day_of(2023, 9, 12);
    CHECK(has_text(get(a, "/min-dag", as(DS, "IMDI")).body, "Over tiden"));
    str late = get(a, "/bosetting?steg=spurt", as(DS, "IMDI")).body;
    CHECK(has_text(late, strf(a, "id=\"l-%.*s\"", S(r.ref)).p));
    CHECK(has_text(late, strf(a, "/bosetting/fordelinger/%.*s/purr", S(r.ref)).p));
    CHECK_INT(post(a, strf(a, "/bosetting/fordelinger/%.*s/svar", S(r.ref)).p, as(MC, "K1506"), "svar=ja").status, 303);
    CHECK(!has_text(get(a, "/min-dag", as(DS, "IMDI")).body, row));
    test_whole(a);
}

TEST(who_has_no_deadline_but_a_queue_is_not_told_that_all_is_done)
{
    in_db(a, town, NULL);
    CHECK(has_text(get(a, "/min-dag", as(DS, "IMDI")).body, "Du er ajour"));
    struct refs r = asked(a);
    CHECK_INT(post(a, strf(a, "/bosetting/fordelinger/%.*s/svar", S(r.ref)).p, as(MC, "K1506"), "svar=ja").status, 303);
    str body = get(a, "/min-dag", as(DS, "IMDI")).body;
    CHECK(has_text(body, "Vedtak som kan skrives"));
    CHECK(has_text(body, "Ingen frister nå"));
    CHECK(!has_text(body, "Du er ajour"));
}
