// SPDX-License-Identifier: Apache-2.0
// One person: the head all its pages share, the timeline, the family, who has looked.
#include "rooms/person/person_web.h"

#include <jansson.h>
#include <stdlib.h>

#include "person/identifier.h"
#include "platform/http/parse.h"
#include "platform/room.h"
#include "rooms/person/codes.h"
#include "rooms/person/family.html.h"
#include "rooms/person/looks.html.h"
#include "rooms/person/person.html.h"
#include "text_keys.h"

#define READERS (R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CO) | R(CG) | R(AR) | R(BU))
const struct right person_find = { "person.find", READERS | R(PO) };
const struct right person_read = { "person.read", READERS };
const struct right person_create = { "person.create", R(DS) | R(CE) | R(MP) };
const struct right person_change = { "person.change", R(DS) | R(CE) | R(MP) | R(BU) };
const struct right person_protect = { "person.protect", R(DS) | R(MH) };
// Family and address are for fewer than the rest (security.md 3.4).
const struct right person_family = { "person.family", R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(BU) };
const struct right person_where = { "person.where", R(DS) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(BU) };
// Numbers and the protection level as well: a task, a grant case or an archive needs neither.
const struct right person_numbers = { "person.numbers", R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(BU) };
const struct right person_flag = { "person.flag", R(DS) | R(CE) | R(MC) | R(MP) | R(MH) | R(CG) | R(BU) };
const struct right person_contact = { "person.contact", R(DS) | R(CE) | R(MC) | R(MP) | R(BU) };
const struct right person_home = { "person.home", R(DS) | R(CE) | R(MP) | R(BU) };
const struct right person_address = { "person.address", R(CE) | R(MC) | R(MP) };
const struct right person_join_records = { "person.merge", R(DS) | R(CE) | R(MP) };
const struct right person_emergency = { "person.emergency", R(DS) | R(CE) | R(MC) | R(MP) | R(MH) | R(BU) };
const struct right person_review = { "person.review", R(DS) | R(MH) | R(PO) };
const struct right person_own = { "person.own", R(PA) | R(RE) };
const struct right person_looks = { "person.looks", R(DS) | R(MH) | R(PO) };

PERSON_TAB(tab_overview, "", "person.tab.overview", &person_read, 10);
PERSON_TAB(tab_family, "familie", "person.tab.family", &person_family, 20);
PERSON_TAB(tab_address, "adresse", "person.tab.address", &person_where, 30);
PERSON_TAB(tab_looks, "tilgang", "person.tab.looks", &person_looks, 90);

extern const struct person_tab *const __start_person_tabs[], *const __stop_person_tabs[];

SQL(sql_looks, "select * from person_look where person = $1 order by at desc limit 200");
SQL(told_purpose, "select purpose from person_look where person = $1 and by_user = $2 and at > $3 "
                  "and page = 'formal' order by at desc limit 1");
SQL(sql_user_name, "select name from who_user where id = $1");
SQL(sql_org_name, "select name from who_org where id = $1");

enum { PURPOSE_MS = 12 * 3600 * 1000 };

static str say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

// ---- the head -------------------------------------------------------------------------------

static int by_order(const void *a, const void *b)
{
    const struct person_tab *x = *(const struct person_tab *const *)a,
                            *y = *(const struct person_tab *const *)b;
    return (x->order > y->order) - (x->order < y->order);
}

static void tabs(struct rq *q, struct person_head *h, const char *here)
{
    size_t n = (size_t)(__stop_person_tabs - __start_person_tabs);
    const struct person_tab **all = NEW_ARRAY(q->mem, n, const struct person_tab *);
    struct tab *at = NEW_ARRAY(q->mem, n, struct tab);
    memcpy(all, __start_person_tabs, n * sizeof *all);
    qsort(all, n, sizeof *all, by_order);
    h->tabs = (struct tabs){ say(q, T_person_tabs), at, 0 };
    for (size_t i = 0; i < n; i++) {
        if (!may(q->who, all[i]->may))
            continue;
        bool overview = !*all[i]->slug;
        at[h->tabs.n++] = (struct tab){
            .label = say(q, text_find(all[i]->label)),
            .url = strf(q->mem, "/personer/%lld%s%s", (long long)h->id, overview ? "" : "/",
                        all[i]->slug),
            .here = strcmp(all[i]->slug, here) == 0,
        };
    }
}

