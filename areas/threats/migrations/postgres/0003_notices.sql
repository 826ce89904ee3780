-- Notices that follow an event to those who have it. kind: correction (published again, changed), recall (no longer to be used).
create table threats_notices (
  id bigint primary key,
  event_id bigint not null,
  version bigint not null,
  kind text not null,
  at bigint not null,
  person_id bigint,
  text text not null
);
create index threats_notices_event on threats_notices (event_id, id);

select store_protect('threats_notices', store_sees_child('event_id'));
