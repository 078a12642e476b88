// SPDX-License-Identifier: Apache-2.0
// Tests stand beside the code in *_test.c and are found by the linker: no list to keep.
//
//     TEST(an_answer_after_the_grace_days_is_refused)
//     {
//         CHECK(refused);
//         CHECK_INT(days, 30);
//     }
//
// The name is a sentence. A failed check ends the test with file, line and both values.
#ifndef TEST_TEST_H
#define TEST_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"

struct test {
    const char *name, *file;
    void (*run)(struct arena *a);
};

#define TEST(sentence)                                                                         \
    static void sentence(struct arena *);                                                      \
    static const struct test test_##sentence = { #sentence, __FILE__, sentence };              \
    static const struct test *const testp_##sentence                                           \
        __attribute__((section("tests"), used)) = &test_##sentence;                            \
    static void sentence(struct arena *a __attribute__((unused)))

#define CHECK(x) assert_true(x)
#define CHECK_INT(got, want) assert_int_equal((intmax_t)(got), (intmax_t)(want))
#define CHECK_STR(got, want) test_check_str((got), (want), __FILE__, __LINE__)
// For tables of cases: names the case when the check fails.
#define CHECK_AT(x, ...)                                                                       \
    do {                                                                                       \
        if (!(x)) {                                                                            \
            print_error(__VA_ARGS__);                                                          \
            print_error("\n%s does not hold\n", #x);                                           \
            _fail(__FILE__, __LINE__);                                                         \
        }                                                                                      \
    } while (0)

void test_check_str(str got, const char *want, const char *file, int line);

// Properties: a seed from SEED= or 1, printed when the property fails.
uint64_t test_random(uint64_t *state); // splitmix64: the same numbers everywhere
uint64_t test_seed(void);
// A new empty folder that is removed when the arena is dropped; ends with no slash.
str test_dir(struct arena *);
str test_file(struct arena *, const char *path); // whole file; the test fails when unreadable

#endif
