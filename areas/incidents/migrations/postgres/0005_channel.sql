-- Ways to the ticket system of an authority. kind: webhook, mail. address: an address of HTTPS, or of mail. secret: of a webhook, sealed.
-- certificate: of OpenPGP, armored, to which mails are encrypted. tag: what stands in brackets at the beginning of a subject.
create table incidents_channels (
  id bigint primary key,
  uuid uuid not null unique,
  organisation_id bigint not null,
  kind text not null,
  address text not null,
  secret bytea,
  certificate text not null,
  fingerprint text not null,
  tag text not null,
  person_id bigint not null,
  at bigint not null,
  ended bigint
);
create index incidents_channels_organisation on incidents_channels (organisation_id) where ended is null;
-- What goes by them. root_id: the notification; none for a test. what: the fact; mark: which of several. error: why the last try failed.
create table incidents_deliveries (
  id bigint primary key,
  channel_id bigint not null references incidents_channels (id),
  root_id bigint,
  what text not null,
  mark text not null,
  state text not null,
  tries bigint not null,
  error text not null,
  at bigint not null,
  delivered bigint,
  unique (channel_id, root_id, what, mark)
);
create index incidents_deliveries_channel on incidents_deliveries (channel_id, id);

select store_protect('incidents_channels'),
  store_protect('incidents_deliveries', 'root_id is null or (select s.id from store_subjects s where s.id = root_id) is not null');
