-- What was notified in a time, added up for the whole Union (NIS2 Article 23(9), NIS1 Article 10(3)): a subject of the point of contact's.
-- content: JSON of summary.rs, withheld where it would tell of few; it never changes. hash: of the content. since, until: the time, until
-- excluded, in the days of the zone.
create table incidents_summaries (
  id bigint primary key references store_subjects (id),
  number text not null unique,
  regime text not null,
  country text not null,
  since bigint not null,
  until bigint not null,
  zone text not null,
  content text not null,
  hash text not null,
  made bigint not null
);
create trigger incidents_summaries_stay before update on incidents_summaries for each row execute function incidents_stay();
-- So that a quarter is found among years.
create index incidents_notifications_received on incidents_notifications (country, received);
-- Regimes that the authorities of a country brought in, each version as it came.
create table incidents_regimes (
  name text not null,
  version text not null,
  country text not null,
  authority_id bigint not null,
  text text not null,
  person_id bigint,
  at bigint not null,
  primary key (name, version)
);

select store_protect('incidents_summaries', store_sees_child('incidents_summaries.id')), store_protect('incidents_regimes');
