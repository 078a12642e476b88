// SPDX-License-Identifier: Apache-2.0
#include "platform/trace/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

static const char mark[] = "signed ";
enum {
    PUBLIC = crypto_sign_PUBLICKEYBYTES,
    SECRET_KEY = crypto_sign_SECRETKEYBYTES,
    SIGNATURE = crypto_sign_BYTES,
    LINE_LENGTH = sizeof mark - 1 + (size_t)PUBLIC * 2 + 1 + (size_t)SIGNATURE * 2 + 1,
};

// 1 read, 0 there is none, -1 trouble.
static int read_key(const char *path, unsigned char *key)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    ssize_t n = read(fd, key, SECRET_KEY);
    close(fd);
    if (n != SECRET_KEY)
        errno = EINVAL;
    return n == SECRET_KEY ? 1 : -1;
}

static bool make_key(const char *path, unsigned char *key)
{
    unsigned char public[PUBLIC];
    crypto_sign_keypair(public, key);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool fine = write(fd, key, SECRET_KEY) == SECRET_KEY && fsync(fd) == 0;
    if (close(fd) != 0 || !fine) {
        unlink(path);
        return false;
    }
    return true;
}

err trace_sign(struct arena *a, const char *dir, struct out *o, str *fault)
{
    const char *path = strf(a, "%s/audit.key", dir).p;
    unsigned char key[SECRET_KEY], signature[SIGNATURE];
    char public_hex[PUBLIC * 2 + 1], hex[SIGNATURE * 2 + 1];
    if (sodium_init() < 0)
        return E_IO;
    int found = read_key(path, key);
    if (found < 0 || (found == 0 && !make_key(path, key))) {
        *fault = strf(a, "%s: %s", path, strerror(errno));
        return E_IO;
    }
    crypto_sign_detached(signature, NULL, (const unsigned char *)o->p, o->n, key);
    // The second half of the secret key is the public one.
    sodium_bin2hex(public_hex, sizeof public_hex, key + SECRET_KEY - PUBLIC, PUBLIC);
    sodium_bin2hex(hex, sizeof hex, signature, SIGNATURE);
    out_f(o, "%s%s %s\n", mark, public_hex, hex);
    sodium_memzero(key, sizeof key);
    return OK;
}

static err refuse(str *fault, str why)
{
    *fault = why;
    return E_INPUT;
}

err trace_signed(struct arena *a, const char *dir, str text, str *fault)
{
    const char *path = strf(a, "%s/audit.key", dir).p;
    unsigned char key[SECRET_KEY], public[PUBLIC], signature[SIGNATURE];
    if (sodium_init() < 0 || read_key(path, key) != 1) {
        *fault = strf(a, "%s cannot be read", path);
        return E_IO;
    }
    memcpy(public, key + SECRET_KEY - PUBLIC, PUBLIC);
    sodium_memzero(key, sizeof key);
    if (text.n < LINE_LENGTH)
        return refuse(fault, STR("the checkpoint is not signed"));
    str body = str_part(text, 0, text.n - LINE_LENGTH);
    str line = str_part(text, body.n, LINE_LENGTH), first, public_hex;
    str rest = str_trim(line);
    if ((body.n && body.p[body.n - 1] != '\n') || !str_starts(line, STR("signed ")) ||
        !str_cut(&rest, ' ', &first) || !str_cut(&rest, ' ', &public_hex) || !rest.p)
        return refuse(fault, STR("the checkpoint is not signed"));
    unsigned char named[PUBLIC];
    size_t n = 0, m = 0;
    if (sodium_hex2bin(named, PUBLIC, public_hex.p, public_hex.n, NULL, &m, NULL) || m != PUBLIC ||
        sodium_hex2bin(signature, SIGNATURE, rest.p, rest.n, NULL, &n, NULL) || n != SIGNATURE)
        return refuse(fault, STR("the checkpoint's signature cannot be read"));
    if (sodium_memcmp(named, public, PUBLIC) != 0)
        return refuse(fault, STR("the checkpoint is signed by another key than this installation's"));
    if (crypto_sign_verify_detached(signature, (const unsigned char *)body.p, body.n, public) != 0)
        return refuse(fault, STR("the checkpoint was changed after it was signed"));
    return OK;
}