static err spoken_words(struct rq *q, const struct person *p, struct person_head *h)
{
    languages all = { 0 };
    PASS(person_languages(q->db, p->id, &all));
    h->languages = STR("");
    for (size_t i = 0; i < all.n; i++)
        h->languages = strf(q->mem, "%.*s%s%.*s", S(h->languages), i ? ", " : "",
                            S(language_name(q->lang, all.p[i].language)));
    h->interpreter = p->interpreter ? language_name(q->lang, p->language) : STR("");
    return OK;
}

// The same page of the record that was kept.
static err follow(struct rq *q, const struct person *p)
{
    struct person kept;
    PASS(person_by_id(q->db, p->merged_into.v, &kept));
    q->instead = strf(q->mem, "/personer/%lld", (long long)kept.id);
    return E_DENIED;
}

// SEC-4: a colleague has the person in hand, so the purpose is told first and holds for the day.
static err purpose_of(struct rq *q, int64_t person, enum purpose *purpose)
{
    enum in_hand hand = HAND_NOBODYS;
    str code;
    *purpose = LOOK_CASE;
    EACH_HOOK(person_caseload, person_caseloads, h)
    {
        PASS((*h)->who(q->db, person, &hand));
    }
    if (hand != HAND_ANOTHERS)
        return OK;
    err e = db_str(q->db, &told_purpose,
                   ARGS(AI(person), AI(q->who->user), AI(q->now - PURPOSE_MS)), &code);
    if (e == OK) {
        const struct choices *all = record_field(&look_rec, STR("purpose"))->choices;
        for (size_t i = 0; i < all->n; i++)
            if (str_is(code, all->at[i].code))
                *purpose = (enum purpose)i;
        return OK;
    }
    if (e != E_NOTFOUND)
        return e;
    struct out o = { 0 };
    out_url(&o, q->target);
    q->instead = strf(q->mem, "/personer/%lld/formal?til=%.*s", (long long)person, S(out_str(&o)));
    out_drop(&o);
    return E_DENIED;
}

static err sight(struct rq *q, const struct person *p, enum purpose *purpose, str *emergency)
{
    struct sight s = { 0 };
    *emergency = STR("");
    PASS(scope_sight(q->db, p->id, &s));
    if (!s.lent)
        return purpose_of(q, p->id, purpose);
    *purpose = LOOK_EMERGENCY;
    *emergency = text(q->mem, q->lang, T_person_emergency_banner__until,
                      TARGS(TS("until", fmt_moment(q->mem, q->lang, s.until_ms))));
    return s.reads && q->route->tx == TX_WRITE ? E_DENIED : OK;
}

err person_open(struct rq *q, str id, const char *page, struct person_head *h, struct person *p)
{
    int64_t number;
    enum purpose purpose;
    str emergency;
    int level;
    if (!str_int(id, &number))
        return E_NOTFOUND;
    PASS(person_by_id(q->db, number, p));
    if (p->merged_into.known)
        return follow(q, p);
    PASS(sight(q, p, &purpose, &emergency));
    PASS(person_shown_protection(q->db, p, &level));
    PASS(person_look(q, number, page, purpose, STR("")));
    *h = (struct person_head){
        .id = p->id,
        .name = person_listed(q->mem, p),
        .own_script = p->own_script,
        .own_lang = language_tag(p->language),
        .born = p->born_precision == BORN_DAY && day_known(p->born)
                    ? text(q->mem, q->lang, T_person_head_born__day, TARGS(TD("day", p->born)))
                    : person_born(q->mem, q->lang, p),
        .protection = !may(q->who, &person_flag)          ? T_NONE
                      : p->protection == PROTECT_STRICT ? T_person_protection_strict_banner
                      : p->protection != PROTECT_NONE ? T_person_protection_banner
                      : level != PROTECT_NONE         ? T_person_protection_shared
                                                      : T_NONE,
        .strict = p->protection == PROTECT_STRICT,
        .emergency = emergency,
        .died = day_known(p->died),
        .may_change = may(q->who, &person_change),
        .may_look_log = may(q->who, &person_looks),
    };
    PASS(spoken_words(q, p, h));
    struct crumb *at = NEW_ARRAY(q->mem, 2, struct crumb);
    at[0] = (struct crumb){ say(q, T_person_list_title), STR("/personer") };
    at[1] = (struct crumb){ text(q->mem, q->lang, T_person_crumb__number,
                                 TARGS(TS("number", strf(q->mem, "%lld", (long long)p->id)))),
                            STR("") };
    h->crumbs = (struct crumbs){ at, 2 };
    tabs(q, h, page);
    return OK;
}

