-- Announcements are subjects; this is what is particular to them. kind: the kind of organisation that is addressed, null for
-- all who see it. told: the job that told of it, so that it is told once.
create table desk_announcements (
  id integer primary key,
  text text not null,
  kind text,
  starts integer not null,
  ends integer,
  ended integer,
  told integer
);
create index desk_announcements_current on desk_announcements (starts) where ended is null;
-- Who has read which.
create table desk_announcement_reads (
  person_id integer not null,
  announcement_id integer not null,
  at integer not null,
  primary key (person_id, announcement_id)
) without rowid;
