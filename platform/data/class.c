// SPDX-License-Identifier: Apache-2.0
#include "platform/data/class.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/embed.h"
#include "base/map.h"

static struct {
    struct arena *a;
    SLICE(struct catalogue_row) rows;
    struct map fields, tables; // by "table.field", by table
} catalogue;

// table, field, class, purposes, legal_basis, retention, source, shown_to_person, archive
static err row(void *arg, const struct csv_row *r)
{
    enum { COLUMNS = 9 };
    int64_t class_;
    (void)arg;
    if (r->line == 1)
        return OK;
    if (r->n != COLUMNS || !str_int(r->cell[2], &class_) || class_ < CLASS_OPEN || class_ > CLASS_PLACE)
        return E_INPUT;
    struct arena *a = catalogue.a;
    *ADD(a, &catalogue.rows) = (struct catalogue_row){
        .table = str_dup(a, r->cell[0]),
        .field = str_dup(a, r->cell[1]),
        .class_ = (int)class_,
        .purposes = str_dup(a, r->cell[3]),
        .basis = str_dup(a, r->cell[4]),
        .retention = str_dup(a, r->cell[5]),
        .source = str_dup(a, r->cell[6]),
        .to_person = str_is(r->cell[7], "yes"),
        .archived = str_is(r->cell[8], "yes"),
    };
    return OK;
}

static int in_order(const void *a, const void *b)
{
    const struct catalogue_row *x = a, *y = b;
    int c = str_cmp(x->table, y->table);
    return c ? c : str_cmp(x->field, y->field);
}

static void read_all(void)
{
    catalogue.a = arena_make(0);
    map_make(&catalogue.fields, catalogue.a);
    map_make(&catalogue.tables, catalogue.a);
    for (size_t i = 0; i < embed_count(); i++) {
        str path = str_z(embed_path(i)), text;
        if (!str_starts(path, STR("rooms/")) || !str_ends(path, STR("/fields.csv")))
            continue;
        if (!embed_get(path.p, &text) || csv_read(catalogue.a, text, ',', row, NULL) != OK) {
            fprintf(stderr, "%.*s cannot be read\n", S(path));
            abort(); // built in: a fault of the build
        }
    }
    if (catalogue.rows.n)
        qsort(catalogue.rows.p, catalogue.rows.n, sizeof *catalogue.rows.p, in_order);
    for (size_t i = 0; i < catalogue.rows.n; i++) {
        struct catalogue_row *r = &catalogue.rows.p[i];
        map_put(&catalogue.fields, strf(catalogue.a, "%.*s.%.*s", S(r->table), S(r->field)), r);
        map_put(&catalogue.tables, r->table, r);
    }
}

static void ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_all);
}

const struct catalogue_row *catalogue_all(size_t *n)
{
    ready();
    *n = catalogue.rows.n;
    return catalogue.rows.p;
}

static const struct catalogue_row *find(const struct record *r, const struct field *f, bool *known)
{
    char key[200];
    ready();
    str table = str_z(r->table ? r->table : r->name ? r->name : "");
    *known = map_get(&catalogue.tables, table) != NULL;
    if (!*known)
        return NULL;
    int n = snprintf(key, sizeof key, "%.*s.%s", S(table), f->name);
    return n > 0 && (size_t)n < sizeof key ? map_get(&catalogue.fields, (str){ key, (size_t)n }) : NULL;
}

enum field_class field_class(const struct record *r, const struct field *f)
{
    bool known;
    const struct catalogue_row *c = find(r, f, &known);
    if (f->flags & SECRET)
        return CLASS_NONE;
    if (c)
        return (enum field_class)c->class_;
    if (known)
        return CLASS_NONE;
    return f->flags & SENSITIVE ? CLASS_SPECIAL : f->flags & PERSONAL ? CLASS_ORDINARY : CLASS_OPEN;
}

bool field_to_person(const struct record *r, const struct field *f)
{
    bool known;
    const struct catalogue_row *c = find(r, f, &known);
    return c ? c->to_person : !known;
}

bool field_exported(const struct record *r, const struct field *f)
{
    return !(f->flags & (KEY | VERSION | HIDDEN | SECRET)) && field_class(r, f) <= CLASS_ORDINARY;
}
