-- A report is a subject. reach: whom it is for once it is published, a label as text; its figures count what all of those may see.
-- from_at, until_at: the period of its figures. sent_by: who asked for approval; signed_by: who gave it.
create table insight_reports (
  id bigint primary key references store_subjects (id),
  series text not null,
  volume text not null,
  summary text not null,
  from_at bigint not null,
  until_at bigint not null,
  country text not null,
  reach text not null,
  state text not null,
  sent_by bigint,
  signed_by bigint,
  published bigint
);
create index insight_reports_series on insight_reports (series, id);

-- Its sections. content: what was written, in every language, JSON. kept: the figures as they were computed, JSON; they go with the
-- report and are never computed again once it is published.
create table insight_sections (
  id bigint primary key,
  report_id bigint not null references insight_reports (id),
  position bigint not null,
  kind text not null,
  content text not null,
  version bigint not null,
  saved bigint not null,
  saved_by bigint,
  kept text
);
create index insight_sections_report on insight_sections (report_id, position, id);

select store_protect('insight_reports', store_sees_child('insight_reports.id')),
  store_protect('insight_sections', store_sees_child('report_id'));
