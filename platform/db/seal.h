// SPDX-License-Identifier: Apache-2.0
// Encryption at rest of fields that are SEALED (security.md 7, class 3-4, and 9): XChaCha20-Poly1305
// with the table, the row's key and the column as associated data, so that a text that was moved to
// another row or column does not open. The keys stand in a file beside the data, the newest first,
// readable by its owner alone; what older ones sealed still opens.
#ifndef PLATFORM_DB_SEAL_H
#define PLATFORM_DB_SEAL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { SEAL_KEYS_MAX = 32, SEAL_KEY = 32, SEAL_NAME = 8 };

struct seal_keys {
    size_t n; // 0: none known, nothing sealed can be read or written
    struct {
        char name[SEAL_NAME + 1]; // digest of the key, to know it by
        unsigned char key[SEAL_KEY];
    } at[SEAL_KEYS_MAX];          // the first seals
};

// E_NOTFOUND when there is no file; E_INPUT when others than its owner may read it or a line is no
// key; E_IO. *fault is a sentence with the path.
MUST err seal_keys_read(struct arena *, const char *path, struct seal_keys *, str *fault);
// Puts a new key first and writes the file anew, durable before it counts. E_TOOBIG: too many keys.
MUST err seal_keys_renew(struct arena *, const char *path, struct seal_keys *, str *fault);
void seal_keys_wipe(struct seal_keys *);
bool seal_has(const struct seal_keys *, str name);

struct seal_place { // what a sealed text belongs to
    const char *table, *column;
    int64_t id;
};
// As stored: "*KEYNAME." and base64. The length tells only the plain text's, rounded up to 32 bytes.
MUST err seal(struct arena *, const struct seal_keys *, struct seal_place, str plain, str *stored);
// E_IO with *fault: a key that is not there, a text that was changed, moved or never sealed.
MUST err unseal(struct arena *, const struct seal_keys *, struct seal_place, str stored, str *plain,
                str *fault);
bool seal_looks(str stored);                          // has the form of a sealed text
bool seal_is_of(const struct seal_keys *, str stored); // sealed with the newest key

#endif
