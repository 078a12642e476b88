// SPDX-License-Identifier: Apache-2.0
// The class of each field about persons (security.md 7), out of the field catalogue: a room with
// persons' facts has rooms/NAME/fields.csv, one row a field. Everything that leaves the program goes by
// it: CSV, JSON, spreadsheet, forms, access packages. In a table of a catalogued room a field
// without a row is shown nowhere.
#ifndef PLATFORM_DATA_CLASS_H
#define PLATFORM_DATA_CLASS_H

#include "platform/data/record.h"

enum field_class {
    CLASS_OPEN,        // 0 rates, published figures
    CLASS_ORDINARY,    // 1 name, birth year, language: by scope, in lists and exports
    CLASS_IDENTIFYING, // 2 numbers, contact: masked till asked, not in exports
    CLASS_SPECIAL,     // 3 health and the like: own page, never exported
    CLASS_SEALED,      // 4 named readers
    CLASS_PLACE,       // 5 where a protected person is: the address view alone
    CLASS_NONE,        // not catalogued: nowhere
};
// Tables that no catalogue names go by their flags: SECRET none, SENSITIVE 3, PERSONAL 1, else 0.
enum field_class field_class(const struct record *, const struct field *);
bool field_to_person(const struct record *, const struct field *); // in the person's own package
bool field_exported(const struct record *, const struct field *);  // in lists and files: class 0 and 1

// The catalogue itself: "" for a table.field that has no row.
struct catalogue_row {
    str table, field, purposes, basis, retention, source;
    int class_;
    bool to_person, archived;
};
const struct catalogue_row *catalogue_all(size_t *n); // by table and field; as long as the process

#endif
