-- Lists count an event's attributes as their reader sees them: the header holds the number of those without a label of their
-- own, and this finds the few with one.
create index threats_attributes_labelled on threats_attributes (event_id, label_id) where label_id is not null;
