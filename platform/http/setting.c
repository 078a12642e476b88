// SPDX-License-Identifier: Apache-2.0
#include "platform/http/setting.h"

SQL(setting_value, "select value from setting where name = $1");
SQL(setting_write, "insert into setting (name, value) values ($1, $2) "
                   "on conflict (name) do update set value = excluded.value");

err setting_get(struct db *db, const char *name, str *value)
{
    err e = db_str(db, &setting_value, ARGS(AT(str_z(name))), value);
    if (e == E_NOTFOUND)
        *value = STR("");
    return e == E_NOTFOUND ? OK : e;
}

err setting_demo(struct db *db, bool *demo)
{
    str value;
    PASS(setting_get(db, "demo", &value));
    *demo = str_is(value, "1");
    return OK;
}

err setting_put(struct db *db, const char *name, str value)
{
    int64_t changed;
    return db_do(db, &setting_write, ARGS(AT(str_z(name)), AT(value)), &changed);
}
