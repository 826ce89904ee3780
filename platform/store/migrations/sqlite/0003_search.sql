-- Search narrowed by facets needs no table of its own here: the statement says it all (search_sqlite.rs).
select 1;
