// SPDX-License-Identifier: Apache-2.0
// Draws the steps with cairo, tag by tag, page by page.
#include <cairo-pdf.h>

#include "platform/letter/pdf.h"
#include "text_keys.h"

static const struct {
    double size;
    PangoWeight weight;
} faces[FACE_KINDS] = {
    [FACE_BODY] = { 10.5, PANGO_WEIGHT_NORMAL },  [FACE_BOLD] = { 10.5, PANGO_WEIGHT_BOLD },
    [FACE_TITLE] = { 15, PANGO_WEIGHT_BOLD },     [FACE_NAME] = { 12, PANGO_WEIGHT_BOLD },
    [FACE_SMALL] = { 8.5, PANGO_WEIGHT_NORMAL },  [FACE_SMALL_BOLD] = { 9, PANGO_WEIGHT_BOLD },
};

static const double inks[][3] = {
    [INK_TEXT] = { 0.10, 0.12, 0.13 }, [INK_SOFT] = { 0.31, 0.34, 0.36 }, [INK_MARK] = { 0, 0.33, 0.36 },
    [INK_ALARM] = { 0.64, 0.10, 0.16 }, [INK_HAIR] = { 0.76, 0.79, 0.80 },
};

PangoLayout *pdf_layout(struct pdf *p, enum face_of face, str s, double width)
{
    PangoLayout *l = pango_layout_new(p->context);
    arena_closing(p->a, g_object_unref, l);
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, "Noto Sans");
    pango_font_description_set_absolute_size(d, faces[face].size * PANGO_SCALE);
    pango_font_description_set_weight(d, faces[face].weight);
    pango_layout_set_font_description(l, d);
    pango_font_description_free(d);
    PangoAttrList *attrs = pango_attr_list_new(); // a ligature would be one sign to who copies text
    pango_attr_list_insert(attrs, pango_attr_font_features_new("liga=0, clig=0, dlig=0"));
    // Arabic and Ge'ez stand taller than Latin: one height for all keeps the lines even.
    pango_attr_list_insert(attrs, pango_attr_line_height_new_absolute((int)(faces[face].size * 1.4 * PANGO_SCALE)));
    pango_layout_set_attributes(l, attrs);
    pango_attr_list_unref(attrs);
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(l, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_text(l, s.n ? s.p : "", (int)s.n);
    p->unknown |= pango_layout_get_unknown_glyphs_count(l) > 0;
    return l;
}

static void ink(cairo_t *c, enum ink i)
{
    cairo_set_source_rgb(c, inks[i][0], inks[i][1], inks[i][2]);
}

// The page number, said by no reader.
static void foot(struct pdf *p, const struct letter *l, cairo_t *c, int page, int pages)
{
    str words = text(p->a, l->lang, T_letter_page__all_n, TARGS(TI("n", page + 1), TI("all", pages)));
    PangoLayout *words_at = pdf_layout(p, FACE_SMALL, words, 0);
    PangoRectangle r;
    pango_layout_get_extents(words_at, NULL, &r);
    cairo_tag_begin(c, NOT_SAID, NULL);
    ink(c, INK_SOFT);
    cairo_move_to(c, MM(185) - (double)r.width / PANGO_SCALE, MM(280));
    pango_cairo_show_layout_line(c, pango_layout_get_line_readonly(words_at, 0));
    cairo_tag_end(c, NOT_SAID);
}

static void draw(cairo_t *c, const struct pdf_step *s)
{
    switch (s->kind) {
    case STEP_OPEN:
        cairo_tag_begin(c, s->tag, NULL);
        break;
    case STEP_CLOSE:
        cairo_tag_end(c, s->tag);
        break;
    case STEP_LINE:
        ink(c, s->ink);
        cairo_move_to(c, s->x, s->y);
        pango_cairo_show_layout_line(c, s->line);
        break;
    case STEP_RULE:
        ink(c, s->ink);
        cairo_new_path(c); // text leaves its end as the current point
        cairo_set_line_width(c, s->ink == INK_HAIR ? 0.5 : 0.9);
        cairo_move_to(c, s->x, s->y);
        cairo_line_to(c, s->x + s->w, s->y);
        cairo_stroke(c);
        break;
    case STEP_DOT:
        ink(c, s->ink);
        cairo_new_path(c);
        cairo_arc(c, s->x, s->y, 1.6, 0, 6.2831853);
        cairo_fill(c);
        break;
    }
}

static cairo_status_t take(void *out, const unsigned char *p, unsigned n)
{
    out_put(out, (str){ (const char *)p, n });
    return CAIRO_STATUS_SUCCESS;
}

// The page of a step. A tag that opens belongs to the page of what is drawn first in it: an element
// with nothing of its own on the page before would be lost to some readers.
static int page_at(const pdf_steps *s, size_t i, int now)
{
    while (i + 1 < s->n && s->p[i].kind == STEP_OPEN)
        i++;
    return s->p[i].kind == STEP_OPEN || s->p[i].kind == STEP_CLOSE ? now : s->p[i].page;
}

static bool write_all(struct pdf *p, const struct letter *l, struct out *raw)
{
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(take, raw, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, str_cz(p->a, l->heading));
    if (l->sender.n)
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, str_cz(p->a, l->sender.p[0]));
    cairo_t *c = cairo_create(s);
    int page = 0;
    for (size_t i = 0; i < p->steps.n; i++) {
        const struct pdf_step *x = &p->steps.p[i];
        bool last = i + 1 == p->steps.n; // of the document's tag
        int next = page_at(&p->steps, i, page);
        if (last || next > page)
            foot(p, l, c, page, p->page + 1);
        if (next > page) {
            cairo_show_page(c);
            page = next;
        }
        draw(c, x);
    }
    bool fine = cairo_status(c) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(c);
    cairo_surface_finish(s);
    fine &= cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(s);
    return fine;
}

static err render(struct pdf *p, const struct letter *l, struct out *out)
{
    pdf_lay(p, l);
    if (p->unknown)
        return E_INPUT;
    struct out raw = { 0 };
    err e = write_all(p, l, &raw) ? letter_finish(p->a, out_str(&raw), l, out) : E_IO;
    out_drop(&raw);
    return e;
}

err letter_pdf(struct arena *a, const struct letter *l, struct out *out)
{
    PangoFontMap *fonts = letter_fonts();
    if (!fonts)
        return E_IO;
    struct mark m = arena_mark(a);
    struct pdf p = { .a = a, .context = pango_font_map_create_context(fonts) };
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(p.context, o);
    cairo_font_options_destroy(o);
    pango_context_set_language(p.context, pango_language_from_string(lang_tag(l->lang)));
    err e = render(&p, l, out);
    arena_back(a, m);
    g_object_unref(p.context);
    return e;
}

struct reply letter_reply(struct rq *q, const struct letter *l, str name)
{
    struct out o = { 0 };
    err e = letter_pdf(q->mem, l, &o);
    if (e != OK) {
        out_drop(&o);
        q->fault = e == E_IO ? "the fonts of letters are not installed" : "a sign of the letter has no glyph";
        return fail(q, e);
    }
    reply r = bytes(q, "application/pdf", str_dup(q->mem, out_str(&o)));
    out_drop(&o);
    *ADD(q->mem, &r.more) = (struct pair){
        STR("Content-Disposition"), strf(q->mem, "inline; filename=\"%.*s.pdf\"", S(text_slug(q->mem, name)))
    };
    return r;
}
