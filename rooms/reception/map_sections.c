// SPDX-License-Identifier: Apache-2.0
// The sections of the mapping, as resident and staff fill them in: one a page, rows added one by
// one, so that a lost connection costs a row at most.
#include "rooms/reception/map_web.h"

#include "text_keys.h"

static const char *const language_names[] = { "language", "mother_tongue", "speak", "understand",
                                              "read", "write" };
static const char *const education_names[] = { "level", "country", "years", "subject", "school",
                                               "completed", "diploma", "recognised" };
static const char *const work_names[] = { "occupation", "country", "years", "form", "tasks",
                                          "certificates" };
static const char *const other_names[] = { "english", "digital", "licence", "skills", "informal",
                                           "version" };
static const char *const wish_names[] = { "wish_work", "wish_study", "wish_second", "may_move",
                                          "version" };
#define NAMES(a) a, sizeof a / sizeof *a
static const struct section {
    const char *slug;
    text_key title, lead;
    const struct record *rec;
    const char *const *names;
    size_t n;
    bool rows;
} parts[PARTS] = {
    [PART_LANGUAGES] = { "sprak", T_reception_map_languages, T_reception_map_languages_lead,
                         &map_language_rec, NAMES(language_names), true },
    [PART_EDUCATION] = { "utdanning", T_reception_map_education, T_reception_map_education_lead,
                         &map_education_rec, NAMES(education_names), true },
    [PART_WORK] = { "arbeid", T_reception_map_work, T_reception_map_work_lead, &map_work_rec,
                    NAMES(work_names), true },
    [PART_OTHER] = { "annet", T_reception_map_other, T_reception_map_other_lead, &mapping_rec,
                     NAMES(other_names), false },
    [PART_WISHES] = { "onsker", T_reception_map_wishes, T_reception_map_wishes_lead, &mapping_rec,
                      NAMES(wish_names), false },
};

bool map_part_of(str slug, enum map_part *part)
{
    for (int i = 0; i < PARTS; i++)
        if (str_is(slug, parts[i].slug)) {
            *part = (enum map_part)i;
            return true;
        }
    return false;
}

static str chosen(struct rq *q, const struct record *r, const char *name, int i)
{
    return choice_words(q, record_field(r, str_z(name))->choices, i);
}

static str joined(struct rq *q, str a, str b)
{
    return !b.n ? a : !a.n ? b : strf(q->mem, "%.*s, %.*s", S(a), S(b));
}

static str years_words(struct rq *q, optint years)
{
    return years.known ? text(q->mem, q->lang, T_reception_map_years__n, TARGS(TI("n", years.v)))
                       : STR("");
}

static err show_lines(struct rq *q, int64_t person, struct map_section *s)
{
    map_languages l = { 0 };
    map_educations e = { 0 };
    map_works w = { 0 };
    PASS(mapping_parts(q->db, person, &l, &e, &w));
    for (size_t i = 0; s->part == PART_LANGUAGES && i < l.n; i++)
        *ADD(q->mem, &s->lines) = (struct map_line){
            l.p[i].id, language_name(q->lang, l.p[i].language),
            joined(q, l.p[i].mother_tongue ? reception_say(q, T_reception_map_mother) : STR(""),
                   chosen(q, &map_language_rec, "speak", l.p[i].speak))
        };
    for (size_t i = 0; s->part == PART_EDUCATION && i < e.n; i++)
        *ADD(q->mem, &s->lines) = (struct map_line){
            e.p[i].id, joined(q, chosen(q, &map_education_rec, "level", e.p[i].level), e.p[i].subject),
            joined(q, joined(q, country_name(q->lang, e.p[i].country), years_words(q, e.p[i].years)),
                   e.p[i].school)
        };
    for (size_t i = 0; s->part == PART_WORK && i < w.n; i++)
        *ADD(q->mem, &s->lines) = (struct map_line){
            w.p[i].id, w.p[i].occupation,
            joined(q, joined(q, country_name(q->lang, w.p[i].country), years_words(q, w.p[i].years)),
                   chosen(q, &map_work_rec, "form", w.p[i].form))
        };
    return OK;
}

// ---- languages and countries are typed or chosen by name, in any of the site's languages -----------

static bool code_in(const struct code *all, size_t n, str typed, str *code)
{
    for (size_t i = 0; i < n; i++) {
        if (str_ieq(all[i].code, typed)) {
            *code = all[i].code;
            return true;
        }
        for (int l = 0; l < LANGS; l++)
            if (str_ieq(all[i].name[l], typed)) {
                *code = all[i].code;
                return true;
            }
    }
    return false;
}

