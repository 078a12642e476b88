// SPDX-License-Identifier: Apache-2.0
// The forms of a resident's individual plan: goals, steps, activities, signatures, review; and the plan
// as a document to sign.
#include "rooms/reception/programme_web.h"

#include "platform/letter/letter.h"
#include "rooms/reception/duties.h"
#include "text_keys.h"

const struct choices weekday_choices =
    CHOICES({ "mon", "reception.weekday.mon" }, { "tue", "reception.weekday.tue" },
            { "wed", "reception.weekday.wed" }, { "thu", "reception.weekday.thu" },
            { "fri", "reception.weekday.fri" }, { "sat", "reception.weekday.sat" },
            { "sun", "reception.weekday.sun" });

str hours_shown(struct arena *a, int64_t hundredths)
{
    long long whole = (long long)(hundredths / 100), part = (long long)(hundredths % 100);
    return !part ? strf(a, "%lld", whole) : part % 10 ? strf(a, "%lld,%02lld", whole, part)
                                                      : strf(a, "%lld,%lld", whole, part / 10);
}

str minutes_shown(struct arena *a, int64_t minutes)
{
    return strf(a, "%02lld.%02lld", (long long)(minutes / 60 % 24), (long long)(minutes % 60));
}

bool minutes_read(str typed, int64_t *out)
{
    int64_t digits = 0, n = 0, at = -1;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        if ((c == '.' || c == ':') && at < 0 && n) {
            at = n;
        } else if (c >= '0' && c <= '9' && n < 4) {
            digits = digits * 10 + c - '0';
            n++;
        } else {
            return false;
        }
    }
    bool clock = at > 0 ? n - at == 2 : n == 4, hour = at < 0 && (n == 1 || n == 2);
    int64_t h = hour ? digits : digits / 100, m = hour ? 0 : digits % 100;
    if ((!clock && !hour) || h > 23 || m > 59)
        return false;
    *out = h * 60 + m;
    return true;
}

// The newest version, as the forms change it.
static err open_plan(struct rq *q, struct part_page *v, struct plan *plan)
{
    struct person p;
    PASS(person_open(q, arg(q, "id"), "mottaksplan", &v->head, &p));
    return plan_of(q->db, p.id, plan);
}

static err open_draft(struct rq *q, struct part_page *v, struct plan *plan)
{
    PASS(open_plan(q, v, plan));
    return plan->state <= PLAN_SIGNING ? OK : E_NOTFOUND;
}

reply plan_new_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct programme_place place;
    struct plan plan;
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "mottaksplan", &v->head, &p));
    TRY(q, place_of_programme(q->db, p.id, &place));
    if (place.state >= PLACE_COMPLETED)
        return fail(q, E_CONFLICT);
    err e = plan_new(q->db, p.id, q->today, &plan);
    if (e != E_CONFLICT) // somebody began one meanwhile: it is the same draft
        TRY(q, e);
    return see_other(q, "/personer/%lld/mottaksplan/mal", (long long)p.id);
}

// ---- goals ---------------------------------------------------------------------------------------

static const struct record *goals_form(struct rq *q)
{
    static const char *const names[] = { "goal_long", "goal_short", "goal_language", "guidance",
                                         "review_on", "version" };
    return record_part(q, &individual_plan_rec, names, sizeof names / sizeof *names);
}

static reply save_plan(struct rq *q, struct part_page *v, const struct plan *was, struct plan *now, text_key words)
{
    err e = db_save(q->db, &individual_plan_rec, was, now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, now, was);
    TRY(q, e);
    return programme_saved(q, now->person, words);
}

reply plan_goals_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan plan;
    TRY(q, open_draft(q, v, &plan));
    v->title = T_reception_plan_goals;
    v->lead = T_reception_plan_goals_lead;
    form_show(q, &v->form, goals_form(q), &plan);
    return programme_form(q, 200, v);
}