void c_person_head(struct w *w, const struct person_head *h)
{
    c_crumbs(w, &h->crumbs);
    OUT(w->o, "<div class=\"personhode\"><div><h1>");
    w_text(w, h->name);
    if (h->own_script.n) {
        OUT(w->o, " <span lang=\"");
        w_text(w, h->own_lang);
        OUT(w->o, "\" dir=\"auto\">");
        w_text(w, h->own_script);
        OUT(w->o, "</span>");
    }
    OUT(w->o, "</h1><p class=\"fakta-linje\"><span>");
    w_text(w, h->born);
    OUT(w->o, "</span>");
    if (h->languages.n) {
        OUT(w->o, "<span>");
        w_text(w, h->languages);
        OUT(w->o, "</span>");
    }
    if (h->interpreter.n) {
        OUT(w->o, "<span>");
        w_t(w, T_person_head_interpreter__language, TARGS(TS("language", h->interpreter)));
        OUT(w->o, "</span>");
    }
    OUT(w->o, "</p>");
    if (h->tags.n) {
        OUT(w->o, "<div class=\"merker\">");
        for (size_t i = 0; i < h->tags.n; i++)
            c_tag(w, h->tags.p[i].tone, h->tags.p[i].words);
        OUT(w->o, "</div>");
    }
    OUT(w->o, "</div></div>");
    if (h->protection != T_NONE)
        c_note(w, h->strict ? TONE_DANGER : TONE_WARNING, h->protection);
    if (h->emergency.n)
        c_alert(w, TONE_DANGER, h->emergency, STR(""));
    c_tabs(w, &h->tabs);
}

// ---- overview and timeline ------------------------------------------------------------------

// The words of an event: its text key with the values of its detail. A value whose name ends with
// _key names a text itself.
str event_words(struct arena *a, enum lang lang, const struct person_event *e)
{
    enum { VALUES = 8 };
    struct targ at[VALUES];
    size_t n = 0;
    text_key key = text_find(str_cz(a, e->kind));
    if (key == T_NONE)
        return e->kind;
    json_t *detail = json_loadb(e->detail.p, e->detail.n, 0, NULL), *v;
    const char *name;
    json_object_foreach(detail, name, v) {
        if (n == VALUES)
            break;
        if (json_is_integer(v)) {
            at[n++] = (struct targ)TI(str_cz(a, str_z(name)), json_integer_value(v));
        } else if (json_is_string(v)) {
            str value = str_dup(a, str_z(json_string_value(v)));
            str label = str_z(name);
            day d;
            text_key word = str_ends(label, STR("_key")) ? text_find(str_cz(a, value)) : T_NONE;
            if (str_ends(label, STR("_key")))
                label.n -= 4;
            if (word != T_NONE)
                value = text(a, lang, word, NO_TARGS);
            else if (day_parse(value, &d))
                value = fmt_day(a, lang, d);
            at[n++] = (struct targ)TS(str_cz(a, label), value);
        }
    }
    json_decref(detail);
    return text(a, lang, key, (struct targs){ at, n });
}

const struct sql *const person_user_name = &sql_user_name, *const person_org_name = &sql_org_name;

