//! Figures that other areas answer: asked for everybody who reads the report, kept, held against a second computation, drawn.

use std::collections::BTreeMap;

use belfry_contracts::figures::{Ask, Cell, Difference, Indicator, Level, Of, Shape, Table, Unit};
use belfry_documents::chart::{Chart, Form, Plot, Values};
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::House;
use belfry_words::Words;
use jiff::Timestamp;

use crate::report::content::{Content, Figure, Kept};

/// Letters of a name that stand below a column.
const SHORT: usize = 9;
/// The column of a level when two stand side by side.
const BESIDE: &str = "beside";

/// A period.
pub type Period = (Timestamp, Timestamp);

impl Figure {
    fn ask(&self, (from, until): Period, level: Level) -> Ask {
        Ask {
            indicator: self.indicator.clone(),
            by: self.by.clone(),
            of: self.of.clone(),
            part: self.part.clone(),
            from,
            until,
            level,
            own: None,
        }
    }

    /// The levels that are asked: the figure's own, and that of the country beside it.
    fn levels(&self) -> Vec<Level> {
        let beside = (!self.beside.is_empty()).then(|| Level::National(self.beside.clone()));
        std::iter::once(self.level.clone()).chain(beside).collect()
    }
}

/// Answers one question, in the words of a language; none where no area answers it for these grants.
///
/// # Errors
/// Those of the area that answers.
pub fn answer(house: &House, key: Key, t: &Words, ask: &Ask) -> Result<Option<Table>, Problem> {
    let Some((area, _)) = house.indicator(&ask.indicator) else { return Ok(None) };
    (area.answer)(house, key, t, ask)
}

/// Computes the figure of a section in every language.
///
/// # Errors
/// Those of the area that answers.
pub fn compute(house: &House, key: Key, content: &Content, period: Period, now: Timestamp) -> Result<Kept, Problem> {
    let mut tables = BTreeMap::new();
    if let Some(figure) = &content.figure {
        for language in house.words.languages() {
            let t = house.words_in(language);
            let ask = |level| answer(house, key, &t, &figure.ask(period, level));
            let answered = figure.levels().into_iter().map(ask).collect::<Result<Vec<_>, _>>()?;
            tables.insert(language.to_owned(), answered);
        }
    }
    Ok(Kept { computed: now, tables, ..Kept::default() })
}

/// What differs between what was kept and what is computed now.
#[must_use]
pub fn differs(kept: &Kept, now: &Kept, language: &str) -> Vec<Difference> {
    let empty = Table::default();
    let (before, after) = (kept.tables(language), now.tables(language));
    let table =
        |tables: &[Option<Table>], at: usize| tables.get(at).cloned().flatten().unwrap_or_else(|| empty.clone());
    (0..before.len().max(after.len())).flat_map(|at| table(before, at).differs(&table(after, at))).collect()
}

// words: insight-cell-{withheld,nearly,hardly,none}

/// What is told in a cell, as it is read.
#[must_use]
pub fn said(t: &Words, unit: Unit, cell: Cell) -> String {
    match (cell, unit) {
        (Cell::Value(value), Unit::Count) => t.decimal(value, 0),
        (Cell::Value(value), Unit::Share) => t.percent(value),
        (Cell::Value(value), Unit::Points) => t.decimal(value, 2),
        (Cell::Value(value), Unit::Days) => t.decimal(value, 1),
        (Cell::Withheld, _) => t.s("insight-cell-withheld"),
        (Cell::Nearly, _) => t.s("insight-cell-nearly"),
        (Cell::Hardly, _) => t.s("insight-cell-hardly"),
        (Cell::None, _) => t.s("insight-cell-none"),
    }
}

/// The fixed word for how a cell is told, in files.
#[must_use]
pub fn word(cell: Cell) -> &'static str {
    match cell {
        Cell::Value(_) => "value",
        Cell::Withheld => "withheld",
        Cell::Nearly => "nearly-all",
        Cell::Hardly => "hardly-any",
        Cell::None => "none",
    }
}

/// A level in words: "European", "Tervald".
#[must_use]
pub fn level_said(t: &Words, level: &Level) -> String {
    match level {
        Level::National(country) => t.named("country", country),
        other => t.s(&format!("insight-level-{}", other.code())),
    }
}

