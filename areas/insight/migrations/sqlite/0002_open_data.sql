-- opened: whoever publishes says that its figures may be read without an account, 1; only of what is TLP:CLEAR.
alter table insight_reports add column opened integer not null default 0;
