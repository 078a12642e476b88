// SPDX-License-Identifier: Apache-2.0
// Words planted in protected persons come out nowhere.
#include "test/crawl.h"

#include <stdlib.h>
#include <zip.h>

#include "platform/http/setting.h"
#include "rooms/access/access.h"
#include "rooms/person/person_db.h"
#include "test/db.h"

// ---- canaries ---------------------------------------------------------------------------------------

enum { SECRETS = 4, STRICT_FROM = 2 };
static int64_t secret[SECRETS]; // two confidential, two strict
static int words;

// Word number n, in letters alone, as no other text of ours begins.
static str canary(struct arena *a, int who, int n)
{
    return strf(a, "Zqkanari%c%c%c", 'a' + who, 'a' + n / 26, 'a' + n % 26);
}

struct planting {
    int who, n;
    const struct person_holds *h;
};

static str planted_text(struct arena *a, const struct field *f, struct planting *t)
{
    if (strcmp(f->name, "kind") == 0)
        return STR("person.event.registered");
    static const char *const codes[] = { "link", "role", "page", "number", "proposed", "ref", "weights", "counted" };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(f->name, codes[i]) == 0)
            return STR(""); // ours, typed by nobody
    str word = canary(a, t->who, t->n++);
    return strcmp(f->name, "detail") == 0 ? strf(a, "{\"name\":\"%.*s\"}", S(word)) : word;
}

// One row of a table with a canary in every text; rows that need others are passed over.
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
            *(day *)at = f->flags & REQUIRED || strstr(f->name, "from") || strstr(f->name, "made") ||
                                 strstr(f->name, "happened") || strstr(f->name, "decided")
                             ? db->deed.today : DAY_NONE;
        else if (f->kind == KIND_MOMENT)
            ((moment *)at)->ms = db->deed.now;
        else if (f->kind == KIND_INT && strcmp(f->name, t->h->column) == 0)
            *(int64_t *)at = secret[t->who];
        else if (f->kind == KIND_TEXT)
            *(str *)at = planted_text(db->mem, f, t);
    }
    return db_add(db, r, row);
}

static err plant_person(struct db *db, void *arg)
{
    int who = *(int *)arg;
    struct who_org here, imdi;
    PASS(setting_put(db, "demo", STR("1")));
    PASS(access_org(db, STR("K1506"), TEST_DAY, &here));
    PASS(access_org(db, STR("IMDI"), TEST_DAY, &imdi));
    int n = 0;
    struct person p = { .family = canary(db->mem, who, n), .given = canary(db->mem, who, n + 1),
                        .own_script = canary(db->mem, who, n + 2), .preferred = canary(db->mem, who, n + 3),
                        .phone = canary(db->mem, who, n + 4), .email = canary(db->mem, who, n + 5),
                        .language = STR("ukr"), .born = day_of(1990, 1, 1), .arrived = TEST_DAY,
                        .died = DAY_NONE, .protection_to = DAY_NONE, .synthetic = true,
                        .protection = who < STRICT_FROM ? PROTECT_CONFIDENTIAL : PROTECT_STRICT };
    PASS(person_add(db, &p, here.id, "allocation"));
    secret[who] = p.id;
    struct household h;
    PASS(household_make(db, TEST_DAY, &h));
    PASS(household_join(db, h.id, p.id, MEMBER_HEAD, TEST_DAY));
    return scope_open(db, p.id, imdi.id, SCOPE_CASE, "permit", TEST_DAY);
}

static void plant(struct arena *a)
{
    words = 0;
    for (int who = 0; who < SECRETS; who++) {
        int n = 6;
        in_db(a, plant_person, &who);
        EACH_HOOK(person_holds, person_holds, h)
        {
            struct deed deed = test_deed();
            struct planting t = { who, n, *h };
            bool dwelling = str_is(str_z((*h)->table), "person_address") && who >= STRICT_FROM;
            if (!dwelling && db_run(test_pool(a), TX_WRITE, a, &deed, plant_row, &t) == OK)
                n = t.n;
        }
        words += n;
    }
}

