-- What a record says in other languages than the one it was written in. texts: by their names, JSON.
create table practices_translations (
  record_id integer not null references practices_records (id),
  language text not null,
  title text not null,
  texts text not null,
  saved integer not null,
  saved_by integer,
  primary key (record_id, language)
);
