// SPDX-License-Identifier: Apache-2.0
// Organisations come into being when they are first named: the directorate, and every county and
// municipality that the register of places knows.
#include "rooms/access/access.h"

err access_org_of(struct db *db, const struct place *p, struct who_org *org)
{
    switch (p->kind) {
    case PLACE_COUNTY:
        return org_ensure(db, strf(db->mem, "F%.*s", S(p->number)), "county", p->name,
                          KNOWN(p->unit), org);
    case PLACE_MUNICIPALITY:
        return org_ensure(db, strf(db->mem, "K%.*s", S(p->number)), "municipality", p->name,
                          KNOWN(p->unit), org);
    case PLACE_NATION: break;
    }
    return E_NOTFOUND;
}

err access_org(struct db *db, str code, day on, struct who_org *org)
{
    err e = org_by_code(db, code, org);
    if (e != E_NOTFOUND)
        return e;
    if (str_is(code, "IMDI"))
        return org_ensure(db, code, "directorate", STR("Integrerings- og mangfoldsdirektoratet"),
                          UNKNOWN, org);
    const struct place *p = place_by_slug(code, on);
    return p ? access_org_of(db, p, org) : E_NOTFOUND;
}

const struct place *access_place_of(enum org_kind kind, str code, day on)
{
    switch (kind) {
    case ORG_DIRECTORATE: return place_nation();
    case ORG_COUNTY: return place_by_slug(code, on);
    case ORG_MUNICIPALITY: {
        const struct place *p = place_by_slug(code, on);
        return p ? place_on(p, on) : NULL;
    }
    case ORG_CENTRE:
    case ORG_OTHER:
    case ORG_NONE: break;
    }
    return NULL;
}
