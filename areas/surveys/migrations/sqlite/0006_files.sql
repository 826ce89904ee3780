-- Files that answers and assessments name; the content lies in the object store under its hash. subject_id: the survey or the
-- assessment. party_id: whose answer, or the organisation that assesses. place: the question with its entries, or the code of the item.
-- item: the question alone, or that code again. label_id: who wrote it; collector_label_id: who asked, of a survey.
create table surveys_files (
  id integer primary key,
  uuid blob not null unique,
  subject_id integer not null references store_subjects (id),
  party_id integer not null,
  label_id integer not null,
  collector_label_id integer,
  item text not null,
  place text not null,
  hash blob not null,
  name text not null,
  length integer not null,
  at integer not null,
  person_id integer,
  unique (subject_id, party_id, place, hash)
);
create trigger surveys_files_stay before delete on surveys_files
  when (select a.state from surveys_assessments a where a.id = old.subject_id) = 'signed'
begin
  select raise(abort, 'what was signed stays');
end;
