// SPDX-License-Identifier: Apache-2.0
#include "platform/db/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    PAD = 32,
    HEAD = 1 + SEAL_NAME + 1, // "*", the key's name, "."
    LINE_LENGTH = SEAL_KEY * 2 + 1,
    VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING,
};
_Static_assert(SEAL_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "length of a key");

static void sodium_ready(void)
{
    if (sodium_init() < 0)
        abort(); // no randomness: nothing here can be trusted
}

// ---- the file: a key a line, as hexadecimal digits, the newest first ------------------------------

static void name_key(struct seal_keys *k, size_t i)
{
    unsigned char h[crypto_generichash_BYTES_MIN];
    char hex[sizeof h * 2 + 1];
    crypto_generichash(h, sizeof h, k->at[i].key, SEAL_KEY, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, h, sizeof h);
    memcpy(k->at[i].name, hex, SEAL_NAME);
    k->at[i].name[SEAL_NAME] = '\0';
}

void seal_keys_wipe(struct seal_keys *k)
{
    sodium_memzero(k, sizeof *k);
}

bool seal_has(const struct seal_keys *k, str name)
{
    for (size_t i = 0; i < k->n; i++)
        if (str_is(name, k->at[i].name))
            return true;
    return false;
}

static err refuse(struct arena *a, str *fault, const char *path, const char *why, err e)
{
    *fault = strf(a, "%s %s", path, why);
    return e;
}

static bool read_lines(struct seal_keys *k, str text)
{
    for (str line; text.n && str_cut(&text, '\n', &line);) {
        size_t n = 0;
        if (k->n == SEAL_KEYS_MAX || line.n != SEAL_KEY * 2 ||
            sodium_hex2bin(k->at[k->n].key, SEAL_KEY, line.p, line.n, NULL, &n, NULL) || n != SEAL_KEY)
            return false;
        name_key(k, k->n++);
    }
    return k->n > 0;
}

err seal_keys_read(struct arena *a, const char *path, struct seal_keys *k, str *fault)
{
    char text[SEAL_KEYS_MAX * LINE_LENGTH + 1];
    struct stat st;
    sodium_ready();
    memset(k, 0, sizeof *k);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return refuse(a, fault, path, strerror(errno), errno == ENOENT ? E_NOTFOUND : E_IO);
    ssize_t n = fstat(fd, &st) == 0 ? read(fd, text, sizeof text) : -1;
    close(fd);
    if (n < 0)
        return refuse(a, fault, path, "cannot be read", E_IO);
    err e = OK;
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        e = refuse(a, fault, path, "can be read by others than its owner: chmod 600 it, and think of who has seen it",
                   E_INPUT);
    else if (n == (ssize_t)sizeof text || !read_lines(k, (str){ text, (size_t)n }))
        e = refuse(a, fault, path, "is no file of keys, or was cut", E_INPUT);
    sodium_memzero(text, sizeof text);
    if (e)
        seal_keys_wipe(k);
    return e;
}

static bool on_disk(struct arena *a, const char *path)
{
    char *dir = str_cz(a, str_z(path)), *slash = strrchr(dir, '/');
    if (slash)
        slash[slash == dir] = '\0';
    int fd = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return fine;
}

static bool write_keys(int fd, const struct seal_keys *k)
{
    char line[LINE_LENGTH + 1];
    bool fine = true;
    for (size_t i = 0; i < k->n && fine; i++) {
        sodium_bin2hex(line, sizeof line, k->at[i].key, SEAL_KEY);
        line[LINE_LENGTH - 1] = '\n';
        fine = write(fd, line, LINE_LENGTH) == LINE_LENGTH;
    }
    sodium_memzero(line, sizeof line);
    return fine && fsync(fd) == 0;
}

