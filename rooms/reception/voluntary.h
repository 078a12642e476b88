// SPDX-License-Identifier: Apache-2.0
// Voluntary organisations at a centre (reception.md 4.2): they register activities and who came, and see
// the first names of those who joined and nothing else. Who joined stands in a guarded table of its own;
// protected persons join by no list.
#ifndef ROOMS_RECEPTION_VOLUNTARY_H
#define ROOMS_RECEPTION_VOLUNTARY_H

#include "platform/room.h"
#include "rooms/reception/programme_web.h"

struct vol_agreement {
    int64_t id, centre, org;
    day from_day, to_day;
    int64_t version;
};
struct vol_event {
    int64_t id, centre, org;
    str title, about;
    day on_day;
    int64_t starts, hours; // minutes after midnight, hundredths of an hour
    str spot;
    bool held;
    int64_t version;
};
struct joiner { // what the organisation sees of somebody
    int64_t id, event;
    str called;
    bool present;
    int64_t version;
};
typedef SLICE(struct vol_event) vol_events;
typedef SLICE(struct joiner) joiners;
extern const struct record vol_agreement_rec, vol_event_rec, joiner_rec;
extern const struct right reception_voluntary, reception_voluntary_own;

MUST err vol_joiners(struct db *, int64_t event, joiners *); // by first name
// Adds a resident by first name; there already: nothing happens. E_DENIED: protected.
MUST err vol_join(struct db *, const struct vol_event *, int64_t person);
MUST err vol_leave(struct db *, const struct vol_event *, int64_t person);

// ---- pages: /frivillig for the organisation, /beboere/frivillig for the centre
struct vol_event_shown {
    int64_t id;
    str when, title, about, spot, who, url;
    int64_t joined;
    bool held;
};
struct vol_choice {
    str code, label;
    bool chosen;
};
struct vol_page {
    str title, lead, new_url;
    SLICE(struct vol_event_shown) coming, past;
    bool any_centre, house;
    SLICE(struct vol_choice) orgs; // without an agreement yet
    SLICE(struct vol_choice) agreed;
};
struct vol_form_page {
    struct form form;
    SLICE(struct vol_choice) centres;
};
struct vol_event_page {
    struct vol_event_shown e;
    bool future;
    SLICE(struct vol_choice) people;
};
reply vol_get(struct rq *);
reply vol_new_get(struct rq *);
reply vol_new_post(struct rq *);
reply vol_event_get(struct rq *);
reply vol_event_post(struct rq *);
reply vol_house_get(struct rq *);
reply vol_agree_post(struct rq *);
reply vol_join_get(struct rq *);
reply vol_join_post(struct rq *);

#endif
