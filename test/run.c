// SPDX-License-Identifier: Apache-2.0
// Runs the tests that the linker found: all, or those whose file or name contains a word given
// as argument. The last line counts them.
#include "test/test.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct test *const __start_tests[], *const __stop_tests[];

void test_check_str(str got, const char *want, const char *file, int line)
{
    if (!str_eq(got, str_z(want))) {
        print_error("got  \"%.*s\"\nwant \"%s\"\n", S(got), want);
        _fail(file, line);
    }
}

uint64_t test_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t test_seed(void)
{
    const char *s = getenv("SEED");
    return s ? strtoull(s, NULL, 10) : 1;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *w)
{
    (void)st, (void)kind, (void)w;
    return remove(path);
}

static void remove_tree(void *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

str test_dir(struct arena *a)
{
    const char *tmp = getenv("TMPDIR");
    str path = strf(a, "%s/fotfeste-test-XXXXXX", tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp((char *)path.p));
    arena_closing(a, remove_tree, (void *)path.p);
    return path;
}

str test_file(struct arena *a, const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        print_error("cannot read %s\n", path);
        fail();
    }
    char *p = mem(a, (size_t)st.st_size + 1);
    size_t n = 0;
    for (ssize_t k; (k = read(fd, p + n, (size_t)st.st_size - n)) > 0;)
        n += (size_t)k;
    close(fd);
    return (str){ p, n };
}

static struct arena *running; // of the test that runs; dropped also when a check jumped out

static void run_one(void **state)
{
    const struct test *t = *state;
    running = arena_make(0);
    t->run(running);
}

static int after(void **state)
{
    (void)state;
    arena_drop(running);
    running = NULL;
    return 0;
}

static bool wanted(const struct test *t, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strstr(t->file, argv[i]) || strstr(t->name, argv[i]))
            return true;
    return argc == 1;
}

// fontconfig keeps its patterns by offset instead of pointer, which looks like a leak.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "print_suppressions=0";
}
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

int main(int argc, char **argv)
{
    size_t all = (size_t)(__stop_tests - __start_tests), n = 0;
    struct CMUnitTest *list = calloc(all + 1, sizeof *list);
    if (!list)
        return 2;
    for (size_t i = 0; i < all; i++)
        if (wanted(__start_tests[i], argc, argv))
            list[n++] = (struct CMUnitTest){ __start_tests[i]->name, run_one, NULL, after,
                                             (void *)__start_tests[i] };
    setvbuf(stdout, NULL, _IOLBF, 0);
    int failed = _cmocka_run_group_tests("fotfeste", list, n, NULL, NULL);
    printf("%zu passed, %d failed\n", n - (size_t)failed, failed);
    free(list);
    return failed || n == 0;
}
