-- Which form took which proposed question, and the name that it has there.
create table surveys_taken (
  form_id integer not null references store_subjects (id),
  proposal_id integer not null references store_subjects (id),
  name text not null,
  at integer not null,
  primary key (form_id, proposal_id)
);
create index surveys_taken_proposal on surveys_taken (proposal_id);
