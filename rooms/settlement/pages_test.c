// SPDX-License-Identifier: Apache-2.0
// The pages, through the whole flow and without a browser: who may see what, answers,
// conflicts, reminders, the raise of a request.
#include "test/web.h"

#include "base/csv.h"
#include "rooms/settlement/demo.h"
#include "rooms/settlement/draft.h"
#include "rooms/settlement/settlement_db.h"

static err fill(struct db *db, void *arg)
{
    (void)arg;
    return settlement_demo(db, day_of(2023, 9, 1));
}

static void demo(struct arena *a)
{
    in_db(a, fill, NULL);
}

struct wanted {
    const char *number;
    struct request r;
};

static err newest(struct db *db, void *arg)
{
    struct wanted *w = arg;
    requests all = { 0 };
    PASS(requests_of_place(db, str_z(w->number), &all));
    w->r = all.p[0];
    return OK;
}

static struct request request_of(struct arena *a, const char *number)
{
    struct wanted w = { .number = number };
    in_db(a, newest, &w);
    return w.r;
}

static const char *answer_url(struct arena *a, const char *number)
{
    return strf(a, "/bosetting/anmodning/%.*s/svar", S(request_of(a, number).ref)).p;
}

TEST(the_board_shows_the_sums_and_who_has_not_answered)
{
    demo(a);
    struct answer p = get(a, "/bosetting/kommuner", as(DS, "IMDI"));
    CHECK_INT(p.status, 200);
    CHECK(has_text(p.body, "32\u00a0732"));
    CHECK(has_text(p.body, "18\u00a0851"));
    CHECK(has_text(p.body, "37\u00a0000"));
    CHECK(has_text(p.body, "11 kommuner har ikke svart"));
    p = get(a, "/bosetting/kommuner?fylke=15", as(DA, "IMDI"));
    CHECK(has_text(p.body, "/bosetting/kommune/1506?ar=2023"));
}

TEST(the_board_can_show_the_places_for_minors_alone)
{
    demo(a);
    struct request was = request_of(a, "3053");
    struct answer p = get(a, "/bosetting/kommuner?gruppe=em", as(DS, "IMDI"));
    CHECK(
        has_text(p.body, "Ingen kommuner er spurt om, eller har vedtatt, plasser for enslige"));
    CHECK(has_text(p.body, "32\u00a0732")); // the sums above are for everyone
    const char *form =
        strf(a,
             "places=60&decided_by=council&decided_on=1.9.23&minors=7&could_more="
             "&note=&version=%jd",
             (intmax_t)was.version)
            .p;
    CHECK_INT(post(a, answer_url(a, "3053"), as(MC, "K3053"), form).status, 303);
    p = get(a, "/bosetting/kommuner?gruppe=em&fylke=30", as(DS, "IMDI"));
    CHECK(has_text(p.body, "Jevnaker"));
    CHECK(has_text(p.body, "<td class=\"n\">7</td>"));
    CHECK(!has_text(p.body, "<td class=\"n\">60</td>"));
    CHECK(!has_text(p.body, "Ingen kommuner er spurt om"));
}

TEST(each_role_is_led_to_its_own_page)
{
    demo(a);
    CHECK_STR(get(a, "/bosetting", as(MC, "K1506")).location, "/bosetting/kommune/1506");
    CHECK_STR(get(a, "/bosetting", as(CO, "F15")).location, "/bosetting/fylke/15");
    CHECK_INT(get(a, "/bosetting", as(SY, "IMDI")).status, 403);
    CHECK_INT(get(a, "/bosetting", public_()).status, 303); // to sign in
}

TEST(a_neighbour_is_as_unknown_as_a_number_that_never_was)
{
    demo(a);
    struct answer other = get(a, "/bosetting/kommune/1507", as(MC, "K1506"));
    struct answer never = get(a, "/bosetting/kommune/0000", as(MC, "K1506"));
    CHECK_INT(other.status, 404);
    CHECK_INT(never.status, 404);
    CHECK_INT(get(a, "/bosetting/kommune/1506", as(MC, "K1506")).status, 200);
    CHECK_INT(get(a, "/bosetting/kommune/1507", as(CO, "F15")).status, 200);
    CHECK_INT(get(a, "/bosetting/kommune/0301", as(CO, "F15")).status, 404);
    const char *url = answer_url(a, "1507");
    CHECK_INT(get(a, url, as(MC, "K1506")).status, 404);
    CHECK_INT(
        post(a, url, as(MC, "K1506"), "places=1&decided_by=council&decided_on=1.9.23").status,
        404);
    CHECK(request_of(a, "1507").places.v != 1);
}

