// SPDX-License-Identifier: Apache-2.0
// Checkpoints are signed (Ed25519), so that one kept elsewhere is known to be ours and unchanged.
// The key stands in DIR/audit.key, readable by its owner alone, and is made at first use.
#ifndef PLATFORM_TRACE_SIGN_H
#define PLATFORM_TRACE_SIGN_H

#include "base/err.h"
#include "base/out.h"

// Adds the line "signed PUBLIC-KEY SIGNATURE" over all that is in the buffer. E_IO with *fault.
MUST err trace_sign(struct arena *, const char *dir, struct out *checkpoint, str *fault);
// E_INPUT with *fault when the signature is missing, does not fit, or is of another key than
// DIR/audit.key; E_IO when the key cannot be read.
MUST err trace_signed(struct arena *, const char *dir, str checkpoint, str *fault);

#endif
