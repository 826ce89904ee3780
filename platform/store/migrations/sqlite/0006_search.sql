-- Where PostgreSQL goes on below the newest documents; here the walk simply goes on (search_sqlite.rs).
select 1;
