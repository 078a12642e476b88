// SPDX-License-Identifier: Apache-2.0
#include "test/web.h"

#include "platform/http/limits.h"
#include "test/db.h"
#undef fail

// The site of the running test; tests run one after another in one thread.
static struct {
    struct arena *a;
    struct site site;
    struct out page;
} now;

static int64_t fixed_clock(void)
{
    return day_start_ms(TEST_DAY) + TEST_CLOCK_HOURS * 3600 * 1000;
}

static void forget(void *ignored)
{
    (void)ignored;
    now.a = NULL;
    out_drop(&now.page);
}

struct site *test_site_of(struct arena *a, const struct room *const *rooms)
{
    str fault;
    if (now.a != a)
        arena_closing(a, forget, NULL);
    now.a = a;
    now.site = (struct site){ .router = router_make(a, rooms, &fault),
                              .db = test_db(a),
                              .demo = true,
                              .fixed = DAY_NONE,
                              .clock = fixed_clock };
    if (!now.site.router) {
        print_error("%.*s\n", S(fault));
        _fail(__FILE__, __LINE__);
    }
    return &now.site;
}

struct site *test_site(struct arena *a)
{
    return now.a == a ? &now.site : test_site_of(a, rooms_all);
}

struct db_pool *test_pool(struct arena *a)
{
    return test_site(a)->db;
}

void in_db(struct arena *a, err (*body)(struct db *, void *), void *arg)
{
    test_run(test_site(a)->db, a, TX_WRITE, body, arg);
}

const struct actor *public_(void)
{
    return &NOBODY;
}

const struct actor *as(enum role role, const char *org)
{
    enum { ACTORS = 64 };
    static struct actor ring[ACTORS];
    static unsigned next;
    struct actor *who = &ring[next++ % ACTORS];
    *who = NOBODY;
    who->user = 1000 + role;
    who->name = STR("Kari Nordmann");
    who->role = role;
    who->org_code = who->org_name = str_z(org);
    who->org_kind = org[0] == 'K'   ? ORG_MUNICIPALITY
                    : org[0] == 'F' ? ORG_COUNTY
                    : org[0] == 'I' ? ORG_DIRECTORATE
                    : org[0]        ? ORG_OTHER
                                    : ORG_NONE;
    who->form_token = STR("test-session-token-0123456789-0123456789-01");
    who->role_count = 1;
    return who;
}

SQL(test_org, "select id from who_org where code = $1");

static err find_org(struct db *db, void *arg)
{
    struct actor *who = arg;
    return db_int(db, &test_org, ARGS(AT(who->org_code)), &who->org);
}

// The actor with the row of its organisation; without such a row a number made of the code.
static const struct actor *with_org(struct arena *a, const struct actor *given)
{
    struct actor *who = NEW(a, struct actor);
    struct deed deed = { .role = "", .now = fixed_clock(), .today = TEST_DAY };
    *who = *given;
    if (!who->org && who->org_code.n &&
        (!now.site.db || db_run(now.site.db, TX_READ, a, &deed, find_org, who) != OK))
        who->org = (int64_t)(str_hash(who->org_code) >> 40);
    return who;
}

struct answer ask(struct arena *a, const char *method, const char *url, const struct actor *who,
                  const char *headers, str body)
{
    struct site *s = test_site(a);
    struct head head;
    struct outgoing o;
    const char *fault;
    str raw = strf(a, "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %zu\r\n\r\n",
                   method, url, headers, body.n);
    struct answer r = { .mem = a };
    r.status = head_read(a, raw, &head, &fault);
    if (r.status != 200)
        return r;
    // The answer lives in an arena of its own, as it does in the server, so that a pointer kept
    // from an earlier request is seen by the sanitizer.
    struct arena *q = arena_make(ARENA_MAX);
    flow_serve(
        s, q, &now.page,
        &(struct incoming){
            .head = &head, .body = body, .peer = STR("127.0.0.1"), .as = with_org(a, who) },
        &o);
    r.status = o.status;
    r.body = str_dup(a, o.body);
    for (size_t i = 0; i < o.headers.n; i++)
        *ADD(a, &r.headers) =
            (struct pair){ str_dup(a, o.headers.p[i].name), str_dup(a, o.headers.p[i].value) };
    r.location = answer_header(&r, "Location");
    r.type = answer_header(&r, "Content-Type");
    arena_drop(q);
    return r;
}

struct answer get(struct arena *a, const char *url, const struct actor *who)
{
    return ask(a, "GET", url, who, "", STR(""));
}

// 43 signs, as a visitor's token is.
#define VISITOR "test-visitor-token-0123456789-0123456789-01"

struct answer post(struct arena *a, const char *url, const struct actor *who, const char *form)
{
    static unsigned keys;
    str body = str_z(form);
    str token = who->user ? who->form_token : STR(VISITOR);
    if (!has_text(body, "csrf="))
        body = strf(a, "%.*s%scsrf=%.*s", S(body), body.n ? "&" : "", S(token));
    if (!has_text(body, "once="))
        body = strf(a, "%.*s&once=test%u", S(body), ++keys);
    return ask(a, "POST", url, who,
               "Content-Type: application/x-www-form-urlencoded\r\n"
               "Origin: http://localhost\r\nCookie: skjema=" VISITOR "\r\n",
               body);
}

str answer_header(const struct answer *r, const char *name)
{
    for (size_t i = 0; i < r->headers.n; i++)
        if (str_ieq(r->headers.p[i].name, str_z(name)))
            return r->headers.p[i].value;
    return STR("");
}

bool has_text(str body, const char *wanted)
{
    return str_find(body, str_z(wanted)) != (size_t)-1;
}
