// SPDX-License-Identifier: Apache-2.0
// What the parts of tmplc share: one template is read at a time, from front to back.
#ifndef TOOL_TMPLC_H
#define TOOL_TMPLC_H

#include <ctype.h>

#include "tool.h"

enum place { IN_TEXT, IN_TAG, IN_NAME, IN_DQ, IN_SQ, IN_COMMENT, IN_CODE, IN_AFTER_EQ };

struct html { // where in the HTML the reading is
    enum place place;
    char element[32], attr[48];
    size_t attr_n;
    bool value_start; // nothing of the attribute's value has been written
    int pre;          // inside pre or textarea: blanks count
};

enum { DEPTH = 32, ARGS = 16 };
enum block_kind { B_IF, B_EACH };
struct block {
    enum block_kind kind;
    char *var;      // of each
    char *slice;    // C expression of each
    struct html at; // where in the HTML it began
    bool second;    // else or empty was seen
    int line;
};

// The reading.
extern const char *file;
extern const char *src, *p; // whole file, and the reading position
extern int line;
extern struct html h;
extern struct block blocks[DEPTH]; // that are open
extern int depth;
extern const char *var; // name of the data, NULL before {view}
__attribute__((noreturn, format(printf, 1, 2))) void stop(const char *fmt, ...);
void blanks(void);
bool take(const char *word); // steps past it when it stands here
char *name(const char *what);

// tmplc_out.c: the C being written.
extern struct text *out;
void indent(void);
void flush(void); // literal HTML so far
__attribute__((format(printf, 1, 2))) void code(const char *fmt, ...);
void put(char);       // a character of literal HTML
void put_blank(char); // unless a blank stands there already

// tmplc_html.c: where in the HTML the reading is.
void follow(const char *at); // one character; `at` points at it in the source
void html_char(void);        // takes one character, or a run of blanks
bool address_attr(void);

// tmplc_value.c: values and what is written with them.
bool known(const char *name); // of the data or an open each
char *quoted_c(void);
char *value(void);
void place_ok(const char *what);
void brace_ends(void);
void write_value(const char *c);
void text_tag(void);
void url_tag(void);
void component_tag(void);

// tmplc_block.c: {#if} and {#each}.
void block_begin(void);
void block_end(void); // of if and each

#endif