reply plan_goals_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan was, now;
    TRY(q, open_draft(q, v, &was));
    now = was;
    v->title = T_reception_plan_goals;
    v->lead = T_reception_plan_goals_lead;
    bool good = form_read(q, &v->form, goals_form(q), &now);
    if (good && day_known(now.review_on) && day_cmp(now.review_on, q->today) <= 0)
        form_refuse(&v->form, "review_on", T_reception_plan_problem_review, NO_TARGS);
    if (v->form.problems)
        return programme_form(q, 422, v);
    return save_plan(q, v, &was, &now, T_reception_saved);
}

// ---- steps ---------------------------------------------------------------------------------------

// What both have signed stands; how it went is written as it goes.
static const struct record *step_form(struct rq *q, bool draft)
{
    static const char *const content[] = { "what", "due", "version" };
    static const char *const result[] = { "done", "evaluation", "version" };
    return record_part(q, &plan_step_rec, draft ? content : result, 3);
}

static err open_step(struct rq *q, struct part_page *v, struct plan *plan, struct plan_step *s, bool *new)
{
    int64_t id;
    PASS(open_plan(q, v, plan));
    *new = str_is(arg(q, "nr"), "ny");
    bool draft = plan->state <= PLAN_SIGNING;
    if ((*new && !draft) || plan->state > PLAN_CURRENT)
        return E_NOTFOUND;
    v->title = draft ? T_reception_plan_step : T_reception_plan_step_done;
    *s = (struct plan_step){ .person = plan->person, .plan = plan->id, .what = STR(""), .due = DAY_NONE,
                             .done = DAY_NONE, .evaluation = STR("") };
    if (*new)
        return OK;
    if (!str_int(arg(q, "nr"), &id))
        return E_NOTFOUND;
    PASS(db_by_id(q->db, &plan_step_rec, id, s));
    return s->plan == plan->id ? OK : E_NOTFOUND;
}

reply plan_step_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan plan;
    struct plan_step s;
    bool new;
    TRY(q, open_step(q, v, &plan, &s, &new));
    if (plan.state == PLAN_CURRENT && !day_known(s.done))
        s.done = q->today;
    form_show(q, &v->form, step_form(q, plan.state <= PLAN_SIGNING), &s);
    return programme_form(q, 200, v);
}

reply plan_step_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan plan;
    struct plan_step was, now;
    bool new;
    TRY(q, open_step(q, v, &plan, &was, &new));
    now = was;
    bool good = form_read(q, &v->form, step_form(q, plan.state <= PLAN_SIGNING), &now);
    if (good && day_known(now.done) && day_cmp(now.done, q->today) > 0)
        form_refuse(&v->form, "done", T_reception_phase_problem_day, NO_TARGS);
    if (v->form.problems)
        return programme_form(q, 422, v);
    err e = new ? db_add(q->db, &plan_step_rec, &now) : db_save(q->db, &plan_step_rec, &was, &now);
    if (e == E_CONFLICT)
        return form_conflict(q, &v->form, &now, &was);
    TRY(q, e);
    return programme_saved(q, plan.person, T_reception_saved);
}

// ---- activities ----------------------------------------------------------------------------------

// As people fill it in: the time of day and the hours are words until they are read.
struct activity_typed {
    int kind, weekday;
    str title, provider, starts, hours;
    day from_day, to_day;
    int64_t version;
};
enum { LINE = 200, CLOCK = 5 };
static const struct field typed_fields[] = {
    F(activity_typed, kind, ENUM, .flags = REQUIRED, .choices = &activity_kinds),
    F(activity_typed, title, TEXT, .flags = REQUIRED, .max = LINE),
    F(activity_typed, provider, TEXT, .max = LINE),
    F(activity_typed, weekday, ENUM, .flags = REQUIRED, .choices = &weekday_choices),
    F(activity_typed, starts, TEXT, .flags = REQUIRED, .max = CLOCK),
    F(activity_typed, hours, TEXT, .flags = REQUIRED, .max = CLOCK),
    F(activity_typed, from_day, DAY, .flags = REQUIRED),
    F(activity_typed, to_day, DAY),
    F(activity_typed, version, INT, .flags = VERSION),
};
static const struct record typed_rec = { NULL, typed_fields, sizeof typed_fields / sizeof *typed_fields,
                                         sizeof(struct activity_typed), "reception_activity" };

