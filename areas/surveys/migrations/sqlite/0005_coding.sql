-- Codes that whoever asked gives to what was written into open questions. label: its texts by language, JSON.
create table surveys_codes (
  id integer primary key,
  campaign_id integer not null references surveys_campaigns (id),
  question text not null,
  code text not null,
  label text not null,
  place integer not null,
  unique (campaign_id, question, code)
);

-- Which answer was given which code; one without a code was read, and none fits. answer_id: that of surveys_answers or surveys_ballots.
create table surveys_coded (
  campaign_id integer not null references surveys_campaigns (id),
  question text not null,
  answer_id integer not null,
  code text not null,
  primary key (campaign_id, question, answer_id, code)
) without rowid;
