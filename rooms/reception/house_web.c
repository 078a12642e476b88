// SPDX-License-Identifier: Apache-2.0
// The house as its staff see it: who lives here, who lacks something, and moving out together.
// Protected persons are in no list (SEC-16); how many beds are taken counts them.
#include "rooms/reception/reception_web.h"

#include "rooms/reception/arrive.html.h"
#include "rooms/reception/house.html.h"
#include "rooms/reception/leave.html.h"
#include "text_keys.h"

enum { PER_PAGE = 50, MAPPED_FROM_AGE = 16 };

const struct right reception_house = { "reception.house", R(CE) };
const struct right reception_read = { "reception.read", R(CE) | R(DS) | R(BU) };
const struct right reception_write = { "reception.write", R(CE) | R(BU) };

#define ROW                                                                                    \
    "select p.id, p.family, p.given, p.own_script, p.born, s.room, s.from_day, "               \
    "coalesce(c.phase, '') as phase, coalesce(c.outcome, '') as outcome, "                     \
    "coalesce(m.state, '') as mapping, p.unaccompanied, coalesce(k.household, 0) as household, " \
    "(select count(*) from person_member k2 join reception_stay s2 on s2.person = k2.person "  \
    "and s2.to_day is null and s2.centre = s.centre where k2.household = k.household "         \
    "and k2.to_day is null) as together, "                                                     \
    "(select count(*) from reception_talk t where t.person = p.id and t.state = 'held') as talked " \
    "from reception_stay s join person_person p on p.id = s.person "                           \
    "left join reception_case c on c.person = p.id "                                           \
    "left join reception_mapping m on m.person = p.id "                                        \
    "left join person_member k on k.person = p.id and k.to_day is null "                       \
    "where s.centre = $1 and s.to_day is null and " PERSON_LISTED("p") " "
#define LACKS_MAPPING                                                                          \
    "and coalesce(m.state, '') not in ('verified', 'supplemented', 'exempt', 'declined') "     \
    "and (p.born is null or p.born <= $2) "
#define LACKS_TALK                                                                             \
    "and c.outcome = 'granted' and (p.born is null or p.born <= $2) and not exists "           \
    "(select 1 from reception_talk t where t.person = p.id and t.state = 'held') "
#define COUNT                                                                                  \
    "select count(*) from reception_stay s join person_person p on p.id = s.person "           \
    "left join reception_case c on c.person = p.id "                                           \
    "left join reception_mapping m on m.person = p.id "                                        \
    "where s.centre = $1 and s.to_day is null and " PERSON_LISTED("p") " and (1 = 1 or p.born = $2) "
SQL(all_rows, ROW "and (1 = 1 or p.born = $2) order by p.family, p.given, p.id limit $3 offset $4");
SQL(mapping_rows, ROW LACKS_MAPPING "order by s.from_day, p.family, p.id limit $3 offset $4");
SQL(talk_rows, ROW LACKS_TALK "order by s.from_day, p.family, p.id limit $3 offset $4");
SQL(minor_rows, ROW "and p.unaccompanied <> 'none' and (1 = 1 or p.born = $2) "
                    "order by p.family, p.given, p.id limit $3 offset $4");
SQL(all_count, COUNT);
SQL(mapping_count, COUNT LACKS_MAPPING);
SQL(talk_count, COUNT LACKS_TALK);
SQL(minor_count, COUNT "and p.unaccompanied <> 'none'");
// Those the centre registered and has not moved in yet.
SQL(waiting_rows, "select p.id, p.family, p.given, p.own_script, p.born, '' as room, w.from_day, "
                  "'' as phase, '' as outcome, '' as mapping, p.unaccompanied, 0 as household, "
                  "0 as together, 0 as talked from who_scope w join person_person p "
                  "on p.id = w.subject where w.reader = $1 and w.basis = 'registered' "
                  "and w.to_day is null and " PERSON_LISTED("p") " and p.merged_into is null and not exists "
                  "(select 1 from reception_stay s where s.person = p.id) order by p.family, p.id limit 50");

