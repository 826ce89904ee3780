//! Reports: Markdown made into HTML that can do no harm.

use std::collections::HashMap;

use belfry_web::prose;
use uuid::Uuid;

/// A report.
#[derive(Debug)]
pub struct Report {
    /// Its place on the page.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// Harmless HTML.
    pub html: String,
}

/// What these texts point at.
pub fn targets(texts: &[(String, String)]) -> Vec<Uuid> {
    texts.iter().flat_map(|(_, text)| prose::targets(text)).collect()
}

/// The reports of these texts, with the names of what they point at.
pub fn reports(texts: Vec<(String, String)>, names: &HashMap<Uuid, String>) -> Vec<Report> {
    let reports = texts.into_iter().zip(1_usize..).map(|((name, text), number)| Report {
        anchor: format!("report-{number}"),
        name,
        html: prose::harmless(&text, names),
    });
    reports.collect()
}
