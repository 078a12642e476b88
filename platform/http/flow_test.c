// SPDX-License-Identifier: Apache-2.0
// A tiny room goes through the whole flow.
#include "test/web.h"

#include "platform/http/metrics.h"
#include "platform/http/setting.h"
#include "platform/view/view.h"
#include "text_keys.h"

static const struct right MAY_TRY = { "try.it", R(MC) | R(DS) };

struct hello {
    str name;
};

static void hello_title(struct w *w, const void *data)
{
    w_text(w, ((const struct hello *)data)->name);
}

static void hello_body(struct w *w, const void *data)
{
    OUT(w->o, "<p>Hei ");
    w_text(w, ((const struct hello *)data)->name);
    OUT(w->o, "<i>");
    w_text(w, form_token(w->q));
    OUT(w->o, "</i>");
}

static const struct view hello_view = { "try.hello", FRAME_PUBLIC, hello_title, hello_body };

static reply hello_get(struct rq *q)
{
    struct hello *h = NEW(q->mem, struct hello);
    h->name = arg(q, "name");
    return page(q, &hello_view, h);
}

static reply hello_post(struct rq *q)
{
    static const struct hello wrong = { STR_INIT("feil") };
    if (str_is(posted(q, "navn"), "feil"))
        return page_status(q, 422, &hello_view, &wrong);
    return see_other(q, "/hei/%.*s?a=1", S(posted(q, "navn")));
}

static reply away_post(struct rq *q)
{
    return see_other(q, "%.*s", S(posted(q, "til")));
}

static reply missing_get(struct rq *q)
{
    return fail(q, E_NOTFOUND);
}

static reply open_get(struct rq *q)
{
    reply r = bytes(q, "text/plain; charset=utf-8", here_with(q, "side", STR("2")));
    r.shared = true;
    return r;
}

SQL(count_up, "insert into setting (name, value) values ('teller', '1') on conflict (name) do "
              "update set value = cast(cast(setting.value as integer) + 1 as varchar)");

static reply count_post(struct rq *q)
{
    int64_t changed;
    str n;
    TRY(q, db_do(q->db, &count_up, NO_ARGS, &changed));
    TRY(q, setting_get(q->db, "teller", &n));
    if (posted_has(q, "nekt"))
        return fail(q, E_CONFLICT);
    if (posted_has(q, "feil"))
        return page_status(q, 422, &hello_view, NEW(q->mem, struct hello));
    reply r = see_other(q, "/teller?n=%.*s", S(n));
    notice(q, &r, T_http_error_reference__id, TARGS(TS("id", STR("<æ>"))));
    return r;
}

static reply count_get(struct rq *q)
{
    int64_t changed;
    str n;
    if (query(q, "skriv").n)
        TRY(q, db_do(q->db, &count_up, NO_ARGS, &changed));
    TRY(q, setting_get(q->db, "teller", &n));
    return bytes(q, "text/plain; charset=utf-8", n);
}

// One message for each kind of value that a text can hold.
static reply kinds_post(struct rq *q)
{
    reply r = see_other(q, "/melding");
    struct targ t = TS("id", STR("å"));
    str kind = posted(q, "slag");
    if (str_is(kind, "tall"))
        t = (struct targ)TI("id", -1234);
    else if (str_is(kind, "dag"))
        t = (struct targ)TD("id", day_of(2023, 9, 1));
    else if (str_is(kind, "kroner"))
        t = (struct targ)TM("id", kroner(1234));
    else if (str_is(kind, "desimal"))
        t = (struct targ)TR("id", 4.25);
    notice(q, &r, T_http_error_reference__id, TARGS(t));
    return r;
}

static reply notice_get(struct rq *q)
{
    return bytes(q, "text/plain; charset=utf-8", q->notice);
}

struct line {
    str place;
    int64_t people;
};
static const struct field line_fields[] = { F(line, place, TEXT), F(line, people, INT) };
static const struct record line_rec = RECORD(NULL, line, line_fields);

static reply lines_get(struct rq *q)
{
    static const struct line lines[] = { { STR_INIT("Målselv"), 12 }, { STR_INIT("=1+1"), 3 } };
    reply r = page(q, &hello_view, NEW(q->mem, struct hello));
    r.rows.rec = &line_rec;
    r.rows.rows = lines;
    r.rows.n = 2;
    r.rows.title = STR("Linjer");
    r.rows.about = STR("Prøve");
    return r;
}