static err open_activity(struct rq *q, struct part_page *v, struct plan *plan, struct activity *a, bool *new)
{
    int64_t id;
    PASS(open_draft(q, v, plan));
    v->title = T_reception_plan_activity;
    v->lead = T_reception_plan_activity_lead;
    *new = str_is(arg(q, "nr"), "ny");
    *a = (struct activity){ .person = plan->person, .plan = plan->id, .title = STR(""), .provider = STR(""),
                            .weekday = 1, .from_day = DAY_NONE, .to_day = DAY_NONE };
    if (*new)
        return OK;
    if (!str_int(arg(q, "nr"), &id))
        return E_NOTFOUND;
    PASS(db_by_id(q->db, &activity_rec, id, a));
    return a->plan == plan->id ? OK : E_NOTFOUND;
}

static void to_typed(struct rq *q, const struct activity *a, bool new, struct activity_typed *t)
{
    *t = (struct activity_typed){ .kind = a->kind, .weekday = (int)a->weekday - 1, .title = a->title,
                                  .provider = a->provider, .from_day = new ? q->today : a->from_day,
                                  .to_day = a->to_day, .version = a->version,
                                  .starts = new ? STR("") : minutes_shown(q->mem, a->starts),
                                  .hours = new ? STR("") : hours_shown(q->mem, a->hours) };
}

reply plan_activity_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct activity_typed t;
    struct activity a;
    struct plan plan;
    bool new;
    TRY(q, open_activity(q, v, &plan, &a, &new));
    to_typed(q, &a, new, &t);
    form_show(q, &v->form, &typed_rec, &t);
    return programme_form(q, 200, v);
}

static void from_typed(struct form *f, const struct activity_typed *t, struct activity *a)
{
    enum { LEAST = 25, MOST = 1200, DAY_MINUTES = 1440 };
    double hours = 0;
    if (!minutes_read(str_trim(t->starts), &a->starts))
        form_refuse(f, "starts", T_reception_plan_problem_clock, NO_TARGS);
    if (!read_real(t->hours, &hours) || hours * 100 < LEAST || hours * 100 > MOST)
        form_refuse(f, "hours", T_reception_plan_problem_hours, NO_TARGS);
    a->hours = (int64_t)(hours * 100 + 0.5);
    if (!f->problems && a->starts + a->hours * 60 / 100 > DAY_MINUTES)
        form_refuse(f, "hours", T_reception_plan_problem_midnight, NO_TARGS);
    if (day_known(t->to_day) && day_known(t->from_day) && day_cmp(t->to_day, t->from_day) < 0)
        form_refuse(f, "to_day", T_reception_plan_problem_order, NO_TARGS);
    a->kind = t->kind;
    a->weekday = t->weekday + 1;
    a->title = t->title;
    a->provider = t->provider;
    a->from_day = t->from_day;
    a->to_day = t->to_day;
    a->version = t->version;
}

reply plan_activity_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct activity_typed t;
    struct activity was, now;
    struct plan plan;
    bool new;
    TRY(q, open_activity(q, v, &plan, &was, &new));
    now = was;
    to_typed(q, &was, new, &t);
    if (form_read(q, &v->form, &typed_rec, &t))
        from_typed(&v->form, &t, &now);
    if (v->form.problems)
        return programme_form(q, 422, v);
    err e = new ? db_add(q->db, &activity_rec, &now) : db_save(q->db, &activity_rec, &was, &now);
    if (e == E_CONFLICT) {
        v->form.refused = T_reception_plan_problem_changed;
        v->form.problems++;
        return programme_form(q, 409, v);
    }
    TRY(q, e);
    return programme_saved(q, plan.person, T_reception_saved);
}

