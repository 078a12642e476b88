// SPDX-License-Identifier: Apache-2.0
// The law's clock as a work list: what must be done, by whom, by which day and why that day; who has
// whose case in hand; what is told to whom; and what is not yet registered.
//
// Rooms above declare their kinds of duty and open and end them in the transaction of the cause. A
// duty that names a person is held to the scope of who acts (who/scope.h): a room that takes scope
// away ends its duties first, and a duty on somebody the organisation knows only by pseudonym names
// no person. Days are civil days.
#ifndef ROOMS_DUTY_DUTY_H
#define ROOMS_DUTY_DUTY_H

#include "platform/db/db.h"
#include "platform/http/http.h"
#include "platform/view/parts.h"
#include "rooms/person/person.h" // MISSING_PERSON lists as that room says who may be listed

struct law_facts; // law/facts.h; who declares a kind with LAW_DUE includes law/law.h
struct law;       // law/tables.h
const struct law *duty_law(void); // the tables built into the program

// ---- kinds of duty ----------------------------------------------------------------------------
// One kind, declared where it is used; the linker collects them. Its words are texts of the room:
// "<room>.duty.<what>" on the list, "<room>.duty.<what>.do" on the button when it exists,
// "<room>.duty.<what>.basis" the paragraph or agreement in words when it exists.
struct duty_kind {
    const char *name;       // "allocation.answer": room, dot, what. Stored, so never changed
    uint64_t roles;         // R(MC) | ...: whose work it is while nobody has it
    const char *rule;       // id in ref/law-rules.csv ("ST-01"), NULL for none
    const char *paragraph;  // "§ 12(2)" where the texts have no basis; NULL for none
    int question;           // LAW_DUE(intro_start_deadline): the law computes the day; 0 for none
    int days, weeks, months; // else: due this long after the start
    bool working_day;       // a due day off work is moved to the next working day
    bool waits;             // somebody else has to act: "waiting for others" until the day has passed
    // Which one it is, where it names no person: a code or a place, never a name. NULL: nothing.
    str (*about)(struct rq *, int64_t subject);
};
#define LAW_DUE(q) (Q_##q + 1)
#define DUTY_KIND(id, ...)                                                                     \
    static const struct duty_kind id = { __VA_ARGS__ };                                        \
    static const struct duty_kind *const dutyp_##id                                            \
        __attribute__((section("duty_kinds"), used)) = &id
const struct duty_kind *duty_kind_named(str name); // NULL when unknown

enum duty_end { DUTY_OPEN, DUTY_DONE, DUTY_DROPPED };
struct duty {
    int64_t id;
    str kind;
    int64_t person;      // 0: none
    int64_t org, user_id; // who must; user 0: nobody yet
    int64_t subject;     // the row that caused it; with kind and org it names the open duty
    day start, first, due; // first: without stops; due: the legal day
    day stopped;         // the clock stands since; DAY_NONE when it runs
    str stop_reason;     // a text key's name
    int64_t stopped_days; // of earlier stops together
    day plan_day;        // a later day that was explained; the legal day stays
    str plan_reason;
    int ended;           // enum duty_end
    day ended_on;
    str link;            // address of the form that does it
    str why;             // JSON, see duty_why
    int64_t version;
};
typedef SLICE(struct duty) duties;
extern const struct record duty_of_person_rec, duty_of_org_rec; // the same fields

// Opens a duty. Given: person, org, subject, start, link; `due` or DAY_NONE for the kind's own
// length; user_id or 0 for whoever has the case; `why` or empty for what the kind and start say. Open
// already for that kind, org and subject: its days, link and why are replaced and stops are kept.
MUST err duty_open(struct db *, const struct duty_kind *, struct duty *);
// The same with the day the law gives for these facts; start, due and why are filled in here.
// E_NOTFOUND when the law gives none.
MUST err duty_open_by_law(struct db *, const struct duty_kind *, const struct law_facts *,
                          struct duty *);
// Every duty of a municipality that follows from the facts of somebody who lives there: start of the
// programme, offer of Norwegian, social studies, registration. Called when the facts change; the
// subject is the person. Kinds: duty.intro_start, duty.norwegian_offer, duty.social_studies,
// duty.registration; end them with duty_law_done.
MUST err duty_open_for_facts(struct db *, int64_t person, int64_t org, const struct law_facts *);
MUST err duty_law_done(struct db *, const char *kind, int64_t person, int64_t org, day on);
// Ends it. None open: nothing happens. Dropped: it is no longer to be done.
MUST err duty_done(struct db *, const struct duty_kind *, int64_t org, int64_t subject, day on);
MUST err duty_drop(struct db *, const struct duty_kind *, int64_t org, int64_t subject, day on);
// The clock stands from `on`, and goes again from `on`: the due day moves by the days between.
// Stopped already, or running already: nothing happens. E_INPUT when it would go before it stood.
MUST err duty_stop(struct db *, const struct duty_kind *, int64_t org, int64_t subject, day on,
                   const char *reason);
