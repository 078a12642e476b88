-- Reception: centres, who lives where, how far the application has come, what is known of a
-- resident's competence, the plan and the days of an integration reception centre. What is about
-- a person is guarded (base_); what a centre is, and how many live there, is not. A guarded row names
-- its centre by number alone; `check` proves that there is one.

create table reception_centre (
  id {id},
  org {int} not null unique,             -- who_org of the staff
  name {text} not null,
  kind {text} not null,                  -- of reception.md 4.1
  operator {text} not null default '',
  operator_number {text} not null default '',
  municipality {text} not null,          -- its number, the host
  address {text} not null default '',    -- graded client: staff pages only (SEC-19)
  contract_from {day},
  contract_to {day},
  notice_on {day},                       -- the contract is given notice from
  staffed {text} not null default '',
  version {int} not null default 1
) {strict};

-- Places from a day on, until the next row of the centre.
create table reception_capacity (
  id {id},
  centre {ref reception_centre} not null,
  from_day {day} not null,
  places {int} not null,
  family {int} not null default 0,       -- of them: in family rooms
  adapted {int} not null default 0,
  minors {int} not null default 0,
  version {int} not null default 1
) {strict};
create index reception_capacity_centre on reception_capacity (centre, from_day);

create table base_reception_stay (
  id {id},
  person {ref base_person_person} not null,
  centre {int} not null,
  room {text} not null default '',
  from_day {day} not null,
  to_day {day},                          -- the day of moving out
  reason {text} not null,                -- lives, transfer, family, health, closure, private, ...
  version {int} not null default 1
) {strict};
create unique index reception_stay_open on base_reception_stay (person) where to_day is null;
create index reception_stay_person on base_reception_stay (person);
create index reception_stay_centre on base_reception_stay (centre, to_day);
{guard reception_stay};

-- The same in numbers: how many came and went. No person, so every reader may add it up.
create table reception_flow (
  id {id},
  centre {ref reception_centre} not null,
  on_day {day} not null,
  change {int} not null
) {strict};
create index reception_flow_centre on reception_flow (centre, on_day);

-- The application for protection.
create table base_reception_case (
  id {id},
  person {ref base_person_person} not null,
  phase {text} not null,
  outcome {text} not null,               -- none, granted, rejected, dismissed, withdrawn
  collective {bool} not null default 0,  -- group assessment, no interview
  registered_on {day} not null,
  allocated_on {day},
  interviewed_on {day},
  decided_on {day},
  notified_on {day},
  appealed_on {day},
  final_on {day},
  version {int} not null default 1
) {strict};
create unique index reception_case_person on base_reception_case (person);
{guard reception_case};

-- An unaccompanied minor: who acts, who is responsible.
create table base_reception_minor (
  id {id},
  person {ref base_person_person} not null,
  authority {text} not null,             -- bufetat under 15 when registered, imdi 15-17
  representative {text} not null default '',
  contact {text} not null default '',
  appointed_on {day},
  plan_on {day},                         -- individual mapping and action plan
  age_assessed {text} not null,          -- not, waiting, minor, adult
  dissent {text} not null default '',    -- the representative's own view of the mapping
  version {int} not null default 1
) {strict};
create unique index reception_minor_person on base_reception_minor (person);
{guard reception_minor};

-- Living elsewhere: alternative reception place, or private lodging.
create table base_reception_elsewhere (
  id {id},
  person {ref base_person_person} not null,
  kind {text} not null,                  -- amot, amot_temporary, private
  ground {text} not null,
  municipality {text} not null,
  state {text} not null,
  applied_on {day} not null,
  asked_on {day},
  answered_on {day},
  from_day {day},
  to_day {day},
  ended {text} not null default '',
  version {int} not null default 1
) {strict};
create index reception_elsewhere_person on base_reception_elsewhere (person);
{guard reception_elsewhere};

-- Competence mapping: one per person, followed through life; every change a version.
create table base_reception_mapping (
  id {id},
  person {ref base_person_person} not null,
  state {text} not null,
  mode {text} not null,                  -- self, interview
  no {int} not null default 0,           -- of the latest version
  invited_on {day},
  submitted_on {day},
  verified_on {day},
  verified_by {int} not null default 0,
  interpreter {text} not null,           -- none_needed, a..e, unqualified
  interpreter_language {text} not null default '',
  why {text} not null default '',        -- exempt or declined because
  english {text} not null,
  digital {text} not null,
  licence {text} not null default '',
  skills {text} not null default '',
  informal {text} not null default '',
  wish_work {text} not null default '',
  wish_study {text} not null default '',
  wish_second {text} not null default '',
  may_move {bool} not null default 0,
  remark {text} not null default '',
  version {int} not null default 1
) {strict};
create unique index reception_mapping_person on base_reception_mapping (person);
{guard reception_mapping};

