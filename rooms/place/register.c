// SPDX-License-Identifier: Apache-2.0
// Builds the register from the embedded reference files. The changes are gone through by date:
// what merges or is divided on a day gives new units, a mere new number keeps its unit.
#include "rooms/place/register.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/embed.h"
#include "platform/text/text.h"

enum { COLUMNS = 16 };

struct change {
    day on;
    str kind, old_number, old_name, new_number, new_name;
};

struct building {
    struct place_register *r;
    SLICE(struct change) changes;
    int64_t line; // of the file being read, 1 is the header
};

// A built-in file that cannot be read is a fault of the build: the process does not start.
static _Noreturn void broken(const char *file, int64_t line, const char *what)
{
    fprintf(stderr, "%s, line %lld: %s\n", file, (long long)line, what);
    abort();
}

static void read_file(struct building *b, const char *path, err (*row)(void *, const struct csv_row *))
{
    str text;
    if (!embed_get(path, &text))
        broken(path, 0, "is not in the program");
    b->line = 0;
    if (csv_read(b->r->a, text, ',', row, b) != OK)
        broken(path, b->line, "cannot be read");
}

static bool header(struct building *b)
{
    return b->line++ == 0;
}

static str keep(struct building *b, str s)
{
    return str_dup(b->r->a, s);
}

static err change_row(void *arg, const struct csv_row *row)
{
    struct building *b = arg;
    if (header(b))
        return OK;
    struct change *c = ADD(b->r->a, &b->changes);
    if (row->n < 6 || !day_parse(row->cell[0], &c->on))
        return E_INPUT;
    c->kind = keep(b, row->cell[1]);
    c->old_number = keep(b, row->cell[2]);
    c->old_name = keep(b, row->cell[3]);
    c->new_number = keep(b, row->cell[4]);
    c->new_name = keep(b, row->cell[5]);
    return OK;
}

static struct place *new_place(struct building *b, str number, str name, day from)
{
    struct place *p = NEW(b->r->a, struct place);
    struct arena *a = b->r->a;
    *p = (struct place){ .kind = PLACE_MUNICIPALITY, .number = number, .name = name, .from = from,
                         .to = DAY_MAX, .county = str_part(number, 0, 2) };
    p->slug = strf(a, "K%.*s-%.*s", S(number), S(text_slug(a, name)));
    *ADD(a, &b->r->municipalities) = p;
    return p;
}

static int64_t unit_key(str number, day from)
{
    int64_t n = 0;
    str_int(number, &n);
    return n * 10000 + (day_eq(from, DAY_MIN) ? 0 : day_ymd(from).year);
}

static struct place *running(struct building *b, str number)
{
    for (size_t i = b->r->municipalities.n; i-- > 0;) {
        struct place *p = b->r->municipalities.p[i];
        if (day_eq(p->to, DAY_MAX) && str_eq(p->number, number))
            return p;
    }
    return NULL;
}

// The number stood at the beginning when it ends or goes on before it ever comes into being.
static bool from_the_beginning(struct building *b, const struct change *c)
{
    for (size_t i = 0; i < b->changes.n; i++) {
        const struct change *o = &b->changes.p[i];
        if (str_eq(o->new_number, c->old_number) && !str_eq(o->old_number, o->new_number) &&
            day_cmp(o->on, c->on) < 0)
            return false;
        if (str_eq(o->old_number, c->old_number) && day_cmp(o->on, c->on) < 0)
            return false; // its first end has made the entry already
    }
    return true;
}

static void begin_old(struct building *b)
{
    for (size_t i = 0; i < b->changes.n; i++) {
        const struct change *c = &b->changes.p[i];
        if (!running(b, c->old_number) && from_the_beginning(b, c)) {
            struct place *p = new_place(b, c->old_number, c->old_name, DAY_MIN);
            p->unit = unit_key(p->number, p->from);
        }
    }
}