reply plan_remove_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct activity a;
    struct plan plan;
    bool new;
    TRY(q, open_activity(q, v, &plan, &a, &new));
    if (new)
        return fail(q, E_NOTFOUND);
    TRY(q, plan_drop_activity(q->db, &plan, &a));
    return programme_saved(q, plan.person, T_reception_plan_removed);
}

// ---- signing and reviewing -------------------------------------------------------------------------

static const struct record *sign_form(struct rq *q, bool first)
{
    static const char *const names[] = { "person_signed", "adviser_signed", "version", "changed" };
    return record_part(q, &individual_plan_rec, names, first ? 3 : 4);
}

reply plan_sign_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan plan;
    TRY(q, open_draft(q, v, &plan));
    v->title = T_reception_plan_sign;
    v->lead = T_reception_plan_sign_lead;
    form_show(q, &v->form, sign_form(q, plan.no == 1), &plan);
    return programme_form(q, 200, v);
}

reply plan_sign_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan was, now;
    TRY(q, open_draft(q, v, &was));
    now = was;
    v->title = T_reception_plan_sign;
    v->lead = T_reception_plan_sign_lead;
    bool good = form_read(q, &v->form, sign_form(q, was.no == 1), &now);
    const day days[] = { now.person_signed, now.adviser_signed };
    for (int i = 0; good && i < 2; i++)
        if (day_known(days[i]) && day_cmp(days[i], q->today) > 0)
            form_refuse(&v->form, i ? "adviser_signed" : "person_signed", T_reception_phase_problem_day, NO_TARGS);
    if (v->form.problems)
        return programme_form(q, 422, v);
    day person = now.person_signed, adviser = now.adviser_signed;
    str changed = now.changed;
    now = was;
    err e = plan_sign(q->db, &now, person, adviser, changed);
    if (e == E_INPUT) {
        form_refuse(&v->form, "person_signed", T_reception_plan_problem_whole, NO_TARGS);
        return programme_form(q, 422, v);
    }
    TRY(q, e);
    return programme_saved(q, now.person, now.state == PLAN_CURRENT ? T_reception_plan_signed : T_reception_plan_half_signed);
}

static const struct record *review_form(struct rq *q)
{
    static const char *const names[] = { "evaluation", "review_on", "version" };
    return record_part(q, &individual_plan_rec, names, sizeof names / sizeof *names);
}

static err open_review(struct rq *q, struct part_page *v, struct plan *plan)
{
    plans all = { 0 };
    PASS(open_plan(q, v, plan));
    PASS(plans_of(q->db, plan->person, &all));
    v->title = T_reception_plan_review;
    v->lead = T_reception_plan_review_lead;
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].state == PLAN_CURRENT) {
            *plan = all.p[i];
            return OK;
        }
    return E_NOTFOUND;
}

reply plan_review_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan plan;
    TRY(q, open_review(q, v, &plan));
    form_show(q, &v->form, review_form(q), &plan);
    return programme_form(q, 200, v);
}

reply plan_review_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct plan was, now;
    TRY(q, open_review(q, v, &was));
    now = was;
    bool good = form_read(q, &v->form, review_form(q), &now);
    if (good && !now.evaluation.n)
        form_refuse(&v->form, "evaluation", T_reception_plan_problem_evaluation, NO_TARGS);
    if (good && (!day_known(now.review_on) || day_cmp(now.review_on, q->today) <= 0))
        form_refuse(&v->form, "review_on", T_reception_plan_problem_review, NO_TARGS);
    if (v->form.problems)
        return programme_form(q, 422, v);
    TRY(q, duties_reviewed(q->db, now.person));
    TRY(q, duties_review(q->db, now.person, q->today, now.review_on));
    return save_plan(q, v, &was, &now, T_reception_saved);
}

