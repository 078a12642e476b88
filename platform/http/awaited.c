// SPDX-License-Identifier: Apache-2.0
// Stand-ins for what other folders will bring; the linker prefers theirs. Goes away with the
// last.
#include "platform/http/flow_inside.h"
#include "platform/trace/trace.h"
#include "platform/who/session.h"
#define WEAK __attribute__((weak))
WEAK const struct actor NOBODY = {.name = STR_INIT(""),
                                  .form_token = STR_INIT(""),
                                  .org_code = STR_INIT(""),
                                  .org_name = STR_INIT(""),
                                  .session_digest = STR_INIT("")};
WEAK const struct right PUBLIC = {"public", ~UINT64_C(0)};
WEAK const struct right SIGNED_IN = {"signed_in", ~UINT64_C(1)};
WEAK bool may(const struct actor *who, const struct right *r)
{
    return r->roles & R(who->role);
}
WEAK const char *role_code(enum role r)
{
    (void)r;
    return "";
}
WEAK err session_find(struct db *d, str c, int64_t t, struct arena *a, const struct actor **o)
{
    (void)d, (void)c, (void)t, (void)a;
    *o = &NOBODY;
    return OK;
}
WEAK err session_touch(struct db *d, int64_t s, int64_t t)
{
    (void)d, (void)s, (void)t;
    return OK;
}
WEAK err trace_note(struct db *d, const char *a, const char *o, int64_t i, str t)
{
    (void)d, (void)a, (void)o, (void)i, (void)t;
    return OK;
}
WEAK err db_run(struct db_pool *p, enum tx tx, struct arena *a, const struct deed *d,
                err (*body)(struct db *, void *), void *arg)
{
    (void)p, (void)tx, (void)a, (void)d, (void)body, (void)arg;
    return E_DB;
}
WEAK err db_one(struct db *d, const struct sql *s, struct db_args a, const struct record *r,
                void *row)
{
    (void)d, (void)s, (void)a, (void)r, (void)row;
    return E_DB;
}
WEAK err db_do(struct db *d, const struct sql *s, struct db_args a, int64_t *n)
{
    (void)d, (void)s, (void)a, (void)n;
    return E_DB;
}
WEAK err db_int(struct db *d, const struct sql *s, struct db_args a, int64_t *n)
{
    (void)d, (void)s, (void)a, (void)n;
    return E_DB;
}
WEAK void rows_csv(struct out *o, enum lang l, const struct record *r, const void *p, size_t n)
{
    (void)o, (void)l, (void)r, (void)p, (void)n;
}
WEAK void rows_json(struct out *o, const struct record *r, const void *p, size_t n)
{
    (void)o, (void)r, (void)p, (void)n;
}
WEAK err rows_xlsx(struct out *o, enum lang l, const struct record *r, const void *p, size_t n,
                   str t, str u)
{
    (void)o, (void)l, (void)r, (void)p, (void)n, (void)t, (void)u;
    return E_IO;
}
WEAK void w_text(struct w *w, str s)
{
    out_xml(w->o, s);
}
WEAK void w_t(struct w *w, text_key k, struct targs t)
{
    out_xml(w->o, text(w->q->mem, w->q->lang, k, t));
}
WEAK void view_page(struct w *w, const struct view *v, const void *d)
{
    out_f(w->o, "<!doctype html>\n<html lang=\"%s\"><meta charset=\"utf-8\"><title>",
          lang_tag(w->q->lang));
    v->title(w, d);
    OUT(w->o, "</title>\n<main>");
    v->body(w, d);
    OUT(w->o, "</main></html>\n");
}
struct db_pool *test_db(struct arena *a);
WEAK struct db_pool *test_db(struct arena *a)
{
    (void)a;
    return NULL;
}
