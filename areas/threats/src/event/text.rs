//! The texts of attributes and reports that stand in the search index, for excerpts.

use belfry_store::search::Hit;
use belfry_store::{Read, Result, Sql, args, scope};

/// Characters of a text that are looked at: a report may be long.
const LONGEST: i64 = 20_000;

/// Those of these documents that are attributes or reports and that the reader sees.
pub fn of(read: &Read, hits: &[Hit]) -> Result<Vec<(i64, String)>> {
    let ids: Vec<i64> = hits.iter().filter(|hit| hit.document != hit.subject.0).map(|hit| hit.document).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "select a.id, a.value || ' ' || coalesce(a.comment, '') from threats_attributes a \
         where a.id in {ints ?} and a.deleted = false and",
        [ids.clone().into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push(
        "union all select a.id, substr(a.name || ' ' || a.content, 1, ?) from threats_reports a \
         where a.id in {ints ?} and a.deleted = false and",
        [LONGEST.into(), ids.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}
