-- Where an organisation is, below its country: a NUTS code.
alter table identity_organisations add column region text;

-- The directory: for every organisation one row for each of its sectors, and one of no sector for all. The columns that it is
-- filtered by stand in its indexes, in the order of names, so that a page and a count read no more than they show.
create table identity_directory (
  organisation_id bigint not null references identity_organisations (id),
  sector text not null,
  kind text not null,
  country text not null,
  region text not null,
  name_key text not null,
  primary key (organisation_id, sector)
);
create index identity_directory_name on identity_directory (sector, name_key, kind, country, region, organisation_id);
create index identity_directory_kind on identity_directory (sector, kind, name_key, country, region, organisation_id);
create index identity_directory_country on identity_directory (sector, country, name_key, kind, region, organisation_id);
create index identity_directory_region on identity_directory (sector, region, name_key, kind, organisation_id);

insert into identity_directory (organisation_id, sector, kind, country, region, name_key)
  select id, '', kind, coalesce(country, ''), '', name_key from identity_organisations;
insert into identity_directory (organisation_id, sector, kind, country, region, name_key)
  select id, sector, kind, coalesce(country, ''), '', name_key from identity_organisations where coalesce(sector, '') <> '';

select store_protect('identity_directory');
