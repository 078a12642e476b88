// SPDX-License-Identifier: Apache-2.0
// One person's name is written in many ways: Олена, Olena, Elena; محمد, Mohammed, Muhammad;
// ተስፋይ, Tesfay, Tesfai. Names are brought to plain Latin letters by ICU, and each part gets an
// exact key and one or two keys of how it sounds, made for the languages of those who come here.
// A search looks keys up and ranks what it finds by closeness.
#ifndef PERSON_NAME_KEY_H
#define PERSON_NAME_KEY_H

#include "base/arena.h"

// Grows when the same name gets other keys: those stored are then made anew (rooms/person/keys.c).
enum { NAME_KEYS_VERSION = 2 };

struct name_key {
    uint64_t hash;    // of the key's letters; exact and sounding keys never share one
    bool exact;
    unsigned part;    // which part of the name, from 0
    unsigned reading; // 0: the likeliest way to read its letters
};
typedef SLICE(struct name_key) name_key_list;

// Parts in lower case a-z with single blanks: "Abd al-Raḥmān" -> "abd al rahman".
str name_plain(struct arena *, str name);
// The keys of a name in any script; at most 40. Empty for a name without letters.
void name_keys(struct arena *, str name, name_key_list *);
// Keys of two parts together, made from the keys of one name: few people share such a pair.
void name_pairs(struct arena *, const name_key_list *, name_key_list *);
// How alike two names are, 0 to 1, whatever the order of their parts and the script. 1: the same
// letters; from 0.8 the same person could well be meant.
double name_closeness(struct arena *, str a, str b);

#endif
