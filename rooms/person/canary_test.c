// SPDX-License-Identifier: Apache-2.0
// Words planted in every text of every room about protected persons come out nowhere: no page, file,
// letter, log, queue or trail, and in the database in their own columns alone.
#include "test/crawl.h"

#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#include "platform/db/dump.h"
#include "platform/http/setting.h"
#include "platform/job/job.h"
#include "platform/room.h"
#include "rooms/access/access.h"
#include "rooms/allocation/allocation_db.h"
#include "rooms/allocation/letters.h"
#include "test/db.h"

enum { SECRETS = 4, STRICT_FROM = 2, ORDINARY = 'o', PLACE = 'p', HUSHED = 's', REASON = 'r' };
static struct { // two confidential, two strict
    int64_t person, household, batch;
    int64_t last[64]; // per hook: the row planted
} secret[SECRETS];
static int64_t here, county;
static int words;
static SLICE(const char *) with; // for addresses: each belongs to one of them
static int with_of[1024];
static const char *with_url[1024]; // the only address it fits; NULL: fits() says

// Word number n, in letters alone, as no other text of ours begins; the letters tell whose it is and
// what it may be shown as.
static str canary(struct arena *a, int who, int kind, int n)
{
    return strf(a, "Zqkanari%c%c%c%c", 'a' + who, kind, 'a' + n / 26, 'a' + n % 26);
}

// Of `kind` (0: any) and of the persons from..to; also the twelve digits of their numbers.
static bool has_canary(str body, int from, int to, int kind)
{
    static const struct { const char *start; size_t n; } marks[] = { { "Zqkanari", 8 }, { "20239990000", 11 } };
    for (size_t m = 0; m < 2; m++)
        for (size_t at = 0, k; (k = str_find(str_part(body, at, body.n), (str){ marks[m].start, marks[m].n })) != (size_t)-1;) {
            at += k + marks[m].n;
            int who = at < body.n ? body.p[at] - (m ? '0' : 'a') : -1;
            bool right = m ? kind == 0 || kind == ORDINARY : kind == 0 || (at + 1 < body.n && body.p[at + 1] == kind);
            if (who >= from && who < to && right)
                return true;
        }
    return false;
}

// ---- planting ---------------------------------------------------------------------------------------

struct planting {
    int who, hook, n;
    const struct person_holds *h;
    int64_t id;
};

static int hook_of(const char *table)
{
    int i = 0;
    EACH_HOOK(person_holds, person_holds, h)
    {
        if (strcmp((*h)->table, table) == 0)
            return i;
        i++;
    }
    return -1;
}

static int64_t parent(int who, const char *table)
{
    int i = hook_of(table);
    return i < 0 ? 0 : secret[who].last[i];
}

static str planted_text(struct arena *a, const struct field *f, struct planting *t)
{
    static const char *const ours[] = { "link", "role", "page", "number", "proposed", "weights", "counted", "country",
                                        "language", "municipality", "styrk", "stop_reason", "interpreter_language" };
    int kind = strcmp(t->h->table, "person_address") == 0 ? PLACE
               : strcmp(t->h->table, "reception_note") == 0 ? HUSHED
               : strcmp(t->h->table, "person_emergency") == 0 || strcmp(t->h->table, "person_approval") == 0
                   ? REASON
                   : ORDINARY;
    if (strcmp(f->name, "kind") == 0)
        return strcmp(t->h->table, "duty_of_person") == 0 ? STR("duty.registration") : STR("person.event.registered");
    if (strcmp(f->name, "ref") == 0 || strcmp(f->name, "digest") == 0)
        return strf(a, "kanref%c%02d", 'a' + t->who, t->hook);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(f->name, ours[i]) == 0)
            return STR(""); // ours, typed by nobody
    str word = canary(a, t->who, kind, t->n++);
    if (strcmp(f->name, "value") == 0)
        return strf(a, "20239990000%d", t->who);
    if (strcmp(f->name, "letter") == 0) {
        struct person p = { .family = word, .given = word, .own_script = STR(""), .preferred = STR("") };
        return letter_to_person(a, &p, STR("Molde"), STR("2023/1"), word, TEST_DAY);
    }
    if (strcmp(f->name, "to_place") == 0)
        return letter_to_place(a, STR("1506"), &word, 1, STR("2023/1"), word, TEST_DAY);
    if (strcmp(f->name, "profile") == 0)
        return STR("{\"size\":1,\"ages\":[33]}");
    return strcmp(f->name, "detail") == 0 ? strf(a, "{\"name\":\"%.*s\"}", S(word)) : word;
}

