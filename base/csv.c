// SPDX-License-Identifier: Apache-2.0
#include "base/csv.h"

#include <csv.h>
#include <stdlib.h>

#include "base/out.h"

// The library grows a cell by its block, copying it each time: a small block makes a long cell quadratic.
enum { BLOCK = 64 << 10, CELLS_MAX = 100 * 1000, TEXT_ROW_MAX = 1 << 20 };
enum { ROW_NOT_BEGUN = 0 }; // libcsv's name for this parser state is private

struct csv_in {
    struct csv_parser parser;
    err (*row)(void *, const struct csv_row *);
    void *arg;
    size_t row_max;
    struct out bytes;      // the cells of the row being read, one after the other
    SLICE(size_t) ends;    // where each cell ends in `bytes`
    SLICE(str) cells;
    struct arena *a;
    int64_t line, row_line; // line now; line where the row began
    err failed;
    bool inside; // something of a row has been seen
};

static void on_cell(void *bytes, size_t n, void *arg)
{
    struct csv_in *c = arg;
    if (c->failed)
        return;
    if (n > c->row_max - c->bytes.n || c->ends.n == CELLS_MAX) {
        c->failed = E_TOOBIG;
        return;
    }
    out_put(&c->bytes, (str){ bytes, n });
    *ADD(c->a, &c->ends) = c->bytes.n;
}

static void on_row(int end, void *arg)
{
    (void)end;
    struct csv_in *c = arg;
    if (c->failed)
        return;
    c->cells.n = 0;
    size_t from = 0;
    for (size_t i = 0; i < c->ends.n; i++) {
        *ADD(c->a, &c->cells) = (str){ c->bytes.p ? c->bytes.p + from : "", c->ends.p[i] - from };
        from = c->ends.p[i];
    }
    struct csv_row row = { c->cells.p, c->cells.n, c->row_line };
    c->failed = c->row(c->arg, &row);
    c->ends.n = 0;
    out_clear(&c->bytes);
    c->inside = false;
}

static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static void drop(void *arg)
{
    struct csv_in *c = arg;
    csv_free(&c->parser);
    out_drop(&c->bytes);
}

struct csv_in *csv_in_make(struct arena *a, char sep, size_t row_max,
                           err (*row)(void *, const struct csv_row *), void *arg)
{
    struct csv_in *c = NEW(a, struct csv_in);
    c->row = row;
    c->arg = arg;
    c->row_max = row_max;
    c->a = a;
    c->line = c->row_line = 1;
    if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI))
        abort();
    csv_set_blk_size(&c->parser, BLOCK);
    csv_set_delim(&c->parser, (unsigned char)sep);
    // Blanks belong to the cell: what to trim is for the reader of the field to say.
    csv_set_space_func(&c->parser, no_blank);
    arena_closing(a, drop, c);
    return c;
}

// libcsv does not count lines, so each line goes in by itself, a long one in pieces.
err csv_in_feed(struct csv_in *c, str piece)
{
    while (piece.n && !c->failed) {
        size_t most = piece.n < BLOCK ? piece.n : BLOCK;
        const char *nl = memchr(piece.p, '\n', most);
        size_t n = nl ? (size_t)(nl - piece.p) + 1 : most;
        if (!c->inside) {
            c->row_line = c->line;
            c->inside = true;
        }
        if (csv_parse(&c->parser, piece.p, n, on_cell, on_row, c) != n && !c->failed)
            c->failed = E_INPUT;
        if (!c->failed && c->parser.entry_pos > c->row_max)
            c->failed = E_TOOBIG;
        c->line += nl != NULL;
        if (nl && c->parser.pstate == ROW_NOT_BEGUN)
            c->inside = false; // an empty line, which libcsv passes over
        piece = str_part(piece, n, piece.n);
    }
    return c->failed;
}

err csv_in_end(struct csv_in *c)
{
    if (!c->failed && csv_fini(&c->parser, on_cell, on_row, c) != 0 && !c->failed)
        c->failed = E_INPUT;
    return c->failed;
}

int64_t csv_in_line(const struct csv_in *c)
{
    return c->line;
}

err csv_read(struct arena *a, str text, char sep, err (*row)(void *, const struct csv_row *),
             void *arg)
{
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_part(text, 3, text.n);
    struct csv_in *c = csv_in_make(a, sep, text.n < TEXT_ROW_MAX ? text.n + 1 : TEXT_ROW_MAX, row, arg);
    PASS(csv_in_feed(c, text));
    return csv_in_end(c);
}
