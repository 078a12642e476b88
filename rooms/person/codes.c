// SPDX-License-Identifier: Apache-2.0
#include "rooms/person/codes.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/embed.h"

struct list {
    const struct code *at;
    size_t n;
};
static struct {
    struct list languages, countries;
} lists;

typedef SLICE(struct code) codes;
struct reading {
    struct arena *a;
    codes list;
    bool country;
};

// languages: iso639_3, iso639_1, nb, nn, en, endonym, direction; countries: alpha2, alpha3,
// numeric, nb, nn, en. The first line is the header.
static err row(void *arg, const struct csv_row *r)
{
    struct reading *g = arg;
    enum { NEEDED = 6 };
    if (r->line == 1)
        return OK;
    if (r->n < NEEDED)
        return E_INPUT;
    size_t names = g->country ? 3 : 2;
    struct code *c = ADD(g->a, &g->list);
    str code = str_dup(g->a, r->cell[g->country]), tag = str_dup(g->a, r->cell[!g->country]);
    *c = (struct code){ .code = code, .tag = tag.n ? tag : code,
                        .rtl = !g->country && r->n > NEEDED && str_is(r->cell[NEEDED], "rtl") };
    for (enum lang l = NB; l < LANGS; l++)
        c->name[l] = l < LANGS_SITE ? str_dup(g->a, r->cell[names + (size_t)l])
                     : g->country   ? text_country(g->a, l, c->tag)
                                    : text_language(g->a, l, c->tag);
    return OK;
}

static int by_name(const void *a, const void *b)
{
    return text_cmp(NB, ((const struct code *)a)->name[NB], ((const struct code *)b)->name[NB]);
}

static struct list read_list(const char *path, bool country)
{
    static struct arena *kept; // as long as the process
    str text;
    if (!kept)
        kept = arena_make(0);
    struct reading g = { .a = kept, .country = country };
    if (!embed_get(path, &text) || csv_read(kept, text, ',', row, &g) != OK)
        abort(); // built in: a fault of the build
    qsort(g.list.p, g.list.n, sizeof *g.list.p, by_name);
    return (struct list){ g.list.p, g.list.n };
}

static void read_all(void)
{
    lists.languages = read_list("ref/languages.csv", false);
    lists.countries = read_list("ref/countries.csv", true);
}

static const struct list *get(bool country)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_all);
    return country ? &lists.countries : &lists.languages;
}

static const struct code *find(bool country, str code)
{
    const struct list *l = get(country);
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->at[i].code, code))
            return &l->at[i];
    return NULL;
}

const struct code *languages_all(size_t *n)
{
    *n = get(false)->n;
    return get(false)->at;
}

const struct code *countries_all(size_t *n)
{
    *n = get(true)->n;
    return get(true)->at;
}

str language_name(enum lang lang, str code)
{
    const struct code *c = find(false, code);
    return c ? c->name[lang] : code;
}

str language_tag(str code)
{
    const struct code *c = find(false, code);
    return c ? c->tag : code;
}

bool language_known(str code)
{
    return find(false, code) != NULL;
}

str country_name(enum lang lang, str alpha3)
{
    const struct code *c = find(true, alpha3);
    return c ? c->name[lang] : alpha3;
}

bool country_known(str alpha3)
{
    return find(true, alpha3) != NULL;
}
