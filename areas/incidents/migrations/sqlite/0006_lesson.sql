-- What an incident taught: what was the root of it, the measure that failed (framework/code of the catalogue), what is done about it, by
-- whom, by when. asked: a question that the next survey could ask. A practice that came out of it is a link of its own.
create table incidents_lessons (
  id integer primary key,
  incident_id integer not null references incidents_incidents (id),
  cause text not null,
  item text not null,
  action text not null,
  assignee_id integer,
  due integer,
  obligation blob,
  asked text not null,
  practice_id integer,
  person_id integer not null,
  at integer not null
);
create index incidents_lessons_incident on incidents_lessons (incident_id, id);
-- The after-action review of an incident.
create table incidents_afters (
  incident_id integer primary key references incidents_incidents (id),
  well text not null,
  change text not null,
  people text not null,
  person_id integer not null,
  at integer not null,
  signed_by integer,
  approved integer
);
