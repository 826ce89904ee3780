-- Organisations and circles are subjects: their ids are those of store_subjects.
create table identity_organisations (
  id integer primary key references store_subjects (id),
  name text not null,
  name_key text not null unique,
  short_name text not null,
  kind text not null,
  sector text,
  country text,
  about text not null,
  website text
);
create table identity_people (
  id integer primary key,
  uuid blob not null unique,
  email text not null unique,
  name text not null,
  password text,
  language text not null,
  time_zone text not null,
  theme text not null,
  state text not null check (state in ('invited', 'active', 'disabled')),
  wishes text not null,
  created integer not null
);
create table identity_memberships (
  person_id integer not null references identity_people (id),
  organisation_id integer not null references identity_organisations (id),
  roles text not null,
  status text not null check (status in ('invited', 'confirmed', 'suspended', 'ended')),
  since integer not null,
  home integer not null,
  primary key (person_id, organisation_id)
) without rowid;
create index identity_memberships_organisation on identity_memberships (organisation_id, person_id);

-- Names are unique for an owner only: a clash must not tell of somebody else's hidden circle.
create table identity_circles (
  id integer primary key references store_subjects (id),
  owner_id integer not null references identity_organisations (id),
  name text not null,
  name_key text not null,
  purpose text not null,
  rules text not null,
  tlp text not null,
  hidden integer not null,
  state text not null check (state in ('open', 'closed')),
  unique (owner_id, name_key)
);
create table identity_circle_members (
  circle_id integer not null references identity_circles (id),
  organisation_id integer not null references identity_organisations (id),
  status text not null check (status in ('invited', 'confirmed', 'suspended', 'left')),
  may_invite integer not null,
  since integer not null,
  invited_by integer,
  primary key (circle_id, organisation_id)
) without rowid;
create index identity_circle_members_organisation on identity_circle_members (organisation_id, circle_id);

create table identity_sessions (
  id integer primary key,
  token_hash blob not null unique,
  person_id integer not null references identity_people (id),
  csrf text not null,
  created integer not null,
  seen integer not null,
  expires integer not null,
  agent text not null,
  rotated integer not null
);
create index identity_sessions_person on identity_sessions (person_id);
create index identity_sessions_expires on identity_sessions (expires);

create table identity_keys (
  id integer primary key,
  uuid blob not null unique,
  person_id integer not null references identity_people (id),
  name text not null,
  prefix text not null,
  hash blob not null unique,
  scope text not null check (scope in ('read', 'write')),
  created integer not null,
  expires integer not null,
  used integer,
  revoked integer
);
create index identity_keys_person on identity_keys (person_id, id);

-- Links that work once. An invitation names an address, a reset a person, the first run nobody.
create table identity_links (
  token_hash blob primary key,
  purpose text not null check (purpose in ('first-run', 'invitation', 'reset')),
  person_id integer references identity_people (id),
  email text,
  organisation_id integer references identity_organisations (id),
  roles text,
  invited_by integer,
  created integer not null,
  expires integer not null,
  used integer
) without rowid;
create unique index identity_links_first_run on identity_links (purpose) where purpose = 'first-run' and used is null;
create index identity_links_organisation on identity_links (organisation_id, created) where used is null;
create index identity_links_person on identity_links (person_id) where person_id is not null;

-- Failed tries by salted hash of an account's or a network's address.
create table identity_throttle (
  key_hash blob primary key,
  tries integer not null,
  since integer not null
) without rowid;
create index identity_throttle_since on identity_throttle (since);