// words: insight-level-{national,joint,european}

/// Several tables as one: those of one column stand side by side, of others the first stands alone.
#[must_use]
pub fn merged(t: &Words, figure: &Figure, tables: &[Option<Table>]) -> Option<Table> {
    let mut tables = tables.iter();
    let mut first = tables.next().cloned().flatten()?;
    let levels = figure.levels();
    for (table, level) in tables.zip(levels.iter().skip(1)) {
        let Some(other) = table else {
            let words = t.a("insight-figure-no-level", [("level", level_said(t, level).into())]);
            first.notes.push(words);
            continue;
        };
        if first.columns.len() != 1 || other.columns.len() != 1 {
            continue;
        }
        let column = first.columns[0].code.clone();
        for row in &mut first.rows {
            row.cells.push(other.cell(&row.head.code, &column).unwrap_or(Cell::None));
        }
        for row in &other.rows {
            if !first.rows.iter().any(|known| known.head.code == row.head.code) {
                let cells = vec![Cell::None, row.cells.first().copied().unwrap_or(Cell::None)];
                first.rows.push(belfry_contracts::figures::Row { head: row.head.clone(), cells });
            }
        }
        first.columns[0].label = level_said(t, &levels[0]);
        first.columns.push(belfry_contracts::figures::Heading::new(BESIDE, level_said(t, level)));
        first.notes.extend(other.notes.iter().filter(|note| !first.notes.contains(note)).cloned().collect::<Vec<_>>());
    }
    Some(first)
}

/// A table as it is drawn.
#[must_use]
pub fn plot(t: &Words, title: &str, indicator: Option<&Indicator>, shape: Shape, table: &Table) -> Plot {
    let unit = indicator.map_or(Unit::Count, |one| one.unit);
    let values = |at: usize, column: &belfry_contracts::figures::Heading| {
        let own = column.unit.unwrap_or(unit);
        let cells = || table.rows.iter().map(move |row| row.cells.get(at).copied().unwrap_or(Cell::None));
        Values {
            label: column.label.clone(),
            // A share beside counts is read, not drawn: it is on another scale.
            values: cells().map(|cell| cell.value().filter(|_| own == unit)).collect(),
            said: cells().map(|cell| said(t, own, cell)).collect(),
        }
    };
    Plot {
        form: match shape {
            Shape::Bars => Form::Bars,
            Shape::Columns => Form::Columns,
            Shape::Lines => Form::Lines,
            Shape::Radar => Form::Radar,
            Shape::Heat => Form::Heat,
            Shape::Table => Form::Table,
        },
        title: title.to_owned(),
        of: table.of.clone(),
        categories: table.rows.iter().map(|row| (row.head.label.clone(), short(t, &row.head))).collect(),
        series: table.columns.iter().enumerate().map(|(at, column)| values(at, column)).collect(),
        // The answers of a question are parts of those who answered.
        stacked: table.columns.len() > 2 && indicator.is_some_and(|one| one.of == Of::Part && one.unit == Unit::Count),
        most: None,
    }
    .fitting()
}

fn short(t: &Words, head: &belfry_contracts::figures::Heading) -> String {
    if let Ok(day) = format!("{}-01", head.code).parse::<jiff::civil::Date>() {
        return t.month_short(day);
    }
    if head.label.chars().count() <= SHORT {
        return head.label.clone();
    }
    let begin: String = head.label.chars().take(SHORT - 1).collect();
    format!("{}…", begin.trim_end())
}

/// What a figure is called: "Maturity, by sector".
#[must_use]
pub fn title(t: &Words, indicator: &Indicator, by: &str) -> String {
    let by = t.s(&format!("insight-by-{by}"));
    t.a("insight-figure-by", [("title", t.s(indicator.title).into()), ("by", by.into())])
}

/// What stands below a figure.
#[derive(Clone, Debug, Default)]
pub struct Under {
    /// What is counted, of what.
    pub definition: String,
    /// Population, answers, threshold, when it was computed: in a sentence each.
    pub facts: Vec<String>,
    /// Where it comes from: name and address.
    pub origins: Vec<(String, String)>,
}

/// A figure, ready for a page or paper.
pub struct Drawn {
    /// The chart.
    pub plot: Plot,
    /// What stands below.
    pub under: Under,
}