static int64_t planted_number(const struct field *f, const struct planting *t)
{
    static const struct { const char *name, *table; } parents[] = {
        { "case_id", "allocation_case" }, { "offer", "allocation_offer" }, { "plan", "reception_plan" },
        { "activity", "reception_activity" }
    };
    if (strcmp(f->name, t->h->column) == 0)
        return secret[t->who].person;
    for (size_t i = 0; i < sizeof parents / sizeof *parents; i++)
        if (strcmp(f->name, parents[i].name) == 0)
            return parent(t->who, parents[i].table);
    if (strcmp(f->name, "household") == 0)
        return secret[t->who].household;
    if (strcmp(f->name, "person") == 0 || strcmp(f->name, "head") == 0)
        return secret[t->who].person;
    if (strcmp(f->name, "org") == 0 || strcmp(f->name, "by_org") == 0)
        return strcmp(t->h->table, "intake_batch") == 0 ? 4711 : t->who < STRICT_FROM ? here : 0;
    if (strcmp(f->name, "county") == 0)
        return county;
    if (strcmp(f->name, "batch") == 0)
        return secret[t->who].batch;
    if (strcmp(f->name, "subject") == 0 && strcmp(t->h->column, "") == 0)
        return key_new();
    if (strcmp(f->name, "user_id") == 0)
        return 1000 + MC;
    return 1 + t->who;
}

static bool open_end(const char *name)
{
    static const char *const ends[] = { "to_day", "ended_on", "withdrawn_on", "closed_on", "stopped", "review_on", "plan_day" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strcmp(name, ends[i]) == 0)
            return true;
    return false;
}

// One row of a table with a canary in every text.
static err plant_row(struct db *db, void *arg)
{
    struct planting *t = arg;
    const struct record *r = t->h->rec;
    char *row = mem(db->mem, r->size);
    memset(row, 0, r->size);
    for (size_t i = 0; i < r->n; i++) {
        const struct field *f = &r->f[i];
        char *at = row + f->at;
        if (f->kind == KIND_DAY)
            *(day *)at = open_end(f->name) ? DAY_NONE : db->deed.today;
        else if (f->kind == KIND_MOMENT)
            ((moment *)at)->ms = db->deed.now;
        else if (f->kind == KIND_INT && !(f->flags & (KEY | VERSION)))
            *(int64_t *)at = planted_number(f, t);
        else if (f->kind == KIND_TEXT)
            *(str *)at = planted_text(db->mem, f, t);
        else if (f->kind == KIND_ENUM && strcmp(f->name, "shield") == 0)
            *(int *)at = t->who < STRICT_FROM ? PROTECT_CONFIDENTIAL : PROTECT_STRICT;
        else if (f->kind == KIND_ENUM && strcmp(f->name, "state") == 0 && r == &alloc_case_rec)
            *(int *)at = t->who % 2 ? ALLOC_DATED : ALLOC_READY;
    }
    PASS(db_add(db, r, row));
    for (size_t i = 0; i < r->n; i++)
        if (r->f[i].flags & KEY)
            t->id = *(int64_t *)(row + r->f[i].at);
    return OK;
}

