-- A question that came out of a lesson and is proposed to those who write surveys: a subject that they see. incident_id and lesson_id: what
-- it came out of, which they do not see. item: what it is about (framework/code); addressee_id: to whom, nobody for the whole community.
create table incidents_questions (
  id integer primary key references store_subjects (id),
  incident_id integer not null,
  lesson_id integer not null,
  text text not null,
  why text not null,
  item text not null,
  language text not null,
  addressee_id integer,
  at integer not null,
  withdrawn integer
);
create index incidents_questions_incident on incidents_questions (incident_id);
-- So that a framework's page finds the lessons that name its items.
create index incidents_lessons_item on incidents_lessons (item);
