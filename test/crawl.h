// SPDX-License-Identifier: Apache-2.0
// Walks every address of the route table as every role, so that a test of what may never be shown
// covers a new room the moment its routes stand there.
#ifndef TEST_CRAWL_H
#define TEST_CRAWL_H

#include "test/web.h"

struct crawl {
    const char *const *with; // what stands in the place of a :name; ends with NULL
    const char *const *orgs; // codes; ends with NULL. Each role is somebody of each of them
    // Called for every answer; `url` is the address as it was asked for.
    void (*look)(void *arg, const char *url, const struct actor *, const struct answer *);
    void *arg;
};
// Every GET route with each of `with`, and its files (.json .csv .xlsx) where the route has them, as
// every role that has the right. How many answers there were.
int crawl(struct arena *, const struct crawl *);

// ---- the authorisation matrix (ref/authz-matrix.csv) ------------------------------------------------
// A room says which line of the matrix its routes touch and with which letter (r c u d x), and how
// the thing behind a :name is made in each situation; the test in authz_test.c asks for every cell.
//
//     AUTHZ(stays, "reception/stays", { "GET", "/personer/:id/mottak", "person core", 'r' }, ...);
//     AUTHZ_OBJECT(person, "/personer/:id", make_person);
struct authz_route {
    const char *method, *url, *resource; // resource NULL: no line tells it; scope alone is asked
    char action;
    const char *only; // the qualifier that is enough ("contact"); NULL: none
    const char *with; // what stands in the place of a second :name; NULL for none
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
    const char *url; // begins the address of those routes whose first :name it fills
    // Makes it as the situation says for an actor of that organisation; *id goes into the address.
    err (*make)(struct db *, enum situation, enum role, int64_t org, int64_t *id);
};
#define AUTHZ_OBJECT(id, url_, make_)                                                          \
    static const struct authz_object id = { url_, make_ };                                     \
    static const struct authz_object *const objectp_##id                                       \
        __attribute__((section("authz_objects"), used)) = &id

#endif
