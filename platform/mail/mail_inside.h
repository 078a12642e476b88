// SPDX-License-Identifier: Apache-2.0
// Between the outbox and the wire.
#ifndef PLATFORM_MAIL_MAIL_INSIDE_H
#define PLATFORM_MAIL_MAIL_INSIDE_H

#include "platform/mail/mail.h"

struct mail_server {
    str host, tls, from, user, site;
    const char *password; // NULL for none
    int64_t port;
    long seconds; // for one mail; 0: fifteen
};
struct mail {
    int64_t id, attempts;
    str uuid, address, lang, subject, words, link;
    moment made;
};
enum mail_outcome { MAIL_SENT, MAIL_REFUSED, MAIL_LATER, MAIL_UNREACHED };

str mail_message(struct arena *, const struct mail_server *, const struct mail *, int64_t now);
// Talks to the server within the time it has. *fault: in English, without the address.
enum mail_outcome mail_send(struct arena *, const struct mail_server *, const struct mail *, str message,
                            str *fault);

#endif
