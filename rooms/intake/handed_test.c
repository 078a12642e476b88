// SPDX-License-Identifier: Apache-2.0
// Several tables at once: as files, as a ZIP, as sheets; each unit says what is its own to say; and the
// faults come back marked.
#include <zip.h>

#include "person/identifier.h"
#include "platform/data/xlsx.h"
#include "platform/data/xlsx_in.h"
#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "rooms/access/access.h"
#include "rooms/intake/web.h"
#include "rooms/reception/reception.h"
#include "test/db.h"
#include "test/web.h"
#include "text_keys.h"

#define HEAD "Nøkkel,Husstand,Rolle,Etternavn,Fornavn,DUF-nummer"

static str duf(struct arena *a, int serial)
{
    return identifier_invent(a, FORM_DUF, day_of(1990, 5, 17), serial);
}

static str people(struct arena *a)
{
    return strf(a, HEAD "\nP1,H1,hovedperson,Kovalenko,Olena,%.*s\n\nP2,H1,barn,Kovalenko,Danylo,%.*s\n", S(duf(a, 1)), S(duf(a, 2)));
}

static str zipped(struct arena *a, const struct zip_file_in *f, size_t n)
{
    zip_error_t fault;
    zip_stat_t st;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &fault);
    zip_t *z = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &fault);
    zip_source_keep(to);
    for (size_t i = 0; i < n; i++)
        CHECK(zip_file_add(z, str_cz(a, f[i].name), zip_source_buffer(z, f[i].bytes.p, f[i].bytes.n, 0), ZIP_FL_ENC_UTF_8) >= 0);
    CHECK_INT(zip_close(z), 0);
    CHECK_INT(zip_source_stat(to, &st), 0);
    CHECK_INT(zip_source_open(to), 0);
    char *p = mem(a, st.size);
    CHECK_INT(zip_source_read(to, p, st.size), st.size);
    zip_source_close(to);
    zip_source_free(to);
    return (str){ p, st.size };
}

