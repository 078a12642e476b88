// SPDX-License-Identifier: Apache-2.0
#include "platform/http/crowd.h"

#include <pthread.h>
#include <sys/statvfs.h>

enum { AT_ONCE = 512, FREE_PERCENT = 5 }; // no more requests are worked on than there are workers

static struct {
    pthread_mutex_t lock;
    int64_t user[AT_ONCE]; // one place for each request; 0 is free
} crowd = { .lock = PTHREAD_MUTEX_INITIALIZER };

bool crowd_enter(int64_t user)
{
    int mine = 0, place = -1;
    pthread_mutex_lock(&crowd.lock);
    for (int i = 0; i < AT_ONCE; i++) {
        mine += crowd.user[i] == user;
        if (!crowd.user[i] && place < 0)
            place = i;
    }
    bool in = mine < PER_USER_MAX && place >= 0;
    if (in)
        crowd.user[place] = user;
    pthread_mutex_unlock(&crowd.lock);
    return in;
}

void crowd_leave(int64_t user)
{
    pthread_mutex_lock(&crowd.lock);
    for (int i = 0; i < AT_ONCE; i++)
        if (crowd.user[i] == user) {
            crowd.user[i] = 0;
            break;
        }
    pthread_mutex_unlock(&crowd.lock);
}

bool site_full(const struct site *s)
{
    struct statvfs v;
    if (s->full || !s->data)
        return s->full;
    return statvfs(s->data, &v) == 0 && v.f_blocks && v.f_bavail * 100 / v.f_blocks < FREE_PERCENT;
}
