// SPDX-License-Identifier: Apache-2.0
// What lists are made of: headers that sort, pages, the way back. All are links with the list's
// whole state in the address.
#include "platform/view/parts.h"
#include "text_keys.h"

static void link_to(struct w *w, str url)
{
    OUT(w->o, "<a href=\"");
    w_link(w, url);
    OUT(w->o, "\"");
}

// Another order begins on the first page.
static str sorted_by(struct rq *q, str by)
{
    str url = here_with(q, "sorter", by), side = query(q, "side");
    if (!side.n)
        return url;
    str part = strf(q->mem, "side=%.*s", S(side));
    size_t at = str_find(url, part);
    if (at == (size_t)-1)
        return url;
    size_t end = at + part.n + (at + part.n < url.n);
    url = strf(q->mem, "%.*s%.*s", (int)at, url.p, (int)(url.n - end), url.p + end);
    while (url.n && strchr("?&", url.p[url.n - 1]))
        url.n--;
    return url;
}

static void sort(struct w *w, str name, text_key label, bool end)
{
    struct rq *q = w->q;
    str by = query(q, "sorter");
    bool falling = by.n && by.p[0] == '-';
    bool mine = str_eq(falling ? str_part(by, 1, by.n) : by, name);
    OUT(w->o, "<th scope=\"col\"");
    if (end)
        OUT(w->o, " class=\"n\"");
    if (mine)
        out_f(w->o, " aria-sort=\"%s\"", falling ? "descending" : "ascending");
    OUT(w->o, ">");
    // Numbers are wanted largest first, names from A.
    bool to_falling = mine ? !falling : end;
    link_to(w, sorted_by(q, strf(q->mem, "%s%.*s", to_falling ? "-" : "", S(name))));
    OUT(w->o, " class=\"sorter\" rel=\"nofollow\">");
    w_t(w, label, NO_TARGS);
    c_icon(w, !mine ? STR("opp-ned") : falling ? STR("ned") : STR("opp"));
    OUT(w->o, "</a></th>\n");
}

void c_sort(struct w *w, str name, text_key label)
{
    sort(w, name, label, false);
}

void c_sort_end(struct w *w, str name, text_key label)
{
    sort(w, name, label, true);
}

static str page_url(struct w *w, int64_t page)
{
    return here_with(w->q, "side",
                     page == 1 ? STR("") : strf(w->q->mem, "%lld", (long long)page));
}

static void step(struct w *w, int64_t page, text_key words, const char *rel)
{
    OUT(w->o, "<li>");
    link_to(w, page_url(w, page));
    out_f(w->o, " class=\"ds-button\" data-variant=\"tertiary\" rel=\"%s\">", rel);
    w_t(w, words, NO_TARGS);
    OUT(w->o, "</a></li>\n");
}

static void number(struct w *w, int64_t page, bool here)
{
    OUT(w->o, "<li>");
    link_to(w, page_url(w, page));
    out_f(w->o, " class=\"ds-button\" data-variant=\"%s\"", here ? "primary" : "tertiary");
    if (here)
        OUT(w->o, " aria-current=\"page\"");
    OUT(w->o, "><span class=\"ds-sr-only\">");
    w_t(w, T_view_list_page__n, TARGS(TI("n", page)));
    OUT(w->o, "</span><span aria-hidden=\"true\">");
    w_int(w, page);
    OUT(w->o, "</span></a></li>\n");
}

void c_pager(struct w *w, const struct pager *p)
{
    int64_t per = p->per_page > 0 ? p->per_page : 50, pages = (p->total + per - 1) / per;
    int64_t from = (p->page - 1) * per + 1, to = from + per - 1;
    OUT(w->o, "<p class=\"treff liten dempet\">");
    if (p->total == 0)
        w_t(w, T_view_list_none, NO_TARGS);
    else
        w_t(w, T_view_list_shown__from_n_to,
            TARGS(TI("from", from), TI("to", to < p->total ? to : p->total),
                  TI("n", p->total)));
    OUT(w->o, "</p>\n");
    if (pages < 2)
        return;
    OUT(w->o, "<nav class=\"ds-pagination\" aria-label=\"");
    w_t(w, T_view_list_pages, NO_TARGS);
    OUT(w->o, "\"><ul>\n");
    if (p->page > 1)
        step(w, p->page - 1, T_view_list_before, "prev");
    for (int64_t i = 1; i <= pages; i++) {
        bool near = i == 1 || i == pages || (i >= p->page - 2 && i <= p->page + 2);
        if (near)
            number(w, i, i == p->page);
        else if (i == p->page - 3 || i == p->page + 3)
            OUT(w->o, "<li aria-hidden=\"true\">…</li>\n");
    }
    if (p->page < pages)
        step(w, p->page + 1, T_view_list_next, "next");
    OUT(w->o, "</ul></nav>\n");
}

void c_crumbs(struct w *w, const struct crumbs *c)
{
    OUT(w->o, "<nav class=\"smuler\" aria-label=\"");
    w_t(w, T_view_crumbs, NO_TARGS);
    OUT(w->o, "\"><ol>");
    for (size_t i = 0; i < c->n; i++) {
        if (c->at[i].url.n) {
            OUT(w->o, "<li>");
            link_to(w, c->at[i].url);
            OUT(w->o, ">");
            w_text(w, c->at[i].label);
            OUT(w->o, "</a></li>");
        } else {
            OUT(w->o, "<li aria-current=\"page\">");
            w_text(w, c->at[i].label);
            OUT(w->o, "</li>");
        }
    }
    OUT(w->o, "</ol></nav>\n");
}

void c_downloads(struct w *w)
{
    static const struct {
        const char *end, *name, *about;
    } faces[] = { { ".xlsx", "Excel", "xlsx" },
                  { ".csv", "CSV", "csv" },
                  { ".json", "JSON", "json" } };
    str rest = w->q->target, path;
    (void)str_cut(&rest, '?', &path);
    OUT(w->o, "<ul class=\"ned\">\n");
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        OUT(w->o, "<li><a download href=\"");
        w_link(w, path.n > 1 ? path : STR("/"));
        out_put(w->o, str_z(faces[i].end));
        if (rest.n) {
            OUT(w->o, "?");
            w_text(w, rest);
        }
        OUT(w->o, "\">");
        c_icon(w, STR("last-ned"));
        OUT(w->o, "<b>");
        w_z(w, faces[i].name);
        OUT(w->o, "</b><span>.");
        w_z(w, faces[i].about);
        OUT(w->o, "</span></a></li>\n");
    }
    OUT(w->o, "</ul>\n");
}
