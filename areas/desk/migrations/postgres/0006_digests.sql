-- A digest that waits to be sent: at most one for each person. The notices that wait for it have 3 as their mail.
create table desk_digests (person_id bigint primary key, due bigint not null);
create index desk_notices_digest on desk_notices (person_id, id) where mail = 3;

select store_protect('desk_digests');
