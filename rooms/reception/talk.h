// SPDX-License-Identifier: Apache-2.0
// The settlement conversation (reception.md 7), sealed notes and career guidance.
#ifndef ROOMS_RECEPTION_TALK_H
#define ROOMS_RECEPTION_TALK_H

#include "rooms/reception/reception_web.h"

extern const struct right reception_talk, reception_talk_write, reception_note_read;

struct talk {
    int64_t id, person;
    int state;          // 0 draft, 1 held
    day held_on;
    str language;
    int interpreter;    // enum interpreter_level
    str interpreter_note;
    str network, occupied, education;
    int mobility, senses, mind, illness, substance, behaviour; // 0 none ... 3 serious
    day consent_on;
    str together, expected, wish_municipality, wish_why;
    bool self_settle;
    str self_municipality;
    day informed_on;
    str informed_languages;
    bool refusal_explained, signed_;
    int64_t version;
};
enum note_kind { NOTE_HEALTH, NOTE_RESTRICTED };
struct note_mark { // that a sealed note exists
    int64_t id, person;
    int kind;
    day made_on;
    int64_t by_user, org, subject;
    day withdrawn_on;
    int64_t version;
};
struct note { // what it says: seen by named readers alone, whose scope is on `subject`
    int64_t id, subject;
    str body;
    day consent_on;
    int64_t version;
};
struct exclusion {
    int64_t id, person;
    str municipality;
    int64_t version;
};
enum guidance_state { GUIDANCE_REQUESTED, GUIDANCE_BOOKED, GUIDANCE_GIVEN, GUIDANCE_RESULT };
enum guidance_event { EV_BOOK, EV_GIVE, EV_RESULT };
struct guidance {
    int64_t id, person;
    int state;
    int64_t county;
    day requested_on, booked_on, given_on;
    str summary, result;
    int64_t version;
};
typedef SLICE(struct note_mark) note_marks;
extern const struct record talk_rec, note_mark_rec, sealed_note_rec, exclusion_rec, guidance_rec;
extern const struct states guidance_states;

// The latest conversation; E_NOTFOUND when none was begun.
MUST err talk_of(struct db *, int64_t person, struct talk *);
MUST err talk_begin(struct db *, const struct person *, struct talk *);
// A conversation without an interpreter noted takes the one who accepted its order.
MUST err talk_ordered(struct db *, struct talk *);
MUST err notes_of(struct db *, int64_t person, note_marks *); // newest first
// Writes a sealed note, read by the acting user alone until others are named. A health note without
// consent is E_INPUT.
MUST err note_add(struct db *, int64_t person, enum note_kind, str body, day consent);
MUST err note_open(struct db *, const struct note_mark *, struct note *); // E_NOTFOUND: not a reader
MUST err note_let_read(struct db *, const struct note_mark *, int64_t user); // by a reader alone
MUST err note_withdraw(struct db *, const struct note_mark *, day on); // the body is erased
MUST err guidance_of(struct db *, int64_t person, struct guidance *); // the latest; E_NOTFOUND: none
// The host county sees the person for the task until there is a result.
MUST err guidance_request(struct db *, int64_t person, int64_t county, day on);
MUST err guidance_step(struct db *, struct guidance *, enum guidance_event, day on);

struct note_shown {
    int64_t no;
    str kind, by;
    day made_on, withdrawn_on;
    bool mine;
};
struct talk_page {
    struct person_head head;
    struct form form;
    bool task; // the county officer: of the guidance alone
    bool begun, held, may_write, may_notes, may_guide, has_guidance;
    struct talk t;
    str interpreter;
    SLICE(struct fact_shown) facts;
    SLICE(struct note_shown) notes;
    str guidance, result, summary;
    enum tone guidance_tone;
    SLICE(struct step_shown) steps;
};
reply talk_get(struct rq *);
reply talk_begin_post(struct rq *);
reply talk_post(struct rq *);

struct note_page {
    struct person_head head;
    str kind, body;
    day made_on, consent_on;
    int64_t no;
    bool health;
    SLICE(struct option) people;
    SLICE(struct option) readers;
};
reply note_new_get(struct rq *);
reply note_new_post(struct rq *);
reply note_get(struct rq *);
reply note_reader_post(struct rq *);
reply note_withdraw_post(struct rq *);
reply guidance_request_post(struct rq *);
reply guidance_get(struct rq *);
reply guidance_post(struct rq *);

#endif
