// SPDX-License-Identifier: Apache-2.0
// Which services are near a municipality: what somebody has found out and dated, else a guess from how
// central it is.
#include "rooms/place/place.h"
#include "rooms/proposal/proposal.h"
#include "text_keys.h"

static const struct choices kinds =
    CHOICES({ "hospital", "allocation.service.hospital" }, { "habilitation", "allocation.service.habilitation" },
            { "mental", "allocation.service.mental" }, { "school", "allocation.service.school" });
static const struct choices answers = CHOICES({ "yes", "proposal.near.yes" }, { "no", "proposal.near.no" });
static const struct field fields[] = {
    F(proposal_service, id, INT, .flags = KEY),
    F(proposal_service, number, TEXT, .flags = REQUIRED, .max = 60), // a name may be typed
    F(proposal_service, service, ENUM, .choices = &kinds),
    F(proposal_service, near, ENUM, .choices = &answers),
    F(proposal_service, from_day, DAY, .flags = REQUIRED),
    F(proposal_service, source, TEXT, .flags = REQUIRED, .max = 200),
    F(proposal_service, by_user, INT, .flags = READONLY),
    F(proposal_service, version, INT, .flags = VERSION),
};
const struct record proposal_service_rec = RECORD("proposal_service", proposal_service, fields);

SQL(proposal_near_all, "select * from proposal_service where from_day <= $1 order by from_day, id");

err proposal_services_of(struct db *db, day today, proposal_services *out)
{
    return db_all(db, &proposal_near_all, ARGS(AD(today)), &proposal_service_rec, out);
}

uint64_t proposal_near(const proposal_services *all, str number, day today, uint64_t *known)
{
    static const int most[] = { 0, 3, 3, 4, 5 }; // centrality class at most: hospital, habilitation, mental, school
    const struct place *p = place_municipality(number, today);
    int class = p && p->facts ? p->facts->centrality_class : 6;
    uint64_t set = 0;
    *known = 0;
    for (unsigned i = 1; i < sizeof most / sizeof *most; i++)
        set |= class <= most[i] ? UINT64_C(1) << i : 0;
    for (size_t i = 0; i < all->n; i++) {
        uint64_t bit = UINT64_C(1) << (all->p[i].service + 1);
        if (!str_eq(all->p[i].number, number))
            continue;
        *known |= bit;
        set = all->p[i].near == NEAR_YES ? set | bit : set & ~bit;
    }
    return set;
}

err proposal_demo(struct db *db, day today)
{
    static const struct {
        const char *number, *source;
        int service, near;
    } all[] = { { "1506", "Helseforetakets oversikt (øvingsdata)", 0, NEAR_YES },
                { "1507", "Helseforetakets oversikt (øvingsdata)", 0, NEAR_YES },
                { "1505", "Kommunens egen opplysning (øvingsdata)", 2, NEAR_NO },
                { "1506", "Fylkeskommunens skoleliste (øvingsdata)", 3, NEAR_YES } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct proposal_service row = { .number = str_z(all[i].number), .service = all[i].service, .near = all[i].near,
                                        .from_day = day_add(today, -120), .source = str_z(all[i].source) };
        PASS(db_add(db, &proposal_service_rec, &row));
    }
    return OK;
}
