-- An arrangement under NIS2 Article 29: joining and leaving is noted to the authority.
alter table identity_circles add column arrangement integer not null default 0;

-- What the ledger knows of each circle, to be found by the circle.
create table identity_circle_steps (
  id integer primary key,
  circle_id integer not null references identity_circles (id),
  at integer not null,
  fact text not null,
  organisation_id integer,
  person_id integer
);
create index identity_circle_steps_circle on identity_circle_steps (circle_id, id);
insert into identity_circle_steps (circle_id, at, fact, organisation_id, person_id)
  select json_extract(data, '$.circle'), at, fact, json_extract(data, '$.organisation'), actor_id from store_ledger
  where fact in ('identity.circle-made', 'identity.circle-invited', 'identity.circle-joined', 'identity.circle-left',
    'identity.circle-suspended', 'identity.circle-resumed', 'identity.circle-closed') order by id;

-- What an authority is told under Article 29(4), as it was when it happened: a circle may be hidden from the authority.
create table identity_arrangement_notes (
  id integer primary key,
  uuid blob not null unique,
  circle_id integer not null,
  circle_name text not null,
  purpose text not null,
  organisation_id integer not null references identity_organisations (id),
  authority_id integer references identity_organisations (id),
  what text not null check (what in ('entered', 'left')),
  at integer not null,
  noted integer,
  noted_by integer
);
create index identity_arrangement_notes_organisation on identity_arrangement_notes (organisation_id, id);
create index identity_arrangement_notes_authority on identity_arrangement_notes (authority_id, id) where authority_id is not null;

-- Executable sharing rules, of a circle or of an organisation. The kinds are those of the program's table.
create table identity_sharing_rules (
  id integer primary key,
  uuid blob not null unique,
  circle_id integer references identity_circles (id),
  organisation_id integer references identity_organisations (id),
  kind text not null,
  chosen text not null,
  refuses integer not null,
  since integer not null,
  check ((circle_id is null) <> (organisation_id is null))
);
create index identity_sharing_rules_circle on identity_sharing_rules (circle_id) where circle_id is not null;
create index identity_sharing_rules_organisation on identity_sharing_rules (organisation_id) where organisation_id is not null;
