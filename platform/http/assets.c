// SPDX-License-Identifier: Apache-2.0
// The digest is made when an asset is first asked for and kept in a table beside the embedded
// files: the only memory here that outlives a request, and it depends on nothing but the
// binary.
#include "platform/http/assets.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/embed.h"

#define FOLDER "asset/"
enum { DIGEST = 12 };

static struct {
    size_t first, n; // embedded files below FOLDER
    char (*digest)[DIGEST + 1];
} table;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void digest_of(str bytes, char *out)
{
    unsigned char raw[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(raw, (const unsigned char *)bytes.p, bytes.n);
    sodium_bin2hex(out, DIGEST + 1, raw, DIGEST / 2);
}

static void fill(void)
{
    while (table.first < embed_count() &&
           !str_starts(str_z(embed_path(table.first)), STR(FOLDER)))
        table.first++;
    while (table.first + table.n < embed_count() &&
           str_starts(str_z(embed_path(table.first + table.n)), STR(FOLDER)))
        table.n++;
    table.digest = calloc(table.n + 1, sizeof *table.digest);
    if (!table.digest)
        abort();
    for (size_t i = 0; i < table.n; i++) {
        str bytes;
        if (embed_get(embed_path(table.first + i), &bytes))
            digest_of(bytes, table.digest[i]);
    }
}

// Index in the table, or SIZE_MAX.
static size_t index_of(str name)
{
    pthread_once(&once, fill);
    for (size_t low = 0, high = table.n; low < high;) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(name, str_z(embed_path(table.first + mid) + sizeof FOLDER - 1));
        if (c == 0)
            return mid;
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return SIZE_MAX;
}

static size_t last_dot(str s)
{
    size_t i = s.n;
    while (i && s.p[i - 1] != '.')
        i--;
    return i ? i - 1 : s.n;
}

str asset_url(struct arena *a, const char *name)
{
    str n = str_z(name);
    size_t i = index_of(n), dot = last_dot(n);
    if (i == SIZE_MAX) {
        fprintf(stderr, "there is no file " FOLDER "%s in the binary\n", name);
        abort();
    }
    return strf(a, "/statisk/%.*s.%s%.*s", S(str_part(n, 0, dot)), table.digest[i],
                S(str_part(n, dot, n.n)));
}

static const char *type_of(str name)
{
    static const struct {
        str end;
        const char *type;
    } types[] = {
        { STR_INIT(".css"), "text/css; charset=utf-8" },
        { STR_INIT(".js"), "text/javascript; charset=utf-8" },
        { STR_INIT(".svg"), "image/svg+xml" },
        { STR_INIT(".png"), "image/png" },
        { STR_INIT(".ico"), "image/x-icon" },
        { STR_INIT(".woff2"), "font/woff2" },
        { STR_INIT(".json"), "application/json" },
        { STR_INIT(".webmanifest"), "application/manifest+json" },
        { STR_INIT(".txt"), "text/plain; charset=utf-8" },
        { STR_INIT(".mp4"), "video/mp4" },
        { STR_INIT(".vtt"), "text/vtt; charset=utf-8" },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(name, types[i].end))
            return types[i].type;
    return "application/octet-stream";
}

// "a/b.0123456789ab.css" to "a/b.css" and the digest; a name without digest is whole.
static str without_digest(struct arena *a, str name, str *digest)
{
    size_t dot = last_dot(name);
    str stem = str_part(name, 0, dot);
    size_t before = last_dot(stem);
    *digest = str_part(stem, before + 1, stem.n);
    if (before == stem.n || digest->n != DIGEST)
        return *digest = STR(""), name;
    return strf(a, "%.*s%.*s", S(str_part(stem, 0, before)), S(str_part(name, dot, name.n)));
}

static void more(struct rq *q, reply *r, str name, str value)
{
    *ADD(q->mem, &r->more) = (struct pair){ name, value };
}

static bool accepts(str list, const char *coding)
{
    str one, name;
    while (list.n && str_cut(&list, ',', &one)) {
        (void)str_cut(&one, ';', &name);
        if (str_ieq(str_trim(name), str_z(coding)) && !str_is(str_trim(one), "q=0"))
            return true;
    }
    return false;
}

// The file as it was compressed at build, when the browser takes that.
static str packed(struct rq *q, str name, str plain, reply *r)
{
    static const struct {
        const char *coding, *end;
    } kinds[] = { { "br", "br" }, { "gzip", "gz" } };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        str bytes, path = strf(q->mem, FOLDER "%.*s.%s", S(name), kinds[i].end);
        if (accepts(header(q, "accept-encoding"), kinds[i].coding) &&
            embed_get(path.p, &bytes)) {
            more(q, r, STR("Content-Encoding"), str_z(kinds[i].coding));
            return bytes;
        }
    }
    return plain;
}

bool asset_serve(struct rq *q, reply *r)
{
    static const str front = STR_INIT("/statisk/");
    if (!str_starts(q->path, front))
        return false;
    str asked, plain,
        name = without_digest(q->mem, str_part(q->path, front.n, SIZE_MAX), &asked);
    size_t i = index_of(name);
    bool reads = str_is(q->method, "GET") || str_is(q->method, "HEAD");
    if (!reads || i == SIZE_MAX || (asked.n && !str_is(asked, table.digest[i]))) {
        *r = fail(q, E_NOTFOUND);
        return true;
    }
    (void)embed_get(embed_path(table.first + i), &plain);
    str tag = strf(q->mem, "\"%s\"", table.digest[i]);
    *r = bytes(q, type_of(name), plain);
    r->lasting = true;
    more(q, r, STR("ETag"), tag);
    more(q, r, STR("Vary"), STR("Accept-Encoding"));
    more(q, r, STR("Cache-Control"),
         asked.n ? STR("public, max-age=31536000, immutable") : STR("public, max-age=300"));
    if (str_eq(header(q, "if-none-match"), tag)) {
        r->status = 304;
        r->body = STR("");
    } else {
        r->body = packed(q, name, plain, r);
    }
    return true;
}
