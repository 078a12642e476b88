// SPDX-License-Identifier: Apache-2.0
// Pages without sockets: a request goes through the whole flow (route, right, form token,
// transaction, rendering) against a freshly migrated database that belongs to the test.
//
//     TEST(a_neighbour_municipality_gets_not_found)
//     {
//         CHECK_INT(get(a, "/bosetting/vedtak/abc", as(MC, "K1804")).status, 404);
//         struct answer p = post(a, "/bosetting/vedtak/abc", as(MC, "K1506"), "antall=12");
//         CHECK_STR(p.location, "/bosetting");
//     }
//
// post() adds the form token, an Origin of our own and a fresh once key, unless the form names
// them itself. as() is somebody with that role in the organisation of that code; when the
// database has such an organisation its row is used.
#ifndef TEST_WEB_H
#define TEST_WEB_H

#include "platform/http/flow.h"
#include "test/test.h"

#undef fail // cmocka's; here it is the reply of an error

struct answer {
    int status;
    str body, location, type;
    pairs headers;
    struct arena *mem;
};

const struct actor *as(enum role, const char *org); // org "" for none
const struct actor *public_(void);                  // nobody signed in

struct answer get(struct arena *, const char *url, const struct actor *);
struct answer post(struct arena *, const char *url, const struct actor *, const char *form);
// Any request: headers as "Name: value\r\n..." lines, added to Host. No token is added.
struct answer ask(struct arena *, const char *method, const char *url, const struct actor *,
                  const char *headers, str body);
str answer_header(const struct answer *, const char *name); // first of the name, "" when absent
bool has_text(str body, const char *wanted);

// The site behind it, made at the first use in a test: its day is 2023-09-01 unless changed,
// its rooms are all rooms.
struct site *test_site(struct arena *);
// The same with other rooms (ends with NULL).
struct site *test_site_of(struct arena *, const struct room *const *rooms);
struct db_pool *test_pool(struct arena *); // its database
// Runs the body in a write transaction and fails the test when it fails.
void in_db(struct arena *, err (*body)(struct db *, void *), void *arg);

#endif
