// SPDX-License-Identifier: Apache-2.0
// mapc svg STEP FILE.json > map.svg
// mapc table FILE.json > map_table.c
// Reads the outlines of the municipalities (ref/municipalities-2024-svgpaths.json) and writes
// them as one SVG of paths named k1506, for <use>, or a C table of their boxes, sorted by
// number. STEP is the size of a unit in the finished map: 5 gives the coarse one for the whole
// country, where points that fall together are left out and so are rings that vanish; 1 keeps
// all.
#include "tool.h"

#include <ctype.h>
#include <math.h>

struct ring_box {
    long x0, y0, x1, y1;
};

static const char *file;

__attribute__((noreturn)) static void stop(const char *why, const char *at)
{
    fprintf(stderr, "%s: %s: %.40s\n", file, why, at);
    exit(1);
}

// Signed number at *p, moved past it and blanks.
static long number(const char **p)
{
    char *end;
    long v = strtol(*p, &end, 10);
    if (end == *p)
        stop("a number is expected", *p);
    while (*end == ' ')
        end++;
    *p = end;
    return v;
}

static long coarse(long v, long step)
{
    return (long)floor((double)v / (double)step + 0.5);
}

// One ring: M x y l dx dy ... z. Written to `t` (unless NULL) on the coarse grid, if it keeps
// at least three corners; `box` grows by the fine points.
static void ring(const char **p, long step, struct text *t, struct ring_box *box)
{
    if (*(*p)++ != 'M')
        stop("a ring begins with M", *p - 1);
    long x = number(p), y = number(p), cx = coarse(x, step), cy = coarse(y, step);
    struct text r = { 0 };
    text_f(&r, "M%ld %ldl", cx, cy);
    int corners = 1;
    if (**p == 'l')
        (*p)++;
    for (;;) {
        box->x0 = x < box->x0 ? x : box->x0;
        box->y0 = y < box->y0 ? y : box->y0;
        box->x1 = x > box->x1 ? x : box->x1;
        box->y1 = y > box->y1 ? y : box->y1;
        if (!isdigit((unsigned char)**p) && **p != '-')
            break;
        x += number(p);
        y += number(p);
        long dx = coarse(x, step) - cx, dy = coarse(y, step) - cy;
        if (!dx && !dy)
            continue;
        text_f(&r, dx < 0 || corners == 1 ? "%ld" : " %ld", dx);
        text_f(&r, dy < 0 ? "%ld" : " %ld", dy);
        cx += dx;
        cy += dy;
        corners++;
    }
    if (*(*p)++ != 'z')
        stop("a ring ends with z", *p - 1);
    if (t && corners > 2)
        text_f(t, "%sz", r.p);
}

struct place {
    char code[5];
    const char *d;
    struct ring_box box;
};
static struct place places[600];
static int count;

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->code, ((const struct place *)b)->code);
}

// {"...","paths":{"0301":"M...","1101":...}}; the file is ours, so no general JSON is read.
static void read_places(const char *json)
{
    const char *p = strstr(json, "\"paths\":{");
    if (!p)
        stop("there is no \"paths\"", json);
    for (p += 9; *p == '"'; p += *p == ',') {
        if (count == 600)
            stop("more than 600 places", p);
        struct place *at = &places[count++];
        memcpy(at->code, p + 1, 4);
        if (strncmp(p + 5, "\":\"", 3) != 0)
            stop("\"NNNN\":\"M...\" is expected", p);
        at->d = p + 8;
        at->box = (struct ring_box){ 1L << 30, 1L << 30, -(1L << 30), -(1L << 30) };
        for (p = at->d; *p != '"';)
            ring(&p, 1, NULL, &at->box);
        p++;
    }
    qsort(places, (size_t)count, sizeof *places, by_code);
}

static void write_svg(long step)
{
    puts("<svg xmlns=\"http://www.w3.org/2000/svg\">\n<!-- Made from "
         "ref/municipalities-2024-svgpaths.json. Boundaries: Kartverket, CC BY 4.0. -->");
    for (int i = 0; i < count; i++) {
        struct text t = { 0 };
        struct ring_box b = places[i].box;
        for (const char *p = places[i].d; *p != '"';)
            ring(&p, step, &t, &b);
        if (!t.n) // smaller than the grid: a square of one unit
            text_f(&t, "M%ld %ldl1 0 0 1-1 0z", coarse(b.x0, step), coarse(b.y0, step));
        printf("<path id=\"k%s\" d=\"%s\"/>\n", places[i].code, t.p);
    }
    puts("</svg>");
}

static void write_table(void)
{
    puts("// Made by tool/mapc; do not edit.\n#include \"platform/view/map_table.h\"\n\n"
         "const struct map_row map_rows[] = {");
    for (int i = 0; i < count; i++)
        printf("    { \"%s\", { %ld, %ld, %ld, %ld } },\n", places[i].code, places[i].box.x0,
               places[i].box.y0, places[i].box.x1 - places[i].box.x0,
               places[i].box.y1 - places[i].box.y0);
    printf("};\nconst size_t map_count = %d;\n", count);
}

int main(int argc, char **argv)
{
    bool svg = argc == 4 && strcmp(argv[1], "svg") == 0;
    if (!svg && !(argc == 3 && strcmp(argv[1], "table") == 0)) {
        fputs("usage: mapc svg STEP FILE.json | mapc table FILE.json\n", stderr);
        return 2;
    }
    file = argv[argc - 1];
    read_places(slurp(file, NULL));
    if (svg)
        write_svg(strtol(argv[2], NULL, 10));
    else
        write_table();
    return ferror(stdout) != 0;
}
