// SPDX-License-Identifier: Apache-2.0
#include "platform/data/xlsx_in.h"

#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

#include "base/day.h"
#include "base/out.h"

// FORMATS and STYLES are what spreadsheet programs keep themselves.
enum { ENTRIES = 1000, UNPACKED = 200 << 20, RATIO = 100, DEPTH = 256, COLUMNS = 500, CELL = 32 << 10,
       PIECE = 1 << 16, FORMATS = 1000, STYLES = 65536 };

struct tab { // a sheet of the book, or where one lies
    str name, link, path;
};

struct book {
    struct arena *a;
    zip_t *zip;
    size_t unpacked;
    SLICE(str) shared;   // texts that cells name by number
    SLICE(bool) dates;   // cell styles that show a day
    SLICE(int) formats;  // own number formats that hold a date
    SLICE(struct tab) tabs;
    SLICE(struct tab) paths; // of the relations: link and path
};

struct part { // one XML file being read
    struct book *b;
    XML_Parser parser;
    err failed;
    int depth;
    void (*open)(struct part *, const char *name, const char **at);
    void (*close)(struct part *, const char *name);
    struct out text;
    bool keep; // text is wanted now
    // of a sheet
    err (*row)(void *, const struct csv_row *);
    void *arg;
    SLICE(str) cells;
    int64_t line;
    size_t column;
    char type; // s shared, i inline, n number, b bool, t text
    size_t style;
    bool in_styles;
};

static const char *local(const char *name) // without a prefix
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}
static bool is(const char *name, const char *what)
{
    return strcmp(local(name), what) == 0;
}
static const char *attribute(const char **at, const char *name)
{
    for (; at[0]; at += 2)
        if (is(at[0], name))
            return at[1];
    return NULL;
}

static void stop(struct part *p, err e)
{
    if (!p->failed)
        p->failed = e;
    XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL on_open(void *arg, const char *name, const char **at)
{
    struct part *p = arg;
    if (++p->depth > DEPTH)
        stop(p, E_TOOBIG);
    else
        p->open(p, name, at);
}
static void XMLCALL on_close(void *arg, const char *name)
{
    struct part *p = arg;
    p->depth--;
    if (!p->failed) // an empty element ends also after the parser was told to stop
        p->close(p, name);
}
static void XMLCALL on_text(void *arg, const char *s, int n)
{
    struct part *p = arg;
    if (p->keep && p->text.n + (size_t)n > CELL)
        stop(p, E_TOOBIG);
    else if (p->keep)
        out_put(&p->text, (str){ s, (size_t)n });
}
static void XMLCALL on_doctype(void *arg, const char *name, const char *sys, const char *pub, int has)
{
    (void)name, (void)sys, (void)pub, (void)has;
    stop(arg, E_INPUT);
}

static err unpack(struct part *p, zip_file_t *f, size_t packed)
{
    size_t here = 0;
    for (;;) {
        void *buffer = XML_GetBuffer(p->parser, PIECE);
        zip_int64_t n = buffer ? zip_fread(f, buffer, PIECE) : -1;
        if (n < 0)
            return E_INPUT;
        here += (size_t)n;
        p->b->unpacked += (size_t)n;
        if (p->b->unpacked > UNPACKED || here > (packed + 1024) * RATIO)
            return E_TOOBIG;
        enum XML_Status s = XML_ParseBuffer(p->parser, (int)n, n == 0);
        if (p->failed)
            return p->failed;
        if (s != XML_STATUS_OK)
            return E_INPUT;
        if (n == 0)
            return OK;
    }
}

static err read_part(struct part *p, const char *path)
{
    zip_stat_t st;
    zip_int64_t at = zip_name_locate(p->b->zip, path, 0);
    if (at < 0)
        return E_NOTFOUND;
    if (zip_stat_index(p->b->zip, (zip_uint64_t)at, 0, &st) != 0 || st.encryption_method != ZIP_EM_NONE)
        return E_INPUT;
    zip_file_t *f = zip_fopen_index(p->b->zip, (zip_uint64_t)at, 0);
    if (!f)
        return E_INPUT;
    p->parser = XML_ParserCreate(NULL);
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_open, on_close);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    err e = unpack(p, f, (size_t)st.comp_size);
    XML_ParserFree(p->parser);
    zip_fclose(f);
    out_drop(&p->text);
    return e;
}

// ---- shared texts

static void shared_open(struct part *p, const char *name, const char **at)
{
    (void)at;
    if (is(name, "si"))
        out_clear(&p->text);
    p->keep = is(name, "t");
}
static void shared_close(struct part *p, const char *name)
{
    p->keep = false;
    if (is(name, "si"))
        *ADD(p->b->a, &p->b->shared) = str_dup(p->b->a, out_str(&p->text));
}

