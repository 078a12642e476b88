// SPDX-License-Identifier: Apache-2.0
// The columns of the four files, what people call them, and how a cell becomes a value.
#include "rooms/intake/columns.h"

#include "base/utf8.h"
#include "rooms/place/place.h"
#include "text_keys.h"

const char *const intake_file_names[INTAKE_FILES] = { "persons.csv", "events.csv", "relations.csv", "centres.csv" };

#define IN(type, member) .at = offsetof(struct intake_##type, member)
static const struct intake_column person_columns[] = {
    { "key", "nokkel|id|lopenummer|nr", CELL_TEXT, IN(person, key), 60, NULL, true },
    { "household", "husstand|familie|husstandsnummer", CELL_TEXT, IN(person, household), 60, NULL, true },
    { "household_role", "rolle|rolle i husstanden|familierolle", CELL_CODE, IN(person, role), 0,
      "HEAD|hovedperson|referanseperson PARTNER|ektefelle|samboer|partner|ektemake|sambuar CHILD|barn|sønn|datter "
      "PARENT|forelder|mor|far SIBLING|søsken|bror|søster|syster OTHER|annen|anna", true },
    { "family_name", "etternavn|etternamn|familienavn|slektsnavn", CELL_TEXT, IN(person, p.family), 120, NULL, true },
    { "given_name", "fornavn|fornamn", CELL_TEXT, IN(person, p.given), 120, NULL, true },
    { "own_script_name", "navn i eget alfabet|navn pa eget sprak|namn i eige alfabet", CELL_TEXT, IN(person, p.own_script), 120, NULL, false },
    { "birth_date", "fodselsdato|fodt|fodd|fodselsdag", CELL_DAY, IN(person, p.born), 0, NULL, false },
    { "birth_precision", "noyaktighet|presisjon", CELL_CODE, IN(person, p.born_precision), 0, "DAY|dag MONTH|måned|månad YEAR|år ESTIMATED|anslått", false },
    { "sex", "kjonn", CELL_CODE, IN(person, p.sex), 0, "FEMALE|kvinne|kvinna|k|f MALE|mann|m OTHER|annet|anna UNKNOWN|ukjent", false },
    { "citizenships", "statsborgerskap|statsborgarskap|land|nasjonalitet", CELL_COUNTRIES, IN(person, citizenships), 40, NULL, false },
    { "languages", "sprak|morsmal", CELL_LANGUAGES, IN(person, languages), 60, NULL, false },
    { "interpreter", "tolk|tolkebehov|trenger tolk", CELL_YES, IN(person, p.interpreter), 0, NULL, false },
    { "duf_number", "duf|duf-nummer|dufnummer|duf nr|dufnr", CELL_DUF, IN(person, duf), 0, NULL, false },
    { "d_number", "d-nummer|dnummer|dnr", CELL_D_NUMBER, IN(person, d_number), 0, NULL, false },
    { "national_number", "fodselsnummer|personnummer|fnr", CELL_NATIONAL, IN(person, national), 0, NULL, false },
    { "application_date", "soknadsdato|sokte|asylsoknad", CELL_DAY, IN(person, application), 0, NULL, false },
    { "arrived_on", "ankomst|ankomstdato|kom til norge|kom til noreg", CELL_DAY, IN(person, p.arrived), 0, NULL, false },
    { "moved_in", "flyttet inn|flytta inn|innflyttet|innflytta|inn i mottaket", CELL_DAY, IN(person, moved_in), 0, NULL, false },
    { "scheme", "ordning", CELL_CODE, IN(person, scheme), 0, "ASYLUM|asyl COLLECTIVE|kollektiv RESETTLEMENT|overføring|overføringsflyktning FAMILY|familie", false },
    { "permit_basis", "grunnlag|oppholdsgrunnlag|tillatelse", CELL_CODE, IN(person, permit.basis), 0,
      "ASYLUM|asyl COLLECTIVE|kollektiv RESETTLED|overføring HUMANITARIAN|humanitær FAMILY_REF|familie LIMITED|begrenset|avgrensa OTHER|annet|anna", false },
    { "permit_decided", "vedtak|vedtaksdato|tillatelse gitt", CELL_DAY, IN(person, permit.decided), 0, NULL, false },
    { "permit_notified", "underrettet|vedtak mottatt", CELL_DAY, IN(person, permit.notified), 0, NULL, false },
    { "permit_from", "tillatelse fra|gyldig fra", CELL_DAY, IN(person, permit.valid_from), 0, NULL, false },
    { "permit_to", "tillatelse til|gyldig til|utloper", CELL_DAY, IN(person, permit.valid_to), 0, NULL, false },
    { "protection", "adressesperre|gradering|skjerming", CELL_CODE, IN(person, p.protection), 0, "NONE|ingen CONFIDENTIAL|fortrolig STRICT|strengt", false },
    { "unaccompanied", "enslig mindrearig|em", CELL_CODE, IN(person, p.unaccompanied), 0, "NONE|nei UNDER15|under15 A15_17|15-17", false },
    { "education_level", "utdanning|utdanningsniva", CELL_CODE, IN(person, education), 0,
      "none|ingen compulsory|grunnskole upper_secondary|videregående|vidaregåande vocational_tertiary|fagskole higher_short|bachelor higher_long|master", false },
    { "education_years", "ar pa skole|skolear|ar med skole", CELL_INT, IN(person, education_years), 40, NULL, false },
    { "occupation", "yrke", CELL_TEXT, IN(person, occupation), 200, NULL, false },
    { "phone", "telefon|mobil|tlf", CELL_TEXT, IN(person, p.phone), 30, NULL, false },
    { "email", "e-post|epost", CELL_TEXT, IN(person, p.email), 200, NULL, false },
    { "synthetic", "oppdiktet", CELL_YES, IN(person, p.synthetic), 0, NULL, false },
};

