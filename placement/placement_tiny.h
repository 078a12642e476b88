// SPDX-License-Identifier: Apache-2.0
// Tiny instances for tests, each with everything in it that the format knows.
#ifndef PLACEMENT_PLACEMENT_TINY_H
#define PLACEMENT_PLACEMENT_TINY_H

#include "base/out.h"

static inline uint64_t placement_random(uint64_t *s)
{
    uint64_t z = (*s += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}
static inline int placement_draw(uint64_t *s, int n) // 0 .. n - 1
{
    return (int)(placement_random(s) % (uint64_t)n);
}

// A tiny instance with everything in it that the format knows.
static inline str placement_tiny(struct arena *a, uint64_t seed)
{
    uint64_t s = seed;
    struct out o = { 0 };
    int H = 1 + placement_draw(&s, 5), M = 1 + placement_draw(&s, 3), T = placement_draw(&s, 3) ? 1 : 2, K = 1 + placement_draw(&s, 2);
    out_f(&o, "placement 1\nperiods %d\nkinds persons%s\nhouseholds %d municipalities %d\n", T, K > 1 ? " beds" : "", H, M);
    for (int m = 0; m < M; m++)
        out_f(&o, "M m%d 0 %x %d%s\n", m, placement_draw(&s, 4), placement_draw(&s, 8), K > 1 ? placement_draw(&s, 4) ? " 2" : " -" : "");
    for (int m = 0; m < M; m++)
        if (placement_draw(&s, 3) == 0)
            out_f(&o, "Q m%d %d %d%s\n", m, placement_draw(&s, T), placement_draw(&s, 6), K > 1 ? " -" : "");
    for (int m = 0; m < M; m++)
        if (placement_draw(&s, 3) == 0)
            out_f(&o, "F m%d %d %d\n", m, placement_draw(&s, 6), placement_draw(&s, 50));
    for (int h = 0; h < H; h++) {
        out_f(&o, "H h%d %d", h, 1 + placement_draw(&s, 3));
        if (K > 1)
            out_f(&o, " %d", placement_draw(&s, 2));
        out_f(&o, " %x %d %d %d\n", placement_draw(&s, 3) ? 0 : placement_draw(&s, 4), placement_draw(&s, 200), placement_draw(&s, T), placement_draw(&s, 30));
        OUT(&o, "S s");
        for (int m = 0; m < M; m++)
            if (placement_draw(&s, 5))
                out_f(&o, " %d:%d", m, placement_draw(&s, 200) - 60);
        OUT(&o, "\n");
    }
    if (placement_draw(&s, 3) == 0)
        out_f(&o, "B h%d m%d\n", placement_draw(&s, H), placement_draw(&s, M));
    for (int i = placement_draw(&s, 3); i > 0 && H > 1; i--) {
        int x = placement_draw(&s, H), y = (x + 1 + placement_draw(&s, H - 1)) % H;
        out_f(&o, "T %d h%d h%d\n", placement_draw(&s, 60), x, y);
    }
    if (placement_draw(&s, 3) == 0 && H > 1)
        out_f(&o, "G h0 h%d\n", 1 + placement_draw(&s, H - 1));
    if (placement_draw(&s, 3) == 0)
        out_f(&o, "X h%d m%d %d\n", placement_draw(&s, H), placement_draw(&s, M), placement_draw(&s, T));
    OUT(&o, "end\n");
    str text = str_dup(a, out_str(&o));
    out_drop(&o);
    return text;
}

#endif
