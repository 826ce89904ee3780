//! What organisations and circles say of themselves, for excerpts of what was found.

use belfry_identity::{CIRCLE, ORGANISATION};
use belfry_store::search::Hit;
use belfry_store::{Read, Result, args};

/// Those of these documents that are organisations or circles which the reader sees.
pub fn of(read: &Read, hits: &[Hit]) -> Result<Vec<(i64, String)>> {
    let own = hits.iter().filter(|hit| hit.document == hit.subject.0);
    let ids: Vec<i64> = own.map(|hit| hit.document).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    read.rows(
        "select s.id, coalesce(o.about, c.purpose) from store_subjects s \
         left join identity_organisations o on o.id = s.id left join identity_circles c on c.id = s.id \
         where s.id in {ints $1} and s.kind in ($2, $3) \
         and exists (select 1 from store_visible v where v.grant_key = $4 and v.label_id = s.label_id limit 1)",
        args![ids, ORGANISATION, CIRCLE, read.key()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