#define EVENT_CODES                                                                            \
    "CENTRE_IN|inn CENTRE_OUT|ut INTERVIEW|intervju GRANTED|innvilget|innvilga REJECTED|avslag "  \
    "READY|klar ASKED|spurt ACCEPTED|akseptert ALLOCATED|fordelt DATE_SET|datosatt "                \
    "SETTLED|bosatt|busett MOVED|flyttet|flytta BORN|født|fødd LEFT|utreist|reist DIED|død"
const char *const intake_event_names[EV_KINDS] = { "CENTRE_IN", "CENTRE_OUT", "INTERVIEW", "GRANTED", "REJECTED",
                                                   "READY", "ASKED", "ACCEPTED", "ALLOCATED", "DATE_SET",
                                                   "SETTLED", "MOVED", "BORN", "LEFT", "DIED" };
static const struct intake_column event_columns[] = {
    { "key", "nokkel|id", CELL_PERSON, IN(event, person), 0, NULL, true },
    { "date", "dato|dag", CELL_DAY, IN(event, on), 0, NULL, true },
    { "event", "hendelse|hending", CELL_CODE, IN(event, kind), 0, EVENT_CODES, true },
    { "place", "sted|stad|kommune|mottak", CELL_TEXT, IN(event, place), 60, NULL, false },
    { "detail", "merknad", CELL_TEXT, IN(event, detail), 200, NULL, false },
};
static const struct intake_column relation_columns[] = {
    { "key", "nokkel|id", CELL_PERSON, IN(relation, person), 0, NULL, true },
    { "other", "den andre|annen", CELL_PERSON, IN(relation, other), 0, NULL, true },
    { "relation", "relasjon|slektskap", CELL_CODE, IN(relation, kind), 0,
      "PARENT|forelder PARTNER|partner SIBLING|søsken GUARDIAN|verge REPRESENTATIVE|representant", true },
    { "from", "fra", CELL_DAY, IN(relation, from_day), 0, NULL, false },
    { "to", "til", CELL_DAY, IN(relation, to_day), 0, NULL, false },
};
static const struct intake_column centre_columns[] = {
    { "code", "kode", CELL_TEXT, IN(centre, code), 20, NULL, true },
    { "name", "navn|namn", CELL_TEXT, IN(centre, name), 120, NULL, true },
    { "kind", "type|slag", CELL_CODE, IN(centre, kind), 0,
      "ARRIVAL|ankomst TRANSIT|transitt ORDINARY|ordinært ORDINARY_EM|em-mottak ADAPTED|tilrettelagt "
      "INTEGRATION|integreringsmottak EMERGENCY|akutt CARE_CENTRE|omsorgssenter", true },
    { "municipality", "kommune|kommunenummer", CELL_MUNICIPALITY, IN(centre, municipality), 4, NULL, true },
    { "capacity", "plasser|plassar", CELL_COUNT, IN(centre, capacity), 10000, NULL, true },
};
#undef IN

