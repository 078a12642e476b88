// SPDX-License-Identifier: Apache-2.0
// The child is this very program, begun anew: a clean address space without connections, keys or pages
// of others, where the constructor below takes over before main.
#include "platform/data/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/out.h"

enum {
    CPU_SECONDS = 10,
    MEMORY = 256 << 20,
    PIECE = 1 << 16,
    FRAME_MOST = 256 << 20, // of one row
    CELLS_MOST = 1 << 20,
    LAST = -1,              // the line of the frame that ends it all
};
int apart_seconds = 10;
static const char name[] = "fotfeste-unpacks";

struct frame {
    int64_t line;
    uint32_t cells; // of the last frame: what the work gave
    uint32_t bytes; // lengths of the cells, then the cells
};

// ---- within the child ---------------------------------------------------------------------------

struct writing {
    struct out o;
};

static void give(str s)
{
    for (size_t at = 0; at < s.n;) {
        ssize_t n = write(STDOUT_FILENO, s.p + at, s.n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(1); // nobody listens any more
        at += (size_t)n;
    }
}

static void drain(struct writing *w)
{
    give(out_str(&w->o));
    out_clear(&w->o);
}

static void put(struct writing *w, const void *p, size_t n)
{
    out_put(&w->o, (str){ p, n });
}

static err pass_on(void *arg, const struct csv_row *r)
{
    struct writing *w = arg;
    size_t bytes = r->n * sizeof(uint32_t);
    for (size_t i = 0; i < r->n; i++)
        bytes += r->cell[i].n;
    if (r->n > CELLS_MOST || bytes > FRAME_MOST)
        return E_TOOBIG;
    struct frame f = { r->line, (uint32_t)r->n, (uint32_t)bytes };
    put(w, &f, sizeof f);
    for (size_t i = 0; i < r->n; i++)
        put(w, &(uint32_t){ (uint32_t)r->cell[i].n }, sizeof(uint32_t));
    for (size_t i = 0; i < r->n; i++) {
        bool large = r->cell[i].n >= PIECE; // goes as it stands, without a copy
        if (large)
            drain(w);
        if (large)
            give(r->cell[i]);
        else if (r->cell[i].n)
            put(w, r->cell[i].p, r->cell[i].n);
    }
    if (w->o.n >= PIECE)
        drain(w);
    return OK;
}

static void at_most(int what, rlim_t n)
{
    const struct rlimit r = { n, n };
    if (setrlimit(what, &r) != 0)
        _exit(1);
}

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#error "say which architecture the filter is for"
#endif
#define ALLOW(call)                                                                            \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

// Memory, the pipe, random numbers for hash tables, the end. No file can be opened, nothing connected,
// nobody started or signalled.
static void shut(void)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(SYS_write), ALLOW(SYS_exit_group), ALLOW(SYS_exit), ALLOW(SYS_mmap), ALLOW(SYS_munmap), ALLOW(SYS_mremap),
        ALLOW(SYS_brk), ALLOW(SYS_madvise), ALLOW(SYS_futex), ALLOW(SYS_getrandom), ALLOW(SYS_clock_gettime),
        ALLOW(SYS_rt_sigreturn), ALLOW(SYS_rt_sigprocmask), ALLOW(SYS_sched_yield), ALLOW(SYS_getpid), ALLOW(SYS_gettid),
        // A signal to itself, which is how a program without memory ends.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const struct sock_fprog all = { sizeof rules / sizeof *rules, rules };
    at_most(RLIMIT_CORE, 0);
    at_most(RLIMIT_FSIZE, 0);
    at_most(RLIMIT_NOFILE, 0);
    at_most(RLIMIT_CPU, CPU_SECONDS);
#if !defined(__SANITIZE_ADDRESS__)
    at_most(RLIMIT_DATA, MEMORY);
    close(STDERR_FILENO);
#endif
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &all, 0, 0))
        _exit(1);
}

static _Noreturn void child(enum apart_what what, size_t n)
{
    struct stat st;
    struct writing w = { 0 };
    void *p = MAP_FAILED;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    (void)syscall(SYS_close_range, 3U, ~0U, 0U);
    if (fstat(STDIN_FILENO, &st) == 0 && st.st_size > 0)
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, STDIN_FILENO, 0);
    if (p == MAP_FAILED)
        _exit(1);
    struct arena *a = arena_make(0);
    tzset();
    shut();
    err e = apart_works[what](a, (str){ p, (size_t)st.st_size }, n, pass_on, &w);
    put(&w, &(struct frame){ LAST, (uint32_t)e, 0 }, sizeof(struct frame));
    drain(&w);
    _exit(0);
}

__attribute__((constructor)) static void begin(int argc, char **argv, char **env)
{
    (void)env;
    if (argc == 3 && strcmp(argv[0], name) == 0 && argv[1][0] >= '0' && argv[1][0] < '0' + APART_KINDS &&
        apart_works[argv[1][0] - '0'])
        child((enum apart_what)(argv[1][0] - '0'), (size_t)strtoull(argv[2], NULL, 10));
}

