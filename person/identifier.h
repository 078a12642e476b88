// SPDX-License-Identifier: Apache-2.0
// The numbers a person has in Norway: DUF number, D-number, national identity number (old rule of
// 1964 and the rule from 1 January 2032). Pure: text in, verdict out. Nothing is ever derived
// from a number but whether it can be one; sex and birth date have fields of their own.
//
// Sources: Norwegian Tax Administration, new national identity number from 2032 and its published
// validator; Statistics Norway's published control of DUF numbers (that directorate publishes no
// algorithm, so a failed DUF control is a doubt and not a refusal).
#ifndef PERSON_IDENTIFIER_H
#define PERSON_IDENTIFIER_H

#include "base/arena.h"
#include "base/day.h"

enum identifier_form { FORM_NONE, FORM_DUF, FORM_D_NUMBER, FORM_NATIONAL };
enum identifier_verdict {
    IDENTIFIER_FITS,
    IDENTIFIER_DOUBT,     // a DUF number whose control digits fail: a person may confirm it
    IDENTIFIER_LENGTH,    // not 11 digits (12 for DUF)
    IDENTIFIER_LETTERS,   // something else than digits and blanks
    IDENTIFIER_DATE,      // no such day
    IDENTIFIER_DIGITS,    // control digits fail under both rules
    IDENTIFIER_SYNTHETIC, // a test number where real persons live
    IDENTIFIER_REAL,      // a number that may be somebody's, where only invented persons live
};

// Which numbers an installation takes.
struct identifier_rule {
    bool invented;          // a demo or test: synthetic numbers and no others
    bool other_synthetic;   // also month + 40 and + 65, which help numbers share
};

// "1585 9012 342" -> "15859012342": blanks gone, everything else kept.
str identifier_digits(struct arena *, str typed);
// By the digits alone: 12 is DUF; 11 is a D-number when the first digit is 4 to 7.
enum identifier_form identifier_form(str digits);
enum identifier_verdict identifier_check(str digits, enum identifier_form, struct identifier_rule);
// Whether the number's control digits need the rule from 2032.
bool identifier_new_rule(str digits);

str identifier_shown(struct arena *, str digits);  // 158590 12342, 1900 123456 02
str identifier_masked(struct arena *, str digits); // 158590 *****, 1900 ****** **

// Invented numbers: month + 80, old rule; a DUF number of the year 1900. `serial` picks one of the
// many of that day (individual digits 0-999 are tried from it upwards).
// First serial of people that a demo writes by hand: an invented population counts from 1 and does not
// come so far, on no day of birth either.
enum { INVENTED_BY_HAND = 999500 };
str identifier_invent(struct arena *, enum identifier_form, day born, int64_t serial);

bool organisation_number_fits(str digits); // nine digits, modulus 11

#endif
