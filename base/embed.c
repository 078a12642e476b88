// SPDX-License-Identifier: Apache-2.0
#include "base/embed.h"

#include <stdlib.h>

// Written by tool/embedc; the bytes lie between two labels of the assembler.
extern const struct embedded_file {
    const char *path, *from, *to;
} embedded_files[];
extern const size_t embedded_count;

static int by_path(const void *key, const void *file)
{
    return strcmp(key, ((const struct embedded_file *)file)->path);
}

bool embed_get(const char *path, str *bytes)
{
    const struct embedded_file *f =
        bsearch(path, embedded_files, embedded_count, sizeof *embedded_files, by_path);
    if (f)
        *bytes = (str){ f->from, (size_t)(f->to - f->from) };
    return f != NULL;
}

size_t embed_count(void)
{
    return embedded_count;
}

const char *embed_path(size_t i)
{
    return embedded_files[i].path;
}