static err plant_person(struct db *db, void *arg)
{
    int who = *(int *)arg, n = 0;
    struct who_org molde, imdi, f15;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &molde));
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &imdi));
    PASS(access_org(db, STR("F15"), TEST_DAY, &f15));
    here = molde.id;
    county = f15.id;
    struct person p = { .language = STR("ukr"), .born = day_of(1990, 1, 1), .arrived = TEST_DAY,
                        .died = DAY_NONE, .protection_to = DAY_NONE, .synthetic = true,
                        .protection = who < STRICT_FROM ? PROTECT_CONFIDENTIAL : PROTECT_STRICT };
    str *const texts[] = { &p.family, &p.given, &p.own_script, &p.preferred, &p.phone, &p.email };
    for (; n < 6; n++)
        *texts[n] = canary(db->mem, who, ORDINARY, n);
    PASS(person_add(db, &p, molde.id, "allocation"));
    secret[who].person = p.id;
    struct household h;
    PASS(household_make(db, TEST_DAY, &h));
    PASS(household_join(db, h.id, p.id, MEMBER_HEAD, TEST_DAY));
    secret[who].household = h.id;
    return scope_open(db, p.id, imdi.id, SCOPE_CASE, "permit", TEST_DAY);
}

static const struct record *record_named(const char *table)
{
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct record *const *t = (*r)->records; t && *t; t++)
            if ((*t)->table && strcmp((*t)->table, table) == 0)
                return *t;
    CHECK_AT(false, "no record of %s", table);
    return NULL;
}

// What names no person: a sealed note that nobody here may read, and the file the person came with.
static int64_t plant_apart(struct arena *a, int who, const char *table)
{
    struct person_holds h = { .rec = record_named(table), .table = table, .column = "" };
    struct planting t = { .who = who, .hook = 63, .n = 600, .h = &h };
    in_db(a, plant_row, &t);
    return t.id;
}

// No dwelling, house or school of a strictly protected person is stored (SEC-14).
static bool not_stored(const struct person_holds *h, int who)
{
    static const char *const places[] = { "person_address", "reception_stay", "reception_elsewhere", "reception_place" };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (who >= STRICT_FROM && strcmp(h->table, places[i]) == 0)
            return true;
    return false;
}

static void plant(struct arena *a)
{
    words = 0;
    for (int who = 0; who < SECRETS; who++) {
        bool done[64] = { false };
        int left = 1, before = 0, n = 6;
        memset(&secret[who], 0, sizeof secret[who]);
        in_db(a, plant_person, &who);
        plant_apart(a, who, "reception_note");
        secret[who].batch = plant_apart(a, who, "intake_batch");
        while (left != before) { // rows that need others come in a later round
            int i = 0;
            before = left;
            left = 0;
            EACH_HOOK(person_holds, person_holds, h)
            {
                struct deed deed = test_deed();
                struct planting t = { .who = who, .hook = hook_of((*h)->table), .n = n, .h = *h };
                if (!done[t.hook] && !not_stored(*h, who)) {
                    err e = db_run(test_pool(a), TX_WRITE, a, &deed, plant_row, &t);
                    done[t.hook] = e == OK;
                    secret[who].last[t.hook] = t.id;
                    n = e == OK ? t.n : n;
                    left += e != OK;
                }
                i++;
            }
            CHECK(i < 63);
        }
        EACH_HOOK(person_holds, person_holds, h)
        {
            CHECK_AT(done[hook_of((*h)->table)] || not_stored(*h, who), "no row was planted in %s", (*h)->table);
        }
        words += n + 2;
    }
}

extern const struct authz_set *const __start_authz_sets[], *const __stop_authz_sets[];

// An address with two places to fill.
static void add_pair(struct arena *a, int who, const char *url, const char *other)
{
    CHECK(with.n + 1 < sizeof with_of / sizeof *with_of);
    with_of[with.n] = who;
    with_url[with.n] = url;
    *ADD(a, &with) = strf(a, "%lld/%s", (long long)secret[who].person, other).p;
}

