// SPDX-License-Identifier: Apache-2.0
// A request in, a reply out; both are values. Only engine.c knows the HTTP library.
#ifndef PLATFORM_HTTP_HTTP_H
#define PLATFORM_HTTP_HTTP_H

#include "platform/db/db.h"
#include "platform/text/text.h"
#include "platform/who/who.h"

enum face { FACE_HTML, FACE_JSON, FACE_CSV, FACE_XLSX }; // by the ending of the path
#define FACES (1u << FACE_JSON | 1u << FACE_CSV | 1u << FACE_XLSX)

struct pair {
    str name, value;
};
struct upload {
    str field, filename, type, bytes;
};

typedef SLICE(struct pair) pairs;
typedef SLICE(struct upload) uploads;

struct last_write {
    err (*run)(struct db *, void *);
    void *arg;
};

struct rq {
    struct arena *mem; // until the answer is sent
    str id;            // random, in the log and on error pages
    str method, path;  // path decoded, without face ending; "" is never
    str target;        // path and query as they came, for links back to this very page
    enum face face;
    enum lang lang;
    enum lang wished;        // what the visitor chose; `lang` is it, or English where the page
                             // does not stand in participants' languages
    const struct actor *who; // never NULL
    struct db *db;           // inside the route's transaction; NULL when tx is TX_NONE
    struct db_pool *pool;    // for the rare TX_NONE handler that runs its own (sign-in: hashing
                             // a password must not hold the write lock)
    str address;             // of the client, after trusted proxies
    int64_t now;             // ms since 1970 UTC; where the day is fixed, that day's
    int64_t clock;           // the real clock, for sessions and codes that run out
    day today;               // in Oslo; the demo's fixed day
    const struct route *route;
    bool demo;         // a demo database: badge, accounts without second factor
    bool fragment;     // the script asks for the inner part only
    bool readonly;     // the disk is nearly full: nothing is written for now
    bool secure;       // the visitor came over TLS, says the proxy
    str host;          // our name and port as the visitor wrote it; on the list of names
    str notice;        // message for this page, in its language; "" for none
    str token;         // see form_token; "" until somebody asks
    const char *fault; // English, for the log: what went wrong
    str instead;       // where fail(q, E_DENIED) leads instead of to an error page; "" nowhere
    pairs args, query, form, headers, cookies;
    uploads uploads;
    SLICE(struct last_write) last_writes; // see before_answer
};

// All give "" (n = 0) when absent, never NULL in .p.
str arg(const struct rq *, const char *name);    // part of the path
str query(const struct rq *, const char *name);  // first of the name
str posted(const struct rq *, const char *name); // form field, first of the name
bool posted_has(const struct rq *, const char *name);
str header(const struct rq *, const char *name); // any case
str cookie(const struct rq *, const char *name);
const struct upload *uploaded(const struct rq *, const char *field); // NULL when absent
// This page's address with one query part set ("" takes it out): filters, pages, sorting.
str here_with(struct rq *, const char *name, str value);

struct view; // platform/view/view.h
typedef struct reply {
    int status;
    const struct view *view; // rendered at the edge with `data`, or
    const void *data;
    str type, body; // ready bytes
    str location;
    str filename; // Content-Disposition: attachment
    pairs more;   // further headers
    bool shared;  // public page: may be cached for a minute by everyone
    bool lasting; // the body is part of the program and needs no copy
    err failed;   // what fail() was given; OK otherwise
    struct {      // the same rows for .csv .xlsx .json (route with .faces)
        const struct record *rec;
        const void *rows;
        size_t n;
        str title, about;
    } rows;
} reply;

struct route {
    const char *method, *url; // "/bosetting/anmodninger/:year"
    const struct right *may;
    enum tx tx;
    reply (*run)(struct rq *);
    size_t body_max; // bytes; 0 means 256 kB
    unsigned faces;  // FACES when the rows are also served as files
    bool participants; // stands in the participants' languages too
};

// Who does it and when, for a handler that runs a transaction of its own.
struct deed deed_of(const struct rq *);
reply page(struct rq *, const struct view *, const void *data);
reply page_status(struct rq *, int status, const struct view *, const void *data); // 422 ...
reply see_other(struct rq *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
reply bytes(struct rq *, const char *type, str body);
reply fail(struct rq *, err); // the page of that error: 404, 409, 500 ...
#define TRY(q, x)                                                                              \
    do {                                                                                       \
        err try_ = (x);                                                                        \
        if (try_ != OK)                                                                        \
            return fail((q), try_);                                                            \
    } while (0)

// What must stand in the database before the answer leaves, though the page only reads: that
// somebody looked. It runs in a write transaction of its own after the handler's, when that went
// well or its form comes back with faults (409, 422), of which all else that was written is taken
// back; if it fails, the answer is the page of that error.
void before_answer(struct rq *, err (*run)(struct db *, void *), void *arg);

// A message shown once on the next page ("Lagret."), as q->notice there.
void notice(struct rq *, reply *, text_key, struct targs);

// What every form that posts carries: <input type=hidden name=csrf> the session's token, or the
// visitor's own from a cookie, which the answer then sets; and name=once, a new random key, so
// that sending twice does the work once. A write without them is answered with 419.
str form_token(struct rq *);
str once_new(struct rq *);

// A cookie for the whole site, HttpOnly and SameSite=Lax; over TLS its name is __Host-NAME and
// it is Secure (on loopback browsers would refuse that). seconds: 0 until the browser closes, <
// 0 takes it away. `cookie(q, NAME)` reads the same name.
void cookie_set(struct rq *, reply *, const char *name, str value, int64_t seconds);

#endif
