// SPDX-License-Identifier: Apache-2.0
// Runs the tests that the linker found: all, or those whose file or name contains a word given
// as argument. The last line counts them. JOBS processes share the tests (default: one for each
// processor); JOBS=1 runs them in this process, for a debugger.
#include "test/test.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
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

static const struct test **chosen;
static size_t chosen_n;

static int all_here(void)
{
    struct CMUnitTest *list = calloc(chosen_n + 1, sizeof *list);
    if (!list)
        return 2;
    for (size_t i = 0; i < chosen_n; i++)
        list[i] = (struct CMUnitTest){ chosen[i]->name, run_one, NULL, after, (void *)chosen[i] };
    int failed = _cmocka_run_group_tests("fotfeste", list, chosen_n, NULL, NULL);
    printf("%zu passed, %d failed\n", chosen_n - (size_t)failed, failed);
    free(list);
    return failed || !chosen_n;
}

// ---- several workers ----------------------------------------------------------------------------
// They take the tests one by one from a common list, each with databases of its own. What a test
// prints is collected and written when it ends, so that it stays together. A test that ends its
// process counts as failed, and a new worker goes on.

enum { JOBS_MAX = 16, TOLD = 20, WORTH_TELLING_MS = 200 };
struct shared {
    atomic_size_t next, passed;
    atomic_int took_ms[]; // by test; -1 before it ends
};
struct worker {
    pid_t pid;
    FILE *said;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// cmocka frames each group, here of one test, with lines that say nothing more.
static bool of_group(const char *line)
{
    static const char *const frames[] = { "[==========] ", "[  PASSED  ] ", "[  FAILED  ] tests: ",
                                          "[  FAILED  ] fotfeste: " };
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (strncmp(line, frames[i], strlen(frames[i])) == 0)
            return true;
    return strcmp(line, "\n") == 0 || strcmp(line, "\n 1 FAILED TEST(S)\n") == 0 ||
           strcmp(line, " 1 FAILED TEST(S)\n") == 0;
}

static void give_out(FILE *said, int to)
{
    char *line = NULL, *all = NULL;
    size_t room = 0, n = 0;
    rewind(said);
    FILE *kept = open_memstream(&all, &n);
    while (kept && getline(&line, &room, said) > 0)
        if (!of_group(line))
            fputs(line, kept);
    if (kept)
        fclose(kept);
    for (ssize_t k, at = 0; (size_t)at < n && (k = write(to, all + at, n - (size_t)at)) > 0;)
        at += k;
    free(all);
    free(line);
}

static void work(struct shared *s, FILE *said)
{
    int to = dup(1);
    if (to < 0 || dup2(fileno(said), 1) < 0 || dup2(1, 2) < 0)
        _exit(3);
    for (size_t i; (i = atomic_fetch_add(&s->next, 1)) < chosen_n;) {
        const struct test *t = chosen[i];
        const struct CMUnitTest one = { t->name, run_one, NULL, after, (void *)t };
        int64_t begin = now_ms();
        rewind(said);
        if (ftruncate(fileno(said), 0) != 0)
            _exit(3);
        bool fine = _cmocka_run_group_tests("fotfeste", &one, 1, NULL, NULL) == 0;
        fflush(NULL);
        atomic_fetch_add(&s->passed, fine);
        atomic_store(&s->took_ms[i], (int)(now_ms() - begin));
        give_out(said, to);
    }
    rewind(said);
    if (ftruncate(fileno(said), 0) != 0)
        _exit(3);
    exit(0); // and the sanitizer looks for what was lost
}

static bool begin(struct shared *s, struct worker *w)
{
    fflush(NULL);
    w->pid = fork();
    if (w->pid == 0)
        work(s, w->said);
    return w->pid > 0;
}

static void tell_slowest(const struct shared *s)
{
    bool *told = calloc(chosen_n + 1, sizeof *told);
    for (int k = 0; told && k < TOLD; k++) {
        size_t best = chosen_n;
        for (size_t i = 0; i < chosen_n; i++)
            if (!told[i] && (best == chosen_n || s->took_ms[i] > s->took_ms[best]))
                best = i;
        if (best == chosen_n || s->took_ms[best] < WORTH_TELLING_MS)
            break;
        told[best] = true;
        printf("%6.2f s  %s\n", s->took_ms[best] / 1000.0, chosen[best]->name);
    }
    free(told);
}

// Waits for all; where one ended badly, its last words are given out and another takes its place.
static bool watch(struct shared *s, struct worker *w, int jobs)
{
    bool fine = true;
    for (int alive = jobs; alive > 0; alive--) {
        int status = 0, j = 0;
        pid_t ended = wait(&status);
        while (j < jobs && w[j].pid != ended)
            j++;
        if (j == jobs)
            return false;
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
            continue;
        fine = false;
        give_out(w[j].said, 1);
        alive += s->next < chosen_n && begin(s, &w[j]);
    }
    return fine;
}

static int by_workers(int jobs)
{
    size_t size = sizeof(struct shared) + chosen_n * sizeof(atomic_int);
    struct shared *s = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct worker w[JOBS_MAX];
    if (s == MAP_FAILED)
        return 2;
    for (size_t i = 0; i < chosen_n; i++)
        s->took_ms[i] = -1;
    for (int j = 0; j < jobs; j++)
        if (!(w[j].said = tmpfile()) || !begin(s, &w[j]))
            return 2;
    bool fine = watch(s, w, jobs);
    for (size_t i = 0; i < chosen_n; i++)
        if (s->took_ms[i] < 0)
            printf("[  FAILED  ] %s: ended its process\n", chosen[i]->name);
    tell_slowest(s);
    for (int j = 0; j < jobs; j++)
        fclose(w[j].said);
    printf("%zu passed, %zu failed\n", (size_t)s->passed, chosen_n - s->passed);
    return !fine || s->passed != chosen_n;
}

int main(int argc, char **argv)
{
    size_t all = (size_t)(__stop_tests - __start_tests);
    const char *asked = getenv("JOBS");
    long jobs = asked ? strtol(asked, NULL, 10) : sysconf(_SC_NPROCESSORS_ONLN);
    chosen = calloc(all + 1, sizeof *chosen);
    if (!chosen)
        return 2;
    for (size_t i = 0; i < all; i++)
        if (wanted(__start_tests[i], argc, argv))
            chosen[chosen_n++] = __start_tests[i];
    jobs = jobs > JOBS_MAX ? JOBS_MAX : jobs;
    jobs = jobs > (long)chosen_n ? (long)chosen_n : jobs;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int failed = jobs > 1 ? by_workers((int)jobs) : all_here();
    free(chosen);
    return failed;
}