static bool resolve(struct map_section *s, const char *field, str *value, bool country)
{
    size_t n;
    const struct code *all = country ? countries_all(&n) : languages_all(&n);
    str typed = str_trim(*value);
    if (!typed.n || code_in(all, n, typed, value))
        return true;
    form_refuse(&s->form, field, country ? T_reception_map_problem_country
                                         : T_reception_map_problem_language, NO_TARGS);
    return false;
}

static void offer(struct rq *q, struct map_section *s)
{
    size_t n;
    const struct code *all = languages_all(&n);
    for (size_t i = 0; s->part == PART_LANGUAGES && i < n; i++)
        *ADD(q->mem, &s->languages) = (struct option){ all[i].code, all[i].name[q->lang], false };
    all = countries_all(&n);
    for (size_t i = 0; (s->part == PART_EDUCATION || s->part == PART_WORK) && i < n; i++)
        *ADD(q->mem, &s->countries) = (struct option){ all[i].code, all[i].name[q->lang], false };
}

// ---- open and take -------------------------------------------------------------------------------

static void listed(struct map_section *s)
{
    struct form_field *language = form_field(&s->form, "language");
    struct form_field *country = form_field(&s->form, "country");
    if (language)
        language->list = "f-language-liste";
    if (country)
        country->list = "f-country-liste";
}

static const struct record *form_of(struct rq *q, const struct section *p)
{
    return record_part(q, p->rec, p->names, p->n);
}

static void frame(struct rq *q, enum map_part part, str base, struct map_section *s)
{
    const struct section *p = &parts[part];
    s->part = part;
    s->slug = str_z(p->slug);
    s->base = base;
    s->title = p->title;
    s->lead = p->lead;
    s->rows = p->rows;
    s->next = part + 1 < PARTS ? strf(q->mem, "%.*s/%s", S(base), parts[part + 1].slug) : base;
}

err map_section_open(struct rq *q, int64_t person, enum map_part part, str base, struct map_section *s)
{
    struct mapping m;
    frame(q, part, base, s);
    PASS(mapping_of(q->db, person, &m));
    PASS(show_lines(q, person, s));
    offer(q, s);
    form_show(q, &s->form, form_of(q, &parts[part]), s->rows ? NULL : &m);
    listed(s);
    s->form.submit = s->rows ? T_reception_map_add : T_reception_map_save;
    return OK;
}

// The first word makes an invitation a draft.
static err begun(struct db *db, struct mapping *m)
{
    return m->state == MAPPING_INVITED ? mapping_step(db, m, EV_START)
           : m->state == MAPPING_EXEMPT || m->state == MAPPING_DECLINED
               ? mapping_step(db, m, EV_REOPEN)
               : OK;
}

static err take_away(struct rq *q, int64_t person, const struct record *rec, int64_t id)
{
    union {
        struct map_language l;
        struct map_education e;
        struct map_work w;
    } row;
    PASS(db_by_id(q->db, rec, id, &row));
    return row.l.person == person ? db_erase(q->db, rec, &row) : E_NOTFOUND;
}

static err add_row(struct rq *q, int64_t person, struct map_section *s, bool *good)
{
    const struct section *p = &parts[s->part];
    struct map_language l = { .person = person, .language = STR("") };
    struct map_education e = { .person = person, .country = STR(""), .subject = STR(""), .school = STR("") };
    struct map_work w = { .person = person, .occupation = STR(""), .country = STR(""), .tasks = STR(""),
                          .styrk = STR(""), .certificates = STR("") };
    void *row = s->part == PART_LANGUAGES ? (void *)&l : s->part == PART_EDUCATION ? (void *)&e : &w;
    *good = form_read(q, &s->form, form_of(q, p), row);
    listed(s);
    s->form.submit = T_reception_map_add;
    if (*good && s->part == PART_LANGUAGES)
        *good = resolve(s, "language", &l.language, false);
    else if (*good)
        *good = resolve(s, "country", s->part == PART_EDUCATION ? &e.country : &w.country, true);
    return *good ? db_add(q->db, p->rec, row) : OK;
}

static err take(struct rq *q, struct mapping *m, struct map_section *s, bool *good)
{
    static const char *const also[] = { "fjern", NULL };
    struct mapping now;
    int64_t gone;
    s->form.also = also;
    if (s->rows && str_int(posted(q, "fjern"), &gone))
        return take_away(q, m->person, parts[s->part].rec, gone);
    if (s->rows)
        return add_row(q, m->person, s, good);
    now = *m;
    *good = form_read(q, &s->form, form_of(q, &parts[s->part]), &now);
    s->form.submit = T_reception_map_save;
    if (!*good)
        return OK;
    PASS(db_save(q->db, &mapping_rec, m, &now));
    *m = now;
    return OK;
}

