// SPDX-License-Identifier: Apache-2.0
#include "platform/http/flow_inside.h"

#include <sodium.h>
#include <stdio.h>

#include "platform/http/assets.h"
#include "platform/http/crowd.h"
#include "platform/http/health.h"
#include "platform/http/limits.h"
#include "platform/trace/trace.h"
#include "platform/who/session.h"

// One request on its way through.
struct trip {
    struct site *site;
    struct rq *q;
    struct out *page;
    const struct incoming *in;
    struct outgoing *o;
    reply r;
    bool answered;    // the handler has run and its reply stands in `o`
    struct rq before; // the request as it was before the transaction
};

static str random_id(struct arena *a)
{
    unsigned char raw[8];
    char *hex = mem(a, 2 * sizeof raw + 1);
    randombytes_buf(raw, sizeof raw);
    sodium_bin2hex(hex, 2 * sizeof raw + 1, raw, sizeof raw);
    return str_z(hex);
}

// The rightmost address of the header: the proxy in front of us wrote it.
static str last_of_list(str list)
{
    str one = STR("");
    while (list.n && str_cut(&list, ',', &one))
        ;
    return str_trim(one);
}

static void set_clock(struct rq *q, const struct site *s)
{
    q->clock = s->clock();
    q->now = day_moment_on(q->clock, s->fixed);
    q->today = day_in_oslo(q->now);
}

static enum lang site_lang(enum lang wished)
{
    return wished < LANGS_SITE ? wished : EN;
}

static void start(struct trip *t, struct arena *a, const struct head *h, str peer)
{
    struct rq *q = t->q;
    *q = (struct rq){ .mem = a,
                      .id = random_id(a),
                      .method = STR("GET"),
                      .path = STR("/"),
                      .target = STR("/"),
                      .who = &NOBODY,
                      .pool = t->site->db,
                      .demo = t->site->demo,
                      .address = peer,
                      .notice = STR(""),
                      .token = STR(""),
                      .host = STR("") };
    set_clock(q, t->site);
    if (!h)
        return;
    q->method = h->method;
    q->target = h->target;
    q->host = h->host;
    q->headers = h->headers;
    if (t->site->proxied) {
        q->secure = str_is(header(q, "x-forwarded-proto"), "https");
        q->address = last_of_list(header(q, "x-forwarded-for"));
    }
    q->fragment = str_is(header(q, "hx-request"), "true") &&
                  !header(q, "hx-history-restore-request").n && !header(q, "hx-boosted").n;
    for (size_t i = 0; i < h->headers.n; i++)
        if (str_ieq(h->headers.p[i].name, STR("cookie")))
            parse_cookies(a, h->headers.p[i].value, &q->cookies);
    if (!lang_parse(cookie(q, LANG_COOKIE), &q->wished))
        q->wished = parse_languages(header(q, "accept-language"));
    q->lang = site_lang(q->wished);
}

// ---- answers ------------------------------------------------------------------------------

static bool writes(const struct rq *q)
{
    return !str_is(q->method, "GET") && !str_is(q->method, "HEAD");
}

static void answer_with(struct trip *t, reply r)
{
    t->r = r;
    render(t->q, &t->r, t->page, t->o);
    t->answered = true;
}

static void answer_status(struct trip *t, int status)
{
    answer_with(t, (reply){ .status = status, .failed = E_INPUT });
}

// ---- who and may --------------------------------------------------------------------------

static str session_cookie(const struct rq *q)
{
    return cookie(q, SESSION_COOKIE);
}

static err find_who(struct db *db, void *arg)
{
    struct trip *t = arg;
    return session_find(db, session_cookie(t->q), t->q->clock, t->q->mem, &t->q->who);
}

struct deed deed_of(const struct rq *q)
{
    return (struct deed){ .user = q->who->user,
                          .org = q->who->org,
                          .reader = role_sees_persons(q->who->role) ? q->who->org : 0,
                          .role = q->who->user ? role_code(q->who->role) : "",
                          .session = q->who->session_digest,
                          .request = q->id,
                          .reason = STR(""),
                          .now = q->now,
                          .today = q->today };
}

static err run_tx(struct trip *t, enum tx tx, err (*body)(struct db *, void *))
{
    struct deed deed = deed_of(t->q);
    return db_run(t->site->db, tx, t->q->mem, &deed, body, t);
}

static err learn_who(struct trip *t)
{
    if (t->in->as) {
        t->q->who = t->in->as;
        return OK;
    }
    return session_cookie(t->q).n && t->site->db ? run_tx(t, TX_READ, find_who) : OK;
}

static err note_refusal(struct db *db, void *arg)
{
    struct trip *t = arg;
    return trace_note(db, "refused", t->q->route->url, 0, STR(""));
}

