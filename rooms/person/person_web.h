// SPDX-License-Identifier: Apache-2.0
// The pages of persons: search, one person with the timeline, family, a new person, who has looked.
#ifndef ROOMS_PERSON_PERSON_WEB_H
#define ROOMS_PERSON_PERSON_WEB_H

#include "platform/view/chart.h"
#include "platform/view/parts.h"
#include "rooms/person/person_db.h"

extern const struct right person_find, person_read, person_create, person_change, person_protect,
    person_looks, person_contact, person_home, person_address, person_join_records, person_emergency,
    person_review, person_own, person_family, person_where,
    person_numbers, person_flag;

// A form of some fields of a record. Labels are the record's.
const struct record *person_part_of(struct arena *, const struct record *, const char *const *names, size_t n);

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
    bool searched, may_create, may_emergency, latest;
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
    day decided, valid_to, revoked;
    bool over, settles;
    str revoke; // address; "" when withdrawn already
};
struct person_page {
    struct person_head head;
    SLICE(struct phase_shown) phases;
    SLICE(struct relative_shown) household;
    SLICE(struct number_shown) numbers;
    SLICE(struct permit_shown) permits;
    str citizenships, spoken, phone, email;
    bool may_contact, may_join, may_protect, may_family;
    bool full_numbers, may_numbers;
    SLICE(struct name_shown) names;
};
struct family_page {
    struct person_head head;
    SLICE(struct relative_shown) household, relatives;
    bool may_home;
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

typedef pairs package_row; // label, value
struct package_section {
    text_key title;
    str name;          // for programs
    SLICE(package_row) rows;
};
typedef SLICE(struct package_section) package;
struct package_lines {
    pairs lines;
};
struct package_shown {
    text_key title;
    int64_t id;
    SLICE(struct package_lines) rows;
};
struct package_page {
    struct person_head head;
    str made;
    SLICE(struct package_shown) sections;
};
struct own_block {
    text_key title;
    int64_t id;
    own_lines lines;
};
struct own_page {
    str name, own_script, lang;
    SLICE(struct own_block) blocks;
};
// Everything that rooms declared to hold on the person, in words, by the classes of the fields.
MUST err person_package(struct rq *, const struct person *, package *);
MUST err person_looks_plain(struct rq *, int64_t person, package *); // who has looked: one section
void person_package_json(struct out *, const package *);
MUST err person_package_zip(struct arena *, const person_papers *, str *file);
MUST err person_package_pdf(struct rq *, str name, const package *, struct out *);
reply person_own_get(struct rq *);
reply package_get(struct rq *);
reply package_file_get(struct rq *);

struct plain_page { // a form and some words, for pages without a person's head
    text_key title, lead;
    struct form form;
    struct crumbs crumbs;
};
struct same_row {
    text_key what;
    str ours, theirs;
    bool differs;
};
struct merge_shown {
    int64_t merged;
    str name, when, who, reason;
    bool open;         // may be undone
};
struct same_page {
    struct person_head head;
    SLICE(struct hit_shown) alike;
    int64_t other;     // 0: none chosen
    str other_name;
    SLICE(struct same_row) rows;
    SLICE(struct merge_shown) merges;
    text_key problem;
    str number;        // typed
};
struct box_shown {
    str name, words;
    bool ticked;
};
struct home_page {
    struct person_head head;
    text_key title, lead, boxes_title;
    struct form form;
    SLICE(struct box_shown) boxes;
    bool preview;
    pairs effects;         // value: the line
    pairs keep;        // posted again with the confirmation
    str change_url;
};
struct address_shown {
    text_key kind, grading;
    enum tone tone;
    str lines, place, days;
    bool over;
};
struct address_page {
    struct person_head head;
    SLICE(struct address_shown) all;
    bool may_change;
};
struct facts_page {
    struct person_head head;
    struct form form;
    text_key title;
    SLICE(struct pair) rows; // number of the row, words
};
struct emergency_shown {
    int64_t id, person, version;
    str who, when, note, remark, reviewer;
    text_key reason, outcome;
    day review_by;
    bool open, own;
};
struct approval_shown {
    int64_t id, person;
    text_key kind;
    str what, who, when, reason;
    bool own;
};
struct control_page {
    text_key problem;
    bool off;
    SLICE(struct emergency_shown) emergencies;
    SLICE(struct approval_shown) approvals;
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
reply permit_revoke_get(struct rq *);
reply permit_revoke_post(struct rq *);
reply person_show_part(struct rq *, int status, struct change_page *, text_key title); // one form under the person's head

reply purpose_get(struct rq *);
reply purpose_post(struct rq *);
reply emergency_get(struct rq *);
reply emergency_post(struct rq *);
reply control_get(struct rq *);
reply review_post(struct rq *);
reply approval_post(struct rq *);
reply grant_get(struct rq *);
reply grant_post(struct rq *);
reply same_get(struct rq *);
reply same_post(struct rq *);
reply home_get(struct rq *);
reply home_post(struct rq *);
reply address_get(struct rq *);
reply address_new_get(struct rq *);
reply address_new_post(struct rq *);
reply contact_get(struct rq *);
reply contact_post(struct rq *);
reply citizenship_get(struct rq *);
reply citizenship_post(struct rq *);
reply language_get(struct rq *);
reply language_post(struct rq *);

str person_words_of(struct rq *, const struct sql *name, int64_t id); // a user's or organisation's name; "" for none
extern const struct sql *const person_user_name, *const person_org_name;
str event_words(struct arena *, enum lang, const struct person_event *);
void show_hit(struct rq *, const struct person *, text_key why, struct hit_shown *);

#endif
