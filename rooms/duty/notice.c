// SPDX-License-Identifier: Apache-2.0
// Telling. A notice is a text without names and an address; who may not open the address is told
// nothing by it.
#include "rooms/duty/duty_db.h"

static err tell(struct db *db, struct notice_row n, enum notice_kind kind, const char *words, str link)
{
    n.kind = (int)kind;
    n.words = str_z(words);
    n.link = link;
    n.at = (moment){ db->deed.now };
    return db_add(db, &duty_notice_rec, &n);
}

err notice_tell(struct db *db, int64_t org, uint64_t roles, enum notice_kind kind, const char *words,
                str link)
{
    return tell(db, (struct notice_row){ .org = org, .roles = (int64_t)roles }, kind, words, link);
}

err notice_to(struct db *db, int64_t user, enum notice_kind kind, const char *words, str link)
{
    return tell(db, (struct notice_row){ .user_id = user }, kind, words, link);
}
