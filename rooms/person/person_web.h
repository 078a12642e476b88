// SPDX-License-Identifier: Apache-2.0
// The pages of persons: search, one person with the timeline, family, a new person, who has looked.
#ifndef ROOMS_PERSON_PERSON_WEB_H
#define ROOMS_PERSON_PERSON_WEB_H

#include "platform/view/chart.h"
#include "platform/view/parts.h"
#include "rooms/person/person_db.h"

extern const struct right person_find, person_read, person_create, person_change, person_protect,
    person_looks;

struct hit_shown {
    int64_t id;
    str name, born, own_script, why;
    text_key sex;
    str last;          // the last event in words
};
struct name_shown {
    str name, until;
};
struct search_page {
    str typed;
    bool searched, may_create;
    SLICE(struct hit_shown) hits;
    str key;           // of the search, for "new person"
    SLICE(struct hit_shown) recent;
    SLICE(struct hit_shown) mine;
    struct pager pager;
};

struct event_shown {
    day happened;
    str words, who, link;
    bool future;
};
struct phase_shown {
    text_key name;
    SLICE(struct event_shown) events;
};
struct relative_shown {
    int64_t id;        // 0: not to be opened by this user
    str name, born, role;
    bool self;
};
struct number_shown {
    text_key kind, status;
    str masked;
};
struct permit_shown {
    text_key basis;
    day decided, valid_to;
    bool over, settles;
};
struct person_page {
    struct person_head head;
    SLICE(struct phase_shown) phases;
    SLICE(struct relative_shown) household;
    SLICE(struct number_shown) numbers;
    SLICE(struct permit_shown) permits;
    str citizenships, phone, email;
    bool full_numbers;
    SLICE(struct name_shown) names;
};
struct family_page {
    struct person_head head;
    SLICE(struct relative_shown) household, relatives;
};
struct look_shown {
    str when, who, org, role, page;
    text_key purpose;
    str note;
};
struct looks_page {
    struct person_head head;
    SLICE(struct look_shown) looks;
};
struct new_page {
    struct form form;
    SLICE(struct hit_shown) alike;
    struct crumbs crumbs;
};
struct change_page {
    struct person_head head;
    struct form form;
    text_key title;
};

reply persons_get(struct rq *);
reply search_post(struct rq *);
reply person_get(struct rq *);
reply family_get(struct rq *);
reply looks_get(struct rq *);
reply new_get(struct rq *);
reply new_post(struct rq *);
reply change_get(struct rq *);
reply change_post(struct rq *);
reply protect_get(struct rq *);
reply protect_post(struct rq *);
reply identifier_get(struct rq *);
reply identifier_post(struct rq *);
reply permit_get(struct rq *);
reply permit_post(struct rq *);

str event_words(struct arena *, enum lang, const struct person_event *);
void show_hit(struct rq *, const struct person *, text_key why, struct hit_shown *);

#endif