// What may stand in an address: the person, and every row that has a page of its own.
static void addresses_of(struct arena *a)
{
    static const char *const pages[] = { "reception_note_mark", "duty_of_person", "reception_elsewhere" };
    static const char *const refs[] = { "allocation_offer", "allocation_decision" };
    static const struct { const char *url, *table; } second[] = {
        { "/personer/:id/notat/:no", "reception_note_mark" }, { "/personer/:id/tolk/:no/svar", "interpreting_order" },
        { "/personer/:id/tillatelse/:nr", "person_permit" }, { "/personer/:id/mottaksplan/steg/:nr", "reception_step" },
        { "/personer/:id/mottaksplan/aktivitet/:nr", "reception_activity" },
        { "/personer/:id/mottaksplan/oppfolging/:nr", "reception_follow" },
    };
    memset(&with, 0, sizeof with);
    memset(with_url, 0, sizeof with_url);
    for (int who = 0; who < SECRETS; who++) {
        with_of[with.n] = who;
        *ADD(a, &with) = strf(a, "%lld", (long long)secret[who].person).p;
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
            with_of[with.n] = who;
            *ADD(a, &with) = strf(a, "%lld", (long long)parent(who, pages[i])).p;
        }
        for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
            with_of[with.n] = who;
            *ADD(a, &with) = strf(a, "kanref%c%02d", 'a' + who, hook_of(refs[i])).p;
        }
        for (size_t i = 0; i < sizeof second / sizeof *second; i++)
            add_pair(a, who, second[i].url, strf(a, "%lld", (long long)parent(who, second[i].table)).p);
        for (const struct authz_set *const *s = __start_authz_sets; s != __stop_authz_sets; s++)
            for (const struct authz_route *t = (*s)->at; t < (*s)->at + (*s)->n; t++)
                if (strcmp(t->method, "GET") == 0 && t->with && strncmp(t->url, "/personer/:id/", 14) == 0)
                    add_pair(a, who, t->url, t->with); // a word the address takes
    }
    *ADD(a, &with) = NULL;
}

static bool fits(const char *url, const char *value)
{
    for (size_t i = 0; i + 1 < with.n; i++)
        if (with.p[i] == value && with_url[i])
            return strcmp(url, with_url[i]) == 0;
    bool ref = strstr(url, ":ref") != NULL, person = strlen(value) > 8;
    return ref ? value[0] == 'k' : value[0] != 'k' && (person || strstr(url, ":no") || strstr(url, "/frister/"));
}

// ---- looking ------------------------------------------------------------------------------------------

// What a spreadsheet or package says, out of its zip.
static str unpacked(struct arena *a, str file)
{
    struct out o = { 0 };
    zip_error_t fault;
    zip_source_t *s = zip_source_buffer_create(file.p, file.n, 0, &fault);
    zip_t *z = s ? zip_open_from_source(s, ZIP_RDONLY, &fault) : NULL;
    char part[4096];
    for (zip_int64_t i = 0; z && i < zip_get_num_entries(z, 0); i++) {
        zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
        for (zip_int64_t n; f && (n = zip_fread(f, part, sizeof part)) > 0;)
            out_put(&o, (str){ part, (size_t)n });
        if (f)
            zip_fclose(f);
    }
    if (z)
        zip_discard(z);
    str text = str_dup(a, out_str(&o));
    out_drop(&o);
    return text;
}

