//! Rows and columns of a summary in words.

use belfry_words::Words;

use super::{By, Category, Told};

// words: incidents-summary-category-{significant,incident,threat,near-miss}
// words: incidents-summary-by-{sector,cause,border,month}

/// What a column is of.
#[must_use]
pub fn column(t: &Words, codes: &[String]) -> String {
    let word = |code: &String| t.s(&format!("incidents-summary-category-{code}"));
    if codes.len() == Category::ALL.len() {
        return t.s("incidents-summary-all");
    }
    t.list(&codes.iter().map(word).collect::<Vec<_>>())
}

/// What rows are of.
#[must_use]
pub fn by(t: &Words, by: &str) -> String {
    t.s(&format!("incidents-summary-by-{by}"))
}

/// What a row is of: one thing, or several that are told together.
#[must_use]
pub fn row(t: &Words, by: &str, codes: &[String]) -> String {
    let word = |code: &String| -> String {
        match By::parse(by) {
            _ if code.is_empty() => t.s("incidents-summary-unsaid"),
            Some(By::Sector) => t.named("sector", code),
            Some(By::Cause) => t.s(&format!("incidents-cause-{code}")),
            Some(By::Border) => t.s(&format!("incidents-said-{code}")),
            _ => format!("{code}-01").parse().map_or_else(|_| code.clone(), |day| t.month(day)),
        }
    };
    t.list(&codes.iter().map(word).collect::<Vec<_>>())
}

/// What is told of a count.
#[must_use]
pub fn cell(t: &Words, told: Told) -> String {
    match told {
        Told::Count(n) => t.number(n),
        Told::Withheld => t.s("incidents-summary-withheld"),
        Told::Nearly => t.s("incidents-summary-nearly"),
        Told::Hardly => t.s("incidents-summary-hardly"),
    }
}
