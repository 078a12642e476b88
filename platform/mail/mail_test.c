// SPDX-License-Identifier: Apache-2.0
// Mail against a server on this machine that can misbehave: refuse, answer late, 4xx, 5xx, hang up.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/http/setting.h"
#include "platform/mail/mail_inside.h"
#include "platform/who/scope.h"
#include "platform/who/user.h"
#include "test/db.h"
#include "text_keys.h"

enum mood { FINE, BUSY_4XX, NEVER_5XX, CUT_IN_DATA, CUT_AT_ONCE, SLOW };

struct post_office {
    int listening, port;
    enum mood mood;
    int taken, tried;          // mails accepted, mails begun
    char letter[8192];         // the last one
    size_t n;
    pthread_t thread;
};

static void say(int s, const char *line)
{
    (void)!send(s, line, strlen(line), MSG_NOSIGNAL);
}

static bool hear(int s, char *line, size_t max)
{
    size_t n = 0;
    while (n + 1 < max) {
        if (recv(s, line + n, 1, 0) != 1)
            return false;
        if (line[n++] == '\n')
            break;
    }
    line[n] = 0;
    return true;
}

static bool hear_letter(struct post_office *o, int s)
{
    char line[1024];
    o->n = 0;
    while (hear(s, line, sizeof line)) {
        if (strcmp(line, ".\r\n") == 0)
            return true;
        size_t k = strlen(line);
        if (o->n + k < sizeof o->letter) {
            memcpy(o->letter + o->n, line, k);
            o->n += k;
        }
        if (o->mood == CUT_IN_DATA)
            return false;
    }
    return false;
}

static void serve_one(struct post_office *o, int s)
{
    char line[1024];
    if (o->mood == CUT_AT_ONCE)
        return;
    if (o->mood == SLOW) { // says nothing until the other side has had enough
        hear(s, line, sizeof line);
        return;
    }
    say(s, "220 test\r\n");
    while (hear(s, line, sizeof line)) {
        if (strncmp(line, "MAIL", 4) == 0) {
            o->tried++;
            say(s, o->mood == BUSY_4XX ? "451 later\r\n" : "250 ok\r\n");
        } else if (strncmp(line, "RCPT", 4) == 0) {
            say(s, o->mood == NEVER_5XX ? "550 nobody here\r\n" : "250 ok\r\n");
        } else if (strncmp(line, "DATA", 4) == 0) {
            say(s, "354 go\r\n");
            if (!hear_letter(o, s))
                return;
            o->taken++;
            say(s, "250 taken\r\n");
        } else if (strncmp(line, "QUIT", 4) == 0) {
            say(s, "221 bye\r\n");
            return;
        } else {
            say(s, "250 ok\r\n");
        }
    }
}

static void *open_hours(void *arg)
{
    struct post_office *o = arg;
    for (int s; (s = accept(o->listening, NULL, NULL)) >= 0; close(s))
        serve_one(o, s);
    return NULL;
}

static void shut(void *arg)
{
    struct post_office *o = arg;
    shutdown(o->listening, SHUT_RDWR);
    close(o->listening);
    pthread_join(o->thread, NULL);
}

static struct post_office *post_office(struct arena *a)
{
    struct post_office *o = NEW(a, struct post_office);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof at;
    o->listening = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(o->listening, (struct sockaddr *)&at, n) == 0 && listen(o->listening, 8) == 0);
    CHECK(getsockname(o->listening, (struct sockaddr *)&at, &n) == 0);
    o->port = ntohs(at.sin_port);
    CHECK(pthread_create(&o->thread, NULL, open_hours, o) == 0);
    arena_closing(a, shut, o);
    return o;
}

static err set_up(struct db *db, void *port)
{
    PASS(setting_put(db, "mail_host", STR("127.0.0.1")));
    PASS(setting_put(db, "mail_port", strf(db->mem, "%d", *(int *)port)));
    PASS(setting_put(db, "mail_tls", STR("none")));
    PASS(setting_put(db, "mail_from", STR("ikke-svar@fotfeste.example")));
    return setting_put(db, "mail_site", STR("https://fotfeste.example"));
}

