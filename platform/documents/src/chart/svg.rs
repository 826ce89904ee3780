//! The few shapes that charts are made of.
//!
//! Only elements, classes and percentages: nothing that a Content-Security-Policy without inline styles would drop.

use std::fmt::Write as _;

/// A drawing in the making.
pub(super) struct Drawing(String);

impl Drawing {
    /// A picture with a name and a description for those who do not see it. `id` is unique on the page.
    pub(super) fn named(class: &str, id: &str, title: &str, summary: &str) -> Self {
        let id = escaped(id);
        let mut this = Self(String::with_capacity(4_096));
        this.put(format_args!(
            "<svg class=\"{class}\" role=\"img\" aria-labelledby=\"{id}-name\" aria-describedby=\"{id}-says\" focusable=\"false\">\
             <title id=\"{id}-name\">{}</title><desc id=\"{id}-says\">{}</desc>",
            escaped(title),
            escaped(summary)
        ));
        this
    }

    /// A picture beside words that say the same.
    pub(super) fn beside_words(class: &str) -> Self {
        Self(format!("<svg class=\"{class}\" aria-hidden=\"true\" focusable=\"false\">"))
    }

    /// A rectangle, in percent of the picture. `says` is shown to who points at it.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64), says: &str) {
        self.put(format_args!(
            "<rect class=\"{class}\" x=\"{x:.2}%\" y=\"{y:.2}%\" width=\"{width:.2}%\" height=\"{height:.2}%\">{}</rect>",
            tip(says)
        ));
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.put(format_args!(
            "<line class=\"{class}\" x1=\"{x1:.2}%\" y1=\"{y1:.2}%\" x2=\"{x2:.2}%\" y2=\"{y2:.2}%\"/>"
        ));
    }

    /// Words; `anchor` is where the point is: `start`, `middle` or `end` of them.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: &str, words: &str) {
        self.put(format_args!(
            "<text class=\"{class}\" x=\"{x:.2}%\" y=\"{y:.2}%\" text-anchor=\"{anchor}\">{}</text>",
            escaped(words)
        ));
    }

    /// A dot; its size is the style sheet's.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64), says: &str) {
        self.put(format_args!(
            "<circle class=\"chart-dot {class}\" cx=\"{x:.2}%\" cy=\"{y:.2}%\">{}</circle>",
            tip(says)
        ));
    }

    /// A small mark around a point: a path in pixels, whatever the picture's size.
    pub(super) fn mark(&mut self, class: &str, (x, y): (f64, f64), path: &str, says: &str) {
        self.put(format_args!(
            "<svg x=\"{x:.2}%\" y=\"{y:.2}%\" overflow=\"visible\"><path class=\"{class}\" d=\"{path}\">{}</path></svg>",
            tip(says)
        ));
    }

    /// A closed shape around points in percent of a picture that is as high as it is wide. `says` is shown to who points at it.
    pub(super) fn shape(&mut self, class: &str, points: &[(f64, f64)], says: &str) {
        let mut list = String::new();
        for (x, y) in points {
            let _ = write!(list, "{x:.2},{y:.2} ");
        }
        self.put(format_args!(
            "<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 100 100\"><polygon class=\"{class}\" points=\"{}\">{}</polygon></svg>",
            list.trim_end(),
            tip(says)
        ));
    }

    /// A dot of the same size in every picture.
    pub(super) fn point(&mut self, class: &str, (x, y): (f64, f64), says: &str) {
        self.put(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.2}%\" cy=\"{y:.2}%\" r=\"4\">{}</circle>",
            tip(says)
        ));
    }

    /// Words in lines; `above` says which share of them stands above the point: 1 for all.
    pub(super) fn lines(&mut self, class: &str, (x, y): (f64, f64), anchor: &str, above: f64, lines: &[String]) {
        self.put(format_args!("<text class=\"{class}\" y=\"{y:.2}%\" text-anchor=\"{anchor}\">"));
        // The first baseline is some 0.8 of a line below the upper edge.
        let first = 0.8 - above * 1.2 * lines.len() as f64;
        for (n, line) in lines.iter().enumerate() {
            let down = if n == 0 { first } else { 1.2 };
            self.put(format_args!("<tspan x=\"{x:.2}%\" dy=\"{down:.2}em\">{}</tspan>", escaped(line)));
        }
        self.put(format_args!("</text>"));
    }

    pub(super) fn done(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }

    fn put(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing to a String does not fail.
        let _ = self.0.write_fmt(words);
    }
}

fn tip(says: &str) -> String {
    if says.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(says)) }
}

/// Text as it stands in XML; what XML 1.0 cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' => safe.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => safe.push(c),
        }
    }
    safe
}
