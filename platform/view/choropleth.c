// SPDX-License-Identifier: Apache-2.0
// Draws the map: groups of <use> by class, pointing into the cached outlines. A colour is never
// alone: the legend counts, every place has a title, and the page has the table.
#include "platform/view/choropleth.h"

#include <math.h>
#include <stdlib.h>

#include "platform/http/assets.h"
#include "platform/view/map_table.h"
#include "text_keys.h"

// ---- where places are

static const struct map_row *row_of(str code)
{
    for (size_t low = 0, high = map_count; low < high;) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(code, str_z(map_rows[mid].code));
        if (c == 0)
            return &map_rows[mid];
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

bool map_box(str code, struct box *out)
{
    const struct map_row *one = row_of(code);
    if (one) {
        *out = one->box;
        return true;
    }
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (size_t i = 0; i < map_count; i++) {
        const struct box *b = &map_rows[i].box;
        if (code.n != 2 || !str_starts(str_z(map_rows[i].code), code))
            continue;
        x0 = fmin(x0, b->x);
        y0 = fmin(y0, b->y);
        x1 = fmax(x1, b->x + b->w);
        y1 = fmax(y1, b->y + b->h);
    }
    if (x0 > x1)
        return false;
    *out = (struct box){ x0, y0, x1 - x0, y1 - y0 };
    return true;
}

// ---- classes

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

bool map_cuts(const double *values, size_t n, double cut[4], struct arena *a)
{
    double *v = NEW_ARRAY(a, n + 1, double);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i]))
            v[m++] = values[i];
    if (m)
        qsort(v, m, sizeof *v, by_value);
    size_t different = m ? 1 : 0;
    for (size_t i = 1; i < m; i++)
        different += v[i] != v[i - 1];
    if (different < 5)
        return false;
    double was = 0, got[4];
    for (int i = 0; i < 4; i++) {
        double q = v[m * (size_t)(i + 1) / 5];
        double step = q > 0 ? pow(10, floor(log10(q))) / 2 : 0.5;
        got[i] = fmax(round(q / step) * step, step);
        if (i && got[i] <= was)
            got[i] = was + step;
        was = got[i];
    }
    memcpy(cut, got, sizeof got);
    return true;
}

enum map_class map_class_of(double value, const double cut[4])
{
    if (isnan(value))
        return MAP_HIDDEN;
    int c = MAP_1;
    while (c < MAP_5 && value >= cut[c])
        c++;
    return (enum map_class)c;
}

void map_labels(struct arena *a, enum lang lang, const double cut[4], int decimals,
                str labels[MAP_CLASSES])
{
    double least = pow(10, -decimals);
    str at[4], before[4];
    for (int i = 0; i < 4; i++) {
        at[i] = fmt_real(a, lang, cut[i], cut[i] == floor(cut[i]) ? 0 : decimals); // "2–3,9"
        before[i] = fmt_real(a, lang, cut[i] - least, decimals);
    }
    labels[MAP_1] = text(a, lang, T_view_map_under__value, TARGS(TS("value", at[0])));
    for (int i = 1; i < 4; i++)
        labels[i] = str_eq(at[i - 1], before[i])
                        ? at[i - 1]
                        : strf(a, "%.*s–%.*s", S(at[i - 1]), S(before[i]));
    labels[MAP_5] = text(a, lang, T_view_map_over__value, TARGS(TS("value", at[3])));
    labels[MAP_HATCH] = text(a, lang, T_view_map_unanswered, NO_TARGS);
    labels[MAP_HIDDEN] = text(a, lang, T_view_map_hidden, NO_TARGS);
}

// ---- drawing

static const char *const classes[MAP_CLASSES] = { "k1", "k2",     "k3",      "k4",
                                                  "k5", "k-skra", "k-skjult" };

struct drawing {
    struct w *w;
    const struct choropleth *c;
    str file;    // address of the outlines
    double unit; // map units per unit of that file
    double line; // width of the boundaries, in the file's units
    bool links;
};

static void use(struct drawing *d, str code, const char *class)
{
    OUT(d->w->o, "<use href=\"");
    w_text(d->w, d->file);
    out_f(d->w->o, "#k%.*s\"", S(code));
    if (*class)
        out_f(d->w->o, " class=\"%s\"", class);
    OUT(d->w->o, "/>");
}

