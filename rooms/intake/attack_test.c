// SPDX-License-Identifier: Apache-2.0
// Files that are made to harm: too wide, too deep, swollen, with formulas and false names. Each is refused
// with a message or taken as plain text; none brings the program down.
#include <zip.h>

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/intake/db.h"
#include "test/db.h"
#include "test/web.h"

static err here(struct db *db, void *arg)
{
    struct who_org o;
    (void)arg;
    PASS(setting_put(db, "demo", STR("1")));
    return access_org(db, STR("K1506"), TEST_DAY, &o);
}

static struct answer bring(struct arena *a, const char *name, str bytes)
{
    const struct actor *who = as(MC, "K1506");
    static int keys;
    struct out o = { 0 };
    out_f(&o, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%.*s\r\n--b\r\nContent-Disposition: "
              "form-data; name=\"once\"\r\n\r\nattack%d\r\n--b\r\nContent-Disposition: form-data; name=\"fil\"; "
              "filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n", S(who->form_token), ++keys, name);
    out_put(&o, bytes); // as they are: a NUL is one of them
    OUT(&o, "\r\n--b--\r\n");
    str body = str_dup(a, out_str(&o));
    out_drop(&o);
    return ask(a, "POST", "/import", who,
               "Origin: http://localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n", body);
}

static str repeated(struct arena *a, const char *start, const char *what, size_t n, const char *end)
{
    size_t k = strlen(what), from = strlen(start), to = strlen(end);
    char *p = mem(a, from + n * k + to + 1);
    memcpy(p, start, from);
    for (size_t i = 0; i < n; i++)
        memcpy(p + from + i * k, what, k);
    memcpy(p + from + n * k, end, to);
    return (str){ p, from + n * k + to };
}

static str zipped(struct arena *a, const char *name, str content)
{
    zip_error_t fault;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &fault);
    zip_t *z = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &fault);
    CHECK(z);
    zip_source_keep(to);
    CHECK(zip_file_add(z, name, zip_source_buffer(z, content.p, content.n, 0), ZIP_FL_ENC_UTF_8) >= 0);
    CHECK_INT(zip_close(z), 0);
    zip_stat_t st;
    CHECK_INT(zip_source_stat(to, &st), 0);
    CHECK_INT(zip_source_open(to), 0);
    char *p = mem(a, st.size);
    CHECK_INT(zip_source_read(to, p, st.size), st.size);
    zip_source_close(to);
    zip_source_free(to);
    return (str){ p, st.size };
}

TEST(a_file_made_to_harm_is_refused_with_a_message)
{
    enum { MILLION = 1000 * 1000 };
    in_db(a, here, NULL);
    struct { const char *what; str bytes; } files[] = {
        { "a million columns", repeated(a, "key", ";", MILLION, "\n1;2\n") },
        { "a million columns in the second row", repeated(a, "key;family_name\n1", ";", MILLION, "\n") },
        { "a cell of four megabytes", repeated(a, "key;family_name\n1;", "A", 4 * MILLION, "\n") },
        { "a quote that never ends", repeated(a, "key;family_name\n1;\"", "A\n", 1000, "") },
        { "a NUL among the signs", (str){ "key;family_name\n1;a\0b\n", 22 } },
        { "a spreadsheet that swells", zipped(a, "xl/worksheets/sheet1.xml", repeated(a, "<worksheet>", " ", 3 * MILLION, "</worksheet>")) },
        { "a spreadsheet with a way out", zipped(a, "../../xl/workbook.xml", STR("<workbook/>")) },
        { "a zip that is none", STR("PK\x03\x04 and then nothing") },
        { "entities", zipped(a, "xl/workbook.xml", STR("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook>&b;</workbook>")) },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct mark m = arena_mark(a);
        struct answer r = bring(a, "fil.csv", files[i].bytes);
        CHECK_AT(r.status == 422 || r.status == 413, "%s gave %d", files[i].what, r.status);
        CHECK_AT(r.status == 413 || has_text(r.body, "ds-alert") || has_text(r.body, "alert"), "%s says nothing", files[i].what);
        arena_back(a, m);
    }
    CHECK_INT(get(a, "/import", as(MC, "K1506")).status, 200);
}

// A spreadsheet program must not run what a name begins with, and a name is no header and no markup.
TEST(formulas_and_false_names_come_back_as_plain_text)
{
    in_db(a, here, NULL);
    struct answer r = bring(a, "x\\\"; filename=..%2f..%2fetc\r\nX-Evil: 1.csv",
                            STR("key,family_name,given_name,birth_date,duf_number\n"
                                "=cmd|' /C calc'!A0,+SUM(A1),@evil,-2+3,\t=1\n1,<script>x</script>,\"\r\nX: y\",x,y\n"));
    CHECK_AT(r.status == 303 || r.status == 400 || r.status == 422, "%d", r.status);
    r = bring(a, "personer.csv", STR("key,family_name,given_name,birth_date,duf_number\n"
                                     "=cmd|' /C calc'!A0,+SUM(A1),@evil,-2+3,\xef\xbc\x9d" "1\n"));
    CHECK_INT(r.status, 303);
    CHECK_INT(post(a, strf(a, "%.*s/kolonner", S(r.location)).p, as(MC, "K1506"),
                   "k0=key&k1=family_name&k2=given_name&k3=birth_date&k4=duf_number").status, 303);
    struct answer page = get(a, str_cz(a, r.location), as(MC, "K1506"));
    CHECK_INT(page.status, 200);
    CHECK(!has_text(page.body, "<script>x"));
    struct answer back = get(a, strf(a, "%.*s/feil?slag=csv", S(r.location)).p, as(MC, "K1506"));
    CHECK_INT(back.status, 200);
    static const char *const cells[] = { "\n=", ";=", ";+", ";@", ";\t", "\n+", ";\xef\xbc\x9d", "\n\"=", ";\"=", ";\"@", ";\"+" };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        CHECK_AT(!has_text(back.body, cells[i]), "a cell begins as a formula: %s", cells[i] + 1);
    CHECK(has_text(back.body, "'=cmd"));
    CHECK(str_starts(answer_header(&back, "Content-Disposition"), STR("attachment; filename=\"feil.csv\"")));
    CHECK_INT(get(a, strf(a, "%.*s/feil", S(r.location)).p, as(MC, "K1507")).status, 404);
}
