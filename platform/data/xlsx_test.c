// SPDX-License-Identifier: Apache-2.0
// Spreadsheets: what we write is read again, and what would cost too much is refused.
#include <stdlib.h>
#include <zip.h>

#include "platform/data/xlsx.h"
#include "platform/data/xlsx_in.h"
#include "test/test.h"

struct table {
    struct arena *a;
    struct out text; // cells with | after, rows with their line before
};

static err keep(void *arg, const struct csv_row *row)
{
    struct table *t = arg;
    out_f(&t->text, "%lld:", (long long)row->line);
    for (size_t i = 0; i < row->n; i++)
        out_f(&t->text, "%.*s|", S(row->cell[i]));
    OUT(&t->text, "\n");
    return OK;
}

TEST(a_spreadsheet_is_read_as_it_was_written)
{
    struct out file = { 0 };
    struct table t = { a, { 0 } };
    const str head[] = { STR("Fornavn"), STR("F\u00f8dt"), STR("DUF-nummer"), STR("Andel") };
    struct xlsx *x = xlsx_make(a, STR("Personer"));
    xlsx_head(x, head, 4);
    xlsx_row(x);
    xlsx_text(x, STR("\u00c5se <&> \u0410\u043d\u043d\u0430"));
    xlsx_day(x, day_of(1991, 5, 3));
    xlsx_int(x, 202312345678);
    xlsx_real(x, 0.5, 2);
    xlsx_row(x);
    xlsx_text(x, STR("=1+1"));
    xlsx_day(x, DAY_NONE);
    xlsx_text(x, STR("007"));
    CHECK_INT(xlsx_end(x, STR("Kilde\tIMDi"), &file), OK);
    CHECK_INT(xlsx_rows(a, out_str(&file), 0, keep, &t), OK);
    CHECK_STR(out_str(&t.text), "1:Fornavn|F\u00f8dt|DUF-nummer|Andel|\n"
                                "2:\u00c5se <&> \u0410\u043d\u043d\u0430|1991-05-03|202312345678|0.5|\n"
                                "3:=1+1||007|\n");
    out_drop(&file);
    out_drop(&t.text);
}

// ---- spreadsheets made by hand, as other programs and nobody make them

static str zipped(struct arena *a, const char *sheet, const char *styles)
{
    zip_error_t fault;
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &fault);
    zip_source_keep(s);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, &fault);
    assert_non_null(z);
    zip_file_add(z, "xl/worksheets/sheet1.xml", zip_source_buffer(z, sheet, strlen(sheet), 0), 0);
    if (styles)
        zip_file_add(z, "xl/styles.xml", zip_source_buffer(z, styles, strlen(styles), 0), 0);
    CHECK_INT(zip_close(z), 0);
    zip_source_open(s);
    zip_source_seek(s, 0, SEEK_END);
    size_t n = (size_t)zip_source_tell(s);
    char *p = mem(a, n + 1);
    zip_source_seek(s, 0, SEEK_SET);
    CHECK_INT(zip_source_read(s, p, n), n);
    zip_source_close(s);
    zip_source_free(s);
    return (str){ p, n };
}

static err reading(struct arena *a, const char *sheet, const char *styles, const char *want)
{
    struct table t = { a, { 0 } };
    err e = xlsx_rows(a, zipped(a, sheet, styles), 0, keep, &t);
    if (want)
        CHECK_STR(out_str(&t.text), want);
    out_drop(&t.text);
    return e;
}

#define SHEET(rows) "<x:worksheet><x:sheetData>" rows "</x:sheetData></x:worksheet>"

TEST(a_spreadsheet_of_another_program_is_read)
{
    // A prefix, a row without a number, gaps, a cell named twice, an own format of a day, an inline text.
    CHECK_INT(reading(a, SHEET("<x:row r='3'><x:c r='B3' s='1'><x:v>45170</x:v></x:c><x:c r='D3' t='inlineStr'>"
                               "<x:is><x:t>hei</x:t></x:is></x:c><x:c r='A3'><x:v>1.5E2</x:v></x:c></x:row>"
                               "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>"),
                      "<s><numFmts><numFmt numFmtId='170' formatCode='dd.mm.yyyy'/></numFmts><cellXfs>"
                      "<xf numFmtId='0'/><xf numFmtId='170'/></cellXfs></s>",
                      "3:150|2023-09-01||hei|\n4:1|2|\n"),
              OK);
}

TEST(a_spreadsheet_that_would_cost_too_much_or_means_harm_is_refused)
{
    CHECK_INT(reading(a, SHEET("<x:row><x:c r='ZZZ1'/></x:row>"), NULL, ""), E_TOOBIG);
    CHECK_INT(reading(a, SHEET("<x:row><x:c r=''/></x:row>"), NULL, ""), E_TOOBIG); // once ran until memory ended
    CHECK_INT(reading(a, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", NULL, ""), E_INPUT);
    CHECK_INT(reading(a, SHEET("<x:row>"), NULL, ""), E_INPUT); // not ended right
    struct out many = { 0 };
    OUT(&many, "<s><cellXfs>");
    for (int i = 0; i <= 65536; i++)
        out_f(&many, "<xf numFmtId='%d'/>", i * 7919);
    OUT(&many, "</cellXfs></s>");
    CHECK_INT(reading(a, SHEET(""), str_cz(a, out_str(&many)), ""), E_TOOBIG);
    out_drop(&many);
    // Ten million spaces in ten thousand bytes.
    char *bomb = mem(a, 10000001);
    memset(bomb, ' ', 10000000);
    bomb[10000000] = '\0';
    CHECK_INT(reading(a, bomb, NULL, ""), E_TOOBIG);
    struct table t = { a, { 0 } };
    CHECK_INT(xlsx_rows(a, STR("PK\x03\x04 and no more"), 0, keep, &t), E_INPUT);
}
