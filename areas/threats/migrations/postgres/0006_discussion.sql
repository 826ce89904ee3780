-- The discussion is the platform's.
insert into discussion_remarks (id, subject_id, person_id, organisation_id, at, text, kind, reply_to)
  select id, event_id, person_id, organisation_id, at, text, kind, reply_to from threats_comments;
drop table threats_comments;
