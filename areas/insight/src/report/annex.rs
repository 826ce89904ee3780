//! The data of a report: a line for each cell of each figure, as CSV and as a workbook.

use belfry_contracts::figures::Table;
use belfry_documents::Cell as Entry;
use belfry_kernel::Problem;
use belfry_store::Read as Picture;
use belfry_web::table::{self, Rows};
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;

use super::content::Kind;
use super::store::Section;
use super::{REPORT, store};
use crate::access::Read;
use crate::figure;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let sections = store::sections(&read, subject.id)?;
    drop(read);
    let rows = sections.iter().flat_map(|one| lines(visit.house(), &t, "", one)).collect();
    table::file(visit, "report-data", Lines { rows: Some(rows) })
}

/// Lines that were made before.
pub(crate) struct Lines {
    /// They, once.
    pub(crate) rows: Option<Vec<Vec<Entry>>>,
}

/// The headings of such lines.
#[must_use]
pub fn columns(t: &Words) -> Vec<String> {
    [
        "insight-annex-figure",
        "insight-annex-indicator",
        "insight-annex-level",
        "insight-annex-row",
        "insight-annex-code",
        "insight-annex-column",
        "insight-annex-value",
        "insight-annex-told",
        "insight-annex-unit",
        "insight-annex-population",
        "insight-annex-responses",
        "insight-annex-least",
        "insight-annex-computed",
    ]
    .iter()
    .map(|key| t.s(key))
    .collect()
}

// words: insight-annex-{figure,indicator,level,row,code,column,value,told,unit,population,responses,least,computed}

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        columns(t)
    }

    fn block(&mut self, _read: &Picture, _t: &Words) -> Result<Vec<Vec<Entry>>, Problem> {
        Ok(self.rows.take().unwrap_or_default())
    }
}

/// Every cell of a section's figure; `before` stands before its heading.
#[must_use]
pub fn lines(house: &House, t: &Words, before: &str, one: &Section) -> Vec<Vec<Entry>> {
    let (Some(figure), Some(kept), Kind::Figure) = (&one.content.figure, &one.kept, one.kind) else {
        return Vec::new();
    };
    let indicator = house.indicator(&figure.indicator).map(|(_, indicator)| indicator);
    let unit = indicator.map_or(belfry_contracts::figures::Unit::Count, |one| one.unit);
    let title = format!("{before}{}", one.content.title.said(t.language()));
    let mut rows = Vec::new();
    let levels = [
        Some(figure.level.clone()),
        (!figure.beside.is_empty()).then(|| belfry_contracts::figures::Level::National(figure.beside.clone())),
    ];
    for (table, level) in kept.tables(t.language()).iter().zip(levels.iter().flatten()) {
        let Some(Table { columns, rows: found, population, responses, least, .. }) = table else { continue };
        for row in found {
            for (column, cell) in columns.iter().zip(&row.cells) {
                let number = |n: &Option<u64>| n.and_then(|n| i64::try_from(n).ok()).map_or(Entry::Empty, Entry::from);
                rows.push(vec![
                    title.as_str().into(),
                    figure.indicator.as_str().into(),
                    figure::level_said(t, level).into(),
                    row.head.label.as_str().into(),
                    row.head.code.as_str().into(),
                    column.label.as_str().into(),
                    cell.value().map_or(Entry::Empty, |value| Entry::Thousandths((value * 1_000.0).round() as i64)),
                    figure::word(*cell).into(),
                    unit_word(column.unit.unwrap_or(unit)).into(),
                    number(population),
                    number(responses),
                    number(least),
                    Entry::from(kept.computed),
                ]);
            }
        }
    }
    rows
}

/// The fixed word of a unit, in files.
#[must_use]
pub fn unit_word(unit: belfry_contracts::figures::Unit) -> &'static str {
    use belfry_contracts::figures::Unit;
    match unit {
        Unit::Count => "count",
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::Days => "days",
    }
}
