-- What was notified in a time, added up for the whole Union (NIS2 Article 23(9), NIS1 Article 10(3)): a subject of the point of contact's.
-- content: JSON of summary.rs, withheld where it would tell of few; it never changes. hash: of the content. since, until: the time, until
-- excluded, in the days of the zone.
create table incidents_summaries (
  id integer primary key references store_subjects (id),
  number text not null unique,
  regime text not null,
  country text not null,
  since integer not null,
  until integer not null,
  zone text not null,
  content text not null,
  hash text not null,
  made integer not null
);
create trigger incidents_summaries_stay before update on incidents_summaries begin
  select raise(abort, 'a summary never changes');
end;
-- So that a quarter is found among years.
create index incidents_notifications_received on incidents_notifications (country, received);
-- Regimes that the authorities of a country brought in, each version as it came.
create table incidents_regimes (
  name text not null,
  version text not null,
  country text not null,
  authority_id integer not null,
  text text not null,
  person_id integer,
  at integer not null,
  primary key (name, version)
);
