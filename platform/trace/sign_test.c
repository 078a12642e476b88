// SPDX-License-Identifier: Apache-2.0
#include "platform/trace/sign.h"

#include "test/test.h"

TEST(a_checkpoint_is_signed_and_any_change_of_it_is_found)
{
    str dir = test_dir(a), fault = STR("");
    struct out o = { 0 };
    out_f(&o, "s1 12 abcdef\n");
    CHECK_INT(trace_sign(a, dir.p, &o, &fault), OK);
    CHECK_INT(trace_signed(a, dir.p, out_str(&o), &fault), OK);
    for (size_t i = 0; i < o.n; i++) {
        o.p[i] ^= 1;
        CHECK_AT(trace_signed(a, dir.p, out_str(&o), &fault) == E_INPUT || i == o.n - 1, "byte %zu", i);
        o.p[i] ^= 1;
    }
    for (size_t n = 0; n < o.n; n++)
        CHECK_AT(trace_signed(a, dir.p, str_part(out_str(&o), 0, n), &fault) == E_INPUT, "%zu bytes", n);
    out_drop(&o);
}

TEST(a_checkpoint_of_another_installation_is_refused)
{
    str one = test_dir(a), two = test_dir(a), fault = STR("");
    struct out o = { 0 }, p = { 0 };
    out_f(&o, "s1 12 abcdef\n");
    out_f(&p, "s1 12 abcdef\n");
    CHECK_INT(trace_sign(a, one.p, &o, &fault), OK);
    CHECK_INT(trace_sign(a, two.p, &p, &fault), OK);
    CHECK_INT(trace_signed(a, two.p, out_str(&o), &fault), E_INPUT);
    CHECK_STR(fault, "the checkpoint is signed by another key than this installation's");
    out_drop(&o);
    out_drop(&p);
}
