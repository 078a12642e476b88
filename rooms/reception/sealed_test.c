// SPDX-License-Identifier: Apache-2.0
// What is written in a sealed note or about health cannot be read from the disk, moved to another
// row, or put there by somebody who has the database alone.
#include "test/web.h"

#include "platform/db/db_engine.h"
#include "platform/db/dump.h"
#include "platform/http/engine.h"
#include "rooms/reception/reception_test.h"
#include "rooms/reception/talk.h"
#include "test/db.h"

#define WORD "Kanarifuglen"

static err write_both(struct db *db, void *arg)
{
    (void)arg;
    struct talk t;
    PASS(note_add(db, tested.olena.id, NOTE_RESTRICTED, STR(WORD " synger"), DAY_NONE));
    PASS(note_add(db, tested.omar.id, NOTE_HEALTH, STR(WORD " tier"), day_of(2023, 8, 30)));
    PASS(talk_begin(db, &tested.olena, &t));
    struct talk was = t;
    t.network = STR(WORD " i Molde");
    t.mind = 3;
    return db_save(db, &talk_rec, &was, &t);
}

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

static err script(struct db *db, void *sql)
{
    return db_script(db, sql);
}

static err read_body(struct db *db, int64_t person, str *body)
{
    note_marks all = { 0 };
    struct note n;
    PASS(notes_of(db, person, &all));
    CHECK_INT(all.n, 1);
    PASS(note_open(db, &all.p[0], &n));
    *body = n.body;
    return OK;
}

static err readable(struct db *db, void *arg)
{
    (void)arg;
    str body;
    struct talk t;
    PASS(read_body(db, tested.olena.id, &body));
    CHECK_STR(body, WORD " synger");
    PASS(talk_of(db, tested.olena.id, &t));
    CHECK_STR(t.network, WORD " i Molde");
    CHECK(t.mind == 3 && t.mobility == 0);
    PASS(read_body(db, tested.omar.id, &body));
    CHECK_STR(body, WORD " tier");
    return OK;
}

static err refused(struct db *db, void *arg)
{
    str body;
    CHECK_INT(read_body(db, tested.olena.id, &body), E_IO);
    CHECK_AT(str_find(db->fault, str_z(arg)) != (size_t)-1, "%.*s", S(db->fault));
    return OK;
}

static err conversation_refused(struct db *db, void *arg)
{
    (void)arg;
    struct talk t;
    CHECK_INT(talk_of(db, tested.olena.id, &t), E_IO);
    return OK;
}

static bool on_disk(struct arena *a, const char *word)
{
    struct db_pool *p = test_pool(a);
    struct out o = { 0 };
    bool found = false;
    test_run(p, a, TX_READ, dump, &o);
    found = str_find(out_str(&o), str_z(word)) != (size_t)-1;
    out_drop(&o);
    if (!db_is_postgres(p)) // the file and its log as they stand, free pages and all
        for (int i = 0; i < 2; i++)
            found |= str_find(test_file(a, strf(a, "%s%s", p->url, i ? "-wal" : "").p), str_z(word)) != (size_t)-1;
    return found;
}

TEST(the_database_file_holds_no_word_of_a_sealed_note_and_no_need_of_health)
{
    in_db(a, house_make, NULL);
    in_db(a, write_both, NULL);
    in_db(a, readable, NULL);
    CHECK(on_disk(a, "reception_note")); // the looking itself works
    CHECK(!on_disk(a, WORD));
    CHECK(!on_disk(a, "\"serious\""));
}