static reply to_sign_in(struct rq *q)
{
    struct out o = { 0 };
    out_url(&o, q->target);
    reply r = see_other(q, "/logg-inn?neste=%.*s", S(out_str(&o)));
    out_drop(&o);
    if (q->fragment) { // the script would put the sign-in page inside this one
        *ADD(q->mem, &r.more) = (struct pair){ STR("HX-Redirect"), r.location };
        r.location = STR("");
        r.status = 401;
        r.failed = E_DENIED;
    }
    return r;
}

// True when the actor may; else the answer stands. Who is not signed in goes to sign in and
// comes back; a form that was under way when the session ended is kept on the page for it.
static bool check_right(struct trip *t)
{
    struct rq *q = t->q;
    if (may(q->who, q->route->may))
        return true;
    if (!q->who->user && writes(q)) {
        int status = guard_body(q, t->in->body); // for the page to keep
        q->fault = "nobody is signed in";
        answer_status(t, status == 200 ? 419 : status);
    } else if (!q->who->user && q->face == FACE_HTML) {
        answer_with(t, to_sign_in(q));
    } else {
        q->fault = "the role has not the right";
        if (q->who->user && t->site->db && run_tx(t, TX_WRITE, note_refusal) != OK)
            answer_status(t, 500); // no trace, no answer
        else
            answer_status(t, q->who->user ? 403 : 401);
    }
    return false;
}

// ---- the handler in its transaction -------------------------------------------------------

static bool repeated(struct trip *t, str once, err *e)
{
    str location;
    *e = once_find(t->q, once, &location);
    if (*e == E_NOTFOUND)
        *e = OK;
    else if (*e == OK)
        answer_with(t, (reply){ .status = 303, .location = location });
    else
        answer_with(t, fail(t->q, *e == E_DENIED ? E_CONFLICT : *e));
    return t->answered;
}

static err handle(struct trip *t)
{
    struct rq *q = t->q;
    str once = q->db && q->route->tx == TX_WRITE ? posted(q, "once") : STR("");
    err e = OK;
    if (once.n > 64)
        t->r = fail(q, E_INPUT);
    else if (once.n && repeated(t, once, &e))
        return e;
    else
        t->r = q->route->run(q);
    if (t->r.failed == E_RETRY)
        return E_RETRY;
    if (arena_over(q->mem))
        t->r = fail(q, E_TOOBIG);
    if (once.n && t->r.status == 303)
        PASS(once_keep(q, once, t->r.location));
    answer_with(t, t->r);
    return OK;
}

// A try before may have left things in the request that the arena has taken back since.
static void start_again(struct trip *t)
{
    *t->q = t->before;
    t->answered = false;
    t->o->headers = (pairs){ 0 };
}

// One try. What did not succeed is rolled back, whatever the handler wrote before it knew.
static err in_tx(struct db *db, void *arg)
{
    struct trip *t = arg;
    start_again(t);
    t->q->db = db;
    err e = handle(t);
    t->q->db = NULL;
    if (e == OK && t->r.failed == E_DB)
        e = E_DB; // so that a broken connection is not used again
    return e != OK ? e : t->o->status >= 400 ? E_INPUT : OK;
}

static err touch(struct db *db, void *arg)
{
    struct trip *t = arg;
    return session_touch(db, t->q->who->session, t->q->clock);
}

static err write_last(struct db *db, void *arg)
{
    struct trip *t = arg;
    for (size_t i = 0; i < t->q->last_writes.n; i++)
        PASS(t->q->last_writes.p[i].run(db, t->q->last_writes.p[i].arg));
    return OK;
}

void before_answer(struct rq *q, err (*run)(struct db *, void *), void *arg)
{
    *ADD(q->mem, &q->last_writes) = (struct last_write){ run, arg };
}

static void run_route(struct trip *t)
{
    struct rq *q = t->q;
    err e = OK;
    t->before = *q;
    if (q->who->touch_due && t->site->db)
        e = run_tx(t, TX_WRITE, touch);
    if (e == OK && (q->route->tx == TX_NONE || !t->site->db))
        e = handle(t);
    else if (e == OK)
        e = run_tx(t, q->route->tx, in_tx);
    // A form that comes back with its faults shows the same person as the page it came from.
    bool back = t->answered && e != E_RETRY && (t->o->status == 409 || t->o->status == 422);
    if ((e == OK || back) && q->last_writes.n && t->site->db) {
        err last = run_tx(t, TX_WRITE, write_last);
        t->answered = last == OK && t->answered;
        e = last != OK ? last : e;
    }
    // The commit itself can fail after the page was written: then that page is not true. And
    // after E_RETRY the arena has taken back whatever was written.
    bool told = t->answered && t->o->status >= 400 && e != E_RETRY;
    if (e != OK && !told) {
        start_again(t);
        answer_with(t, fail(q, e));
    }
}

// ---- the way ------------------------------------------------------------------------------