// The changes first ... end-1 happen on one day. New entries begin after every old one is closed.
static void apply_day(struct building *b, size_t first, size_t end)
{
    struct arena *a = b->r->a;
    SLICE(struct place *) old = { 0 };
    day on = b->changes.p[first].on;
    for (size_t i = first; i < end; i++) {
        struct place *p = running(b, b->changes.p[i].old_number);
        for (size_t k = 0; !p && k < old.n; k++)
            if (str_eq(old.p[k]->number, b->changes.p[i].old_number))
                p = old.p[k]; // a split names its old unit more than once
        if (!p)
            broken("ref/municipality-changes.csv", (int64_t)i + 2, "the old number does not exist");
        *ADD(a, &old) = p;
        p->to = day_add(on, -1);
    }
    for (size_t i = first; i < end; i++) {
        const struct change *c = &b->changes.p[i];
        struct place *now = running(b, c->new_number);
        if (!now)
            now = new_place(b, c->new_number, c->new_name, on);
        *ADD(a, &b->r->passages) =
            (struct passage){ old.p[i - first], now, str_is(c->kind, "split") };
        bool alone = true;
        for (size_t k = first; k < end; k++)
            alone &= k == i || !str_eq(b->changes.p[k].new_number, c->new_number);
        now->unit = alone && str_is(c->kind, "renumber") ? old.p[i - first]->unit
                                                         : unit_key(now->number, on);
    }
}

static err municipality_row(void *arg, const struct csv_row *row)
{
    struct building *b = arg;
    if (header(b))
        return OK;
    int64_t class, index;
    if (row->n < 11 || !str_int(row->cell[8], &class) || !str_int(row->cell[9], &index))
        return E_INPUT;
    struct place_facts *f = NEW(b->r->a, struct place_facts);
    *f = (struct place_facts){ .number_2024 = keep(b, row->cell[0]),
                               .name_official = keep(b, row->cell[3]),
                               .name_parallel = keep(b, row->cell[4]),
                               .parallel_language = keep(b, row->cell[5]),
                               .language_form = keep(b, row->cell[7]),
                               .centrality_class = (int)class,
                               .centrality_index = (int)index,
                               .adm_centre = keep(b, row->cell[10]) };
    struct place *p = running(b, f->number_2024);
    if (!p) { // never changed
        p = new_place(b, f->number_2024, keep(b, row->cell[2]), DAY_MIN);
        p->unit = unit_key(p->number, p->from);
    }
    for (size_t i = 0; i < b->r->municipalities.n; i++)
        if (b->r->municipalities.p[i]->unit == p->unit)
            b->r->municipalities.p[i]->facts = f;
    return OK;
}

static err county_row(void *arg, const struct csv_row *row)
{
    struct building *b = arg;
    if (header(b))
        return OK;
    struct place *p = NEW(b->r->a, struct place);
    if (row->n < 8)
        return E_INPUT;
    *p = (struct place){ .kind = PLACE_COUNTY, .number = keep(b, row->cell[0]),
                         .name = keep(b, row->cell[1]), .county = STR(""), .from = DAY_MIN,
                         .to = DAY_MAX };
    p->unit = unit_key(p->number, DAY_MIN);
    if (row->cell[4].n && !day_parse(row->cell[4], &p->from))
        return E_INPUT;
    if (row->cell[5].n && !day_parse(row->cell[5], &p->to))
        return E_INPUT;
    p->slug = strf(b->r->a, "F%.*s-%.*s", S(p->number), S(text_slug(b->r->a, p->name)));
    if (row->cell[2].n) {
        struct place_facts *f = NEW(b->r->a, struct place_facts);
        *f = (struct place_facts){ .number_2024 = p->number, .name_official = p->name,
                                   .name_parallel = keep(b, row->cell[2]),
                                   .parallel_language = keep(b, row->cell[3]),
                                   .language_form = keep(b, row->cell[7]), .adm_centre = STR("") };
        p->facts = f;
    }
    *ADD(b->r->a, &b->r->counties) = p;
    return OK;
}

