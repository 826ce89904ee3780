-- What an incident taught: what was the root of it, the measure that failed (framework/code of the catalogue), what is done about it, by
-- whom, by when. asked: a question that the next survey could ask. A practice that came out of it is a link of its own.
create table incidents_lessons (
  id bigint primary key,
  incident_id bigint not null references incidents_incidents (id),
  cause text not null,
  item text not null,
  action text not null,
  assignee_id bigint,
  due bigint,
  obligation uuid,
  asked text not null,
  practice_id bigint,
  person_id bigint not null,
  at bigint not null
);
create index incidents_lessons_incident on incidents_lessons (incident_id, id);
-- The after-action review of an incident.
create table incidents_afters (
  incident_id bigint primary key references incidents_incidents (id),
  well text not null,
  change text not null,
  people text not null,
  person_id bigint not null,
  at bigint not null,
  signed_by bigint,
  approved bigint
);

select store_protect('incidents_lessons', store_sees_child('incident_id')),
  store_protect('incidents_afters', store_sees_child('incident_id'));