// What a PDF says, by a program of poppler's.
static str printed(struct arena *a, str pdf)
{
    char path[] = "/tmp/fotfeste-canary-XXXXXX";
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    close(fd);
    FILE *f = popen(str_cz(a, strf(a, "pdftotext -raw %s -", path)), "r");
    CHECK(f);
    struct out o = { 0 };
    for (size_t n = 1; n;) {
        n = fread(out_room(&o, 4096), 1, 4096, f);
        o.n += n;
    }
    pclose(f);
    unlink(path);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static str said(const struct answer *r)
{
    static const char *const zips[] = { "zip", "sheet" };
    if (str_find(r->type, STR("pdf")) != (size_t)-1)
        return printed(r->mem, r->body);
    for (size_t i = 0; r->type.n && i < 2; i++)
        if (str_find(r->type, str_z(zips[i])) != (size_t)-1)
            return unpacked(r->mem, r->body);
    return r->body;
}

static struct {
    int pages, letters, places, inner; // that were seen to show a planted word to those who may see it
} reached;

static int whose(const char *url)
{
    for (size_t i = 0; i + 1 < with.n; i++) {
        size_t n = strlen(with.p[i]);
        if (with_url[i]) // its first part stands alone too
            continue;
        for (const char *p = strstr(url, with.p[i]); p; p = strstr(p + 1, with.p[i]))
            if (p > url && p[-1] == '/' && strchr("/.?", p[n]))
                return with_of[i];
    }
    return -1;
}

// Why an emergency access or a second pair of eyes was asked for stands on the reviewers' page. The
// pages of one confidential person are for those with scope, the address in its own view and in the
// package alone; a strict one's are for nobody here; what is sealed is for nobody at all.
static void look(void *arg, const char *url, const struct actor *who, const struct answer *r)
{
    (void)arg;
    str body = said(r);
    bool in_scope = str_is(who->org_code, "K1506") || str_is(who->org_code, "IMDI");
    int of = whose(url);
    for (int i = 0; i < SECRETS; i++) {
        bool own_day = who->role == MC && str_is(who->org_code, "K1506") && // whose work it is (SEC-16)
                       (str_starts(str_z(url), STR("/min-dag")) || str_starts(str_z(url), STR("/frister/")));
        bool may_see = (i == of && in_scope && i < STRICT_FROM) || (own_day && i < STRICT_FROM);
        bool where = strstr(url, "/adresse") || strstr(url, "/innsyn") || strstr(url, "/samme");
        bool found = has_canary(body, i, i + 1, ORDINARY), place = has_canary(body, i, i + 1, PLACE);
        reached.pages += may_see && found;
        reached.letters += may_see && found && strstr(url, "/vedtak/") != NULL;
        reached.places += may_see && place;
        reached.inner += may_see && found && (strstr(url, "/tillatelse/") || strstr(url, "/steg/") || strstr(url, "/tolk/") ||
                                              strstr(url, "/aktivitet/") || strstr(url, "/husstand/"));
        CHECK_AT(may_see || !found, "%s as %s of %.*s tells of person %d", url, role_code(who->role), S(who->org_code), i);
        CHECK_AT((may_see && where) || !place, "%s as %s of %.*s tells where person %d is", url, role_code(who->role),
                 S(who->org_code), i);
        bool reviews = in_scope && i < STRICT_FROM && str_starts(str_z(url), STR("/personer/kontroll"));
        CHECK_AT(reviews || !has_canary(body, i, i + 1, REASON), "%s as %s tells why person %d was asked for", url,
                 role_code(who->role), i);
        CHECK_AT(!has_canary(body, i, i + 1, HUSHED), "%s as %s tells what is sealed", url, role_code(who->role));
        for (size_t k = 0; k < r->headers.n; k++)
            CHECK_AT(!has_canary(r->headers.p[k].value, i, i + 1, 0), "%s: header %.*s", url, S(r->headers.p[k].name));
    }
    CHECK_AT(r->status < 500, "%s as %s gave %d", url, role_code(who->role), r->status);
}

static struct out log_lines;
static void keep_line(struct site *s, str line)
{
    (void)s;
    out_put(&log_lines, line);
    out_char(&log_lines, '\n');
}

// ---- what is kept -------------------------------------------------------------------------------------

static err put(void *arg, str s)
{
    out_put(arg, s);
    return OK;
}
static err dump(struct db *db, void *arg)
{
    struct dump_count n;
    return db_dump(db, put, arg, &n);
}

// Tables about persons hold the words that were planted there; what is sealed stands nowhere in clear.
static bool own_table(str table)
{
    if (str_starts(table, STR("base_")))
        table = str_part(table, 5, table.n);
    if (str_is(table, "person_person") || str_is(table, "intake_batch"))
        return true;
    EACH_HOOK(person_holds, person_holds, h)
    {
        if (str_is(table, (*h)->table))
            return true;
    }
    return false;
}

// The whole database, line by line: trail, queues, outbox, search keys, settings and all the rest.
static void kept(struct arena *a)
{
    struct out o = { 0 };
    int own = 0, sealed = 0;
    test_run(test_pool(a), a, TX_READ, dump, &o);
    str all = out_str(&o), line, table = STR("");
    while (str_cut(&all, '\n', &line)) {
        str head = STR("{\"table\":\"");
        if (str_starts(line, head)) {
            table = str_part(line, head.n, line.n);
            table.n = str_find(table, STR("\""));
            continue;
        }
        bool seal = has_canary(line, 0, SECRETS, HUSHED);
        bool found = has_canary(line, 0, SECRETS, ORDINARY) || has_canary(line, 0, SECRETS, PLACE) ||
                     has_canary(line, 0, SECRETS, REASON);
        CHECK_AT(!seal, "%.*s holds what is sealed: %.*s", S(table), S(line));
        CHECK_AT(!found || own_table(table), "%.*s: %.*s", S(table), S(line));
        own += found;
        sealed += str_is(table, "base_reception_note") && str_find(line, STR("\"*")) != (size_t)-1;
    }
    CHECK_AT(own > 60 && sealed == SECRETS, "%d rows with words of their own, %d sealed", own, sealed);
    out_drop(&o);
}

struct text_row {
    str at;
};
static const struct field text_fields[] = { F(text_row, at, TEXT) };
static const struct record text_rec = { NULL, text_fields, 1, sizeof(struct text_row), "text" };
SQL(keys_of_strict, "select cast(k.id as text) as at from person_key k join person_person p on p.id = k.person "
                    "where p.protection = 'strict'");

static err no_keys(struct db *db, void *arg)
{
    SLICE(struct text_row) keys = { 0 };
    (void)arg;
    PASS(db_all(db, &keys_of_strict, NO_ARGS, &text_rec, &keys));
    CHECK_INT(keys.n, 0);
    return OK;
}

static void searched(struct arena *a)
{
    static const enum role roles[] = { MC, MP, MH, DS, CE, CG };
    for (int who = 0; who < SECRETS; who++)
        for (int n = 0; n < 6; n++)
            for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                struct mark m = arena_mark(a);
                const struct actor *as_ = as(roles[i], roles[i] == DS ? "IMDI" : "K1506");
                str word = canary(a, who, ORDINARY, n);
                struct answer r = post(a, "/personer", as_, strf(a, "sok=%.*s", S(word)).p);
                r = get(a, str_cz(a, r.location), as_);
                // What was typed stands in the field; a hit would be a link.
                CHECK_AT(!has_text(r.body, strf(a, "/personer/%lld", (long long)secret[who].person).p),
                         "%.*s finds person %d", S(word), who);
                arena_back(a, m);
            }
}

