-- The register. A record is its fields by their codes, as JSON; who sees which field is register/fields.rs.
create table members_records (
  organisation_id integer primary key references identity_organisations (id),
  document text not null,
  class text,
  updated integer not null
);
create index members_records_class on members_records (class, organisation_id) where class is not null;

-- Where a registration with the authority stands, and the record as the authority was last told of it.
create table members_registrations (
  organisation_id integer primary key references identity_organisations (id),
  state text not null check (state in ('submitted', 'asked', 'accepted', 'refused')),
  since integer not null,
  told text not null,
  told_at integer not null,
  confirmed integer
);
create index members_registrations_state on members_registrations (state, since);

-- What entity and authority said to each other about it.
create table members_letters (
  id integer primary key,
  organisation_id integer not null references identity_organisations (id),
  at integer not null,
  actor_id integer,
  from_authority integer not null,
  act text not null,
  words text not null
);
create index members_letters_organisation on members_letters (organisation_id, id);

-- Every change of every field.
create table members_history (
  id integer primary key,
  organisation_id integer not null references identity_organisations (id),
  field text not null,
  before text not null,
  after text not null,
  at integer not null,
  actor_id integer
);
create index members_history_organisation on members_history (organisation_id, id);

-- The sectors that an authority supervises; none for all of its country.
create table members_mandates (
  organisation_id integer not null references identity_organisations (id),
  sector text not null,
  primary key (organisation_id, sector)
) without rowid;

-- What an organisation shows to everyone, as it chose, its class for the directory too: nothing else is known to visitors.
create table members_profiles (
  organisation_id integer primary key references identity_organisations (id),
  uuid blob not null unique,
  class text,
  document text not null
);

-- Files that were taken into the register, by the hash of their content: none is taken twice.
create table members_imports (
  hash blob primary key,
  at integer not null,
  actor_id integer,
  report text not null
) without rowid;
