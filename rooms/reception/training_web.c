// SPDX-License-Identifier: Apache-2.0
// Training in the reception centre on pages: a resident's hours against the law's, entering them, and
// who of the house has how much left.
#include "rooms/reception/training_web.h"

#include "rooms/duty/duty.h"
#include "rooms/reception/training.h"
#include "rooms/reception/training.html.h"
#include "rooms/reception/training_house.html.h"
#include "text_keys.h"

PERSON_TAB(tab_training, "opplaring", "reception.tab.training", &reception_programme, 35);

enum { MOST = 1200, LEAST = 25, GROWN_AGE = 18, ROWS_MAX = 500 };

SQL(training_rows, "select * from reception_training where person = $1 order by on_day desc, id desc");
SQL(grown_residents, "select p.* from reception_stay s join person_person p on p.id = s.person "
                     "where s.centre = $1 and s.to_day is null and (p.born is null or p.born <= $2) and "
                     PERSON_LISTED("p") " order by p.family, p.given, p.id limit $3");

static const struct choices *subjects(void)
{
    return record_field(&training_rec, STR("subject"))->choices;
}

// The law's own sentences, then the sum.
static struct how how(struct rq *q, const struct law_facts *f, int subject, const struct training_due *d)
{
    struct law_explained why = { 0 };
    struct out o = { 0 };
    enum law_lang lang = q->lang == NN ? LAW_NN : q->lang == EN ? LAW_EN : LAW_NB;
    law_explain(q->mem, duty_law(), subject == TRAIN_NORWEGIAN ? Q_reception_norwegian_hours : Q_reception_social_hours,
                f, q->today, &d->answer, lang, &why);
    for (size_t i = 0; i < why.lines.n; i++)
        out_f(&o, "%s%.*s", i ? " " : "", S(why.lines.p[i].text));
    struct how_line *at = NEW_ARRAY(q->mem, 3, struct how_line);
    at[0] = (struct how_line){ reception_say(q, T_reception_training_by_law), hours_shown(q->mem, d->by_law) };
    at[1] = (struct how_line){ reception_say(q, T_reception_training_taken), hours_shown(q->mem, d->taken) };
    at[2] = (struct how_line){ reception_say(q, T_reception_training_left), hours_shown(q->mem, d->left) };
    struct how h = { STR(""), str_dup(q->mem, out_str(&o)), at, 3 };
    out_drop(&o);
    return h;
}

reply training_get(struct rq *q)
{
    struct training_page *v = NEW(q->mem, struct training_page);
    SLICE(struct training) rows = { 0 };
    struct training_due due[TRAIN_SUBJECTS];
    struct law_facts f;
    struct person p;
    TRY(q, person_open(q, arg(q, "id"), "opplaring", &v->head, &p));
    TRY(q, training_due(q->db, &p, q->today, &f, due));
    v->may_write = may(q->who, &reception_programme);
    for (int i = 0; i < TRAIN_SUBJECTS; i++)
        *ADD(q->mem, &v->due) = (struct training_shown){
            .subject = choice_words(q, subjects(), i), .by_law = hours_shown(q->mem, due[i].by_law),
            .taken = hours_shown(q->mem, due[i].taken), .left = hours_shown(q->mem, due[i].left),
            .none = due[i].by_law == 0, .done = due[i].by_law && !due[i].left, .how = how(q, &f, i, &due[i])
        };
    TRY(q, db_all(q->db, &training_rows, ARGS(AI(p.id)), &training_rec, &rows));
    for (size_t i = 0; i < rows.n; i++)
        *ADD(q->mem, &v->lines) = (struct training_line){
            choice_words(q, subjects(), rows.p[i].subject), fmt_day(q->mem, q->lang, rows.p[i].on_day),
            hours_shown(q->mem, rows.p[i].hours), rows.p[i].provider
        };
    return page(q, &reception_training_view, v);
}

// ---- entering hours --------------------------------------------------------------------------------

