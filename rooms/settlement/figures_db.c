// SPDX-License-Identifier: Apache-2.0
#include "rooms/settlement/figures_db.h"

#include <sodium.h>

#include "base/csv.h"
#include "base/embed.h"
#include "base/map.h"
#include "platform/trace/trace.h"
#include "rooms/settlement/settlement_db.h"
#include "text_keys.h"

static const struct choices why_choices =
    CHOICES({ "not", "settlement.why.not" }, { "suppressed", "settlement.why.suppressed" },
            { "missing", "settlement.why.missing" }, { "unclear", "settlement.why.unclear" },
            { "unsaid", "settlement.why.unsaid" });

static const struct field figure_fields[] = {
    F(figure, id, INT, .flags = KEY),
    F(figure, year, INT),
    F(figure, number, TEXT),
    F(figure, name, TEXT),
    F(figure, requested, OPT),
    F(figure, requested_first, OPT),
    F(figure, decided, OPT),
    F(figure, settled, OPT),
    F(figure, requested_why, ENUM, .choices = &why_choices),
    F(figure, first_why, ENUM, .choices = &why_choices),
    F(figure, decided_why, ENUM, .choices = &why_choices),
    F(figure, settled_why, ENUM, .choices = &why_choices),
    F(figure, source, TEXT),
};
const struct record figure_rec = RECORD("settlement_figure", figure, figure_fields);

SQL(sql_figures, "select * from settlement_figure order by year, number");
err settlement_figures(struct db *db, figures *out)
{
    return db_all(db, &sql_figures, NO_ARGS, &figure_rec, out);
}

SQL(sql_figures_of, "select * from settlement_figure where year = $1 order by number");
err settlement_figures_of(struct db *db, int64_t year, figures *out)
{
    return db_all(db, &sql_figures_of, ARGS(AI(year)), &figure_rec, out);
}

// ---- sources
// ------------------------------------------------------------------------------------

struct looking {
    struct arena *a; // a row's cells are gone when the next is read
    str code;
    struct figure_source *out;
    bool found;
};

static err look(void *arg, const struct csv_row *row)
{
    enum { CODE, TITLE, URL, ON, UNTIL, CELLS };
    struct looking *l = arg;
    if (row->n < CELLS || !str_eq(row->cell[CODE], l->code))
        return OK;
    struct figure_source s = { .code = l->code,
                               .title = str_dup(l->a, row->cell[TITLE]),
                               .url = str_dup(l->a, row->cell[URL]) };
    l->found = day_parse(row->cell[ON], &s.on) && str_int(row->cell[UNTIL], &s.final_until);
    *l->out = s;
    return OK;
}

bool settlement_source(struct arena *a, str code, struct figure_source *out)
{
    str bytes;
    struct looking l = { .a = a, .code = code, .out = out };
    if (!embed_get("ref/settlement-sources.csv", &bytes))
        return false;
    if (csv_read(a, bytes, ',', look, &l) != OK || !l.found)
        return false;
    return true;
}

// ---- import
// -------------------------------------------------------------------------------------

static bool same(const struct figure *x, const struct figure *y)
{
    for (size_t i = 0; i < figure_rec.n; i++)
        if (!(figure_rec.f[i].flags & KEY) && !field_same(&figure_rec.f[i], x, y))
            return false;
    return true;
}

static str key_of(struct arena *a, const struct figure *f)
{
    return strf(a, "%jd %.*s", (intmax_t)f->year, S(f->number));
}

static str digest_of(struct arena *a, str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof hash + 1];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.p, bytes.n);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_dup(a, str_z(hex));
}

SQL(sql_figure_update,
    "update settlement_figure set name = $1, requested = $2, requested_first = $3, decided = "
    "$4, "
    "settled = $5, requested_why = $6, first_why = $7, decided_why = $8, settled_why = $9, "
    "source = $10 where year = $11 and number = $12");

static str why_code(int why)
{
    return str_z(why_choices.at[why].code);
}

static err update(struct db *db, const struct figure *f)
{
    return db_do(db, &sql_figure_update,
                 ARGS(AT(f->name), AO(f->requested), AO(f->requested_first), AO(f->decided),
                      AO(f->settled), AT(why_code(f->requested_why)),
                      AT(why_code(f->first_why)), AT(why_code(f->decided_why)),
                      AT(why_code(f->settled_why)), AT(f->source), AI(f->year), AT(f->number)),
                 NULL);
}

