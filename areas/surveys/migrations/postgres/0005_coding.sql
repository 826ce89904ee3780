-- Codes that whoever asked gives to what was written into open questions. label: its texts by language, JSON.
create table surveys_codes (
  id bigint primary key,
  campaign_id bigint not null references surveys_campaigns (id),
  question text not null,
  code text not null,
  label text not null,
  place bigint not null,
  unique (campaign_id, question, code)
);

-- Which answer was given which code; one without a code was read, and none fits. answer_id: that of surveys_answers or surveys_ballots.
create table surveys_coded (
  campaign_id bigint not null references surveys_campaigns (id),
  question text not null,
  answer_id bigint not null,
  code text not null,
  primary key (campaign_id, question, answer_id, code)
);

-- Who sees the survey may know its codes; which answer has which is the program's own, as the answers are.
select store_protect('surveys_codes', store_sees_child('campaign_id')), store_protect('surveys_coded', 'store_key() = 1');
