-- Threat events that were made of an incident or of a notification of it: root_id is which of the two, and who sees that sees the tie.
-- consent: who of the entity agreed, where an authority shares for it. taken: how many things were taken out of the words.
create table incidents_shares (
  event_id integer primary key,
  root_id integer not null references store_subjects (id),
  organisation_id integer not null,
  consent text not null,
  taken integer not null,
  person_id integer not null,
  at integer not null
);
create index incidents_shares_root on incidents_shares (root_id);