static const struct field row_fields[] = {
    F(resident, id, INT),          F(resident, family, TEXT),     F(resident, given, TEXT),
    F(resident, own_script, TEXT), F(resident, born, DAY),        F(resident, room, TEXT),
    F(resident, from_day, DAY),    F(resident, phase, TEXT),      F(resident, outcome, TEXT),
    F(resident, mapping, TEXT),    F(resident, unaccompanied, TEXT),
    F(resident, household, INT),   F(resident, together, INT),    F(resident, talked, INT),
};
static const struct record row_rec = { NULL, row_fields, sizeof row_fields / sizeof *row_fields,
                                       sizeof(struct resident), "resident" };
typedef SLICE(struct resident) residents;

str reception_say(struct rq *q, text_key k)
{
    return text(q->mem, q->lang, k, NO_TARGS);
}

str choice_words(struct rq *q, const struct choices *c, int i)
{
    return i >= 0 && (size_t)i < c->n ? reception_say(q, text_find(c->at[i].label)) : STR("");
}

static int choice_of(const struct choices *c, str code)
{
    for (size_t i = 0; i < c->n; i++)
        if (str_is(code, c->at[i].code))
            return (int)i;
    return -1;
}

static void show_row(struct rq *q, const struct resident *r, struct resident_shown *s)
{
    int state = choice_of(&mapping_states, r->mapping), phase = choice_of(&case_phases, r->phase);
    int outcome = choice_of(&case_outcomes, r->outcome);
    bool settled = state >= MAPPING_VERIFIED;
    int64_t age = day_known(r->born) ? day_age(r->born, q->today) : -1;
    str words = phase < 0 ? STR("") : choice_words(q, &case_phases, phase);
    if (outcome > OUTCOME_NONE)
        words = strf(q->mem, "%.*s: %.*s", S(words), S(choice_words(q, &case_outcomes, outcome)));
    bool child = age >= 0 && age < MAPPED_FROM_AGE;
    *s = (struct resident_shown){
        .id = r->id,
        .name = r->given.n ? strf(q->mem, "%.*s, %.*s", S(r->family), S(r->given)) : r->family,
        .own_script = r->own_script,
        .room = r->room,
        .age = age,
        .phase = words,
        .mapping = child && state < 0 ? reception_say(q, T_reception_house_child)
                   : state < 0        ? reception_say(q, T_reception_house_not_invited)
                                      : choice_words(q, &mapping_states, state),
        .mapping_tone = state >= MAPPING_EXEMPT       ? TONE_NEUTRAL
                        : settled                     ? TONE_SUCCESS
                        : child && state < 0          ? TONE_NEUTRAL
                        : state == MAPPING_SUBMITTED ? TONE_INFO
                                                      : TONE_WARNING,
        .lacks = !settled && !child,
        .minor = !str_is(r->unaccompanied, "none"),
        .days = day_diff(q->today, r->from_day),
        .together = r->together,
        .from_day = r->from_day,
    };
}

// ---- the list ---------------------------------------------------------------------------------

static const struct list {
    const char *slug; // of ?vis=
    text_key label;
    const struct sql *rows, *count;
    text_key none, none_words;
} lists[] = {
    { "", T_reception_house_all__n, &all_rows, &all_count, T_reception_house_none,
      T_reception_house_none_words },
    { "kartlegging", T_reception_house_lack_mapping__n, &mapping_rows, &mapping_count,
      T_reception_house_mapped, T_reception_house_mapped_words },
    { "samtale", T_reception_house_lack_talk__n, &talk_rows, &talk_count, T_reception_house_talked,
      T_reception_house_talked_words },
    { "mindrearige", T_reception_house_minors__n, &minor_rows, &minor_count,
      T_reception_house_no_minors, T_reception_house_no_minors_words },
};
enum { LISTS = sizeof lists / sizeof *lists, MAPPING_LIST = 1 };

