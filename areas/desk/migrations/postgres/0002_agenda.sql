-- Of which obligation a reminder speaks.
alter table desk_notices add column obligation_id bigint;
create index desk_notices_word on desk_notices (person_id, fact, id);