TEST(words_planted_in_protected_persons_come_out_nowhere)
{
    static const char *const orgs[] = { "K1506", "IMDI", "F15", "K1507", "M1001", "BUFETAT", NULL };
    int ran;
    test_site(a);
    out_clear(&log_lines);
    memset(&reached, 0, sizeof reached);
    test_site(a)->log = keep_line;
    plant(a);
    CHECK_AT(words >= 240, "%d words were planted", words);
    addresses_of(a);
    int n = crawl(a, &(struct crawl){ with.p, orgs, look, NULL, fits });
    CHECK_AT(n > 2000 && reached.pages > 100 && reached.letters > 4 && reached.places > 4 &&
                 reached.inner > 10,
             "%d answers, %d pages, %d letters, %d addresses and %d inner pages shown to those who may", n, reached.pages,
             reached.letters, reached.places, reached.inner);
    CHECK_INT(job_run_due(test_pool(a), a, test_deed().now, &ran), OK); // notices, mail, what rooms hear
    kept(a);
    in_db(a, no_keys, NULL);
    searched(a);
    CHECK_AT(!has_canary(out_str(&log_lines), 0, SECRETS, 0), "the log tells");
    test_site(a)->log = NULL;
    out_drop(&log_lines);
}

// ---- where a person was who becomes strictly protected --------------------------------------------------

