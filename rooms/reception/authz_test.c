// SPDX-License-Identifier: Apache-2.0
// This room's lines of the authorisation matrix (platform/who/authz_test.c).
#include "rooms/reception/programme.h"
#include "rooms/reception/reception_test.h"
#include "rooms/reception/talk.h"
#include "test/crawl.h"

#define HOUSE R(CE)
#define WRITES (R(CE) | R(BU))
#define NOTES (R(CE) | R(DS) | R(BU))

static err elsewhere_row(struct db *, const char *id, enum role, str *with);
static err note_row(struct db *, const char *id, enum role, str *with);

AUTHZ(reception_lines,
      { "GET", "/personer/:id/mottak", .roles = R(CE) | R(DS) | R(BU) },
      { "GET", "/personer/:id/mottak/inn", .roles = HOUSE },
      { "POST", "/personer/:id/mottak/inn", .roles = HOUSE },
      { "GET", "/personer/:id/mottak/flytt", .roles = HOUSE },
      { "POST", "/personer/:id/mottak/flytt", .roles = HOUSE },
      { "GET", "/personer/:id/mottak/fase/:event", .roles = WRITES, .with = "intervju" },
      { "POST", "/personer/:id/mottak/fase/:event", .roles = WRITES, .with = "intervju" },
      { "GET", "/personer/:id/mottak/verge", .roles = WRITES },
      { "POST", "/personer/:id/mottak/verge", .roles = WRITES },
      { "GET", "/personer/:id/mottak/utenfor", .roles = WRITES },
      { "POST", "/personer/:id/mottak/utenfor", .roles = WRITES },
      { "GET", "/personer/:id/kartlegging", "mapping, competence", 'r' },
      { "POST", "/personer/:id/kartlegging/inviter", "mapping, competence", 'u' },
      { "POST", "/personer/:id/kartlegging/kode", .roles = HOUSE },
      { "GET", "/personer/:id/kartlegging/kvalitetssikre", "mapping, competence", 'u' },
      { "POST", "/personer/:id/kartlegging/kvalitetssikre", "mapping, competence", 'u' },
      { "GET", "/personer/:id/kartlegging/frita", "mapping, competence", 'u' },
      { "POST", "/personer/:id/kartlegging/frita", "mapping, competence", 'u' },
      { "GET", "/personer/:id/kartlegging/nei", "mapping, competence", 'u' },
      { "POST", "/personer/:id/kartlegging/nei", "mapping, competence", 'u' },
      { "GET", "/personer/:id/kartlegging/:del", "mapping, competence", 'u', .with = "arbeid" },
      { "POST", "/personer/:id/kartlegging/:del", "mapping, competence", 'u', .with = "arbeid" },
      { "GET", "/personer/:id/samtale", .roles = R(CE) | R(DS) | R(CO) },
      { "POST", "/personer/:id/samtale", .roles = HOUSE },
      { "POST", "/personer/:id/samtale/start", .roles = HOUSE },
      { "GET", "/personer/:id/notat/ny/:kind", "health note (sealed)", 'c', .with = "helse" },
      { "POST", "/personer/:id/notat/ny/:kind", "health note (sealed)", 'c', .with = "helse" },
      { "GET", "/personer/:id/notat/:no", "health note (sealed)", 'r', .sub = note_row },
      { "POST", "/personer/:id/notat/:no/trekk", .roles = NOTES, .sub = note_row },
      { "POST", "/personer/:id/veiledning", .roles = HOUSE },
      { "GET", "/personer/:id/veiledning/:event", .roles = R(CE) | R(DS) | R(CO), .with = "time" },
      { "POST", "/personer/:id/veiledning/:event", .roles = R(CE) | R(DS) | R(CO), .with = "time" });

// One of several, named in the form: an empty one names nothing and is not found.
AUTHZ(reception_named,
      { "POST", "/personer/:id/mottak/utenfor/:no", .roles = WRITES, .sub = elsewhere_row, .form = "event=spor" },
      { "POST", "/personer/:id/kartlegging/steg", "mapping, competence", 'u', .form = "event=send" },
      { "POST", "/personer/:id/notat/:no/lesere", .roles = NOTES, .sub = note_row, .form = "leser=77", .narrows = NOTES });

static err draft_row(struct db *, const char *id, enum role, str *with);
static err current_row(struct db *, const char *id, enum role, str *with);
static err activity_row(struct db *, const char *id, enum role, str *with);
static err meeting_row(struct db *, const char *id, enum role, str *with);

