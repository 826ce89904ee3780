-- What is said about any subject. label_id: narrower than the subject's, where a place of talk is for fewer. kind: comment,
-- question, answer, acknowledgement. reply_to: the remark that began the thread. edited, withdrawn: when; a withdrawn one
-- keeps its place and loses its words.
create table discussion_remarks (
  id bigint primary key,
  subject_id bigint not null,
  label_id bigint,
  person_id bigint not null,
  organisation_id bigint not null,
  at bigint not null,
  text text not null,
  kind text not null,
  reply_to bigint,
  edited bigint,
  withdrawn bigint
);
create index discussion_remarks_subject on discussion_remarks (subject_id, id);
-- Earlier words of a remark, and until when they stood.
create table discussion_revisions (
  id bigint primary key,
  remark_id bigint not null,
  at bigint not null,
  text text not null
);
create index discussion_revisions_remark on discussion_revisions (remark_id, id);
-- Whom a remark names.
create table discussion_mentions (
  remark_id bigint not null,
  person_id bigint not null,
  primary key (remark_id, person_id)
);

-- Files on any subject, in versions. The file itself lies under the hash of its content.
create table discussion_documents (
  id bigint primary key,
  uuid uuid not null unique,
  subject_id bigint not null,
  label_id bigint,
  title text not null,
  person_id bigint not null,
  organisation_id bigint not null,
  at bigint not null,
  withdrawn bigint
);
create index discussion_documents_subject on discussion_documents (subject_id, id);
create table discussion_versions (
  id bigint primary key,
  document_id bigint not null,
  number bigint not null,
  hash bytea not null,
  kind text not null,
  name text not null,
  length bigint not null,
  note text not null,
  person_id bigint not null,
  organisation_id bigint not null,
  at bigint not null,
  unique (document_id, number)
);

select store_protect('discussion_remarks', store_sees_child('subject_id', 'label_id')),
  store_protect('discussion_revisions', '(select r.id from discussion_remarks r where r.id = remark_id) is not null'),
  store_protect('discussion_mentions', '(select r.id from discussion_remarks r where r.id = remark_id) is not null'),
  store_protect('discussion_documents', store_sees_child('subject_id', 'label_id')),
  store_protect('discussion_versions', '(select d.id from discussion_documents d where d.id = document_id) is not null');
