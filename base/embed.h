// SPDX-License-Identifier: Apache-2.0
// Files that were built into the binary: reference data, assets, migrations.
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

// `path` as in the tree, "ref/countries.csv"; files made by the build without build/gen/.
bool embed_get(const char *path, str *bytes);       // false when there is no such file
size_t embed_count(void);
const char *embed_path(size_t i);                   // i < embed_count(), sorted by bytes

#endif
