// SPDX-License-Identifier: Apache-2.0
// The pages of competence mapping: the resident's own, by code, and those of staff. Both use the same
// sections, one a page.
#ifndef ROOMS_RECEPTION_MAP_WEB_H
#define ROOMS_RECEPTION_MAP_WEB_H

#include "rooms/reception/reception_web.h"

extern const struct right reception_map_own, reception_map_read, reception_map_write;

enum map_part { PART_LANGUAGES, PART_EDUCATION, PART_WORK, PART_OTHER, PART_WISHES, PARTS };
struct map_line { // a row that is there already
    int64_t id;
    str words, under;
};
struct map_section { // what both pages show
    enum map_part part;
    str slug, base, next; // base: address below which the sections stand; next: after this one
    text_key title, lead;
    bool rows;            // many of them: the form adds one
    SLICE(struct map_line) lines;
    SLICE(struct option) languages, countries; // to choose from while typing
    struct form form;
};
struct map_task {
    str slug, words;
    text_key title;
    bool begun;
};

// "sprak", "utdanning" ...; false when there is no such section.
bool map_part_of(str slug, enum map_part *);
MUST err map_section_open(struct rq *, int64_t person, enum map_part, str base, struct map_section *);
// Takes the posted row or fields. `good` false: problems stand in s->form. Taking a line away is
// posted as fjern=<id>.
MUST err map_section_take(struct rq *, int64_t person, struct map_section *, bool *good);
MUST err map_tasks(struct rq *, int64_t person, struct map_task tasks[static PARTS]);
void c_map_section(struct w *, const struct map_section *); // lines and form

// ---- the resident's own pages
struct code_page {
    bool wrong;
    SLICE(struct option) langs;
};
struct own_page {
    struct map_task tasks[PARTS];
    SLICE(struct map_task) list;
    bool sent, may_send, settled;
    text_key state;
    SLICE(struct option) langs;
};
struct own_section_page {
    struct map_section s;
    str back;
    SLICE(struct option) langs;
};
reply code_get(struct rq *);
reply code_post(struct rq *);
reply own_get(struct rq *);
reply own_section_get(struct rq *);
reply own_section_post(struct rq *);
reply own_send_post(struct rq *);

// ---- staff
struct version_shown {
    int64_t no;
    str at, who, state, mode, interpreter;
};
struct map_group {
    text_key title;
    SLICE(struct map_line) lines;
    str slug;
};
struct mapping_page {
    struct person_head head;
    bool invited, may_write, may_read;
    struct mapping m;
    str state, mode, interpreter, verified_by;
    enum tone tone;
    SLICE(struct map_group) groups;
    SLICE(struct step_shown) steps;
    SLICE(struct version_shown) versions;
    str code;      // just made
    bool content;  // something is filled in
};
struct staff_section_page {
    struct person_head head;
    struct map_section s;
};
reply mapping_get(struct rq *);
reply mapping_version_get(struct rq *);
reply mapping_invite_post(struct rq *);
reply mapping_code_post(struct rq *);
reply mapping_step_post(struct rq *);
reply mapping_verify_get(struct rq *);
reply mapping_verify_post(struct rq *);
reply mapping_excuse_get(struct rq *);
reply mapping_excuse_post(struct rq *);
reply staff_section_get(struct rq *);
reply staff_section_post(struct rq *);

#endif
