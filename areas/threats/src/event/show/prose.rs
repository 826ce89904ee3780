//! Reports: Markdown made into HTML that can do no harm.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Reports shown with an event.
const MOST: i64 = 20;
/// What may stand in a report: words and tables. No pictures: they would tell their server who reads.
const TAGS: [&str; 22] = [
    "p",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "del",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
];

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

/// The reports of an event that was loaded before, as far as the reader sees them.
pub fn load(read: &Read, event: SubjectId) -> Result<Vec<Report>> {
    let mut sql = Sql::new(
        "select a.name, a.content from threats_reports a where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [MOST.into()]);
    let mut number = 0;
    read.rows(sql, args![], |row| {
        number += 1;
        let anchor = format!("report-{number}");
        Ok(Report { anchor, name: row.get(0)?, html: harmless(&row.get::<String>(1)?) })
    })
}

/// Markdown as HTML: headings begin below those of the page, HTML in it is shown as text, links lead to the web or to a mailbox
/// and tell nobody where they were followed.
pub fn harmless(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        Event::Start(Tag::Image { .. }) => Event::Text(CowStr::Borrowed("[")),
        Event::End(TagEnd::Image) => Event::Text(CowStr::Borrowed("]")),
        other => other,
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
        );
        assert!(html.contains("<h3>What <em>we</em> saw</h3>") && html.contains("<td>1</td>"), "{html}");
        assert!(!html.contains("<script") && !html.contains("<img") && html.contains("[map]"), "{html}");
    }

    #[test]
    fn links_lead_to_the_web_or_a_mailbox_only() {
        let html = harmless(
            "[a](https://a.example) [b](javascript:alert(1)) [c](/sign-out) [d](mailto:x@y.example) <b onclick=x>e</b>",
        );
        assert!(html.contains("href=\"https://a.example\" rel=\"noopener noreferrer nofollow\""), "{html}");
        assert!(html.contains("href=\"mailto:x@y.example\""), "{html}");
        assert!(!html.contains("javascript:") && !html.contains("/sign-out") && !html.contains("<b"), "{html}");
    }
}