const struct intake_column *intake_columns(enum intake_file f, size_t *n)
{
    static const struct {
        const struct intake_column *at;
        size_t n;
    } all[INTAKE_FILES] = { { person_columns, sizeof person_columns / sizeof *person_columns },
                            { event_columns, sizeof event_columns / sizeof *event_columns },
                            { relation_columns, sizeof relation_columns / sizeof *relation_columns },
                            { centre_columns, sizeof centre_columns / sizeof *centre_columns } };
    *n = all[f].n;
    return all[f].at;
}

// ---- which column a heading means

static bool among(const char *list, str s, char between)
{
    str rest = str_z(list), one;
    while (str_cut(&rest, between, &one))
        if (str_eq(one, s))
            return true;
    return false;
}

// The words our own templates and pages use are headings too.
static bool labelled(struct arena *a, const struct intake_column *c, str folded)
{
    text_key k = text_find(strf(a, "intake.column.%s", c->name).p);
    return str_eq(text_fold(a, text(a, NB, k, NO_TARGS)), folded) || str_eq(text_fold(a, text(a, NN, k, NO_TARGS)), folded);
}

static bool called(struct arena *a, const struct intake_column *c, str folded)
{
    return str_is(folded, c->name) || (c->others && among(c->others, folded, '|')) || labelled(a, c, folded);
}

void intake_guess(struct arena *a, enum intake_file f, const str *heads, size_t n, const intake_headings *own, int *column)
{
    size_t all;
    const struct intake_column *c = intake_columns(f, &all);
    bool *taken = NEW_ARRAY(a, all, bool);
    for (size_t i = 0; i < n; i++) {
        str folded = text_fold(a, str_trim(heads[i])), means = STR("");
        for (size_t k = 0; own && k < own->n; k++)
            if (str_eq(own->p[k].heading, folded))
                means = own->p[k].meaning;
        column[i] = -1;
        for (size_t k = 0; k < all && column[i] < 0; k++)
            if (!taken[k] && (means.n ? str_is(means, c[k].name) : called(a, &c[k], folded))) {
                column[i] = (int)k;
                taken[k] = true;
            }
    }
}

// ---- cells

// Whether the word, written as people do, folds to that: æ, ø and å are all that ours have.
static bool folds_to(str word, str folded)
{
    size_t at = 0;
    for (size_t i = 0; i < word.n; i++) {
        bool letter = (unsigned char)word.p[i] == 0xC3 && i + 1 < word.n;
        unsigned char c = letter ? (unsigned char)word.p[++i] : (unsigned char)word.p[i];
        const char *as = !letter ? (char[]){ (char)c, '\0' } : c == 0xA6 ? "ae" : c == 0xB8 ? "o" : "a";
        for (; *as; as++, at++)
            if (at >= folded.n || folded.p[at] != *as)
                return false;
    }
    return at == folded.n;
}

static bool code_of(struct arena *a, const char *codes, str typed, int *out)
{
    str rest = str_z(codes), one;
    for (int i = 0; str_cut(&rest, ' ', &one); i++) {
        str first = one;
        (void)str_cut(&one, '|', &first);
        if (str_eq(first, typed)) {
            *out = i;
            return true;
        }
    }
    str folded = text_fold(a, typed); // words people use, after the codes: they are rarer
    rest = str_z(codes);
    for (int i = 0; str_cut(&rest, ' ', &one); i++) {
        str word;
        while (str_cut(&one, '|', &word))
            if (folds_to(word, folded)) {
                *out = i;
                return true;
            }
    }
    return false;
}

