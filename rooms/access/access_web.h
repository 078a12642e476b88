// SPDX-License-Identifier: Apache-2.0
// What the pages of the access room show.
#ifndef ROOMS_ACCESS_ACCESS_WEB_H
#define ROOMS_ACCESS_ACCESS_WEB_H

#include "platform/data/form.h"
#include "platform/view/parts.h"
#include "rooms/access/access_db.h"

struct demo_account {
    str login, org_name, role_name;
};
struct sign_in {
    str next, login;      // where to go afterwards; what was typed
    text_key problem;     // T_NONE when there is none yet
    bool ended;           // came here because a session ran out
    SLICE(struct demo_account) demo;
    str demo_password;
    str kept_to; // where the form goes that the session's end stopped; "" for none
    pairs kept;  // and what it held, under KEPT names
};
struct resend {
    str to, org, token;
    pairs fields;
};
struct welcome {
    struct form form;
    str name, secret, uri;
};
struct recovery {
    str code;
};
struct welcome_done {
    SLICE(struct recovery) list;
};
struct welcome_gone {
    int nothing; // the page says only that the link is used or too old
};
struct role_choice {
    int64_t id;
    str role_name, org_name;
    bool here;
};
struct session_shown {
    int64_t id;
    str began, seen, address, role_name, org_name;
    bool here;
};
struct profile {
    str name, login, role_name, org_name;
    SLICE(struct role_choice) roles;
    SLICE(struct session_shown) sessions;
    struct form password;
};

reply sign_in_get(struct rq *);
reply sign_in_post(struct rq *);
reply sign_out_post(struct rq *);
reply role_post(struct rq *);
reply start_get(struct rq *);
reply profile_get(struct rq *);
reply password_post(struct rq *);
reply session_end_post(struct rq *);
reply welcome_get(struct rq *);
reply welcome_post(struct rq *);

// "Bosettingskoordinator" for MC; the code itself when it has no text.
str role_name(struct arena *, enum lang, str code);

#endif
