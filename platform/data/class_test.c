// SPDX-License-Identifier: Apache-2.0
// The field catalogue and the records agree, and what has no class is shown nowhere.
#include "platform/data/class.h"

#include "platform/data/form.h"
#include "platform/room.h"
#include "test/db.h"

static const struct record *record_named(str table)
{
    for (const struct room *const *r = rooms_all; *r; r++)
        for (const struct record *const *rec = (*r)->records; rec && *rec; rec++)
            if ((*rec)->table && str_is(table, (*rec)->table))
                return *rec;
    return NULL;
}

// PRIV-1: a room that has a catalogue has every field of its tables in it, and nothing else.
TEST(the_field_catalogue_names_every_field_of_its_tables_and_no_other)
{
    size_t n;
    const struct catalogue_row *all = catalogue_all(&n);
    CHECK(n > 100);
    for (size_t i = 0; i < n; i++) {
        const struct record *r = record_named(all[i].table);
        CHECK_AT(r, "the catalogue names a table %.*s that no room has", S(all[i].table));
        CHECK_AT(record_field(r, all[i].field), "%.*s has no field %.*s", S(all[i].table), S(all[i].field));
        CHECK_AT(all[i].purposes.n && all[i].basis.n && all[i].retention.n && all[i].source.n,
                 "%.*s.%.*s: purpose, basis, retention and source must be told", S(all[i].table), S(all[i].field));
        CHECK_AT(!i || !str_eq(all[i].table, all[i - 1].table) || !str_eq(all[i].field, all[i - 1].field),
                 "%.*s.%.*s stands twice", S(all[i].table), S(all[i].field));
    }
    for (const struct room *const *room = rooms_all; *room; room++) {
        str mine = strf(a, "%s_", (*room)->name);
        bool catalogued = false;
        for (size_t i = 0; i < n; i++)
            catalogued |= str_starts(all[i].table, mine);
        for (const struct record *const *rec = (*room)->records; catalogued && rec && *rec; rec++)
            for (size_t k = 0; k < (*rec)->n; k++) {
                const struct field *f = &(*rec)->f[k];
                CHECK_AT(f->flags & SECRET || field_class(*rec, f) != CLASS_NONE,
                         "%s.%s has no class: add a row to rooms/%s/fields.csv", (*rec)->table, f->name,
                         (*room)->name);
                CHECK_AT(!(f->flags & SENSITIVE) || field_class(*rec, f) >= CLASS_IDENTIFYING,
                         "%s.%s is sensitive and of a class that is exported", (*rec)->table, f->name);
            }
    }
}

struct made_up {
    str family, phone, added;
};
// The person's table as it would be with a column that nobody has given a class yet.
static const struct field made_up_fields[] = {
    F(made_up, family, TEXT, .flags = PERSONAL),
    F(made_up, phone, TEXT, .flags = PERSONAL),
    F(made_up, added, TEXT),
};
static const struct record made_up_rec = RECORD("person_person", made_up, made_up_fields);

TEST(a_column_without_a_class_and_one_above_ordinary_leave_in_no_file)
{
    struct made_up row = { STR("Kovalenko"), STR("Telefonord"), STR("Uklassifisert") };
    struct out o = { 0 };
    CHECK_INT(field_class(&made_up_rec, &made_up_fields[2]), CLASS_NONE);
    rows_csv(&o, NB, &made_up_rec, &row, 1);
    rows_json(&o, &made_up_rec, &row, 1);
    str text = out_str(&o);
    CHECK(str_find(text, STR("Kovalenko")) != (size_t)-1);
    CHECK(str_find(text, STR("Uklassifisert")) == (size_t)-1);
    CHECK(str_find(text, STR("Telefonord")) == (size_t)-1);
    CHECK(str_find(text, STR("added")) == (size_t)-1);
    out_clear(&o);
    CHECK_INT(rows_xlsx(&o, NB, &made_up_rec, &row, 1, STR("t"), STR("")), OK);
    out_drop(&o);
}
