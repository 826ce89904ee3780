-- Saved views of lists: the filters of an address under a name, for one person or shared with an organisation of his.
create table identity_views (
  id integer primary key,
  uuid blob not null unique,
  person_id integer not null references identity_people (id),
  organisation_id integer references identity_organisations (id),
  list text not null,
  name text not null,
  query text not null,
  created integer not null
);
create index identity_views_person on identity_views (person_id, list);
create index identity_views_organisation on identity_views (organisation_id, list) where organisation_id is not null;
-- With which of them a list opens for a person.
create table identity_first_views (
  person_id integer not null references identity_people (id),
  list text not null,
  view_id integer not null references identity_views (id) on delete cascade,
  primary key (person_id, list)
) without rowid;
create index identity_first_views_view on identity_first_views (view_id);