static const struct route routes[] = {
    { "GET", "/linjer", &PUBLIC, TX_READ, lines_get, .faces = FACES },
    { "GET", "/teller", &PUBLIC, TX_READ, count_get },
    { "POST", "/teller", &MAY_TRY, TX_WRITE, count_post },
    { "POST", "/teller/annen", &MAY_TRY, TX_WRITE, count_post },
    { "GET", "/melding", &PUBLIC, TX_READ, notice_get },
    { "POST", "/slag", &PUBLIC, TX_NONE, kinds_post },
    { "GET", "/hei/:name", &MAY_TRY, TX_NONE, hello_get },
    { "POST", "/hei/:name", &MAY_TRY, TX_NONE, hello_post },
    { "POST", "/bort", &PUBLIC, TX_NONE, away_post },
    { "GET", "/mangler", &MAY_TRY, TX_NONE, missing_get },
    { "GET", "/apen", &PUBLIC, TX_NONE, open_get },
    { "GET", "/apen/skjema/:name", &PUBLIC, TX_NONE, hello_get },
    { 0 },
};
static const struct room try_room = { .name = "try", .routes = routes };
static const struct room *const rooms[] = { &try_room, NULL };

TEST(a_page_comes_with_its_text_escaped)
{
    test_site_of(a, rooms);
    struct answer r = get(a, "/hei/%3Cb%3Ekari", as(MC, "K1506"));
    CHECK_INT(r.status, 200);
    CHECK_STR(r.type, "text/html; charset=utf-8");
    CHECK(has_text(r.body, "Hei &lt;b&gt;kari"));
    CHECK(!has_text(r.body, "<b>"));
    CHECK_STR(answer_header(&r, "Cache-Control"), "no-store");
}

TEST(who_is_not_signed_in_is_sent_to_sign_in_and_back)
{
    test_site_of(a, rooms);
    struct answer r = get(a, "/hei/kari?x=1&y=a%20b", public_());
    CHECK_INT(r.status, 303);
    CHECK_STR(r.location, "/logg-inn?neste=%2Fhei%2Fkari%3Fx%3D1%26y%3Da%2520b");
}

TEST(a_role_without_the_right_is_refused)
{
    test_site_of(a, rooms);
    CHECK_INT(get(a, "/hei/kari", as(CE, "")).status, 403);
}

TEST(unknown_and_forbidden_objects_give_the_same_page)
{
    test_site_of(a, rooms);
    struct answer one = get(a, "/mangler", as(MC, "K1506"));
    struct answer two = get(a, "/finnes-ikke", as(MC, "K1506"));
    CHECK_INT(one.status, 404);
    CHECK_INT(two.status, 404);
    CHECK_INT(one.headers.n, two.headers.n);
}

TEST(a_post_without_its_token_is_asked_to_be_sent_again_with_what_was_typed)
{
    test_site_of(a, rooms);
    struct answer r =
        post(a, "/hei/x", as(MC, "K1506"), "navn=%22ola%22&csrf=wrong&passord=hemmelig");
    CHECK_INT(r.status, 419);
    CHECK(has_text(r.body, "name=\"navn\" value=\"&quot;ola&quot;\""));
    CHECK(has_text(r.body, "name=\"csrf\" value=\"test-session-token"));
    CHECK(!has_text(r.body, "wrong") && !has_text(r.body, "hemmelig"));
}

TEST(a_form_of_a_visitor_whose_session_ended_is_kept)
{
    test_site_of(a, rooms);
    struct answer r = post(a, "/hei/x", public_(), "navn=ola");
    CHECK_INT(r.status, 419);
    CHECK(has_text(r.body, "name=\"kept.navn\" value=\"ola\""));
    CHECK(has_text(r.body, "name=\"kept\" value=\"/hei/x\""));
    CHECK(has_text(r.body, "action=\"/logg-inn\""));
}

TEST(a_post_that_went_well_leads_to_a_page)
{
    test_site_of(a, rooms);
    struct answer r = post(a, "/hei/x", as(MC, "K1506"), "navn=%C3%A5se+b");
    CHECK_INT(r.status, 303);
    CHECK_STR(r.location, "/hei/%C3%A5se%20b?a=1");
    CHECK_INT(post(a, "/hei/x", as(MC, "K1506"), "navn=feil").status, 422);
}

