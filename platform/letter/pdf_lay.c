// SPDX-License-Identifier: Apache-2.0
// What stands where. Measures after the window envelopes in use in Norway: the recipient 20 mm from
// the left and 50 mm from the top, inside the window of C5 and E65. Paragraphs break between lines,
// never with a single line on either side; rows of a table stay whole and the head comes again.
#include "platform/letter/pdf.h"

#define LEFT MM(25)
#define WIDTH MM(160)
#define COLUMN MM(130) // sender's lines and references
#define COLUMN_WIDTH MM(60)
#define BOTTOM MM(270)
#define NEXT_TOP MM(22)

struct line {
    PangoLayoutLine *at;
    double x, base, top, bottom; // from the layout's corner
};
struct box { // a laid-out text
    struct line *line;
    size_t n;
    double height, width;
};

static void open_tag(struct pdf *p, const char *tag)
{
    *ADD(p->a, &p->steps) = (struct pdf_step){ .kind = STEP_OPEN, .tag = tag };
}
static void close_tag(struct pdf *p, const char *tag)
{
    *ADD(p->a, &p->steps) = (struct pdf_step){ .kind = STEP_CLOSE, .tag = tag };
}

static void rule(struct pdf *p, enum ink ink, double x, double y, double w)
{
    open_tag(p, NOT_SAID);
    *ADD(p->a, &p->steps) = (struct pdf_step){ STEP_RULE, .ink = ink, .page = p->page, .x = x, .y = y, .w = w };
    close_tag(p, NOT_SAID);
}

static double points(int pango)
{
    return (double)pango / PANGO_SCALE;
}

static struct box box(struct pdf *p, enum face_of face, str s, double width)
{
    PangoLayout *l = pdf_layout(p, face, s, width);
    struct box b = { .line = NEW_ARRAY(p->a, (size_t)pango_layout_get_line_count(l), struct line) };
    PangoRectangle whole;
    pango_layout_get_extents(l, NULL, &whole);
    b.height = points(whole.height);
    b.width = points(whole.width);
    PangoLayoutIter *it = pango_layout_get_iter(l);
    do {
        PangoRectangle r;
        pango_layout_iter_get_line_extents(it, NULL, &r);
        b.line[b.n++] = (struct line){ pango_layout_iter_get_line_readonly(it), points(r.x),
                                       points(pango_layout_iter_get_baseline(it)), points(r.y),
                                       points(r.y + r.height) };
    } while (pango_layout_iter_next_line(it));
    pango_layout_iter_free(it);
    return b;
}

// Lines from..to of a box, the first at height y.
static void lines(struct pdf *p, const struct box *b, size_t from, size_t to, enum ink ink, double x, double y)
{
    for (size_t i = from; i < to; i++)
        *ADD(p->a, &p->steps) = (struct pdf_step){ STEP_LINE,
                                                   .ink = ink,
                                                   .page = p->page,
                                                   .x = x + b->line[i].x,
                                                   .y = y + b->line[i].base - b->line[from].top,
                                                   .line = b->line[i].at };
}

static void turn(struct pdf *p)
{
    p->page++;
    p->y = NEXT_TOP;
}

static void need(struct pdf *p, double height)
{
    if (p->y + height > BOTTOM && p->y > NEXT_TOP)
        turn(p);
}

// How many lines from `from` on fit, minding that no single line is left alone.
static size_t fitting(const struct pdf *p, const struct box *b, size_t from)
{
    size_t n = 0;
    while (from + n < b->n && p->y + b->line[from + n].bottom - b->line[from].top <= BOTTOM)
        n++;
    size_t left = b->n - from - n;
    if (left == 1 && n > 0)
        n--;
    return n == 1 && b->n - from > 1 ? 0 : n;
}

// Text that flows over pages, at x.
static void flow(struct pdf *p, const struct box *b, enum ink ink, double x)
{
    for (size_t from = 0; from < b->n;) {
        size_t n = fitting(p, b, from);
        if (n == 0 && p->y > NEXT_TOP) {
            turn(p);
            continue;
        }
        n = n ? n : 1;
        lines(p, b, from, from + n, ink, x, p->y);
        p->y += b->line[from + n - 1].bottom - b->line[from].top;
        from += n;
    }
}

static void said(struct pdf *p, const char *tag, enum face_of face, enum ink ink, str s, double after)
{
    struct box b = box(p, face, s, WIDTH);
    open_tag(p, tag);
    flow(p, &b, ink, LEFT);
    close_tag(p, tag);
    p->y += after;
}

