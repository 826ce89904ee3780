-- Events: the root of everything below. Title, owner, label and last change stand in store_subjects.
create table threats_events (
  id integer primary key references store_subjects (id),
  uuid blob not null,
  creator text not null,
  creator_uuid blob,
  date text,
  threat_level integer,
  analysis integer,
  timestamp integer not null,
  publish_timestamp integer,
  state text not null,
  distribution integer,
  reach text,
  tlp text not null,
  extends blob,
  version integer not null default 1,
  attributes integer not null default 0,
  objects integer not null default 0,
  origin text not null,
  heartbeat integer,
  extra text
);
create index threats_events_staged on threats_events (id) where state = 'staged';
create index threats_events_extends on threats_events (extends) where extends is not null;

-- Parts of events. A label of their own only ever narrows that of the event; null is the event's.
-- Ids grow with time, so these indexes grow at their ends: (event_id, id) reads an event, (type, id) finds by type.
create table threats_attributes (
  id integer primary key,
  event_id integer not null,
  object_id integer,
  relation text,
  uuid blob not null,
  type text not null,
  category text not null,
  value text not null,
  to_ids integer not null,
  comment text not null,
  timestamp integer not null,
  first_seen text,
  last_seen text,
  deleted integer not null,
  label_id integer,
  distribution integer,
  extra text
);
create index threats_attributes_event on threats_attributes (event_id, id);
create index threats_attributes_type on threats_attributes (type, id);
-- Contents of attachments and samples, base64 as they came.
create table threats_contents (
  attribute_id integer primary key,
  event_id integer not null,
  label_id integer,
  data text not null
);
create table threats_objects (
  id integer primary key,
  event_id integer not null,
  uuid blob not null,
  name text not null,
  meta_category text,
  template_uuid blob,
  template_version text,
  description text,
  comment text not null,
  timestamp integer not null,
  first_seen text,
  last_seen text,
  deleted integer not null,
  label_id integer,
  distribution integer,
  extra text
);
create index threats_objects_event on threats_objects (event_id, id);
create table threats_references (
  id integer primary key,
  event_id integer not null,
  object_id integer not null,
  uuid blob not null,
  target blob not null,
  relationship text not null,
  comment text not null,
  timestamp integer not null,
  deleted integer not null,
  label_id integer,
  extra text
);
create index threats_references_event on threats_references (event_id, object_id);
create table threats_reports (
  id integer primary key,
  event_id integer not null,
  uuid blob not null,
  name text not null,
  content text not null,
  timestamp integer not null,
  deleted integer not null,
  label_id integer,
  distribution integer,
  extra text
);
create index threats_reports_event on threats_reports (event_id, id);

-- Values in the form in which equal things are equal: the first eight bytes of the SHA-256 of the canonical text.
create table threats_keys (
  hash integer not null,
  event_id integer not null,
  attribute_id integer not null,
  label_id integer,
  primary key (hash, event_id, attribute_id)
) without rowid;
-- Addresses and networks in the order of their first address (16 bytes, IPv4 mapped). bits: leading bits that are fixed,
-- 128 for one address.
create table threats_addresses (
  start blob not null,
  bits integer not null,
  event_id integer not null,
  attribute_id integer not null,
  label_id integer,
  primary key (start, bits, event_id, attribute_id)
) without rowid;
-- Lengths of networks that were ever kept, so that an address asks for no others. Decides nothing.
create table threats_prefixes (bits integer not null, four integer not null, primary key (bits, four)) without rowid;

-- Tags. A name can betray a hidden event: lists of tags are made through what is visible.
create table threats_tags (id integer primary key, name text not null unique, colour text);
create table threats_event_tags (
  event_id integer not null,
  tag_id integer not null,
  local integer not null,
  primary key (event_id, tag_id)
) without rowid;
create index threats_event_tags_tag on threats_event_tags (tag_id, event_id);
create table threats_attribute_tags (
  event_id integer not null,
  attribute_id integer not null,
  tag_id integer not null,
  local integer not null,
  label_id integer,
  primary key (event_id, attribute_id, tag_id)
) without rowid;
create index threats_attribute_tags_tag on threats_attribute_tags (tag_id, event_id, attribute_id);
-- Galaxy clusters as they came with an event (attribute_id null) or attribute.
create table threats_clusters (
  id integer primary key,
  event_id integer not null,
  attribute_id integer,
  tag text,
  uuid blob,
  type text not null,
  value text not null,
  label_id integer,
  extra text not null
);
create index threats_clusters_event on threats_clusters (event_id, attribute_id);

-- kind: 0 seen, 1 false positive, 2 expired. at: microseconds.
create table threats_sightings (
  id integer primary key,
  event_id integer not null,
  attribute_id integer,
  uuid blob not null,
  kind integer not null,
  at integer not null,
  organisation_id integer,
  person_id integer,
  source text not null,
  label_id integer,
  extra text
);
create index threats_sightings_event on threats_sightings (event_id, attribute_id);
-- Discussion. kind: comment, question, answer, acknowledgement.
create table threats_comments (
  id integer primary key,
  event_id integer not null,
  person_id integer not null,
  organisation_id integer not null,
  at integer not null,
  text text not null,
  kind text not null,
  reply_to integer
);
create index threats_comments_event on threats_comments (event_id, id);
-- Who received which version when. organisation_id null: whoever sees what channel (the canonical text of a label) says.
-- how: published, exported, downloaded, api.
create table threats_disclosures (
  id integer primary key,
  event_id integer not null,
  version integer not null,
  organisation_id integer,
  channel text,
  person_id integer,
  at integer not null,
  how text not null
);
create index threats_disclosures_event on threats_disclosures (event_id, id);
-- What came in another format, piece by piece, so that it goes out as it came.
create table threats_originals (
  event_id integer not null,
  seq integer not null,
  format text not null,
  key text not null,
  body text not null,
  primary key (event_id, seq)
) without rowid;