TEST(redirects_stay_at_home)
{
    static const char *const away[] = {
        "//evil.example", "https://evil.example/", "evil", "/%5Cevil.example", "", "/ok%0Ax"
    };
    test_site_of(a, rooms);
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        struct answer r = post(a, "/bort", public_(), strf(a, "til=%s", away[i]).p);
        CHECK_AT(r.status == 400 && !r.location.n, "%s gave %d %.*s", away[i], r.status,
                 S(r.location));
    }
    CHECK_STR(post(a, "/bort", public_(), "til=/hjem").location, "/hjem");
}

TEST(writes_come_from_our_own_pages_only)
{
    static const struct {
        const char *headers;
        int status;
    } cases[] = {
        { "Origin: http://localhost\r\n", 303 },
        { "", 303 },
        { "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", 303 },
        { "Origin: null\r\nSec-Fetch-Site: same-origin\r\n", 303 },
        { "Origin: null\r\nSec-Fetch-Site: cross-site\r\n", 403 },
        { "Origin: http://evil.example\r\n", 403 },
        { "Origin: https://localhost\r\n", 403 },
        { "Origin: http://localhost.evil.example\r\n", 403 },
        { "Sec-Fetch-Site: cross-site\r\n", 403 },
        { "Sec-Fetch-Site: same-site\r\n", 403 },
        { "Origin: http://localhost\r\nSec-Fetch-Site: cross-site\r\n", 403 },
    };
    test_site_of(a, rooms);
    const struct actor *kari = as(MC, "K1506");
    str body = strf(a, "navn=ola&csrf=%.*s", S(kari->form_token));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str h =
            strf(a, "Content-Type: application/x-www-form-urlencoded\r\n%s", cases[i].headers);
        int got = ask(a, "POST", "/hei/x", kari, h.p, body).status;
        CHECK_AT(got == cases[i].status, "%s gave %d", cases[i].headers, got);
    }
    CHECK_INT(ask(a, "POST", "/hei/x", kari, "Content-Type: text/plain\r\n", body).status, 415);
    CHECK_INT(ask(a, "POST", "/hei/x", kari, "", body).status, 415);
}

TEST(a_visitor_gets_a_form_token_in_a_cookie_of_their_own)
{
    test_site_of(a, rooms);
    struct answer r = get(a, "/apen/skjema/x", public_());
    str set = answer_header(&r, "Set-Cookie");
    CHECK(str_starts(set, STR("skjema=")));
    CHECK(has_text(set, "; HttpOnly; SameSite=Lax"));
    CHECK(has_text(r.body, strf(a, "<i>%.*s</i>", S(str_part(set, 7, 43))).p));
}

TEST(every_answer_carries_the_headers_that_protect)
{
    static const char *const urls[] = { "/hei/x",       "/mangler",         "/apen",
                                        "/finnes-ikke", "/apen/",           "/bort",
                                        "/health",      "/statisk/nei.css", "/%zz" };
    static const char *const names[] = { "Content-Security-Policy",
                                         "X-Content-Type-Options",
                                         "Referrer-Policy",
                                         "Cross-Origin-Opener-Policy",
                                         "Cross-Origin-Resource-Policy",
                                         "Permissions-Policy",
                                         "Cache-Control",
                                         "X-Request-Id",
                                         "Content-Type" };
    test_site_of(a, rooms);
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct answer r = get(a, urls[i], as(MC, "K1506"));
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            CHECK_AT(answer_header(&r, names[j]).n, "%s (%d) lacks %s", urls[i], r.status,
                     names[j]);
    }
}

TEST(a_slash_too_many_is_led_to_the_page_and_a_wrong_method_told)
{
    test_site_of(a, rooms);
    struct answer r = get(a, "/apen/?a=1", public_());
    CHECK_INT(r.status, 308);
    CHECK_STR(r.location, "/apen?a=1");
    r = get(a, "/bort", public_());
    CHECK_INT(r.status, 405);
    CHECK_STR(answer_header(&r, "Allow"), "POST");
    CHECK_INT(ask(a, "HEAD", "/apen", public_(), "", STR("")).status, 200);
}

TEST(the_address_of_this_page_with_one_part_changed)
{
    test_site_of(a, rooms);
    CHECK_STR(get(a, "/apen?a=1&side=7&b=%C3%A6+x", public_()).body,
              "/apen?a=1&side=2&b=%C3%A6%20x");
    CHECK_STR(get(a, "/apen", public_()).body, "/apen?side=2");
}