str person_words_of(struct rq *q, const struct sql *sql, int64_t id)
{
    str name;
    return id && db_str(q->db, sql, ARGS(AI(id)), &name) == OK ? name : STR("");
}

static err timeline(struct rq *q, int64_t person, struct person_page *v)
{
    person_events all = { 0 };
    PASS(person_timeline(q->db, person, &all));
    const struct choices *phases = record_field(&person_event_rec, STR("phase"))->choices;
    for (int phase = PHASE_AFTER; phase >= PHASE_ARRIVAL; phase--) {
        struct phase_shown *p = NULL;
        for (size_t i = 0; i < all.n; i++) {
            const struct person_event *e = &all.p[i];
            if (e->phase != phase)
                continue;
            if (!p) {
                p = ADD(q->mem, &v->phases);
                *p = (struct phase_shown){ .name = text_find(phases->at[phase].label) };
            }
            *ADD(q->mem, &p->events) = (struct event_shown){
                .happened = e->happened,
                .words = event_words(q->mem, q->lang, e),
                .who = person_words_of(q, &sql_org_name, e->org),
                .link = e->link,
                .future = day_cmp(e->happened, q->today) > 0,
            };
        }
    }
    return OK;
}

static err household(struct rq *q, const struct person *self, struct relative_shown **p, size_t *n)
{
    struct household h;
    members all = { 0 };
    *n = 0;
    err e = household_of(q->db, self->id, q->today, &h);
    if (e == E_NOTFOUND)
        return OK;
    PASS(e);
    PASS(household_members(q->db, h.id, q->today, &all));
    const struct choices *roles = record_field(&member_rec, STR("role"))->choices;
    *p = NEW_ARRAY(q->mem, all.n, struct relative_shown);
    for (size_t i = 0; i < all.n; i++) {
        struct person m;
        if (person_by_id(q->db, all.p[i].person, &m) != OK)
            continue; // not this user's to see
        (*p)[(*n)++] = (struct relative_shown){
            .id = m.id,
            .name = person_listed(q->mem, &m),
            .born = person_born(q->mem, q->lang, &m),
            .role = say(q, text_find(roles->at[all.p[i].role].label)),
            .self = m.id == self->id,
        };
    }
    return OK;
}

#define HOUSEHOLD(q, self, slice)                                                              \
    household((q), (self), &(slice)->p, &(slice)->n)

static err papers(struct rq *q, const struct person *p, struct person_page *v)
{
    identifiers ids = { 0 };
    permits all = { 0 };
    citizenships from = { 0 };
    person_names names = { 0 };
    if (v->may_numbers)
        PASS(person_identifiers(q->db, p->id, &ids));
    for (size_t i = 0; i < ids.n; i++) {
        const struct identifier *id = &ids.p[i];
        *ADD(q->mem, &v->numbers) = (struct number_shown){
            .kind = text_find(record_field(&identifier_rec, STR("kind"))->choices->at[id->kind].label),
            .status = text_find(record_field(&identifier_rec, STR("status"))->choices->at[id->status].label),
            .masked = v->full_numbers ? identifier_shown(q->mem, id->value)
                                      : identifier_masked(q->mem, id->value),
        };
    }
    PASS(person_permits(q->db, p->id, &all));
    for (size_t i = 0; i < all.n; i++)
        *ADD(q->mem, &v->permits) = (struct permit_shown){
            .basis = text_find(record_field(&permit_rec, STR("basis"))->choices->at[all.p[i].basis].label),
            .decided = all.p[i].decided,
            .valid_to = all.p[i].valid_to,
            .over = day_known(all.p[i].valid_to) && day_cmp(all.p[i].valid_to, q->today) < 0,
            .settles = all.p[i].settles,
            .revoked = all.p[i].revoked,
            .revoke = day_known(all.p[i].revoked) ? STR("") : strf(q->mem, "/personer/%lld/tillatelse/%lld", (long long)p->id, (long long)all.p[i].id),
        };
    PASS(person_citizenships(q->db, p->id, &from));
    v->citizenships = STR("");
    for (size_t i = 0; i < from.n; i++)
        v->citizenships = strf(q->mem, "%.*s%s%.*s", S(v->citizenships), i ? ", " : "",
                               S(country_name(q->lang, from.p[i].country)));
    PASS(person_names_of(q->db, p->id, &names));
    for (size_t i = 0; i < names.n; i++)
        *ADD(q->mem, &v->names) = (struct name_shown){
            .name = strf(q->mem, "%.*s, %.*s", S(names.p[i].family), S(names.p[i].given)),
            .until = fmt_day(q->mem, q->lang, names.p[i].until),
        };
    return OK;
}

