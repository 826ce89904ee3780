-- What changed for whom. cause: the job that told it, so that one that runs twice tells once. title: kept only where the
-- reader was told it and may not see the record (any more). mail: 0 not wished, 1 waits, 2 sent.
create table desk_notices (
  id bigint primary key,
  person_id bigint not null,
  cause bigint not null,
  fact text not null,
  subject_id bigint,
  organisation_id bigint,
  title text,
  at bigint not null,
  read_at bigint,
  mail bigint not null,
  unique (cause, person_id)
);
create index desk_notices_person on desk_notices (person_id, id);
create index desk_notices_unread on desk_notices (person_id, id) where read_at is null;
create index desk_notices_subject on desk_notices (subject_id, person_id) where subject_id is not null;
create index desk_notices_mail on desk_notices (person_id, id) where mail = 1;
-- A mail that waits to be sent: at most one for each person.
create table desk_mails (person_id bigint primary key, due bigint not null);
-- Who has put the greeting aside.
create table desk_welcomes (person_id bigint primary key, at bigint not null);

select store_protect('desk_notices', 'subject_id is null or title is not null '
    || 'or (select s.id from store_subjects s where s.id = subject_id) is not null'),
  store_protect('desk_mails'), store_protect('desk_welcomes');
