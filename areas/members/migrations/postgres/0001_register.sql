-- The register. A record is its fields by their codes, as JSON; who sees which field is register/fields.rs.
create table members_records (
  organisation_id bigint primary key references identity_organisations (id),
  document text not null,
  class text,
  updated bigint not null
);
create index members_records_class on members_records (class, organisation_id) where class is not null;

-- Where a registration with the authority stands, and the record as the authority was last told of it.
create table members_registrations (
  organisation_id bigint primary key references identity_organisations (id),
  state text not null check (state in ('submitted', 'asked', 'accepted', 'refused')),
  since bigint not null,
  told text not null,
  told_at bigint not null,
  confirmed bigint
);
create index members_registrations_state on members_registrations (state, since);

-- What entity and authority said to each other about it.
create table members_letters (
  id bigint primary key,
  organisation_id bigint not null references identity_organisations (id),
  at bigint not null,
  actor_id bigint,
  from_authority boolean not null,
  act text not null,
  words text not null
);
create index members_letters_organisation on members_letters (organisation_id, id);

-- Every change of every field.
create table members_history (
  id bigint primary key,
  organisation_id bigint not null references identity_organisations (id),
  field text not null,
  before text not null,
  after text not null,
  at bigint not null,
  actor_id bigint
);
create index members_history_organisation on members_history (organisation_id, id);

-- The sectors that an authority supervises; none for all of its country.
create table members_mandates (
  organisation_id bigint not null references identity_organisations (id),
  sector text not null,
  primary key (organisation_id, sector)
);

-- What an organisation shows to everyone, as it chose, its class for the directory too: nothing else is known to visitors.
create table members_profiles (
  organisation_id bigint primary key references identity_organisations (id),
  uuid uuid not null unique,
  class text,
  document text not null
);

-- Files that were taken into the register, by the hash of their content: none is taken twice.
create table members_imports (
  hash bytea primary key,
  at bigint not null,
  actor_id bigint,
  report text not null
);

-- The second wall of the register: the organisation's own people, and those of an authority of its country. The pages tell
-- apart further, by role, mandate and field.
create function members_sees_record(entity bigint) returns boolean language sql stable as $$
  select exists (
    select 1 from store_grants g, lateral (select string_to_array(g.grants, ';') as parts) p
    where g.id = store_key() and (
      p.parts[2] like '%s%'
      or 'o' || entity = any (p.parts)
      or exists (
        select 1 from identity_organisations o join identity_organisations a on a.country = o.country
        where o.id = entity and a.kind in ('nca', 'spoc', 'csirt') and 'o' || a.id = any (p.parts))))
$$;

select store_protect('members_records', 'members_sees_record(organisation_id)'),
  store_protect('members_registrations', 'members_sees_record(organisation_id)'),
  store_protect('members_letters', 'members_sees_record(organisation_id)'),
  store_protect('members_history', 'members_sees_record(organisation_id)'),
  store_protect('members_mandates'), store_protect('members_profiles'), store_protect('members_imports');
