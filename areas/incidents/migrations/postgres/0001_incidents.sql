-- What happened to an organisation: a subject that its own people see. number: drawn, not counted, so that it tells of nobody else's. kind,
-- state, cause, severity, suspected, border: codes of incident.rs. rsit: a class of the reference taxonomy. zone: of the IANA database, in
-- which its instants are typed. aware: when the clock of the law began. users, share: how many users were hit, and how many in ten
-- thousand that is. loss: cents of euro. place: where, in words. exercise: nothing of it happened.
create table incidents_incidents (
  id bigint primary key references store_subjects (id),
  number text not null unique,
  kind text not null,
  state text not null,
  exercise bigint not null,
  zone text not null,
  began bigint,
  detected bigint,
  aware bigint,
  resolved bigint,
  description text not null,
  cause text not null,
  rsit text not null,
  suspected text not null,
  border text not null,
  severity text not null,
  users bigint,
  share bigint,
  loss bigint,
  impact text not null,
  measures text not null,
  place text not null,
  opened bigint not null
);
create table incidents_services (
  incident_id bigint not null references incidents_incidents (id),
  sector text not null,
  service text not null,
  primary key (incident_id, sector, service)
);
create table incidents_countries (
  incident_id bigint not null references incidents_incidents (id),
  country text not null,
  primary key (incident_id, country)
);
-- What happened when, as its people tell it.
create table incidents_moments (
  id bigint primary key,
  incident_id bigint not null references incidents_incidents (id),
  at bigint not null,
  text text not null,
  person_id bigint,
  written bigint not null
);
create index incidents_moments_incident on incidents_moments (incident_id, at);
-- Records of any area that belong to it: kind says how (a threat event, a practice, a difficulty, a catalogue action's proof).
create table incidents_links (
  incident_id bigint not null references incidents_incidents (id),
  subject_id bigint not null references store_subjects (id),
  kind text not null,
  person_id bigint not null,
  at bigint not null,
  primary key (incident_id, subject_id, kind)
);
create index incidents_links_subject on incidents_links (subject_id);
-- Whether it was significant, by which rules, and what was known then: kept as decided.
create table incidents_verdicts (
  id bigint primary key,
  incident_id bigint not null references incidents_incidents (id),
  regime text not null,
  version text not null,
  facts text not null,
  reasons text not null,
  significant bigint not null,
  said text not null,
  person_id bigint not null,
  at bigint not null
);
create index incidents_verdicts_incident on incidents_verdicts (incident_id);

-- What an entity tells an authority under one law: a subject of the entity's that its recipients see. What of it each may read is
-- decided by the regime (audience.rs). number: drawn, as above. state: a code of notification.rs. aware and the other instants drive the
-- clock: received when the first step came, replied when the authority answered it, notified when the notification proper came, handled
-- when the incident was over. step, due: what comes next and when; no step when nothing does. contact: whom to call.
create table incidents_notifications (
  id bigint primary key references store_subjects (id),
  incident_id bigint not null references incidents_incidents (id),
  number text not null unique,
  regime text not null,
  version text not null,
  authority_id bigint not null,
  voluntary bigint not null,
  exercise bigint not null,
  kind text not null,
  trust bigint not null,
  zone text not null,
  country text not null,
  sector text not null,
  border text not null,
  cause text not null,
  state text not null,
  contact text not null,
  aware bigint not null,
  received bigint,
  replied bigint,
  notified bigint,
  handled bigint,
  closed bigint,
  step text not null,
  due bigint
);
create index incidents_notifications_incident on incidents_notifications (incident_id);
-- Who receives it, and as what: parts are codes of audience.rs with spaces between. open, state, sector repeat what the notification says;
-- due: when something of it is next due that concerns this recipient, far away for nothing. So an inbox is a walk along an index.
create table incidents_recipients (
  notification_id bigint not null references incidents_notifications (id),
  organisation_id bigint not null,
  parts text not null,
  assignee_id bigint,
  open bigint not null,
  state text not null,
  sector text not null,
  due bigint not null,
  at bigint not null,
  primary key (notification_id, organisation_id)
);
create index incidents_recipients_due on incidents_recipients (organisation_id, open, due, notification_id);
create index incidents_recipients_state on incidents_recipients (organisation_id, state, due, notification_id);
create index incidents_recipients_sector on incidents_recipients (organisation_id, open, sector, due, notification_id);
create index incidents_recipients_assignee on incidents_recipients (organisation_id, assignee_id, open, due, notification_id);
-- What was sent for a step; a version never changes. form: the hash of the definition; hash: of the answers, as the receipt says it.
create table incidents_submissions (
  id bigint primary key,
  notification_id bigint not null references incidents_notifications (id),
  step text not null,
  number bigint not null,
  form text not null,
  answers text not null,
  hash text not null,
  person_id bigint,
  at bigint not null,
  due bigint,
  unique (notification_id, step, number)
);
create function incidents_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what was sent never changes';
end $$;
create trigger incidents_submissions_stay before update on incidents_submissions for each row execute function incidents_stay();
-- What the authority says of a version.
create table incidents_reviews (
  id bigint primary key,
  notification_id bigint not null references incidents_notifications (id),
  submission_id bigint not null references incidents_submissions (id),
  state text not null,
  text text not null,
  organisation_id bigint not null,
  person_id bigint,
  at bigint not null
);
create index incidents_reviews_submission on incidents_reviews (submission_id);
-- A report that the authority asked for, with its own date.
create table incidents_requests (
  id bigint primary key,
  notification_id bigint not null references incidents_notifications (id),
  text text not null,
  due bigint not null,
  person_id bigint,
  at bigint not null,
  answered bigint
);
create index incidents_requests_notification on incidents_requests (notification_id);
-- What was begun and not sent: seen by the entity only.
create table incidents_drafts (
  notification_id bigint not null references incidents_notifications (id),
  step text not null,
  label_id bigint not null,
  form text not null,
  answers text not null,
  person_id bigint,
  at bigint not null,
  primary key (notification_id, step)
);
-- The form that an authority asks for in a step of a regime, where it is not the one built in.
create table incidents_forms (
  authority_id bigint not null,
  regime text not null,
  step text not null,
  form_id bigint not null,
  primary key (authority_id, regime, step)
);
-- To whom notifications of a country go: rules that an authority of the country keeps. An empty regime or sector is any. part: a code of
-- audience.rs. The rule that says most wins; where none says anything, what organisations are decides (route.rs).
create table incidents_routes (
  id bigint primary key,
  country text not null,
  regime text not null,
  sector text not null,
  part text not null,
  organisation_id bigint not null,
  keeper_id bigint not null,
  person_id bigint,
  at bigint not null,
  unique (country, regime, sector, part, organisation_id)
);

select store_protect('incidents_incidents', store_sees_child('incidents_incidents.id')),
  store_protect('incidents_services', store_sees_child('incident_id')),
  store_protect('incidents_countries', store_sees_child('incident_id')),
  store_protect('incidents_moments', store_sees_child('incident_id')),
  store_protect('incidents_links', store_sees_child('incident_id')),
  store_protect('incidents_verdicts', store_sees_child('incident_id')),
  store_protect('incidents_notifications', store_sees_child('incidents_notifications.id')),
  store_protect('incidents_recipients', store_sees_child('notification_id')),
  store_protect('incidents_submissions', store_sees_child('notification_id')),
  store_protect('incidents_reviews', store_sees_child('notification_id')),
  store_protect('incidents_requests', store_sees_child('notification_id')),
  store_protect('incidents_drafts', store_sees_child('notification_id', 'label_id')),
  store_protect('incidents_forms'), store_protect('incidents_routes');
