// SPDX-License-Identifier: Apache-2.0
// The parts of the PDF renderer: fonts, laying out (what stands where), drawing, finishing.
#ifndef PLATFORM_LETTER_PDF_H
#define PLATFORM_LETTER_PDF_H

#include <pango/pangocairo.h>

#include "platform/letter/letter.h"

#define MM(x) ((x)*72.0 / 25.4) // points
#define PAGE_WIDTH MM(210)
#define PAGE_HEIGHT MM(297)

// This thread's fonts, all from files of our own choice: the letter looks alike on every machine.
// NULL when they are not installed. Owned by the thread.
PangoFontMap *letter_fonts(void);

enum ink { INK_TEXT, INK_SOFT, INK_MARK, INK_ALARM, INK_HAIR };

// One step of drawing. Tags nest and may span pages; a step on a later page turns the page.
struct pdf_step {
    enum { STEP_OPEN, STEP_CLOSE, STEP_LINE, STEP_RULE, STEP_DOT } kind;
    const char *tag; // of STEP_OPEN and STEP_CLOSE
    enum ink ink;
    int page;        // from 0
    double x, y, w;  // baseline of a line; left end and length of a rule; middle of a dot
    PangoLayoutLine *line;
};
typedef SLICE(struct pdf_step) pdf_steps;

// What is drawn but not said (page numbers, rules, dots, repeated heads) stands in this tag while
// cairo writes; letter_finish makes it an artifact.
#define NOT_SAID "NonStruct"

enum face_of { FACE_BODY, FACE_BOLD, FACE_TITLE, FACE_NAME, FACE_SMALL, FACE_SMALL_BOLD, FACE_KINDS };
struct pdf {
    struct arena *a; // the steps and layouts live until it is taken back
    PangoContext *context;
    pdf_steps steps;
    int page;
    double y;      // where the next thing may begin
    bool unknown;  // a sign had no glyph
};
PangoLayout *pdf_layout(struct pdf *, enum face_of, str, double width); // width 0: one line
void pdf_lay(struct pdf *, const struct letter *);

// Gives cairo's file a language, a title to show, the PDF/UA mark; table heads and lists get
// their attributes.
MUST err letter_finish(struct arena *, str pdf, const struct letter *, struct out *out);

#endif