// The old file stands until the new one is whole and on the disk. A first key never writes over a
// file that another process made in the same moment.
err seal_keys_renew(struct arena *a, const char *path, struct seal_keys *k, str *fault)
{
    const char *fresh = strf(a, "%s.%d.new", path, (int)getpid()).p;
    bool first = k->n == 0;
    sodium_ready();
    if (k->n == SEAL_KEYS_MAX)
        return refuse(a, fault, path, "holds as many keys as it may", E_TOOBIG);
    memmove(&k->at[1], &k->at[0], k->n++ * sizeof k->at[0]);
    randombytes_buf(k->at[0].key, SEAL_KEY);
    name_key(k, 0);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return refuse(a, fault, path, strerror(errno), E_IO);
    bool fine = write_keys(fd, k);
    fine = close(fd) == 0 && fine;
    fine = fine && (first ? link(fresh, path) == 0 && unlink(fresh) == 0 : rename(fresh, path) == 0);
    if (fine && on_disk(a, path))
        return OK;
    err e = refuse(a, fault, path, strerror(errno), E_IO);
    unlink(fresh);
    return e;
}

// ---- texts ---------------------------------------------------------------------------------------

static str place_text(struct arena *a, struct seal_place at)
{
    return strf(a, "fotfeste 1\n%s\n%lld\n%s", at.table, (long long)at.id, at.column);
}

err seal(struct arena *a, const struct seal_keys *k, struct seal_place at, str plain, str *stored)
{
    if (!k->n)
        return E_IO;
    sodium_ready();
    str about = place_text(a, at);
    size_t padded = (plain.n / PAD + 1) * PAD, n = NONCE + padded + TAG;
    unsigned char *text = mem(a, padded), *bytes = mem(a, n);
    if (plain.n)
        memcpy(text, plain.p, plain.n);
    if (sodium_pad(&padded, text, plain.n, PAD, padded))
        return E_IO;
    randombytes_buf(bytes, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + NONCE, NULL, text, padded,
                                               (const unsigned char *)about.p, about.n, NULL, bytes,
                                               k->at[0].key);
    sodium_memzero(text, padded);
    size_t room = sodium_base64_encoded_len(n, VARIANT);
    char *out = mem(a, HEAD + room);
    snprintf(out, HEAD + 1, "*%s.", k->at[0].name);
    sodium_bin2base64(out + HEAD, room, bytes, n, VARIANT);
    *stored = (str){ out, HEAD + room - 1 };
    return OK;
}

bool seal_looks(str s)
{
    return s.n > HEAD && s.p[0] == '*' && s.p[HEAD - 1] == '.';
}

bool seal_is_of(const struct seal_keys *k, str stored)
{
    return k->n && seal_looks(stored) && str_is(str_part(stored, 1, SEAL_NAME), k->at[0].name);
}

static const unsigned char *key_named(const struct seal_keys *k, str name)
{
    for (size_t i = 0; i < k->n; i++)
        if (str_is(name, k->at[i].name))
            return k->at[i].key;
    return NULL;
}

static err unopened(struct arena *a, struct seal_place at, str *fault, str why)
{
    *fault = strf(a, "%s %lld, %s: %.*s", at.table, (long long)at.id, at.column, S(why));
    return E_IO;
}

err unseal(struct arena *a, const struct seal_keys *k, struct seal_place at, str stored, str *plain,
           str *fault)
{
    if (!seal_looks(stored))
        return unopened(a, at, fault, STR("is not sealed"));
    str name = str_part(stored, 1, SEAL_NAME), body = str_part(stored, HEAD, stored.n);
    const unsigned char *key = key_named(k, name);
    if (!key)
        return unopened(a, at, fault, strf(a, "the key %.*s that sealed it is not in the key file", S(name)));
    str about = place_text(a, at);
    size_t n = 0, room = body.n / 4 * 3 + 3;
    unsigned char *bytes = mem(a, room), *text = mem(a, room);
    if (sodium_base642bin(bytes, room, body.p, body.n, NULL, &n, NULL, VARIANT) || n < NONCE + TAG ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL, bytes + NONCE, n - NONCE,
                                                   (const unsigned char *)about.p, about.n, bytes, key))
        return unopened(a, at, fault, STR("was changed after it was sealed, or belongs to another row"));
    size_t length;
    if (sodium_unpad(&length, text, n - NONCE - TAG, PAD))
        return unopened(a, at, fault, STR("has no end"));
    *plain = (str){ (const char *)text, length };
    return OK;
}
