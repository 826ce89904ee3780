-- Calendar feeds: secret links, kept as hashes. minute, asked: the brake.
create table desk_feeds (
  id bigint primary key,
  uuid uuid not null unique,
  person_id bigint not null,
  hash bytea not null unique,
  name text not null,
  created bigint not null,
  used bigint,
  minute bigint not null default 0,
  asked bigint not null default 0
);
create index desk_feeds_person on desk_feeds (person_id, id);

select store_protect('desk_feeds');
