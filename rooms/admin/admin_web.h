// SPDX-License-Identifier: Apache-2.0
// What the pages of the admin room show.
#ifndef ROOMS_ADMIN_ADMIN_WEB_H
#define ROOMS_ADMIN_ADMIN_WEB_H

#include "platform/data/form.h"
#include "platform/view/parts.h"
#include "platform/who/user.h"

extern const struct right admin_users; // MU: users and roles of the own organisation

struct user_line {
    int64_t user_id;
    str name, login, role, until;
    bool over, coming, disabled, own;
};
struct user_list {
    str org_name;
    SLICE(struct user_line) lines;
};
struct user_new {
    struct crumbs crumbs;
    struct form form;
    str org_name;
};
struct role_line {
    int64_t id, version;
    str role, from, until;
    bool running; // may be ended
};
struct user_page {
    struct crumbs crumbs;
    int64_t id;
    str name, login, org_name, link; // link: an invitation just made, shown once
    bool disabled, own, demo;
    SLICE(struct role_line) roles;
    struct form form; // a further role
};

reply users_get(struct rq *);
reply user_new_get(struct rq *);
reply user_new_post(struct rq *);
reply user_get(struct rq *);
reply user_role_post(struct rq *);
reply user_role_end_post(struct rq *);
reply user_link_post(struct rq *);
reply user_closed_post(struct rq *);

#endif
