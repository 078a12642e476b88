// SPDX-License-Identifier: Apache-2.0
// A letter as JSON: every word it shows, nothing else. The number tells the form of the file.
#include <jansson.h>

#include "platform/letter/letter.h"

enum { FORM = 1 };

static void lines_out(struct out *o, const char *name, const letter_lines *l)
{
    out_f(o, ",\"%s\":[", name);
    for (size_t i = 0; i < l->n; i++) {
        if (i)
            OUT(o, ",");
        out_json(o, l->p[i]);
    }
    OUT(o, "]");
}

static void pairs_out(struct out *o, const char *name, const struct letter_pair *p, size_t n)
{
    out_f(o, ",\"%s\":[", name);
    for (size_t i = 0; i < n; i++) {
        out_put(o, i ? STR(",[") : STR("["));
        out_json(o, p[i].name);
        OUT(o, ",");
        out_json(o, p[i].value);
        OUT(o, "]");
    }
    OUT(o, "]");
}

static void text_out(struct out *o, const char *name, str s)
{
    out_f(o, ",\"%s\":", name);
    out_json(o, s);
}

static const char *const parts[] = { "p", "h", "list", "table" };

str letter_json(struct arena *a, const struct letter *l)
{
    struct out o = { 0 };
    out_f(&o, "{\"letter\":%d,\"lang\":\"%s\",\"draft\":%s", FORM, lang_tag(l->lang), l->draft ? "true" : "false");
    lines_out(&o, "sender", &l->sender);
    lines_out(&o, "to", &l->to);
    pairs_out(&o, "refs", l->refs.p, l->refs.n);
    text_out(&o, "heading", l->heading);
    text_out(&o, "draft_word", l->draft_word);
    text_out(&o, "closing", l->closing);
    text_out(&o, "attached", l->attached);
    OUT(&o, ",\"blocks\":[");
    for (size_t i = 0; i < l->blocks.n; i++) {
        const struct letter_block *b = &l->blocks.p[i];
        out_f(&o, "%s{\"part\":\"%s\",\"columns\":%zu,\"numbers\":%u", i ? "," : "", parts[b->part],
              b->columns, b->numbers);
        text_out(&o, "text", b->text);
        lines_out(&o, "cells", &b->cells);
        OUT(&o, "}");
    }
    OUT(&o, "]");
    pairs_out(&o, "signers", l->signers.p, l->signers.n);
    lines_out(&o, "attachments", &l->attachments);
    OUT(&o, "}");
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

// ---- reading: what is not of the right kind makes the whole not a letter

struct in {
    struct arena *a;
    bool broken;
};

static str text_of(struct in *in, json_t *v)
{
    if (!json_is_string(v)) {
        in->broken = true;
        return STR("");
    }
    return str_dup(in->a, (str){ json_string_value(v), json_string_length(v) });
}

static str text_in(struct in *in, json_t *o, const char *name)
{
    return text_of(in, json_object_get(o, name));
}

static json_t *array_in(struct in *in, json_t *o, const char *name)
{
    json_t *v = json_object_get(o, name);
    in->broken |= !json_is_array(v);
    return v;
}

static letter_lines lines_in(struct in *in, json_t *o, const char *name)
{
    letter_lines l = { 0 };
    json_t *all = array_in(in, o, name), *v;
    size_t i;
    json_array_foreach(all, i, v)
        *ADD(in->a, &l) = text_of(in, v);
    return l;
}

static struct letter_pair pair_in(struct in *in, json_t *v)
{
    in->broken |= json_array_size(v) != 2;
    return (struct letter_pair){ text_of(in, json_array_get(v, 0)), text_of(in, json_array_get(v, 1)) };
}

static void block_in(struct in *in, json_t *v, struct letter_block *b)
{
    str part = text_in(in, v, "part");
    bool known = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_is(part, parts[i])) {
            b->part = (enum letter_part)i;
            known = true;
        }
    b->columns = (size_t)json_integer_value(json_object_get(v, "columns"));
    b->numbers = (uint32_t)json_integer_value(json_object_get(v, "numbers"));
    b->text = text_in(in, v, "text");
    b->cells = lines_in(in, v, "cells");
    in->broken |= !known;
    if (b->part == LETTER_TABLE)
        in->broken |= b->columns < 1 || b->columns > 12 || b->cells.n % b->columns;
}

static void whole_in(struct in *in, json_t *o, struct letter *l)
{
    in->broken |= json_integer_value(json_object_get(o, "letter")) != FORM;
    in->broken |= !lang_parse(text_in(in, o, "lang"), &l->lang);
    l->draft = json_is_true(json_object_get(o, "draft"));
    l->sender = lines_in(in, o, "sender");
    l->to = lines_in(in, o, "to");
    l->heading = text_in(in, o, "heading");
    l->draft_word = text_in(in, o, "draft_word");
    l->closing = text_in(in, o, "closing");
    l->attached = text_in(in, o, "attached");
    l->attachments = lines_in(in, o, "attachments");
    json_t *v;
    size_t i;
    json_array_foreach(array_in(in, o, "refs"), i, v)
        *ADD(in->a, &l->refs) = pair_in(in, v);
    json_array_foreach(array_in(in, o, "signers"), i, v)
        *ADD(in->a, &l->signers) = pair_in(in, v);
    json_array_foreach(array_in(in, o, "blocks"), i, v)
        block_in(in, v, ADD(in->a, &l->blocks));
}

err letter_from_json(struct arena *a, str s, struct letter **out)
{
    struct in in = { .a = a };
    struct letter *l = NEW(a, struct letter);
    l->mem = a;
    json_t *o = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, NULL);
    whole_in(&in, o, l);
    json_decref(o);
    if (in.broken)
        return E_INPUT;
    *out = l;
    return OK;
}
