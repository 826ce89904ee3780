-- Calendar feeds: secret links, kept as hashes. minute, asked: the brake.
create table desk_feeds (
  id integer primary key,
  uuid blob not null unique,
  person_id integer not null,
  hash blob not null unique,
  name text not null,
  created integer not null,
  used integer,
  minute integer not null default 0,
  asked integer not null default 0
);
create index desk_feeds_person on desk_feeds (person_id, id);