#define GIVEN "&decided_by=council&decided_on=1.9.23&minors=&could_more=&note="

TEST(an_answer_is_kept_with_its_history)
{
    demo(a);
    struct request was = request_of(a, "3053");
    CHECK(!was.places.known);
    const char *url = answer_url(a, "3053");
    const char *form = strf(a, "places=60%s&version=%jd", GIVEN, (intmax_t)was.version).p;
    struct answer p = post(a, url, as(MC, "K3053"), form);
    CHECK_STR(p.location, "/bosetting/kommune/3053?ar=2023");
    CHECK_INT(request_of(a, "3053").places.v, 60);
    p = get(a, "/bosetting/kommune/3053", as(MC, "K3053"));
    CHECK(has_text(p.body, "60 plasser, Kommunestyret 1. september 2023"));
    CHECK(has_text(get(a, "/bosetting/kommuner", as(DS, "IMDI")).body, "10 kommuner har ikke svart"));
}

TEST(zero_is_a_refusal_and_an_empty_field_is_a_fault)
{
    demo(a);
    struct request was = request_of(a, "3053");
    const char *url = answer_url(a, "3053");
    struct answer p = post(a, url, as(MC, "K3053"),
                           strf(a, "places=%s&version=%jd", GIVEN, (intmax_t)was.version).p);
    CHECK_INT(p.status, 422);
    CHECK(!request_of(a, "3053").places.known);
    p = post(a, url, as(MC, "K3053"),
             strf(a, "places=0%s&version=%jd", GIVEN, (intmax_t)was.version).p);
    CHECK_INT(p.status, 303);
    CHECK(request_of(a, "3053").places.known);
    CHECK(has_text(get(a, "/bosetting/kommune/3053", as(MC, "K3053")).body, "Avslag"));
}

TEST(two_answers_at_once_end_in_the_conflict_page)
{
    demo(a);
    struct request was = request_of(a, "3053");
    const char *url = answer_url(a, "3053");
    const char *first = strf(a, "places=60%s&version=%jd", GIVEN, (intmax_t)was.version).p;
    const char *second = strf(a, "places=50%s&version=%jd", GIVEN, (intmax_t)was.version).p;
    CHECK_INT(post(a, url, as(MC, "K3053"), first).status, 303);
    struct answer p = post(a, url, as(MH, "K3053"), second);
    CHECK_INT(p.status, 409);
    CHECK(has_text(p.body, "50"));
    CHECK(has_text(p.body, "60"));
    CHECK_INT(request_of(a, "3053").places.v, 60);
}

TEST(a_postponed_answer_is_not_over_the_limit)
{
    demo(a);
    struct request was = request_of(a, "5442");
    const char *url = strf(a, "/bosetting/anmodning/%.*s/utsett", S(was.ref)).p;
    const char *past =
        strf(a, "deferred_to=1.9.23&deferred_why=x&version=%jd", (intmax_t)was.version).p;
    const char *next =
        strf(a, "deferred_to=20.9.23&deferred_why=x&version=%jd", (intmax_t)was.version).p;
    CHECK_INT(post(a, url, as(MC, "K5442"), past).status, 422);
    CHECK_INT(post(a, url, as(MC, "K5442"), next).status, 303);
    CHECK(day_eq(request_of(a, "5442").deferred_to, day_of(2023, 9, 20)));
    CHECK(has_text(get(a, "/bosetting/kommune/5442", as(MC, "K5442")).body,
                   "Utsatt til 20.09.2023"));
}

TEST(the_conflict_page_shows_the_text_that_stood_there_before)
{
    demo(a);
    struct request was = request_of(a, "1506");
    const char *form =
        strf(a,
             "places=340&decided_by=council&decided_on=1.9.23&minors=&could_more="
             "&note=Mitt+nye+svar&version=%jd&was={\"places\":\"350\","
             "\"note\":\"Det som stod der da siden ble hentet\"}",
             (intmax_t)was.version - 1)
            .p;
    struct answer p = post(a, answer_url(a, "1506"), as(MC, "K1506"), form);
    CHECK_INT(p.status, 409);
    CHECK(has_text(p.body, "Det som stod der da siden ble hentet"));
    CHECK(has_text(p.body, "Mitt nye svar"));
}

