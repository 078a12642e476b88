// SPDX-License-Identifier: Apache-2.0
#ifndef ROOMS_ALLOCATION_LETTER_WEB_H
#define ROOMS_ALLOCATION_LETTER_WEB_H

#include "platform/view/view.h"

struct letter_page {
    html letter;
    str ref, person;   // person: address of the case
    bool to_place, both;
};
reply letter_get(struct rq *);
reply letter_pdf_get(struct rq *);
reply own_letter_get(struct rq *);

#endif
