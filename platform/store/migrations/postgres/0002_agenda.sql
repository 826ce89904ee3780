-- Obligations: an outside id, the area that opened them, circles, who takes them on, how they ended; reminders in rows of
-- their own. may_leave: 1 when the words may stand in a mail or a calendar. outcome: done, dismissed.
alter table store_obligations add column uuid uuid;
alter table store_obligations add column area text not null default '';
alter table store_obligations add column circle_id bigint;
alter table store_obligations add column opener_id bigint;
alter table store_obligations add column assignee_id bigint;
alter table store_obligations add column may_leave bigint not null default 0;
alter table store_obligations add column outcome text;
alter table store_obligations add column ended_by bigint;
update store_obligations set uuid = gen_random_uuid(), area = split_part(what, '-', 1),
  outcome = case when ended is null then null else 'done' end;
create unique index store_obligations_uuid on store_obligations (uuid);
create index store_obligations_circle on store_obligations (circle_id, due) where ended is null;
create index store_obligations_assignee on store_obligations (assignee_id, due) where ended is null;
create index store_obligations_person_ended on store_obligations (person_id, ended) where ended is not null;
create index store_obligations_assignee_ended on store_obligations (assignee_id, ended) where ended is not null;
create index store_obligations_organisation_ended on store_obligations (organisation_id, ended) where ended is not null;
create index store_obligations_circle_ended on store_obligations (circle_id, ended) where ended is not null;

-- Each is sent once: sent says when. One that is found late was due while nobody worked.
create table store_reminders (
  id bigint primary key,
  obligation_id bigint not null,
  at bigint not null,
  sent bigint
);
create index store_reminders_due on store_reminders (at, id) where sent is null;
create index store_reminders_obligation on store_reminders (obligation_id, at);
insert into store_reminders (id, obligation_id, at)
  select id, id, remind from store_obligations where remind is not null and ended is null;
drop index store_obligations_remind;
alter table store_obligations drop column remind;

select store_protect('store_reminders', '(select o.id from store_obligations o where o.id = obligation_id) is not null');