// The integration programme is the centre's own.
AUTHZ(reception_programme_lines,
      { "GET", "/personer/:id/opplaring", .roles = HOUSE },
      { "GET", "/personer/:id/opplaring/ny", .roles = HOUSE },
      { "POST", "/personer/:id/opplaring/ny", .roles = HOUSE },
      { "GET", "/personer/:id/mottaksplan", .roles = HOUSE },
      { "GET", "/personer/:id/mottaksplan/plass", .roles = HOUSE },
      { "POST", "/personer/:id/mottaksplan/plass", .roles = HOUSE },
      { "GET", "/personer/:id/mottaksplan/plass/:event", .roles = HOUSE, .sub = draft_row },
      { "POST", "/personer/:id/mottaksplan/plass/:event", .roles = HOUSE, .sub = draft_row },
      { "POST", "/personer/:id/mottaksplan/ny", .roles = HOUSE, .sub = draft_row },
      { "GET", "/personer/:id/mottaksplan/pdf", .roles = HOUSE, .sub = draft_row },
      { "GET", "/personer/:id/mottaksplan/mal", .roles = HOUSE, .sub = draft_row },
      { "POST", "/personer/:id/mottaksplan/mal", .roles = HOUSE, .sub = draft_row },
      { "GET", "/personer/:id/mottaksplan/signer", .roles = HOUSE, .sub = draft_row },
      { "POST", "/personer/:id/mottaksplan/signer", .roles = HOUSE, .sub = draft_row },
      { "GET", "/personer/:id/mottaksplan/evaluering", .roles = HOUSE, .sub = current_row },
      { "POST", "/personer/:id/mottaksplan/evaluering", .roles = HOUSE, .sub = current_row },
      { "GET", "/personer/:id/mottaksplan/steg/:nr", .roles = HOUSE, .sub = activity_row },
      { "POST", "/personer/:id/mottaksplan/steg/:nr", .roles = HOUSE, .sub = activity_row },
      { "GET", "/personer/:id/mottaksplan/aktivitet/:nr", .roles = HOUSE, .sub = activity_row },
      { "POST", "/personer/:id/mottaksplan/aktivitet/:nr", .roles = HOUSE, .sub = activity_row },
      { "POST", "/personer/:id/mottaksplan/aktivitet/:nr/fjern", .roles = HOUSE, .sub = meeting_row },
      { "GET", "/personer/:id/mottaksplan/oppfolging/:nr", .roles = HOUSE, .with = "ny" },
      { "POST", "/personer/:id/mottaksplan/oppfolging/:nr", .roles = HOUSE, .with = "ny" });

static err person_number(const char *id, int64_t *person)
{
    return str_int(str_z(id), person) ? OK : E_INPUT;
}

static err elsewhere_row(struct db *db, const char *id, enum role role, str *with)
{
    struct elsewhere e = { .municipality = STR("1506"), .applied_on = db->deed.today, .asked_on = DAY_NONE,
                           .answered_on = DAY_NONE, .from_day = DAY_NONE, .to_day = DAY_NONE, .ended = STR("") };
    (void)role;
    PASS(person_number(id, &e.person));
    PASS(db_add(db, &elsewhere_rec, &e));
    *with = strf(db->mem, "%lld", (long long)e.id);
    return OK;
}

// A note that the role's user may read, and a colleague who may be named a reader.
static err note_row(struct db *db, const char *id, enum role role, str *with)
{
    struct note_mark mark = { .kind = NOTE_HEALTH, .made_on = db->deed.today, .subject = key_new(),
                              .org = AUTHZ_ORG(role), .withdrawn_on = DAY_NONE };
    struct note n = { .subject = mark.subject, .body = STR("ord"), .consent_on = db->deed.today };
    PASS(person_number(id, &mark.person));
    PASS(scope_open(db, mark.subject, READER_USER(AUTHZ_USER(role)), SCOPE_CASE, "note", db->deed.today));
    PASS(db_add(db, &note_mark_rec, &mark));
    PASS(db_add(db, &sealed_note_rec, &n));
    *with = strf(db->mem, "%lld", (long long)mark.id);
    return OK;
}

// ---- what is known of everybody whom the matrix test makes ----------------------------------------------

SQL(centre_here, "select id from reception_centre where org = $1");