create table base_reception_map_language (
  id {id},
  person {ref base_person_person} not null,
  language {text} not null,              -- ISO 639-3
  mother_tongue {bool} not null default 0,
  speak {text} not null,
  understand {text} not null,
  read {text} not null,
  write {text} not null,
  version {int} not null default 1
) {strict};
create index reception_map_language_person on base_reception_map_language (person);
{guard reception_map_language};

create table base_reception_map_education (
  id {id},
  person {ref base_person_person} not null,
  level {text} not null,
  country {text} not null default '',
  years {int},
  subject {text} not null default '',
  school {text} not null default '',
  completed {bool} not null default 0,
  diploma {text} not null,               -- held, lost, never
  recognised {text} not null,            -- not, applied, granted
  version {int} not null default 1
) {strict};
create index reception_map_education_person on base_reception_map_education (person);
{guard reception_map_education};

create table base_reception_map_work (
  id {id},
  person {ref base_person_person} not null,
  occupation {text} not null,
  styrk {text} not null default '',      -- STYRK-08, four digits
  country {text} not null default '',
  years {int},
  form {text} not null,                  -- employed, self, informal
  tasks {text} not null default '',
  certificates {text} not null default '',
  version {int} not null default 1
) {strict};
create index reception_map_work_person on base_reception_map_work (person);
{guard reception_map_work};

create table base_reception_map_version (
  id {id},
  person {ref base_person_person} not null,
  no {int} not null,
  at {moment} not null,
  by_user {int} not null,
  org {int} not null,
  state {text} not null,
  mode {text} not null,
  interpreter {text} not null,
  body {text} not null                   -- JSON of all that was known
) {strict};
create unique index reception_map_version_no on base_reception_map_version (person, no);
{guard reception_map_version};

-- The code a resident writes to fill in the mapping. Only its digest is kept.
create table reception_code (
  id {id},
  digest {text} not null unique,
  person {int} not null,
  user_id {int} not null,
  role_id {int} not null,
  made {day} not null,
  last_day {day} not null,
  ended {bool} not null default 0
) {strict};
create index reception_code_person on reception_code (person);

-- The settlement conversation (reception.md 7).
create table base_reception_talk (
  id {id},
  person {ref base_person_person} not null,
  state {text} not null,                 -- draft, held
  held_on {day},
  language {text} not null default '',
  interpreter {text} not null,
  interpreter_note {text} not null default '',
  network {text} not null default '',
  occupied {text} not null default '',
  education {text} not null default '',
  mobility {text} not null,              -- need for adaptation: none, noted, considerable, serious
  senses {text} not null,
  mind {text} not null,
  illness {text} not null,
  substance {text} not null,
  behaviour {text} not null,
  consent_on {day},                      -- to health information
  together {text} not null default '',
  expected {text} not null default '',
  wish_municipality {text} not null default '',
  wish_why {text} not null default '',
  self_settle {bool} not null default 0,
  self_municipality {text} not null default '',
  informed_on {day},
  informed_languages {text} not null default '',
  refusal_explained {bool} not null default 0,
  signed {bool} not null default 0,
  version {int} not null default 1
) {strict};
create index reception_talk_person on base_reception_talk (person);
{guard reception_talk};

-- Sealed notes (class 4). That there is one is seen by those who see the person; what it says
-- only by named readers: the body's own number is the subject of their scope rows.
create table base_reception_note_mark (
  id {id},
  person {ref base_person_person} not null,
  kind {text} not null,                  -- health, restricted
  made_on {day} not null,
  by_user {int} not null,
  org {int} not null,
  subject {int} not null,
  withdrawn_on {day},                    -- consent taken back
  version {int} not null default 1
) {strict};
create index reception_note_mark_person on base_reception_note_mark (person);
{guard reception_note_mark};

create table base_reception_note (
  id {id},
  subject {int} not null,
  body {text} not null,
  consent_on {day},
  version {int} not null default 1
) {strict};
create unique index reception_note_subject on base_reception_note (subject);
{guard reception_note subject};

-- Where a person must not be settled. Why stands in a sealed note.
create table base_reception_exclusion (
  id {id},
  person {ref base_person_person} not null,
  municipality {text} not null,
  version {int} not null default 1
) {strict};
create index reception_exclusion_person on base_reception_exclusion (person);
{guard reception_exclusion};

create table base_reception_guidance (
  id {id},
  person {ref base_person_person} not null,
  state {text} not null,                 -- requested, booked, given, result
  county {int} not null default 0,       -- who_org
  requested_on {day} not null,
  booked_on {day},
  given_on {day},
  summary {text} not null default '',
  result {text} not null default '',
  version {int} not null default 1
) {strict};
create index reception_guidance_person on base_reception_guidance (person);
{guard reception_guidance};

