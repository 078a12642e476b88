// SPDX-License-Identifier: Apache-2.0
// What the error page shows.
#ifndef PLATFORM_HTTP_ERROR_H
#define PLATFORM_HTTP_ERROR_H

#include "platform/http/http.h"

// What a form of a session that ended held travels through the sign-in page under these names:
// where it goes as "kept", each field with this before its name.
#define KEPT "kept."

struct error {
    int status;
    text_key title, what, act;
    bool fragment; // asked for by the script: only a message beside the page
    bool kept;    // a form that was not sent: its fields stand in `fields`
    bool sign_in; // and the visitor is not signed in: the fields go by way of the sign-in page
    bool files;   // it had files, which cannot be kept
    pairs fields; // under KEPT names when they go by way of the sign-in page
    str token;   // good now
    str target;  // where it goes
    bool search; // offer to search
    str id;      // of the request, where the fault is ours; "" else
};

#endif