// ---- styles: which show a day

static bool date_format(const char *code)
{
    bool quoted = false;
    for (; *code; code++) {
        quoted ^= *code == '"';
        if (!quoted && (*code == 'y' || *code == 'Y' || ((*code == 'd' || *code == 'D') && code[1] != ']')))
            return true;
    }
    return false;
}

static void styles_open(struct part *p, const char *name, const char **at)
{
    if (is(name, "numFmt")) {
        const char *id = attribute(at, "numFmtId"), *code = attribute(at, "formatCode");
        if (p->b->formats.n >= FORMATS)
            stop(p, E_TOOBIG);
        else if (id && code && date_format(code))
            *ADD(p->b->a, &p->b->formats) = atoi(id);
    } else if (is(name, "cellXfs")) {
        p->in_styles = true;
    } else if (is(name, "xf") && p->in_styles) {
        const char *id = attribute(at, "numFmtId");
        int n = id ? atoi(id) : 0;
        if (p->b->dates.n >= STYLES)
            return stop(p, E_TOOBIG);
        bool shows = (n >= 14 && n <= 17) || n == 22;
        for (size_t i = 0; i < p->b->formats.n; i++)
            shows |= p->b->formats.p[i] == n;
        *ADD(p->b->a, &p->b->dates) = shows;
    }
}
static void styles_close(struct part *p, const char *name)
{
    if (is(name, "cellXfs"))
        p->in_styles = false;
}

// ---- the sheet

static size_t column_of(const char *ref) // "AB12" -> 27; SIZE_MAX when it is none
{
    size_t n = 0;
    while (*ref >= 'A' && *ref <= 'Z' && n < 100000)
        n = n * 26 + (size_t)(*ref++ - 'A') + 1;
    return n - 1;
}

static str number(struct part *p, str s)
{
    double v;
    bool shows = p->style < p->b->dates.n && p->b->dates.p[p->style];
    if (!str_double(s, &v) || !isfinite(v))
        return s;
    if (shows && v >= 1 && v < 2958466) // days since 1899-12-30; before March 1900 one off, like the sheet
        return day_iso(p->b->a, day_add(day_of(1899, 12, 30), (int32_t)v));
    if (v == floor(v) && fabs(v) < 1e15)
        return strf(p->b->a, "%.0f", v); // 1.9E11 becomes the digits of a number
    return str_dup(p->b->a, s);
}

static void sheet_open(struct part *p, const char *name, const char **at)
{
    const char *v;
    p->keep = is(name, "v") || is(name, "t");
    if (is(name, "row")) {
        v = attribute(at, "r");
        p->line = v ? atoll(v) : p->line + 1;
        memset(&p->cells, 0, sizeof p->cells);
        p->column = 0;
    } else if (is(name, "c")) {
        v = attribute(at, "r");
        p->column = v ? column_of(v) : p->cells.n;
        v = attribute(at, "t");
        p->type = !v ? 'n' : strcmp(v, "s") == 0 ? 's' : strcmp(v, "n") == 0 ? 'n' : 't';
        v = attribute(at, "s");
        p->style = v ? (size_t)atoll(v) : 0;
        out_clear(&p->text);
        if (p->column >= COLUMNS)
            stop(p, E_TOOBIG);
    }
}

static str cell(struct part *p)
{
    str s = out_str(&p->text);
    int64_t i;
    if (p->type == 's')
        return str_int(s, &i) && i >= 0 && (size_t)i < p->b->shared.n ? p->b->shared.p[i] : STR("");
    return p->type == 'n' && s.n ? number(p, str_dup(p->b->a, s)) : str_dup(p->b->a, s);
}

static void sheet_close(struct part *p, const char *name)
{
    p->keep = false;
    if (is(name, "c")) {
        while (p->cells.n < p->column)
            *ADD(p->b->a, &p->cells) = STR("");
        if (p->column < p->cells.n) // named twice: the last counts
            p->cells.p[p->column] = cell(p);
        else
            *ADD(p->b->a, &p->cells) = cell(p);
    } else if (is(name, "row")) {
        struct csv_row row = { p->cells.p, p->cells.n, p->line };
        err e = row.n ? p->row(p->arg, &row) : OK;
        if (e)
            stop(p, e);
    }
}

// ---- the book: names of its sheets, and where each lies