static str book(struct arena *a, const struct zip_file_in *sheet, size_t n)
{
    struct out o = { 0 };
    struct xlsx *x = NULL;
    for (size_t i = 0; i < n; i++) {
        str rest = sheet[i].bytes, line, cell;
        if (i)
            xlsx_sheet(x, sheet[i].name);
        else
            x = xlsx_make(a, sheet[i].name);
        str heads[20];
        size_t k = 0;
        CHECK(str_cut(&rest, '\n', &line));
        while (str_cut(&line, ',', &cell))
            heads[k++] = cell;
        xlsx_head(x, heads, k);
        while (str_cut(&rest, '\n', &line)) {
            xlsx_row(x);
            while (str_cut(&line, ',', &cell))
                xlsx_text(x, cell);
        }
    }
    CHECK_INT(xlsx_end(x, STR("Om dette"), &o), OK);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static struct intake_handed handed(struct arena *a, const struct zip_file_in *f, size_t n, err want, text_key problem)
{
    struct intake_handed h;
    text_key told;
    CHECK_INT(intake_hand_over(a, f, n, &h, &told), want);
    CHECK_AT(told == problem, "%s", text_name(told));
    return h;
}

TEST(files_a_zip_and_sheets_are_the_same_tables)
{
    struct zip_file_in files[] = { { STR("Beboere i mottaket.csv"), people(a) },
                                   { STR("Hendelser.csv"), STR("Nøkkel,Dato,Hendelse\nP1,2023-05-01,intervju\n") },
                                   { STR("Slektskap.csv"), STR("Nøkkel,Den andre,Slektskap\nP1,P2,forelder\n") } };
    struct intake_handed h = handed(a, files, 3, OK, T_NONE);
    CHECK(str_starts(h.csv[FILE_EVENTS], STR("Nøkkel,Dato,")));
    CHECK(str_starts(h.csv[FILE_RELATIONS], STR("Nøkkel,Den andre,")));
    CHECK_STR(h.csv[FILE_PERSONS], str_cz(a, people(a))); // with its empty line: what stood on line 4 stands there
    struct zip_file_in zip = { STR("alt.zip"), zipped(a, files, 3) }, sheets = { STR("alt.xlsx"), book(a, files, 3) };
    struct intake_handed z = handed(a, &zip, 1, OK, T_NONE), s = handed(a, &sheets, 1, OK, T_NONE);
    for (int f = 0; f < FILE_CENTRES; f++) {
        CHECK_STR(z.csv[f], str_cz(a, h.csv[f]));
        CHECK_STR(s.csv[f], str_cz(a, h.csv[f]));
    }
    CHECK_INT(s.left_out.n, 1); // the sheet about the data
    CHECK_STR(s.left_out.p[0], "Om dataene");
}

TEST(tables_that_do_not_say_what_they_are_are_known_by_their_heading_or_told)
{
    struct zip_file_in p = { STR("a.csv"), people(a) }, e = { STR("b.csv"), STR("key,date,event\nP1,2023-05-01,LEFT\n") },
                       other = { STR("c.csv"), STR("x,y\n1,2\n") }, none = { STR("d.csv"), STR("") },
                       only_head = { STR("Slektskap"), STR("Nøkkel,Den andre,Slektskap\n") };
    struct intake_handed h = handed(a, (struct zip_file_in[]){ e, p, other }, 3, OK, T_NONE);
    CHECK(h.csv[FILE_PERSONS].n > 0 && h.csv[FILE_EVENTS].n > 0);
    CHECK_INT(h.left_out.n, 1);
    h = handed(a, (struct zip_file_in[]){ p, only_head }, 2, OK, T_NONE);
    CHECK_INT(h.csv[FILE_RELATIONS].n, 0); // nobody filled it in
    h = handed(a, &other, 1, OK, T_NONE);
    CHECK(h.csv[FILE_PERSONS].n > 0); // one table: the columns are chosen on the page
    handed(a, &none, 1, E_INPUT, T_intake_problem_empty);
    h = handed(a, (struct zip_file_in[]){ p, p }, 2, E_INPUT, T_intake_problem_kind_twice);
    CHECK_STR(h.where, "a.csv");
    handed(a, (struct zip_file_in[]){ e, { STR("slekt.csv"), STR("key,other,relation\nP1,P2,PARENT\n") } }, 2, E_INPUT, T_intake_problem_no_persons);
    struct zip_file_in out = { STR("../../personer.csv"), people(a) }, away = { STR("ut.zip"), zipped(a, &out, 1) };
    handed(a, &away, 1, E_INPUT, T_intake_problem_zip);
    struct zip_file_in inner = { STR("inni.zip"), zipped(a, &p, 1) }, nested = { STR("alt.zip"), zipped(a, &inner, 1) };
    handed(a, &nested, 1, E_INPUT, T_intake_problem_zip); // an archive in an archive (WEB-21)
}

TEST(the_headings_of_our_own_templates_are_understood_in_both_languages)
{
    for (int l = 0; l < 2; l++)
        for (int f = 0; f < INTAKE_FILES; f++) {
            size_t n;
            const struct intake_column *c = intake_columns((enum intake_file)f, &n);
            str *heads = NEW_ARRAY(a, n, str);
            int *of = NEW_ARRAY(a, n, int);
            for (size_t i = 0; i < n; i++)
                heads[i] = text(a, l ? NN : NB, text_find(strf(a, "intake.column.%s", c[i].name).p), NO_TARGS);
            intake_guess(a, (enum intake_file)f, heads, n, NULL, of);
            for (size_t i = 0; i < n; i++)
                CHECK_AT(of[i] == (int)i, "%.*s is taken for column %d", S(heads[i]), of[i]);
        }
}

// ---- what a unit may say

static struct intake_set *said(struct arena *a, const char *kind, const char *code, str persons_csv, const char *events)
{
    struct who_org org = { .kind = str_z(kind), .code = str_z(code) };
    struct intake_set *s = intake_set_make(a, true);
    CHECK_INT(intake_read(s, FILE_PERSONS, persons_csv, NULL, 0, TEST_DAY), OK);
    CHECK_INT(intake_read(s, FILE_EVENTS, str_z(events), NULL, 0, TEST_DAY), OK);
    intake_of_unit(s, &org, TEST_DAY);
    intake_moved_in(s, &org);
    intake_join(s, TEST_DAY);
    return s;
}

TEST(a_unit_tells_its_own_part_of_the_way_and_no_other)
{
    static const struct {
        const char *kind, *code, *event, *column; // NULL: fine
    } cases[] = {
        { "centre", "M1001", "CENTRE_IN,M1001", NULL },
        { "centre", "M1001", "CENTRE_IN,M1002", "place" },
        { "centre", "M1001", "SETTLED,1506", "event" },
        { "centre", "M1001", "GRANTED,", NULL },
        { "municipality", "K1506", "SETTLED,1506", NULL },
        { "municipality", "K1506", "SETTLED,1502", NULL },   // Molde before 2020
        { "municipality", "K1506", "SETTLED,0301", "place" },
        { "municipality", "K1506", "SETTLED,9999", "place" },
        { "municipality", "K1506", "CENTRE_IN,M1001", "event" },
        { "municipality", "K1506", "MOVED,0301", NULL },
        { "directorate", "IMDI", "SETTLED,0301", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *on = str_find(str_z(cases[i].event), STR("1502")) != (size_t)-1 ? "2018-05-01" : "2023-05-01";
        struct intake_set *s = said(a, cases[i].kind, cases[i].code, people(a),
                                    strf(a, "key,date,event,place\nP1,%s,%s\n", on, cases[i].event).p);
        CHECK_AT(s->faults.n == (cases[i].column ? 1 : 0), "%s %s: %zu faults", cases[i].code, cases[i].event, s->faults.n);
        if (cases[i].column)
            CHECK_STR(str_z(s->faults.p[0].column), cases[i].column);
    }
    str moved = strf(a, HEAD ",Flyttet inn\nP1,H1,hovedperson,Kovalenko,Olena,%.*s,01.05.2023\n", S(duf(a, 1)));
    struct intake_set *s = said(a, "centre", "M1001", moved, "key,date,event\n");
    CHECK_INT(s->faults.n, 0);
    CHECK_INT(s->persons.p[0].events, 1);
    CHECK_STR(s->events.p[0].place, "M1001");
    s = said(a, "municipality", "K1506", moved, "key,date,event\n");
    CHECK_INT(s->faults.n, 1);
    CHECK_STR(str_z(s->faults.p[0].column), "moved_in");
}

// ---- on the page

static err centre_is_here(struct db *db, void *arg)
{
    (void)arg;
    struct centre c = { .name = STR("Prøvemottaket"), .kind = CENTRE_ORDINARY, .operator = STR(""), .operator_number = STR(""),
                        .municipality = STR("1506"), .address = STR(""), .staffed = STR(""), .contract_from = day_of(2020, 1, 1),
                        .contract_to = DAY_NONE, .notice_on = DAY_NONE };
    PASS(setting_put(db, "demo", STR("1")));
    return centre_add(db, &c, STR("M1001"), 100);
}

static struct answer send(struct arena *a, const struct actor *who, const struct zip_file_in *f, size_t n)
{
    static int keys;
    struct out o = { 0 };
    out_f(&o, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n--b\r\nContent-Disposition: form-data; "
              "name=\"once\"\r\n\r\nhanded-over-by-%06d\r\n", S(who->form_token), ++keys);
    for (size_t i = 0; i < n; i++) {
        out_f(&o, "--b\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"%.*s\"\r\nContent-Type: text/csv\r\n\r\n", S(f[i].name));
        out_put(&o, f[i].bytes);
        OUT(&o, "\r\n");
    }
    OUT(&o, "--b--\r\n");
    str body = str_dup(a, out_str(&o));
    out_drop(&o);
    return ask(a, "POST", "/import", who, "Origin: http://localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n", body);
}

static err read_cell(void *arg, const struct csv_row *r)
{
    struct out *o = arg;
    for (size_t i = 0; i < r->n; i++)
        out_f(o, "%.*s|", S(r->cell[i]));
    OUT(o, "\n");
    return OK;
}

SQL(living, "select count(id) as n from reception_stay where to_day is null");
SQL(pieces_left, "select count(id) as n from intake_piece");
static err counted(struct db *db, void *arg)
{
    int64_t *n = arg;
    PASS(db_int(db, &living, NO_ARGS, &n[0]));
    return db_int(db, &pieces_left, NO_ARGS, &n[1]);
}

TEST(a_centre_hands_over_its_residents_with_what_happened)
{
    int ran;
    int64_t n[2];
    in_db(a, centre_is_here, NULL);
    const struct actor *centre = as(CE, "M1001");
    struct zip_file_in files[] = {
        { STR("beboere.csv"), strf(a, HEAD ",Flyttet inn\nP1,H1,hovedperson,Kovalenko,Olena,%.*s,01.05.2023\nP2,H1,barn,Kovalenko,Danylo,%.*s,01.05.2023\n",
                                   S(duf(a, 1)), S(duf(a, 2))) },
        { STR("hendelser.csv"), STR("Nøkkel,Dato,Hendelse,Sted\nP1,2023-06-01,bosatt,1506\nP2,2023-05-20,intervju,\n") },
    };
    struct answer r = send(a, centre, files, 2);
    CHECK_INT(r.status, 303);
    str at = r.location;
    const char *columns = "k0=key&k1=household&k2=household_role&k3=family_name&k4=given_name&k5=duf_number&k6=moved_in";
    CHECK_INT(post(a, strf(a, "%.*s/kolonner", S(at)).p, centre, columns).status, 303);
    struct answer page = get(a, str_cz(a, at), centre);
    CHECK(has_text(page.body, "Hendelser</td>")); // the fault tells in which table
    CHECK(has_text(page.body, "Dette kan bare den enheten det gjelder"));
    struct answer back = get(a, strf(a, "%.*s/feil", S(at)).p, centre);
    CHECK_INT(back.status, 200);
    struct out cells = { 0 };
    sheet_names names = { 0 };
    CHECK_INT(xlsx_sheets(a, back.body, &names), OK);
    CHECK_STR(names.p[1], "Hendelser");
    CHECK_INT(xlsx_rows(a, back.body, 1, read_cell, &cells), OK);
    CHECK(has_text(out_str(&cells), "P1|2023-06-01|bosatt|1506|Hendelse: Dette kan bare"));
    out_drop(&cells);

    files[1].bytes = STR("Nøkkel,Dato,Hendelse,Sted\nP2,2023-05-20,intervju,\n");
    r = send(a, centre, files, 2);
    at = r.location;
    CHECK_INT(post(a, strf(a, "%.*s/kolonner", S(at)).p, centre, columns).status, 303);
    page = get(a, str_cz(a, at), centre);
    CHECK(has_text(page.body, "<dt>Hendelser</dt><dd>3</dd>"));
    CHECK_INT(post(a, strf(a, "%.*s/kjor", S(at)).p, centre, "").status, 303);
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(TEST_DAY) + 12 * 3600000LL, &ran), OK);
    in_db(a, counted, n);
    CHECK_INT(n[0], 2);
    CHECK_INT(n[1], 1); // of the file with the fault, which nobody took in
    CHECK_INT(job_run_due(test_pool(a), a, day_start_ms(day_add(TEST_DAY, 15)) + 12 * 3600000LL, &ran), OK);
    in_db(a, counted, n);
    CHECK_INT(n[1], 0); // and which goes after two weeks
    CHECK(has_text(get(a, "/import", centre).body, "Slettet"));
}

TEST(a_template_filled_in_comes_in_again)
{
    in_db(a, centre_is_here, NULL);
    sheet_names names = { 0 };
    str file = get(a, "/import/mal/xlsx", as(CE, "M1001")).body;
    CHECK_INT(xlsx_sheets(a, file, &names), OK);
    CHECK_INT(names.n, 4);
    CHECK_STR(names.p[2], "Slektskap");
    struct out cells = { 0 };
    CHECK_INT(xlsx_rows(a, file, 0, read_cell, &cells), OK);
    CHECK(str_starts(out_str(&cells), STR("Nøkkel|Husstand|Rolle i husstanden|Etternavn|Fornavn|")));
    CHECK(has_text(out_str(&cells), "|Flyttet inn|"));
    out_clear(&cells);
    CHECK_INT(xlsx_rows(a, file, 3, read_cell, &cells), OK);
    CHECK(has_text(out_str(&cells), "hovedperson, ektefelle, barn"));
    out_drop(&cells);
    CHECK(!has_text(get(a, "/import/mal/csv", as(MC, "K1506")).body, "Flyttet inn"));
    CHECK_INT(get(a, "/import/mal/exe", as(MC, "K1506")).status, 404);
}
