// SPDX-License-Identifier: Apache-2.0
// The outbox: rows with a lease, sent outside of any transaction.
#include "platform/mail/mail_inside.h"

#include <sodium.h>
#include <stdlib.h>

#include "platform/http/setting.h"
#include "platform/trace/trace.h"

enum { LEASE_MS = 120 * 1000, FIRST_PAUSE_MS = 1000, HOUR_MS = 3600 * 1000, PORT = 587, ADDRESS_MAX = 254 };

static const struct field mail_fields[] = {
    F(mail, id, INT),     F(mail, attempts, INT), F(mail, uuid, TEXT), F(mail, address, TEXT),
    F(mail, lang, TEXT),  F(mail, subject, TEXT), F(mail, words, TEXT), F(mail, link, TEXT),
    F(mail, made, MOMENT),
};
static const struct record mail_rec = { NULL, mail_fields, 9, sizeof(struct mail), "mail" };

SQL(mail_add, "insert into mail_outbox (uuid, address, lang, subject, words, link, made, next_at) "
              "values ($1, $2, $3, $4, $5, $6, $7, $7)");
// Looked at when it would be sent (SEC-18, REL-6): mail to somebody who has become strictly protected
// since waits until the protection ends. That a letter goes to that box can be what somebody watches.
#define HELD "exists (select 1 from who_user u join who_scope own on own.reader = -u.id and own.level = 4 " \
             "join who_scope s on s.subject = own.subject where u.email = m.address and s.sealed = 1)"
SQL(mail_due, "select id, attempts, uuid, address, lang, subject, words, link, made from mail_outbox m "
              "where state = 'waiting' and next_at <= $1 and lease_until < $1 and not " HELD
              " order by next_at, id limit 1");
SQL(mail_lease, "update mail_outbox set lease_until = $2, attempts = attempts + 1 where id = $1 "
                "and state = 'waiting' and lease_until < $3");
SQL(mail_done, "update mail_outbox set state = $2, ended = $3, fault = $4, lease_until = 0 where id = $1");
SQL(mail_again, "update mail_outbox set next_at = $2, fault = $3, lease_until = 0 where id = $1");
SQL(mail_waiting, "select count(*) from mail_outbox m where state = 'waiting' and not " HELD);
SQL(mail_dead, "select count(*) from mail_outbox where state = 'dead'");
SQL(mail_oldest, "select coalesce(min(made), 0) from mail_outbox m where state = 'waiting' and not " HELD);

bool mail_address_ok(str s)
{
    size_t at = str_find(s, STR("@"));
    if (at == (size_t)-1 || at == 0 || at + 1 >= s.n || s.n > ADDRESS_MAX)
        return false;
    if (str_find(str_part(s, at + 1, s.n), STR("@")) != (size_t)-1)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c >= 127 || strchr("<>()[],;:\\\"", c))
            return false;
    }
    return true;
}

static err server_of(struct db *db, struct mail_server *s)
{
    str port;
    PASS(setting_get(db, "mail_host", &s->host));
    PASS(setting_get(db, "mail_port", &port));
    PASS(setting_get(db, "mail_tls", &s->tls));
    PASS(setting_get(db, "mail_from", &s->from));
    PASS(setting_get(db, "mail_user", &s->user));
    PASS(setting_get(db, "mail_site", &s->site));
    if (!str_int(port, &s->port))
        s->port = PORT;
    s->password = getenv("FOTFESTE_MAIL_PASSWORD");
    return OK;
}

err mail_ready(struct db *db, bool *ready)
{
    struct mail_server s;
    PASS(server_of(db, &s));
    *ready = s.host.n && mail_address_ok(s.from);
    return OK;
}

static str uuid_new(struct arena *a)
{
    unsigned char b[16];
    randombytes_buf(b, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40); // version 4
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    return strf(a, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2],
                b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

err mail_later(struct db *db, str address, enum lang lang, text_key subject, text_key words, str path)
{
    if (!mail_address_ok(address) || (path.n && path.p[0] != '/'))
        return E_INPUT;
    return db_do(db, &mail_add,
                 ARGS(AT(uuid_new(db->mem)), AT(address), AT(str_z(lang_tag(lang))),
                      AT(str_z(text_name(subject))), AT(str_z(text_name(words))), AT(path),
                      AI(db->deed.now)),
                 NULL);
}

int64_t mail_pause(int64_t attempts)
{
    int64_t pause = FIRST_PAUSE_MS;
    for (int64_t i = 1; i < attempts && pause < HOUR_MS; i++)
        pause *= 2;
    return pause < HOUR_MS ? pause : HOUR_MS;
}

err mail_counts(struct db *db, int64_t *waiting, int64_t *dead, int64_t *oldest)
{
    PASS(db_int(db, &mail_waiting, NO_ARGS, waiting));
    PASS(db_int(db, &mail_dead, NO_ARGS, dead));
    return db_int(db, &mail_oldest, NO_ARGS, oldest);
}

// ---- delivery -------------------------------------------------------------------------------------

struct delivery {
    struct mail_server server;
    struct mail mail;
    int64_t now;
    bool found;
    enum mail_outcome outcome;
    str fault;
};

static err take(struct db *db, void *arg)
{
    struct delivery *d = arg;
    int64_t taken = 0;
    d->found = false;
    PASS(server_of(db, &d->server));
    if (!d->server.host.n)
        return OK;
    err e = db_one(db, &mail_due, ARGS(AI(d->now)), &mail_rec, &d->mail);
    if (e != OK)
        return e == E_NOTFOUND ? OK : e;
    PASS(db_do(db, &mail_lease, ARGS(AI(d->mail.id), AI(d->now + LEASE_MS), AI(d->now)), &taken));
    d->found = taken == 1;
    return OK;
}

static err give_up(struct db *db, const struct delivery *d)
{
    PASS(trace_note(db, "mail-dead", "mail_outbox", d->mail.id, STR("")));
    return db_do(db, &mail_done, ARGS(AI(d->mail.id), AT(STR("dead")), AI(d->now), AT(d->fault)), NULL);
}

static err note(struct db *db, void *arg)
{
    struct delivery *d = arg;
    if (d->outcome == MAIL_SENT)
        return db_do(db, &mail_done, ARGS(AI(d->mail.id), AT(STR("sent")), AI(d->now), AT(STR(""))), NULL);
    if (d->outcome == MAIL_REFUSED || d->now - d->mail.made.ms > (int64_t)MAIL_HOURS * HOUR_MS)
        return give_up(db, d);
    int64_t pause = mail_pause(d->mail.attempts + 1);
    pause += randombytes_uniform((uint32_t)(pause / 4 + 1)); // so that many do not come back at once
    return db_do(db, &mail_again, ARGS(AI(d->mail.id), AI(d->now + pause), AT(d->fault)), NULL);
}

err mail_deliver(struct db_pool *pool, struct arena *a, int64_t now, int *sent)
{
    struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("mail"),
                         .reason = STR(""), .now = now, .today = day_in_oslo(now) };
    struct delivery d = { .now = now };
    *sent = 0;
    do {
        struct mark m = arena_mark(a);
        PASS(db_run(pool, TX_WRITE, a, &deed, take, &d));
        if (!d.found)
            return OK;
        d.fault = STR("");
        d.outcome = mail_send(a, &d.server, &d.mail, mail_message(a, &d.server, &d.mail, now), &d.fault);
        PASS(db_run(pool, TX_WRITE, a, &deed, note, &d));
        *sent += d.outcome == MAIL_SENT;
        arena_back(a, m);
    } while (d.outcome != MAIL_UNREACHED);
    return OK;
}