static err write_changed(struct db *db, const struct figures_file *file, const struct map *held)
{
    for (size_t i = 0; i < file->rows.n; i++) {
        const struct figure *now = &file->rows.p[i];
        const struct figure *was = map_get(held, key_of(db->mem, now));
        if (was && !same(was, now))
            PASS(update(db, now));
    }
    return OK;
}

static err write_all(struct db *db, const struct figures_file *file, const struct map *held,
                     const figures *fresh, struct import_row *log)
{
    if (fresh->n)
        PASS(db_add_many(db, &figure_rec, fresh->p, fresh->n));
    if (log->changed)
        PASS(write_changed(db, file, held));
    PASS(db_add(db, &import_rec, log));
    return trace_note(db, "import", "settlement_figure", log->id,
                      strf(db->mem,
                           "{\"lines\":%jd,\"added\":%jd,\"changed\":%jd,\"sha256\":\"%.*s\"}",
                           (intmax_t)log->lines, (intmax_t)log->added, (intmax_t)log->changed,
                           S(log->digest)));
}

err figures_import(struct db *db, const struct figures_file *file, str name, str bytes,
                   bool write, struct import_report *out)
{
    figures held_rows = { 0 }, fresh = { 0 };
    struct map held;
    *out = (struct import_report){ .lines = (int64_t)file->rows.n };
    PASS(settlement_figures(db, &held_rows));
    map_make(&held, db->mem);
    for (size_t i = 0; i < held_rows.n; i++)
        map_put(&held, key_of(db->mem, &held_rows.p[i]), &held_rows.p[i]);
    for (size_t i = 0; i < file->rows.n; i++) {
        const struct figure *now = &file->rows.p[i];
        const struct figure *was = map_get(&held, key_of(db->mem, now));
        if (!was) {
            *ADD(db->mem, &fresh) = *now;
            out->added++;
        } else if (same(was, now)) {
            out->unchanged++;
        } else {
            if (out->changed++ < IMPORT_CHANGES_SHOWN)
                *ADD(db->mem, &out->changes) = (struct figure_change){ *was, *now };
        }
    }
    if (!write || !(out->added || out->changed))
        return OK;
    struct import_row log = { .name = name,
                              .digest = digest_of(db->mem, bytes),
                              .lines = out->lines,
                              .added = out->added,
                              .changed = out->changed,
                              .imported_on = db->deed.today };
    return write_all(db, file, &held, &fresh, &log);
}

// ---- the report in words
// ------------------------------------------------------------------------

static void report_faults(struct db *db, str name, const struct figures_file *f, enum lang lang,
                          struct out *o)
{
    for (size_t i = 0; i < f->faults.n; i++)
        out_f(o, "%.*s: %.*s\n", S(name), S(figure_fault_text(db->mem, lang, &f->faults.p[i])));
    str sum =
        text(db->mem, lang, T_settlement_import_refused__n, TARGS(TI("n", f->fault_count)));
    out_f(o, "%.*s: %.*s\n", S(name), S(sum));
}

str figure_change_text(struct arena *a, const struct figure_change *c)
{
    str line =
        strf(a, "%jd %.*s %.*s:", (intmax_t)c->now.year, S(c->now.number), S(c->now.name));
    for (size_t i = 0; i < figure_rec.n; i++) {
        const struct field *f = &figure_rec.f[i];
        if (f->flags & KEY || field_same(f, &c->was, &c->now))
            continue;
        line = strf(a, "%.*s %s %.*s -> %.*s", S(line), f->name, S(field_plain(a, f, &c->was)),
                    S(field_plain(a, f, &c->now)));
    }
    return line;
}

err settlement_import(struct db *db, str name, str bytes, bool write, enum lang lang,
                      bool *good, struct out *o)
{
    struct figures_file *f = NEW(db->mem, struct figures_file);
    struct import_report r;
    figures_read(db->mem, bytes, day_ymd(db->deed.today).year + FIGURE_YEARS_AHEAD, f);
    *good = f->fault_count == 0;
    if (!*good) {
        report_faults(db, name, f, lang, o);
        return OK;
    }
    PASS(figures_import(db, f, name, bytes, write, &r));
    for (size_t i = 0; i < r.changes.n; i++)
        out_f(o, "%.*s\n", S(figure_change_text(db->mem, &r.changes.p[i])));
    str sum = text(db->mem, lang,
                   T_settlement_import_sum__added_changed_first_year_last_year_lines_unchanged,
                   TARGS(TI("lines", r.lines), TI("first_year", f->first_year),
                         TI("last_year", f->last_year), TI("added", r.added),
                         TI("changed", r.changed), TI("unchanged", r.unchanged)));
    out_f(o, "%.*s: %.*s\n", S(name), S(sum));
    return OK;
}
