// SPDX-License-Identifier: Apache-2.0
// Proposals as rows: computed by the queue outside of any transaction, kept as a plan by household and
// municipality number with the prices it was proven by, and read back onto the figures of the day.
#include "rooms/proposal/proposal.h"

enum { MILLION = 1000000, KEPT_DAYS = 30, JOB_BYTES = 512 << 20 };
enum { SOON = 36000 }; // a hundred households and every municipality: what is not proven soon is not proven later
int64_t proposal_light = SOON;

static const struct choices run_states = CHOICES({ "waiting", "proposal.run.waiting" }, { "done", "proposal.run.done" },
                                                 { "failed", "proposal.run.failed" }, { "dropped", "proposal.run.dropped" });
static const struct field run_fields[] = {
    F(proposal_run, id, INT, .flags = KEY),
    F(proposal_run, asked, TEXT, .flags = PERSONAL, .max = 4100),
    F(proposal_run, state, ENUM, .choices = &run_states),
    F(proposal_run, facts, INT),
    F(proposal_run, plan, TEXT, .flags = PERSONAL, .max = 4000000),
    F(proposal_run, gap, INT),
    F(proposal_run, stopped, INT),
    F(proposal_run, households, INT),
    F(proposal_run, placed, INT),
    F(proposal_run, made_on, DAY),
    F(proposal_run, asked_at, MOMENT),
    F(proposal_run, done_at, MOMENT),
    F(proposal_run, by_user, INT),
    F(proposal_run, version, INT, .flags = VERSION),
};
const struct record proposal_run_rec = RECORD("proposal_run", proposal_run, run_fields);

SQL(run_latest, "select * from proposal_run where asked = $1 and state = 'done' order by id desc limit 1");
SQL(runs_waiting, "select * from proposal_run where state = 'waiting' order by id");
SQL(runs_of_user, "select * from proposal_run where by_user = $1 and state = 'waiting' order by id");
SQL(runs_kept, "select * from proposal_run where state in ('done', 'failed') order by id desc limit 20");
SQL(runs_old, "delete from proposal_run where made_on < $1");
SQL(runs_struck, "delete from proposal_run where state <> 'waiting'");

str proposal_asked(struct arena *a, struct match_weights w, str locks)
{
    str weights = proposal_weights_text(a, w);
    return locks.n ? strf(a, "%.*s %.*s", S(weights), S(locks)) : weights;
}

// ---- the print of the figures --------------------------------------------------------------------

static void mix(uint64_t *sum, int64_t n)
{
    *sum = (*sum ^ (uint64_t)n) * UINT64_C(1099511628211);
}

static int64_t print_of(const struct proposal_facts *f)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (uint32_t h = 0; h < f->match.households; h++) {
        const struct match_household *x = &f->match.household[h];
        const int64_t all[] = { f->ready.p[h].head, x->persons, x->children, x->minors_alone, x->waited,
                                (int64_t)x->needs, x->ready, (int64_t)x->tie_n };
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            mix(&sum, all[i]);
        for (size_t i = 0; i < x->tie_n; i++)
            mix(&sum, (int64_t)x->ties[i].place * 8 + (int64_t)x->ties[i].kind);
    }
    for (uint32_t m = 0; m < f->match.places; m++) {
        const struct match_place *x = &f->match.place[m];
        int64_t number = 0;
        (void)str_int(f->places.p[m].number, &number);
        const int64_t all[] = { number, x->free, x->minors_free, (int64_t)x->services, (int64_t)x->known };
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            mix(&sum, all[i]);
        for (int k = 0; k < MATCH_QUARTERS; k++)
            mix(&sum, x->quarter[k]);
    }
    return (int64_t)(sum >> 2);
}

// ---- a plan as text ------------------------------------------------------------------------------
// "p head number period" for who is placed, "c number kind period price" for a price, "f number price"
// for the price of a wish for more people.

static str plan_text(struct arena *a, const struct proposal_facts *f, const struct placement_plan *p)
{
    struct out o = { 0 };
    for (uint32_t h = 0; h < f->match.households; h++)
        if (p->place[h] >= 0)
            out_f(&o, "p %lld %.*s %d\n", (long long)f->ready.p[h].head, S(f->places.p[p->place[h]].number), p->period[h]);
    for (size_t i = 0; i < p->price_count; i++)
        out_f(&o, "c %.*s %d %d %lld\n", S(f->places.p[p->prices[i].municipality].number), p->prices[i].kind,
             p->prices[i].period, (long long)p->prices[i].price);
    for (uint32_t m = 0; p->fill_price && m < f->match.places; m++)
        if (p->fill_price[m])
            out_f(&o, "f %.*s %lld\n", S(f->places.p[m].number), (long long)p->fill_price[m]);
    str s = str_dup(a, out_str(&o));
    out_drop(&o);
    return s;
}