static void subheading(struct pdf *p, str s)
{
    struct box b = box(p, FACE_BOLD, s, WIDTH);
    p->y += p->y > NEXT_TOP ? 4 : 0;
    need(p, b.height + 3 * 15);
    open_tag(p, "H2");
    flow(p, &b, INK_TEXT, LEFT);
    close_tag(p, "H2");
    p->y += 2;
}

static void item(struct pdf *p, str s)
{
    struct box b = box(p, FACE_BODY, s, WIDTH - 14);
    if (fitting(p, &b, 0) == 0)
        turn(p);
    open_tag(p, "LI");
    open_tag(p, NOT_SAID);
    *ADD(p->a, &p->steps) = (struct pdf_step){
        STEP_DOT, .ink = INK_MARK, .page = p->page, .x = LEFT + 4, .y = p->y + b.line[0].base - 3.6
    };
    close_tag(p, NOT_SAID);
    open_tag(p, "LBody");
    flow(p, &b, INK_TEXT, LEFT + 14);
    close_tag(p, "LBody");
    close_tag(p, "LI");
    p->y += 2;
}

// ---- tables

enum { GAP = 14 }; // between columns; the table keeps the margins of the text
struct columns {
    size_t n;
    double x[12], w[12]; // of the text
};

// As wide as their text wants when that fits; else narrow columns keep their width and the wide
// ones share the rest.
static struct columns measure(struct pdf *p, const struct letter_block *t)
{
    struct columns c = { .n = t->columns };
    double sum = 0, want[12] = { 0 };
    for (size_t i = 0; i < t->cells.n; i++) {
        double w = box(p, i < c.n ? FACE_SMALL_BOLD : FACE_BODY, t->cells.p[i], 0).width + (i % c.n + 1 < c.n ? GAP : 0);
        if (w > want[i % c.n])
            want[i % c.n] = w;
    }
    for (size_t i = 0; i < c.n; i++)
        sum += want[i];
    double x = LEFT, room = WIDTH, fair = WIDTH / (double)c.n, wide = 0;
    for (size_t i = 0; i < c.n; i++)
        if (sum > WIDTH && want[i] <= fair)
            room -= want[i];
        else
            wide += want[i];
    for (size_t i = 0; i < c.n; i++) {
        bool keeps = sum > WIDTH && want[i] <= fair;
        double w = keeps ? want[i] : room * want[i] / wide;
        c.w[i] = w - (i + 1 < c.n ? GAP : 0);
        c.x[i] = x;
        x += w;
    }
    return c;
}

static double row_lay(struct pdf *p, const struct letter_block *t, const struct columns *c, size_t row, struct box *b)
{
    double height = 0;
    for (size_t i = 0; i < c->n; i++) {
        b[i] = box(p, row ? FACE_BODY : FACE_SMALL_BOLD, t->cells.p[row * c->n + i], c->w[i] + 0.01);
        height = b[i].height > height ? b[i].height : height;
    }
    return height + 8;
}

static void row_draw(struct pdf *p, const struct letter_block *t, const struct columns *c, const struct box *b,
                     double height, bool head, bool again)
{
    if (!again)
        open_tag(p, "TR");
    for (size_t i = 0; i < c->n; i++) {
        const char *tag = again ? NOT_SAID : head ? "TH" : "TD";
        double right = t->numbers >> i & 1 ? c->w[i] - b[i].width : 0;
        open_tag(p, tag);
        lines(p, &b[i], 0, b[i].n, head ? INK_SOFT : INK_TEXT, c->x[i] + right, p->y + 4);
        close_tag(p, tag);
    }
    p->y += height;
    rule(p, head ? INK_MARK : INK_HAIR, LEFT, p->y, WIDTH);
    if (!again)
        close_tag(p, "TR");
}

static void table(struct pdf *p, const struct letter_block *t)
{
    struct columns c = measure(p, t);
    struct box head[12], b[12];
    double head_height = row_lay(p, t, &c, 0, head);
    size_t rows = t->cells.n / c.n;
    need(p, head_height + 60);
    open_tag(p, "Table");
    if (t->text.n)
        said(p, "Caption", FACE_SMALL_BOLD, INK_TEXT, t->text, 2);
    row_draw(p, t, &c, head, head_height, true, false);
    for (size_t r = 1; r < rows; r++) {
        double height = row_lay(p, t, &c, r, b);
        if (p->y + height > BOTTOM) {
            turn(p);
            row_draw(p, t, &c, head, head_height, true, true);
        }
        row_draw(p, t, &c, b, height, false, false);
    }
    close_tag(p, "Table");
    p->y += 10;
}

