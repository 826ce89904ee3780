-- A local tag stays with the organisation that set it, and so does a local cluster: they have a label of their own. A tag that says
-- the level is never local, for the level binds whoever sees the record.
alter table threats_event_tags add column label_id integer;
alter table threats_clusters add column local integer not null default 0;
update threats_clusters set local = 1 where json_extract(extra, '$.cluster.local') in (1, '1');
update threats_event_tags set local = 0 where tag_id in (select id from threats_tags where lower(name) like 'tlp:%');
update threats_attribute_tags set local = 0 where tag_id in (select id from threats_tags where lower(name) like 'tlp:%');

insert or ignore into store_labels (tlp, canonical)
  select distinct 'red', 'red;o' || s.owner_id from store_subjects s where s.id in (
    select event_id from threats_event_tags where local = 1
    union select event_id from threats_attribute_tags where local = 1
    union select event_id from threats_clusters where local = 1
  );
insert or ignore into store_visible (grant_key, label_id)
  select g.id, l.id from store_labels l cross join store_grants g
  where l.canonical in (select 'red;o' || s.owner_id from store_subjects s where s.id in (
    select event_id from threats_event_tags where local = 1
    union select event_id from threats_attribute_tags where local = 1
    union select event_id from threats_clusters where local = 1
  ))
  and (g.grants like 'v%;s%' or instr(g.grants || ';', substr(l.canonical, 4) || ';') > 0);
update threats_event_tags set label_id = (
  select l.id from store_subjects s join store_labels l on l.canonical = 'red;o' || s.owner_id
  where s.id = threats_event_tags.event_id
) where local = 1;
update threats_attribute_tags set label_id = (
  select l.id from store_subjects s join store_labels l on l.canonical = 'red;o' || s.owner_id
  where s.id = threats_attribute_tags.event_id
) where local = 1;
update threats_clusters set label_id = (
  select l.id from store_subjects s join store_labels l on l.canonical = 'red;o' || s.owner_id
  where s.id = threats_clusters.event_id
) where local = 1;
