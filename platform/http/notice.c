// SPDX-License-Identifier: Apache-2.0
// A message for the next page travels in a cookie: the key of its text and the values, never
// the text itself, so nobody can put words of their own on our page. The values are escaped
// there like any other.
#include "platform/http/flow_inside.h"

#include <sodium.h>

enum { NOTICE_MAX = 1500, VALUES_MAX = 8 };
static const char between = '\x1f';

static str value_text(struct arena *a, const struct targ *t)
{
    switch (t->kind) {
    case TARG_STR:
        return t->s;
    case TARG_INT:
        return strf(a, "%lld", (long long)t->i);
    case TARG_DAY:
        return strf(a, "%d", t->d.d);
    case TARG_MONEY:
        return strf(a, "%lld", (long long)t->m.ore);
    case TARG_REAL:
        return strf(a, "%.6f", t->r);
    }
    return STR("");
}

void notice(struct rq *q, reply *r, text_key key, struct targs args)
{
    struct out o = { 0 };
    out_put(&o, str_z(text_name(key)));
    for (size_t i = 0; i < args.n && i < VALUES_MAX; i++) {
        out_char(&o, between);
        out_put(&o, str_z(args.at[i].name));
        out_char(&o, between);
        out_char(&o, (char)('0' + args.at[i].kind));
        out_put(&o, value_text(q->mem, &args.at[i]));
    }
    if (o.n <= NOTICE_MAX) {
        size_t room =
            sodium_base64_ENCODED_LEN(NOTICE_MAX, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        char *text = mem(q->mem, room);
        sodium_bin2base64(text, room, (const unsigned char *)o.p, o.n,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING);
        cookie_set(q, r, NOTICE_COOKIE, str_z(text), 60);
    }
    out_drop(&o);
}

static bool read_value(str name, str coded, struct targ *t)
{
    int64_t i = 0;
    if (!name.n || !coded.n)
        return false;
    *t = (struct targ){ .name = name.p, .kind = (unsigned)(coded.p[0] - '0') };
    str v = str_part(coded, 1, coded.n);
    if (coded.p[0] < '0' || coded.p[0] > '0' + TARG_REAL)
        return false;
    switch (t->kind) {
    case TARG_STR:
        t->s = v;
        return utf8_ok(v);
    case TARG_INT:
        return str_int(v, &t->i);
    case TARG_DAY:
        t->d = DAY_NONE;
        if (!str_int(v, &i) || i < DAY_MIN.d || i > DAY_MAX.d)
            return false;
        t->d.d = (int32_t)i;
        return true;
    case TARG_MONEY:
        return str_int(v, &t->m.ore);
    case TARG_REAL:
        return str_double(v, &t->r);
    }
    return false;
}

str notice_read(struct rq *q, str coded)
{
    unsigned char raw[NOTICE_MAX];
    size_t n;
    str name, value;
    struct targ at[VALUES_MAX];
    size_t count = 0;
    if (!coded.n || sodium_base642bin(raw, sizeof raw, coded.p, coded.n, NULL, &n, NULL,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return STR("");
    str rest = str_dup(q->mem, (str){ (char *)raw, n });
    (void)str_cut(&rest, between, &name);
    text_key key = text_find(str_cz(q->mem, name));
    if (key == T_NONE)
        return STR("");
    while (count < VALUES_MAX && str_cut(&rest, between, &name) &&
           str_cut(&rest, between, &value))
        if (!read_value((str){ str_cz(q->mem, name), name.n }, value, &at[count++]))
            return STR("");
    return text(q->mem, q->lang, key, (struct targs){ at, count });
}
