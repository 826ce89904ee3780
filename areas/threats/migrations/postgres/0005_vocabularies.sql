-- Vocabularies: taxonomies, galaxies, warninglists, templates of objects. They are public, and nothing in them follows from what
-- somebody shared. kind: taxonomy, galaxy, warninglist, template. state: staged while its terms come in, current, old while they
-- go. terms: how many. loaded: microseconds. detail: what only its kind has, JSON.
create table threats_vocabularies (
  id bigint primary key,
  kind text not null,
  name text not null,
  title text not null,
  description text not null,
  version bigint not null,
  state text not null,
  enabled boolean not null,
  terms integer not null,
  loaded bigint not null,
  detail text not null
);
create unique index threats_vocabularies_name on threats_vocabularies (kind, name) where state = 'current';
-- What a vocabulary lists, in its order: tags, clusters, values, roles of an object. words: what it is found by, in lower case;
-- null for the values of warninglists, which are found by their keys.
create table threats_terms (
  vocabulary_id bigint not null,
  seq integer not null,
  name text not null,
  tag text,
  title text not null,
  description text not null,
  words text,
  detail text,
  primary key (vocabulary_id, seq)
);
create index threats_terms_tag on threats_terms (tag) where tag is not null;
-- What the entries of warninglists are found by: the hash of a text, of a host, of a network, of the beginning of a part.
create table threats_warning_keys (
  hash bigint not null,
  vocabulary_id bigint not null,
  seq integer not null,
  primary key (hash, vocabulary_id, seq)
);

select store_protect('threats_vocabularies'), store_protect('threats_terms'), store_protect('threats_warning_keys');
