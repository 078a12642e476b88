// SPDX-License-Identifier: Apache-2.0
// Which rule versions the tables of cases reach: what `law check` and the law map tell.
#ifndef LAW_COVERAGE_H
#define LAW_COVERAGE_H

#include "base/out.h"
#include "law/law.h"

struct law_covered {
    bool applied; // code applies the rule at all
    SLICE(str) cases;
    uint64_t questions; // by enum law_question
};

// One element for each row of law->rule, from law/law-cases.csv and law/law-own-cases.csv. E_INPUT with
// the first case that is not answered as it expects, told in *fault.
MUST err law_coverage(struct arena *, const struct law *, struct law_covered **, int *cases, str *fault);

// The generated part of docs/law.md: paragraphs, versions, functions and cases.
void law_map(struct arena *, const struct law *, const struct law_covered *, struct out *);

// The rows in force on the day (DAY_NONE: all) of a paragraph ("" all), as CSV.
void law_rules_csv(struct arena *, const struct law *, day on, str paragraph, struct out *);

#endif