// ---- on paper --------------------------------------------------------------------------------------

static void paragraphs(struct letter *l, text_key heading, str words)
{
    str line;
    if (!words.n)
        return;
    letter_sub_t(l, heading);
    while (str_cut(&words, '\n', &line))
        if (str_trim(line).n)
            letter_p(l, str_trim(line));
}

static err week_table(struct rq *q, struct letter *l, const activities *acts)
{
    const str heads[] = { reception_say(q, T_reception_activity_weekday), reception_say(q, T_reception_col_time),
                          reception_say(q, T_reception_activity_title), reception_say(q, T_reception_activity_provider) };
    if (!acts->n)
        return OK;
    letter_sub_t(l, T_reception_plan_week);
    letter_table(l, reception_say(q, T_reception_plan_week), heads, 4);
    for (size_t i = 0; i < acts->n; i++) {
        const struct activity *a = &acts->p[i];
        const str cells[] = { choice_words(q, &weekday_choices, (int)a->weekday - 1),
                              strf(q->mem, "%.*s–%.*s", S(minutes_shown(q->mem, a->starts)),
                                   S(minutes_shown(q->mem, a->starts + a->hours * 60 / 100))),
                              a->title, a->provider.n ? a->provider : STR("–") };
        letter_row(l, cells);
    }
    return OK;
}

reply plan_pdf(struct rq *q)
{
    struct person_head head;
    struct person p;
    struct programme_place place;
    struct centre c;
    plans all = { 0 };
    plan_steps steps = { 0 };
    activities acts = { 0 };
    int64_t wanted = 0;
    TRY(q, person_open(q, arg(q, "id"), "mottaksplan", &head, &p));
    TRY(q, plans_of(q->db, p.id, &all));
    TRY(q, place_of_programme(q->db, p.id, &place));
    TRY(q, centre_by_id(q->db, place.centre, &c));
    if (!all.n)
        return fail(q, E_NOTFOUND);
    const struct plan *plan = &all.p[0];
    for (size_t i = 0; str_int(query(q, "versjon"), &wanted) && i < all.n; i++)
        if (all.p[i].no == wanted)
            plan = &all.p[i];
    TRY(q, plan_parts(q->db, plan->id, &steps, &acts));
    struct letter *l = letter_new(q->mem, q->lang == NN ? NN : NB);
    letter_sender(l, c.name); // its address is graded and stands on no paper (SEC-19)
    letter_to(l, person_called(q->mem, &p));
    letter_dated(l, plan->made_on);
    letter_heading(l, letter_say(l, T_reception_plan_paper__no, TARGS(TI("no", plan->no))));
    paragraphs(l, T_reception_plan_goal_long, plan->goal_long);
    paragraphs(l, T_reception_plan_goal_short, plan->goal_short);
    paragraphs(l, T_reception_plan_goal_language, plan->goal_language);
    paragraphs(l, T_reception_plan_guidance, plan->guidance);
    if (steps.n) {
        letter_sub_t(l, T_reception_plan_steps);
        letter_list(l);
        for (size_t i = 0; i < steps.n; i++)
            letter_item(l, day_known(steps.p[i].due)
                               ? strf(q->mem, "%.*s (%.*s)", S(steps.p[i].what),
                                      S(fmt_day(q->mem, q->lang, steps.p[i].due)))
                               : steps.p[i].what);
    }
    TRY(q, week_table(q, l, &acts));
    if (day_known(plan->review_on))
        letter_t(l, T_reception_plan_paper_review__day, TARGS(TD("day", plan->review_on)));
    letter_sign(l, person_called(q->mem, &p), letter_say(l, T_reception_plan_paper_resident, NO_TARGS));
    letter_sign(l, c.name, letter_say(l, T_reception_plan_paper_adviser, NO_TARGS));
    return letter_reply(q, l, strf(q->mem, "plan-%lld", (long long)plan->no)); // no name in a file's name
}
