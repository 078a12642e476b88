// SPDX-License-Identifier: Apache-2.0
// What follows when two records of one person are merged. Where both records have what there is one
// of (an application, a guardian, a mapping, a plan), the kept record's stands and the other's waits.
// Each condition holds whether the row it hangs on has moved already or not.
#include "rooms/person/person.h"
#include "rooms/reception/programme.h"
#include "rooms/reception/reception_db.h"
#include "rooms/reception/talk.h"

#define NONE_OF(table) "not exists (select 1 from " table " k where k.person = $2)"
// With the mapping: it moves unless both records have one.
#define WITH_MAPPING                                                                           \
    "not (exists (select 1 from reception_mapping k where k.person = $2) and "                 \
    "exists (select 1 from reception_mapping m where m.person = $1))"
#define PLAN_MOVES                                                                             \
    "(l.person = $2 or not exists (select 1 from reception_plan k where k.person = $2))"
#define WITH_PLAN "exists (select 1 from reception_plan l where l.id = x.plan and " PLAN_MOVES ")"

PERSON_HOLDS(stays, stay_rec, "reception_stay", "person", "reception.holds.stays");
PERSON_HOLDS_SHOWN_WHERE(cases, asylum_case_rec, "reception_case", "person", "reception.holds.cases",
                         NONE_OF("reception_case"), "");
PERSON_HOLDS_SHOWN_WHERE(minors, minor_rec, "reception_minor", "person", "reception.holds.minors",
                         NONE_OF("reception_minor"), "");
PERSON_HOLDS(elsewhere, elsewhere_rec, "reception_elsewhere", "person", "reception.holds.elsewhere");
PERSON_HOLDS_SHOWN_WHERE(mappings, mapping_rec, "reception_mapping", "person", "reception.holds.mapping",
                         NONE_OF("reception_mapping"), "");
PERSON_HOLDS_SHOWN_WHERE(map_languages, map_language_rec, "reception_map_language", "person",
                         "reception.holds.languages", WITH_MAPPING, "");
PERSON_HOLDS_SHOWN_WHERE(map_educations, map_education_rec, "reception_map_education", "person",
                         "reception.holds.education", WITH_MAPPING, "");
PERSON_HOLDS_SHOWN_WHERE(map_works, map_work_rec, "reception_map_work", "person", "reception.holds.work",
                         WITH_MAPPING, "");
PERSON_HOLDS_WHERE(map_versions, map_version_rec, "reception_map_version", "person", WITH_MAPPING, "");
PERSON_HOLDS(codes, code_row_rec, "reception_code", "person", NULL);
PERSON_HOLDS(talks, talk_rec, "reception_talk", "person", NULL);
PERSON_HOLDS(marks, note_mark_rec, "reception_note_mark", "person", NULL);
PERSON_HOLDS(exclusions, exclusion_rec, "reception_exclusion", "person", NULL);
PERSON_HOLDS(guidances, guidance_rec, "reception_guidance", "person", "reception.holds.guidance");
PERSON_HOLDS(places, programme_place_rec, "reception_place", "person", "reception.holds.places");
PERSON_HOLDS_SHOWN_WHERE(plans, individual_plan_rec, "reception_plan", "person", "reception.holds.plans",
                         NONE_OF("reception_plan"), "");
PERSON_HOLDS_SHOWN_WHERE(steps, plan_step_rec, "reception_step", "person", "reception.holds.steps",
                         WITH_PLAN, "");
PERSON_HOLDS_SHOWN_WHERE(activities, activity_rec, "reception_activity", "person",
                         "reception.holds.activities", WITH_PLAN, "");
PERSON_HOLDS_WHERE(attendances, attendance_rec, "reception_presence", "person",
                   "exists (select 1 from reception_activity c join reception_plan l on l.id = c.plan "
                   "where c.id = x.activity and " PLAN_MOVES ")", "");
PERSON_HOLDS(trainings, training_rec, "reception_training", "person", "reception.holds.training");
static const struct field joined_fields[] = {
    F(joined, id, INT, .flags = KEY), F(joined, joiner, INT), F(joined, event, INT), F(joined, person, INT),
};
const struct record reception_joined_rec = RECORD("reception_joined", joined, joined_fields);
PERSON_HOLDS(joined, reception_joined_rec, "reception_joined", "person", NULL);
PERSON_HOLDS(follows, follow_rec, "reception_follow", "person", NULL);

SQL(stays_meet, "select count(*) from reception_stay a join reception_stay b on a.person = $1 and b.person = $2 "
                "where a.from_day < coalesce(b.to_day, '9999-12-31') and "
                "b.from_day < coalesce(a.to_day, '9999-12-31') and (a.from_day < a.to_day or a.to_day is null)");

// Somebody cannot have lived in two centres on one day: which of the stays is wrong is settled first.
static err say(struct db *db, int64_t kept, int64_t merged, text_key *problem);
PERSON_MERGE_SAY(both_stay, say);

static err say(struct db *db, int64_t kept, int64_t merged, text_key *problem)
{
    int64_t n;
    PASS(db_int(db, &stays_meet, ARGS(AI(kept), AI(merged)), &n));
    *problem = n ? text_find("reception.why.merge") : T_NONE;
    return OK;
}
