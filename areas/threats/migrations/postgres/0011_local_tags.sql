-- A local tag stays with the organisation that set it, and so does a local cluster: they have a label of their own. A tag that says
-- the level is never local, for the level binds whoever sees the record.
alter table threats_event_tags add column label_id bigint;
alter table threats_clusters add column local boolean not null default false;
update threats_clusters set local = true where extra::jsonb #>> '{cluster,local}' in ('true', '1');
update threats_event_tags set local = false where tag_id in (select id from threats_tags where lower(name) like 'tlp:%');
update threats_attribute_tags set local = false where tag_id in (select id from threats_tags where lower(name) like 'tlp:%');

insert into store_labels (tlp, canonical)
  select distinct 'red', 'red;o' || s.owner_id from store_subjects s where s.id in (
    select event_id from threats_event_tags where local = true
    union select event_id from threats_attribute_tags where local = true
    union select event_id from threats_clusters where local = true
  )
  on conflict do nothing;
insert into store_visible (grant_key, label_id)
  select g.id, l.id from store_labels l cross join store_grants g
  where l.canonical in (select 'red;o' || s.owner_id from store_subjects s where s.id in (
    select event_id from threats_event_tags where local = true
    union select event_id from threats_attribute_tags where local = true
    union select event_id from threats_clusters where local = true
  ))
  and (g.grants like 'v%;s%' or strpos(g.grants || ';', substr(l.canonical, 4) || ';') > 0)
  on conflict do nothing;
update threats_event_tags set label_id = (
  select l.id from store_subjects s join store_labels l on l.canonical = 'red;o' || s.owner_id
  where s.id = threats_event_tags.event_id
) where local = true;
update threats_attribute_tags set label_id = (
  select l.id from store_subjects s join store_labels l on l.canonical = 'red;o' || s.owner_id
  where s.id = threats_attribute_tags.event_id
) where local = true;
update threats_clusters set label_id = (
  select l.id from store_subjects s join store_labels l on l.canonical = 'red;o' || s.owner_id
  where s.id = threats_clusters.event_id
) where local = true;

drop policy see on threats_event_tags;
drop policy add on threats_event_tags;
drop policy change on threats_event_tags;
drop policy remove on threats_event_tags;
select store_protect('threats_event_tags', store_sees_child('event_id', 'label_id'));