static err one_letter(struct db *db, void *arg)
{
    (void)arg;
    return mail_later(db, STR("nadia@molde.example"), NB, T_mail_subject, T_mail_waits, STR("/varsler"));
}

struct counts {
    int64_t waiting, dead, oldest;
};

static err count(struct db *db, void *arg)
{
    struct counts *c = arg;
    return mail_counts(db, &c->waiting, &c->dead, &c->oldest);
}

struct office_day {
    struct db_pool *pool;
    struct post_office *office;
    int64_t now;
};

static struct office_day morning(struct arena *a)
{
    struct office_day d = { .pool = test_db(a), .office = post_office(a), .now = test_deed().now };
    test_run(d.pool, a, TX_WRITE, set_up, &d.office->port);
    test_run(d.pool, a, TX_WRITE, one_letter, NULL);
    return d;
}

static int deliver(struct arena *a, struct office_day *d)
{
    int sent;
    CHECK_INT(mail_deliver(d->pool, a, d->now, &sent), OK);
    return sent;
}

static struct counts counts(struct arena *a, struct office_day *d)
{
    struct counts c;
    test_run(d->pool, a, TX_READ, count, &c);
    return c;
}

TEST(a_mail_says_that_something_waits_and_nothing_else)
{
    struct office_day d = morning(a);
    CHECK_INT(deliver(a, &d), 1);
    CHECK_INT(deliver(a, &d), 0); // once
    CHECK_INT(d.office->taken, 1);
    CHECK_INT(counts(a, &d).waiting, 0);
    str letter = { d.office->letter, d.office->n };
    CHECK(str_find(letter, STR("To: <nadia@molde.example>\r\n")) != (size_t)-1);
    CHECK(str_find(letter, STR("From: Fotfeste <ikke-svar@fotfeste.example>\r\n")) != (size_t)-1);
    CHECK(str_find(letter, STR("Auto-Submitted: auto-generated\r\n")) != (size_t)-1);
    CHECK(str_find(letter, STR("\r\n\r\n")) != (size_t)-1);
}

TEST(a_mail_that_fails_comes_back_later_and_later)
{
    static const enum mood moods[] = { BUSY_4XX, CUT_IN_DATA, CUT_AT_ONCE };
    for (size_t i = 0; i < sizeof moods / sizeof *moods; i++) {
        struct office_day d = morning(a);
        d.office->mood = moods[i];
        CHECK_INT(deliver(a, &d), 0);
        CHECK_INT(counts(a, &d).waiting, 1);
        CHECK_INT(counts(a, &d).dead, 0);
        int tried = d.office->tried;
        CHECK_INT(deliver(a, &d), 0); // not before its pause is over
        CHECK_INT(d.office->tried, tried);
        d.office->mood = FINE;
        d.now += 2 * mail_pause(1);
        CHECK_INT(deliver(a, &d), 1);
        CHECK_INT(counts(a, &d).waiting, 0);
    }
}

TEST(a_server_that_says_nothing_is_left_in_time)
{
    struct post_office *o = post_office(a);
    struct mail_server s = { .host = STR("127.0.0.1"), .port = o->port, .tls = STR("none"),
                             .from = STR("a@b.example"), .user = STR(""), .site = STR(""), .seconds = 1 };
    struct mail m = { .address = STR("c@d.example"), .lang = STR("nb"), .subject = STR("mail.subject"),
                      .words = STR("mail.waits"), .uuid = STR("u"), .link = STR("/") };
    str fault = STR("");
    o->mood = SLOW;
    CHECK_INT(mail_send(a, &s, &m, mail_message(a, &s, &m, 0), &fault), MAIL_UNREACHED);
    CHECK(fault.n > 0);
    CHECK(str_find(fault, STR("d.example")) == (size_t)-1);
}

