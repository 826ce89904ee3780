-- The short name stands in the directory where it is another than the name, so that who looks for a part of a name reads the index
-- alone.
alter table identity_directory add column short_key text not null default '';
update identity_directory set short_key = coalesce((select lower(o.short_name) from identity_organisations o
  where o.id = organisation_id and lower(o.short_name) <> o.name_key), '');

drop index identity_directory_name;
drop index identity_directory_kind;
drop index identity_directory_country;
drop index identity_directory_region;
create index identity_directory_name on identity_directory (sector, name_key, short_key, kind, country, region, organisation_id);
create index identity_directory_kind on identity_directory (sector, kind, name_key, short_key, country, region, organisation_id);
create index identity_directory_country on identity_directory (sector, country, name_key, short_key, kind, region, organisation_id);
create index identity_directory_region on identity_directory (sector, region, name_key, short_key, kind, organisation_id);
