// SPDX-License-Identifier: Apache-2.0
#include "platform/who/who.h"

const struct right PUBLIC = { "public", 0 };
const struct right SIGNED_IN = { "signed-in", 0 };
const struct actor NOBODY = { .name = STR_INIT(""),
                              .org_code = STR_INIT(""),
                              .org_name = STR_INIT(""),
                              .session_digest = STR_INIT(""),
                              .form_token = STR_INIT("") };

static const char *const codes[ROLES] = {
    [ROLE_NONE] = "", [DS] = "DS", [DG] = "DG", [DE] = "DE", [DA] = "DA", [CE] = "CE",
    [MC] = "MC",      [MP] = "MP", [MH] = "MH", [MT] = "MT", [MB] = "MB", [BA] = "BA",
    [MU] = "MU",      [CO] = "CO", [CG] = "CG", [BU] = "BU", [IN] = "IN", [IO] = "IO",
    [PA] = "PA",      [RE] = "RE", [PO] = "PO", [AR] = "AR", [SY] = "SY", [MA] = "MA",
    [VO] = "VO",
};

const char *role_code(enum role r)
{
    return codes[r];
}

bool role_parse(str code, enum role *out)
{
    for (int r = ROLE_NONE + 1; r < ROLES; r++)
        if (str_is(code, codes[r])) {
            *out = (enum role)r;
            return true;
        }
    return false;
}

// The kinds of organisation in which a role has a meaning.
static enum org_kind home_of(enum role r)
{
    switch (r) {
    case DS:
    case DG:
    case DE:
    case DA:
    case SY: return ORG_DIRECTORATE;
    case CE: return ORG_CENTRE;
    case MC:
    case MP:
    case MH:
    case MT:
    case MB:
    case BA: return ORG_MUNICIPALITY;
    case CO: return ORG_COUNTY;
    case VO: return ORG_OTHER;
    case MU: // every organisation has its own administrator of users
    case CG:
    case BU:
    case IN:
    case IO:
    case PA:
    case RE:
    case PO:
    case AR:
    case MA:
    case ROLE_NONE:
    case ROLES: return ORG_NONE; // any
    }
    return ORG_NONE;
}

bool role_fits(enum role r, enum org_kind kind)
{
    return home_of(r) == ORG_NONE || home_of(r) == kind || r == SY;
}

bool role_sees_persons(enum role r)
{
    return R(r) & (R(DS) | R(DG) | R(CE) | R(MC) | R(MP) | R(MH) | R(MT) | R(MB) | R(BA) | R(CO) |
                   R(CG) | R(BU) | R(AR) | R(MA));
}

bool may(const struct actor *who, const struct right *right)
{
    if (right == &PUBLIC)
        return true;
    if (right == &SIGNED_IN)
        return who->user != 0;
    return who->user && who->role != ROLE_NONE && (right->roles & R(who->role));
}

bool may_for(const struct actor *who, const struct right *right, int64_t org)
{
    return may(who, right) && (who->org_kind == ORG_DIRECTORATE || who->org == org);
}
