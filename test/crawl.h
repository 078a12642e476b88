// SPDX-License-Identifier: Apache-2.0
// Walks every address of the route table as every role, so that a test of what may never be shown
// covers a new room the moment its routes stand there.
#ifndef TEST_CRAWL_H
#define TEST_CRAWL_H

#include "platform/who/who.h"
#include "test/web.h"

struct crawl {
    const char *const *with; // what stands in the place of each :name, or "one/other"; ends with NULL
    const char *const *orgs; // codes; ends with NULL. Each role is somebody of each of them
    // Called for every answer; `url` is the address as it was asked for.
    void (*look)(void *arg, const char *url, const struct actor *, const struct answer *);
    void *arg;
    // Whether that may stand in that address at all; NULL: all may.
    bool (*fits)(const char *url, const char *with);
};
// Every GET route with each of `with`, and its files (.json .csv .xlsx) where the route has them, as
// every role that has the right. How many answers there were.
int crawl(struct arena *, const struct crawl *);

// ---- the authorisation matrix (ref/authz-matrix.csv) ------------------------------------------------
// A room says which line of the matrix its routes touch and with which letter (r c u d x), and how
// the thing behind a :name is made in each situation; the test in authz_test.c asks for every cell.
//
//     AUTHZ(stays, "reception/stays", { "GET", "/personer/:id/mottak", "person core", 'r' }, ...);
//     AUTHZ_OBJECT(person, "/personer/:id", "987650123", make_person);
struct authz_route {
    const char *method, *url, *resource; // resource NULL: no line tells it
    char action;
    const char *only; // the qualifier that is enough ("contact"); NULL: none
    const char *with; // what stands in the place of a second :name; NULL for none
    uint64_t roles;   // where no line tells it: exactly who has the right; 0: scope alone is asked
    // Makes what the second :name is about, as the system, when the object is there; NULL: none.
    err (*sub)(struct db *, const char *id, enum role, str *with);
    const char *form; // posted; NULL: an empty one
    uint64_t narrows; // these have the right, and the handler may say no to this very deed
};
struct authz_set {
    const struct authz_route *at;
    size_t n;
};
#define AUTHZ(id, ...)                                                                         \
    static const struct authz_route id##_routes[] = { __VA_ARGS__ };                           \
    static const struct authz_set id = { id##_routes, sizeof id##_routes / sizeof *id##_routes }; \
    static const struct authz_set *const authzp_##id __attribute__((section("authz_sets"), used)) = &id

enum situation { SIT_OWN, SIT_FOREIGN, SIT_BEFORE, SIT_WITHDRAWN, SIT_PROTECTED, SIT_STRICT, SITUATIONS };
struct authz_object {
    const char *url; // begins the address of those routes whose first :name it fills; the longest counts
    const char *never; // an address part of the same form that nothing has
    // Makes it as the situation says for an actor of that organisation; *id goes into the address.
    err (*make)(struct db *, enum situation, enum role, int64_t org, str *id);
    // Whether that role sees it there; NULL: own and protected ones, who sees persons at all.
    bool (*sees)(enum situation, enum role);
};
#define AUTHZ_OBJECT(id, ...)                                                                  \
    static const struct authz_object id = { __VA_ARGS__ };                                     \
    static const struct authz_object *const objectp_##id                                       \
        __attribute__((section("authz_objects"), used)) = &id

// What a room above hangs on every person that the object "/personer/:id" makes.
struct authz_fixture {
    err (*add)(struct db *, int64_t person, enum situation, enum role, int64_t org);
};
#define AUTHZ_FIXTURE(id, fn)                                                                  \
    static const struct authz_fixture id = { fn };                                             \
    static const struct authz_fixture *const fixturep_##id                                     \
        __attribute__((section("authz_fixtures"), used)) = &id

// A person as the situation says: what objects of rooms above begin with.
err authz_person(struct db *, enum situation, enum role, int64_t org, int64_t *id);
// The role's user and organisation in these tests.
#define AUTHZ_USER(role) (1000 + (int64_t)(role))
#define AUTHZ_ORG(role) (7000 + (int64_t)(role))

#endif