static void place_title(struct w *w, const struct choropleth *c, const struct map_place *p)
{
    OUT(w->o, "<title>");
    w_text(w, p->name);
    str value = p->value.n ? p->value : c->labels[p->cls];
    if (value.n) {
        OUT(w->o, ": ");
        w_text(w, value);
    }
    if (p->value.n && c->unit.n) {
        OUT(w->o, " ");
        w_text(w, c->unit);
    }
    OUT(w->o, "</title>");
}

static void place(struct drawing *d, const struct map_place *p)
{
    struct w *w = d->w;
    if (d->c->plain && !p->url.n) {
        use(d, p->code, "");
        return;
    }
    if (p->url.n) {
        OUT(w->o, "<a tabindex=\"-1\" href=\"");
        w_link(w, p->url);
        OUT(w->o, "\">");
    } else {
        OUT(w->o, "<g>");
    }
    place_title(w, d->c, p);
    use(d, p->code, "");
    out_put(w->o, p->url.n ? STR("</a>\n") : STR("</g>\n"));
}

static bool shown(const struct choropleth *c, const struct map_place *p)
{
    return (!c->county.n || str_starts(p->code, c->county)) && row_of(p->code);
}

static void groups(struct drawing *d)
{
    for (int cls = 0; cls < MAP_CLASSES; cls++) {
        bool open = false;
        for (size_t i = 0; i < d->c->n; i++) {
            const struct map_place *p = &d->c->at[i];
            if ((int)p->cls != cls || !shown(d->c, p))
                continue;
            if (!open) {
                out_f(d->w->o, "<g class=\"%s\"", classes[cls]);
                if (cls == MAP_HATCH) {
                    OUT(d->w->o, " fill=\"url(#");
                    w_text(d->w, d->c->id);
                    OUT(d->w->o, "-skra)\"");
                }
                OUT(d->w->o, ">\n");
            }
            open = true;
            place(d, p);
        }
        if (open)
            OUT(d->w->o, "</g>\n");
    }
}

// The chosen place again on top, with its name over the sea to the west of it.
static void chosen(struct drawing *d)
{
    const struct choropleth *c = d->c;
    const struct map_place *p = NULL;
    for (size_t i = 0; i < c->n; i++)
        if (c->chosen.n && str_eq(c->at[i].code, c->chosen))
            p = &c->at[i];
    struct box b;
    if (!p || !shown(c, p) || !map_box(p->code, &b))
        return;
    OUT(d->w->o, "<g class=\"valgt\">");
    use(d, p->code, "");
    OUT(d->w->o, "</g>\n");
    if (c->county.n)
        return; // the name would cover its neighbours; the title tells it
    double x = (b.x + b.w / 2) / d->unit, y = (b.y + b.h / 2) / d->unit;
    double tx = fmax(10, x - 130), ty = fmax(30, y - 90);
    out_f(d->w->o,
          "<path class=\"pek\" d=\"M%.0f %.0fL%.0f %.0f\"/><text x=\"%.0f\" y=\"%.0f\">", x, y,
          tx + 40, ty + 8, tx, ty);
    w_text(d->w, p->name);
    if (p->value.n) {
        OUT(d->w->o, " ");
        w_text(d->w, p->value);
    }
    OUT(d->w->o, "</text>\n");
}

// Two: one in the map's units, one for the legend.
static void pattern(struct drawing *d, const char *suffix, double size)
{
    OUT(d->w->o, "<pattern id=\"");
    w_text(d->w, d->c->id);
    out_f(d->w->o,
          "-skra%s\" width=\"%.1f\" height=\"%.1f\" patternUnits=\"userSpaceOnUse\" "
          "patternTransform=\"rotate(45)\"><rect class=\"k-skjult\" width=\"%.1f\" "
          "height=\"%.1f\"/><path class=\"monster\" stroke-width=\"%.1f\" d=\"M%.1f 0v%.1f\"/>"
          "</pattern>",
          suffix, size, size, size, size, size / 3, size / 4, size);
}

static void patterns(struct drawing *d)
{
    OUT(d->w->o, "<defs>");
    pattern(d, "", 9 * d->line / 1.2);
    pattern(d, "-l", 5);
    OUT(d->w->o, "</defs>\n");
}

static size_t count(const struct choropleth *c, int cls)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += (int)c->at[i].cls == cls && shown(c, &c->at[i]);
    return n;
}

