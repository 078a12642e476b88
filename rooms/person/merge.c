// SPDX-License-Identifier: Apache-2.0
// Two records of one person become one. What every room declared to belong to a person moves to the
// record that is kept; which rows did is written down, so that undoing brings back exactly those.
// The other record stays, points to the kept one, and is shown nowhere but through it.
#include <jansson.h>

#include "platform/job/job.h"
#include "platform/trace/trace.h"
#include "rooms/person/person_db.h"
#include "text_keys.h"

struct row_id {
    int64_t n;
};
static const struct field row_id_fields[] = { F(row_id, n, INT) };
static const struct record row_id_rec = { NULL, row_id_fields, 1, sizeof(struct row_id), "row_id" };
typedef SLICE(struct row_id) row_ids;

SQL(merge_of, "select * from person_merge where merged = $1 and undone is null");
SQL(merges_into, "select * from person_merge where kept = $1 or merged = $1 order by id desc");
SQL(current_numbers, "select * from person_identifier where person = $1 and status = 'current'");
SQL(number_is, "select * from person_identifier where id = $1");
SQL(open_memberships, "select id as n from person_member where person = $1 and to_day is null");
SQL(memberships, "select id as n from person_member where person = $1 order by id");
SQL(member_to, "update person_member set person = $1 where id = $2 and person = $3");
SQL(relation_ids, "select id as n from person_relation where person = $1 and other <> $2 order by id");
SQL(relation_to, "update person_relation set person = $1 where id = $2 and person = $3");
SQL(related_ids, "select id as n from person_relation where other = $1 and person <> $2 order by id");
SQL(related_to, "update person_relation set other = $1 where id = $2 and other = $3");
SQL(scope_only_there, "select * from who_scope s where s.subject = $1 and s.reader <> 0 and "
                      "s.to_day is null and s.until_ms = 0 and not exists (select 1 from who_scope k "
                      "where k.subject = $2 and k.reader = s.reader and k.basis = s.basis and "
                      "k.to_day is null and k.until_ms = 0 and k.level >= s.level) order by s.id");
SQL(scope_row, "select * from who_scope where id = $1");
SQL(distinct_add, "insert into person_distinct (one, other, by_user, at) values ($1, $2, $3, $4)");
SQL(distinct_of, "select count(*) from person_distinct where one = $1 and other = $2");

// ---- moving rows, by a list that is kept as JSON --------------------------------------------

struct mover {
    const char *name; // in the list
    const struct sql *move;
};

static err note_move(struct db *db, json_t *moved, const struct mover *m, const row_ids *ids,
                     int64_t to, int64_t from)
{
    json_t *list = json_array();
    for (size_t i = 0; i < ids->n; i++) {
        err e = db_do(db, m->move, ARGS(AI(to), AI(ids->p[i].n), AI(from)), NULL);
        if (e) {
            json_decref(list);
            return e;
        }
        json_array_append_new(list, json_integer(ids->p[i].n));
    }
    json_object_set_new(moved, m->name, list);
    return OK;
}

static err move_back(struct db *db, const json_t *moved, const struct mover *m, int64_t to, int64_t from)
{
    const json_t *list = json_object_get(moved, m->name), *id;
    size_t i;
    json_array_foreach(list, i, id) {
        PASS(db_do(db, m->move, ARGS(AI(to), AI(json_integer_value(id)), AI(from)), NULL));
    }
    return OK;
}

static const char *holds_name(struct arena *a, const struct person_holds *h)
{
    // Two declarations may share a column; the statement's name tells them apart.
    return h->beside ? strf(a, "%s.%s.%s", h->table, h->column, h->ids->name).p
                     : strf(a, "%s.%s", h->table, h->column).p;
}

static const struct mover member_mover = { "person_member.person", &member_to },
                          relation_mover = { "person_relation.person", &relation_to },
                          related_mover = { "person_relation.other", &related_to };

