-- A record of practice is a subject. kind, state, effort, size, level: codes of record.rs. country: two letters, of a national one.
-- tlp, reach: whom its owner means it for, a label's text; empty before it was said. desk_id: the organisation that checks it.
-- unnamed: brought by its owner for somebody who is not named. successor_id: what stands in its place.
create table practices_records (
  id integer primary key references store_subjects (id),
  kind text not null,
  state text not null,
  language text not null,
  context text not null,
  problem text not null,
  done text not null,
  eases text not null,
  effort text not null,
  effort_note text not null,
  evidence text not null,
  obstacles text not null,
  transfer text not null,
  size text not null,
  country text not null,
  region text not null,
  level text not null,
  reach text not null,
  desk_id integer,
  unnamed integer not null,
  submitted integer,
  published integer,
  successor_id integer
);
create index practices_records_desk on practices_records (desk_id, state) where desk_id is not null;
create table practices_sectors (
  record_id integer not null references practices_records (id),
  sector text not null,
  primary key (record_id, sector)
);
create index practices_sectors_sector on practices_sectors (sector, record_id);
-- What a record is about in the catalogue: a framework by its name, whatever its version, and an item's code.
create table practices_items (
  record_id integer not null references practices_records (id),
  framework text not null,
  code text not null,
  primary key (record_id, framework, code)
);
create index practices_items_code on practices_items (framework, code, record_id);
-- For whom a broker brought a record: seen by the broker's own organisation, and kept nowhere else.
create table practices_sources (
  record_id integer primary key references practices_records (id),
  label_id integer not null,
  source text not null
);

-- What helps with which difficulty.
create table practices_links (
  practice_id integer not null references practices_records (id),
  difficulty_id integer not null references practices_records (id),
  organisation_id integer not null,
  person_id integer not null,
  at integer not null,
  primary key (practice_id, difficulty_id)
);
create index practices_links_difficulty on practices_links (difficulty_id);
create table practices_endorsements (
  id integer primary key,
  record_id integer not null references practices_records (id),
  organisation_id integer not null,
  person_id integer not null,
  evidence text not null,
  at integer not null,
  unique (record_id, organisation_id)
);
-- label_id: the adopter's own organisation where it is not to be named; none where everybody who sees the record may know.
create table practices_adoptions (
  id integer primary key,
  record_id integer not null references practices_records (id),
  label_id integer,
  organisation_id integer not null,
  person_id integer not null,
  stage text not null,
  size text not null,
  outcome text not null,
  at integer not null,
  unique (record_id, organisation_id)
);
create index practices_adoptions_organisation on practices_adoptions (organisation_id);

-- What one hands to another to be sorted or answered; a subject of the one who hands it over. kind, state, channel: codes of report.rs.
-- desk_id: to whom. about_id: the record that it asks about. record_id: what became of it. forward_id: the question that a broker
-- asked further, which knows nothing of this one. token_hash, expires: of a mail that waits to be confirmed.
create table practices_reports (
  id integer primary key references store_subjects (id),
  kind text not null,
  state text not null,
  channel text not null,
  text text not null,
  desk_id integer not null,
  about_id integer,
  record_id integer,
  forward_id integer,
  named integer not null,
  answer text not null,
  token_hash blob,
  expires integer
);
create index practices_reports_desk on practices_reports (desk_id, id);
