// SPDX-License-Identifier: Apache-2.0
// The map of Norway by municipality (numbers of 2024): five classes from light to dark, hatch
// for "no answer", grey for hidden. It knows places and classes, not what is counted. The
// outlines are one cached file; the page carries only the classes and links.
#ifndef PLATFORM_VIEW_CHOROPLETH_H
#define PLATFORM_VIEW_CHOROPLETH_H

#include "platform/view/view.h"

enum map_class {
    MAP_1,
    MAP_2,
    MAP_3,
    MAP_4,
    MAP_5,      // few ... many
    MAP_HATCH,  // has not answered
    MAP_HIDDEN, // withheld, or no figure
    MAP_CLASSES,
};

struct map_place {
    str code; // "1506"
    enum map_class cls;
    str name;  // "Molde"
    str value; // as written: "6,9"; "" when there is none
    str url;   // "" for no link
};

struct choropleth {
    str id;    // unique on the page: letters, digits, hyphen
    str title; // "Bosatte flyktninger per 1 000 innbyggere, 2023"
    str about; // one line below it; "" for none
    str desc;  // in words for screen readers; "" makes one from the counts
    str unit;  // after values in the titles of places: "per 1 000"; "" for none
    const struct map_place *at;
    size_t n;
    str labels[MAP_CLASSES]; // "under 2", "2–3,9" ...; "" leaves the class out of the legend
    str county;              // "15" shows that county; "" the whole country
    str chosen;              // "1506" is marked and named; "" for none
    bool plain;              // the map alone: no title, no legend (caller writes them)
};
void c_choropleth(struct w *, const struct choropleth *);
void c_choropleth_legend(struct w *, const struct choropleth *); // for `plain` maps

// Five classes with about as many places in each, cut at round numbers: fills cut[0..3] (value
// >= cut[i] is class i + 2) from n values, NAN ignored. False when fewer than five differ.
bool map_cuts(const double *values, size_t n, double cut[4], struct arena *);
enum map_class map_class_of(double value, const double cut[4]); // NAN gives MAP_HIDDEN
// Labels of the classes for those cuts: "under 2", "2–3,9", ... "10 og mer".
void map_labels(struct arena *, enum lang, const double cut[4], int decimals,
                str labels[MAP_CLASSES]);

struct box {
    double x, y, w, h;
};
bool map_box(str code, struct box *); // of a municipality "1506" or county "15", in map units

#endif
