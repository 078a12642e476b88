// SPDX-License-Identifier: Apache-2.0
// Draws charts. Bars stand on zero; names and last values are written at the right, pushed
// apart where they would cover each other.
#include "platform/view/chart.h"

#include "platform/view/parts.h"
#include "text_keys.h"

enum { W = 680, H = 320, LEFT = 58, TOP = 16, FOOT = 30, SERIES_MAX = 6, LABEL_GAP = 17 };

struct plot { // where things are
    double right, bottom, top_value, slot;
};

static double y_of(const struct plot *p, double v)
{
    return p->bottom - v / p->top_value * (p->bottom - TOP);
}

static double middle(const struct plot *p, size_t column)
{
    return LEFT + p->slot * ((double)column + 0.5);
}

static double largest(const struct chart *c)
{
    double most = 0;
    for (size_t s = 0; s < c->series_n; s++)
        for (size_t i = 0; i < c->n; i++)
            if (!isnan(c->series[s].at[i]) && c->series[s].at[i] > most)
                most = c->series[s].at[i];
    return most;
}

// A step of 1, 2 or 5 times a power of ten that gives three to six lines.
static double step_of(double most, int decimals)
{
    if (most <= 0)
        return 1;
    double power = pow(10, floor(log10(most))), least = decimals ? 0.1 : 1;
    double step = power;
    if (most / step < 1.5)
        step = power / 5;
    else if (most / step < 3)
        step = power / 2;
    else if (most / step > 6)
        step = power * 2;
    return step < least ? least : step;
}

static size_t last_known(const struct chart *c, const struct series *s)
{
    for (size_t i = c->n; i-- > 0;)
        if (!isnan(s->at[i]))
            return i;
    return c->n;
}

static str number(struct w *w, const struct chart *c, double v)
{
    return fmt_real(w->q->mem, w->q->lang, v, c->decimals);
}

static void grid(struct w *w, const struct plot *p, double step)
{
    for (double v = 0; v <= p->top_value + step / 1000; v += step) {
        double y = y_of(p, v);
        if (v > 0)
            out_f(w->o, "<path class=\"nett\" d=\"M%d %.1fH%.1f\"/>", LEFT, y, p->right);
        out_f(w->o, "<text class=\"akse\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 8,
              y + 4);
        w_text(w, fmt_real(w->q->mem, w->q->lang, v, step < 1 ? 1 : 0));
        OUT(w->o, "</text>");
    }
    OUT(w->o, "\n");
}

static void columns(struct w *w, const struct chart *c, const struct plot *p)
{
    size_t every = c->n > 14 ? (c->n + 9) / 10 : 1;
    for (size_t i = 0; i < c->n; i++) {
        if (i % every && i + 1 != c->n)
            continue;
        out_f(w->o, "<text class=\"akse%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">",
              i == c->strong ? " mrk" : "", middle(p, i), p->bottom + 20);
        w_text(w, c->labels[i]);
        OUT(w->o, "</text>");
    }
    OUT(w->o, "\n");
}

// The mark of one value; its title is what the pointer shows.
static void mark(struct w *w, const struct chart *c, const struct plot *p,
                 const struct series *s, size_t i)
{
    double v = s->at[i], x = middle(p, i), y = y_of(p, v), half = p->slot * 0.34;
    if (s->look == LOOK_BAR)
        out_f(w->o,
              "<rect class=\"soyle%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">",
              i == c->strong ? " sterk" : "", x - half, y, 2 * half, p->bottom - y);
    else if (s->look == LOOK_FRAME)
        out_f(w->o,
              "<rect class=\"ramme\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">",
              x - half - 2, y, 2 * half + 4, p->bottom - y);
    else
        out_f(w->o, "<path class=\"ja\" d=\"M%.1f %.1fh%.1f\">", x - half - 1, y, 2 * half + 2);
    OUT(w->o, "<title>");
    w_text(w, s->name);
    OUT(w->o, " ");
    w_text(w, c->labels[i]);
    OUT(w->o, ": ");
    w_text(w, number(w, c, v));
    out_put(w->o, s->look == LOOK_BAR || s->look == LOOK_FRAME ? STR("</title></rect>")
                                                               : STR("</title></path>"));
}

