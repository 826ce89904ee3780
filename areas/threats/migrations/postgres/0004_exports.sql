-- Exports read an object with all that is in it.
create index threats_attributes_object on threats_attributes (object_id, id) where object_id is not null;
