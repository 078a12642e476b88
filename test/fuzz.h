// SPDX-License-Identifier: Apache-2.0
// Fuzz targets stand beside the code in *_fuzz.c and are found by the linker. One body serves
// two masters: libFuzzer (`make fuzz`) feeds it what it invents, and the unit tests replay
// every file of test/corpus/NAME through the same function under gcc's sanitizers.
//
//     FUZZ(query)
//     {
//         pairs list = { 0 };
//         if (parse_query(a, in, &list, &fault) == OK)
//             HOLDS(list.n <= QUERY_FIELDS_MAX);
//     }
//
// A body states what must hold for every input, not only that nothing crashes.
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

struct fuzz {
    const char *name;
    void (*run)(struct arena *, str in);
};

#define FUZZ(id)                                                                               \
    static void fuzz_##id(struct arena *, str);                                                \
    static const struct fuzz fuzz_as_##id = { #id, fuzz_##id };                                \
    static const struct fuzz *const fuzzp_##id __attribute__((section("fuzzers"), used)) =     \
        &fuzz_as_##id;                                                                         \
    static void fuzz_##id(struct arena *a __attribute__((unused)), str in)

#define HOLDS(x)                                                                               \
    do {                                                                                       \
        if (!(x)) {                                                                            \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #x);              \
            abort();                                                                           \
        }                                                                                      \
    } while (0)

#endif