static err centre_of(struct db *db, int64_t org, int64_t *centre)
{
    err e = db_int(db, &centre_here, ARGS(AI(org)), centre);
    if (e != E_NOTFOUND)
        return e;
    struct centre c = { .org = org, .name = STR("Prøve mottak"), .operator = STR(""), .operator_number = STR(""),
                        .municipality = STR("1506"), .address = STR(""), .contract_from = DAY_NONE,
                        .contract_to = DAY_NONE, .notice_on = DAY_NONE, .staffed = STR("") };
    PASS(db_add(db, &centre_rec, &c));
    *centre = c.id;
    return OK;
}

static err here(struct db *db, int64_t person, enum situation s, enum role role, int64_t org)
{
    day d = day_of(2023, 3, 1);
    struct stay stay = { .person = person, .room = STR("1"), .from_day = d, .to_day = DAY_NONE };
    struct asylum_case c = { .person = person, .registered_on = d, .allocated_on = d, .interviewed_on = DAY_NONE,
                             .decided_on = DAY_NONE, .notified_on = DAY_NONE, .appealed_on = DAY_NONE,
                             .final_on = DAY_NONE };
    struct minor m = { .person = person, .representative = STR(""), .contact = STR(""), .appointed_on = DAY_NONE,
                       .plan_on = DAY_NONE, .dissent = STR("") };
    struct guidance g = { .person = person, .county = AUTHZ_ORG(CO), .requested_on = d, .booked_on = DAY_NONE,
                          .given_on = DAY_NONE, .summary = STR(""), .result = STR("") };
    struct mapping map;
    struct talk talk;
    struct person p;
    (void)role;
    PASS(centre_of(db, AUTHZ_ORG(CE), &stay.centre));
    (void)org;
    if (s != SIT_STRICT)
        PASS(db_add(db, &stay_rec, &stay));
    PASS(db_add(db, &asylum_case_rec, &c));
    PASS(db_add(db, &minor_rec, &m));
    PASS(db_add(db, &guidance_rec, &g));
    PASS(mapping_invite(db, person, d, &map));
    PASS(person_by_id(db, person, &p));
    return talk_begin(db, &p, &talk);
}
AUTHZ_FIXTURE(reception_fixture, here);

// ---- moving out: a page of one person that is not under the person -----------------------------------

static err resident(struct db *db, enum situation s, enum role role, int64_t org, str *id)
{
    int64_t person;
    PASS(authz_person(db, s, role, org, &person));
    PASS(here(db, person, s, role, org));
    *id = strf(db->mem, "%lld", (long long)person);
    return OK;
}
AUTHZ_OBJECT(leaver_object, "/beboere/utflytting/:id", "987650123", resident);
AUTHZ(leaver_lines,
      { "GET", "/beboere/utflytting/:id", .roles = HOUSE },
      { "POST", "/beboere/utflytting/:id", .roles = HOUSE });

// Somebody who has applied, with a draft.
static err draft_row(struct db *db, const char *id, enum role role, str *with)
{
    int64_t person;
    struct plan p;
    (void)role;
    *with = STR("tilbud");
    PASS(person_number(id, &person));
    err e = programme_apply(db, person, 1, false, db->deed.today);
    if (e != E_CONFLICT)
        PASS(e);
    e = plan_new(db, person, db->deed.today, &p);
    return e == E_CONFLICT ? OK : e;
}

static err current_row(struct db *db, const char *id, enum role role, str *with)
{
    int64_t person;
    struct plan was, now;
    PASS(draft_row(db, id, role, with));
    PASS(person_number(id, &person));
    PASS(plan_of(db, person, &was));
    now = was;
    now.goal_long = now.goal_short = STR("ord");
    now.review_on = day_add(db->deed.today, 30);
    PASS(db_save(db, &individual_plan_rec, &was, &now));
    return plan_sign(db, &now, db->deed.today, db->deed.today, STR(""));
}

static err activity_row(struct db *db, const char *id, enum role role, str *with)
{
    PASS(draft_row(db, id, role, with));
    *with = STR("ny");
    return OK;
}

static err meeting_row(struct db *db, const char *id, enum role role, str *with)
{
    struct plan p;
    int64_t person;
    PASS(draft_row(db, id, role, with));
    PASS(person_number(id, &person));
    PASS(plan_of(db, person, &p));
    struct activity a = { .person = person, .plan = p.id, .title = STR("ord"), .provider = STR(""), .weekday = 1,
                          .hours = 100, .from_day = db->deed.today, .to_day = DAY_NONE };
    PASS(db_add(db, &activity_rec, &a));
    *with = strf(db->mem, "%lld", (long long)a.id);
    return OK;
}