static bool has_canary(str body, int from, int to)
{
    for (size_t at = 0; at + 9 < body.n; at++) {
        size_t k = str_find(str_part(body, at, body.n - at), STR("Zqkanari"));
        if (k == (size_t)-1)
            return false;
        at += k;
        int who = at + 8 < body.n ? body.p[at + 8] - 'a' : -1;
        if (who >= from && who < to)
            return true;
    }
    return false;
}

// What a spreadsheet says, out of its zip.
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

// The pages of one confidential person are for those with scope; a strict one's are for nobody here.
static void look(void *arg, const char *url, const struct actor *who, const struct answer *r)
{
    int *seen = arg;
    str body = r->type.n && (str_find(r->type, STR("zip")) != (size_t)-1 || str_find(r->type, STR("sheet")) != (size_t)-1)
                   ? unpacked(r->mem, r->body) : r->body;
    bool in_scope = str_is(who->org_code, "K1506") || str_is(who->org_code, "IMDI");
    for (int i = 0; i < SECRETS; i++) {
        str own = strf(r->mem, "/%lld", (long long)secret[i]);
        bool page = str_find(str_z(url), own) != (size_t)-1;
        bool found = has_canary(body, i, i + 1);
        if (page && in_scope && i < STRICT_FROM) {
            *seen += found; // so that the crawl is seen to reach them
            continue;
        }
        CHECK_AT(!found, "%s as %s of %.*s tells of person %d", url, role_code(who->role), S(who->org_code), i);
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

struct text_row {
    str at;
};
static const struct field text_fields[] = { F(text_row, at, TEXT) };
static const struct record text_rec = { NULL, text_fields, 1, sizeof(struct text_row), "text" };

SQL(trace_texts, "select detail as at from trace_entry");
SQL(job_texts, "select payload as at from job");
SQL(org_texts, "select name as at from who_org");
SQL(keys_of_strict, "select cast(k.id as text) as at from person_key k join person_person p on p.id = k.person "
                    "where p.protection = 'strict'");

static err nothing_in_tables(struct db *db, void *arg)
{
    static const struct sql *const all[] = { &trace_texts, &job_texts, &org_texts };
    SLICE(struct text_row) keys = { 0 };
    (void)arg;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        SLICE(struct text_row) rows = { 0 };
        PASS(db_all(db, all[i], NO_ARGS, &text_rec, &rows));
        for (size_t k = 0; k < rows.n; k++)
            CHECK_AT(!has_canary(rows.p[k].at, 0, SECRETS), "%s: %.*s", all[i]->name, S(rows.p[k].at));
    }
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
                struct answer r = post(a, "/personer", as_, strf(a, "sok=%.*s", S(canary(a, who, n))).p);
                r = get(a, str_cz(a, r.location), as_);
                // What was typed stands in the field; a hit would be a link.
                CHECK_AT(!has_text(r.body, strf(a, "/personer/%lld", (long long)secret[who]).p),
                         "%.*s finds person %d", S(canary(a, who, n)), who);
                arena_back(a, m);
            }
}

TEST(words_planted_in_protected_persons_come_out_nowhere)
{
    static const char *const orgs[] = { "K1506", "IMDI", "F15", NULL };
    int reached = 0;
    test_site(a);
    out_clear(&log_lines);
    test_site(a)->log = keep_line;
    plant(a);
    CHECK_AT(words >= 60, "%d words were planted", words);
    const char *with[SECRETS + 1] = { 0 };
    for (int i = 0; i < SECRETS; i++)
        with[i] = strf(a, "%lld", (long long)secret[i]).p;
    int n = crawl(a, &(struct crawl){ with, orgs, look, &reached });
    searched(a);
    CHECK_AT(n > 500 && reached > 20, "%d answers, %d reached a page with a canary", n, reached);
    CHECK_AT(!has_canary(out_str(&log_lines), 0, SECRETS), "the log tells");
    in_db(a, nothing_in_tables, NULL);
    test_site(a)->log = NULL;
    out_drop(&log_lines);
}