static bool number_next(str *line, int64_t *n)
{
    str word;
    (void)str_cut(line, ' ', &word);
    return str_int(word, n);
}

static bool place_next(const struct proposal_facts *f, str *line, uint32_t *m)
{
    str word;
    uint32_t low = 0, high = f->match.places; // in order of number
    (void)str_cut(line, ' ', &word);
    while (low < high) {
        *m = low + (high - low) / 2;
        int c = str_cmp(f->places.p[*m].number, word);
        if (!c)
            return true;
        if (c < 0)
            low = *m + 1;
        else
            high = *m;
    }
    return false;
}

// Who waits no more, or a municipality without an answer now, is left out.
static struct placement_plan plan_read(struct arena *a, const struct proposal_facts *f, str text)
{
    uint32_t n = f->match.households;
    SLICE(struct placement_price) prices = { 0 };
    struct placement_plan p = { .place = NEW_ARRAY(a, n + 1, int32_t), .period = NEW_ARRAY(a, n + 1, uint8_t),
                                .reason = NEW_ARRAY(a, n + 1, uint8_t),
                                .fill_price = NEW_ARRAY(a, f->match.places + 1, int64_t), .bound_search = INT64_MAX };
    for (uint32_t h = 0; h < n; h++)
        p.place[h] = -1;
    for (str line, what; text.n && str_cut(&text, '\n', &line);) {
        int64_t head = 0, kind, period, price;
        uint32_t m, h = 0;
        (void)str_cut(&line, ' ', &what);
        if (str_is(what, "p") && number_next(&line, &head) && place_next(f, &line, &m) && number_next(&line, &period)) {
            while (h < n && f->ready.p[h].head != head)
                h++;
            if (h < n) {
                p.place[h] = (int32_t)m;
                p.period[h] = (uint8_t)period;
            }
        } else if (str_is(what, "c") && place_next(f, &line, &m) && number_next(&line, &kind) &&
                   number_next(&line, &period) && number_next(&line, &price)) {
            *ADD(a, &prices) = (struct placement_price){ m, (int)kind, (int)period, price };
        } else if (str_is(what, "f") && place_next(f, &line, &m) && number_next(&line, &price)) {
            p.fill_price[m] = price;
        }
    }
    p.prices = prices.p;
    p.price_count = prices.n;
    return p;
}

// ---- computing -----------------------------------------------------------------------------------

static struct placement_limits limits(const struct proposal_facts *f, double seconds)
{
    // The gap ends it. It is a share of few points where most places are as good as others, so that shares
    // and level quarters leave some between plan and bound; three per cent is a point or two a household.
    bool spread = f->match.weights.quarters || f->match.weights.balance;
    return (struct placement_limits){ .gap = spread ? 0.03 : 0.005, .seed = 1, .seconds = seconds };
}

static bool within(const struct proposal_facts *f, int64_t cells)
{
    return (int64_t)f->match.households * f->match.places <= cells;
}

enum { SHORT_MS = 300, LONG_MS = 5000 };

err proposal_get(struct db *db, const struct proposal_facts *f, str asked, struct match *out, struct proposal_run *kept,
                 enum proposal_found *how)
{
    struct placement_limits l = limits(f, SHORT_MS / 1000.0);
    str fault = STR("");
    *how = PROPOSAL_COMPUTED;
    *kept = (struct proposal_run){ .made_on = DAY_NONE };
    if (within(f, proposal_light))
        return match_make(db->mem, &f->match, &l, out, &fault);
    err e = db_one(db, &run_latest, ARGS(AT(asked)), &proposal_run_rec, kept);
    *how = PROPOSAL_NONE;
    if (e != OK)
        return e == E_NOTFOUND ? OK : e;
    struct placement_plan before = plan_read(db->mem, f, kept->plan);
    bool same = kept->facts == print_of(f);
    if (same)
        l.gap = 1; // nothing to mend
    PASS(match_keep(db->mem, &f->match, &before, &l, out, &fault));
    if (same) {
        out->plan.gap = (double)kept->gap / MILLION;
        out->plan.status = kept->stopped ? PLACEMENT_LIMIT : PLACEMENT_WITHIN;
    }
    *how = same ? PROPOSAL_KEPT : PROPOSAL_MENDED;
    return OK;
}

err proposal_quick(struct db *db, const struct proposal_facts *f, str asked, struct match *out)
{
    struct proposal_run kept;
    enum proposal_found how;
    str fault = STR("");
    struct placement_limits l = limits(f, SHORT_MS / 1000.0);
    PASS(proposal_get(db, f, asked, out, &kept, &how));
    return how == PROPOSAL_NONE ? match_make(db->mem, &f->match, &l, out, &fault) : OK;
}

// ---- the queue -----------------------------------------------------------------------------------

err proposal_runs_waiting(struct db *db, proposal_runs *out)
{
    return db_all(db, &runs_waiting, NO_ARGS, &proposal_run_rec, out);
}