static err fill_tabs(struct rq *q, struct house_page *v, size_t here, day grown, int64_t *total)
{
    struct tab *at = NEW_ARRAY(q->mem, LISTS, struct tab);
    for (size_t i = 0; i < LISTS; i++) {
        int64_t n;
        PASS(db_int(q->db, lists[i].count, ARGS(AI(v->centre.id), AD(grown)), &n));
        at[i] = (struct tab){
            .label = text(q->mem, q->lang, lists[i].label, TARGS(TI("n", n))),
            .url = i == MAPPING_LIST ? STR("/beboere/kartlegging")
                   : i               ? strf(q->mem, "/beboere?vis=%s", lists[i].slug)
                                     : STR("/beboere"),
            .here = i == here,
        };
        if (i == here)
            *total = n;
    }
    v->tabs = (struct tabs){ reception_say(q, T_reception_house_tabs), at, LISTS };
    v->heading = at[here].label;
    return OK;
}

static reply house(struct rq *q, size_t which)
{
    struct house_page *v = NEW(q->mem, struct house_page);
    const struct list *l = &lists[which];
    residents rows = { 0 }, new = { 0 };
    int64_t total = 0, side = 1;
    day grown = day_add_years(q->today, -MAPPED_FROM_AGE);
    TRY(q, centre_of_org(q->db, q->who->org, &v->centre));
    TRY(q, fill_tabs(q, v, which, grown, &total));
    if (!str_int(query(q, "side"), &side) || side < 1 || side > 1 + total / PER_PAGE)
        side = 1;
    TRY(q, db_all(q->db, l->rows,
                  ARGS(AI(v->centre.id), AD(grown), AI(PER_PAGE), AI((side - 1) * PER_PAGE)), &row_rec,
                  &rows));
    for (size_t i = 0; i < rows.n; i++)
        show_row(q, &rows.p[i], ADD(q->mem, &v->rows));
    if (which == 0)
        TRY(q, db_all(q->db, &waiting_rows, ARGS(AI(q->who->org)), &row_rec, &new));
    for (size_t i = 0; i < new.n; i++)
        show_row(q, &new.p[i], ADD(q->mem, &v->waiting));
    TRY(q, centre_taken(q->db, v->centre.id, q->today, &v->taken));
    TRY(q, centre_places(q->db, v->centre.id, q->today, &v->places));
    v->percent = v->places ? v->taken * 100 / v->places : 0;
    v->over = v->taken > v->places;
    v->kind = choice_words(q, &centre_kinds, v->centre.kind);
    v->pager = (struct pager){ side, PER_PAGE, total };
    v->filtered = which != 0;
    v->lacking = which == MAPPING_LIST;
    v->none = l->none;
    v->none_words = l->none_words;
    return page(q, &reception_house_view, v);
}

reply house_get(struct rq *q)
{
    for (size_t i = 1; i < LISTS; i++)
        if (str_is(query(q, "vis"), lists[i].slug))
            return house(q, i);
    return house(q, 0);
}

reply house_mapping_get(struct rq *q)
{
    return house(q, MAPPING_LIST);
}

reply arrive_get(struct rq *q)
{
    struct arrive_page *v = NEW(q->mem, struct arrive_page);
    residents new = { 0 };
    TRY(q, centre_of_org(q->db, q->who->org, &v->centre));
    TRY(q, db_all(q->db, &waiting_rows, ARGS(AI(q->who->org)), &row_rec, &new));
    for (size_t i = 0; i < new.n; i++)
        show_row(q, &new.p[i], ADD(q->mem, &v->waiting));
    return page(q, &reception_arrive_view, v);
}

// ---- moving out together ------------------------------------------------------------------------

