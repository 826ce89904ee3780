-- Events: the root of everything below. Title, owner, label and last change stand in store_subjects.
create table threats_events (
  id bigint primary key references store_subjects (id),
  uuid uuid not null,
  creator text not null,
  creator_uuid uuid,
  date text,
  threat_level smallint,
  analysis smallint,
  timestamp bigint not null,
  publish_timestamp bigint,
  state text not null,
  distribution smallint,
  reach text,
  tlp text not null,
  extends uuid,
  version integer not null default 1,
  attributes integer not null default 0,
  objects integer not null default 0,
  origin text not null,
  heartbeat bigint,
  extra text
);
create index threats_events_staged on threats_events (id) where state = 'staged';
create index threats_events_extends on threats_events (extends) where extends is not null;

-- Parts of events. A label of their own only ever narrows that of the event; null is the event's.
-- Ids grow with time, so these indexes grow at their ends: (event_id, id) reads an event, (type, id) finds by type.
create table threats_attributes (
  id bigint primary key,
  event_id bigint not null,
  object_id bigint,
  relation text,
  uuid uuid not null,
  type text not null,
  category text not null,
  value text not null,
  to_ids boolean not null,
  comment text not null,
  timestamp bigint not null,
  first_seen text,
  last_seen text,
  deleted boolean not null,
  label_id bigint,
  distribution smallint,
  extra text
);
create index threats_attributes_event on threats_attributes (event_id, id);
create index threats_attributes_type on threats_attributes (type, id);
-- Contents of attachments and samples, base64 as they came.
create table threats_contents (
  attribute_id bigint primary key,
  event_id bigint not null,
  label_id bigint,
  data text not null
);
create table threats_objects (
  id bigint primary key,
  event_id bigint not null,
  uuid uuid not null,
  name text not null,
  meta_category text,
  template_uuid uuid,
  template_version text,
  description text,
  comment text not null,
  timestamp bigint not null,
  first_seen text,
  last_seen text,
  deleted boolean not null,
  label_id bigint,
  distribution smallint,
  extra text
);
create index threats_objects_event on threats_objects (event_id, id);
create table threats_references (
  id bigint primary key,
  event_id bigint not null,
  object_id bigint not null,
  uuid uuid not null,
  target uuid not null,
  relationship text not null,
  comment text not null,
  timestamp bigint not null,
  deleted boolean not null,
  label_id bigint,
  extra text
);
create index threats_references_event on threats_references (event_id, object_id);
create table threats_reports (
  id bigint primary key,
  event_id bigint not null,
  uuid uuid not null,
  name text not null,
  content text not null,
  timestamp bigint not null,
  deleted boolean not null,
  label_id bigint,
  distribution smallint,
  extra text
);
create index threats_reports_event on threats_reports (event_id, id);

-- Values in the form in which equal things are equal: the first eight bytes of the SHA-256 of the canonical text.
create table threats_keys (
  hash bigint not null,
  event_id bigint not null,
  attribute_id bigint not null,
  label_id bigint,
  primary key (hash, event_id, attribute_id)
);
-- Addresses and networks in the order of their first address (16 bytes, IPv4 mapped). bits: leading bits that are fixed,
-- 128 for one address.
create table threats_addresses (
  start bytea not null,
  bits smallint not null,
  event_id bigint not null,
  attribute_id bigint not null,
  label_id bigint,
  primary key (start, bits, event_id, attribute_id)
);
-- Lengths of networks that were ever kept, so that an address asks for no others. Decides nothing.
create table threats_prefixes (bits smallint not null, four boolean not null, primary key (bits, four));

-- Tags. A name can betray a hidden event: lists of tags are made through what is visible.
create table threats_tags (id bigint primary key, name text not null unique, colour text);
create table threats_event_tags (
  event_id bigint not null,
  tag_id bigint not null,
  local boolean not null,
  primary key (event_id, tag_id)
);
create index threats_event_tags_tag on threats_event_tags (tag_id, event_id);
create table threats_attribute_tags (
  event_id bigint not null,
  attribute_id bigint not null,
  tag_id bigint not null,
  local boolean not null,
  label_id bigint,
  primary key (event_id, attribute_id, tag_id)
);
create index threats_attribute_tags_tag on threats_attribute_tags (tag_id, event_id, attribute_id);
-- Galaxy clusters as they came with an event (attribute_id null) or attribute.
create table threats_clusters (
  id bigint primary key,
  event_id bigint not null,
  attribute_id bigint,
  tag text,
  uuid uuid,
  type text not null,
  value text not null,
  label_id bigint,
  extra text not null
);
create index threats_clusters_event on threats_clusters (event_id, attribute_id);

-- kind: 0 seen, 1 false positive, 2 expired. at: microseconds.
create table threats_sightings (
  id bigint primary key,
  event_id bigint not null,
  attribute_id bigint,
  uuid uuid not null,
  kind smallint not null,
  at bigint not null,
  organisation_id bigint,
  person_id bigint,
  source text not null,
  label_id bigint,
  extra text
);
create index threats_sightings_event on threats_sightings (event_id, attribute_id);
-- Discussion. kind: comment, question, answer, acknowledgement.
create table threats_comments (
  id bigint primary key,
  event_id bigint not null,
  person_id bigint not null,
  organisation_id bigint not null,
  at bigint not null,
  text text not null,
  kind text not null,
  reply_to bigint
);
create index threats_comments_event on threats_comments (event_id, id);
-- Who received which version when. organisation_id null: whoever sees what channel (the canonical text of a label) says.
-- how: published, exported, downloaded, api.
create table threats_disclosures (
  id bigint primary key,
  event_id bigint not null,
  version integer not null,
  organisation_id bigint,
  channel text,
  person_id bigint,
  at bigint not null,
  how text not null
);
create index threats_disclosures_event on threats_disclosures (event_id, id);
-- What came in another format, piece by piece, so that it goes out as it came.
create table threats_originals (
  event_id bigint not null,
  seq integer not null,
  format text not null,
  key text not null,
  body text not null,
  primary key (event_id, seq)
);

select store_protect('threats_events', store_sees_child('threats_events.id')),
  store_protect('threats_attributes', store_sees_child('event_id', 'label_id')),
  store_protect('threats_contents', store_sees_child('event_id', 'label_id')),
  store_protect('threats_objects', store_sees_child('event_id', 'label_id')),
  store_protect('threats_references', store_sees_child('event_id', 'label_id')),
  store_protect('threats_reports', store_sees_child('event_id', 'label_id')),
  store_protect('threats_keys', store_sees_child('event_id', 'label_id')),
  store_protect('threats_addresses', store_sees_child('event_id', 'label_id')),
  store_protect('threats_attribute_tags', store_sees_child('event_id', 'label_id')),
  store_protect('threats_clusters', store_sees_child('event_id', 'label_id')),
  store_protect('threats_sightings', store_sees_child('event_id', 'label_id')),
  store_protect('threats_event_tags', store_sees_child('event_id')),
  store_protect('threats_comments', store_sees_child('event_id')),
  store_protect('threats_disclosures', store_sees_child('event_id')),
  store_protect('threats_originals', store_sees_child('event_id')),
  store_protect('threats_tags'), store_protect('threats_prefixes');
