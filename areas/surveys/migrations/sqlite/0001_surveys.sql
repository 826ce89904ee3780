-- A survey is a subject. mode: named, confidential, anonymous; it stays what it is from the first answer on (frozen). kinds, sectors,
-- countries: JSON lists of codes that narrow whom it is for. first_id: the first wave of its series.
create table surveys_campaigns (
  id integer primary key references store_subjects (id),
  form_id integer not null references forms_forms (id),
  version integer not null,
  about text not null,
  mode text not null,
  unit text not null,
  level text not null,
  country text not null,
  kinds text not null,
  sectors text not null,
  countries text not null,
  circle_id integer,
  opens integer not null,
  closes integer not null,
  state text not null,
  least integer not null,
  frozen integer not null default 0,
  invited integer not null default 0,
  first_id integer,
  wave integer not null default 1
);
create index surveys_campaigns_series on surveys_campaigns (first_id);
create trigger surveys_campaigns_stay before update of mode on surveys_campaigns
  when old.frozen = 1 and new.mode <> old.mode
begin
  select raise(abort, 'what was promised to those who answered stays');
end;

-- Who may still answer, by organisation or person. With an anonymous answer the row goes, and with it everything that could say when.
create table surveys_invited (
  campaign_id integer not null references surveys_campaigns (id),
  party_id integer not null,
  primary key (campaign_id, party_id)
) without rowid;
create index surveys_invited_party on surveys_invited (party_id, campaign_id);

-- Answers with a name. label_id: whose; collector_label_id: who asked. counted: whether a wave counts it (two waves tell of nobody).
create table surveys_answers (
  id integer primary key,
  campaign_id integer not null references surveys_campaigns (id),
  party_id integer not null,
  label_id integer not null,
  collector_label_id integer not null,
  answers text not null,
  saved integer not null,
  saved_by integer,
  signed integer,
  signed_by integer,
  counted integer not null default 0,
  unique (campaign_id, party_id)
);

-- Answers without a name: nothing but what was answered, under a number drawn at random.
create table surveys_ballots (
  id integer primary key,
  campaign_id integer not null references surveys_campaigns (id),
  answers text not null
);
create index surveys_ballots_campaign on surveys_ballots (campaign_id, id);
