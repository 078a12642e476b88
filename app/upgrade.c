// SPDX-License-Identifier: Apache-2.0
#include "app/upgrade.h"

#include "app/backup.h"
#include "app/command.h"

bool upgrade(struct db_pool *pool, const char *data, int64_t now, struct out *report)
{
    int lacks, has;
    if (db_pending(pool, now, &lacks, &has, report) != OK)
        return false;
    if (!lacks)
        return true;
    if (has) {
        struct arena *a = arena_make(0);
        struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("upgrade"),
                             .reason = STR(""), .now = now, .today = day_in_oslo(now) };
        str iso = day_iso(a, deed.today);
        str dir = strf(a, "%s/before-upgrade-%.*s-%lld", data, S(iso),
                       (long long)(now - day_start_ms(deed.today)));
        int code = backup_write(pool, a, &deed, "upgrade", dir.p);
        if (code != EXIT_FINE)
            out_f(report, "no copy could be written to %.*s, so nothing was changed\n", S(dir));
        arena_drop(a);
        if (code != EXIT_FINE)
            return false;
    }
    return db_migrate(pool, false, report, now) == OK;
}