TEST(names_of_others_are_not_answered)
{
    static const str names[] = { STR_INIT("fotfeste.example"), STR_INIT("[::1]") };
    struct site *s = test_site_of(a, rooms);
    CHECK_INT(get(a, "/apen", public_()).status, 200);
    s->hosts = names;
    s->host_count = 2;
    CHECK_INT(get(a, "/apen", public_()).status, 421);
}

TEST(the_language_is_asked_for_by_address_cookie_and_browser_in_that_order)
{
    test_site_of(a, rooms);
    struct answer r = get(a, "/nei?sprak=nn", public_());
    CHECK(has_text(r.body, "<html lang=\"nn\""));
    CHECK(str_starts(answer_header(&r, "Set-Cookie"), STR("sprak=nn; ")));
    CHECK(has_text(ask(a, "GET", "/nei", public_(), "Cookie: sprak=en\r\n", STR("")).body,
                   "<html lang=\"en\""));
    CHECK(has_text(ask(a, "GET", "/nei", public_(),
                       "Accept-Language: de, en-GB;q=0.5, nn;q=0.7\r\n", STR(""))
                       .body,
                   "<html lang=\"nn\""));
    CHECK(has_text(get(a, "/nei", public_()).body, "<html lang=\"nb\""));
}

TEST(a_form_sent_twice_does_its_work_once)
{
    test_site_of(a, rooms);
    struct answer one = post(a, "/teller", as(MC, "K1506"), "once=abc");
    struct answer two = post(a, "/teller", as(MC, "K1506"), "once=abc");
    CHECK_INT(one.status, 303);
    CHECK_STR(one.location, "/teller?n=1");
    CHECK_INT(two.status, 303);
    CHECK_STR(two.location, "/teller?n=1");
    CHECK_STR(get(a, "/teller", public_()).body, "1");
    CHECK_STR(post(a, "/teller", as(MC, "K1506"), "once=def").location, "/teller?n=2");
}

TEST(a_key_of_somebody_else_or_of_another_form_is_a_conflict)
{
    test_site_of(a, rooms);
    CHECK_INT(post(a, "/teller", as(MC, "K1506"), "once=abc").status, 303);
    CHECK_INT(post(a, "/teller", as(DS, "IMDI"), "once=abc").status, 409);
    CHECK_INT(post(a, "/teller/annen", as(MC, "K1506"), "once=abc").status, 409);
    CHECK_STR(get(a, "/teller", public_()).body, "1");
}

TEST(what_was_not_done_leaves_no_trace_of_itself)
{
    test_site_of(a, rooms);
    CHECK_INT(post(a, "/teller", as(MC, "K1506"), "nekt=1&once=abc").status, 409);
    CHECK_INT(post(a, "/teller", as(MC, "K1506"), "feil=1&once=abc").status, 422);
    CHECK_STR(get(a, "/teller", public_()).body, "");
    // The same form, put right, carries the same key and is done now.
    CHECK_INT(post(a, "/teller", as(MC, "K1506"), "once=abc").status, 303);
    CHECK_STR(get(a, "/teller", public_()).body, "1");
}

TEST(a_page_that_is_read_cannot_write)
{
    test_site_of(a, rooms);
    CHECK_INT(get(a, "/teller?skriv=1", public_()).status, 500);
    CHECK_STR(get(a, "/teller", public_()).body, "");
}

TEST(a_message_is_shown_on_the_next_page_and_then_no_more)
{
    test_site_of(a, rooms);
    struct answer done = post(a, "/teller", as(MC, "K1506"), "");
    str set = answer_header(&done, "Set-Cookie"), value;
    CHECK(str_cut(&set, ';', &value) && str_starts(value, STR("melding=")));
    struct answer next =
        ask(a, "GET", "/melding", public_(), strf(a, "Cookie: %.*s\r\n", S(value)).p, STR(""));
    CHECK_STR(next.body, "Referanse: <æ>");
    CHECK(str_starts(answer_header(&next, "Set-Cookie"), STR("melding=; ")));
    CHECK(has_text(answer_header(&next, "Set-Cookie"), "Max-Age=0"));
    static const char *const odd[] = { "Cookie: melding=xyz\r\n", "Cookie: melding=aGVp\r\n",
                                       "Cookie: melding=\r\n" };
    for (size_t i = 0; i < 3; i++)
        CHECK_STR(ask(a, "GET", "/melding", public_(), odd[i], STR("")).body, "");
}

