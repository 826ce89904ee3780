-- What somebody has begun to bring in and has not ended: the way it comes in, and what was said of it so far. The files and texts
-- themselves stand on disk, on the shelf of whoever sent them. Its label is for its author alone.
create table threats_unfinished (
  id integer primary key references store_subjects (id),
  person_id integer not null,
  way text not null,
  kept text not null,
  begun integer not null
);
create index threats_unfinished_person on threats_unfinished (person_id, id);
create index threats_unfinished_begun on threats_unfinished (begun);
