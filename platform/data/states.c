// SPDX-License-Identifier: Apache-2.0
#include "platform/room.h"

err state_move(const struct states *s, int *state, int event)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i].from == *state && s->at[i].event == event) {
            *state = s->at[i].to;
            return OK;
        }
    return E_CONFLICT;
}