-- ---- integration reception centres

create table base_reception_place (
  id {id},
  person {ref base_person_person} not null,
  centre {int} not null,
  state {text} not null,
  assigned {bool} not null default 0,    -- by the directorate, not applied for
  applied_on {day} not null,
  offered_on {day},
  accepted_on {day},                     -- contract signed
  started_on {day},
  ended_on {day},
  why {text} not null default '',
  version {int} not null default 1
) {strict};
create index reception_place_person on base_reception_place (person);
{guard reception_place};

create table base_reception_plan (
  id {id},
  person {ref base_person_person} not null,
  no {int} not null,
  state {text} not null,                 -- draft, signing, current, replaced, ended
  goal_long {text} not null default '',
  goal_short {text} not null default '',
  goal_language {text} not null default '',
  guidance {text} not null default '',   -- the guidance counsellor's view
  changed {text} not null default '',    -- from the version before
  made_on {day} not null,
  person_signed {day},
  adviser_signed {day},
  adviser {int} not null default 0,
  review_on {day},
  evaluation {text} not null default '',
  version {int} not null default 1
) {strict};
create unique index reception_plan_no on base_reception_plan (person, no);
{guard reception_plan};

create table base_reception_step (
  id {id},
  person {ref base_person_person} not null,
  plan {int} not null,
  what {text} not null,
  due {day},
  done {day},
  evaluation {text} not null default '',
  version {int} not null default 1
) {strict};
create index reception_step_plan on base_reception_step (plan);
{guard reception_step};

create table base_reception_activity (
  id {id},
  person {ref base_person_person} not null,
  plan {int} not null,
  kind {text} not null,
  title {text} not null,
  provider {text} not null default '',
  weekday {int} not null,                -- 1 Monday
  starts {int} not null,                 -- minutes after midnight
  hours {int} not null,                  -- hundredths
  from_day {day} not null,
  to_day {day},
  version {int} not null default 1
) {strict};
create index reception_activity_plan on base_reception_activity (plan);
{guard reception_activity};

create table base_reception_presence (
  id {id},
  person {ref base_person_person} not null,
  activity {int} not null,
  on_day {day} not null,
  mark {text} not null,                  -- present, valid, invalid, sick, leave
  version {int} not null default 1
) {strict};
create unique index reception_presence_day on base_reception_presence (activity, on_day);
{guard reception_presence};

-- Training while the application is treated: Norwegian and culture, counted against the rules.
create table base_reception_training (
  id {id},
  person {ref base_person_person} not null,
  subject {text} not null,               -- norwegian, culture
  on_day {day} not null,
  hours {int} not null,                  -- hundredths
  provider {text} not null default '',
  version {int} not null default 1
) {strict};
create index reception_training_person on base_reception_training (person);
{guard reception_training};

create table base_reception_follow (
  id {id},
  person {ref base_person_person} not null,
  kind {text} not null,                  -- absence, breach
  opened_on {day} not null,
  what {text} not null,
  agreed {text} not null default '',
  due {day},
  closed_on {day},
  outcome {text} not null,               -- open, back, warned, lost
  version {int} not null default 1
) {strict};
create index reception_follow_person on base_reception_follow (person);
{guard reception_follow};

-- ---- voluntary organisations: they see first names of those who joined, and nothing else

create table reception_agreement (
  id {id},
  centre {ref reception_centre} not null,
  org {int} not null,
  from_day {day} not null,
  to_day {day},
  version {int} not null default 1
) {strict};

create table reception_event (
  id {id},
  centre {ref reception_centre} not null,
  org {int} not null,                    -- the voluntary organisation
  title {text} not null,
  about {text} not null default '',
  on_day {day} not null,
  starts {int} not null,
  hours {int} not null,                  -- hundredths
  spot {text} not null default '',
  held {bool} not null default 0,
  version {int} not null default 1
) {strict};
create index reception_event_centre on reception_event (centre, on_day);
create index reception_event_org on reception_event (org, on_day);

create table reception_joiner (
  id {id},
  event {ref reception_event} not null,
  called {text} not null,                -- first name, or '' where even that is too much
  present {bool} not null default 0,
  version {int} not null default 1
) {strict};
create index reception_joiner_event on reception_joiner (event);

create table base_reception_joined (
  id {id},
  joiner {int} not null,
  event {int} not null,
  person {ref base_person_person} not null
) {strict};
create index reception_joined_event on base_reception_joined (event);
create index reception_joined_person on base_reception_joined (person);
{guard reception_joined};
