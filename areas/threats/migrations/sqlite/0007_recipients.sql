-- Who a version was published to: the organisations that its label reached at that moment, kept once for equal sets. set_id is
-- made of the label and the organisations. label_id: those whom the version was for may know who else had it.
create table threats_recipients (
  set_id integer not null,
  organisation_id integer not null,
  label_id integer not null,
  primary key (set_id, organisation_id)
) without rowid;
alter table threats_disclosures add column recipients integer;