SQL(sql_notices, "select count(*) from settlement_notice");

static err count_notices(struct db *db, void *arg)
{
    return db_int(db, &sql_notices, NO_ARGS, arg);
}

TEST(a_reminder_goes_to_those_who_are_late_and_once_a_day)
{
    demo(a);
    const char *url = "/bosetting/anmodninger/2023/paminnelse";
    CHECK_INT(post(a, url, as(MC, "K1506"), "").status, 403);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "").status, 303);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "").status, 303);
    int ran = 0;
    int64_t notices = 0;
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(day_of(2030, 1, 1)), &ran), OK);
    in_db(a, count_notices, &notices);
    CHECK_INT(notices, 8); // eleven silent, three have put it off
    CHECK(day_eq(request_of(a, "3053").reminded_on, day_of(2023, 9, 1)));
    CHECK(!day_known(request_of(a, "1506").reminded_on));
}

// ---- capacity
// -----------------------------------------------------------------------------------

#define WEEK_1 "p2023-08-28="
#define WEEK_2 "p2023-09-04="

TEST(weeks_are_reported_and_a_slip_keeps_what_was_typed)
{
    demo(a);
    struct answer p = post(a, "/bosetting/kapasitet/uker", as(MC, "K1506"),
                           WEEK_1 "4&m2023-08-28=1&" WEEK_2 "x&m2023-09-04=");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "value=\"x\""));
    p = post(a, "/bosetting/kapasitet/uker", as(MC, "K1506"),
             WEEK_1 "4&m2023-08-28=1&" WEEK_2 "2&m2023-09-04=");
    CHECK_INT(p.status, 303);
    CHECK(has_text(get(a, "/bosetting/kommune/1506", as(MC, "K1506")).body,
                   "6 plasser meldt inn"));
    p = post(a, "/bosetting/kapasitet/bolig", as(MC, "K1506"),
             "kind=flat&bedrooms=2&beds=4&free_from=15.9.23&rent=9+500&note=");
    CHECK_INT(p.status, 303);
    CHECK(has_text(get(a, "/bosetting/kapasitet", as(MC, "K1506")).body, "9\u00a0500\u00a0kr"));
    CHECK_INT(post(a, "/bosetting/kapasitet/uker", as(MH, "K1506"), WEEK_1 "4").status, 403);
}

// ---- raising a request
// --------------------------------------------------------------------------

TEST(two_who_report_weeks_lose_nothing_and_a_new_week_moves_nothing)
{
    demo(a);
    const struct actor *mc = as(MC, "K1506");
    const char *url = "/bosetting/kapasitet", *send = "/bosetting/kapasitet/uker";
    CHECK(has_text(get(a, url, mc).body, "name=\"o2023-08-28\""));
    CHECK_INT(post(a, send, mc, WEEK_1 "5&m2023-08-28=2&o2023-08-28=+").status, 303);
    // Another page, opened before that, reports the next week only.
    CHECK_INT(post(a, send, mc,
                   WEEK_1 "&m2023-08-28=&o2023-08-28=+&" WEEK_2 "3&m2023-09-04=&o2023-09-04=+")
                  .status,
              303);
    CHECK(has_text(get(a, url, mc).body, "name=\"o2023-08-28\" value=\"5 2\""));
    CHECK(has_text(get(a, url, mc).body, "name=\"o2023-09-04\" value=\"3 0\""));
    struct answer p = post(a, send, mc, WEEK_1 "6&m2023-08-28=0&o2023-08-28=+");
    CHECK_INT(p.status, 409);
    CHECK(has_text(p.body, "En annen lagret 5, av dem 2"));
    CHECK(has_text(p.body, "value=\"6\""));
    CHECK_INT(post(a, send, mc, WEEK_1 "6&m2023-08-28=0&o2023-08-28=5+2").status, 303);
    // A page of last week: its Monday is over, and no other week takes its number.
    CHECK_INT(post(a, send, mc, "p2023-08-21=9&m2023-08-21=&o2023-08-21=+").status, 303);
    CHECK(!has_text(get(a, url, mc).body, "value=\"9\""));
}

