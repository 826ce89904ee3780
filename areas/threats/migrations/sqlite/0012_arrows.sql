-- What is taken back takes the arrows at it along, and a part that becomes narrower narrows them: both ask by the target.
create index threats_references_target on threats_references (event_id, target);
