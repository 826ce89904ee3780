-- What begins at each character of a name and a short name, cut after 24: a part of a name is found in it as the beginning of a row.
create table identity_name_parts (
  part text not null,
  organisation_id integer not null references identity_organisations (id),
  primary key (part, organisation_id)
) without rowid;

insert or ignore into identity_name_parts (part, organisation_id)
  with recursive rests (id, rest) as (
    select organisation_id, name_key from identity_directory where sector = ''
    union all select organisation_id, short_key from identity_directory where sector = '' and short_key <> ''
    union all select id, substr(rest, 2) from rests where length(rest) > 1
  )
  select substr(rest, 1, 24), id from rests where substr(rest, 1, 1) <> ' ';
