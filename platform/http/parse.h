// SPDX-License-Identifier: Apache-2.0
// The parts of a request that people write: path, query, form, multipart form, cookies,
// languages. Each is a pure function over bytes with limits (security.md WEB-1, WEB-4, WEB-15):
// what comes out is well-formed UTF-8 in normal form C without control bytes.
#ifndef PLATFORM_HTTP_PARSE_H
#define PLATFORM_HTTP_PARSE_H

#include "platform/http/http.h"

// All: E_INPUT for what cannot be read, E_TOOBIG past a limit; *fault says which, in English.
// Outputs are untouched or partly filled then, and not to be used.

// "/a%20b/c" to "/a b/c". Refused: bad escapes, escaped slashes, "." and ".." and control
// bytes.
MUST err parse_path(struct arena *, str raw, str *path, const char **fault);
// "a=1&b=x+y" to pairs, in order; line breaks are refused.
MUST err parse_query(struct arena *, str raw, pairs *, const char **fault);
// application/x-www-form-urlencoded; line breaks become \n.
MUST err parse_form(struct arena *, str raw, pairs *, const char **fault);
// One value of a form, its escapes already undone.
MUST err parse_value(struct arena *, str raw, str *value, const char **fault);
// multipart/form-data with the boundary of its Content-Type. Fields go to pairs, files to
// uploads (their bytes point into `body`); a file field without a file is left out.
MUST err parse_multipart(struct arena *, str content_type, str body, pairs *, uploads *,
                         const char **fault);
// Cookie header to pairs; a malformed cookie is left out, since others may have set it.
void parse_cookies(struct arena *, str header, pairs *);
// The best of our languages in an Accept-Language header; NB when none is wanted.
enum lang parse_languages(str header);

// The media type without parameters, and one parameter (RFC 9110 5.6.6), "" when absent.
str media_type(str content_type);
str media_param(struct arena *, str header_value, const char *name);

// Percent-encodes all but unreserved bytes.
void out_url(struct out *, str);

#endif