static err population_row(void *arg, const struct csv_row *row)
{
    struct building *b = arg;
    int64_t year;
    if (header(b))
        return OK;
    struct population *p = ADD(b->r->a, &b->r->populations);
    if (row->n < 3 || !str_int(row->cell[1], &year) || !str_int(row->cell[2], &p->persons))
        return E_INPUT;
    p->number = keep(b, row->cell[0]);
    p->year = (int)year;
    return OK;
}

// ---- names -------------------------------------------------------------------------------------

static void add_name(struct building *b, str name, struct place *p)
{
    if (name.n)
        *ADD(b->r->a, &b->r->names) =
            (struct place_name){ text_fold(b->r->a, name), name, p };
}

static int by_folded(const void *a, const void *b)
{
    const struct place_name *x = a, *y = b;
    int c = str_cmp(x->folded, y->folded);
    return c ? c : str_cmp(x->place->number, y->place->number);
}

static void name_all(struct building *b)
{
    struct place_register *r = b->r;
    for (size_t i = 0; i < r->municipalities.n; i++) {
        struct place *p = r->municipalities.p[i];
        add_name(b, p->name, p);
        if (p->facts && day_eq(p->to, DAY_MAX)) {
            add_name(b, p->facts->name_parallel, p);
            add_name(b, p->facts->name_official, p);
        }
    }
    for (size_t i = 0; i < r->counties.n; i++) {
        add_name(b, r->counties.p[i]->name, r->counties.p[i]);
        if (r->counties.p[i]->facts)
            add_name(b, r->counties.p[i]->facts->name_parallel, r->counties.p[i]);
    }
    add_name(b, STR("Norge"), &r->nation);
    add_name(b, STR("Noreg"), &r->nation);
    add_name(b, STR("Norway"), &r->nation);
    add_name(b, STR("Hele landet"), &r->nation);
    qsort(r->names.p, r->names.n, sizeof *r->names.p, by_folded);
}

static int by_number(const void *a, const void *b)
{
    const struct place *x = *(struct place *const *)a, *y = *(struct place *const *)b;
    int c = str_cmp(x->number, y->number);
    return c ? c : day_cmp(x->from, y->from);
}

int population_order(const void *a, const void *b)
{
    const struct population *x = a, *y = b;
    return x->year != y->year ? (x->year > y->year) - (x->year < y->year)
                              : str_cmp(x->number, y->number);
}

static int by_day(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    int c = day_cmp(x->on, y->on);
    return c ? c : (x > y) - (x < y);
}

static const struct place_register *built;

static void build(void)
{
    struct arena *a = arena_make(0);
    struct place_register *r = NEW(a, struct place_register);
    struct building b = { .r = r };
    r->a = a;
    r->nation = (struct place){ .kind = PLACE_NATION, .number = STR("00"),
                                .name = STR("Hele landet"), .slug = STR("F00-hele-landet"),
                                .county = STR(""), .from = DAY_MIN, .to = DAY_MAX };
    read_file(&b, "ref/municipality-changes.csv", change_row);
    qsort(b.changes.p, b.changes.n, sizeof *b.changes.p, by_day);
    begin_old(&b);
    for (size_t i = 0, end; i < b.changes.n; i = end) {
        for (end = i; end < b.changes.n && day_eq(b.changes.p[end].on, b.changes.p[i].on); end++)
            ;
        apply_day(&b, i, end);
    }
    read_file(&b, "ref/municipalities.csv", municipality_row);
    read_file(&b, "ref/counties.csv", county_row);
    read_file(&b, "ref/municipality-population.csv", population_row);
    qsort(r->municipalities.p, r->municipalities.n, sizeof *r->municipalities.p, by_number);
    qsort(r->populations.p, r->populations.n, sizeof *r->populations.p, population_order);
    name_all(&b);
    built = r;
}

const struct place_register *place_register(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, build);
    return built;
}
