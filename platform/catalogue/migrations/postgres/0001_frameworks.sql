-- Frameworks, each version a row that never changes. A name and version are unique for the whole platform: only its administrator
-- brings frameworks in, so that a clash tells nobody of anything hidden.
create table catalogue_frameworks (
  id bigint primary key,
  name text not null,
  version text not null,
  hash text not null,
  label_id bigint not null references store_labels (id),
  title text not null,
  licence text not null,
  items bigint not null,
  head text not null,
  loaded bigint not null,
  unique (name, version)
);
create index catalogue_frameworks_label on catalogue_frameworks (label_id);
create table catalogue_items (
  framework_id bigint not null references catalogue_frameworks (id),
  seq bigint not null,
  code text not null,
  item text not null,
  primary key (framework_id, seq)
);
create unique index catalogue_items_code on catalogue_items (framework_id, code);
create table catalogue_mappings (
  id bigint primary key,
  from_id bigint not null references catalogue_frameworks (id),
  to_id bigint not null references catalogue_frameworks (id),
  version text not null,
  hash text not null,
  source text not null,
  loaded bigint not null,
  unique (from_id, to_id, version)
);
create index catalogue_mappings_to on catalogue_mappings (to_id);
create table catalogue_pairs (
  mapping_id bigint not null references catalogue_mappings (id),
  from_code text not null,
  to_code text not null,
  relation text not null check (relation in ('equal', 'subset', 'superset', 'intersect', 'not_related')),
  primary key (mapping_id, from_code, to_code)
);

-- Items and pairs are seen when the frameworks that they belong to are.
select store_protect('catalogue_frameworks', store_sees('label_id')),
  store_protect('catalogue_items', '(select f.id from catalogue_frameworks f where f.id = framework_id) is not null'),
  store_protect('catalogue_mappings', '(select f.id from catalogue_frameworks f where f.id = from_id) is not null '
    'and (select f.id from catalogue_frameworks f where f.id = to_id) is not null'),
  store_protect('catalogue_pairs', '(select m.id from catalogue_mappings m where m.id = mapping_id) is not null');
