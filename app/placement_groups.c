// SPDX-License-Identifier: Apache-2.0
// The file of groups: one line a household, "HOUSEHOLD GROUP", a number from 0 to 63. What the numbers
// mean is known to who made the file.
#include <stdio.h>

#include "app/placement_file.h"
#include "base/map.h"

enum { GROUPS = 64 };

static int wrong(const char *path, int line, const char *what)
{
    fprintf(stderr, "%s: line %d: %s\n", path, line, what);
    return MALFORMED;
}

int placement_groups_of(struct arena *a, const char *path, const struct placement_file *f, const uint32_t **group,
                        uint32_t *groups)
{
    str text, line;
    struct map names;
    uint32_t *of = NEW_ARRAY(a, f->problem.households + 1, uint32_t);
    bool *told = NEW_ARRAY(a, f->problem.households + 1, bool);
    uint32_t many = 0;
    *groups = 1;
    *group = of;
    if (!placement_map(path, &text))
        return BAD_USE;
    map_make(&names, a);
    for (uint32_t h = 0; h < f->problem.households; h++)
        map_put(&names, f->household[h], (void *)(uintptr_t)(h + UINT64_C(1)));
    for (int n = 1; str_cut(&text, '\n', &line); n++) {
        line = str_trim(line);
        if (!line.n || line.p[0] == '#')
            continue;
        size_t blank = str_find(line, STR(" "));
        int64_t number;
        uintptr_t h = blank == (size_t)-1 ? 0 : (uintptr_t)map_get(&names, str_part(line, 0, blank));
        if (!h)
            return wrong(path, n, "HOUSEHOLD GROUP was expected, a household of the instance");
        if (!str_int(str_trim(str_part(line, blank, line.n - blank)), &number) || number < 0 || number >= GROUPS)
            return wrong(path, n, "a group is a number from 0 to 63");
        if (told[h - 1])
            return wrong(path, n, "this household stands twice");
        told[h - 1] = true;
        of[h - 1] = (uint32_t)number;
        many++;
        *groups = (uint32_t)number + 1 > *groups ? (uint32_t)number + 1 : *groups;
    }
    return many == f->problem.households ? PLACED : wrong(path, 0, "each household needs a group");
}