err map_section_take(struct rq *q, int64_t person, struct map_section *s, bool *good)
{
    struct mapping m;
    *good = true;
    PASS(mapping_of(q->db, person, &m));
    if (m.state >= MAPPING_SUBMITTED && q->who->role == PA)
        return E_CONFLICT; // sent: the centre opens it again
    PASS(take(q, &m, s, good)); // first, since the page knows the version from before it was begun
    if (*good)
        PASS(begun(q->db, &m));
    bool settled = m.state == MAPPING_VERIFIED || m.state == MAPPING_SUPPLEMENTED;
    return *good && settled ? mapping_step(q->db, &m, EV_SUPPLEMENT) : OK;
}

err map_tasks(struct rq *q, int64_t person, struct map_task tasks[static PARTS])
{
    struct mapping m;
    PASS(mapping_of(q->db, person, &m));
    for (int i = 0; i < PARTS; i++) {
        struct map_section s = { .part = (enum map_part)i };
        PASS(show_lines(q, person, &s));
        bool begun = s.lines.n || (i == PART_OTHER && (m.english || m.digital || m.skills.n)) ||
                     (i == PART_WISHES && (m.wish_work.n || m.wish_study.n || m.wish_second.n));
        tasks[i] = (struct map_task){
            .slug = str_z(parts[i].slug), .title = parts[i].title, .begun = begun,
            .words = s.lines.n ? text(q->mem, q->lang, T_reception_map_lines__n,
                                      TARGS(TI("n", (int64_t)s.lines.n)))
                               : reception_say(q, begun ? T_reception_map_begun : T_reception_map_not_begun),
        };
    }
    return OK;
}

// ---- drawn -----------------------------------------------------------------------------------------

static void datalist(struct w *w, const char *id, const struct option *at, size_t n)
{
    if (!n)
        return;
    out_f(w->o, "<datalist id=\"%s\">", id);
    for (size_t i = 0; i < n; i++) {
        OUT(w->o, "<option value=\"");
        w_text(w, at[i].label);
        OUT(w->o, "\"></option>");
    }
    OUT(w->o, "</datalist>\n");
}

static void lines(struct w *w, const struct map_section *s)
{
    if (!s->lines.n)
        return;
    OUT(w->o, "<form method=\"post\" action=\"");
    w_link(w, s->form.action);
    OUT(w->o, "\">");
    c_token(w);
    OUT(w->o, "<ul class=\"husstand under\">");
    for (size_t i = 0; i < s->lines.n; i++) {
        OUT(w->o, "<li><span><b dir=\"auto\">");
        w_text(w, s->lines.p[i].words);
        OUT(w->o, "</b><span class=\"under-rad\">");
        w_text(w, s->lines.p[i].under);
        out_f(w->o, "</span></span><button class=\"ds-button knapp-s\" data-variant=\"tertiary\" "
                    "type=\"submit\" name=\"fjern\" value=\"%lld\">", (long long)s->lines.p[i].id);
        w_t(w, T_reception_map_remove, NO_TARGS);
        OUT(w->o, "<span class=\"ds-sr-only\"> ");
        w_text(w, s->lines.p[i].words);
        OUT(w->o, "</span></button></li>");
    }
    OUT(w->o, "</ul></form>\n");
}

void c_map_section(struct w *w, const struct map_section *s)
{
    c_form_errors(w, &s->form);
    lines(w, s);
    OUT(w->o, "<form class=\"skjema\" method=\"post\" novalidate data-kladd=\"");
    w_text(w, s->slug);
    OUT(w->o, "\" action=\"");
    w_link(w, s->form.action);
    OUT(w->o, "\">\n");
    c_form_hidden(w, &s->form);
    if (s->rows) {
        OUT(w->o, "<h2 class=\"liten\">");
        w_t(w, s->lines.n ? T_reception_map_one_more : T_reception_map_first, NO_TARGS);
        OUT(w->o, "</h2>");
    }
    c_form_fields(w, &s->form);
    datalist(w, "f-language-liste", s->languages.p, s->languages.n);
    datalist(w, "f-country-liste", s->countries.p, s->countries.n);
    OUT(w->o, "<div class=\"ds-alert\" data-color=\"warning\" role=\"status\" data-nett hidden><p>");
    w_t(w, T_reception_offline, NO_TARGS);
    OUT(w->o, "</p></div><div class=\"knapper\"><button class=\"ds-button\" type=\"submit\">");
    w_t(w, s->form.submit, NO_TARGS);
    OUT(w->o, "</button></div></form>\n");
}