static err leavers(struct rq *q, int64_t person, struct leave_page *v)
{
    struct household h;
    struct centre c;
    members all = { 0 };
    PASS(centre_of_org(q->db, q->who->org, &c));
    err e = household_of(q->db, person, q->today, &h);
    if (e == OK)
        PASS(household_members(q->db, h.id, q->today, &all));
    else if (e != E_NOTFOUND)
        return e;
    if (!all.n)
        *ADD(q->mem, &all) = (struct member){ .person = person, .role = MEMBER_HEAD };
    const struct choices *roles = record_field(&member_rec, STR("role"))->choices;
    for (size_t i = 0; i < all.n; i++) {
        struct person p;
        struct stay s;
        if (person_by_id(q->db, all.p[i].person, &p) != OK ||
            stay_of(q->db, p.id, q->today, &s) != OK || s.centre != c.id)
            continue; // lives elsewhere, or is not ours to see
        PASS(person_look(q, p.id, "utflytting", LOOK_CASE, STR("")));
        *ADD(q->mem, &v->people) = (struct leaver){
            p.id, person_listed(q->mem, &p), person_born(q->mem, q->lang, &p),
            choice_words(q, roles, all.p[i].role), true
        };
    }
    return v->people.n ? OK : E_NOTFOUND;
}

static reply show_leave(struct rq *q, int status, struct leave_page *v, str reason)
{
    for (size_t i = STAY_TRANSFER; i < stay_reasons.n; i++)
        if (i != STAY_TRANSFER && i != STAY_CLOSURE) // those go to another centre
            *ADD(q->mem, &v->options) = (struct option){ str_z(stay_reasons.at[i].code),
                                                         choice_words(q, &stay_reasons, (int)i),
                                                         str_is(reason, stay_reasons.at[i].code) };
    v->title = text(q->mem, q->lang, T_reception_leave_title__n, TARGS(TI("n", (int64_t)v->people.n)));
    return page_status(q, status, &reception_leave_view, v);
}

reply leave_get(struct rq *q)
{
    struct leave_page *v = NEW(q->mem, struct leave_page);
    int64_t person;
    if (!str_int(arg(q, "id"), &person))
        return fail(q, E_NOTFOUND);
    TRY(q, leavers(q, person, v));
    v->day = fmt_day(q->mem, q->lang, q->today);
    return show_leave(q, 200, v, str_z(stay_reasons.at[STAY_SETTLED].code));
}

static bool ticked(const struct rq *q, int64_t id)
{
    for (size_t i = 0; i < q->form.n; i++) {
        int64_t n;
        if (str_is(q->form.p[i].name, "person") && str_int(q->form.p[i].value, &n) && n == id)
            return true;
    }
    return false;
}

reply leave_post(struct rq *q)
{
    struct leave_page *v = NEW(q->mem, struct leave_page);
    int64_t person, gone = 0;
    day on = DAY_NONE;
    if (!str_int(arg(q, "id"), &person))
        return fail(q, E_NOTFOUND);
    TRY(q, leavers(q, person, v));
    v->day = posted(q, "day");
    int reason = choice_of(&stay_reasons, posted(q, "reason"));
    for (size_t i = 0; i < v->people.n; i++) {
        v->people.p[i].ticked = ticked(q, v->people.p[i].id);
        gone += v->people.p[i].ticked;
    }
    if (!read_day(v->day, q->today, &on))
        v->problem = reception_say(q, T_reception_leave_problem_day);
    else if (reason <= STAY_TRANSFER || reason == STAY_CLOSURE)
        v->problem = reception_say(q, T_reception_leave_problem_reason);
    else if (!gone)
        v->problem = reception_say(q, T_reception_leave_problem_nobody);
    for (size_t i = 0; !v->problem.n && i < v->people.n; i++) {
        if (!v->people.p[i].ticked)
            continue;
        err e = stay_end(q->db, v->people.p[i].id, on, (enum stay_reason)reason);
        if (e == E_INPUT) // nothing is kept: the answer is no success
            v->problem = text(q->mem, q->lang, T_reception_leave_problem_before__name,
                              TARGS(TS("name", v->people.p[i].name)));
        else
            TRY(q, e);
    }
    if (v->problem.n)
        return show_leave(q, 422, v, posted(q, "reason"));
    reply r = see_other(q, "/beboere");
    notice(q, &r, T_reception_leave_done__n, TARGS(TI("n", gone)));
    return r;
}
