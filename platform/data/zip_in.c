// SPDX-License-Identifier: Apache-2.0
#include "platform/data/zip_in.h"

#include <sys/stat.h>
#include <zip.h>

enum { ENTRIES = 1000, UNPACKED = 200 << 20, RATIO = 100, SMALL = 1024 };

bool zip_is(str bytes)
{
    return str_starts(bytes, STR("PK\x03\x04"));
}

static zip_t *opened(str bytes)
{
    zip_source_t *s = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
    zip_t *z = s ? zip_open_from_source(s, ZIP_RDONLY, NULL) : NULL;
    if (s && !z)
        zip_source_free(s);
    return z;
}

bool zip_is_spreadsheet_here(str bytes)
{
    zip_t *z = zip_is(bytes) ? opened(bytes) : NULL;
    bool is = z && (zip_name_locate(z, "xl/workbook.xml", 0) >= 0 || zip_name_locate(z, "xl/worksheets/sheet1.xml", 0) >= 0);
    if (z)
        zip_discard(z);
    return is;
}

static str last_part(str path)
{
    for (size_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/')
            return str_part(path, i, path.n);
    return path;
}

// A path that leads out of the folder, or a link, has no honest sender.
static bool leads_out(zip_t *z, zip_uint64_t at, str path)
{
    zip_uint8_t system;
    zip_uint32_t attributes = 0;
    bool link = zip_file_get_external_attributes(z, at, 0, &system, &attributes) == 0 && system == ZIP_OPSYS_UNIX &&
                S_ISLNK(attributes >> 16);
    return link || str_starts(path, STR("/")) || str_starts(path, STR("..")) || str_find(path, STR("/..")) != (size_t)-1 ||
           str_find(path, STR("\\")) != (size_t)-1;
}

// The size the archive tells is what is asked for; a file that gives more or less than it told is refused.
static err one(struct arena *a, zip_t *z, zip_uint64_t at, size_t *unpacked, zip_file_fn *each, void *arg)
{
    zip_stat_t st;
    if (zip_stat_index(z, at, 0, &st) != 0 || !(st.valid & ZIP_STAT_NAME) || !(st.valid & ZIP_STAT_SIZE) ||
        st.encryption_method != ZIP_EM_NONE)
        return E_INPUT;
    str path = str_z(st.name), name = last_part(path);
    if (leads_out(z, at, path))
        return E_INPUT;
    if (!name.n || str_starts(name, STR(".")) || str_starts(path, STR("__MACOSX/")))
        return OK; // folders, and what a Mac puts in
    if (st.size > UNPACKED - *unpacked || st.size > (st.comp_size + SMALL) * RATIO)
        return E_TOOBIG;
    *unpacked += st.size;
    struct mark m = arena_mark(a);
    char *p = mem(a, st.size + 1);
    zip_file_t *f = zip_fopen_index(z, at, 0);
    zip_int64_t n = f ? zip_fread(f, p, st.size + 1) : -1;
    if (f)
        zip_fclose(f);
    str bytes = { p, st.size };
    if (n != (zip_int64_t)st.size || zip_is(bytes))
        return E_INPUT;
    err e = each(arg, &(struct zip_file_in){ name, bytes });
    arena_back(a, m);
    return e;
}

err zip_each_here(struct arena *a, str bytes, zip_file_fn *each, void *arg)
{
    zip_t *z = opened(bytes);
    size_t unpacked = 0;
    if (!z)
        return E_INPUT;
    zip_int64_t n = zip_get_num_entries(z, 0);
    err e = n > ENTRIES ? E_TOOBIG : OK;
    for (zip_int64_t i = 0; i < n && !e; i++)
        e = one(a, z, (zip_uint64_t)i, &unpacked, each, arg);
    zip_discard(z);
    return e;
}
