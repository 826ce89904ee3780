-- Which plan PostgreSQL looks hits up by; here the statement says so itself (search_sqlite.rs).
select 1;
