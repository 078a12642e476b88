-- What the directorate publishes: news, reports, calls and changes in the rules. One language
-- form each (Language Act): there are no parallel versions.
create table portal_update (
  id {id},
  slug {text} not null unique,      -- the last part of its address, never changed once published
  kind {text} not null,
  state {text} not null,            -- draft, published
  language {text} not null,         -- nb, nn, en
  title {text} not null,
  lead {text} not null,
  body {text} not null,             -- Markdown
  published {day},                  -- shown from this day on
  in_force {day},                   -- of a change in the rules
  deadline {day},                   -- of a call
  image_alt {text} not null,        -- says what the picture shows; never empty where there is one
  image_type {text} not null,       -- image/jpeg ...; empty for no picture
  version {int} not null
) {strict};
create index portal_update_published on portal_update (state, published);

-- The picture itself, in base64: apart, so that lists stay small.
create table portal_image (
  id {id},
  update_id {ref portal_update} not null unique,
  data {text} not null
) {strict};
