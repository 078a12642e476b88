// SPDX-License-Identifier: Apache-2.0
#include "app/placement_file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool placement_map(const char *path, str *text)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && fstat(fd, &st) == 0;
    *text = STR("");
    if (fine && st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        fine = p != MAP_FAILED;
        if (fine)
            *text = (str){ p, (size_t)st.st_size };
    }
    if (!fine)
        fprintf(stderr, "placement: %s: %s\n", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return fine;
}

int placement_said(const char *path, err e, str fault)
{
    if (e == OK)
        return PLACED;
    fprintf(stderr, "%s: %.*s\n", path, S(fault));
    return e == E_TOOBIG ? NO_MEMORY : MALFORMED;
}

int placement_instance_of(struct arena *a, const char *path, size_t bytes, struct placement_file *f)
{
    str text, fault = STR("");
    if (!placement_map(path, &text))
        return BAD_USE;
    err e = placement_read(a, text, bytes, f, &fault);
    return placement_said(path, e, fault);
}

int placement_plan_of(struct arena *a, const char *path, const struct placement_file *f,
                      struct placement_plan *plan)
{
    str text, fault = STR("");
    if (!placement_map(path, &text))
        return BAD_USE;
    err e = placement_read_plan(a, text, f, plan, &fault);
    return placement_said(path, e, fault);
}

int placement_put(const char *path, const struct out *o)
{
    FILE *f = path ? fopen(path, "wb") : stdout;
    bool fine = f && fwrite(o->p, 1, o->n, f) == o->n;
    fine = f && (path ? fclose(f) : fflush(f)) == 0 && fine;
    if (!fine)
        fprintf(stderr, "placement: %s: %s\n", path ? path : "standard output", strerror(errno));
    return fine ? PLACED : BAD_USE;
}

static bool one_of(const str *names, uint32_t n, str name, uint32_t *at)
{
    for (*at = 0; *at < n; (*at)++)
        if (str_eq(names[*at], name))
            return true;
    return false;
}

bool placement_household(const struct placement_file *f, str name, uint32_t *h)
{
    return one_of(f->household, f->problem.households, name, h);
}

bool placement_municipality(const struct placement_file *f, str name, uint32_t *m)
{
    return one_of(f->municipality, f->problem.municipalities, name, m);
}

bool placement_kind(const struct placement_file *f, str name, int *kind)
{
    uint32_t k;
    bool found = one_of(f->kind, (uint32_t)f->problem.kinds, name, &k);
    *kind = (int)k;
    return found;
}

bool placement_number(const char *text, double *out)
{
    char *end;
    if (!text)
        return true;
    *out = strtod(text, &end);
    return *text && !*end && isfinite(*out) && *out >= 0;
}
