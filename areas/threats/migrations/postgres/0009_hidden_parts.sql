-- An arrow that points at a part which its reader does not see does not exist for him: it has the labels of both its ends. Few
-- parts have labels of their own; attributes have such an index already.
create index threats_objects_labelled on threats_objects (event_id, label_id) where label_id is not null;
update threats_references set label_id = (
  select h.label_id from (
    select event_id, uuid, label_id from threats_attributes where label_id is not null
    union all select event_id, uuid, label_id from threats_objects where label_id is not null
  ) h where h.event_id = threats_references.event_id and h.uuid = threats_references.target limit 1
) where label_id is null;
