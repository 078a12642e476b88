// SPDX-License-Identifier: Apache-2.0
#include "platform/db/seal.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/test.h"

static void write_file(const char *path, str text, unsigned mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
    CHECK_INT(fchmod(fd, mode), 0);
    close(fd);
}

TEST(the_file_of_keys_is_made_for_its_owner_alone_and_refused_when_others_read_it)
{
    const char *path = strf(a, "%s/sealed.key", test_dir(a).p).p;
    struct seal_keys k, again;
    struct stat st;
    str fault = STR("");
    CHECK_INT(seal_keys_read(a, path, &k, &fault), E_NOTFOUND);
    CHECK_INT(seal_keys_renew(a, path, &k, &fault), OK);
    CHECK_INT(stat(path, &st), 0);
    CHECK_INT(st.st_mode & 07777, 0600);
    CHECK_INT(seal_keys_read(a, path, &again, &fault), OK);
    CHECK(again.n == 1 && memcmp(&k.at[0], &again.at[0], sizeof k.at[0]) == 0);
    // A second node that begins in the same moment does not write over the first one's key.
    struct seal_keys other = { 0 };
    CHECK_INT(seal_keys_renew(a, path, &other, &fault), E_IO);
    CHECK_INT(chmod(path, 0640), 0);
    CHECK_INT(seal_keys_read(a, path, &again, &fault), E_INPUT);
    CHECK(str_find(fault, STR("others than its owner")) != (size_t)-1 && again.n == 0);
    str whole = test_file(a, path);
    const struct {
        str text;
    } bad[] = { { STR("") }, { str_part(whole, 0, whole.n / 2) }, { STR("not a key at all\n") },
                { strf(a, "%.*s\n\n", S(whole)) } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_file(path, bad[i].text, 0600);
        CHECK_AT(seal_keys_read(a, path, &again, &fault) == E_INPUT, "case %zu", i);
    }
    for (int i = 1; i < SEAL_KEYS_MAX; i++)
        k.n == 1 ? write_file(path, whole, 0600) : (void)0, CHECK_INT(seal_keys_renew(a, path, &k, &fault), OK);
    CHECK_INT(seal_keys_renew(a, path, &k, &fault), E_TOOBIG);
    CHECK_INT(seal_keys_read(a, path, &again, &fault), OK);
    CHECK(again.n == SEAL_KEYS_MAX && memcmp(&k, &again, sizeof k) == 0);
}

TEST(a_sealed_text_opens_in_its_own_place_alone_and_not_when_a_sign_was_changed)
{
    const char *path = strf(a, "%s/sealed.key", test_dir(a).p).p;
    struct seal_keys k = { 0 }, later, none = { 0 };
    struct seal_place at = { "note", "body", 17 };
    const struct seal_place others[] = { { "note", "body", 18 }, { "note", "head", 17 }, { "talk", "body", 17 } };
    str fault = STR(""), stored, again, plain, text = STR("Æ: bor hos en venn");
    CHECK_INT(seal(a, &k, at, text, &stored), E_IO); // no key, nothing written in clear
    CHECK_INT(seal_keys_renew(a, path, &k, &fault), OK);
    CHECK_INT(seal(a, &k, at, text, &stored), OK);
    CHECK_INT(seal(a, &k, at, text, &again), OK);
    CHECK(!str_eq(stored, again) && str_find(stored, STR("venn")) == (size_t)-1);
    CHECK_INT(unseal(a, &k, at, stored, &plain, &fault), OK);
    CHECK(str_eq(plain, text));
    for (size_t i = 0; i < 3; i++)
        CHECK_AT(unseal(a, &k, others[i], stored, &plain, &fault) == E_IO, "place %zu", i);
    for (size_t i = 0; i < stored.n; i++) {
        char *spoilt = str_cz(a, stored);
        spoilt[i] = spoilt[i] == 'A' ? 'B' : 'A';
        CHECK_AT(unseal(a, &k, at, (str){ spoilt, stored.n }, &plain, &fault) == E_IO, "sign %zu", i);
        CHECK_AT(unseal(a, &k, at, str_part(stored, 0, i), &plain, &fault) == E_IO, "cut at %zu", i);
    }
    CHECK_INT(unseal(a, &k, at, text, &plain, &fault), E_IO);
    CHECK(str_find(fault, STR("is not sealed")) != (size_t)-1);
    CHECK_INT(unseal(a, &none, at, stored, &plain, &fault), E_IO);
    CHECK(str_find(fault, STR("is not in the key file")) != (size_t)-1);
    later = k; // a new key seals, the old one still opens
    CHECK_INT(seal_keys_renew(a, path, &later, &fault), OK);
    CHECK_INT(unseal(a, &later, at, stored, &plain, &fault), OK);
    CHECK(seal_is_of(&k, stored) && !seal_is_of(&later, stored));
    CHECK_INT(seal(a, &later, at, text, &again), OK);
    CHECK_INT(unseal(a, &k, at, again, &plain, &fault), E_IO);
    // The length tells steps of 32 bytes and no more.
    CHECK_INT(seal(a, &k, at, STR(""), &again), OK);
    CHECK(again.n == stored.n);
    CHECK_INT(unseal(a, &k, at, again, &plain, &fault), OK);
    CHECK_INT(plain.n, 0);
}
