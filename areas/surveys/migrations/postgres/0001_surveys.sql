-- A survey is a subject. mode: named, confidential, anonymous; it stays what it is from the first answer on (frozen). kinds, sectors,
-- countries: JSON lists of codes that narrow whom it is for. first_id: the first wave of its series.
create table surveys_campaigns (
  id bigint primary key references store_subjects (id),
  form_id bigint not null references forms_forms (id),
  version bigint not null,
  about text not null,
  mode text not null,
  unit text not null,
  level text not null,
  country text not null,
  kinds text not null,
  sectors text not null,
  countries text not null,
  circle_id bigint,
  opens bigint not null,
  closes bigint not null,
  state text not null,
  least bigint not null,
  frozen bigint not null default 0,
  invited bigint not null default 0,
  first_id bigint,
  wave bigint not null default 1
);
create index surveys_campaigns_series on surveys_campaigns (first_id);

-- Who may still answer, by organisation or person. With an anonymous answer the row goes, and with it everything that could say when.
create table surveys_invited (
  campaign_id bigint not null references surveys_campaigns (id),
  party_id bigint not null,
  primary key (campaign_id, party_id)
);
create index surveys_invited_party on surveys_invited (party_id, campaign_id);

-- Answers with a name. label_id: whose; collector_label_id: who asked. counted: whether a wave counts it (two waves tell of nobody).
create table surveys_answers (
  id bigint primary key,
  campaign_id bigint not null references surveys_campaigns (id),
  party_id bigint not null,
  label_id bigint not null,
  collector_label_id bigint not null,
  answers text not null,
  saved bigint not null,
  saved_by bigint,
  signed bigint,
  signed_by bigint,
  counted bigint not null default 0,
  unique (campaign_id, party_id)
);

-- Answers without a name: nothing but what was answered, under a number drawn at random.
create table surveys_ballots (
  id bigint primary key,
  campaign_id bigint not null references surveys_campaigns (id),
  answers text not null
);
create index surveys_ballots_campaign on surveys_ballots (campaign_id, id);

create function surveys_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what was promised to those who answered stays';
end $$;
create trigger surveys_campaigns_stay before update of mode on surveys_campaigns for each row
  when (old.frozen = 1 and new.mode <> old.mode) execute function surveys_stay();

-- Nobody but the program itself reads answers without a name.
select store_protect('surveys_campaigns', store_sees_child('surveys_campaigns.id')),
  store_protect('surveys_invited', store_sees_child('campaign_id')),
  store_protect('surveys_answers', '(' || store_sees('label_id') || ') or (' || store_sees('collector_label_id') || ')'),
  store_protect('surveys_ballots', 'store_key() = 1');