static void description(struct w *w, const struct choropleth *c)
{
    if (c->desc.n) {
        w_text(w, c->desc);
        return;
    }
    for (int cls = 0; cls < MAP_CLASSES; cls++) {
        int64_t n = (int64_t)count(c, cls);
        if (!n || !c->labels[cls].n)
            continue;
        w_t(w, T_view_map_legend__class_n, TARGS(TS("class", c->labels[cls]), TI("n", n)));
        OUT(w->o, ". ");
    }
}

static bool any_links(const struct choropleth *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->at[i].url.n)
            return true;
    return false;
}

static void svg(struct w *w, const struct choropleth *c)
{
    struct box b = { 0, 0, MAP_WIDTH, MAP_HEIGHT };
    bool fine = c->county.n && map_box(c->county, &b);
    struct drawing d = { .w = w, .c = c, .unit = fine ? 1 : MAP_COARSE };
    d.file = asset_url(w->q->mem, fine ? "kart-fin.svg" : "kart.svg");
    double edge = fine ? b.w * 0.02 : 0;
    d.line = fine ? fmax(b.w, b.h) / 600 : 1.2;
    out_f(
        w->o,
        "<svg class=\"kart\" viewBox=\"%.0f %.0f %.0f %.0f\" stroke-width=\"%.2f\" role=\"%s\" "
        "aria-labelledby=\"",
        (b.x - edge) / d.unit, (b.y - edge) / d.unit, (b.w + 2 * edge) / d.unit,
        (b.h + 2 * edge) / d.unit, d.line, any_links(c) ? "group" : "img");
    w_text(w, c->id);
    OUT(w->o, "-t\" aria-describedby=\"");
    w_text(w, c->id);
    OUT(w->o, "-d\"><title id=\"");
    w_text(w, c->id);
    OUT(w->o, "-t\">");
    w_text(w, c->title);
    OUT(w->o, "</title><desc id=\"");
    w_text(w, c->id);
    OUT(w->o, "-d\">");
    description(w, c);
    OUT(w->o, "</desc>\n");
    if (count(c, MAP_HATCH))
        patterns(&d);
    groups(&d);
    chosen(&d);
    OUT(w->o, "</svg>\n");
}

static void legend(struct w *w, const struct choropleth *c, bool words)
{
    OUT(w->o, "<ul class=\"forklaring\">\n");
    for (int cls = 0; cls < MAP_CLASSES; cls++) {
        int64_t n = (int64_t)count(c, cls);
        if (!c->labels[cls].n || (!n && cls >= MAP_HATCH))
            continue;
        OUT(w->o,
            "<li><svg viewBox=\"0 0 24 14\" aria-hidden=\"true\" focusable=\"false\"><rect ");
        if (cls == MAP_HATCH) {
            OUT(w->o, "fill=\"url(#");
            w_text(w, c->id);
            OUT(w->o, "-skra-l)\"");
        } else {
            out_f(w->o, "class=\"%s\"", classes[cls]);
        }
        OUT(w->o, " width=\"24\" height=\"14\"/></svg><b>");
        w_text(w, c->labels[cls]);
        OUT(w->o, "</b><span>");
        if (words)
            w_t(w, T_view_map_count__n, TARGS(TI("n", n)));
        else
            w_int(w, n);
        OUT(w->o, "</span></li>\n");
    }
    OUT(w->o, "</ul>\n");
}

void c_choropleth_legend(struct w *w, const struct choropleth *c)
{
    legend(w, c, true);
}

void c_choropleth(struct w *w, const struct choropleth *c)
{
    if (c->plain) {
        svg(w, c);
        return;
    }
    OUT(w->o, "<figure class=\"figur\"><figcaption>");
    w_text(w, c->title);
    OUT(w->o, "</figcaption>\n");
    if (c->about.n) {
        OUT(w->o, "<p class=\"under\">");
        w_text(w, c->about);
        OUT(w->o, "</p>\n");
    }
    // A county fills its box: there is no sea to lay the legend on.
    out_f(w->o, "<div class=\"kartflate%s\">\n", c->county.n ? " tett" : "");
    legend(w, c, false);
    svg(w, c);
    OUT(w->o, "</div>\n<p class=\"merknad\">");
    w_t(w, T_view_map_source, NO_TARGS);
    OUT(w->o, "</p></figure>\n");
}
