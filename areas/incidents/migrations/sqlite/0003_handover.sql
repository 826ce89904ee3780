-- Other points of contact, as one of ours has registered them. key: the public half, Ed25519, in hexadecimal. base: the address of
-- their Belfry; empty where packages go by hand. confirmed: when somebody had heard the fingerprint from them by another way.
create table incidents_partners (
  id integer primary key,
  uuid blob not null unique,
  organisation_id integer not null,
  name text not null,
  country text not null,
  base text not null,
  key text not null,
  fingerprint text not null,
  person_id integer not null,
  confirmed integer not null,
  ended integer
);
create unique index incidents_partners_key on incidents_partners (organisation_id, fingerprint) where ended is null;
create index incidents_partners_fingerprint on incidents_partners (fingerprint);
-- What was handed over or taken in: a subject of the point of contact. way: sent, received. package: its own number. envelope: exactly
-- what was signed, with its signature; receipt: likewise. number: by which the other side knows it. error: why the last try failed.
create table incidents_packages (
  id integer primary key references store_subjects (id),
  way text not null,
  package blob not null,
  partner_id integer not null references incidents_partners (id),
  notification_id integer,
  state text not null,
  tlp text not null,
  exercise integer not null,
  envelope text not null,
  receipt text,
  receipted integer,
  number text not null,
  expires integer not null,
  routed_id integer,
  error text not null
);
create unique index incidents_packages_package on incidents_packages (way, partner_id, package);
create index incidents_packages_notification on incidents_packages (notification_id) where notification_id is not null;
