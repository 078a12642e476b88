// SPDX-License-Identifier: Apache-2.0
// The directorate takes in a file of figures: first the report, then the same file again to
// write.
#include "rooms/settlement/figures_db.h"
#include "rooms/settlement/import.html.h"
#include "rooms/settlement/import_web.h"

static reply show(struct rq *q, struct import_page *v, int status)
{
    imports held = { 0 };
    TRY(q, imports_all(q->db, &held));
    v->held.p = held.p;
    v->held.n = held.n;
    v->tabs = board_tabs(q, "tall", day_ymd(q->today).year);
    return page_status(q, status, &settlement_import_view, v);
}

SQL(sql_imports, "select * from settlement_import order by id desc");
err imports_all(struct db *db, imports *out)
{
    return db_all(db, &sql_imports, NO_ARGS, &import_rec, out);
}

reply import_get(struct rq *q)
{
    return show(q, NEW(q->mem, struct import_page), 200);
}

static void list_faults(struct rq *q, struct import_page *v, const struct figures_file *f)
{
    for (size_t i = 0; i < f->faults.n; i++)
        ADD(q->mem, &v->lines)->words = figure_fault_text(q->mem, q->lang, &f->faults.p[i]);
    v->refused =
        text(q->mem, q->lang, T_settlement_import_refused__n, TARGS(TI("n", f->fault_count)));
}

static void list_changes(struct rq *q, struct import_page *v, const struct figures_file *f,
                         const struct import_report *r)
{
    for (size_t i = 0; i < r->changes.n; i++)
        ADD(q->mem, &v->lines)->words = figure_change_text(q->mem, &r->changes.p[i]);
    v->sum = text(q->mem, q->lang,
                  T_settlement_import_sum__added_changed_first_year_last_year_lines_unchanged,
                  TARGS(TI("lines", r->lines), TI("first_year", f->first_year),
                        TI("last_year", f->last_year), TI("added", r->added),
                        TI("changed", r->changed), TI("unchanged", r->unchanged)));
}

reply import_post(struct rq *q)
{
    struct import_page *v = NEW(q->mem, struct import_page);
    struct figures_file *f = NEW(q->mem, struct figures_file);
    struct import_report r;
    const struct upload *file = uploaded(q, "fil");
    if (!file || !file->bytes.n) {
        v->refused = text(q->mem, q->lang, T_settlement_import_no_file, NO_TARGS);
        return show(q, v, 422);
    }
    bool write = posted_has(q, "lagre");
    v->name = file->filename;
    figures_read(q->mem, file->bytes, day_ymd(q->today).year + FIGURE_YEARS_AHEAD, f);
    if (f->fault_count) {
        list_faults(q, v, f);
        return show(q, v, 422);
    }
    TRY(q, figures_import(q->db, f, file->filename, file->bytes, write, &r));
    list_changes(q, v, f, &r);
    v->written = write;
    return show(q, v, 200);
}
