// SPDX-License-Identifier: Apache-2.0
// A cube as a file. CSV and spreadsheet have one row per region and time and a column per content,
// as people want them; JSON-stat has the cube as it is.
#include "rooms/statistics/cube.h"

#include <stdio.h>

#include "platform/data/xlsx.h"
#include "text_keys.h"

static str plain(struct arena *a, struct fig f, int decimals, char point)
{
    if (f.sign != SIGN_VALUE)
        return str_z(sign_text(f.sign));
    char *p = str_cz(a, strf(a, "%.*f", decimals, f.v));
    for (char *c = p; *c; c++)
        if (*c == '.')
            *c = point;
    return str_z(p);
}

static str time_label(struct arena *a, enum lang lang, const struct cube *c)
{
    return c->time_label.n ? c->time_label : text(a, lang, T_statistics_column_year, NO_TARGS);
}

void cube_csv(struct out *o, const struct cube *c, enum lang lang)
{
    struct arena *a = arena_make(0);
    OUT(o, "\xEF\xBB\xBF");
    out_csv_safe(o, text(a, lang, T_statistics_column_code, NO_TARGS), ';');
    out_char(o, ';');
    out_csv_safe(o, c->region_label, ';');
    out_char(o, ';');
    if (c->groups.n) {
        out_csv_safe(o, c->group_label, ';');
        out_char(o, ';');
    }
    out_csv_safe(o, time_label(a, lang, c), ';');
    for (size_t k = 0; k < c->contents.n; k++) {
        out_char(o, ';');
        out_csv_safe(o, c->contents.p[k].label, ';');
    }
    OUT(o, "\r\n");
    size_t groups = c->groups.n ? c->groups.n : 1;
    for (size_t i = 0; i < c->regions.n * groups; i++)
        for (size_t t = 0; t < c->times.n; t++) {
            struct mark m = arena_mark(a);
            size_t r = i / groups, g = i % groups;
            out_csv_safe(o, c->regions.p[r].code, ';');
            out_char(o, ';');
            out_csv_safe(o, c->regions.p[r].label, ';');
            out_char(o, ';');
            if (c->groups.n) {
                out_csv_safe(o, c->groups.p[g].label, ';');
                out_char(o, ';');
            }
            out_csv_safe(o, c->times.p[t].label, ';');
            for (size_t k = 0; k < c->contents.n; k++) {
                out_char(o, ';');
                out_csv(o, plain(a, *cube_cell(c, r, g, k, t), c->contents.p[k].decimals, ','), ';');
            }
            OUT(o, "\r\n");
            arena_back(a, m);
        }
    arena_drop(a);
}

err cube_xlsx(struct out *o, const struct cube *c, enum lang lang)
{
    struct arena *a = arena_make(0);
    struct xlsx *x = xlsx_make(a, c->id);
    if (!x) {
        arena_drop(a);
        return E_IO;
    }
    SLICE(str) head = { 0 };
    *ADD(a, &head) = text(a, lang, T_statistics_column_code, NO_TARGS);
    *ADD(a, &head) = c->region_label;
    if (c->groups.n)
        *ADD(a, &head) = c->group_label;
    *ADD(a, &head) = time_label(a, lang, c);
    for (size_t k = 0; k < c->contents.n; k++)
        *ADD(a, &head) = c->contents.p[k].label;
    xlsx_head(x, head.p, head.n);
    size_t groups = c->groups.n ? c->groups.n : 1;
    for (size_t i = 0; i < c->regions.n * groups; i++)
        for (size_t t = 0; t < c->times.n; t++) {
            size_t r = i / groups, g = i % groups;
            xlsx_row(x);
            xlsx_text(x, c->regions.p[r].code);
            xlsx_text(x, c->regions.p[r].label);
            if (c->groups.n)
                xlsx_text(x, c->groups.p[g].label);
            xlsx_text(x, c->times.p[t].label);
            for (size_t k = 0; k < c->contents.n; k++) {
                struct fig f = *cube_cell(c, r, g, k, t);
                if (f.sign != SIGN_VALUE)
                    xlsx_text(x, str_z(sign_text(f.sign)));
                else
                    xlsx_real(x, f.v, c->contents.p[k].decimals);
            }
        }
    str about = strf(a, "%.*s\t%.*s\n%.*s\t%.*s\n%.*s\t%.*s\n%.*s", S(c->id), S(c->label),
                     S(text(a, lang, T_statistics_source, NO_TARGS)), S(c->source),
                     S(text(a, lang, T_statistics_updated, NO_TARGS)), S(c->updated),
                     S(text(a, lang, T_statistics_signs, NO_TARGS)));
    for (size_t i = 0; i < c->notes.n; i++)
        about = strf(a, "%.*s\n%.*s", S(about), S(c->notes.p[i]));
    err e = xlsx_end(x, about, o);
    arena_drop(a);
    return e;
}

// ---- JSON-stat 2.0 (statistics.md 5.3) ----------------------------------------------------------