TEST(a_message_carries_every_kind_of_value)
{
    static const struct {
        const char *form, *shown;
    } cases[] = {
        { "slag=tekst", "Referanse: å" },
        { "slag=tall", "Referanse: \xE2\x88\x92"
                       "1\xC2\xA0"
                       "234" },
        { "slag=dag", "Referanse: 01.09.2023" },
        { "slag=kroner", "Referanse: 1\xC2\xA0"
                         "234\xC2\xA0kr" },
        { "slag=desimal", "Referanse: 4,3" },
    };
    test_site_of(a, rooms);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct answer done = post(a, "/slag", public_(), cases[i].form);
        str set = answer_header(&done, "Set-Cookie"), value;
        CHECK(str_cut(&set, ';', &value));
        CHECK_STR(ask(a, "GET", "/melding", public_(), strf(a, "Cookie: %.*s\r\n", S(value)).p,
                      STR(""))
                      .body,
                  cases[i].shown);
    }
}

SQL(test_refusals, "select count(*) from trace_entry where action = 'refused'");

static err count_refusals(struct db *db, void *arg)
{
    return db_int(db, &test_refusals, NO_ARGS, arg);
}

TEST(a_refusal_is_traced)
{
    int64_t n = 0;
    test_site_of(a, rooms);
    CHECK_INT(get(a, "/hei/kari", as(CE, "")).status, 403);
    in_db(a, count_refusals, &n);
    CHECK_INT(n, 1);
}

TEST(an_upload_reaches_the_handler_whole)
{
    test_site_of(a, rooms);
    const struct actor *kari = as(MC, "K1506");
    str body =
        strf(a,
             "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n--x\r\n"
             "Content-Disposition: form-data; name=\"navn\"\r\n\r\nfil\r\n--x--\r\n",
             S(kari->form_token));
    struct answer r = ask(a, "POST", "/hei/x", kari,
                          "Content-Type: multipart/form-data; boundary=x\r\n", body);
    CHECK_INT(r.status, 303);
    CHECK_STR(r.location, "/hei/fil?a=1");
}

TEST(the_same_rows_come_as_page_csv_json_and_spreadsheet)
{
    test_site_of(a, rooms);
    CHECK_STR(get(a, "/linjer", public_()).type, "text/html; charset=utf-8");
    struct answer csv = get(a, "/linjer.csv", public_());
    CHECK_STR(csv.type, "text/csv; charset=utf-8");
    CHECK_STR(answer_header(&csv, "Content-Disposition"),
              "attachment; filename=\"linjer.csv\"; filename*=UTF-8''linjer.csv");
    CHECK(str_starts(csv.body, STR("\xEF\xBB\xBF")) && csv.body.p[3] != '\xEF');
    CHECK(has_text(csv.body, "Målselv;12") && has_text(csv.body, "'=1+1;3"));
    struct answer json = get(a, "/linjer.json", public_());
    CHECK_STR(json.type, "application/json");
    CHECK(has_text(json.body, "\"Målselv\""));
    struct answer xlsx = get(a, "/linjer.xlsx", public_());
    CHECK(str_starts(xlsx.body, STR("PK\x03\x04")));
    CHECK_INT(get(a, "/linjer.pdf", public_()).status, 404);
    struct answer wrong = get(a, "/hei.json", public_());
    CHECK_INT(wrong.status, 404);
}

TEST(a_fragment_is_the_page_without_its_frame)
{
    test_site_of(a, rooms);
    struct answer r =
        ask(a, "GET", "/hei/kari", as(MC, "K1506"), "HX-Request: true\r\n", STR(""));
    CHECK_INT(r.status, 200);
    CHECK(str_starts(r.body, STR("<p>Hei kari")));
    CHECK(has_text(answer_header(&r, "Vary"), "HX-Request"));
}

TEST(a_fragment_for_who_is_signed_out_leads_the_whole_page_to_sign_in)
{
    test_site_of(a, rooms);
    struct answer r = ask(a, "GET", "/hei/kari", public_(), "HX-Request: true\r\n", STR(""));
    CHECK_INT(r.status, 401);
    CHECK_STR(answer_header(&r, "HX-Redirect"), "/logg-inn?neste=%2Fhei%2Fkari");
}