impl Drawn {
    /// For a page.
    #[must_use]
    pub fn chart(&self, id: &str, t: &Words) -> Chart {
        self.plot.chart(id, t)
    }
}

/// A figure as it is kept; none where there is nothing to draw.
#[must_use]
pub fn drawn(house: &House, t: &Words, figure: &Figure, kept: &Kept) -> Option<Drawn> {
    let table = merged(t, figure, kept.tables(t.language()))?;
    let indicator = house.indicator(&figure.indicator).map(|(_, indicator)| indicator);
    let title = indicator.map_or_else(String::new, |one| title(t, one, &figure.by));
    let under = under(t, indicator, &table, kept.computed);
    Some(Drawn { plot: plot(t, &title, indicator, figure.shape, &table), under })
}

/// What stands below a table.
#[must_use]
pub fn under(t: &Words, indicator: Option<&Indicator>, table: &Table, computed: Timestamp) -> Under {
    let mut facts = Vec::new();
    match (table.population, table.responses) {
        (Some(all), Some(of)) => {
            let rate = t.percent(table.rate().unwrap_or(0.0));
            facts.push(t.a("insight-figure-rate", [("n", of.into()), ("all", all.into()), ("rate", rate.into())]));
        }
        (Some(all), None) => facts.push(t.n("insight-figure-all", all)),
        (None, Some(of)) => facts.push(t.n("insight-figure-responses", of)),
        (None, None) => {}
    }
    if let Some(least) = table.least {
        facts.push(t.a("insight-figure-least", [("n", least.into()), ("withheld", table.withheld().into())]));
    }
    facts.extend(table.notes.iter().cloned());
    facts.dedup();
    facts.push(t.a("insight-figure-computed", [("at", t.date(computed).into())]));
    Under {
        definition: indicator.map_or_else(String::new, |one| t.s(one.definition)),
        facts,
        origins: table.origins.iter().map(|origin| (origin.title.clone(), origin.href.clone())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{differs, merged};
    use crate::report::content::{Figure, Kept};
    use belfry_contracts::figures::{Cell, Heading, Level, Row, Shape, Table};
    use belfry_words::Catalogue;

    fn table(rows: &[(&str, f64)]) -> Table {
        let row = |(code, n): &(&str, f64)| Row { head: Heading::new(*code, *code), cells: vec![Cell::Value(*n)] };
        let columns = vec![Heading::new("mean", "Mean")];
        Table { columns, rows: rows.iter().map(row).collect(), ..Table::default() }
    }

    fn figure() -> Figure {
        Figure {
            indicator: "surveys.maturity".into(),
            by: "question".into(),
            of: String::new(),
            part: String::new(),
            shape: Shape::Radar,
            level: Level::European,
            beside: "LU".into(),
        }
    }

    #[test]
    fn a_country_stands_beside_all_and_what_it_lacks_is_empty() {
        let t = Catalogue::load(&[]).unwrap().words("en");
        let both = [Some(table(&[("a", 1.0), ("b", 2.0)])), Some(table(&[("b", 3.0), ("c", 4.0)]))];
        let merged = merged(&t, &figure(), &both).unwrap();
        let cells: Vec<(String, Vec<Cell>)> =
            merged.rows.iter().map(|row| (row.head.code.clone(), row.cells.clone())).collect();
        assert_eq!(
            cells,
            [
                ("a".to_owned(), vec![Cell::Value(1.0), Cell::None]),
                ("b".to_owned(), vec![Cell::Value(2.0), Cell::Value(3.0)]),
                ("c".to_owned(), vec![Cell::None, Cell::Value(4.0)]),
            ]
        );
        assert_eq!(merged.columns[1].label, "Luxembourg");
    }

    #[test]
    fn a_figure_that_is_no_longer_answered_differs_in_every_cell() {
        let kept = |tables: Vec<Option<Table>>| Kept { tables: [("en".to_owned(), tables)].into(), ..Kept::default() };
        let before = kept(vec![Some(table(&[("a", 1.0), ("b", 2.0)]))]);
        assert_eq!(differs(&before, &kept(vec![None]), "en").len(), 2);
        assert!(differs(&before, &before, "fr").is_empty());
    }
}