TEST(a_mail_refused_for_good_is_dead_at_once)
{
    struct office_day d = morning(a);
    d.office->mood = NEVER_5XX;
    CHECK_INT(deliver(a, &d), 0);
    CHECK_INT(counts(a, &d).dead, 1);
    CHECK_INT(counts(a, &d).waiting, 0);
}

static err wrong_port(struct db *db, void *arg)
{
    (void)arg;
    PASS(setting_put(db, "mail_port", STR("1"))); // nobody listens there
    return one_letter(db, NULL);                  // a second one
}

TEST(an_unreached_server_keeps_the_mail_for_two_days_and_then_gives_up)
{
    struct office_day d = morning(a);
    test_run(d.pool, a, TX_WRITE, wrong_port, NULL);
    CHECK_INT(deliver(a, &d), 0);
    CHECK_INT(counts(a, &d).waiting, 2);
    int64_t made = d.now;
    int tries = 1;
    while (counts(a, &d).waiting && tries < 500) {
        d.now += 20 * 60 * 1000;
        CHECK_INT(deliver(a, &d), 0);
        tries++;
    }
    CHECK_INT(counts(a, &d).dead, 2);
    CHECK(d.now - made > 48 * 3600 * 1000LL);
    CHECK(d.now - made < 51 * 3600 * 1000LL);
}

TEST(pauses_grow_from_a_second_to_an_hour)
{
    CHECK_INT(mail_pause(1), 1000);
    CHECK_INT(mail_pause(2), 2000);
    CHECK_INT(mail_pause(5), 16000);
    CHECK_INT(mail_pause(13), 3600 * 1000);
    CHECK_INT(mail_pause(60), 3600 * 1000);
}

TEST(an_address_that_would_break_a_header_is_refused)
{
    static const char *const bad[] = { "", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "a@b,c@d",
                                       "<a@b>", "å@b.no" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_AT(!mail_address_ok(str_z(bad[i])), "%s", bad[i]);
    CHECK(mail_address_ok(STR("nadia.ovelse+x@molde.example")));
}

static err without_tls(struct db *db, void *arg)
{
    (void)arg;
    return setting_put(db, "mail_host", STR("mail.example"));
}

TEST(mail_without_tls_never_leaves_this_machine)
{
    struct office_day d = morning(a);
    test_run(d.pool, a, TX_WRITE, without_tls, NULL);
    CHECK_INT(deliver(a, &d), 0);
    CHECK_INT(counts(a, &d).waiting, 1);
}

// ---- mail to somebody who has become strictly protected (SEC-18) ---------------------------------------

enum { SUBJECT = 4242 };

static err own_page(struct db *db, void *arg)
{
    struct who_user u = { .login = STR("nadia"), .name = STR("Nadia"), .email = STR("nadia@molde.example"),
                          .password = STR(""), .totp = STR(""), .lang = STR("nb") };
    (void)arg;
    PASS(db_add(db, &who_user_rec, &u));
    return scope_open(db, SUBJECT, READER_USER(u.id), SCOPE_PARTY, "own", db->deed.today);
}

static err protect(struct db *db, void *arg)
{
    return scope_seal(db, SUBJECT, *(bool *)arg);
}

TEST(mail_that_waits_is_held_when_its_reader_becomes_strictly_protected)
{
    struct office_day d = morning(a); // one waits
    test_run(d.pool, a, TX_WRITE, own_page, NULL);
    test_run(d.pool, a, TX_WRITE, protect, &(bool){ true });
    CHECK_INT(deliver(a, &d), 0);
    CHECK_INT(d.office->tried, 0);
    CHECK_INT(counts(a, &d).waiting, 0); // no alarm is raised for it
    test_run(d.pool, a, TX_WRITE, protect, &(bool){ false });
    CHECK_INT(deliver(a, &d), 1);
    CHECK_INT(d.office->taken, 1);
}
