-- What an authority says of a requirement of a framework, by sector (empty for all): how far its country carries it out. country: ISO 3166,
-- or EU. One of each authority, requirement and sector.
create table surveys_implementations (
  id bigint primary key,
  label_id bigint not null references store_labels (id),
  owner_id bigint not null,
  framework text not null,
  version text not null,
  code text not null,
  sector text not null,
  country text not null,
  level text not null,
  status text not null,
  evidence text not null,
  note text not null,
  good bigint not null,
  saved bigint not null,
  saved_by bigint,
  unique (owner_id, framework, version, code, sector)
);
create index surveys_implementations_framework on surveys_implementations (framework, version, code, country);

select store_protect('surveys_implementations', store_sees('label_id'));