SQL(no_stays, "delete from reception_stay"); // of houses that were not built; sealed.c's own test has one

static err made_strict(struct db *db, void *arg)
{
    struct person was, now;
    PASS(db_do(db, &no_stays, NO_ARGS, NULL));
    PASS(person_by_id(db, *(int64_t *)arg, &was));
    now = was;
    now.protection = PROTECT_STRICT;
    return person_save(db, &was, &now);
}

struct trace_of_place {
    const struct person_holds *h;
    const char *field;
    int64_t person, n;
};

// A statement is known by its address, so each lives as long as the process.
static err count_place(struct db *db, void *arg)
{
    struct trace_of_place *t = arg;
    static struct {
        struct sql sql;
        char text[256];
    } made[256];
    static size_t n;
    CHECK(n < sizeof made / sizeof *made);
    snprintf(made[n].text, sizeof made[n].text, "select count(%s) from %s where %s = $1 and %s in ($2, $3)", t->field,
             t->h->table, t->h->column, t->field);
    made[n].sql = (struct sql){ "count_place", made[n].text, __FILE__ };
    return db_int(db, &made[n++].sql, ARGS(AI(t->person), AI(here), AI(county)), &t->n);
}

SQL(came_with, "select count(*) from intake_person where person = $1");

static err count_came(struct db *db, void *arg)
{
    return db_int(db, &came_with, ARGS(AI(secret[0].person)), arg);
}

// Rows of every room name the organisation that wrote them; once strict, none of them does (SEC-14).
TEST(no_row_of_a_strictly_protected_person_names_a_centre_municipality_or_county)
{
    static const char *const fields[] = { "org", "by_org", "county", "centre", "counted" };
    static const char *const records[] = { "person_look", "person_approval", "person_emergency",
                                           "allocation_offer" }; // an offer: strict_test.c, stage by stage
    int before = 0;
    test_site(a);
    plant(a);
    for (int pass = 0; pass < 2; pass++) {
        EACH_HOOK(person_holds, person_holds, h)
        {
            for (size_t i = 0; i < (*h)->rec->n; i++)
                for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
                    const struct field *f = &(*h)->rec->f[i];
                    if (f->kind != KIND_INT || strcmp(f->name, fields[k]) != 0)
                        continue;
                    struct trace_of_place t = { *h, f->name, secret[0].person, 0 };
                    in_db(a, count_place, &t);
                    before += pass == 0 ? (int)t.n : 0;
                    bool record = false; // of acts that must be answered for (AUD-8), shown to who answers
                    for (size_t r = 0; r < sizeof records / sizeof *records; r++)
                        record |= strcmp((*h)->table, records[r]) == 0;
                    CHECK_AT(pass == 0 || t.n == 0 || record, "%s.%s still tells", (*h)->table, f->name);
                }
        }
        if (pass == 0)
            in_db(a, made_strict, &secret[0].person);
    }
    int64_t came;
    in_db(a, count_came, &came);
    CHECK_INT(came, 0); // with which file tells it as well
    CHECK_AT(before > 8, "%d rows told before", before);
}
