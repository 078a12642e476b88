// SPDX-License-Identifier: Apache-2.0
#include "platform/http/parse.h"

#include "base/utf8.h"
#include "platform/http/head.h"
#include "platform/http/limits.h"
#include "test/fuzz.h"

static bool clean(str s, bool lines)
{
    if (!utf8_ok(s))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7F)
            return false;
    }
    return true;
}

FUZZ(head)
{
    struct head h;
    size_t seen = 0, again = 0;
    const char *fault = NULL;
    int end = head_end(in, &seen);
    // Whether the bytes come at once or one by one makes no difference.
    int slow = 0;
    for (size_t n = 0; n <= in.n && slow == 0; n++)
        slow = head_end(str_part(in, 0, n), &again);
    HOLDS(slow == end);
    if (end <= 0)
        return;
    HOLDS((size_t)end <= in.n && end <= HEAD_MAX);
    int status = head_read(a, str_part(in, 0, (size_t)end), &h, &fault);
    HOLDS(status == 200 || (status >= 400 && status <= 505 && fault));
    if (status != 200)
        return;
    HOLDS(h.headers.n <= HEADERS_MAX && h.length >= 0 && h.host.n > 0);
    HOLDS(h.target.p[0] == '/' && h.path.n <= PATH_LEN_MAX && h.query.n <= QUERY_LEN_MAX);
    for (size_t i = 0; i < h.headers.n; i++)
        HOLDS(h.headers.p[i].name.n > 0 &&
              !memchr(h.headers.p[i].value.p, '\n', h.headers.p[i].value.n));
}

FUZZ(path)
{
    str path = STR("untouched");
    const char *fault = NULL;
    if (parse_path(a, in, &path, &fault) != OK) {
        HOLDS(fault && str_is(path, "untouched"));
        return;
    }
    HOLDS(clean(path, false) && path.p[0] == '/');
    HOLDS(str_find(path, STR("/../")) == (size_t)-1 && !str_ends(path, STR("/..")));
    // Written again, it reads as the same.
    struct out o = { 0 };
    str part, rest = path, twice;
    while (str_cut(&rest, '/', &part)) {
        out_url(&o, part);
        if (rest.p)
            out_char(&o, '/');
    }
    if (o.n <= PATH_LEN_MAX)
        HOLDS(parse_path(a, out_str(&o), &twice, &fault) == OK && str_eq(path, twice));
    out_drop(&o);
}

static void fields(struct arena *a, const pairs *list, bool lines)
{
    struct out o = { 0 };
    for (size_t i = 0; i < list->n; i++) {
        HOLDS(clean(list->p[i].name, false) && clean(list->p[i].value, lines));
        if (i)
            out_char(&o, '&');
        out_url(&o, list->p[i].name);
        out_char(&o, '=');
        out_url(&o, list->p[i].value);
    }
    pairs again = { 0 };
    const char *fault;
    HOLDS(parse_form(a, str_dup(a, out_str(&o)), &again, &fault) == OK && again.n == list->n);
    for (size_t i = 0; i < again.n; i++)
        HOLDS(str_eq(again.p[i].name, list->p[i].name) &&
              str_eq(again.p[i].value, list->p[i].value));
    out_drop(&o);
}

FUZZ(query)
{
    pairs list = { 0 };
    const char *fault = NULL;
    if (parse_query(a, in, &list, &fault) == OK) {
        HOLDS(list.n <= QUERY_FIELDS_MAX);
        fields(a, &list, false);
    } else {
        HOLDS(fault != NULL);
    }
}

FUZZ(form)
{
    pairs list = { 0 };
    const char *fault = NULL;
    if (parse_form(a, in, &list, &fault) == OK) {
        HOLDS(list.n <= FORM_FIELDS_MAX);
        fields(a, &list, true);
    } else {
        HOLDS(fault != NULL);
    }
}

// The first line is the Content-Type, the rest the body.
FUZZ(multipart)
{
    pairs list = { 0 };
    uploads files = { 0 };
    const char *fault = NULL;
    str body = in, type;
    (void)str_cut(&body, '\n', &type);
    if (!body.p || parse_multipart(a, type, body, &list, &files, &fault) != OK)
        return;
    HOLDS(list.n + files.n <= FORM_FIELDS_MAX);
    fields(a, &list, true);
    for (size_t i = 0; i < files.n; i++) {
        const struct upload *u = &files.p[i];
        HOLDS(clean(u->field, false) && clean(u->filename, false));
        HOLDS(!memchr(u->filename.p, '/', u->filename.n) && u->filename.n <= FILE_NAME_BYTES);
        HOLDS(u->bytes.p >= body.p && u->bytes.p + u->bytes.n <= body.p + body.n);
    }
}

FUZZ(cookie)
{
    pairs list = { 0 };
    parse_cookies(a, in, &list);
    HOLDS(list.n <= COOKIES_MAX);
    for (size_t i = 0; i < list.n; i++) {
        HOLDS(list.p[i].name.n > 0 && clean(list.p[i].value, false));
        HOLDS(!memchr(list.p[i].value.p, ';', list.p[i].value.n));
    }
}

FUZZ(languages)
{
    enum lang l = parse_languages(in);
    HOLDS(l < LANGS);
    str type = media_type(in), boundary = media_param(a, in, "boundary");
    HOLDS(type.n <= in.n && boundary.n <= in.n);
}