MUST err duty_resume(struct db *, const struct duty_kind *, int64_t org, int64_t subject, day on);
// Every duty on the person that the acting organisation must do, open ones first, by due day.
MUST err duties_of_person(struct db *, int64_t person, duties *);

// What a day was computed from, in order: a text key's name and a value (a day as ISO, a number, a
// word that is a text key's name, or plain text without names). Gives the JSON that is stored.
struct duty_input {
    const char *key;
    str value;
};
str duty_why(struct arena *, const struct duty_input *, size_t n);

// The chip, drawn the same everywhere with {>deadline &x}; it opens "Slik regnet vi".
struct deadline duty_chip(struct rq *, const struct duty *);
str duty_words(struct rq *, const struct duty *);  // what is to be done
str duty_basis(struct rq *, const struct duty *);  // paragraph or agreement; "" for none

// ---- who has the case ---------------------------------------------------------------------------
// Gives the person's case in the organisation to a user (0: to nobody), and with it the open duties
// of that organisation on the person. E_NOTFOUND out of scope; E_DENIED when the user has no role
// there today.
MUST err case_give(struct db *, int64_t person, int64_t org, int64_t user);
MUST err case_owner(struct db *, int64_t person, int64_t org, int64_t *user); // 0: nobody

// ---- notices ------------------------------------------------------------------------------------
enum notice_kind { NOTICE_DEADLINE, NOTICE_WAITING, NOTICE_ANSWERED, NOTICE_RETURNED, NOTICE_COMMENT,
                   NOTICE_READY, NOTICE_SYSTEM };
// Deadline, waiting and returned are tasks: they count in the header until read.
// `words` is a text key's name without placeholders: no name, nothing of the case.
MUST err notice_tell(struct db *, int64_t org, uint64_t roles, enum notice_kind, const char *words,
                     str link);
MUST err notice_to(struct db *, int64_t user, enum notice_kind, const char *words, str link);

// ---- queues beside the day's list -----------------------------------------------------------------
// A count with a link on Min dag, for work that has no day: DAY_QUEUE(id, .label = "allocation.queue",
// .url = "/bosetting/fordelinger", .may = &right, .count = &sql). $1 is the organisation, $2 the day.
struct day_queue {
    const char *label, *url; // text key's name, address
    const struct right *may;
    const struct sql *count;
};
#define DAY_QUEUE(id, ...)                                                                     \
    static const struct day_queue id = { __VA_ARGS__ };                                        \
    static const struct day_queue *const queuep_##id                                           \
        __attribute__((section("day_queues"), used)) = &id

// ---- what is not registered ("mangler") -----------------------------------------------------------
// One kind of completeness fault. Statements take $1 the organisation and $2 the day; both sides see
// the same number because it is the organisation's scope that is counted. MISSING_PERSON makes them
// from a condition on the person p; protected persons are in no count and no list (SEC-16).
//     MISSING_PERSON(no_number, "not exists (select 1 from person_identifier i where i.person = p.id)",
//                    .name = "person.no_number", .link = "/personer/%lld/nummer", .roles = R(MC));
// Its words are the text "<room>.missing.<what>".
struct missing_kind {
    const char *name;       // "person.no_number"
    const char *link;       // the form with the one field; %lld is the person's number
    uint64_t roles;         // who mends it
    const struct sql *count, *list, *by_org;
};
#define MISSING_FROM                                                                           \
    " from (select distinct s.reader, s.subject from who_scope s where (s.reader = $1 or $1 = 0) " \
    "and s.reader > 0 and s.level >= 2 and s.sealed = 0 and s.from_day <= $2 and "             \
    "(s.to_day is null or s.to_day >= $2)) w join person_person p on p.id = w.subject "        \
    "where " PERSON_LISTED("p") " and p.merged_into is null and p.died is null and "
#define MISSING_PERSON(id, condition, ...)                                                     \
    SQL(id##_count, "select count(*)" MISSING_FROM "(" condition ")");                         \
    SQL(id##_list, "select p.id, p.family, p.given, p.born" MISSING_FROM "(" condition         \
                   ") order by p.family, p.given, p.id limit 500");                            \
    SQL(id##_by_org, "select w.reader as org, count(*) as n" MISSING_FROM "(" condition        \
                     ") group by w.reader");                                                   \
    static const struct missing_kind id = { .count = &id##_count, .list = &id##_list,          \
                                            .by_org = &id##_by_org, __VA_ARGS__ };             \
    static const struct missing_kind *const missingp_##id                                      \
        __attribute__((section("missing_kinds"), used)) = &id

#endif
