// SPDX-License-Identifier: Apache-2.0
// The mapping through pages: by code in five languages, by interview, verified, and who may see it.
#include "test/web.h"

#include "platform/who/session.h"
#include "rooms/reception/reception_test.h"
#include "test/db.h"

static str code_in(struct arena *a, str body)
{
    size_t at = str_find(body, STR("<p class=\"kode\" dir=\"ltr\">"));
    CHECK(at != (size_t)-1);
    str from = str_part(body, at + strlen("<p class=\"kode\" dir=\"ltr\">"), 11);
    return strf(a, "%.*s", S(from));
}

// Somebody with the participant's session: what the cookie stands for.
struct entry {
    str cookie;
    const struct actor *who;
};
static err enter(struct db *db, void *arg)
{
    struct entry *e = arg;
    struct arena *a = db->mem;
    return session_find(db, e->cookie, db->deed.now, a, &e->who);
}

static const struct actor *by_code(struct arena *a, str code)
{
    struct answer in = post(a, "/kartlegging", public_(), strf(a, "kode=%.*s", S(code)).p);
    CHECK_INT(in.status, 303);
    CHECK_STR(in.location, "/min-kartlegging");
    for (size_t i = 0; i < in.headers.n; i++) {
        str v = in.headers.p[i].value;
        size_t at = str_find(v, STR("fotfeste="));
        if (!str_ieq(in.headers.p[i].name, STR("set-cookie")) || at == (size_t)-1)
            continue;
        str rest = str_part(v, at + 9, v.n), token;
        (void)str_cut(&rest, ';', &token);
        struct entry *e = NEW(a, struct entry);
        e->cookie = token;
        in_db(a, enter, e);
        return e->who;
    }
    CHECK(false);
    return NULL;
}

static const struct actor *invited(struct arena *a)
{
    const struct actor *nes = as(CE, "M1001");
    in_db(a, house_make, NULL);
    CHECK(has_text(get(a, house_url(a, &tested.olena, "/kartlegging"), nes).body, "Start kartlegging"));
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/inviter"), nes, "").status, 303);
    struct answer made = post(a, house_url(a, &tested.olena, "/kartlegging/kode"), nes, "");
    CHECK_INT(made.status, 200);
    return by_code(a, code_in(a, made.body));
}

TEST(a_resident_fills_in_the_mapping_by_code_and_sees_nothing_else)
{
    const struct actor *own = invited(a);
    CHECK_INT(own->role, PA);
    CHECK(has_text(get(a, "/min-kartlegging", own).body, "Utdanning"));
    const char *school = "level=bachelor&country=Ukraina&years=4&subject=Fysikk&school=&completed=1&diploma=held"
                         "&recognised=not";
    CHECK_INT(post(a, "/min-kartlegging/utdanning", own, school).status, 303);
    CHECK_INT(post(a, "/min-kartlegging/utdanning", own, "level=&country=Atlantis&years=x").status, 422);
    CHECK_INT(post(a, "/min-kartlegging/sprak", own,
                   "language=ukrainsk&mother_tongue=1&speak=fluent&understand=fluent&read=fluent&write=good").status, 303);
    CHECK(has_text(get(a, "/min-kartlegging/utdanning", own).body, "Bachelor, Fysikk"));
    CHECK_INT(post(a, "/min-kartlegging/annet", own,
                   "english=some&digital=forms&licence=B&skills=&informal=&version=2").status, 303);
    CHECK_INT(get(a, "/min-kartlegging/tull", own).status, 404);
    // Nothing of staff's, and nobody else.
    CHECK_INT(get(a, "/beboere", own).status, 403);
    CHECK_INT(get(a, house_url(a, &tested.olena, "/kartlegging"), own).status, 403);
    CHECK_INT(get(a, house_url(a, &tested.danylo, ""), own).status, 403);
    CHECK_INT(post(a, "/min-kartlegging/send", own, "").status, 303);
    CHECK(has_text(get(a, "/min-kartlegging", own).body, "Svarene er sendt"));
    CHECK_INT(post(a, "/min-kartlegging/utdanning", own, school).status, 409); // sent is sent
    in_db(a, house_sound, NULL);
}

SQL(map_entries, "select count(*) from trace_entry where action = $1 and object_type in ('who_user', 'reception_code')");
static err entries(struct db *db, void *arg)
{
    int64_t in, refused;
    PASS(db_int(db, &map_entries, ARGS(AT(STR("login"))), &in));
    PASS(db_int(db, &map_entries, ARGS(AT(STR("login-refused"))), &refused));
    CHECK_INT(in, 1); // AUD-3: who came in by a code, and who did not
    CHECK_INT(refused, *(int *)arg);
    return OK;
}

