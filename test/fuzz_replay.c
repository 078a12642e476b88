// SPDX-License-Identifier: Apache-2.0
// Every file of test/corpus goes through its fuzz target in every test run.
#include <dirent.h>

#include "test/fuzz.h"
#include "test/test.h"

extern const struct fuzz *const __start_fuzzers[], *const __stop_fuzzers[];

static int replay(struct arena *a, const struct fuzz *f)
{
    char *folder = str_cz(a, strf(a, "test/corpus/%s", f->name));
    DIR *d = opendir(folder);
    int n = 0;
    CHECK_AT(d != NULL, "%s is missing: a fuzz target has a corpus", folder);
    for (struct dirent *e; (e = readdir(d)); n++) {
        if (e->d_name[0] == '.') {
            n--;
            continue;
        }
        struct arena *own = arena_make(0);
        str whole = test_file(a, strf(a, "%s/%s", folder, e->d_name).p);
        // A copy of exactly its size, so that reading one byte too many is seen.
        char *exact = malloc(whole.n ? whole.n : 1);
        CHECK(exact != NULL);
        memcpy(exact, whole.p, whole.n);
        f->run(own, (str){ exact, whole.n });
        free(exact);
        arena_drop(own);
    }
    closedir(d);
    return n;
}

TEST(the_corpus_of_every_fuzz_target_is_replayed)
{
    for (const struct fuzz *const *f = __start_fuzzers; f < __stop_fuzzers; f++)
        CHECK_AT(replay(a, *f) > 0, "test/corpus/%s is empty", (*f)->name);
}