TEST(a_sealed_text_moved_to_another_row_or_written_in_clear_is_refused)
{
    in_db(a, house_make, NULL);
    in_db(a, write_both, NULL);
    in_db(a, script, "create table kept as select id, body from base_reception_note;"
                     "update base_reception_note set body = (select k.body from kept k where k.id <> base_reception_note.id)");
    in_db(a, refused, "belongs to another row");
    in_db(a, script, "update base_reception_note set body = 'Skrevet av en annen'");
    in_db(a, refused, "is not sealed");
    in_db(a, script, "update base_reception_note set body = (select k.body from kept k where k.id = base_reception_note.id)");
    in_db(a, readable, NULL);
    in_db(a, script, "update base_reception_talk set mind = mobility"); // within the row, another column
    in_db(a, conversation_refused, NULL);
    in_db(a, script, "update base_reception_talk set mind = 'none'");
    in_db(a, conversation_refused, NULL);
}

static err seal_again(struct db *db, void *arg)
{
    int64_t rows;
    bool adopt = arg != NULL;
    PASS(db_seal_all(db, adopt, &rows));
    CHECK_INT(rows, adopt ? 3 : 4); // two notes, a conversation; a minor's dissent was sealed before
    PASS(db_seal_all(db, false, &rows));
    CHECK_INT(rows, 0);
    return OK;
}

static err not_adopted(struct db *db, void *arg)
{
    (void)arg;
    int64_t rows;
    CHECK_INT(db_seal_all(db, false, &rows), E_IO);
    return OK;
}

TEST(notes_are_sealed_anew_with_a_new_key_and_those_from_before_there_was_one_at_last)
{
    struct db_pool *p;
    struct seal_keys keys, first;
    str fault = STR("");
    const char *path = strf(a, "%s/keys", test_dir(a).p).p;
    in_db(a, house_make, NULL);
    in_db(a, write_both, NULL);
    p = test_pool(a);
    first = keys = p->keys;
    CHECK_INT(seal_keys_renew(a, path, &keys, &fault), OK);
    db_keys(p, &keys);
    in_db(a, readable, NULL);
    in_db(a, seal_again, NULL);
    keys.n = 1; // the old key is thrown away
    db_keys(p, &keys);
    in_db(a, readable, NULL);
    db_keys(p, &first);
    in_db(a, refused, "is not in the key file");
    db_keys(p, &keys);
    // As an older program left it.
    in_db(a, script, "update base_reception_note set body = '" WORD " synger' where id = (select min(id) from base_reception_note);"
                     "update base_reception_note set body = '" WORD " tier' where id = (select max(id) from base_reception_note);"
                     "update base_reception_talk set network = '" WORD " i Molde', mobility = 'none', senses = 'none',"
                     " mind = 'serious', illness = 'none', substance = 'none', behaviour = 'none'");
    CHECK(on_disk(a, WORD));
    in_db(a, not_adopted, NULL); // only at the first start
    in_db(a, seal_again, "adopt");
    in_db(a, readable, NULL);
    struct out o = { 0 };
    test_run(p, a, TX_READ, dump, &o);
    CHECK(str_find(out_str(&o), STR(WORD)) == (size_t)-1);
    out_drop(&o);
}

static struct out logged;
static void keep_line(struct site *s, str line)
{
    (void)s;
    out_put(&logged, line);
}

TEST(a_note_that_was_tampered_with_is_an_apology_and_the_log_tells_nothing_of_it)
{
    const struct actor *nes = as(CE, "M1001");
    in_db(a, house_make, NULL);
    CHECK_INT(post(a, house_url(a, &tested.olena, "/notat/ny/skjermet"), nes, "body=" WORD "&apart=").status, 303);
    in_db(a, script, "update base_reception_note set body = 'x" WORD "'");
    out_clear(&logged);
    test_site(a)->log = keep_line;
    struct answer r = get(a, house_url(a, &tested.olena, "/samtale"), nes);
    test_site(a)->log = NULL;
    CHECK_INT(r.status, 500);
    CHECK(!has_text(r.body, WORD) && logged.n > 0);
    CHECK(str_find(out_str(&logged), STR(WORD)) == (size_t)-1);
    CHECK(str_find(out_str(&logged), tested.olena.family) == (size_t)-1);
    out_drop(&logged);
}