static bool read_address(struct trip *t)
{
    struct rq *q = t->q;
    const struct head *h = t->in->head;
    if (parse_path(q->mem, h->path, &q->path, &q->fault) != OK ||
        parse_query(q->mem, h->query, &q->query, &q->fault) != OK) {
        answer_status(t, 400);
        return false;
    }
    q->fault = NULL;
    (void)lang_parse(query(q, "sprak"), &q->wished);
    q->lang = site_lang(q->wished);
    return true;
}

// The same address without the slash at its end; the query stays.
static reply without_slash(struct trip *t)
{
    str path = t->in->head->path, query = t->in->head->query;
    return (reply){ .status = 308,
                    .location = strf(t->q->mem, "%.*s%s%.*s", S(str_part(path, 0, path.n - 1)),
                                     query.n ? "?" : "", S(query)) };
}

static reply not_that_method(struct trip *t, str allow)
{
    reply r = { .status = 405, .failed = E_INPUT };
    *ADD(t->q->mem, &r.more) = (struct pair){ STR("Allow"), allow };
    return r;
}

static bool find_route(struct trip *t)
{
    struct rq *q = t->q;
    struct found f = router_find(t->site->router, q->mem, q->method, q->path);
    q->path = f.path;
    q->face = f.face;
    q->route = f.route;
    if (q->route && q->route->participants)
        q->lang = q->wished;
    q->args = f.args;
    if (f.status == 308)
        answer_with(t, without_slash(t));
    else if (f.status == 405)
        answer_with(t, not_that_method(t, f.allow));
    else if (f.status == 404) {
        if (learn_who(t) != OK) // the error page has the menu of who is signed in
            q->who = &NOBODY;
        answer_status(t, 404);
    }
    return f.status == 200;
}

static bool read_body(struct trip *t)
{
    if (!writes(t->q))
        return true;
    int status = guard_body(t->q, t->in->body);
    if (status == 200)
        status = guard_write(t->q);
    if (status != 200)
        answer_status(t, status);
    return status == 200;
}

static void take_notice(struct trip *t)
{
    str coded = cookie(t->q, NOTICE_COOKIE);
    if (coded.n && !writes(t->q) && t->q->face == FACE_HTML && !t->q->fragment)
        t->q->notice = notice_read(t->q, coded);
}

// With a nearly full disk only who signs in, changes role or signs out may still write.
static bool may_write_now(const struct rq *q)
{
    return !q->readonly || !writes(q) || q->route->tx != TX_WRITE || q->route->may == &SIGNED_IN ||
           str_is(q->path, "/logg-ut");
}

static void run_in_turn(struct trip *t)
{
    struct rq *q = t->q;
    int64_t user = q->who->user;
    if (!may_write_now(q)) {
        q->fault = "the disk is nearly full";
        answer_status(t, 503);
    } else if (user && !crowd_enter(user)) {
        q->fault = "too many requests of one user at once";
        answer_status(t, 429);
    } else {
        run_route(t);
        if (user)
            crowd_leave(user);
    }
}

static void travel(struct trip *t)
{
    if (!guard_host(t->site, t->q->host)) {
        t->q->fault = "a name that is not ours";
        answer_status(t, 421);
        return;
    }
    if (!read_address(t))
        return;
    if (asset_serve(t->q, &t->r) || health_serve(t->site, t->q, &t->r)) {
        answer_with(t, t->r);
        return;
    }
    if (!find_route(t))
        return;
    err e = learn_who(t);
    if (e != OK) {
        answer_with(t, fail(t->q, e));
        return;
    }
    take_notice(t);
    t->q->readonly = site_full(t->site);
    if (check_right(t) && read_body(t))
        run_in_turn(t);
}

void flow_serve(struct site *s, struct arena *a, struct out *page, const struct incoming *in,
                struct outgoing *o)
{
    struct rq q;
    struct trip t = { .site = s, .q = &q, .page = page, .in = in, .o = o };
    int64_t began = log_clock_us();
    *o = (struct outgoing){ 0 };
    start(&t, a, in->head, in->peer);
    travel(&t);
    log_request(s, &q, o, began);
}

void flow_refuse(struct site *s, struct arena *a, struct out *page, const struct head *h,
                 int status, const char *fault, struct outgoing *o)
{
    struct rq q;
    struct trip t = { .site = s, .q = &q, .page = page, .o = o };
    int64_t began = log_clock_us();
    *o = (struct outgoing){ 0 };
    start(&t, a, h, STR(""));
    q.fault = fault;
    answer_status(&t, status);
    log_request(s, &q, o, began);
}

size_t flow_body_max(const struct site *s, struct arena *a, const struct head *h)
{
    str path;
    const char *fault;
    if (parse_path(a, h->path, &path, &fault) != OK)
        return BODY_MAX;
    struct found f = router_find(s->router, a, h->method, path);
    return f.status == 200 && f.route->body_max ? f.route->body_max : BODY_MAX;
}
