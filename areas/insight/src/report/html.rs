//! A report as one HTML file that needs nothing else: for an archive, or to be sent to who has no account.

use std::fmt::Write as _;

use belfry_documents::chart::{Chart, Plot};
use belfry_typeset::model::{Block, Document, Span, Table};
use belfry_words::Words;

/// What the file looks like: it stands by itself, so its few rules do too.
const STYLE: &str = include_str!("../../templates/report/export.css");

/// The file.
#[must_use]
pub fn html(document: &Document, t: &Words) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let title = escaped(&document.title);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\n<body>\n\
         <header><p class=\"small\">{} · {}</p><h1>{title}</h1><p>{}</p><dl class=\"small\">",
        document.language,
        escaped(&document.publisher),
        escaped(&document.mark),
        escaped(&document.under)
    );
    for (label, value) in &document.facts {
        let _ = write!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(label), escaped(value));
    }
    out.push_str("</dl></header>\n<main>\n");
    let mut figures = 0;
    for block in &document.blocks {
        put(&mut out, block, &mut figures, t);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn put(out: &mut String, block: &Block, figures: &mut usize, t: &Words) {
    let _ = match block {
        Block::Heading(level, text) => {
            let level = level + 1;
            writeln!(out, "<h{level}>{}</h{level}>", escaped(text))
        }
        Block::Paragraph(spans) => writeln!(out, "<p>{}</p>", said(spans)),
        Block::Small(spans) => writeln!(out, "<p class=\"small\">{}</p>", said(spans)),
        Block::Quote(spans) => writeln!(out, "<blockquote><p>{}</p></blockquote>", said(spans)),
        Block::List(ordered, items) => {
            let tag = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|spans| format!("<li>{}</li>", said(spans))).collect();
            writeln!(out, "<{tag}>{items}</{tag}>")
        }
        Block::Table(table) => writeln!(out, "{}", self::table(table)),
        Block::Chart(plot) => {
            *figures += 1;
            writeln!(out, "{}", chart(plot, &plot.chart(&format!("figure-{figures}"), t)))
        }
        Block::Break => Ok(()),
    };
}

fn said(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        let mut words = escaped(&span.text);
        if span.bold {
            words = format!("<strong>{words}</strong>");
        }
        if span.italic {
            words = format!("<em>{words}</em>");
        }
        if !span.link.is_empty() {
            words = format!("<a href=\"{}\">{words}</a>", escaped(&span.link));
        }
        text.push_str(&words);
        if let Some(note) = &span.note {
            let _ = write!(text, " <small>({})</small>", escaped(note));
        }
    }
    text
}

fn table(made: &Table) -> String {
    let mut out = String::from("<table><thead><tr>");
    made.head.iter().for_each(|head| out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(head))));
    out.push_str("</tr></thead><tbody>");
    for row in &made.rows {
        let cells = row.iter().enumerate().map(|(n, cell)| match n {
            0 => format!("<th scope=\"row\">{}</th>", escaped(&cell.text)),
            _ => format!("<td>{}</td>", escaped(&cell.text)),
        });
        let _ = write!(out, "<tr>{}</tr>", cells.collect::<String>());
    }
    out + "</tbody></table>"
}

fn chart(plot: &Plot, chart: &Chart) -> String {
    let mut out = format!(
        "<figure><figcaption><strong>{}</strong><br><span class=\"small\">{}</span></figcaption>",
        escaped(&chart.title),
        escaped(&chart.summary)
    );
    out.push_str(&chart.svg);
    let bars = chart.has_bars();
    out.push_str("<table><thead><tr>");
    for (n, head) in chart.head.iter().enumerate() {
        if n == 1 && bars {
            out.push_str("<td></td>");
        }
        let class = plot.legend().get(n.wrapping_sub(1)).map_or("", |one| one.class);
        let square = format!("<rect class=\"{class}\" width=\"10\" height=\"10\"/>");
        let key = if class.is_empty() {
            String::new()
        } else {
            format!(
                "<svg class=\"key\" width=\"10\" height=\"10\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">{square}</svg> "
            )
        };
        let _ = write!(out, "<th scope=\"col\">{key}{}</th>", escaped(head));
    }
    out.push_str("</tr></thead><tbody>");
    for row in &chart.rows {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(&row.label));
        if bars {
            let _ = write!(out, "<td>{}</td>", row.svg);
        }
        for cell in &row.cells {
            let _ = write!(out, "<td class=\"{}\">{}</td>", cell.class, escaped(&cell.said));
        }
        out.push_str("</tr>");
    }
    out + "</tbody></table></figure>"
}

/// Text as it stands in HTML.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, c| {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
        safe
    })
}
