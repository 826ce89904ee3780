-- A self-assessment is a subject of its organisation. framework and version name what it is measured by. aim: the step aimed at where an
-- item names none. sector: that of its organisation when it was signed. overall: its result in thousandths. counted: with which batch it
-- entered the figures of peers (decision 0019), 0 before.
create table surveys_assessments (
  id bigint primary key references store_subjects (id),
  owner_id bigint not null,
  framework text not null,
  version text not null,
  aim bigint not null,
  previous_id bigint,
  state text not null check (state in ('draft', 'signed')),
  begun bigint not null,
  signed bigint,
  signed_by bigint,
  sector text not null default '',
  overall bigint,
  counted bigint not null default 0
);
create index surveys_assessments_owner on surveys_assessments (owner_id, framework, id);
create index surveys_assessments_peers on surveys_assessments (framework, version, sector, counted);
-- One draft by a framework at a time.
create unique index surveys_assessments_draft on surveys_assessments (owner_id, framework) where state = 'draft';

-- What is said of an item. level: the place of a step on the scale, -1 where the item does not apply. due: a day, as text.
create table surveys_assess_items (
  assessment_id bigint not null references surveys_assessments (id),
  code text not null,
  level bigint,
  target bigint,
  weight bigint not null,
  comment text not null,
  evidence text not null,
  due text,
  saved bigint not null,
  saved_by bigint,
  primary key (assessment_id, code)
);

-- What others see of an assessment is a subject with their label. label_id: that of the assessment, so that its organisation sees to whom.
create table surveys_assess_shares (
  id bigint primary key references store_subjects (id),
  assessment_id bigint not null references surveys_assessments (id),
  label_id bigint not null,
  details bigint not null,
  shared bigint not null,
  made_by bigint
);
create index surveys_assess_shares_assessment on surveys_assess_shares (assessment_id);

create function surveys_signed_stays() returns trigger language plpgsql as $$
begin
  if (select a.state from surveys_assessments a where a.id = old.assessment_id) = 'signed' then
    raise exception 'what was signed stays';
  end if;
  return new;
end $$;
create trigger surveys_assess_items_stay before update on surveys_assess_items for each row execute function surveys_signed_stays();

select store_protect('surveys_assessments', store_sees_child('surveys_assessments.id')),
  store_protect('surveys_assess_items', store_sees_child('assessment_id')),
  store_protect('surveys_assess_shares', '(' || store_sees_child('surveys_assess_shares.id') || ') or (' || store_sees('label_id') || ')');
