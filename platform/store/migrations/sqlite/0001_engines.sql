-- Audience: labels, sets of grants, and which label each set sees.
create table store_labels (
  id integer primary key,
  tlp text not null,
  canonical text not null unique
);
create table store_grants (
  id integer primary key,
  hash blob not null unique,
  grants text not null,
  used integer not null
);
create table store_visible (
  grant_key integer not null,
  label_id integer not null,
  primary key (grant_key, label_id)
) without rowid;

-- Every record with a page.
create table store_subjects (
  id integer primary key,
  kind integer not null,
  uuid blob not null,
  label_id integer not null references store_labels (id),
  owner_id integer not null,
  author_id integer,
  title text not null,
  updated integer not null
);
create index store_subjects_walk on store_subjects (kind, id, label_id);
create index store_subjects_gather on store_subjects (kind, label_id, id);
create unique index store_subjects_uuid on store_subjects (uuid, kind, owner_id);

-- Ledger: append-only, chained in the transaction itself.
create table store_ledger (
  id integer primary key,
  at integer not null,
  fact text not null,
  actor_id integer,
  subject_id integer,
  data text not null,
  seal_no integer not null unique,
  hash blob not null
);
create index store_ledger_subject on store_ledger (subject_id, id) where subject_id is not null;
create trigger store_ledger_stays before update on store_ledger begin select raise(abort, 'the ledger is append-only'); end;
create trigger store_ledger_keeps before delete on store_ledger begin select raise(abort, 'the ledger is append-only'); end;

-- Jobs.
create table store_jobs (
  id integer primary key,
  name text not null,
  payload text not null,
  actor_id integer,
  state text not null,
  due integer not null,
  attempts integer not null default 0,
  lease integer,
  done integer not null default 0,
  total integer,
  result text,
  error text,
  created integer not null,
  ended integer
);
create index store_jobs_due on store_jobs (due, id) where state = 'waiting';
create index store_jobs_running on store_jobs (lease) where state = 'running';
create index store_jobs_actor on store_jobs (actor_id, id);

-- Agenda: what is due.
create table store_obligations (
  id integer primary key,
  subject_id integer,
  person_id integer,
  organisation_id integer,
  what text not null,
  data text not null,
  opened integer not null,
  due integer not null,
  remind integer,
  ended integer
);
create index store_obligations_person on store_obligations (person_id, due) where ended is null;
create index store_obligations_organisation on store_obligations (organisation_id, due) where ended is null;
create index store_obligations_remind on store_obligations (remind) where ended is null and remind is not null;
create index store_obligations_subject on store_obligations (subject_id) where subject_id is not null;

-- Search: ids only in the index; documents of a subject share its label unless they have one of their own.
create virtual table store_search using fts5 (
  body, content = '', contentless_delete = 1, detail = 'full', tokenize = 'unicode61 remove_diacritics 2'
);
create table store_search_docs (
  id integer primary key,
  subject_id integer not null,
  label_id integer
);
create index store_search_docs_subject on store_search_docs (subject_id);

create table store_settings (name text primary key, value text not null) without rowid;
-- A form sent twice has one effect: the first reply is given again.
create table store_once (token blob primary key, at integer not null, reply text not null) without rowid;

insert into store_grants (id, hash, grants, used) values (1, x'01', 'v1;s', 0), (2, x'02', 'v1;', 0);
