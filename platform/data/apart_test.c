// SPDX-License-Identifier: Apache-2.0
// A reader that a hostile file has taken over: what it tries ends it, and the parent gets an error.
#include "platform/data/apart.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/data/xlsx_in.h"
#include "test/test.h"

enum misdeed { OPENS, CONNECTS, STARTS, KILLS, EXECUTES, LIES_OF_LENGTH, LIES_OF_CELLS, LEAVES, FALLS, TURNS, EATS, WORKS, DEEDS };

static err lie(uint32_t cells, uint32_t bytes, uint32_t first)
{
    const struct {
        int64_t line;
        uint32_t cells, bytes, first[4];
    } f = { 1, cells, bytes, { first } };
    return write(STDOUT_FILENO, &f, sizeof f) == sizeof f ? OK : E_IO;
}

err apart_spare(struct arena *a, str bytes, size_t n, apart_row *row, void *arg)
{
    volatile bool forever = true;
    switch ((enum misdeed)n) {
    case OPENS: return open("/etc/passwd", O_RDONLY) < 0 ? OK : OK;
    case CONNECTS: return socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? OK : OK;
    case STARTS: return fork() < 0 ? OK : OK;
    case KILLS: return kill(getppid(), 0) < 0 ? OK : OK;
    case EXECUTES: return execl("/bin/true", "true", NULL) < 0 ? OK : OK;
    case LIES_OF_LENGTH: return lie(1, 8, UINT32_MAX);
    case LIES_OF_CELLS: return lie(UINT32_MAX / 2, 16, 1);
    case LEAVES: _exit(0);
    case FALLS: __builtin_trap();
    case TURNS:
        while (forever)
            ;
        return OK;
    case EATS:
        for (int i = 0; i < 40; i++)
            memset(mem(a, 16 << 20), 1, 16 << 20);
        return OK;
    case WORKS: return row(arg, &(struct csv_row){ &bytes, 1, 7 });
    case DEEDS: break;
    }
    return E_INPUT;
}

static err keep(void *arg, const struct csv_row *r)
{
    str *s = arg;
    CHECK(r->n == 1 && r->line == 7 && s->n < 64);
    memcpy((char *)(uintptr_t)s->p, r->cell[0].p, r->cell[0].n);
    s->n = r->cell[0].n;
    return OK;
}

static int descriptors(void)
{
    int n = 0;
    for (int i = 0; i < 256; i++)
        n += fcntl(i, F_GETFD) >= 0;
    return n;
}

TEST(a_reader_that_was_taken_over_can_reach_nothing)
{
    static const struct { enum misdeed deed; err e; } cases[] = {
        { OPENS, E_INPUT }, { CONNECTS, E_INPUT }, { STARTS, E_INPUT }, { KILLS, E_INPUT }, { EXECUTES, E_INPUT },
        { LIES_OF_LENGTH, E_INPUT }, { LIES_OF_CELLS, E_INPUT }, { LEAVES, E_INPUT }, { FALLS, E_INPUT },
        { TURNS, E_TOOBIG },
#if !defined(__SANITIZE_ADDRESS__)
        { EATS, E_TOOBIG },
#endif
    };
    char room[64];
    str got = { room, 0 };
    int open_before = descriptors(), seconds = apart_seconds;
    CHECK_INT(apart(APART_SPARE, STR("hei på deg"), WORKS, keep, &got), OK); // it does work
    CHECK_STR(got, "hei på deg");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        apart_seconds = cases[i].deed == TURNS ? 1 : seconds;
        err e = apart(APART_SPARE, STR("x"), cases[i].deed, keep, &got);
        CHECK_AT(e == cases[i].e, "misdeed %d: %s", (int)cases[i].deed, err_name(e));
    }
    apart_seconds = seconds;
    CHECK_INT(descriptors(), open_before);
    CHECK_INT(apart(APART_ROWS, STR(""), 0, keep, &got), E_INPUT);
}

static err no_more(void *arg, const struct csv_row *r)
{
    (void)r;
    return ++*(int *)arg == 2 ? E_CONFLICT : OK;
}

// Whoever reads may stop: the child is ended, and the reader's own error comes back.
TEST(a_reader_is_ended_when_its_rows_are_not_wanted)
{
    int rows = 0;
    str file = test_file(a, "test/corpus/xlsx/written");
    CHECK_INT(xlsx_rows(a, file, 0, no_more, &rows), E_CONFLICT);
    CHECK_INT(rows, 2);
}