err proposal_runs_kept(struct db *db, proposal_runs *out)
{
    return db_all(db, &runs_kept, NO_ARGS, &proposal_run_rec, out);
}

err proposal_queue(struct db *db, const str *asked, size_t n)
{
    proposal_runs mine = { 0 };
    PASS(db_all(db, &runs_of_user, ARGS(AI(db->deed.user)), &proposal_run_rec, &mine));
    if (mine.n)
        return E_CONFLICT;
    for (size_t i = 0; i < n; i++) {
        struct proposal_run r = { .asked = asked[i], .state = RUN_WAITING, .plan = STR(""), .made_on = db->deed.today,
                                  .asked_at = { db->deed.now }, .by_user = db->deed.user };
        PASS(db_add(db, &proposal_run_rec, &r));
        PASS(job_later(db, &proposal_compute, db->deed.now, strf(db->mem, "%lld", (long long)r.id)));
    }
    return OK;
}

err proposal_drop(struct db *db, int64_t user)
{
    proposal_runs mine = { 0 };
    PASS(db_all(db, &runs_of_user, ARGS(AI(user)), &proposal_run_rec, &mine));
    for (size_t i = 0; i < mine.n; i++) {
        struct proposal_run now = mine.p[i];
        now.state = RUN_DROPPED;
        PASS(db_save(db, &proposal_run_rec, &mine.p[i], &now));
    }
    return OK;
}

struct computing {
    int64_t id, facts;
    struct proposal_run run;
    struct proposal_facts f;
    struct match x;
    bool waits, failed;
};

static err read_facts(struct db *db, void *arg)
{
    struct computing *c = arg;
    str locks, weights;
    err e = db_by_id(db, &proposal_run_rec, c->id, &c->run);
    c->waits = e == OK && c->run.state == RUN_WAITING;
    if (!c->waits)
        return e == E_NOTFOUND ? OK : e;
    locks = c->run.asked;
    (void)str_cut(&locks, ' ', &weights);
    e = proposal_facts_of(db, db->deed.today, proposal_weights(weights), locks.p ? locks : STR(""), &c->f);
    c->failed = e == E_NOTFOUND; // no municipality has places any more
    return c->failed ? OK : e;
}

static err keep(struct db *db, void *arg)
{
    struct computing *c = arg;
    struct proposal_run was, now;
    err e = db_by_id(db, &proposal_run_rec, c->id, &was);
    if (e != OK || was.state != RUN_WAITING)
        return e == E_NOTFOUND ? OK : e; // taken back meanwhile
    now = was;
    now.state = c->failed ? RUN_FAILED : RUN_DONE;
    now.done_at = (moment){ db->deed.now };
    now.made_on = db->deed.today;
    if (!c->failed) {
        now.facts = print_of(&c->f);
        now.plan = plan_text(db->mem, &c->f, &c->x.plan);
        now.gap = (int64_t)(c->x.plan.gap * MILLION);
        now.stopped = c->x.plan.status == PLACEMENT_LIMIT;
        now.households = c->f.match.households;
        for (uint32_t h = 0; h < c->f.match.households; h++)
            now.placed += c->x.plan.place[h] >= 0;
    }
    return db_save(db, &proposal_run_rec, &was, &now);
}

// Reads, computes with nothing held, writes. What it needs is given back at the end.
static err compute(struct db_pool *pool, struct arena *job, int64_t now, str payload)
{
    struct deed deed = { .system = true, .role = "", .session = STR(""), .request = STR("job proposal"), .reason = STR(""),
                         .now = now, .today = day_in_oslo(now) };
    struct computing c = { 0 };
    str fault = STR("");
    (void)job;
    if (!str_int(payload, &c.id))
        return E_INPUT;
    struct arena *a = arena_make(JOB_BYTES);
    err e = db_run(pool, TX_READ, a, &deed, read_facts, &c);
    if (e == OK && c.waits && !c.failed) {
        struct placement_limits l = limits(&c.f, (within(&c.f, SOON) ? SHORT_MS : LONG_MS) / 1000.0);
        c.failed = match_make(a, &c.f.match, &l, &c.x, &fault) != OK;
    }
    if (e == OK && c.waits)
        e = db_run(pool, TX_WRITE, a, &deed, keep, &c);
    arena_drop(a);
    return e;
}

static err sweep(struct db *db, str payload)
{
    (void)payload;
    return db_do(db, &runs_old, ARGS(AD(day_add(db->deed.today, -KEPT_DAYS))), NULL);
}

const struct job_kind proposal_compute = { .name = "proposal.compute", .apart = compute },
                      proposal_sweep = { .name = "proposal.sweep", .run = sweep, .every_minutes = 24 * 60 };

// Who became protected stands in no kept plan: they are cheap to make again.
err proposal_strike(struct db *db, int64_t person, str payload)
{
    (void)person;
    (void)payload;
    return db_do(db, &runs_struck, NO_ARGS, NULL);
}
