// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/heads.h"
#include "app/store.h"
#include "platform/trace/sign.h"
#include "platform/trace/trace.h"

struct proof {
    str checkpoint;
    struct trace_verdict v;
};

static err verify_body(struct db *db, void *arg)
{
    struct proof *p = arg;
    return trace_verify(db, p->checkpoint, &p->v);
}

static bool read_file(struct arena *a, const char *path, str *text)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    struct out o = { 0 };
    size_t n;
    do {
        n = fread(out_room(&o, 65536), 1, 65536, f);
        o.n += n;
    } while (n > 0);
    bool fine = !ferror(f);
    fclose(f);
    *text = str_dup(a, out_str(&o));
    out_drop(&o);
    return fine;
}

static int audit_verify(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", "--checkpoint", NULL };
    struct args args = args_of(argc, argv);
    args.command = "audit verify";
    const char *checkpoint = args_value(&args, "--checkpoint");
    struct store s;
    struct proof p = { .checkpoint = STR("") };
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE && !checkpoint) { // those that the server keeps, when it has run
        const char *kept = strf(s.a, "%s/" HEADS_FILE, s.data).p;
        checkpoint = access(kept, R_OK) == 0 ? kept : NULL;
    }
    if (code == EXIT_FINE && checkpoint && !read_file(s.a, checkpoint, &p.checkpoint)) {
        fprintf(stderr, "audit verify: cannot read %s\n", checkpoint);
        code = EXIT_BAD_DATA;
    }
    str fault = STR("");
    if (code == EXIT_FINE && checkpoint && trace_signed(s.a, s.data, p.checkpoint, &fault) != OK) {
        fprintf(stderr, "audit verify: %s: %.*s\n", checkpoint, S(fault));
        code = EXIT_BAD_DATA;
    }
    if (code == EXIT_FINE)
        code = store_run(&s, TX_READ, "audit verify", verify_body, &p);
    bool proven = code == EXIT_FINE;
    if (proven && p.v.first_bad) {
        printf("%.*s\n", S(p.v.what));
        code = EXIT_BAD_DATA;
    }
    if (proven)
        printf("%lld entries in %lld streams, %s\n", (long long)p.v.entries, (long long)p.v.streams,
               code == EXIT_FINE ? "whole" : "NOT whole");
    store_close(&s);
    return code;
}

COMMAND(audit_verify, "audit verify", "proves that the audit trail is whole, or names the bad entry",
        "fotfeste audit verify --data DIR [--db URL] [--checkpoint FILE]\n"
        "\n"
        "Reads every entry of the audit trail and recomputes its chain: a changed, deleted, swapped\n"
        "or inserted entry is named. A cut end and a replaced database are found by the heads that\n"
        "the server keeps in DIR/audit.heads, or by a checkpoint written earlier by \"audit\n"
        "checkpoint\" and kept where nobody can change it.\n"
        "\n"
        "  --checkpoint FILE   heads of the streams as they were, signed by DIR/audit.key\n"
        "\n"
        "Ends with 0 when the trail is whole, 1 when it is not or cannot be read, 2 when the\n"
        "command was not understood.\n"
        "\n"
        "Example: fotfeste audit verify --data /var/lib/fotfeste --checkpoint /mnt/elsewhere/heads",
        audit_verify);

static err checkpoint_body(struct db *db, void *arg)
{
    return trace_checkpoint(db, arg);
}

static int audit_checkpoint(int argc, char **argv)
{
    static const char *const known[] = { "--data", "--db", NULL };
    struct args args = args_of(argc, argv);
    args.command = "audit checkpoint";
    struct store s;
    struct out o = { 0 };
    int code = store_open(&s, &args, true);
    if (code == EXIT_FINE)
        code = args_end(&args, known);
    if (code == EXIT_FINE)
        code = store_run(&s, TX_READ, "audit checkpoint", checkpoint_body, &o);
    str fault = STR("");
    if (code == EXIT_FINE && trace_sign(s.a, s.data, &o, &fault) != OK) {
        fprintf(stderr, "audit checkpoint: %.*s\n", S(fault));
        code = EXIT_BAD_DATA;
    }
    if (code == EXIT_FINE)
        fwrite(o.p, 1, o.n, stdout);
    out_drop(&o);
    store_close(&s);
    return code;
}

COMMAND(audit_checkpoint, "audit checkpoint", "prints the heads of the audit trail, to keep elsewhere",
        "fotfeste audit checkpoint --data DIR [--db URL]\n"
        "\n"
        "Prints one line for each stream: name, number and hash of its last entry, and signs them\n"
        "(Ed25519) with DIR/audit.key, which is made at the first use. Keep the text where\n"
        "nobody who can change the database can change it; \"audit verify\" compares with it.\n"
        "\n"
        "Example: fotfeste audit checkpoint --data /var/lib/fotfeste > /mnt/elsewhere/heads",
        audit_checkpoint);
