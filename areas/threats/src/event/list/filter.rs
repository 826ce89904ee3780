//! What a list of events is narrowed to, as it stands in an address.

use belfry_kernel::Tlp;
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
    /// MISP's type of an attribute.
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
}

impl Filter {
    /// Reads a query; what is of no known form is left out.
    pub fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let value = query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
            let end = value.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST).last();
            value.get(..end.unwrap_or(0)).unwrap_or_default().to_owned()
        };
        let day = |name: &str| Some(text(name)).filter(|day| day.parse::<Date>().is_ok()).unwrap_or_default();
        Self {
            text: text("q"),
            tag: text("tag"),
            kind: text("type"),
            owner: text("owner"),
            tlp: Tlp::parse(&text("tlp")).map_or_else(String::new, |level| level.code().to_owned()),
            state: State::parse(&text("state")).map_or_else(String::new, |state| state.code().to_owned()),
            from: day("from"),
            to: day("to"),
            circle: Some(text("circle")).filter(|id| id.parse::<uuid::Uuid>().is_ok()).unwrap_or_default(),
        }
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
    fn what_is_of_no_form_is_left_out() {
        assert!(of("from=yesterday&state=gone&circle=x&tlp=pink&other=1").is_empty());
        assert_eq!(of(&format!("q={}", "é".repeat(300))).text.len(), 200);
    }
}
