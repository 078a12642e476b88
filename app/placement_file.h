// SPDX-License-Identifier: Apache-2.0
// What the sub-commands of `placement` share: reading instances and plans, writing, exit codes. Every
// fault is told on standard error in one line that begins with the file.
#ifndef APP_PLACEMENT_FILE_H
#define APP_PLACEMENT_FILE_H

#include "base/out.h"
#include "placement/placement.h"

enum { PLACED = 0, BAD_USE = 1, MALFORMED = 2, NO_MEMORY = 3 }; // exit codes of all of them

// The whole file, mapped until the process ends. False, and told, when it cannot be read.
bool placement_map(const char *path, str *text);
// An instance; `bytes` of memory at most, 0: no limit. An exit code.
int placement_instance_of(struct arena *, const char *path, size_t bytes, struct placement_file *);
// A plan of that instance. An exit code.
int placement_plan_of(struct arena *, const char *path, const struct placement_file *, struct placement_plan *);
// The exit code for what the library answered; a fault is told.
int placement_said(const char *path, err, str fault);
// Into the file, or to standard output when path is NULL. An exit code.
int placement_put(const char *path, const struct out *);
// By name; false when there is none.
bool placement_household(const struct placement_file *, str name, uint32_t *);
bool placement_municipality(const struct placement_file *, str name, uint32_t *);
bool placement_kind(const struct placement_file *, str name, int *);
// A group for each household from a file, and how many groups there are (placement_groups.c). An exit code.
int placement_groups_of(struct arena *, const char *path, const struct placement_file *, const uint32_t **group,
                        uint32_t *groups);
// The value of an option: a number from 0 up; NULL leaves *out as it is.
bool placement_number(const char *text, double *out);

#endif