TEST(a_fragment_that_could_not_be_saved_leaves_the_page_as_it_is)
{
    test_site_of(a, rooms);
    struct answer r = ask(a, "POST", "/hei/x", public_(),
                          "Origin: http://localhost\r\nHX-Request: true\r\n"
                          "Content-Type: application/x-www-form-urlencoded\r\n",
                          STR("navn=ola"));
    CHECK_INT(r.status, 419);
    CHECK_STR(answer_header(&r, "HX-Retarget"), "#hendelse");
    CHECK_STR(answer_header(&r, "HX-Reselect"), "#feilmelding");
    CHECK(has_text(r.body, "id=\"feilmelding\""));
    CHECK(!has_text(r.body, "<form"));
}

// A page with a form is written and then taken back, twice, before it stands.
static int tries;

static reply stubborn_post(struct rq *q)
{
    struct hello *h = NEW(q->mem, struct hello);
    h->name = strf(q->mem, "%.*s %d", S(form_token(q)), ++tries);
    if (tries < 3)
        return fail(q, E_RETRY);
    return page(q, &hello_view, h);
}

TEST(what_is_tried_again_begins_from_the_beginning)
{
    static const struct route one[] = { { "POST", "/", &PUBLIC, TX_WRITE, stubborn_post },
                                        { 0 } };
    static const struct room room = { .name = "stubborn", .routes = one };
    static const struct room *const list[] = { &room, NULL };
    test_site_of(a, list);
    tries = 0;
    struct answer r = post(a, "/", public_(), "");
    CHECK_INT(r.status, 200);
    CHECK(has_text(r.body, " 3<i>"));
    tries = -10; // more often than the database layer repeats
    CHECK_INT(post(a, "/", public_(), "").status, 503);
}

TEST(a_public_page_may_be_kept_a_minute_but_not_for_who_is_signed_in)
{
    test_site_of(a, rooms);
    struct answer r = get(a, "/apen", public_());
    CHECK_STR(answer_header(&r, "Cache-Control"), "public, max-age=60");
    r = get(a, "/apen", as(MC, "K1506"));
    CHECK_STR(answer_header(&r, "Cache-Control"), "no-store");
}

static str logged;

static void keep_line(struct site *s, str line)
{
    (void)s;
    static char kept[1024];
    logged = (str){ kept, line.n < sizeof kept ? line.n : 0 };
    memcpy(kept, line.p, logged.n);
}

TEST(the_log_names_the_route_and_never_the_address)
{
    struct site *s = test_site_of(a, rooms);
    struct metrics counters = { 0 };
    s->log = keep_line;
    s->metrics = &counters;
    (void)get(a, "/hei/hemmelig?q=hemmelig", as(MC, "K1506"));
    CHECK(has_text(logged, "\"route\":\"/hei/:name\",\"status\":200,"));
    CHECK(!has_text(logged, "hemmelig") && str_ends(logged, STR("}\n")));
    (void)get(a, "/hemmelig", as(MC, "K1506"));
    CHECK(has_text(logged, "\"route\":\"(none)\",\"status\":404,"));
    (void)get(a, "/mangler", as(MC, "K1506"));
    CHECK(has_text(logged, "\"fault\":\"not found\""));
    CHECK_INT(counters.status[2], 1);
    CHECK_INT(counters.status[4], 2);
    struct out text = { 0 };
    metrics_text(&counters, &text);
    CHECK(has_text(out_str(&text), "fotfeste_requests_total{status=\"4xx\"} 2\n"));
    CHECK(has_text(out_str(&text), "fotfeste_request_seconds_count 3\n"));
    out_drop(&text);
}

TEST(ready_looks_at_database_and_disk)
{
    struct site *s = test_site_of(a, rooms);
    struct answer r = get(a, "/ready", public_());
    CHECK_INT(r.status, 200);
    CHECK_STR(r.body,
              "{\"status\":\"ok\",\"database\":\"ok\",\"disk\":\"ok\",\"jobs\":\"ok\"}\n");
    s->db = NULL;
    r = get(a, "/ready", public_());
    CHECK_INT(r.status, 503);
    CHECK(has_text(r.body, "\"database\":\"no answer\""));
    CHECK_INT(get(a, "/health", public_()).status, 200);
}
