-- A notice of a time when fewer saw the event may stay among them: label_id is narrower than the event's then.
alter table threats_notices add column label_id bigint;
drop policy see on threats_notices;
drop policy add on threats_notices;
drop policy change on threats_notices;
drop policy remove on threats_notices;
select store_protect('threats_notices', store_sees_child('event_id', 'label_id'));
