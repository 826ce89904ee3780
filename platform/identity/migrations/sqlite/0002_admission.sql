-- How people are let in: second factors, sessions that wait for one, other places' word for somebody, requests to join.

-- When its person last proved who he is, and whether it still waits for the second factor.
alter table identity_sessions add column proved integer not null default 0;
alter table identity_sessions add column half integer not null default 0;

-- Secrets are sealed with the installation's key. A passkey has a handle, a generator of codes its last used step.
create table identity_factors (
  id integer primary key,
  uuid blob not null unique,
  person_id integer not null references identity_people (id),
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  secret blob not null,
  handle blob unique,
  step integer not null,
  created integer not null,
  used integer
);
create index identity_factors_person on identity_factors (person_id, id);

create table identity_recovery (
  person_id integer not null references identity_people (id),
  code_hash blob not null,
  used integer,
  primary key (person_id, code_hash)
);

-- What was begun with a browser or another server and waits for the answer; state is sealed.
create table identity_ceremonies (
  token_hash blob primary key,
  kind text not null,
  person_id integer references identity_people (id),
  state blob not null,
  expires integer not null
);
create index identity_ceremonies_expires on identity_ceremonies (expires);

-- Accounts elsewhere that stand for a person here (OpenID Connect Core 1.0, 2: issuer and subject).
create table identity_logins (
  issuer text not null,
  subject text not null,
  uuid blob not null unique,
  person_id integer not null references identity_people (id),
  email text not null,
  created integer not null,
  used integer,
  primary key (issuer, subject)
);
create index identity_logins_person on identity_logins (person_id);

-- Who asks to join an organisation. One waits for each address and organisation.
create table identity_requests (
  id integer primary key,
  uuid blob not null unique,
  organisation_id integer not null references identity_organisations (id),
  email text not null,
  name text not null,
  about text not null,
  language text not null,
  state text not null check (state in ('waiting', 'accepted', 'refused')),
  created integer not null,
  answered integer,
  answered_by integer,
  reason text
);
create unique index identity_requests_waiting on identity_requests (organisation_id, email) where state = 'waiting';
create index identity_requests_created on identity_requests (created);

-- An address that is to take the place of another, once both mailboxes have said yes.
create table identity_address_changes (
  person_id integer primary key references identity_people (id),
  email text not null,
  old_hash blob not null unique,
  new_hash blob not null unique,
  old_confirmed integer,
  new_confirmed integer,
  created integer not null,
  expires integer not null
);

-- Programs that belong to an organisation: members without a password.
create table identity_services (
  person_id integer primary key references identity_people (id),
  organisation_id integer not null references identity_organisations (id),
  made_by integer,
  created integer not null,
  ended integer
);
create index identity_services_organisation on identity_services (organisation_id, person_id);
