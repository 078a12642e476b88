// SPDX-License-Identifier: Apache-2.0
// Rows of the settlement conversation, sealed notes and career guidance. A sealed note's body has a
// number of its own, and sight of that number is given to named users: so the database itself keeps
// the rest out, colleagues and the centre's head included.
#include "rooms/reception/talk.h"

#include "rooms/interpreting/interpreting.h"

enum { LINE = 200, WORDS = 2000 };

static const struct choices talk_states =
    CHOICES({ "draft", "reception.talk.draft" }, { "held", "reception.talk.held" });
static const struct choices needs =
    CHOICES({ "none", "reception.need.none" }, { "noted", "reception.need.noted" },
            { "considerable", "reception.need.considerable" }, { "serious", "reception.need.serious" });
static const struct choices note_kinds =
    CHOICES({ "health", "reception.note.health" }, { "restricted", "reception.note.restricted" });
static const struct choices guidance_codes =
    CHOICES({ "requested", "reception.guidance.requested" }, { "booked", "reception.guidance.booked" },
            { "given", "reception.guidance.given" }, { "result", "reception.guidance.has_result" });

static const struct field talk_fields[] = {
    F(talk, id, INT, .flags = KEY),
    F(talk, person, INT, .flags = READONLY),
    F(talk, state, ENUM, .flags = READONLY, .choices = &talk_states),
    F(talk, held_on, DAY),
    F(talk, language, TEXT, .flags = PERSONAL, .max = 40),
    F(talk, interpreter, ENUM, .flags = REQUIRED, .choices = &interpreter_levels),
    F(talk, interpreter_note, TEXT, .flags = PERSONAL, .max = LINE),
    F(talk, network, TEXT, .flags = SENSITIVE | SEALED | MULTILINE, .max = WORDS),
    F(talk, occupied, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(talk, education, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(talk, mobility, ENUM, .flags = REQUIRED | SENSITIVE | SEALED, .choices = &needs),
    F(talk, senses, ENUM, .flags = REQUIRED | SENSITIVE | SEALED, .choices = &needs),
    F(talk, mind, ENUM, .flags = REQUIRED | SENSITIVE | SEALED, .choices = &needs),
    F(talk, illness, ENUM, .flags = REQUIRED | SENSITIVE | SEALED, .choices = &needs),
    F(talk, substance, ENUM, .flags = REQUIRED | SENSITIVE | SEALED, .choices = &needs),
    F(talk, behaviour, ENUM, .flags = REQUIRED | SENSITIVE | SEALED, .choices = &needs),
    F(talk, consent_on, DAY),
    F(talk, together, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(talk, expected, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(talk, wish_municipality, TEXT, .flags = PERSONAL, .max = 60),
    F(talk, wish_why, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(talk, self_settle, BOOL),
    F(talk, self_municipality, TEXT, .flags = PERSONAL, .max = 60),
    F(talk, informed_on, DAY),
    F(talk, informed_languages, TEXT, .flags = PERSONAL, .max = LINE),
    F(talk, refusal_explained, BOOL),
    { .name = "signed", .kind = KIND_BOOL, .at = offsetof(struct talk, signed_) },
    F(talk, version, INT, .flags = VERSION),
};
static const struct field mark_fields[] = {
    F(note_mark, id, INT, .flags = KEY),
    F(note_mark, person, INT),
    F(note_mark, kind, ENUM, .choices = &note_kinds),
    F(note_mark, made_on, DAY),
    F(note_mark, by_user, INT),
    F(note_mark, org, INT),
    F(note_mark, subject, INT),
    F(note_mark, withdrawn_on, DAY),
    F(note_mark, version, INT, .flags = VERSION),
};
static const struct field note_fields[] = {
    F(note, id, INT, .flags = KEY),
    F(note, subject, INT, .flags = READONLY),
    F(note, body, TEXT, .flags = REQUIRED | SENSITIVE | SEALED | MULTILINE, .max = WORDS),
    F(note, consent_on, DAY),
    F(note, version, INT, .flags = VERSION),
};
static const struct field exclusion_fields[] = {
    F(exclusion, id, INT, .flags = KEY),
    F(exclusion, person, INT),
    F(exclusion, municipality, TEXT, .flags = SENSITIVE, .max = 4),
    F(exclusion, version, INT, .flags = VERSION),
};
static const struct field guidance_fields[] = {
    F(guidance, id, INT, .flags = KEY),
    F(guidance, person, INT, .flags = READONLY),
    F(guidance, state, ENUM, .flags = READONLY, .choices = &guidance_codes),
    F(guidance, county, INT, .flags = READONLY),
    F(guidance, requested_on, DAY, .flags = READONLY),
    F(guidance, booked_on, DAY, .flags = READONLY),
    F(guidance, given_on, DAY, .flags = READONLY),
    F(guidance, summary, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(guidance, result, TEXT, .flags = PERSONAL | MULTILINE, .max = WORDS),
    F(guidance, version, INT, .flags = VERSION),
};
const struct record talk_rec = RECORD("reception_talk", talk, talk_fields);
const struct record note_mark_rec = RECORD("reception_note_mark", note_mark, mark_fields);
const struct record sealed_note_rec = RECORD("reception_note", note, note_fields);
const struct record exclusion_rec = RECORD("reception_exclusion", exclusion, exclusion_fields);
const struct record guidance_rec = RECORD("reception_guidance", guidance, guidance_fields);

static const struct transition guidance_moves[] = {
    { GUIDANCE_REQUESTED, EV_BOOK, GUIDANCE_BOOKED },
    { GUIDANCE_REQUESTED, EV_GIVE, GUIDANCE_GIVEN },
    { GUIDANCE_BOOKED, EV_GIVE, GUIDANCE_GIVEN },
    { GUIDANCE_GIVEN, EV_RESULT, GUIDANCE_RESULT },
};
const struct states guidance_states = { "reception.guidance", &guidance_codes, guidance_moves,
                                        sizeof guidance_moves / sizeof *guidance_moves };

SQL(talk_latest, "select * from reception_talk where person = $1 order by id desc limit 1");
SQL(talk_day, "select max(held_on) from reception_talk where person = $1 and state = 'held'");
SQL(marks_of, "select * from reception_note_mark where person = $1 order by id desc");
SQL(note_of, "select * from reception_note where subject = $1");
SQL(exclusions_of, "select * from reception_exclusion where person = $1 order by municipality");
SQL(exclusions_all, "select person, municipality from reception_exclusion order by person, municipality");
SQL(guidance_latest, "select * from reception_guidance where person = $1 order by id desc limit 1");

static str link_of(struct db *db, int64_t person)
{
    return strf(db->mem, "/personer/%lld/samtale", (long long)person);
}

err talk_of(struct db *db, int64_t person, struct talk *t)
{
    return db_one(db, &talk_latest, ARGS(AI(person)), &talk_rec, t);
}

// The two rooms count the same categories.
_Static_assert((int)USED_A == (int)INTERPRETER_A && (int)USED_UNQUALIFIED == (int)INTERPRETER_UNQUALIFIED,
               "categories of interpreters");

err talk_ordered(struct db *db, struct talk *t)
{
    struct order o;
    err e = t->interpreter == INTERPRETER_NONE ? interpreting_for(db, t->person, TOPIC_TALK, &o) : E_NOTFOUND;
    if (e)
        return e == E_NOTFOUND ? OK : e;
    t->interpreter = o.used;
    t->language = o.language;
    if (!t->interpreter_note.n)
        t->interpreter_note = o.interpreter;
    return OK;
}

err talk_begin(struct db *db, const struct person *p, struct talk *t)
{
    *t = (struct talk){ .person = p->id, .held_on = DAY_NONE, .consent_on = DAY_NONE,
                        .informed_on = DAY_NONE, .language = p->language };
    PASS(talk_ordered(db, t));
    return db_add(db, &talk_rec, t);
}

err reception_talk_held(struct db *db, int64_t person, day *on)
{
    str held;
    *on = DAY_NONE;
    PASS(db_str(db, &talk_day, ARGS(AI(person)), &held));
    if (held.n)
        (void)day_parse(held, on);
    return OK;
}

err reception_excluded(struct db *db, int64_t person, municipality_numbers *out)
{
    SLICE(struct exclusion) all = { 0 };
    PASS(db_all(db, &exclusions_of, ARGS(AI(person)), &exclusion_rec, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(db->mem, out) = all.p[i].municipality;
    return OK;
}

err reception_excluded_all(struct db *db, nots_there *out)
{
    static const struct field fields[] = { F(not_there, person, INT), F(not_there, municipality, TEXT) };
    static const struct record rec = { NULL, fields, sizeof fields / sizeof *fields, sizeof(struct not_there),
                                       "not_there" };
    return db_all(db, &exclusions_all, NO_ARGS, &rec, out);
}

// ---- sealed notes -----------------------------------------------------------------------------------

err notes_of(struct db *db, int64_t person, note_marks *out)
{
    return db_all(db, &marks_of, ARGS(AI(person)), &note_mark_rec, out);
}

err note_add(struct db *db, int64_t person, enum note_kind kind, str body, day consent)
{
    if (kind == NOTE_HEALTH && !day_known(consent))
        return E_INPUT;
    struct note_mark mark = { .person = person, .kind = (int)kind, .made_on = db->deed.today,
                              .subject = key_new(), .withdrawn_on = DAY_NONE };
    struct note n = { .subject = mark.subject, .body = body, .consent_on = consent };
    PASS(scope_actor_kept(db, person, &mark.org, &mark.by_user));
    if (db->deed.user)
        PASS(scope_open(db, mark.subject, READER_USER(db->deed.user), SCOPE_CASE, "note",
                        db->deed.today));
    PASS(db_add(db, &note_mark_rec, &mark));
    PASS(db_add(db, &sealed_note_rec, &n));
    return person_tell(db, person, db->deed.today, PHASE_RECEPTION, "person.event.reception_note",
                       STR("{}"), link_of(db, person));
}

err note_open(struct db *db, const struct note_mark *mark, struct note *n)
{
    return db_one(db, &note_of, ARGS(AI(mark->subject)), &sealed_note_rec, n);
}

err note_let_read(struct db *db, const struct note_mark *mark, int64_t user)
{
    struct note n;
    PASS(note_open(db, mark, &n)); // only a reader names another
    return scope_open(db, mark->subject, READER_USER(user), SCOPE_CASE, "note", db->deed.today);
}

err note_withdraw(struct db *db, const struct note_mark *mark, day on)
{
    struct note n;
    struct note_mark now = *mark;
    PASS(note_open(db, mark, &n));
    PASS(db_erase(db, &sealed_note_rec, &n));
    now.withdrawn_on = on;
    return db_save(db, &note_mark_rec, mark, &now);
}

// ---- career guidance --------------------------------------------------------------------------------

err guidance_of(struct db *db, int64_t person, struct guidance *g)
{
    return db_one(db, &guidance_latest, ARGS(AI(person)), &guidance_rec, g);
}

static err guidance_told(struct db *db, const struct guidance *g, day on)
{
    return person_tell(db, g->person, on, PHASE_RECEPTION, "person.event.reception_guidance",
                       strf(db->mem, "{\"state_key\":\"%s\"}", guidance_codes.at[g->state].label),
                       link_of(db, g->person));
}

err guidance_request(struct db *db, int64_t person, int64_t county, day on)
{
    bool sealed;
    PASS(scope_sealed(db, person, &sealed)); // then no county is told, nor stored (SEC-14)
    struct guidance g = { .person = person, .county = sealed ? 0 : county, .requested_on = on,
                          .booked_on = DAY_NONE, .given_on = DAY_NONE };
    PASS(db_add(db, &guidance_rec, &g));
    if (!sealed)
        PASS(scope_open(db, person, county, SCOPE_CASE, "guidance", on));
    return guidance_told(db, &g, on);
}

err guidance_step(struct db *db, struct guidance *g, enum guidance_event event, day on)
{
    struct guidance was = *g;
    PASS(state_move(&guidance_states, &g->state, (int)event));
    if (event == EV_BOOK)
        g->booked_on = on;
    if (event == EV_GIVE)
        g->given_on = on;
    PASS(db_save(db, &guidance_rec, &was, g));
    PASS(guidance_told(db, g, on));
    return event == EV_RESULT ? scope_close(db, g->person, g->county, "guidance", on) : OK;
}
