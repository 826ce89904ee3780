-- The same answers by a plan that no statistics can change: each hit's subject is looked up by its id, newest first, and the walk ends
-- with the last hit that is wanted. Before, a million subjects put in at once were joined the wrong way round until the server had
-- counted them: a frequent word then took minutes. `id + 0` keeps the walk over all ids out of the plan. Where the newest documents do
-- not hold enough, the words alone are asked for all of them, less those that were told already: to look for the place where the
-- window ended cost as much as either (2026-11, PostgreSQL 15, a million documents).
create or replace function store_search_find(q text, kinds smallint[], under bigint, many int, sparse boolean,
    owner bigint, level text, circle bigint, since bigint, until bigint)
  returns table (doc bigint, subject bigint) language plpgsql stable security definer set search_path from current as $$
declare
  query tsquery := to_tsquery('simple', q);
  k bigint := store_key();
  narrowed boolean := level is not null or circle is not null;
  labels bigint[];
  found_ int := 0;
begin
  if k is null then return; end if;
  if sparse or narrowed then
    labels := array(
      select v.label_id from store_visible v join store_labels l on l.id = v.label_id
      where v.grant_key = k and (level is null or l.tlp = level)
        and (circle is null or l.canonical like '%;c' || circle || ',%'));
  end if;
  if sparse then
    return query
      select f.id, f.subject_id from store_search f
      where f.subject_id = any (array(
          select s.id from store_subjects s where s.kind = any (kinds) and s.label_id = any (labels)
            and (owner is null or s.owner_id = owner) and s.updated >= since and s.updated < until))
        and (f.label_id is null or f.label_id in (select v.label_id from store_visible v where v.grant_key = k))
        and f.body @@ query and f.id + 0 < under
      order by f.id + 0 desc limit many;
    return;
  end if;
  return query
    select h.id, h.subject_id from (
        select w.id, w.subject_id, w.label_id from (
          select f.id, f.subject_id, f.label_id, f.body from store_search f where f.id < under order by f.id desc limit 20000) w
        where w.body @@ query offset 0) h
      cross join lateral (select s.kind, s.label_id, s.owner_id, s.updated from store_subjects s where s.id = h.subject_id limit 1) s
    where s.kind = any (kinds)
      and (select v.label_id from store_visible v where v.grant_key = k and v.label_id = s.label_id) is not null
      and (h.label_id is null or (select v.label_id from store_visible v where v.grant_key = k and v.label_id = h.label_id) is not null)
      and (not narrowed or s.label_id = any (labels))
      and (owner is null or s.owner_id = owner) and s.updated >= since and s.updated < until
    order by h.id desc limit many;
  get diagnostics found_ = row_count;
  if found_ >= many then return; end if;
  return query
    with matching as materialized (
      select f.id, f.subject_id, f.label_id from store_search f where f.body @@ query and f.id + 0 < under)
    select h.id, h.subject_id from (select m.id, m.subject_id, m.label_id from matching m order by m.id desc offset 0) h
      cross join lateral (select s.kind, s.label_id, s.owner_id, s.updated from store_subjects s where s.id = h.subject_id limit 1) s
    where s.kind = any (kinds)
      and (select v.label_id from store_visible v where v.grant_key = k and v.label_id = s.label_id) is not null
      and (h.label_id is null or (select v.label_id from store_visible v where v.grant_key = k and v.label_id = h.label_id) is not null)
      and (not narrowed or s.label_id = any (labels))
      and (owner is null or s.owner_id = owner) and s.updated >= since and s.updated < until
    order by h.id desc offset found_ limit many - found_;
end $$;
