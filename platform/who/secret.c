// SPDX-License-Identifier: Apache-2.0
#include "platform/who/secret.h"

#include <liboath/oath.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/utf8.h"
#include "platform/text/text.h"

static void sodium_ready(void)
{
    if (sodium_init() < 0)
        abort(); // no randomness: nothing here can be trusted
}

str token_new(struct arena *a)
{
    sodium_ready();
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    char *text = mem(a, 64);
    sodium_bin2base64(text, 64, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return str_z(text);
}

str token_digest(struct arena *a, str token)
{
    unsigned char h[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(h, (const unsigned char *)token.p, token.n);
    char *hex = mem(a, sizeof h * 2 + 1);
    sodium_bin2hex(hex, sizeof h * 2 + 1, h, sizeof h);
    return str_z(hex);
}

bool token_same(str a, str b)
{
    return a.n == b.n && a.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}

// ---- passwords ----------------------------------------------------------------------------

enum { PASSES = 3, MEMORY = 64 << 20, WAITING = 8 };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_free = PTHREAD_COND_INITIALIZER;
static int hashing, waiting;

static err gate_enter(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    pthread_mutex_lock(&gate);
    if (hashing >= cores && waiting >= WAITING) {
        pthread_mutex_unlock(&gate);
        return E_TOOBIG;
    }
    waiting++;
    while (hashing >= (cores > 0 ? cores : 1))
        pthread_cond_wait(&gate_free, &gate);
    waiting--;
    hashing++;
    pthread_mutex_unlock(&gate);
    return OK;
}

static void gate_leave(void)
{
    pthread_mutex_lock(&gate);
    hashing--;
    pthread_cond_signal(&gate_free);
    pthread_mutex_unlock(&gate);
}

err password_hash(struct arena *a, str password, str *hash)
{
    sodium_ready();
    char *text = mem(a, crypto_pwhash_STRBYTES);
    PASS(gate_enter());
    int bad = crypto_pwhash_str(text, password.p, password.n, PASSES, MEMORY);
    gate_leave();
    if (bad)
        return E_IO;
    *hash = str_z(text);
    return OK;
}

// Of a password nobody has, made with the same cost.
static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$Kz+rr0BHOCuPRMrBAUtx1g$"
                             "Bs6gEeYCcGTPXgZ3cSykVE1jyYbJqJsVFMVKoSDNaGA";

err password_check(str hash, str password, bool *ok)
{
    sodium_ready();
    char text[crypto_pwhash_STRBYTES] = { 0 };
    bool known = hash.n && hash.n < sizeof text;
    if (known)
        memcpy(text, hash.p, hash.n);
    else
        memcpy(text, nobody, sizeof nobody - 1);
    PASS(gate_enter());
    int bad = crypto_pwhash_str_verify(text, password.p, password.n);
    gate_leave();
    sodium_memzero(text, sizeof text);
    *ok = known && !bad;
    return OK;
}

// One repeated sign, or a run like 123456 or abcdef, is no password however long.
static bool too_plain(str s)
{
    size_t same = 0, step = 0;
    for (size_t i = 1; i < s.n; i++) {
        same += s.p[i] == s.p[i - 1];
        step += s.p[i] == s.p[i - 1] + 1 || s.p[i] == s.p[i - 1] - 1;
    }
    return (same + step) * 10 >= s.n * 7;
}

static bool holds_word(struct arena *a, str folded, str word)
{
    str w = text_fold(a, word);
    return w.n >= 4 && str_find(folded, w) != (size_t)-1;
}

const char *password_fault(str password, const str *context)
{
    if (!utf8_ok(password) || utf8_count(password) < PASSWORD_MIN)
        return "short";
    if (utf8_count(password) > PASSWORD_MAX)
        return "long";
    if (too_plain(password))
        return "known";
    struct arena *a = arena_make(0);
    str folded = text_fold(a, password);
    static const str product = STR_INIT("fotfeste");
    bool known = holds_word(a, folded, product);
    for (; context && context->n && !known; context++)
        known = holds_word(a, folded, *context);
    str list;
    if (!known && embed_get("ref/known-passwords.csv", &list))
        for (str line; !known && str_cut(&list, '\n', &line);)
            known = str_trim(line).n && str_eq(folded, str_trim(line));
    arena_drop(a);
    return known ? "known" : "";
}

// ---- one-time codes -----------------------------------------------------------------------

enum { SECRET_BYTES = 20, STEP = 30, DIGITS = 6, DRIFT = 1 };

str totp_secret(struct arena *a)
{
    sodium_ready();
    unsigned char bytes[SECRET_BYTES];
    char *text = NULL;
    size_t n = 0;
    randombytes_buf(bytes, sizeof bytes);
    if (oath_base32_encode((const char *)bytes, sizeof bytes, &text, &n) != OATH_OK)
        abort(); // only for lack of memory
    str s = str_dup(a, (str){ text, n });
    sodium_memzero(bytes, sizeof bytes);
    free(text);
    return s;
}

str totp_uri(struct arena *a, str secret, str login)
{
    return strf(a, "otpauth://totp/Fotfeste:%.*s?secret=%.*s&issuer=Fotfeste", S(login), S(secret));
}

int64_t totp_step(str secret, str code, int64_t clock_ms, int64_t last_step)
{
    char text[64], typed[DIGITS + 1] = { 0 }, *raw = NULL;
    size_t n = 0, digits = 0;
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] >= '0' && code.p[i] <= '9' && digits < DIGITS)
            typed[digits++] = code.p[i];
        else if (code.p[i] != ' ')
            return 0;
    if (digits != DIGITS || !secret.n || secret.n >= sizeof text)
        return 0;
    memcpy(text, secret.p, secret.n);
    if (oath_base32_decode(text, secret.n, &raw, &n) != OATH_OK)
        return 0;
    int64_t now = clock_ms / 1000 / STEP, found = 0;
    for (int64_t step = now - DRIFT; step <= now + DRIFT; step++) {
        char want[DIGITS + 1];
        if (oath_totp_generate(raw, n, (time_t)(step * STEP), STEP, 0, DIGITS, want) == OATH_OK &&
            sodium_memcmp(want, typed, DIGITS) == 0 && step > last_step)
            found = step;
    }
    free(raw);
    sodium_memzero(text, sizeof text);
    return found;
}

str recovery_code(struct arena *a)
{
    static const char signs[] = "abcdefghjkmnpqrstuvwxyz23456789"; // none that look alike
    sodium_ready();
    char *p = mem(a, 24);
    for (int i = 0; i < 23; i++)
        p[i] = i % 6 == 5 ? '-' : signs[randombytes_uniform(sizeof signs - 1)];
    return str_z(p);
}
