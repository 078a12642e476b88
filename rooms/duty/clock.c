// SPDX-License-Identifier: Apache-2.0
// The arithmetic of a deadline, pure: its length, days off work, and a clock that may stand.
//
// The day the clock stops counts as standing and the day it goes again does not: stopped on the 3rd
// and gone on the 8th moves the due day by five. Days off work are looked at last and once, on the
// day that comes out, so that a stop never moves a due day by more than it lasted plus that.
#include "rooms/duty/duty_db.h"

day duty_length(const struct duty_kind *k, day start)
{
    return day_add(day_add_months(start, k->months), k->days + 7 * k->weeks);
}

day duty_off_work(const struct duty_kind *k, day due)
{
    while (k->working_day && !law_working_day(due))
        due = day_add(due, 1);
    return due;
}

static day moved(const struct duty_kind *k, const struct duty *d, int64_t days)
{
    return duty_off_work(k, day_add(d->first, (int32_t)days));
}

day duty_due_on(const struct duty_kind *k, const struct duty *d, day today)
{
    int64_t stands = day_known(d->stopped) && day_cmp(today, d->stopped) > 0
                         ? day_diff(today, d->stopped)
                         : 0;
    return moved(k, d, d->stopped_days + stands);
}

err duty_stop_at(struct duty *d, day on, const char *reason)
{
    if (day_known(d->stopped))
        return OK;
    if (day_cmp(on, d->start) < 0)
        return E_INPUT;
    d->stopped = on;
    d->stop_reason = str_z(reason);
    return OK;
}

err duty_go_at(const struct duty_kind *k, struct duty *d, day on)
{
    if (!day_known(d->stopped))
        return OK;
    if (day_cmp(on, d->stopped) < 0)
        return E_INPUT;
    d->stopped_days += day_diff(on, d->stopped);
    d->stopped = DAY_NONE;
    d->stop_reason = STR("");
    d->due = moved(k, d, d->stopped_days);
    return OK;
}
