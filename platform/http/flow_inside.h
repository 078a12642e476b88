// SPDX-License-Identifier: Apache-2.0
// What the files of the flow share among themselves; nobody else includes this.
#ifndef PLATFORM_HTTP_FLOW_INSIDE_H
#define PLATFORM_HTTP_FLOW_INSIDE_H

#include "base/utf8.h"
#include "platform/http/flow.h"
#include "platform/http/parse.h"
#include "platform/view/view.h"

#define LANG_COOKIE "sprak"
#define FORM_COOKIE "skjema"
#define NOTICE_COOKIE "melding"

bool own_path(str);                      // may stand in a redirect (WEB-13)
str notice_read(struct rq *, str coded); // what notice() set; "" when it is not ours

// guard.c: the body of a write becomes q->form and q->uploads; 200, 400, 413 or 415.
int guard_body(struct rq *, str body);
// 200; 403 for a request that another site sent; 419 for a form whose token is not ours now.
int guard_write(struct rq *);
bool guard_host(const struct site *, str host);

// once.c (REL-3), inside the write transaction.
// E_NOTFOUND when the key is new; OK with the first answer's address when it was used before by
// this user on this route; E_DENIED when it is somebody else's.
MUST err once_find(struct rq *, str key, str *location);
MUST err once_keep(struct rq *, str key, str location); // E_RETRY when another was quicker

// render.c: the reply as bytes in `page` and headers in the answer. What the view reads is in the
// request's arena, so this runs where that is: inside the transaction.
void render(struct rq *, reply *, struct out *page, struct outgoing *);

// error.c: the page of a status, whole, after the face that was asked for. Sets *type.
void error_page(struct out *, struct rq *, int status, str *type);

// headers.c: what goes on every answer (WEB-10), and what depends on it.
void headers_add(struct rq *, const reply *, struct outgoing *, str type);

int64_t log_clock_us(void); // monotonic
// log.c: one JSON line; the route's pattern stands for the address (AUD-9).
void log_request(struct site *, const struct rq *, const struct outgoing *, int64_t began_us);

#endif
