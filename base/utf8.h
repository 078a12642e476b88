// SPDX-License-Identifier: Apache-2.0
// UTF-8 at the door: well-formedness after the Unicode standard, table 3-7.
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

bool utf8_ok(str);               // well formed, no surrogates, nothing above U+10FFFF
uint32_t utf8_next(str *rest);   // takes one code point off a well-formed text; 0 at the end
size_t utf8_count(str);          // code points of a well-formed text

enum text_rule { ONE_LINE, MANY_LINES };
// Well formed, no control bytes (line breaks and tabs only in MANY_LINES), no bidirectional
// override characters. What forms and files must pass before anything looks at them.
bool text_ok(str, enum text_rule);

#endif
