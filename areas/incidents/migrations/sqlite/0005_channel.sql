-- Ways to the ticket system of an authority. kind: webhook, mail. address: an address of HTTPS, or of mail. secret: of a webhook, sealed.
-- certificate: of OpenPGP, armored, to which mails are encrypted. tag: what stands in brackets at the beginning of a subject.
create table incidents_channels (
  id integer primary key,
  uuid blob not null unique,
  organisation_id integer not null,
  kind text not null,
  address text not null,
  secret blob,
  certificate text not null,
  fingerprint text not null,
  tag text not null,
  person_id integer not null,
  at integer not null,
  ended integer
);
create index incidents_channels_organisation on incidents_channels (organisation_id) where ended is null;
-- What goes by them. root_id: the notification; none for a test. what: the fact; mark: which of several. error: why the last try failed.
create table incidents_deliveries (
  id integer primary key,
  channel_id integer not null references incidents_channels (id),
  root_id integer,
  what text not null,
  mark text not null,
  state text not null,
  tries integer not null,
  error text not null,
  at integer not null,
  delivered integer,
  unique (channel_id, root_id, what, mark)
);
create index incidents_deliveries_channel on incidents_deliveries (channel_id, id);
