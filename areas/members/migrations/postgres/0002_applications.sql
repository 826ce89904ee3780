-- Entities that ask to be entered, with somebody who asks to administer them. Nobody has an account yet: whoever applied comes
-- back by a link, kept as a hash, and sealed so that it can be sent again. document: what the organisation said of itself.
-- duties: what is open on agendas because of it.
create table members_applications (
  id bigint primary key,
  uuid uuid not null unique,
  state text not null check (state in ('submitted', 'asked', 'accepted', 'refused')),
  token_hash bytea not null unique,
  token bytea not null,
  person text not null,
  email text not null,
  about text not null,
  language text not null,
  name text not null,
  country text not null,
  sector text not null,
  document text not null,
  duties text not null,
  created bigint not null,
  changed bigint not null,
  organisation_id bigint references identity_organisations (id)
);
create index members_applications_state on members_applications (state, id);

-- What was asked and answered.
create table members_application_letters (
  id bigint primary key,
  application_id bigint not null references members_applications (id),
  at bigint not null,
  actor_id bigint,
  act text not null,
  words text not null
);
create index members_application_letters_of on members_application_letters (application_id, id);

-- The second wall: they belong to no organisation, so that only the program itself reads them, and asks for whom.
create function members_is_program() returns boolean language sql stable as $$
  select exists (
    select 1 from store_grants g, lateral (select string_to_array(g.grants, ';') as parts) p
    where g.id = store_key() and p.parts[2] like '%s%')
$$;
select store_protect('members_applications', 'members_is_program()'),
  store_protect('members_application_letters', 'members_is_program()');
