-- What a record says in other languages than the one it was written in. texts: by their names, JSON.
create table practices_translations (
  record_id bigint not null references practices_records (id),
  language text not null,
  title text not null,
  texts text not null,
  saved bigint not null,
  saved_by bigint,
  primary key (record_id, language)
);

select store_protect('practices_translations', store_sees_child('record_id'));