reply person_get(struct rq *q)
{
    struct person_page *v = NEW(q->mem, struct person_page);
    struct person p;
    v->may_numbers = may(q->who, &person_numbers);
    v->full_numbers = v->may_numbers && str_is(query(q, "nummer"), "vis");
    TRY(q, person_open(q, arg(q, "id"), v->full_numbers ? "nummer" : "", &v->head, &p));
    if (v->full_numbers)
        tabs(q, &v->head, "");
    v->may_contact = may(q->who, &person_contact);
    v->may_join = may(q->who, &person_join_records);
    v->may_protect = may(q->who, &person_protect);
    v->spoken = v->head.languages;
    v->phone = p.phone;
    v->email = p.email;
    TRY(q, timeline(q, p.id, v));
    v->may_family = may(q->who, &person_family);
    if (v->may_family)
        TRY(q, HOUSEHOLD(q, &p, &v->household));
    TRY(q, papers(q, &p, v));
    return page(q, &person_person_view, v);
}

// ---- family ---------------------------------------------------------------------------------

reply family_get(struct rq *q)
{
    struct family_page *v = NEW(q->mem, struct family_page);
    struct person p, other;
    relations all = { 0 };
    TRY(q, person_open(q, arg(q, "id"), "familie", &v->head, &p));
    TRY(q, HOUSEHOLD(q, &p, &v->household));
    v->may_home = may(q->who, &person_home);
    TRY(q, person_relations(q->db, p.id, &all));
    const struct choices *kinds = record_field(&relation_rec, STR("kind"))->choices;
    for (size_t i = 0; i < all.n; i++) {
        bool mine = all.p[i].person == p.id;
        if (person_by_id(q->db, mine ? all.p[i].other : all.p[i].person, &other) != OK)
            continue;
        // "parent" told from the child's side is "child".
        text_key role = mine && all.p[i].kind == REL_PARENT
                            ? T_person_member_child
                            : text_find(kinds->at[all.p[i].kind].label);
        *ADD(q->mem, &v->relatives) = (struct relative_shown){
            .id = other.id,
            .name = person_listed(q->mem, &other),
            .born = person_born(q->mem, q->lang, &other),
            .role = say(q, role),
        };
    }
    return page(q, &person_family_view, v);
}

// ---- who has looked --------------------------------------------------------------------------

reply looks_get(struct rq *q)
{
    struct looks_page *v = NEW(q->mem, struct looks_page);
    struct person p;
    looks all = { 0 };
    TRY(q, person_open(q, arg(q, "id"), "tilgang", &v->head, &p));
    TRY(q, db_all(q->db, &sql_looks, ARGS(AI(p.id)), &look_rec, &all));
    const struct choices *purposes = record_field(&look_rec, STR("purpose"))->choices;
    for (size_t i = 0; i < all.n; i++) {
        const struct look_row *l = &all.p[i];
        bool own = l->org == q->who->org; // names of colleagues; of others the organisation alone
        *ADD(q->mem, &v->looks) = (struct look_shown){
            .when = fmt_moment(q->mem, q->lang, l->at.ms),
            .who = own ? person_words_of(q, &sql_user_name, l->by_user) : STR(""),
            .org = person_words_of(q, &sql_org_name, l->org),
            .role = say(q, text_find(strf(q->mem, "role.%.*s", S(text_fold(q->mem, l->role))).p)),
            .page = l->page.n ? l->page : STR("oversikt"),
            .purpose = text_find(purposes->at[l->purpose].label),
            .note = l->note,
        };
    }
    return page(q, &person_looks_view, v);
}
