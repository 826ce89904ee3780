-- What is kept in between while PostgreSQL looks through the newest documents; here nothing is (search_sqlite.rs).
select 1;
