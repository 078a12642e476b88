// SPDX-License-Identifier: Apache-2.0
// multipart/form-data (RFC 7578) as browsers write it. The body is whole in memory, so files
// are slices of it. What no browser sends (preamble, nested parts, transfer encodings) is
// refused.
#include "platform/http/parse.h"

#include "base/utf8.h"
#include "platform/http/limits.h"

struct reading {
    struct arena *a;
    str rest, boundary; // boundary with its two leading dashes
    const char **fault;
};

struct part {
    str name, filename, type;
    bool is_file;
};

static err no(struct reading *r, const char *why)
{
    *r->fault = why;
    return E_INPUT;
}

static bool is_boundary(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
              (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] && strchr("'()+_,-./:=?", s.p[i]))))
            return false;
    return s.n >= 1 && s.n <= 70;
}

static size_t find(str hay, str needle)
{
    const char *p = hay.n ? memmem(hay.p, hay.n, needle.p, needle.n) : NULL;
    return p ? (size_t)(p - hay.p) : (size_t)-1;
}

// A name in quotes, as the HTML standard writes it: %22 for a quote, %0D%0A for a line break.
static str unquote_name(struct arena *a, str s)
{
    char *p = mem(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.n - i >= 3 && memcmp(s.p + i, "%22", 3) == 0) {
            p[n++] = '"';
            i += 2;
        } else {
            p[n++] = s.p[i];
        }
    }
    return (str){ p, n };
}

// The value of name="..." in a Content-Disposition. A backslash before a quote is kept as the
// next byte; a Windows path in old browsers is cut later.
static bool disposition_param(struct arena *a, str line, const char *name, str *out)
{
    str key = strf(a, " %s=\"", name);
    size_t at = find(line, key);
    if (at == (size_t)-1 || at == 0 || line.p[at - 1] != ';')
        return false;
    str v = str_part(line, at + key.n, line.n);
    size_t end = find(v, STR("\""));
    if (end == (size_t)-1)
        return false;
    *out = unquote_name(a, str_part(v, 0, end));
    return true;
}

static err clean_name(struct reading *r, str *s)
{
    if (!text_ok(*s, ONE_LINE))
        return no(r, "a name in the form is not clean UTF-8");
    *s = text_nfc(r->a, *s);
    return OK;
}

static str base_name(str s)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == '/' || s.p[i] == '\\')
            return str_part(s, i + 1, s.n);
    return s;
}

static err disposition(struct reading *r, str value, struct part *p)
{
    if (!str_ieq(media_type(value), STR("form-data")) ||
        !disposition_param(r->a, value, "name", &p->name))
        return no(r, "a part of the form has no name");
    PASS(clean_name(r, &p->name));
    p->is_file = disposition_param(r->a, value, "filename", &p->filename);
    PASS(clean_name(r, &p->filename));
    p->filename = base_name(p->filename);
    return p->filename.n > FILE_NAME_BYTES ? no(r, "a file name is too long") : OK;
}

static err part_head(struct reading *r, struct part *p)
{
    size_t end = find(str_part(r->rest, 0, PART_HEAD_MAX), STR("\r\n\r\n"));
    if (end == (size_t)-1)
        return no(r, "the head of a part has no end or is too long");
    str head = str_part(r->rest, 0, end + 2), line, name;
    r->rest = str_part(r->rest, end + 4, r->rest.n);
    *p = (struct part){ .type = STR("text/plain"), .filename = STR("") };
    while (head.n) {
        size_t eol = find(head, STR("\r\n"));
        line = str_part(head, 0, eol);
        head = str_part(head, eol + 2, head.n);
        (void)str_cut(&line, ':', &name);
        if (!line.p)
            return no(r, "a header of a part is not NAME: VALUE");
        if (str_ieq(name, STR("content-disposition")))
            PASS(disposition(r, str_trim(line), p));
        else if (str_ieq(name, STR("content-type")))
            p->type = media_type(line);
        else
            return no(r, "a part has a header that forms do not have");
    }
    return p->name.n ? OK : no(r, "a part of the form has no name");
}

// Bytes up to the next boundary, which stands at the beginning of a line.
static err part_body(struct reading *r, str *bytes)
{
    str end = strf(r->a, "\r\n%.*s", S(r->boundary));
    size_t at = find(r->rest, end);
    if (at == (size_t)-1)
        return no(r, "a part of the form has no end");
    *bytes = str_part(r->rest, 0, at);
    r->rest = str_part(r->rest, at + end.n, r->rest.n);
    return OK;
}

static err keep(struct reading *r, const struct part *p, str bytes, pairs *fields,
                uploads *files)
{
    if (fields->n + files->n >= FORM_FIELDS_MAX) {
        *r->fault = "too many fields";
        return E_TOOBIG;
    }
    if (p->is_file) {
        if (p->filename.n || bytes.n)
            *ADD(r->a, files) = (struct upload){ p->name, p->filename, p->type, bytes };
        return OK;
    }
    struct pair one = { p->name, STR("") };
    PASS(parse_value(r->a, bytes, &one.value, r->fault));
    *ADD(r->a, fields) = one;
    return OK;
}

err parse_multipart(struct arena *a, str content_type, str body, pairs *fields, uploads *files,
                    const char **fault)
{
    struct reading r = { a, body, media_param(a, content_type, "boundary"), fault };
    if (!is_boundary(r.boundary))
        return no(&r, "the boundary of the form is missing or not allowed");
    r.boundary = strf(a, "--%.*s", S(r.boundary));
    if (!str_starts(body, r.boundary))
        return no(&r, "the form does not begin with its boundary");
    r.rest = str_part(body, r.boundary.n, body.n);
    while (!str_starts(r.rest, STR("--"))) {
        struct part p;
        str bytes;
        if (!str_starts(r.rest, STR("\r\n")))
            return no(&r, "a boundary is not followed by a line end");
        r.rest = str_part(r.rest, 2, r.rest.n);
        PASS(part_head(&r, &p));
        PASS(part_body(&r, &bytes));
        PASS(keep(&r, &p, bytes, fields, files));
    }
    str after = str_part(r.rest, 2, r.rest.n);
    return !after.n || str_is(after, "\r\n") ? OK : no(&r, "bytes after the end of the form");
}
