// SPDX-License-Identifier: Apache-2.0
// A municipality's answer to the state's request for a year: what state it is in, and whether an
// answer or a postponement may be given. Pure: facts and a day in, an outcome out.
//
// Answering is voluntary and the number is the municipality's own. No answer is never the same as
// the answer 0; that is why every number here may be unknown.
#ifndef ROOMS_SETTLEMENT_ANSWER_H
#define ROOMS_SETTLEMENT_ANSWER_H

#include "platform/data/record.h"

enum answer_state {
    NOT_ASKED,  // no request stands for the year
    ASKED,      // asked, the time limit has not passed
    DEFERRED,   // the municipality has said when the council treats it
    DECIDED,    // answered: see enum answer_kind
    OVERDUE,    // the limit, or the day it was put off to, has passed without any decision
    SUPERSEDED, // decided, but a newer request waits; the old places stay valid meanwhile
    ANSWER_STATES,
};

enum answer_kind { ANSWER_NONE, ANSWER_REFUSED, ANSWER_FEWER, ANSWER_EQUAL, ANSWER_MORE };

struct answer_facts {
    optint asked;      // places in the newest request; unknown when there is none
    day letter_on;     // of the newest request; DAY_NONE when not known
    day due_on;        // its time limit; DAY_NONE when none was set
    day deferred_to;   // day the municipality has put the matter off to; DAY_NONE
    optint decided;    // answer to the newest request
    optint earlier;    // decision on an earlier request of the same year
};

struct answer_status {
    enum answer_state state;
    enum answer_kind kind; // of the valid decision, against the newest request
    optint valid;          // places that count now
    bool answers_newest;   // the newest request itself has been answered
    day due;               // what the municipality is held to now: the limit or the later day
    int32_t days_over;     // > 0: that many days past `due` without an answer to the newest
};

struct answer_status answer_status(const struct answer_facts *, day today);
enum answer_kind answer_kind(optint asked, optint decided);

// What a municipality sends in.
struct answer_given {
    optint places, minors; // minors: of the places, unaccompanied; may be left unknown
    day decided_on;        // the council's day
};
enum answer_fault {
    ANSWER_FINE,
    ANSWER_NOT_ASKED,     // there is no request to answer
    ANSWER_NO_NUMBER,     // refusing is 0, not an empty field
    ANSWER_TOO_MANY,      // more than ten times what was asked and more than a thousand: a slip
    ANSWER_MINORS_ABOVE,  // more minors than places
    ANSWER_NO_DAY,
    ANSWER_DAY_AHEAD,     // decided after today
    ANSWER_DAY_BEFORE,    // decided before the request was sent
};
enum answer_fault answer_check(const struct answer_facts *, const struct answer_given *, day today);

enum defer_fault {
    DEFER_FINE,
    DEFER_NOT_ASKED,
    DEFER_ANSWERED, // there is nothing to put off
    DEFER_NO_DAY,
    DEFER_PAST,     // not after today
    DEFER_TOO_LATE, // after the year the request is for
};
enum defer_fault defer_check(const struct answer_facts *, int year, day to, day today);

#endif