// ---- the head of the letter and its end

// A text at a fixed place; gives the height below it.
static double set(struct pdf *p, enum face_of face, enum ink ink, str s, double x, double y, double width)
{
    struct box b = box(p, face, s, width);
    open_tag(p, "P");
    lines(p, &b, 0, b.n, ink, x, y);
    close_tag(p, "P");
    return y + b.height;
}

// All that stands above the heading; gives how many pieces that were.
static size_t head(struct pdf *p, const letter_pieces *all)
{
    double name = MM(15), sender = MM(15.5), to = MM(50), refs = MM(50);
    size_t i = 0;
    for (; i < all->n && all->p[i].role != LR_HEADING; i++) {
        const struct letter_piece *x = &all->p[i];
        if (x->role == LR_SENDER)
            name = set(p, FACE_NAME, INK_MARK, x->text, LEFT, name, COLUMN - LEFT - MM(8));
        else if (x->role == LR_SENDER_LINE)
            sender = set(p, FACE_SMALL, INK_SOFT, x->text, COLUMN, sender, COLUMN_WIDTH);
        else if (x->role == LR_TO)
            to = set(p, FACE_BODY, INK_TEXT, x->text, LEFT, to, MM(85));
        else if (x->role == LR_DRAFT)
            refs = set(p, FACE_BOLD, INK_ALARM, x->text, COLUMN, refs, COLUMN_WIDTH) + 2;
        else if (x->role == LR_REF)
            refs = set(p, FACE_SMALL, INK_TEXT, strf(p->a, "%.*s: %.*s", S(x->name), S(x->text)), COLUMN, refs, COLUMN_WIDTH);
    }
    double lowest = to > refs ? to : refs;
    p->y = lowest + MM(8) > MM(96) ? lowest + MM(8) : MM(96);
    return i;
}

// "Med vennlig hilsen" and the names, two beside each other; all on one page.
static size_t signatures(struct pdf *p, const letter_pieces *all, size_t i)
{
    size_t names = 0;
    for (size_t k = i; k < all->n && all->p[k].role != LR_ATTACHED; k++)
        names += all->p[k].role == LR_SIGNER;
    p->y += 8;
    need(p, 30 + 40 * (double)((names + 1) / 2));
    said(p, "P", FACE_BODY, INK_TEXT, all->p[i++].text, 12);
    double low = p->y, y = p->y;
    for (size_t at = 0; i < all->n && all->p[i].role == LR_SIGNER; at++) {
        double x = at % 2 ? LEFT + WIDTH / 2 : LEFT, width = WIDTH / 2 - 8;
        y = at % 2 ? p->y : low + (at ? 8 : 0);
        p->y = y;
        y = set(p, FACE_BOLD, INK_TEXT, all->p[i++].text, x, y, width);
        if (i < all->n && all->p[i].role == LR_SIGNER_TITLE)
            y = set(p, FACE_BODY, INK_TEXT, all->p[i++].text, x, y, width);
        low = y > low ? y : low;
    }
    p->y = low + 12;
    return i;
}

static void body(struct pdf *p, const letter_pieces *all, size_t i)
{
    while (i < all->n) {
        const struct letter_piece *x = &all->p[i++];
        if (x->role == LR_HEADING)
            said(p, "H1", FACE_TITLE, INK_TEXT, x->text, 8);
        else if (x->role == LR_PARAGRAPH)
            said(p, "P", FACE_BODY, INK_TEXT, x->text, 7);
        else if (x->role == LR_SUBHEADING || x->role == LR_ATTACHED)
            subheading(p, x->text);
        else if (x->role == LR_ATTACHMENT)
            said(p, "P", FACE_BODY, INK_TEXT, x->text, 1);
        else if (x->role == LR_LIST)
            open_tag(p, "L");
        else if (x->role == LR_ITEM)
            item(p, x->text);
        else if (x->role == LR_LIST_END) {
            close_tag(p, "L");
            p->y += 5;
        } else if (x->role == LR_TABLE)
            table(p, x->block);
        else if (x->role == LR_CLOSING)
            i = signatures(p, all, i - 1);
        // the other pieces of a table are drawn by table()
    }
}

void pdf_lay(struct pdf *p, const struct letter *l)
{
    letter_pieces all = letter_walk(p->a, l);
    open_tag(p, "Document");
    body(p, &all, head(p, &all));
    close_tag(p, "Document");
}
