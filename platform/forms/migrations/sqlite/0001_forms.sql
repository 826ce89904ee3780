-- A form is a subject. Its draft changes; a version never does: what answers refer to stays what it was.
create table forms_forms (
  id integer primary key references store_subjects (id),
  owner_id integer not null,
  name text not null,
  draft text not null,
  saved integer not null,
  unique (owner_id, name)
);
create table forms_versions (
  form_id integer not null references forms_forms (id),
  number integer not null,
  hash text not null,
  definition text not null,
  author_id integer,
  published integer not null,
  primary key (form_id, number)
);
create index forms_versions_hash on forms_versions (form_id, hash);
create trigger forms_versions_stay before update on forms_versions begin
  select raise(abort, 'a published version never changes');
end;
