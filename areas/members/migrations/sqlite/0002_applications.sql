-- Entities that ask to be entered, with somebody who asks to administer them. Nobody has an account yet: whoever applied comes
-- back by a link, kept as a hash, and sealed so that it can be sent again. document: what the organisation said of itself.
-- duties: what is open on agendas because of it.
create table members_applications (
  id integer primary key,
  uuid blob not null unique,
  state text not null check (state in ('submitted', 'asked', 'accepted', 'refused')),
  token_hash blob not null unique,
  token blob not null,
  person text not null,
  email text not null,
  about text not null,
  language text not null,
  name text not null,
  country text not null,
  sector text not null,
  document text not null,
  duties text not null,
  created integer not null,
  changed integer not null,
  organisation_id integer references identity_organisations (id)
);
create index members_applications_state on members_applications (state, id);

-- What was asked and answered.
create table members_application_letters (
  id integer primary key,
  application_id integer not null references members_applications (id),
  at integer not null,
  actor_id integer,
  act text not null,
  words text not null
);
create index members_application_letters_of on members_application_letters (application_id, id);
