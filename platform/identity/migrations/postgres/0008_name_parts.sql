-- What begins at each character of a name and a short name, cut after 24: a part of a name is found in it as the beginning of a row.
create table identity_name_parts (
  part text collate "C" not null,
  organisation_id bigint not null references identity_organisations (id),
  primary key (part, organisation_id)
);

insert into identity_name_parts (part, organisation_id)
  select distinct substr(n.name, i, 24), n.id from (
    select organisation_id as id, name_key as name from identity_directory where sector = ''
    union all select organisation_id, short_key from identity_directory where sector = '' and short_key <> ''
  ) n cross join lateral generate_series(1, length(n.name)) i where substr(n.name, i, 1) <> ' ';

select store_protect('identity_name_parts');
