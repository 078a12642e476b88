// SPDX-License-Identifier: Apache-2.0
// The pages of reception: the house, the centre, a resident's stay and application.
#ifndef ROOMS_RECEPTION_RECEPTION_WEB_H
#define ROOMS_RECEPTION_RECEPTION_WEB_H

#include "platform/view/chart.h"
#include "rooms/reception/reception_db.h"

extern const struct right reception_house, reception_centres, reception_centre_make, reception_read,
    reception_write;

struct option {
    str code, label;
    bool chosen;
};

// ---- the house: /beboere
struct resident {        // a row of the list, as the statement gives it
    int64_t id;
    str family, given, own_script;
    day born;
    str room;
    day from_day;
    str phase, outcome, mapping, unaccompanied;
    int64_t household, together; // members of the household in this house
    int64_t talked;              // settlement conversations held
};
struct resident_shown {
    int64_t id;
    str name, own_script, room;
    int64_t age;         // -1 when not known
    str phase, mapping;
    enum tone mapping_tone;
    bool lacks, minor;
    int64_t days, together;
    day from_day;
};
struct house_page {
    struct centre centre;
    str kind;
    int64_t taken, places, percent;
    bool over;
    struct tabs tabs;
    SLICE(struct resident_shown) rows;
    str heading;
    struct pager pager;
    bool filtered, lacking;
    text_key none, none_words;
    SLICE(struct resident_shown) waiting; // registered here, not moved in
};
reply house_get(struct rq *);
reply house_mapping_get(struct rq *);

// ---- moving out together: /beboere/utflytting/:id
struct leaver {
    int64_t id;
    str name, born, role;
    bool ticked;
};
struct leave_page {
    str title, day, problem;
    SLICE(struct leaver) people;
    SLICE(struct option) options;
};
reply leave_get(struct rq *);
reply leave_post(struct rq *);

// ---- registering: /beboere/ny
struct arrive_page {
    struct centre centre;
    SLICE(struct resident_shown) waiting;
};
reply arrive_get(struct rq *);

// ---- a centre
struct night_shown {
    day on;
    int64_t taken, places;
};
struct centre_shown {
    int64_t id;
    str name, kind, municipality;
    int64_t taken, places, percent;
    day contract_to;
    bool ending;
};
struct centres_page {
    SLICE(struct centre_shown) rows;
    int64_t taken, places;
    bool may_make;
};
struct centre_page {
    struct centre centre;
    str kind, municipality;
    int64_t taken, places, free;
    struct chart chart;
    SLICE(struct night_shown) nights;
    capacities caps;
    bool may_make;
    struct crumbs crumbs;
    struct form form;
};
struct centre_form_page {
    struct form form;
    struct crumbs crumbs;
};
reply centres_get(struct rq *);
reply centre_get(struct rq *);
reply capacity_post(struct rq *);
reply centre_new_get(struct rq *);
reply centre_new_post(struct rq *);

// ---- a resident: /personer/:id/mottak
struct stay_shown {
    str centre, room, reason;
    day from_day, to_day;
};
struct step_shown {
    str event, label;
};
struct elsewhere_shown {
    int64_t id;
    str kind, state, municipality, ground;
    enum tone tone;
    day applied_on, from_day, to_day;
    SLICE(struct step_shown) steps;
};
struct fact_shown {
    text_key label;
    str value;
};
struct resident_page {
    struct person_head head;
    bool lives, may_write, here;
    str centre, room;
    day since;
    SLICE(struct stay_shown) stays;
    bool has_case;
    str phase, outcome;
    enum tone phase_tone;
    SLICE(struct fact_shown) days;
    SLICE(struct step_shown) steps;
    bool is_minor;
    struct minor minor;
    str authority, age;
    SLICE(struct elsewhere_shown) elsewhere;
};
reply resident_get(struct rq *);

struct part_page { // a form on a page of the person
    struct person_head head;
    struct form form;
    text_key title, lead; // lead T_NONE for none
    text_key pick;        // a choice that the record does not know; T_NONE for none
    SLICE(struct option) options;
};
reply in_get(struct rq *);
reply in_post(struct rq *);
reply move_get(struct rq *);
reply move_post(struct rq *);
reply phase_get(struct rq *);
reply phase_post(struct rq *);
reply minor_get(struct rq *);
reply minor_post(struct rq *);
reply elsewhere_get(struct rq *);
reply elsewhere_post(struct rq *);
reply elsewhere_step_post(struct rq *);

// ---- shared
str reception_say(struct rq *, text_key);
str choice_words(struct rq *, const struct choices *, int);
reply part_show(struct rq *, int status, struct part_page *); // form.html
// The fields of the record that have these names, as a record of its own for a form.
const struct record *record_part(struct rq *, const struct record *, const char *const *names, size_t n);

#endif
