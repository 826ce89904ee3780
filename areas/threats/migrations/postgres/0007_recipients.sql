-- Who a version was published to: the organisations that its label reached at that moment, kept once for equal sets. set_id is
-- made of the label and the organisations. label_id: those whom the version was for may know who else had it.
create table threats_recipients (
  set_id bigint not null,
  organisation_id bigint not null,
  label_id bigint not null,
  primary key (set_id, organisation_id)
);
alter table threats_disclosures add column recipients bigint;

select store_protect('threats_recipients', store_sees('label_id'));
