// SPDX-License-Identifier: Apache-2.0
// The fuzzing program: all targets in one, FUZZ=name picks one. Arguments are libFuzzer's.
#include "test/fuzz.h"

extern const struct fuzz *const __start_fuzzers[], *const __stop_fuzzers[];

static const struct fuzz *target;
static struct arena *memory;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *wanted = getenv("FUZZ");
    for (const struct fuzz *const *f = __start_fuzzers; f < __stop_fuzzers; f++)
        if (wanted && strcmp((*f)->name, wanted) == 0)
            target = *f;
    if (!target) {
        fputs("FUZZ=name picks a target:", stderr);
        for (const struct fuzz *const *f = __start_fuzzers; f < __stop_fuzzers; f++)
            fprintf(stderr, " %s", (*f)->name);
        fputc('\n', stderr);
        exit(2);
    }
    memory = arena_make(0);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    target->run(memory, (str){ (const char *)data, size });
    arena_reset(memory);
    return 0;
}