// ---- the parent -------------------------------------------------------------------------------------

struct reading {
    struct arena *a;
    int fd;
    int64_t until; // ms, monotonic
    apart_row *row;
    void *arg;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// E_PEER: the child has gone before it was done.
static err read_all(struct reading *r, void *to, size_t n)
{
    char *p = to;
    while (n) {
        struct pollfd poll_for = { .fd = r->fd, .events = POLLIN };
        int64_t left = r->until - now_ms();
        int ready = left > 0 ? poll(&poll_for, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return ready ? E_IO : E_TOOBIG;
        ssize_t got = read(r->fd, p, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got ? E_IO : E_PEER;
        p += got;
        n -= (size_t)got;
    }
    return OK;
}

// Nothing that comes is believed: lengths must add up.
static err one_row(struct reading *r, const struct frame *f)
{
    struct mark m = arena_mark(r->a);
    if (f->cells > CELLS_MOST || f->bytes > FRAME_MOST || f->bytes < f->cells * sizeof(uint32_t))
        return E_INPUT;
    char *p = mem(r->a, f->bytes + 1);
    str *cells = NEW_ARRAY(r->a, f->cells + 1, str);
    PASS(read_all(r, p, f->bytes));
    size_t at = f->cells * sizeof(uint32_t);
    for (uint32_t i = 0; i < f->cells; i++) {
        uint32_t n;
        memcpy(&n, p + i * sizeof n, sizeof n);
        if (n > f->bytes - at)
            return E_INPUT;
        cells[i] = (str){ p + at, n };
        at += n;
    }
    err e = at == f->bytes ? r->row(r->arg, &(struct csv_row){ cells, f->cells, f->line }) : E_INPUT;
    arena_back(r->a, m);
    return e;
}

static err listen_to(struct reading *r)
{
    for (;;) {
        struct frame f;
        PASS(read_all(r, &f, sizeof f));
        if (f.line == LAST)
            return f.cells == OK || f.cells == E_INPUT || f.cells == E_TOOBIG || f.cells == E_NOTFOUND ? (err)f.cells
                                                                                                         : E_INPUT;
        PASS(one_row(r, &f));
    }
}

// A sealed copy in memory: the child can neither change it nor see it change.
static int as_file(str bytes)
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < bytes.n;) {
        ssize_t n = write(fd, bytes.p + at, bytes.n - at);
        if (n <= 0 && errno != EINTR) {
            close(fd);
            return -1;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    return fd;
}

static pid_t begin_child(enum apart_what what, size_t n, int in, int out)
{
    posix_spawn_file_actions_t f;
    posix_spawnattr_t attr;
    char utc[] = "TZ=UTC0"; // no file of time zones is looked for
    char kind[2] = { (char)('0' + what), '\0' }, index[24], zero[sizeof name];
    char *argv[] = { zero, kind, index, NULL }, *env[] = { utc, NULL };
    sigset_t none;
    pid_t pid = -1;
    memcpy(zero, name, sizeof name);
    snprintf(index, sizeof index, "%zu", n);
    sigemptyset(&none);
    if (posix_spawn_file_actions_init(&f) != 0)
        return -1;
    if (posix_spawnattr_init(&attr) == 0) {
        posix_spawnattr_setsigmask(&attr, &none);
        posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
        if (posix_spawn_file_actions_adddup2(&f, in, STDIN_FILENO) != 0 ||
            posix_spawn_file_actions_adddup2(&f, out, STDOUT_FILENO) != 0 ||
            posix_spawn(&pid, "/proc/self/exe", &f, &attr, argv, env) != 0)
            pid = -1;
        posix_spawnattr_destroy(&attr);
    }
    posix_spawn_file_actions_destroy(&f);
    return pid;
}

// How it ended when it did not say so itself.
static err verdict(err e, int status)
{
    if (e != E_PEER)
        return e;
    bool hungry = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    return hungry || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) ? E_TOOBIG : E_INPUT;
}

err apart(enum apart_what what, str bytes, size_t n, apart_row *row, void *arg)
{
    int ends[2], status = 0;
    if (!bytes.n)
        return E_INPUT;
    int in = as_file(bytes);
    if (in < 0 || pipe2(ends, O_CLOEXEC) != 0) {
        if (in >= 0)
            close(in);
        return E_IO;
    }
    pid_t pid = begin_child(what, n, in, ends[1]);
    close(in);
    close(ends[1]);
    struct reading r = { .a = arena_make(0), .fd = ends[0], .until = now_ms() + apart_seconds * 1000, .row = row, .arg = arg };
    err e = pid < 0 ? E_IO : listen_to(&r);
    close(ends[0]);
    arena_drop(r.a);
    if (pid < 0)
        return e;
    if (e != OK && e != E_PEER) // it ends by itself when it is done
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return verdict(e, status);
}
