-- Files that answers and assessments name; the content lies in the object store under its hash. subject_id: the survey or the
-- assessment. party_id: whose answer, or the organisation that assesses. place: the question with its entries, or the code of the item.
-- item: the question alone, or that code again. label_id: who wrote it; collector_label_id: who asked, of a survey.
create table surveys_files (
  id bigint primary key,
  uuid uuid not null unique,
  subject_id bigint not null references store_subjects (id),
  party_id bigint not null,
  label_id bigint not null,
  collector_label_id bigint,
  item text not null,
  place text not null,
  hash bytea not null,
  name text not null,
  length bigint not null,
  at bigint not null,
  person_id bigint,
  unique (subject_id, party_id, place, hash)
);
create function surveys_files_stay() returns trigger language plpgsql as $$
begin
  if (select a.state from surveys_assessments a where a.id = old.subject_id) = 'signed' then
    raise exception 'what was signed stays';
  end if;
  return old;
end $$;
create trigger surveys_files_stay before delete on surveys_files for each row execute function surveys_files_stay();

select store_protect(
  'surveys_files',
  '(' || store_sees('label_id') || ') or (collector_label_id is not null and (' || store_sees('collector_label_id') || '))'
);
