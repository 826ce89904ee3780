-- The most answers that a survey takes by its open link; 0 where it has none.
alter table surveys_campaigns add column most integer not null default 0;

-- Open links: whoever has the address may answer, without an account. hash: of the secret in the address, none once it is withdrawn;
-- sealed: the same, for whoever asks. left_over: how many answers are still taken; none when it is closed. That there is no row for
-- each who came by it is the point.
create table surveys_links (
  campaign_id integer primary key references surveys_campaigns (id),
  hash blob unique,
  sealed blob,
  left_over integer not null
);
