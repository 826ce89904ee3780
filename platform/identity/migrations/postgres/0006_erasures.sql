-- Who asked to be erased, and when it was done. The row stays: it says that the answer came in time (GDPR, Article 12(3)).
create table identity_erasures (
  person_id bigint primary key,
  asked bigint not null,
  done bigint,
  done_by bigint
);
create index identity_erasures_waiting on identity_erasures (asked) where done is null;

select store_protect('identity_erasures');