// A membership that is open in both records cannot be two: the merged one's stays behind, where
// nobody sees it, and counts again when the merge is undone.
static err move_memberships(struct db *db, json_t *moved, int64_t kept, int64_t merged)
{
    row_ids kept_open = { 0 }, open = { 0 }, all = { 0 }, move = { 0 };
    PASS(db_all(db, &open_memberships, ARGS(AI(kept)), &row_id_rec, &kept_open));
    PASS(db_all(db, &open_memberships, ARGS(AI(merged)), &row_id_rec, &open));
    PASS(db_all(db, &memberships, ARGS(AI(merged)), &row_id_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        bool stays = false;
        for (size_t k = 0; k < open.n && kept_open.n; k++)
            stays |= open.p[k].n == all.p[i].n;
        if (!stays)
            *ADD(db->mem, &move) = all.p[i];
    }
    return note_move(db, moved, &member_mover, &move, kept, merged);
}

static err move_all(struct db *db, json_t *moved, int64_t kept, int64_t merged)
{
    row_ids from = { 0 }, to = { 0 };
    PASS(move_memberships(db, moved, kept, merged));
    PASS(db_all(db, &relation_ids, ARGS(AI(merged), AI(kept)), &row_id_rec, &from));
    PASS(note_move(db, moved, &relation_mover, &from, kept, merged));
    PASS(db_all(db, &related_ids, ARGS(AI(merged), AI(kept)), &row_id_rec, &to));
    PASS(note_move(db, moved, &related_mover, &to, kept, merged));
    EACH_HOOK(person_holds, person_holds, h)
    {
        row_ids ids = { 0 };
        struct mover m = { holds_name(db->mem, *h), (*h)->move };
        PASS(db_all(db, (*h)->ids, (*h)->beside ? ARGS(AI(merged), AI(kept)) : ARGS(AI(merged)),
                    &row_id_rec, &ids));
        PASS(note_move(db, moved, &m, &ids, kept, merged));
    }
    return OK;
}

static err move_all_back(struct db *db, const json_t *moved, int64_t kept, int64_t merged)
{
    PASS(move_back(db, moved, &member_mover, merged, kept));
    PASS(move_back(db, moved, &relation_mover, merged, kept));
    PASS(move_back(db, moved, &related_mover, merged, kept));
    EACH_HOOK(person_holds, person_holds, h)
    {
        struct mover m = { holds_name(db->mem, *h), (*h)->move };
        PASS(move_back(db, moved, &m, merged, kept));
    }
    return OK;
}

// ---- numbers: one current of each kind, and no D-number beside a national one ---------------

static err retire_number(struct db *db, json_t *retired, const struct identifier *was)
{
    struct identifier now = *was;
    now.status = ID_HISTORIC;
    now.to_day = db->deed.today;
    json_array_append_new(retired,
                          json_pack("{s:I, s:s}", "id", (json_int_t)was->id, "to",
                                    day_known(was->to_day) ? str_cz(db->mem, day_iso(db->mem, was->to_day)) : ""));
    return db_save(db, &identifier_rec, was, &now);
}

static err settle_numbers(struct db *db, json_t *moved, int64_t kept, int64_t merged)
{
    identifiers ours = { 0 }, theirs = { 0 };
    bool national = false;
    json_t *retired = json_array();
    json_object_set_new(moved, "retired", retired);
    PASS(db_all(db, &current_numbers, ARGS(AI(kept)), &identifier_rec, &ours));
    PASS(db_all(db, &current_numbers, ARGS(AI(merged)), &identifier_rec, &theirs));
    for (size_t i = 0; i < ours.n; i++)
        national |= ours.p[i].kind == ID_NATIONAL;
    for (size_t i = 0; i < theirs.n; i++) {
        bool clash = theirs.p[i].kind == ID_D_NUMBER && national;
        for (size_t k = 0; k < ours.n; k++)
            clash |= ours.p[k].kind == theirs.p[i].kind;
        if (clash)
            PASS(retire_number(db, retired, &theirs.p[i]));
        for (size_t k = 0; k < ours.n && !clash && theirs.p[i].kind == ID_NATIONAL; k++)
            if (ours.p[k].kind == ID_D_NUMBER)
                PASS(retire_number(db, retired, &ours.p[k]));
    }
    return OK;
}

static err revive_numbers(struct db *db, const json_t *moved)
{
    const json_t *one;
    size_t i;
    json_array_foreach(json_object_get(moved, "retired"), i, one) {
        struct identifier was, now;
        str to = str_z(json_string_value(json_object_get(one, "to")));
        PASS(db_one(db, &number_is, ARGS(AI(json_integer_value(json_object_get(one, "id")))),
                    &identifier_rec, &was));
        if (was.status != ID_HISTORIC)
            continue;
        now = was;
        now.status = ID_CURRENT;
        if (!day_parse(to, &now.to_day))
            now.to_day = DAY_NONE;
        PASS(db_save(db, &identifier_rec, &was, &now));
    }
    return OK;
}

// ---- sight: whoever saw the merged record sees the kept one ---------------------------------

typedef SLICE(struct scope) scopes;

static err share_sight(struct db *db, json_t *moved, int64_t kept, int64_t merged)
{
    scopes all = { 0 };
    json_t *added = json_array();
    json_object_set_new(moved, "scope", added);
    PASS(db_all(db, &scope_only_there, ARGS(AI(merged), AI(kept)), &scope_rec, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct scope s = all.p[i];
        s.id = 0;
        s.subject = kept;
        PASS(db_add(db, &scope_rec, &s));
        json_array_append_new(added, json_integer(s.id));
    }
    return OK;
}

static err unshare_sight(struct db *db, const json_t *moved)
{
    const json_t *id;
    size_t i;
    json_array_foreach(json_object_get(moved, "scope"), i, id) {
        struct scope s;
        err e = db_one(db, &scope_row, ARGS(AI(json_integer_value(id))), &scope_rec, &s);
        if (e == OK)
            e = db_erase(db, &scope_rec, &s);
        if (e != E_NOTFOUND)
            PASS(e);
    }
    return OK;
}

// ---- the whole ------------------------------------------------------------------------------

static err may_merge(struct db *db, const struct person *kept, const struct person *merged,
                     text_key *problem)
{
    *problem = kept->id == merged->id                                   ? T_person_merge_itself
               : kept->merged_into.known || merged->merged_into.known   ? T_person_merge_already
               : kept->protection != merged->protection                 ? T_person_merge_protection
                                                                        : T_NONE;
    EACH_HOOK(person_merge_say, person_merge_says, s)
    {
        if (*problem == T_NONE)
            PASS((*s)->ask(db, kept->id, merged->id, problem));
    }
    return *problem == T_NONE ? OK : E_INPUT;
}

static err point_to(struct db *db, const struct person *was, optint to, struct person *now)
{
    *now = *was;
    now->merged_into = to;
    return db_save(db, &person_rec, was, now);
}

// Search keys and shields are made from the rest, so they are made anew.
static err refresh(struct db *db, int64_t kept, int64_t merged)
{
    struct person k, m;
    PASS(person_by_id(db, kept, &k));
    PASS(person_by_id(db, merged, &m));
    PASS(person_keys_write(db, &k));
    PASS(person_keys_write(db, &m));
    PASS(person_shields_write(db, &k));
    return person_shields_write(db, &m);
}

static err settled(struct db *db, int64_t person)
{
    EACH_HOOK(person_merged, person_mergeds, m)
    {
        PASS((*m)->settle(db, person));
    }
    return OK;
}

static err store(struct db *db, const struct person *kept, const struct person *merged, str reason,
                 json_t *moved)
{
    struct merge_row row = { .kept = kept->id, .merged = merged->id, .by_user = db->deed.user,
                             .at = { db->deed.now }, .reason = reason };
    struct person now;
    PASS(settle_numbers(db, moved, kept->id, merged->id));
    PASS(move_all(db, moved, kept->id, merged->id));
    PASS(share_sight(db, moved, kept->id, merged->id));
    PASS(point_to(db, merged, KNOWN(kept->id), &now));
    char *text = json_dumps(moved, JSON_COMPACT | JSON_SORT_KEYS);
    row.moved = str_dup(db->mem, str_z(text));
    free(text);
    PASS(db_add(db, &merge_rec, &row));
    PASS(refresh(db, kept->id, merged->id));
    PASS(settled(db, kept->id));
    PASS(person_tell(db, kept->id, db->deed.today, PHASE_AFTER, "person.event.merged", STR("{}"), STR("")));
    return fact(db, "person.merged", kept->id,
                strf(db->mem, "{\"merged\":%lld}", (long long)merged->id));
}

err person_merge(struct db *db, int64_t kept, int64_t merged, str reason, text_key *problem)
{
    struct person k, m;
    *problem = T_NONE;
    PASS(person_by_id(db, kept, &k));
    PASS(person_by_id(db, merged, &m));
    PASS(may_merge(db, &k, &m, problem));
    json_t *moved = json_object();
    err e = store(db, &k, &m, reason, moved);
    json_decref(moved);
    return e;
}

err person_unmerge(struct db *db, int64_t merged, text_key *problem)
{
    struct merge_row was, now;
    struct person k, m, back;
    *problem = T_NONE;
    PASS(db_one(db, &merge_of, ARGS(AI(merged)), &merge_rec, &was));
    PASS(person_by_id(db, merged, &m));
    PASS(person_by_id(db, was.kept, &k));
    if (k.merged_into.known) { // the later merge is undone first
        *problem = T_person_merge_later;
        return E_INPUT;
    }
    json_t *moved = json_loadb(was.moved.p, was.moved.n, 0, NULL);
    err e = moved ? move_all_back(db, moved, k.id, m.id) : E_DB;
    if (!e)
        e = revive_numbers(db, moved);
    if (!e)
        e = unshare_sight(db, moved);
    json_decref(moved);
    PASS(e);
    PASS(point_to(db, &m, UNKNOWN, &back));
    now = was;
    now.undone = (moment){ db->deed.now };
    now.undone_by = db->deed.user;
    PASS(db_save(db, &merge_rec, &was, &now));
    PASS(refresh(db, k.id, m.id));
    PASS(settled(db, k.id));
    PASS(settled(db, m.id));
    PASS(person_tell(db, k.id, db->deed.today, PHASE_AFTER, "person.event.unmerged", STR("{}"), STR("")));
    return fact(db, "person.unmerged", k.id, strf(db->mem, "{\"merged\":%lld}", (long long)m.id));
}

err person_merges(struct db *db, int64_t person, merge_rows *out)
{
    return db_all(db, &merges_into, ARGS(AI(person)), &merge_rec, out);
}

// ---- "another person": not proposed again ---------------------------------------------------

err person_distinct(struct db *db, int64_t one, int64_t other)
{
    bool known;
    PASS(person_is_distinct(db, one, other, &known));
    if (known)
        return OK;
    int64_t low = one < other ? one : other, high = one < other ? other : one;
    PASS(db_do(db, &distinct_add, ARGS(AI(low), AI(high), AI(db->deed.user), AI(db->deed.now)), NULL));
    return trace_note(db, "distinct", "person_person", low, STR(""));
}

err person_is_distinct(struct db *db, int64_t one, int64_t other, bool *out)
{
    int64_t n;
    PASS(db_int(db, &distinct_of, ARGS(AI(one < other ? one : other), AI(one < other ? other : one)), &n));
    *out = n > 0;
    return OK;
}