static void line(struct w *w, const struct chart *c, const struct plot *p,
                 const struct series *s)
{
    bool pen_up = true;
    bool main_one = s->look == LOOK_LINE;
    out_f(w->o, "<path class=\"linje%s\" d=\"", main_one ? " hoved" : "");
    for (size_t i = 0; i < c->n; i++) {
        if (isnan(s->at[i])) {
            pen_up = true;
            continue;
        }
        out_f(w->o, "%c%.1f %.1f", pen_up ? 'M' : 'L', middle(p, i), y_of(p, s->at[i]));
        pen_up = false;
    }
    OUT(w->o, "\"/>");
    size_t last = last_known(c, s);
    if (last < c->n)
        out_f(w->o, "<circle class=\"prikk%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>",
              main_one ? "" : " gra", middle(p, last), y_of(p, s->at[last]));
    OUT(w->o, "\n");
}

static void series(struct w *w, const struct chart *c, const struct plot *p,
                   const struct series *s)
{
    if (s->look == LOOK_LINE || s->look == LOOK_OTHER) {
        line(w, c, p, s);
        return;
    }
    for (size_t i = 0; i < c->n; i++)
        if (!isnan(s->at[i]))
            mark(w, c, p, s, i);
    OUT(w->o, "\n");
}

// ---- names at the end of the series

struct end {
    const struct series *s;
    double y, value;
};

// A series that stops before the last column names the column its value is of.
static str end_words(struct w *w, const struct chart *c, const struct series *s)
{
    size_t last = last_known(c, s);
    if (last == c->n)
        return s->name;
    str words = strf(w->q->mem, "%.*s %.*s", S(s->name), S(number(w, c, s->at[last])));
    return last + 1 == c->n ? words : strf(w->q->mem, "%.*s (%.*s)", S(words), S(c->labels[last]));
}

static size_t ends_of(const struct chart *c, const struct plot *p, struct end *at)
{
    size_t n = 0;
    for (size_t s = 0; s < c->series_n && n < SERIES_MAX; s++) {
        size_t last = last_known(c, &c->series[s]);
        if (last == c->n)
            continue;
        struct end e = { &c->series[s], y_of(p, c->series[s].at[last]) + 4, 0 };
        size_t to = n++;
        for (; to > 0 && at[to - 1].y > e.y; to--)
            at[to] = at[to - 1];
        at[to] = e;
    }
    for (size_t i = 1; i < n; i++) // pushed down from the top ...
        if (at[i].y < at[i - 1].y + LABEL_GAP)
            at[i].y = at[i - 1].y + LABEL_GAP;
    for (size_t i = n; i-- > 0;) { // ... and up from the floor
        double floor_y = i + 1 < n ? at[i + 1].y - LABEL_GAP : p->bottom;
        if (at[i].y > floor_y)
            at[i].y = floor_y;
    }
    return n;
}

static void ends(struct w *w, const struct chart *c, const struct plot *p)
{
    static const char *const classes[] = {
        [LOOK_FRAME] = "t-spurt", [LOOK_STROKE] = "t-ja",   [LOOK_BAR] = "t-bosatt",
        [LOOK_LINE] = "t-bosatt", [LOOK_OTHER] = "t-spurt",
    };
    struct end at[SERIES_MAX];
    size_t n = ends_of(c, p, at);
    for (size_t i = 0; i < n; i++) {
        out_f(w->o, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", classes[at[i].s->look],
              p->right + 6, at[i].y);
        w_text(w, end_words(w, c, at[i].s));
        OUT(w->o, "</text>");
    }
    OUT(w->o, "\n");
}

static struct plot plot_of(struct w *w, const struct chart *c, double step, double most)
{
    size_t longest = 0;
    for (size_t s = 0; s < c->series_n; s++) {
        str words = end_words(w, c, &c->series[s]);
        size_t n = 0;
        for (size_t i = 0; i < words.n; i++) // code points: bytes that do not continue one
            n += (words.p[i] & 0xC0) != 0x80;
        longest = n > longest ? n : longest;
    }
    struct plot p = { .right = W - 10 - (double)longest * 7.6, .bottom = H - FOOT };
    p.top_value = ceil(most / step - 1e-9) * step;
    if (p.top_value <= 0)
        p.top_value = step;
    p.slot = (p.right - LEFT) / (double)(c->n ? c->n : 1);
    return p;
}

static void note_line(struct w *w, const struct chart *c, const struct plot *p)
{
    if (!c->note_before || !c->note.n || c->note_before >= c->n)
        return;
    double x = LEFT + p->slot * (double)c->note_before;
    bool left = x > (LEFT + p->right) / 2;
    out_f(w->o,
          "<path class=\"brudd\" d=\"M%.1f %dV%.1f\"/><text class=\"akse\" x=\"%.1f\" y=\"%d\" "
          "text-anchor=\"%s\">",
          x, TOP, p->bottom, left ? x - 8 : x + 8, TOP + 11, left ? "end" : "start");
    w_text(w, c->note);
    OUT(w->o, "</text>\n");
}