static void category_codes(struct out *o, const struct code *at, size_t n)
{
    OUT(o, "\"category\":{\"index\":{");
    for (size_t i = 0; i < n; i++) {
        out_f(o, "%s", i ? "," : "");
        out_json(o, at[i].code);
        out_f(o, ":%zu", i);
    }
    OUT(o, "},\"label\":{");
    for (size_t i = 0; i < n; i++) {
        out_f(o, "%s", i ? "," : "");
        out_json(o, at[i].code);
        out_char(o, ':');
        out_json(o, at[i].label);
    }
    OUT(o, "}");
}

static void contents(struct out *o, const struct cube *c, enum lang lang, struct arena *a)
{
    OUT(o, "\"ContentsCode\":{\"label\":");
    out_json(o, text(a, lang, T_statistics_column_content, NO_TARGS));
    SLICE(struct code) codes = { 0 };
    for (size_t k = 0; k < c->contents.n; k++)
        *ADD(a, &codes) = (struct code){ c->contents.p[k].code, c->contents.p[k].label };
    out_char(o, ',');
    category_codes(o, codes.p, codes.n);
    OUT(o, ",\"unit\":{");
    for (size_t k = 0; k < c->contents.n; k++) {
        out_f(o, "%s", k ? "," : "");
        out_json(o, c->contents.p[k].code);
        OUT(o, ":{\"base\":");
        out_json(o, c->contents.p[k].unit);
        out_f(o, ",\"decimals\":%d}", c->contents.p[k].decimals);
    }
    OUT(o, "}},\"extension\":{\"elimination\":false,\"show\":\"value\"}}");
}

static void values(struct out *o, const struct cube *c, struct arena *a)
{
    size_t n = c->regions.n * (c->groups.n ? c->groups.n : 1) * c->contents.n * c->times.n, signs = 0;
    OUT(o, "\"value\":[");
    for (size_t i = 0; i < n; i++) {
        struct mark m = arena_mark(a);
        out_f(o, "%s", i ? "," : "");
        if (c->at[i].sign == SIGN_VALUE)
            out_put(o, plain(a, c->at[i], c->contents.p[i / c->times.n % c->contents.n].decimals, '.'));
        else
            OUT(o, "null");
        arena_back(a, m);
    }
    OUT(o, "]");
    for (size_t i = 0; i < n; i++)
        if (c->at[i].sign != SIGN_VALUE)
            out_f(o, "%s\"%zu\":\"%s\"", signs++ ? "," : ",\"status\":{", i, sign_text(c->at[i].sign));
    if (signs)
        OUT(o, "}");
}

void cube_jsonstat(struct out *o, const struct cube *c, enum lang lang)
{
    struct arena *a = arena_make(0);
    OUT(o, "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":");
    out_json(o, strf(a, "%.*s: %.*s", S(c->id), S(c->label)));
    OUT(o, ",\"source\":");
    out_json(o, c->source);
    OUT(o, ",\"updated\":");
    out_json(o, c->updated);
    OUT(o, ",\"note\":[");
    for (size_t i = 0; i < c->notes.n; i++) {
        out_f(o, "%s", i ? "," : "");
        out_json(o, c->notes.p[i]);
    }
    OUT(o, "],\"role\":{\"time\":[\"Tid\"],\"geo\":[\"Region\"],\"metric\":[\"ContentsCode\"]},\"id\":[\"Region\",");
    if (c->groups.n) {
        out_json(o, c->group_code);
        out_f(o, ",\"ContentsCode\",\"Tid\"],\"size\":[%zu,%zu,%zu,%zu]", c->regions.n, c->groups.n, c->contents.n,
              c->times.n);
    } else {
        out_f(o, "\"ContentsCode\",\"Tid\"],\"size\":[%zu,%zu,%zu]", c->regions.n, c->contents.n, c->times.n);
    }
    OUT(o, ",\"dimension\":{\"Region\":{\"label\":");
    out_json(o, c->region_label);
    out_char(o, ',');
    category_codes(o, c->regions.p, c->regions.n);
    OUT(o, "},\"extension\":{\"elimination\":false,\"show\":\"code_value\"}},");
    if (c->groups.n) {
        out_json(o, c->group_code);
        OUT(o, ":{\"label\":");
        out_json(o, c->group_label);
        out_char(o, ',');
        category_codes(o, c->groups.p, c->groups.n);
        OUT(o, "},\"extension\":{\"elimination\":false,\"show\":\"value\"}},");
    }
    contents(o, c, lang, a);
    OUT(o, ",\"Tid\":{\"label\":");
    out_json(o, time_label(a, lang, c));
    out_char(o, ',');
    category_codes(o, c->times.p, c->times.n);
    OUT(o, "},\"extension\":{\"elimination\":false,\"show\":\"code\"}}},\"extension\":{\"px\":{\"tableid\":");
    out_json(o, c->id);
    out_f(o, ",\"decimals\":0,\"official-statistics\":false,\"aggregallowed\":true,\"language\":\"%s\","
             "\"heading\":[\"Tid\"],\"stub\":[\"Region\",",
          lang == NB ? "no" : lang_tag(lang));
    if (c->groups.n) {
        out_json(o, c->group_code);
        out_char(o, ',');
    }
    OUT(o, "\"ContentsCode\"]}},");
    values(o, c, a);
    OUT(o, "}\n");
    arena_drop(a);
}
