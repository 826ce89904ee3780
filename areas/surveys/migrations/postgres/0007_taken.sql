-- Which form took which proposed question, and the name that it has there.
create table surveys_taken (
  form_id bigint not null references store_subjects (id),
  proposal_id bigint not null references store_subjects (id),
  name text not null,
  at bigint not null,
  primary key (form_id, proposal_id)
);
create index surveys_taken_proposal on surveys_taken (proposal_id);

select store_protect('surveys_taken', store_sees_child('form_id'));