static str attribute_text(struct part *p, const char **at, const char *name)
{
    const char *v = attribute(at, name);
    return v ? str_dup(p->b->a, str_z(v)) : STR("");
}

static void book_open(struct part *p, const char *name, const char **at)
{
    if (!is(name, "sheet"))
        return;
    if (p->b->tabs.n >= ENTRIES)
        return stop(p, E_TOOBIG);
    struct tab *t = ADD(p->b->a, &p->b->tabs);
    *t = (struct tab){ .name = attribute_text(p, at, "name"), .path = STR("") };
    for (; at[0]; at += 2) // "r:id" and "sheetId" both end so; the one with a prefix is meant
        if (strchr(at[0], ':') && is(at[0], "id"))
            t->link = str_dup(p->b->a, str_z(at[1]));
}
static void links_open(struct part *p, const char *name, const char **at)
{
    if (!is(name, "Relationship"))
        return;
    if (p->b->paths.n >= ENTRIES)
        return stop(p, E_TOOBIG);
    *ADD(p->b->a, &p->b->paths) = (struct tab){ .link = attribute_text(p, at, "Id"), .path = attribute_text(p, at, "Target") };
}
static void close_nothing(struct part *p, const char *name)
{
    (void)p, (void)name;
}

// A book that does not say where its sheets lie has them under their usual names.
static err read_tabs(struct book *b)
{
    struct part book = { .b = b, .open = book_open, .close = close_nothing };
    struct part links = { .b = b, .open = links_open, .close = close_nothing };
    err e = read_part(&book, "xl/workbook.xml");
    if (!e)
        e = read_part(&links, "xl/_rels/workbook.xml.rels");
    if (e && e != E_NOTFOUND)
        return e;
    if (!b->tabs.n)
        *ADD(b->a, &b->tabs) = (struct tab){ .name = STR("Sheet1"), .path = STR("") };
    for (size_t i = 0; i < b->tabs.n; i++) {
        struct tab *t = &b->tabs.p[i];
        t->path = strf(b->a, "xl/worksheets/sheet%zu.xml", i + 1);
        for (size_t k = 0; k < b->paths.n; k++)
            if (t->link.n && str_eq(b->paths.p[k].link, t->link))
                t->path = str_starts(b->paths.p[k].path, STR("/")) ? str_part(b->paths.p[k].path, 1, b->paths.p[k].path.n)
                                                                   : strf(b->a, "xl/%.*s", S(b->paths.p[k].path));
    }
    return OK;
}

static err read_sheet(struct book *b, size_t n, err (*row)(void *, const struct csv_row *), void *arg)
{
    struct part shared = { .b = b, .open = shared_open, .close = shared_close };
    struct part styles = { .b = b, .open = styles_open, .close = styles_close };
    struct part sheet = { .b = b, .open = sheet_open, .close = sheet_close, .row = row, .arg = arg };
    PASS(read_tabs(b));
    if (n >= b->tabs.n)
        return E_INPUT;
    err e = read_part(&shared, "xl/sharedStrings.xml");
    if (e && e != E_NOTFOUND)
        return e;
    e = read_part(&styles, "xl/styles.xml");
    if (e && e != E_NOTFOUND)
        return e;
    e = read_part(&sheet, str_cz(b->a, b->tabs.p[n].path));
    return e == E_NOTFOUND ? E_INPUT : e;
}

static err open_book(struct book *b, str bytes)
{
    zip_source_t *s = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
    if (!s)
        return E_INPUT;
    b->zip = zip_open_from_source(s, ZIP_RDONLY, NULL);
    if (!b->zip) {
        zip_source_free(s);
        return E_INPUT;
    }
    return zip_get_num_entries(b->zip, 0) > ENTRIES                  ? E_TOOBIG
           : zip_name_locate(b->zip, "xl/vbaProject.bin", 0) >= 0 ? E_INPUT
                                                                     : OK;
}

err xlsx_sheets_here(struct arena *a, str bytes, sheet_names *names)
{
    struct book b = { .a = a };
    err e = open_book(&b, bytes);
    if (!e)
        e = read_tabs(&b);
    for (size_t i = 0; !e && i < b.tabs.n; i++)
        *ADD(a, names) = b.tabs.p[i].name;
    if (b.zip)
        zip_discard(b.zip);
    return e;
}

err xlsx_rows_here(struct arena *a, str bytes, size_t sheet, err (*row)(void *, const struct csv_row *), void *arg)
{
    struct book b = { .a = a };
    err e = open_book(&b, bytes);
    if (!e)
        e = read_sheet(&b, sheet, row, arg);
    if (b.zip)
        zip_discard(b.zip);
    return e;
}
