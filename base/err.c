// SPDX-License-Identifier: Apache-2.0
#include "base/err.h"

const char *err_name(err e)
{
    switch (e) {
    case OK: return "ok";
    case E_NOTFOUND: return "not found";
    case E_DENIED: return "denied";
    case E_CONFLICT: return "conflict";
    case E_RETRY: return "retry";
    case E_TOOBIG: return "too big";
    case E_INPUT: return "bad input";
    case E_DB: return "database";
    case E_IO: return "input/output";
    case E_PEER: return "peer";
    }
    return "unknown";
}