TEST(a_raised_request_is_a_new_version_and_the_old_answers_stay_valid)
{
    demo(a);
    const struct actor *ds = as(DS, "IMDI");
    struct answer p =
        post(a, "/bosetting/fordeling/ny", ds, "title=Heving&year=2023&total=40000");
    CHECK_INT(p.status, 303);
    str draft = p.location;
    p = get(a, str_cz(a, draft), ds);
    CHECK(has_text(p.body, "40\u00a0000"));
    // a number by hand needs a reason
    const char *numbers = strf(a, "%.*s/tall?fylke=15", S(draft)).p;
    CHECK_INT(post(a, numbers, ds, "m1506=400&r1506=&o1506=0++").status, 422);
    CHECK_INT(post(a, numbers, ds, "m1506=400&r1506=Ledige+boliger&o1506=0++").status, 303);
    const char *send = strf(a, "%.*s/send", S(draft)).p;
    p = post(a, send, ds, "letter_on=1.9.23&due_on=1.9.23&minors=&base=&note=");
    CHECK_INT(p.status, 422); // the limit is after the letter
    p = post(a, send, ds, "letter_on=1.9.23&due_on=1.10.23&minors=&base=33000&note=");
    CHECK_STR(p.location, "/bosetting/anmodninger/2023");
    struct request r = request_of(a, "1506");
    CHECK_INT(r.asked, 400);
    CHECK(r.supersedes.known && !r.places.known);
    p = get(a, "/bosetting/kommune/1506", as(MC, "K1506"));
    CHECK(has_text(p.body, "Ny anmodning, ikke svart"));
    CHECK(has_text(p.body, "350"));
    CHECK_INT(post(a, send, ds, "letter_on=1.9.23&due_on=1.10.23&minors=&base=&note=").status,
              409);
    p = get(a, "/bosetting/anmodninger/2023.csv?svar=venter", ds);
    CHECK_INT(p.status, 200);
    CHECK(has_text(p.body, "Molde"));
}

TEST(two_at_the_same_distribution_lose_nothing_of_what_they_typed)
{
    demo(a);
    const struct actor *ds = as(DS, "IMDI");
    str draft =
        post(a, "/bosetting/fordeling/ny", ds, "title=To&year=2023&total=38000").location;
    const char *url = strf(a, "%.*s?fylke=15", S(draft)).p;
    const char *numbers = strf(a, "%.*s/tall?fylke=15", S(draft)).p;
    CHECK(has_text(get(a, url, ds).body, "name=\"o1506\" value=\"0  \""));
    CHECK_INT(post(a, numbers, ds, "m1506=400&r1506=Boliger&o1506=0++").status, 303);
    // Another page was opened before: it changes another row, and locks the same row.
    CHECK_INT(
        post(a, numbers, ds, "m1506=&r1506=&o1506=0++&m1505=250&r1505=Havn&o1505=0++").status,
        303);
    CHECK(has_text(get(a, url, ds).body, "value=\"0 400 Boliger\""));
    CHECK(has_text(get(a, url, ds).body, "value=\"0 250 Havn\""));
    struct answer p = post(a, numbers, ds,
                           "m1506=420&r1506=Samtidig&o1506=0++&m1547=80&r1547=Ny"
                           "&o1547=0++");
    CHECK_INT(p.status, 409);
    CHECK(has_text(p.body, "En annen lagret 400 («Boliger») mens du skrev"));
    CHECK(has_text(p.body, "value=\"420\""));
    CHECK(has_text(p.body, "value=\"80\""));
    CHECK(!has_text(get(a, url, ds).body, "value=\"0 80 Ny\""));
    CHECK_INT(post(a, numbers, ds, "m1506=420&r1506=Samtidig&o1506=0+400+Boliger").status, 303);
    CHECK(has_text(get(a, url, ds).body, "value=\"0 420 Samtidig\""));
}

TEST(a_distribution_that_does_not_add_up_says_why)
{
    demo(a);
    const struct actor *ds = as(DS, "IMDI");
    struct answer p =
        post(a, "/bosetting/fordeling/ny", ds, "title=For+lite&year=2023&total=100");
    CHECK_INT(p.status, 303);
    str draft = p.location;
    CHECK(has_text(get(a, str_cz(a, draft), ds).body, "Fordelingen går ikke opp"));
    p = post(a, strf(a, "%.*s/send", S(draft)).p, ds,
             "letter_on=1.9.23&due_on=1.10.23&minors=&base=&note=");
    CHECK_INT(p.status, 422);
}

