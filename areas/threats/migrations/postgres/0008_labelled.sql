-- Whether attributes of an event have labels of their own, or had once: only then are they counted for each reader.
alter table threats_events add column labelled boolean not null default false;
update threats_events set labelled = true
where id in (select a.event_id from threats_attributes a where a.label_id is not null);