static void drawing(struct w *w, const struct chart *c)
{
    double most = largest(c), step = step_of(most, c->decimals);
    struct plot p = plot_of(w, c, step, most);
    grid(w, &p, step);
    note_line(w, c, &p);
    static const enum look order[] = { LOOK_BAR, LOOK_FRAME, LOOK_STROKE, LOOK_OTHER,
                                       LOOK_LINE };
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t s = 0; s < c->series_n; s++)
            if (c->series[s].look == order[k])
                series(w, c, &p, &c->series[s]);
    out_f(w->o, "<path class=\"null\" d=\"M%d %.1fH%.1f\"/>\n", LEFT, p.bottom, p.right);
    columns(w, c, &p);
    ends(w, c, &p);
}

void c_chart(struct w *w, const struct chart *c)
{
    str about = c->about, desc = c->desc.n ? c->desc : c->about;
    OUT(w->o, "<figure class=\"figur\"><figcaption>");
    w_text(w, c->title);
    OUT(w->o, "</figcaption>\n");
    if (about.n) {
        OUT(w->o, "<p class=\"under\">");
        w_text(w, about);
        OUT(w->o, "</p>\n");
    }
    OUT(w->o, "<section class=\"rulle sist\" tabindex=\"0\" aria-labelledby=\"");
    w_text(w, c->id);
    out_f(w->o,
          "-t\"><svg class=\"diagram\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"",
          W, H);
    w_text(w, c->id);
    OUT(w->o, "-t ");
    w_text(w, c->id);
    OUT(w->o, "-d\"><title id=\"");
    w_text(w, c->id);
    OUT(w->o, "-t\">");
    w_text(w, c->title);
    OUT(w->o, "</title><desc id=\"");
    w_text(w, c->id);
    OUT(w->o, "-d\">");
    w_text(w, desc);
    OUT(w->o, "</desc>\n");
    drawing(w, c);
    OUT(w->o, "</svg></section></figure>\n");
}

// ---- small ones

static double percent(const struct bar *b, double v)
{
    double p = b->total > 0 && v > 0 ? v / b->total * 100 : 0;
    return p > 100 ? 100 : p;
}

static void bar(struct w *w, const struct bar *b, bool nested)
{
    static const char *const looks[] = { "c", "b", "e", "a" };
    OUT(w->o, "<svg class=\"stolpe\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
              "role=\"img\" aria-label=\"");
    w_text(w, b->label);
    OUT(w->o, "\"><rect class=\"a\" width=\"100\" height=\"10\"/>");
    double x = 0;
    for (size_t i = 0; i < b->n; i++) {
        double width = percent(b, b->part[i].value);
        size_t look = nested ? b->n - 1 - i : i; // the last of the nested ones is the darkest
        out_f(w->o, "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>",
              looks[look < 4 ? look : 3], nested ? 0 : x, width);
        x += width;
    }
    if (!isnan(b->mark))
        out_f(w->o, "<rect class=\"prog\" x=\"%.2f\" width=\"0.8\" height=\"10\"/>",
              percent(b, b->mark) - 0.4);
    OUT(w->o, "</svg>\n");
}

void c_bar(struct w *w, const struct bar *b)
{
    bar(w, b, false);
}

void c_bar_nested(struct w *w, const struct bar *b)
{
    bar(w, b, true);
}

void c_spark(struct w *w, const struct spark *s)
{
    double most = 0;
    size_t last = s->n;
    for (size_t i = 0; i < s->n; i++)
        if (!isnan(s->at[i])) {
            most = s->at[i] > most ? s->at[i] : most;
            last = i;
        }
    OUT(w->o, "<svg class=\"gnist\" viewBox=\"0 0 120 32\" role=\"img\" aria-label=\"");
    w_text(w, s->label);
    OUT(w->o, "\"><path class=\"grunn\" d=\"M2 29H118\"/><path class=\"strek\" d=\"");
    bool pen_up = true;
    double x = 0, y = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(s->at[i])) {
            pen_up = true;
            continue;
        }
        double px = s->n > 1 ? 4 + 110.0 * (double)i / (double)(s->n - 1) : 60;
        double py = 29 - (most > 0 ? s->at[i] / most * 24 : 0);
        out_f(w->o, "%c%.1f %.1f", pen_up ? 'M' : 'L', px, py);
        pen_up = false;
        if (i == last)
            x = px, y = py;
    }
    OUT(w->o, "\"/>");
    if (last < s->n)
        out_f(w->o, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x, y);
    OUT(w->o, "</svg>\n");
}
