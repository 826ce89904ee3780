-- A report is a subject. reach: whom it is for once it is published, a label as text; its figures count what all of those may see.
-- from_at, until_at: the period of its figures. sent_by: who asked for approval; signed_by: who gave it.
create table insight_reports (
  id integer primary key references store_subjects (id),
  series text not null,
  volume text not null,
  summary text not null,
  from_at integer not null,
  until_at integer not null,
  country text not null,
  reach text not null,
  state text not null,
  sent_by integer,
  signed_by integer,
  published integer
);
create index insight_reports_series on insight_reports (series, id);

-- Its sections. content: what was written, in every language, JSON. kept: the figures as they were computed, JSON; they go with the
-- report and are never computed again once it is published.
create table insight_sections (
  id integer primary key,
  report_id integer not null references insight_reports (id),
  position integer not null,
  kind text not null,
  content text not null,
  version integer not null,
  saved integer not null,
  saved_by integer,
  kept text
);
create index insight_sections_report on insight_sections (report_id, position, id);
