-- What is said about any subject. label_id: narrower than the subject's, where a place of talk is for fewer. kind: comment,
-- question, answer, acknowledgement. reply_to: the remark that began the thread. edited, withdrawn: when; a withdrawn one
-- keeps its place and loses its words.
create table discussion_remarks (
  id integer primary key,
  subject_id integer not null,
  label_id integer,
  person_id integer not null,
  organisation_id integer not null,
  at integer not null,
  text text not null,
  kind text not null,
  reply_to integer,
  edited integer,
  withdrawn integer
);
create index discussion_remarks_subject on discussion_remarks (subject_id, id);
-- Earlier words of a remark, and until when they stood.
create table discussion_revisions (
  id integer primary key,
  remark_id integer not null,
  at integer not null,
  text text not null
);
create index discussion_revisions_remark on discussion_revisions (remark_id, id);
-- Whom a remark names.
create table discussion_mentions (
  remark_id integer not null,
  person_id integer not null,
  primary key (remark_id, person_id)
) without rowid;

-- Files on any subject, in versions. The file itself lies under the hash of its content.
create table discussion_documents (
  id integer primary key,
  uuid blob not null unique,
  subject_id integer not null,
  label_id integer,
  title text not null,
  person_id integer not null,
  organisation_id integer not null,
  at integer not null,
  withdrawn integer
);
create index discussion_documents_subject on discussion_documents (subject_id, id);
create table discussion_versions (
  id integer primary key,
  document_id integer not null,
  number integer not null,
  hash blob not null,
  kind text not null,
  name text not null,
  length integer not null,
  note text not null,
  person_id integer not null,
  organisation_id integer not null,
  at integer not null,
  unique (document_id, number)
);