static text_key list_of(struct arena *a, str s, bool (*known)(str), text_key problem, str *out)
{
    str rest = s, one;
    while (str_cut(&rest, ';', &one))
        if (!known(str_trim(one)))
            return problem;
    *out = str_dup(a, s);
    return T_NONE;
}

static text_key number_of(struct arena *a, str s, enum identifier_form form, struct identifier_rule rule,
                          str *out, bool *doubt)
{
    str digits = identifier_digits(a, s);
    enum identifier_verdict v = identifier_check(digits, form, rule);
    *out = digits;
    if (v == IDENTIFIER_DOUBT)
        *doubt = true;
    if (v == IDENTIFIER_FITS || v == IDENTIFIER_DOUBT)
        return T_NONE;
    return v == IDENTIFIER_SYNTHETIC ? T_intake_problem_synthetic
           : v == IDENTIFIER_REAL    ? T_intake_problem_real
                                     : T_intake_problem_number;
}

static text_key day_cell(str s, day today, day *out)
{
    day d;
    if (!day_parse(s, &d) && !read_day(s, today, &d))
        return T_intake_problem_day;
    *out = d;
    return T_NONE;
}

static text_key yes_cell(struct arena *a, str s, bool *out)
{
    int n;
    if (!code_of(a, "N|nei|no|0|false Y|ja|j|yes|1|x|true", s, &n))
        return T_intake_problem_yes;
    *out = n == 1;
    return T_NONE;
}

static text_key count_cell(str s, int64_t max, int64_t *out)
{
    return str_int(s, out) && *out >= 0 && *out <= max ? T_NONE : T_intake_problem_count;
}

text_key intake_cell(struct intake_reading *r, const struct intake_column *c, str s, void *row)
{
    struct arena *a = r->set->mem;
    void *at = (char *)row + c->at;
    int64_t n;
    switch ((enum intake_cell)c->kind) {
    case CELL_TEXT:
        if (!text_ok(s, ONE_LINE) || utf8_count(s) > (size_t)c->max)
            return T_intake_problem_text_long;
        *(str *)at = str_dup(a, s);
        return T_NONE;
    case CELL_DAY:
        return day_cell(s, r->today, at);
    case CELL_CODE:
        return code_of(a, c->codes, s, at) ? T_NONE : T_intake_problem_code__allowed;
    case CELL_COUNTRIES:
        return list_of(a, s, country_known, T_intake_problem_country, at);
    case CELL_LANGUAGES:
        return list_of(a, s, language_known, T_intake_problem_language, at);
    case CELL_YES:
        return yes_cell(a, s, at);
    case CELL_DUF:
        return number_of(a, s, FORM_DUF, r->rule, at, &((struct intake_person *)row)->duf_doubt);
    case CELL_D_NUMBER:
        return number_of(a, s, FORM_D_NUMBER, r->rule, at, &((struct intake_person *)row)->duf_doubt);
    case CELL_NATIONAL:
        return number_of(a, s, FORM_NATIONAL, r->rule, at, &((struct intake_person *)row)->duf_doubt);
    case CELL_INT:
        if (count_cell(s, c->max, &n) != T_NONE)
            return T_intake_problem_count;
        *(optint *)at = KNOWN(n);
        return T_NONE;
    case CELL_COUNT:
        return count_cell(s, c->max, at);
    case CELL_PERSON: {
        const size_t *found = map_get(&r->set->keys, s);
        if (!found)
            return T_intake_problem_key;
        *(size_t *)at = *found;
        return T_NONE;
    }
    case CELL_MUNICIPALITY:
        if (!place_municipality_near(s, r->today))
            return T_intake_problem_place;
        *(str *)at = str_dup(a, s);
        return T_NONE;
    }
    return T_NONE;
}
