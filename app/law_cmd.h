// SPDX-License-Identifier: Apache-2.0
// What the law commands share.
#ifndef APP_LAW_CMD_H
#define APP_LAW_CMD_H

#include "law/law.h"

const struct law *law_ready(struct arena *, const char *command); // NULL: told on standard error
int law_lang_of(const char *word, enum law_lang *); // NULL is nb; EXIT_BAD_USE when it is none

#endif