TEST(the_list_is_the_same_in_every_format)
{
    demo(a);
    struct answer csv = get(a, "/bosetting/kommuner.csv?ar=2023&fylke=15", as(DS, "IMDI"));
    struct answer json = get(a, "/bosetting/kommuner.json?ar=2023&fylke=15", as(DS, "IMDI"));
    CHECK_INT(csv.status, 200);
    CHECK_INT(json.status, 200);
    CHECK_INT(get(a, "/bosetting/kommuner.xlsx?ar=2023", as(DS, "IMDI")).status, 200);
    CHECK(has_text(csv.body, "1506"));
    CHECK(has_text(json.body, "\"1506\""));
    CHECK(!has_text(csv.body, "0301"));
}

// ---- county and import
// --------------------------------------------------------------------------

TEST(a_county_recommends_for_its_own_with_a_reason)
{
    demo(a);
    const struct actor *co = as(CO, "F15");
    const char *url = "/bosetting/fylke/15/anbefalinger?ar=2024";
    CHECK_INT(get(a, "/bosetting/fylke/50", co).status, 404);
    CHECK_INT(get(a, "/bosetting/fylke/50/anbefalinger", co).status, 404);
    CHECK_INT(get(a, "/bosetting/fylke/99", as(DS, "IMDI")).status, 404);
    CHECK_INT(post(a, url, as(DS, "IMDI"), "p1506=200&r1506=Plass&o1506=+").status, 403);
    struct answer p = post(a, url, co, "p1506=200&r1506=&o1506=+");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "value=\"200\"")); // what was typed comes back
    CHECK_INT(post(a, url, co, "p1506=200&r1506=Ledige+boliger&o1506=+").status, 303);
    p = get(a, url, co);
    CHECK(has_text(p.body, "Ledige boliger"));
    CHECK_INT(post(a, url, co, "p1506=210&r1506=Flere&o1506=200+Ledige+boliger").status, 303);
    p = get(a, "/bosetting/fylke/15", co);
    CHECK(has_text(p.body, "Molde"));
    CHECK(!has_text(p.body, "Trondheim"));
}

// ---- status of the forecast
// ----------------------------------------------------------------------------

TEST(a_new_status_moves_the_forecast_from_its_day_on)
{
    demo(a);
    const struct actor *ds = as(DS, "IMDI");
    const char *url = "/bosetting/anmodninger/2023/status";
    CHECK_INT(get(a, url, as(DA, "IMDI")).status, 403);
    CHECK_INT(get(a, "/bosetting/anmodninger/2031/status", ds).status, 404);
    struct answer p = get(a, url, ds);
    CHECK(has_text(p.body, "37\u00a0000"));
    CHECK(has_text(p.body, "178 av 356 kommuner"));
#define FIGURES_OF(day)                                                                        \
    "status_on=" day "&base=31000&decided=35000&asked=356&source=Telefonrunde"
    CHECK_INT(post(a, url, ds, FIGURES_OF("2.9.23") "&answered=200").status, 422); // ahead
    CHECK_INT(post(a, url, ds, FIGURES_OF("1.5.23") "&answered=200").status, 422); // before it
    p = post(a, url, ds, FIGURES_OF("1.9.23") "&answered=357");
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "Flere kommuner kan ikke ha svart"));
    CHECK(has_text(p.body, "Telefonrunde"));
    // 31 000 + 4 000 / (200 / 356) = 38 120; the same day corrects what stood there.
    CHECK_INT(post(a, url, ds, FIGURES_OF("1.9.23") "&answered=200").status, 303);
    p = get(a, url, ds);
    CHECK(has_text(p.body, "38\u00a0120"));
    CHECK(!has_text(p.body, "178 av 356 kommuner"));
    CHECK(has_text(get(a, "/bosetting/kommuner", ds).body, "38\u00a0120"));
    // An earlier day is kept for the record; the newest still counts.
    CHECK_INT(post(a, url, ds, FIGURES_OF("1.8.23") "&answered=100").status, 303);
    CHECK(has_text(get(a, url, ds).body, "100 av 356 kommuner"));
    CHECK(has_text(get(a, "/bosetting/kommuner", ds).body, "38\u00a0120"));
}

