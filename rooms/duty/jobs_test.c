// SPDX-License-Identifier: Apache-2.0
// What the clock does: who is told, who gets mail, and what `check` finds. Everybody is invented.
#include <time.h>

#include "test/web.h"

#include "platform/http/setting.h"
#include "rooms/duty/check.h"
#include "rooms/duty/duty_test.h"
#include "rooms/duty/jobs.h"
#include "test/db.h"

#define W duty_world

DUTY_KIND(due_now, .name = "duty.test_due", .roles = R(MP));

SQL(set_email, "update who_user set email = $2 where id = $1");
SQL(count_mails, "select count(*) from mail_outbox");
SQL(mail_texts, "select address || ' ' || subject || ' ' || words || ' ' || link from mail_outbox");
SQL(count_told, "select count(*) from duty_notice where user_id = $1");
SQL(break_due, "update duty_of_person set due = $2 where person = $1");

static err mails(struct db *db, void *n)
{
    return db_int(db, &count_mails, NO_ARGS, n);
}

static err due_today(struct db *db, void *arg)
{
    PASS(duty_people(db, arg));
    PASS(db_do(db, &set_email, ARGS(AI(W.nadia), AT(STR("nadia@molde.example"))), NULL));
    struct duty d = { .person = W.olena.id, .org = W.molde.id, .user_id = W.nadia, .subject = 5,
                      .start = day_add(TEST_DAY, -3), .due = TEST_DAY };
    PASS(duty_open(db, &due_now, &d));
    d = (struct duty){ .person = W.olena.id, .org = W.molde.id, .user_id = W.nadia, .subject = 6,
                       .start = day_add(TEST_DAY, -3), .due = TEST_DAY };
    return duty_open(db, &due_now, &d);
}

static err remind(struct db *db, void *arg)
{
    (void)arg;
    return duty_remind.run(db, STR("{}"));
}

static err mail(struct db *db, void *arg)
{
    (void)arg;
    return duty_mail.run(db, STR("{}"));
}

static err told(struct db *db, void *n)
{
    return db_int(db, &count_told, ARGS(AI(W.nadia)), n);
}

static err with_server(struct db *db, void *arg)
{
    (void)arg;
    PASS(setting_put(db, "mail_host", STR("127.0.0.1")));
    return setting_put(db, "mail_from", STR("ikke-svar@fotfeste.example"));
}

static err no_name_in_it(struct db *db, void *arg)
{
    str all;
    (void)arg;
    PASS(db_str(db, &mail_texts, NO_ARGS, &all));
    CHECK_STR(all, "nadia@molde.example mail.subject mail.waits /varsler");
    return OK;
}

TEST(who_has_a_duty_due_today_is_told_once_and_mailed_once_without_a_name)
{
    int64_t n = 0;
    in_db(a, due_today, NULL);
    in_db(a, remind, NULL);
    in_db(a, remind, NULL); // the clock strikes again the same day
    in_db(a, told, &n);
    CHECK_INT(n, 1);
    in_db(a, mail, NULL); // no server is set up
    in_db(a, mails, &n);
    CHECK_INT(n, 0);
    in_db(a, with_server, NULL);
    in_db(a, mail, NULL);
    in_db(a, mail, NULL);
    in_db(a, mails, &n);
    CHECK_INT(n, 1);
    in_db(a, no_name_in_it, NULL);
}

static err whole(struct db *db, void *arg)
{
    struct out o = { 0 };
    (void)arg;
    PASS(duty_check(db, &o));
    CHECK_AT(o.n == 0, "%.*s", S(out_str(&o)));
    out_drop(&o);
    return OK;
}

static err spoilt(struct db *db, void *arg)
{
    struct out o = { 0 };
    (void)arg;
    PASS(db_do(db, &break_due, ARGS(AI(W.olena.id), AD(day_add(TEST_DAY, 9))), NULL));
    PASS(scope_close(db, W.olena.id, W.molde.id, "allocation", day_add(TEST_DAY, -1)));
    PASS(duty_check(db, &o));
    CHECK(has_text(out_str(&o), "the due day is not the first one moved by the stops"));
    CHECK(has_text(out_str(&o), "out of the organisation's sight"));
    CHECK(!has_text(out_str(&o), "Olena"));
    out_drop(&o);
    return OK;
}

TEST(check_finds_a_day_that_does_not_follow_and_a_duty_out_of_sight)
{
    in_db(a, due_today, NULL);
    in_db(a, whole, NULL);
    in_db(a, spoilt, NULL);
}

// ---- budget -------------------------------------------------------------------------------------

enum { MANY = 500 };

static err many_duties(struct db *db, void *arg)
{
    PASS(duty_people(db, arg));
    for (int i = 0; i < MANY; i++) {
        struct person p = { .family = strf(db->mem, "Slekt%d", i), .given = STR("Oppdiktet"), .own_script = STR(""),
                            .born = day_of(1990, 1, 1), .language = STR("ukr"), .arrived = day_of(2023, 3, 1),
                            .died = DAY_NONE, .protection_to = DAY_NONE, .synthetic = true };
        PASS(person_add(db, &p, W.molde.id, "allocation"));
        struct duty d = { .person = p.id, .org = W.molde.id, .user_id = W.nadia, .subject = p.id,
                          .start = day_add(TEST_DAY, -40), .due = day_add(TEST_DAY, i % 60 - 10) };
        PASS(duty_open(db, &due_now, &d));
    }
    return OK;
}

TEST(five_hundred_open_duties_are_one_page_within_its_budget)
{
    in_db(a, many_duties, NULL);
    struct actor nadia = *as(MP, "K1506");
    nadia.user = W.nadia;
    nadia.org = W.molde.id;
    struct answer p = get(a, "/min-dag", &nadia);
    CHECK_INT(p.status, 200);
    struct timespec t0, t1;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
    for (int i = 0; i < 5; i++)
        CHECK_INT(get(a, "/min-dag", &nadia).status, 200);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
    double ms = ((double)(t1.tv_sec - t0.tv_sec) * 1e3 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e6) / 5;
    print_message("min-dag with %d open duties: %.1f ms of processor time under sanitizers\n", MANY, ms);
    CHECK_AT(ms < 100, "%.1f ms", ms);
}
