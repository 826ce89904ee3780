//! What a list of events is narrowed to, as it stands in an address.

use belfry_kernel::{Problem, Tlp};
use belfry_words::Words;
use jiff::civil::Date;

use crate::event::State;

/// Bytes of one filter; longer ones are cut.
const LONGEST: usize = 200;

/// The filters, all empty for the whole list. Each is what was typed, so that the form comes back as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of titles, values, comments and reports.
    pub text: String,
    /// A tag's whole name, or its beginning and a star.
    pub tag: String,
    /// MISP's type of an attribute, or its beginning and a star.
    pub kind: String,
    /// The owner: its UUID, or a part of its name.
    pub owner: String,
    /// A level's code.
    pub tlp: String,
    /// A state's code.
    pub state: String,
    /// The first day, `2026-01-31`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The UUID of a circle.
    pub circle: String,
    /// What was typed and cannot be read: name in the address, text. The list is not narrowed by it.
    pub wrong: Vec<(&'static str, String)>,
}

/// What a filter takes, where that is not any text: names and words of the address, the same in every language.
const TAKES: &[(&str, &str)] = &[
    ("tlp", "red, amber+strict, amber, green, clear, not-stated"),
    ("state", "draft, published, recalled"),
    ("circle", "UUID"),
    ("from", "YYYY-MM-DD"),
    ("to", "YYYY-MM-DD"),
];

/// What a filter takes; nothing for one that takes any text.
pub fn takes(name: &str) -> &'static str {
    TAKES.iter().find(|(n, _)| *n == name).map_or("", |(_, takes)| takes)
}

impl Filter {
    /// Reads a query; what cannot be read is set aside, and the rest holds.
    pub fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let value = query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
            let end = value.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST).last();
            value.get(..end.unwrap_or(0)).unwrap_or_default().to_owned()
        };
        let mut wrong = Vec::new();
        let mut read = |name: &'static str, parse: &dyn Fn(&str) -> Option<String>| {
            let typed = text(name);
            if typed.is_empty() {
                return typed;
            }
            parse(&typed).unwrap_or_else(|| {
                wrong.push((name, typed));
                String::new()
            })
        };
        let day = |typed: &str| typed.parse::<Date>().ok().map(|day| day.to_string());
        Self {
            text: text("q"),
            tag: text("tag"),
            kind: text("type"),
            owner: text("owner"),
            tlp: read("tlp", &|typed| Tlp::parse(typed).map(|level| level.code().to_owned())),
            state: read("state", &|typed| State::parse(typed).map(|state| state.code().to_owned())),
            from: read("from", &day),
            to: read("to", &day),
            circle: read("circle", &|typed| typed.parse::<uuid::Uuid>().ok().map(|id| id.to_string())),
            wrong,
        }
    }

    /// The same for programs and files, which would not see that something was set aside.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] that names the filter and what it takes.
    pub fn exact(t: &Words, query: &[(String, String)]) -> Result<Self, Problem> {
        let filter = Self::of(query);
        let Some((name, typed)) = filter.wrong.first() else { return Ok(filter) };
        let takes = takes(name);
        let words = [("name", (*name).into()), ("takes", takes.into()), ("typed", typed.as_str().into())];
        Err(Problem::BadRequest(t.a("threats-filter-refused", words)))
    }

    /// What was typed into a field that cannot be read; empty if nothing was.
    pub fn mistyped(&self, name: &str) -> &str {
        self.wrong.iter().find(|(n, _)| *n == name).map_or("", |(_, typed)| typed)
    }

    /// What is set: name in the address, value.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("q", &self.text),
            ("tag", &self.tag),
            ("type", &self.kind),
            ("owner", &self.owner),
            ("tlp", &self.tlp),
            ("state", &self.state),
            ("from", &self.from),
            ("to", &self.to),
            ("circle", &self.circle),
        ]
        .into_iter()
        .map(|(name, value)| (name, value.as_str()))
        .filter(|(_, value)| !value.is_empty())
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.fields().next().is_none()
    }

    /// As a query, without a question mark; empty for the whole list.
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(self.fields().collect::<Vec<_>>()).unwrap_or_default()
    }

    /// The same without one of them.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let kept: Vec<(String, String)> =
            self.fields().filter(|(n, _)| *n != name).map(|(n, value)| (n.to_owned(), value.to_owned())).collect();
        Self::of(&kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Filter {
        Filter::of(&serde_urlencoded::from_str::<Vec<(String, String)>>(query).unwrap_or_default())
    }

    #[test]
    fn a_filter_is_read_back_from_its_address() {
        let filter = of("q=water+pump&tag=tlp%3Ared&from=2026-02-01&state=draft&tlp=TLP:AMBER");
        assert_eq!((filter.tlp.as_str(), filter.state.as_str()), ("amber", "draft"));
        assert_eq!(of(&filter.query()), filter);
        assert_eq!(filter.without("tag").tag, "");
    }

    #[test]
    fn what_cannot_be_read_is_set_aside_and_the_rest_holds() {
        let filter = of("from=yesterday&state=gone&circle=x&tlp=pink&other=1");
        assert!(filter.is_empty() && filter.query().is_empty());
        assert_eq!((filter.wrong.len(), filter.mistyped("from"), filter.mistyped("to")), (4, "yesterday", ""));
        let filter = of("from=20260131&to=soon&q=pump");
        assert_eq!((filter.query().as_str(), filter.mistyped("to")), ("q=pump&from=2026-01-31", "soon"));
        assert_eq!(of(&format!("q={}", "é".repeat(300))).text.len(), 200);
    }
}