struct training_typed {
    int subject;
    day on_day;
    str hours, provider;
};
enum { LINE = 200, HOURS = 6 };
static const struct field typed_fields[] = {
    F(training_typed, subject, ENUM, .flags = REQUIRED, .choices = NULL),
    F(training_typed, on_day, DAY, .flags = REQUIRED),
    F(training_typed, hours, TEXT, .flags = REQUIRED, .max = HOURS),
    F(training_typed, provider, TEXT, .max = LINE),
};

static const struct record *form_of(struct rq *q)
{
    struct field *f = NEW_ARRAY(q->mem, 4, struct field);
    struct record *r = NEW(q->mem, struct record);
    for (int i = 0; i < 4; i++)
        f[i] = typed_fields[i];
    f[0].choices = subjects();
    *r = (struct record){ NULL, f, 4, sizeof(struct training_typed), "reception_training" };
    return r;
}

static err open_form(struct rq *q, struct part_page *v, struct person *p)
{
    PASS(person_open(q, arg(q, "id"), "opplaring", &v->head, p));
    v->title = T_reception_training_new;
    v->form.cancel = strf(q->mem, "/personer/%lld/opplaring", (long long)p->id);
    return OK;
}

reply training_new_get(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct training_typed t = { .on_day = q->today, .hours = STR(""), .provider = STR("") };
    struct person p;
    TRY(q, open_form(q, v, &p));
    form_show(q, &v->form, form_of(q), &t);
    v->form.cancel = strf(q->mem, "/personer/%lld/opplaring", (long long)p.id);
    return part_show(q, 200, v);
}

reply training_new_post(struct rq *q)
{
    struct part_page *v = NEW(q->mem, struct part_page);
    struct training_typed t = { .on_day = DAY_NONE, .hours = STR(""), .provider = STR("") };
    struct person p;
    double hours = 0;
    TRY(q, open_form(q, v, &p));
    bool good = form_read(q, &v->form, form_of(q), &t);
    v->form.cancel = strf(q->mem, "/personer/%lld/opplaring", (long long)p.id);
    if (good && (!read_real(t.hours, &hours) || hours * 100 < LEAST || hours * 100 > MOST))
        form_refuse(&v->form, "hours", T_reception_plan_problem_hours, NO_TARGS);
    if (good && day_cmp(t.on_day, q->today) > 0)
        form_refuse(&v->form, "on_day", T_reception_phase_problem_day, NO_TARGS);
    if (v->form.problems)
        return part_show(q, 422, v);
    struct training row = { .person = p.id, .subject = t.subject, .on_day = t.on_day,
                            .hours = (int64_t)(hours * 100 + 0.5), .provider = t.provider };
    TRY(q, db_add(q->db, &training_rec, &row));
    reply r = see_other(q, "/personer/%lld/opplaring", (long long)p.id);
    notice(q, &r, T_reception_saved, NO_TARGS);
    return r;
}

// ---- the house -----------------------------------------------------------------------------------

static str sum_words(struct rq *q, const struct training_due *d)
{
    return d->by_law ? text(q->mem, q->lang, T_reception_training_of__law_taken,
                            TARGS(TS("taken", hours_shown(q->mem, d->taken)), TS("law", hours_shown(q->mem, d->by_law))))
                     : reception_say(q, T_reception_training_no_duty);
}

reply training_house_get(struct rq *q)
{
    struct training_house_page *v = NEW(q->mem, struct training_house_page);
    persons all = { 0 };
    TRY(q, centre_of_org(q->db, q->who->org, &v->centre));
    TRY(q, db_all(q->db, &grown_residents,
                  ARGS(AI(v->centre.id), AD(day_add_years(q->today, -GROWN_AGE)), AI(ROWS_MAX)), &person_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct training_due due[TRAIN_SUBJECTS];
        struct law_facts f;
        TRY(q, training_due(q->db, &all.p[i], q->today, &f, due));
        const struct training_due *n = &due[TRAIN_NORWEGIAN], *c = &due[TRAIN_CULTURE];
        *ADD(q->mem, &v->rows) = (struct training_row){
            .person = all.p[i].id, .name = person_listed(q->mem, &all.p[i]), .norwegian = sum_words(q, n),
            .culture = sum_words(q, c), .duty = n->by_law || c->by_law, .done = !n->left && !c->left,
        };
    }
    return page(q, &reception_training_house_view, v);
}
