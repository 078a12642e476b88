// SPDX-License-Identifier: Apache-2.0
// Style sheets, scripts, fonts and pictures that were built into the binary from asset/. Their
// address holds a digest of the content, so browsers keep them for ever and never hold old
// ones.
#ifndef PLATFORM_HTTP_ASSETS_H
#define PLATFORM_HTTP_ASSETS_H

#include "platform/http/http.h"

// "fotfeste.css" to "/statisk/fotfeste.0123456789ab.css". A name that is not there ends the
// process: it is a fault in the program, found by the first test that shows a page.
str asset_url(struct arena *, const char *name);

// False when the path does not begin with /statisk/.
bool asset_serve(struct rq *, reply *);

#endif
