-- Announcements are subjects; this is what is particular to them. kind: the kind of organisation that is addressed, null for
-- all who see it. told: the job that told of it, so that it is told once.
create table desk_announcements (
  id bigint primary key,
  text text not null,
  kind text,
  starts bigint not null,
  ends bigint,
  ended bigint,
  told bigint
);
create index desk_announcements_current on desk_announcements (starts) where ended is null;
-- Who has read which.
create table desk_announcement_reads (
  person_id bigint not null,
  announcement_id bigint not null,
  at bigint not null,
  primary key (person_id, announcement_id)
);

select store_protect('desk_announcements', store_sees_child('desk_announcements.id')), store_protect('desk_announcement_reads');
