//! Markdown of people, made into HTML that can do no harm.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use uuid::Uuid;

/// Markdown's dialect.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);
/// Quotations and lists within one another that are drawn; what lies deeper stands in the innermost. A browser and we take long over more.
const DEEPEST: usize = 16;
/// What may stand in a text: words and tables. No pictures: they would tell their server who reads.
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

/// What a text points at: `@[attribute](UUID)`, as MISP writes it.
pub fn targets(markdown: &str) -> impl Iterator<Item = Uuid> {
    Parser::new_ext(markdown, OPTIONS).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.parse().ok(),
        _ => None,
    })
}

/// Markdown as HTML: headings begin below those of the page, HTML in it is shown as text, links lead to the web or to a mailbox
/// and tell nobody where they were followed. What it points at is named, where `names` knows it.
pub fn harmless(markdown: &str, names: &HashMap<Uuid, String>) -> String {
    // The name of the link that is being written; empty when its own words stand.
    let mut pointing: Option<&str> = None;
    let mut depth = 0_usize;
    let events = Parser::new_ext(markdown, OPTIONS).filter_map(|event| {
        match &event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
                depth = depth.saturating_sub(1);
                if depth >= DEEPEST {
                    return None;
                }
            }
            _ => {}
        }
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

/// Markdown as plain text: its words, and behind those of a link its address on the web, unless they are the same.
pub fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    // The links that are open, each with where its words begin.
    let mut links: Vec<(usize, CowStr<'_>)> = Vec::new();
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((text.len(), dest_url))
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((begin, to)) = links.pop()
                    && to.starts_with("http")
                    && text.get(begin..) != Some(&to)
                {
                    text.extend([" (", &to, ")"]);
                }
            }
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                text.push_str(&words);
            }
            Event::Start(_) | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            _ => text.push('\n'),
        }
    }
    text
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

/// The page has one heading of the first order, the part around a text has one of the second or third.
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
    fn what_is_quoted_within_quotations_without_end_is_drawn_soon_and_keeps_its_words() {
        let began = std::time::Instant::now();
        let html = harmless(&format!("{} deep\n\n- flat", "> ".repeat(20_000)), &HashMap::new());
        assert_eq!(html.matches("<blockquote>").count(), DEEPEST);
        assert_eq!(html.matches("</blockquote>").count(), DEEPEST);
        assert!(html.contains("deep") && html.contains("<li>flat</li>"), "{html}");
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
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
    fn plain_text_has_every_word_and_no_sign_of_markdown() {
        let told = plain(
            "# What *we* saw\n\nA **heavy**\nword, a_b_c, `x*y` and [the list](https://a.example/list), <https://b.example>, \
             @[attribute](00000000-0000-0000-0000-000000000007).\n\n- one\n- two ![map](http://x.example/p.png)\n\n\
             > said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n```\nrule *r* {}\n```\n<b>\\*",
        );
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            told,
            "What we saw A heavy word, a_b_c, x*y and the list (https://a.example/list), https://b.example, @attribute. one two \
             map (http://x.example/p.png) said a b 1 2 rule *r* {} <b>*"
        );
    }

    #[test]
    fn what_a_report_points_at_is_named() {
        let target = Uuid::from_u128(7);
        let names = HashMap::from([(target, "198.51.100.7".to_owned())]);
        let html = harmless(&format!("to @[attribute]({target}), not @[object]({})", Uuid::from_u128(8)), &names);
        assert_eq!(html.trim(), "<p>to @<code>198.51.100.7</code>, not @object</p>");
    }
}
