-- A notice of a time when fewer saw the event may stay among them: label_id is narrower than the event's then.
alter table threats_notices add column label_id integer;