TEST(two_in_the_same_county_lose_nothing_of_what_they_typed)
{
    demo(a);
    const struct actor *co = as(CO, "F15");
    const char *url = "/bosetting/fylke/15/anbefalinger?ar=2024";
    CHECK_INT(post(a, url, co, "p1506=210&r1506=Flere&o1506=+").status, 303);
    // Another page was opened before that. Rows that only one of them touched are no conflict.
    struct answer p = post(a, url, co, "p1506=&r1506=&o1506=+&p1505=90&r1505=Havn&o1505=+");
    CHECK_INT(p.status, 303);
    p = get(a, url, co);
    CHECK(has_text(p.body, "value=\"210\""));
    CHECK(has_text(p.body, "value=\"90\""));
    // The same row: both numbers are shown, and nothing is stored before one is chosen.
    p = post(a, url, co, "p1506=220&r1506=Samtidig&o1506=+&p1505=95&r1505=Havn&o1505=90+Havn");
    CHECK_INT(p.status, 409);
    CHECK(has_text(p.body, "En annen lagret 210 («Flere») mens du skrev"));
    CHECK(has_text(p.body, "value=\"220\""));
    CHECK(has_text(p.body, "value=\"95\""));
    CHECK(has_text(p.body, "name=\"o1506\" value=\"210 Flere\""));
    CHECK(has_text(get(a, url, co).body, "value=\"90\""));
    CHECK_INT(post(a, url, co, "p1506=220&r1506=Samtidig&o1506=210+Flere").status, 303);
    CHECK(has_text(get(a, url, co).body, "value=\"220\""));
}

static struct answer upload(struct arena *a, const struct actor *who, const char *csv,
                            bool write)
{
    str body = strf(
        a,
        "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n%s\r\n"
        "%s"
        "--b\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"tall.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\n%s\r\n--b--\r\n",
        S(who->form_token), write ? "abcdefghijklmnopqrst12" : "abcdefghijklmnopqrst34",
        write ? "--b\r\nContent-Disposition: form-data; name=\"lagre\"\r\n\r\n1\r\n" : "", csv);
    return ask(a, "POST", "/bosetting/tall", who,
               "Origin: http://localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n",
               body);
}

#define COLUMNS                                                                                \
    "year,municipality_no,municipality,requested,requested_original,decided,settled,flags,"    \
    "source\n"

TEST(a_file_is_checked_before_it_is_taken_in)
{
    demo(a);
    const struct actor *ds = as(DS, "IMDI");
    struct answer p = upload(a, ds, COLUMNS "2023,1506,Molde,-1,,350,240,,A\n", true);
    CHECK_INT(p.status, 422);
    CHECK(has_text(p.body, "Linje 2, requested: -1 er under null."));
    p = upload(a, ds, COLUMNS "2023,1506,Molde,350,,350,240,,A\n", false);
    CHECK_INT(p.status, 200);
    CHECK(has_text(p.body, "settled 223 -&gt; 240"));
    CHECK(has_text(get(a, "/bosetting/kommuner", ds).body, "18\u00a0851"));
    p = upload(a, ds, COLUMNS "2023,1506,Molde,350,,350,240,,A\n", true);
    CHECK_INT(p.status, 200);
    CHECK(has_text(get(a, "/bosetting/kommuner", ds).body, "18\u00a0868"));
}

struct csv_sum {
    int column[4]; // asked, decided, settled, kind of answer
    int64_t sum[3], rows, silent;
};

static err add_csv(void *arg, const struct csv_row *row)
{
    static const char *const heads[] = { "Anmodet", "Vedtatt", "Bosatt", "Svar" };
    struct csv_sum *s = arg;
    if (s->rows++ == 0) {
        for (int c = 0; c < 4; c++)
            for (size_t i = 0; i < row->n; i++)
                if (str_is(row->cell[i], heads[c]))
                    s->column[c] = (int)i;
        return OK;
    }
    int64_t v;
    for (int c = 0; c < 3; c++)
        s->sum[c] += str_int(row->cell[s->column[c]], &v) ? v : 0;
    s->silent += str_is(row->cell[s->column[3]], "Ikke svart");
    return OK;
}

TEST(the_file_of_the_board_adds_up_to_the_table)
{
    demo(a);
    struct csv_sum s = { .rows = 0 };
    struct answer p = get(a, "/bosetting/kommuner.csv?ar=2023", as(DA, "IMDI"));
    CHECK_INT(csv_read(a, p.body, ';', add_csv, &s), OK);
    CHECK_INT(s.rows, 357);
    CHECK_INT(s.sum[0], 38000);
    CHECK_INT(s.sum[1], 32732);
    CHECK_INT(s.sum[2], 18851);
    CHECK_INT(s.silent, 11);
}
