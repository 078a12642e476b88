// SPDX-License-Identifier: Apache-2.0
// The head of a request, read strictly from its raw bytes (RFC 9112; security.md 5.1): what two
// programs could read in two ways is refused, never guessed.
#ifndef PLATFORM_HTTP_HEAD_H
#define PLATFORM_HTTP_HEAD_H

#include "platform/http/http.h"

struct head {
    str method, target; // target begins with '/': path and query, still percent-encoded
    str path, query;    // its two parts
    str host;           // the one Host header
    int64_t length;     // of the body; 0 when there is none
    pairs headers;
};

// Where the head ends (bytes with the empty line), 0 when more must come, -1 when the bytes so
// far already break the rules: a line end that is not CR LF, a control byte, more than
// HEAD_MAX. *seen is 0 at first and remembers what was looked at, so that a slow sender costs
// nothing.
int head_end(str bytes, size_t *seen);

// The request line alone, as soon as it is there: 0 when it is not yet, else as head_read.
int head_line(str bytes, const char **fault);

// Reads a whole head (as far as head_end said). 200, or the status that refuses it: 400, 413,
// 414, 417, 431, 501, 505, with *fault in English. The texts point into `bytes`.
int head_read(struct arena *, str bytes, struct head *, const char **fault);

str head_value(const struct head *, const char *name); // "" when absent; name in lower case

#endif
