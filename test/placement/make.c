// SPDX-License-Identifier: Apache-2.0
// placement-make [--shape NAME] [--households N] [--municipalities N] [--seed N] [--year N] [--periods T]
// [--each K] [--accepted SHARE] [--shapes]: an invented instance on standard output.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test/placement_make.h"

int main(int argc, char **argv)
{
    struct placement_wish w = { .shape = "full", .households = 500, .municipalities = 50, .seed = 1, .periods = 1 };
    struct out o = { 0 };
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i], *v = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(name, "--shapes")) {
            for (const char *const *s = placement_shapes; *s; s++)
                puts(*s);
            return 0;
        }
        i++;
        if (!strcmp(name, "--shape"))
            w.shape = v;
        else if (!strcmp(name, "--households"))
            w.households = (uint32_t)strtoul(v, NULL, 10);
        else if (!strcmp(name, "--municipalities"))
            w.municipalities = (uint32_t)strtoul(v, NULL, 10);
        else if (!strcmp(name, "--seed"))
            w.seed = strtoul(v, NULL, 10);
        else if (!strcmp(name, "--year"))
            w.year = strtoul(v, NULL, 10);
        else if (!strcmp(name, "--periods"))
            w.periods = atoi(v);
        else if (!strcmp(name, "--each"))
            w.each = (uint32_t)strtoul(v, NULL, 10);
        else if (!strcmp(name, "--accepted"))
            w.accepted = strtod(v, NULL);
        else
            w.shape = "";
    }
    if (!w.municipalities || w.periods < 1 || w.periods > 12 || !placement_make(&o, &w)) {
        fputs("placement-make: see the head of test/placement/make.c\n", stderr);
        return 1;
    }
    bool fine = fwrite(o.p, 1, o.n, stdout) == o.n && fflush(stdout) == 0;
    out_drop(&o);
    return !fine;
}