TEST(a_wrong_or_replaced_code_lets_nobody_in)
{
    (void)invited(a);
    in_db(a, entries, &(int){ 0 });
    CHECK_INT(post(a, "/kartlegging", public_(), "kode=abcdefgh23").status, 422);
    CHECK_INT(post(a, "/kartlegging", public_(), "kode=").status, 422);
    struct answer first = post(a, house_url(a, &tested.olena, "/kartlegging/kode"), as(CE, "M1001"), "");
    str old = code_in(a, first.body);
    (void)post(a, house_url(a, &tested.olena, "/kartlegging/kode"), as(CE, "M1001"), "");
    CHECK_INT(post(a, "/kartlegging", public_(), strf(a, "kode=%.*s", S(old)).p).status, 422);
    in_db(a, entries, &(int){ 3 });
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/kode"), as(CE, "M1002"), "").status, 404);
}

// Every text of the resident's pages stands in every language: no page has to borrow.
TEST(the_residents_pages_stand_in_five_languages)
{
    static const char *const tags[] = { "nb", "nn", "en", "uk", "ar" };
    static const char *const pages[] = { "", "/sprak", "/utdanning", "/arbeid", "/annet", "/onsker" };
    const struct actor *own = invited(a);
    for (size_t l = 0; l < sizeof tags / sizeof *tags; l++) {
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
            struct answer p = get(a, strf(a, "/min-kartlegging%s?sprak=%s", pages[i], tags[l]).p, own);
            CHECK_INT(p.status, 200);
            CHECK_AT(has_text(p.body, strf(a, "<html lang=\"%s\" dir=\"%s\"", tags[l],
                                           l == 4 ? "rtl" : "ltr").p), "%s %s", pages[i], tags[l]);
            CHECK_AT(!has_text(p.body, "class=\"merknad\" lang="), "%s borrows in %s", pages[i], tags[l]);
        }
        struct answer in = get(a, strf(a, "/kartlegging?sprak=%s", tags[l]).p, public_());
        CHECK(!has_text(in.body, "class=\"merknad\" lang="));
    }
    // A page of the site in Arabic is in English, and says in Arabic why.
    struct answer site = get(a, "/?sprak=ar", public_());
    CHECK(has_text(site.body, "<html lang=\"en\" dir=\"ltr\""));
    CHECK(has_text(site.body, "lang=\"ar\" dir=\"rtl\""));
}

TEST(staff_interview_verify_and_supplement)
{
    const struct actor *nes = as(CE, "M1001"), *ds = as(DS, "IMDI");
    in_db(a, house_make, NULL);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/inviter"), nes, "").status, 303);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/arbeid"), nes,
                   "occupation=Kokk&country=UKR&years=7&form=employed&tasks=&certificates=").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.olena, "/kartlegging"), nes).body, "Kokk"));
    CHECK_INT(get(a, house_url(a, &tested.olena, "/kartlegging/kvalitetssikre"), nes).status, 200);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/kvalitetssikre"), nes,
                   "mode=interview&interpreter=b&interpreter_language=xxx9&remark=&version=2").status, 422);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/kvalitetssikre"), nes,
                   "mode=interview&interpreter=b&interpreter_language=ukr&remark=&version=2").status, 303);
    struct answer p = get(a, house_url(a, &tested.olena, "/kartlegging"), nes);
    CHECK(has_text(p.body, "Kvalitetssikret"));
    CHECK(has_text(p.body, "Kategori B, ukrainsk"));
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/steg"), nes, "event=apne").status, 409);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/utdanning"), nes,
                   "level=primary&country=&years=&subject=&school=&diploma=never&recognised=not").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.olena, "/kartlegging"), nes).body, "Supplert"));
    CHECK_INT(get(a, house_url(a, &tested.olena, "/kartlegging"), ds).status, 404); // no permit yet
    in_db(a, house_sound, NULL);
}

TEST(declining_is_for_where_mapping_is_voluntary)
{
    const struct actor *nes = as(CE, "M1001"), *vika = as(CE, "M1002");
    in_db(a, house_make, NULL);
    (void)post(a, house_url(a, &tested.olena, "/kartlegging/inviter"), nes, "");
    (void)post(a, house_url(a, &tested.omar, "/kartlegging/inviter"), vika, "");
    CHECK_INT(post(a, house_url(a, &tested.omar, "/kartlegging/nei"), vika, "why=Vil+ikke&version=1").status, 409);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/nei"), nes, "why=&version=1").status, 422);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/kartlegging/nei"), nes, "why=Vil+ikke&version=1").status, 303);
    CHECK(has_text(get(a, house_url(a, &tested.olena, "/kartlegging"), nes).body, "Takket nei"));
}
