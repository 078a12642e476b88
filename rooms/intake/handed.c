// SPDX-License-Identifier: Apache-2.0
// What somebody hands over becomes the four tables, each as CSV in UTF-8.
#include "platform/data/xlsx_in.h"
#include "rooms/intake/intake.h"
#include "text_keys.h"

enum { PIECES = 40 };

struct piece { // one table: a CSV file or a sheet
    str name, csv;
    int64_t rows;
    enum intake_coding coding;
    struct csv_row head;
};
typedef SLICE(struct piece) pieces;

// ---- a table as CSV, its rows on the lines where they stood

struct turning {
    struct arena *a;
    struct piece *p;
    struct out o;
    int64_t line; // of the next row written
};

static void cell(struct arena *a, struct out *o, str s)
{
    char *flat = mem(a, s.n); // a row stays one line, or lines after it would be told wrong
    for (size_t i = 0; i < s.n; i++)
        flat[i] = s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i];
    out_csv(o, (str){ flat, s.n }, ',');
}

static err turn(void *arg, const struct csv_row *r)
{
    struct turning *t = arg;
    for (; t->line < r->line; t->line++)
        out_char(&t->o, '\n');
    if (!t->p->rows++) {
        str *head = NEW_ARRAY(t->a, r->n, str);
        for (size_t i = 0; i < r->n; i++)
            head[i] = str_dup(t->a, r->cell[i]);
        t->p->head = (struct csv_row){ head, r->n, r->line };
    }
    for (size_t i = 0; i < r->n; i++) {
        if (i)
            out_char(&t->o, ',');
        struct mark m = arena_mark(t->a);
        cell(t->a, &t->o, r->cell[i]);
        arena_back(t->a, m);
    }
    out_char(&t->o, '\n');
    t->line++;
    return OK;
}

static err table(struct arena *a, str name, str bytes, size_t sheet, pieces *all, text_key *problem)
{
    struct piece p = { .name = name };
    struct turning t = { .a = a, .p = &p, .line = 1 };
    int64_t line;
    if (all->n >= PIECES)
        return E_TOOBIG;
    err e = intake_rows(a, bytes, sheet, turn, &t, &p.coding, problem, &line);
    p.csv = str_dup(a, out_str(&t.o));
    out_drop(&t.o);
    if (!e && p.rows)
        *ADD(a, all) = p;
    return e;
}

static err book(struct arena *a, str name, str bytes, pieces *all, text_key *problem)
{
    sheet_names names = { 0 };
    *problem = T_intake_problem_spreadsheet;
    PASS(xlsx_sheets(a, bytes, &names));
    *problem = T_NONE;
    for (size_t i = 0; i < names.n; i++)
        PASS(table(a, names.n > 1 ? names.p[i] : name, bytes, i, all, problem));
    return OK;
}

static err file(struct arena *a, const struct zip_file_in *f, bool outer, pieces *all, text_key *problem)
{
    zip_files_in inside = { 0 };
    if (!zip_is(f->bytes))
        return table(a, f->name, f->bytes, 0, all, problem);
    if (zip_is_spreadsheet(f->bytes))
        return book(a, f->name, f->bytes, all, problem);
    *problem = T_intake_problem_zip;
    PASS(outer ? zip_files(a, f->bytes, &inside) : E_INPUT);
    *problem = T_NONE;
    for (size_t i = 0; i < inside.n; i++)
        PASS(file(a, &inside.p[i], false, all, problem));
    return OK;
}

// ---- which table is which

static bool says(str folded, const char *words)
{
    str rest = str_z(words), one;
    while (str_cut(&rest, ' ', &one))
        if (str_find(folded, one) != (size_t)-1)
            return true;
    return false;
}

// A file may be called after a centre: "mottak" counts when nothing else does.
static int kind_by_name(struct arena *a, str name)
{
    static const char *const words[INTAKE_FILES] = { "person beboer bebuar", "hendelse hending event", "relasjon relation slekt",
                                                     "centre mottak" };
    static const enum intake_file order[] = { FILE_EVENTS, FILE_RELATIONS, FILE_PERSONS, FILE_CENTRES };
    str folded = text_fold(a, name);
    for (size_t i = 0; i < INTAKE_FILES; i++)
        if (says(folded, words[order[i]]))
            return (int)order[i];
    return -1;
}

static bool heading_fits(struct arena *a, enum intake_file f, const struct csv_row *head)
{
    size_t n;
    const struct intake_column *c = intake_columns(f, &n);
    int *of = NEW_ARRAY(a, head->n + 1, int);
    intake_guess(a, f, head->cell, head->n, NULL, of);
    for (size_t k = 0; k < n; k++) {
        bool there = !c[k].must;
        for (size_t i = 0; i < head->n && !there; i++)
            there = of[i] == (int)k;
        if (!there)
            return false;
    }
    return true;
}

static int kind_of(struct arena *a, const struct piece *p, size_t all)
{
    int kind = all == 1 ? FILE_PERSONS : kind_by_name(a, p->name);
    for (int f = 0; f < INTAKE_FILES && kind < 0; f++)
        if (heading_fits(a, (enum intake_file)f, &p->head))
            kind = f;
    return kind;
}

static err put(struct intake_handed *h, int kind, const struct piece *p, text_key *problem)
{
    if (h->csv[kind].n) {
        *problem = T_intake_problem_kind_twice;
        h->where = p->name;
        return E_INPUT;
    }
    h->csv[kind] = p->csv;
    h->name[kind] = p->name;
    if (kind == FILE_PERSONS)
        h->coding = p->coding;
    return OK;
}

static err sort_out(struct arena *a, const pieces *all, struct intake_handed *h, text_key *problem)
{
    const struct piece *unknown = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct piece *p = &all->p[i];
        int kind = kind_of(a, p, all->n);
        if (kind > FILE_PERSONS && p->rows == 1)
            continue; // a sheet of the template that nobody filled in
        if (kind >= 0)
            PASS(put(h, kind, p, problem));
        else if (!unknown)
            unknown = p;
        else
            *ADD(a, &h->left_out) = p->name;
    }
    if (unknown && h->csv[FILE_PERSONS].n)
        *ADD(a, &h->left_out) = unknown->name;
    else if (unknown)
        PASS(put(h, FILE_PERSONS, unknown, problem));
    if (h->csv[FILE_PERSONS].n)
        return OK;
    *problem = all->n ? T_intake_problem_no_persons : T_intake_problem_empty;
    return E_INPUT;
}

err intake_hand_over(struct arena *a, const struct zip_file_in *f, size_t n, struct intake_handed *h, text_key *problem)
{
    pieces all = { 0 };
    *h = (struct intake_handed){ .where = STR("") };
    *problem = T_NONE;
    for (int i = 0; i < INTAKE_FILES; i++)
        h->csv[i] = h->name[i] = STR("");
    for (size_t i = 0; i < n; i++) {
        h->where = f[i].name;
        PASS(file(a, &f[i], true, &all, problem));
    }
    h->where = STR("");
    return sort_out(a, &all, h, problem);
}
