// SPDX-License-Identifier: Apache-2.0
// Charts written by the server as SVG. They know numbers and words, not what is counted. Every
// chart has a title (the finding in words), a description for those who do not see it, a zero
// line and names at the end of the series; looks differ by shape as well as by colour.
#ifndef PLATFORM_VIEW_CHART_H
#define PLATFORM_VIEW_CHART_H

#include <math.h>

#include "platform/view/view.h"

enum look {
    LOOK_FRAME,  // dashed frame around the bar (what was asked for)
    LOOK_STROKE, // ochre stroke across the bar (what was decided)
    LOOK_BAR,    // solid bar (what happened)
    LOOK_LINE,   // line over the years
    LOOK_OTHER,  // second line, dashed: the place compared with
};

struct series {
    str name; // "Anmodet"
    enum look look;
    const double *at; // n values; NAN where there is none
};

struct chart {
    str id;            // unique on the page: letters, digits, hyphen
    str title;         // the finding: "Molde bosatte 312 i 2022"
    str about;         // unit and signs: "Personer per år. Stiplet ramme: anmodet."
    str desc;          // the same in words for screen readers; "" takes `about`
    const str *labels; // n labels of the horizontal axis, usually years
    size_t n;
    const struct series *series; // at most six
    size_t series_n;
    int decimals;       // of the labels and axis: 0 or 1
    size_t strong;      // column drawn darker, with its values written; n for none
    size_t note_before; // a dotted line stands before this column, with `note`; 0 for none
    str note;           // "Slått sammen med Midsund og Nesset fra 2020"
};
void c_chart(struct w *, const struct chart *);

// One bar of up to four parts, the whole being `total` (>= the sum of parts).
struct part {
    str name;
    double value;
};
struct bar {
    str label; // what it shows, for screen readers: "58 % bosatt, 86 % vedtatt"
    const struct part *part;
    size_t n;
    double total;
    double mark; // ochre line, a forecast; NAN for none
};
void c_bar(struct w *, const struct bar *);        // parts after each other
void c_bar_nested(struct w *, const struct bar *); // each part from zero, largest first

// A line without axes beside a sentence; `label` says what it shows.
struct spark {
    str label;
    const double *at; // NAN where there is none
    size_t n;
};
void c_spark(struct w *, const struct spark *);

#endif
