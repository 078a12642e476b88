// SPDX-License-Identifier: Apache-2.0
#include "app/data_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool data_lock(struct arena *a, const char *dir, str *fault)
{
    struct stat st;
    if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode)) {
        *fault = strf(a, "there is no folder %s", dir);
        return false;
    }
    int fd = open(strf(a, "%s/lock", dir).p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        *fault = strf(a, "cannot write in %s: %s", dir, strerror(errno));
        return false;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        char pid[16] = "";
        ssize_t n = read(fd, pid, sizeof pid - 1);
        *fault = strf(a, "%s is in use by another fotfeste (process %.*s)", dir,
                      n > 0 ? (int)strcspn(pid, "\n") : 1, n > 0 ? pid : "?");
        close(fd);
        return false;
    }
    if (ftruncate(fd, 0) == 0)
        dprintf(fd, "%d\n", (int)getpid());
    return true; // the descriptor stays open, and with it the lock, until the process ends
}

const char *data_url(struct arena *a, const char *dir, const char *given)
{
    return given ? given : strf(a, "sqlite:%s/fotfeste.db", dir).p;
}
