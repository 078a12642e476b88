-- The tables beside that of the persons, which a file or several may bring with it.

create table intake_piece (
  id {id},
  batch {ref intake_batch} not null,
  kind {text} not null,                  -- events, relations, centres
  name {text} not null,                  -- of the file or sheet
  content {text} not null                -- UTF-8; taken away with that of the batch
) {strict};
create index intake_piece_batch on intake_piece (batch);
