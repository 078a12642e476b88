// SPDX-License-Identifier: Apache-2.0
#include "platform/http/crowd.h"

#include "platform/room.h"
#include "test/web.h"

TEST(one_user_has_four_requests_at_once_and_no_more)
{
    const struct actor *per = as(MC, "K1506"), *other = as(MH, "K1506");
    CHECK_INT(get(a, "/varsler", per).status, 200);
    for (int i = 0; i < PER_USER_MAX; i++)
        CHECK(crowd_enter(per->user));
    CHECK(!crowd_enter(per->user));
    struct answer r = get(a, "/varsler", per);
    CHECK_INT(r.status, 429);
    CHECK(answer_header(&r, "Retry-After").n > 0);
    CHECK_INT(get(a, "/", public_()).status, 200); // the public is not counted by user
    if (other->user != per->user)
        CHECK_INT(get(a, "/varsler", other).status, 200);
    crowd_leave(per->user);
    CHECK_INT(get(a, "/varsler", per).status, 200);
    for (int i = 1; i < PER_USER_MAX; i++)
        crowd_leave(per->user);
    for (int i = 0; i < 3 * PER_USER_MAX; i++) // what is over is not counted
        CHECK_INT(get(a, "/varsler", per).status, 200);
}

TEST(a_nearly_full_disk_is_read_from_and_not_written_to)
{
    struct site *s = test_site(a);
    const struct actor *per = as(MC, "K1506");
    const char *form = "digest=weekly&quiet_from=21&quiet_to=6&version=0";
    s->full = true;
    struct answer page = get(a, "/varsler", per);
    CHECK_INT(page.status, 200);
    CHECK(has_text(page.body, "Disken er nesten full"));
    struct answer stopped = post(a, "/profil/varsler", per, form);
    CHECK_INT(stopped.status, 503);
    CHECK(has_text(stopped.body, "kan ingenting lagres"));
    CHECK(has_text(stopped.body, "value=\"weekly\"")); // what was written is not lost
    CHECK_INT(get(a, "/ready", public_()).status, 503);
    CHECK_INT(get(a, "/health", public_()).status, 200);
    CHECK_INT(post(a, "/logg-ut", per, "").status, 303);
    s->full = false;
    CHECK(!has_text(get(a, "/varsler", per).body, "Disken er nesten full"));
    CHECK_INT(post(a, "/profil/varsler", per, form).status, 303);
}
