-- A form is a subject. Its draft changes; a version never does: what answers refer to stays what it was.
create table forms_forms (
  id bigint primary key references store_subjects (id),
  owner_id bigint not null,
  name text not null,
  draft text not null,
  saved bigint not null,
  unique (owner_id, name)
);
create table forms_versions (
  form_id bigint not null references forms_forms (id),
  number bigint not null,
  hash text not null,
  definition text not null,
  author_id bigint,
  published bigint not null,
  primary key (form_id, number)
);
create index forms_versions_hash on forms_versions (form_id, hash);
create function forms_stay() returns trigger language plpgsql as $$
begin
  raise exception 'a published version never changes';
end $$;
create trigger forms_versions_stay before update on forms_versions for each row execute function forms_stay();

select store_protect('forms_forms', store_sees_child('forms_forms.id')),
  store_protect('forms_versions', store_sees_child('form_id'));
