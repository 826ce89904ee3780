-- Notices that follow an event to those who have it. kind: correction (published again, changed), recall (no longer to be used).
create table threats_notices (
  id integer primary key,
  event_id integer not null,
  version integer not null,
  kind text not null,
  at integer not null,
  person_id integer,
  text text not null
);
create index threats_notices_event on threats_notices (event_id, id);
