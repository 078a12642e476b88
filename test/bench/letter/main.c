// SPDX-License-Identifier: Apache-2.0
// bench-letter: processor time of one page's PDF, after the fonts are read, beside the same words through
// Pango and cairo alone (no tags, no marks of archive, no subset kept small).
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "platform/letter/letter.h"

enum { LETTERS = 200, PARAGRAPHS = 6 };

static const char words[] =
    "Kommunen har sagt ja til å ta imot hele husstanden. Vi har lagt vekt på at dere er fem, at dere har familie "
    "i nabokommunen, og at kommunen har en bolig som passer. Fristen for å klage er tre uker.";

static struct letter *letter_of(struct arena *a, int number)
{
    struct letter *l = letter_new(a, NB);
    letter_sender(l, STR("Integrerings- og mangfoldsdirektoratet"));
    letter_to(l, strf(a, "Mottaker %d", number));
    letter_dated(l, day_of(2023, 9, 1));
    letter_heading(l, STR("Dere skal bosettes i Molde kommune"));
    for (int i = 0; i < PARAGRAPHS; i++)
        letter_p(l, str_z(words));
    letter_sign(l, STR("Kari Nordmann"), STR("seniorrådgiver"));
    return l;
}

static cairo_status_t count(void *arg, const unsigned char *p, unsigned n)
{
    (void)p;
    *(size_t *)arg += n;
    return CAIRO_STATUS_SUCCESS;
}

static size_t bare(void)
{
    size_t bytes = 0;
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(count, &bytes, 595, 842);
    cairo_t *c = cairo_create(s);
    PangoLayout *l = pango_cairo_create_layout(c);
    PangoFontDescription *font = pango_font_description_from_string("Inter 11");
    pango_layout_set_font_description(l, font);
    pango_layout_set_width(l, 450 * PANGO_SCALE);
    for (int i = 0; i < PARAGRAPHS; i++) {
        cairo_move_to(c, 70, 150 + 90 * i);
        pango_layout_set_text(l, words, -1);
        pango_cairo_show_layout(c, l);
    }
    pango_font_description_free(font);
    g_object_unref(l);
    cairo_destroy(c);
    cairo_surface_destroy(s);
    return bytes;
}

static double processor(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

int main(void)
{
    double ours[LETTERS], peer[LETTERS];
    size_t bytes = 0;
    for (int i = -5; i < LETTERS; i++) {
        struct arena *a = arena_make(0);
        struct out o = { 0 };
        double begin = processor();
        if (letter_pdf(a, letter_of(a, i), &o) != OK) {
            fputs("bench-letter: no letter\n", stderr);
            return 1;
        }
        double middle = processor();
        bare();
        if (i >= 0)
            ours[i] = middle - begin, peer[i] = processor() - middle;
        bytes = o.n;
        out_drop(&o);
        arena_drop(a);
    }
    qsort(ours, LETTERS, sizeof *ours, by_size);
    qsort(peer, LETTERS, sizeof *peer, by_size);
    printf("letter: one page as tagged PDF, %zu bytes: median %.1f ms, p99 %.1f ms; Pango and cairo alone %.1f ms, "
           "p99 %.1f ms; %.1f times\n",
           bytes, ours[LETTERS / 2], ours[LETTERS - 3], peer[LETTERS / 2], peer[LETTERS - 3],
           ours[LETTERS / 2] / peer[LETTERS / 2]);
    return 0;
}
