// SPDX-License-Identifier: Apache-2.0
#include "app/keys.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/data_dir.h"
#include "app/store.h"
#include "platform/db/seal.h"
#include "platform/http/setting.h"

static const char setting_name[] = "sealed_with"; // the newest key's name
static const char columns_name[] = "sealed_columns"; // what a program that was here has sealed

const char *keys_path(struct arena *a, const char *data, const char *given)
{
    const char *named = getenv(KEYS_ENVIRONMENT);
    return given ? given : named && *named ? named : strf(a, "%s/" KEYS_FILE, data).p;
}

struct readying {
    struct db_pool *pool;
    struct seal_keys *keys;
    const char *path;
    str fault;
};

static err missing(struct db *db, struct readying *r, str name)
{
    r->fault = strf(db->mem,
                    "%s is missing, or does not hold the key %.*s that notes in this database are sealed with. "
                    "Put back the file that was kept beside the backup; without it they cannot be read, and "
                    "nothing is done",
                    r->path, S(name));
    return E_INPUT;
}

// The file comes before the row that says there is one: a stop in between leaves an unused key.
static err ready_body(struct db *db, void *arg)
{
    struct readying *r = arg;
    str name, columns, ours = db_sealed_columns(db->mem);
    int64_t rows = 0;
    PASS(setting_get(db, setting_name, &name));
    PASS(setting_get(db, columns_name, &columns));
    if (name.n && !seal_has(r->keys, name))
        return missing(db, r, name);
    if (!r->keys->n)
        PASS(seal_keys_renew(db->mem, r->path, r->keys, &r->fault));
    bool same = str_eq(columns, ours); // else this program seals more than the one before did
    if (same && str_is(name, r->keys->at[0].name))
        return OK;
    db_keys(r->pool, r->keys);
    PASS(db_seal_all(db, !same, &rows));
    PASS(setting_put(db, columns_name, ours));
    return setting_put(db, setting_name, str_z(r->keys->at[0].name));
}

struct named {
    str key, columns;
};

static err named_body(struct db *db, void *arg)
{
    struct named *n = arg;
    PASS(setting_get(db, setting_name, &n->key));
    return setting_get(db, columns_name, &n->columns);
}

static struct deed deed_at(int64_t now)
{
    return (struct deed){ .system = true, .role = "", .session = STR(""), .request = STR("keys"),
                          .reason = STR(""), .now = now, .today = day_in_oslo(now) };
}

// A second look in a writing transaction is needed only where there is something to do.
bool keys_ready(struct db_pool *pool, struct arena *a, const char *path, int64_t now, str *fault)
{
    struct seal_keys keys;
    struct deed deed = deed_at(now);
    struct readying r = { pool, &keys, path, STR("") };
    struct named there = { STR(""), STR("") };
    err e = seal_keys_read(a, path, &keys, fault);
    if (e && e != E_NOTFOUND)
        return false;
    e = db_run(pool, TX_READ, a, &deed, named_body, &there);
    if (e == OK && !(keys.n && str_is(there.key, keys.at[0].name) && str_eq(there.columns, db_sealed_columns(a))))
        e = db_run(pool, TX_WRITE, a, &deed, ready_body, &r);
    if (e == OK)
        db_keys(pool, &keys);
    else
        *fault = r.fault.n ? r.fault : strf(a, "notes cannot be sealed with %s: %s", path, err_name(e));
    seal_keys_wipe(&keys);
    return e == OK;
}

err keys_fit(struct db *db, const char *path, str *fault)
{
    struct seal_keys keys;
    struct readying r = { NULL, &keys, path, STR("") };
    str name;
    err e = seal_keys_read(db->mem, path, &keys, fault);
    if (e && e != E_NOTFOUND)
        return e;
    PASS(setting_get(db, setting_name, &name));
    e = name.n && !seal_has(&keys, name) ? missing(db, &r, name) : OK;
    seal_keys_wipe(&keys);
    *fault = r.fault;
    return e;
}

// ---- key rotate -----------------------------------------------------------------------------------

static int said(const char *what, str why)
{
    fprintf(stderr, "key rotate: %s%.*s\n", what, S(why));
    return EXIT_BAD_DATA;
}

static int turn(struct store *s)
{
    struct seal_keys keys;
    str fault = STR("");
    if (!data_lock(s->a, s->data, &fault))
        return said("stop the service first: ", fault);
    if (seal_keys_read(s->a, s->keys, &keys, &fault) != OK || seal_keys_renew(s->a, s->keys, &keys, &fault) != OK)
        return said("", fault);
    char name[SEAL_NAME + 1];
    memcpy(name, keys.at[0].name, sizeof name);
    size_t n = keys.n;
    seal_keys_wipe(&keys);
    if (!keys_ready(s->pool, s->a, s->keys, s->deed.now, &fault))
        return said("", fault);
    printf("all notes are sealed with %s now; %s holds %zu keys, the older ones open older backups\n", name,
           s->keys, n);
    return EXIT_FINE;
}

static int rotate(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--key", NULL };
    struct args args = args_of(argc, argv);
    args.command = "key rotate";
    struct store s;
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE)
        code = turn(&s);
    store_close(&s);
    return code;
}

COMMAND(key_rotate, "key rotate", "seals notes anew with a fresh key",
        "fotfeste key rotate --data DIR [--db URL] [--key FILE]\n"
        "\n"
        "Sealed notes and health notes are encrypted in the database. This puts a new key first in\n"
        "the file of keys and seals every note with it, in one transaction. Older keys stay in the\n"
        "file, for older backups; when no backup needs them any more, take their lines out. The\n"
        "service must be stopped. Stopped half-way, the next start does the rest.\n"
        "\n"
        "  --data DIR   folder of the installation\n"
        "  --db URL     sqlite:PATH or postgresql://...; default sqlite:DIR/fotfeste.db\n"
        "  --key FILE   the file of keys; default what FOTFESTE_KEY_FILE names, or DIR/sealed.key\n"
        "\n"
        "Ends with 0 when all is sealed anew, 1 when it is not, 2 when the command was not\n"
        "understood.\n"
        "\n"
        "Example: fotfeste key rotate --data /var/lib/fotfeste",
        rotate);
