//! Reports: Markdown made into HTML that can do no harm.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use belfry_web::prose::{harmless, targets};
use uuid::Uuid;

use super::parts::targets_named;

/// Markdown's dialect.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);
/// Reports shown with an event.
const MOST: i64 = 20;
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

/// Names and texts of the reports of an event that was loaded before, as far as the reader sees them.
pub fn texts(read: &Read, event: SubjectId) -> Result<Vec<(String, String)>> {
    let mut sql = Sql::new(
        "select a.name, a.content from threats_reports a where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [MOST.into()]);
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The reports of these texts, with the names of what they point at.
pub fn reports(texts: Vec<(String, String)>, names: &HashMap<Uuid, String>) -> Vec<Report> {
    let reports = texts.into_iter().zip(1_usize..).map(|((name, text), number)| Report {
        anchor: format!("report-{number}"),
        name,
        html: harmless(&text, names),
    });
    reports.collect()
}

/// What reports point at.
pub fn targets(texts: &[(String, String)]) -> Vec<Uuid> {
    texts.iter().flat_map(|(_, text)| pointed_at(text)).collect()
}

/// What a report points at: `@[attribute](UUID)`, as MISP writes it.
fn pointed_at(markdown: &str) -> impl Iterator<Item = Uuid> {
    Parser::new_ext(markdown, OPTIONS).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.parse().ok(),
        _ => None,
    })
}

/// Markdown as HTML: headings begin below those of the page, HTML in it is shown as text, links lead to the web or to a mailbox
/// and tell nobody where they were followed. What it points at in the event is named, where `names` knows it.
pub fn harmless(markdown: &str, names: &HashMap<Uuid, String>) -> String {
    // The name of the link that is being written; empty when its own words stand.
    let mut pointing: Option<&str> = None;
    let events = Parser::new_ext(markdown, OPTIONS).filter_map(|event| {
        if let Event::Start(Tag::Link { dest_url, .. }) = &event
            && let Ok(target) = dest_url.parse::<Uuid>()
        {
            pointing = Some(names.get(&target).map_or("", String::as_str));
            return None;
        }
        match (pointing, event) {
            (Some(name), Event::End(TagEnd::Link)) => {
                pointing = None;
                (!name.is_empty()).then(|| Event::Code(name.into()))
            }
            (Some(name), _) if !name.is_empty() => None,
            (_, event) => Some(tame(event)),
        }
    });
    let mut text = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut text, events);
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder.clean(&text).to_string()
}

fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        Event::Start(Tag::Image { .. }) => Event::Text(CowStr::Borrowed("[")),
        Event::End(TagEnd::Image) => Event::Text(CowStr::Borrowed("]")),
        other => other,
    }
}

/// The page has one heading of the first order, the report's name is one of the second or third.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_keeps_its_words_and_loses_what_could_do_harm() {
        let html = harmless(
            "# What *we* saw\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>alert(1)</script> ![map](http://x.example/p.png)\n",
            &HashMap::new(),
        );
        assert!(html.contains("<h3>What <em>we</em> saw</h3>") && html.contains("<td>1</td>"), "{html}");
        assert!(!html.contains("<script") && !html.contains("<img") && html.contains("[map]"), "{html}");
    }

    #[test]
    fn links_lead_to_the_web_or_a_mailbox_only() {
        let html = harmless(
            "[a](https://a.example) [b](javascript:alert(1)) [c](/sign-out) [d](mailto:x@y.example) <b onclick=x>e</b>",
            &HashMap::new(),
        );
        assert!(html.contains("href=\"https://a.example\" rel=\"noopener noreferrer nofollow\""), "{html}");
        assert!(html.contains("href=\"mailto:x@y.example\""), "{html}");
        assert!(!html.contains("javascript:") && !html.contains("/sign-out") && !html.contains("<b"), "{html}");
    }

    #[test]
    fn what_a_report_points_at_is_named() {
        let target = Uuid::from_u128(7);
        let names = HashMap::from([(target, "198.51.100.7".to_owned())]);
        let html = harmless(&format!("to @[attribute]({target}), not @[object]({})", Uuid::from_u128(8)), &names);
        assert_eq!(html.trim(), "<p>to @<code>198.51.100.7</code>, not @object</p>");
    }
}
