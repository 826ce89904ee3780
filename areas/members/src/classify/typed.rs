//! What was said in the wizard so far, as it stands in its address: the answers, and the question that is open.

use belfry_web::form::Errors;
use belfry_words::Words;

use super::Case;
use super::page::HERE;
use crate::register::facts;
use crate::register::record::Record;

/// The question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    Sector,
    Type,
    Figures,
    Special,
    Answer,
}

impl Question {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Sector, "sector"), (Self::Type, "type"), (Self::Figures, "figures"), (Self::Special, "special")];

    /// The names under which its answers stand in the address.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Sector => &["sector"],
            Self::Type => &["type"],
            Self::Figures => &["staff", "turnover", "balance"],
            Self::Special => &["special", "asked"],
            Self::Answer => &[],
        }
    }
}

/// What the address says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) sector: String,
    pub(crate) entity_type: String,
    pub(crate) staff: String,
    pub(crate) turnover: String,
    pub(crate) balance: String,
    pub(crate) special: Vec<String>,
    /// The place in a record that the answer takes the place of, where the wizard was begun from it.
    pub(crate) instead: String,
    /// The question from which everything is gone through again, although it is answered.
    again: Option<Question>,
    /// Whether each question has been asked.
    asked: (bool, bool, bool),
}

impl Typed {
    /// From the pairs of an address or a form.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        let has = |name: &str| pairs.iter().any(|(n, _)| n == name);
        let text = |name: &str| {
            pairs
                .iter()
                .find(|(n, _)| n == name)
                .map_or_else(String::new, |(_, value)| value.trim().chars().take(160).collect())
        };
        let again = text("again");
        Self {
            sector: text("sector"),
            entity_type: text("type"),
            staff: text("staff"),
            turnover: text("turnover"),
            balance: text("balance"),
            special: pairs.iter().filter(|(n, _)| n == "special").map(|(_, v)| v.trim().to_owned()).take(20).collect(),
            instead: text("instead"),
            again: Question::ALL.iter().find(|(_, code)| *code == again).map(|(question, _)| *question),
            asked: (has("type"), has("staff"), has("asked")),
        }
    }

    /// The case, or the fields that are no figures.
    pub(crate) fn case(&self, t: &Words) -> Result<Case, Errors> {
        let mut errors = Errors::default();
        let mut figure = |name: &str, text: &str| match figure(text) {
            Ok(figure) => figure,
            Err(()) => {
                errors.add(name, t.s("members-classify-figure-wrong"));
                None
            }
        };
        let case = Case {
            sector: self.sector.clone(),
            subsector: String::new(),
            entity_type: self.entity_type.clone(),
            staff: figure("staff", &self.staff),
            turnover_eur: figure("turnover", &self.turnover),
            balance_eur: figure("balance", &self.balance),
            special: self.special.clone(),
        };
        if errors.is_empty() { Ok(case) } else { Err(errors) }
    }

    /// From a record, to be gone through from the first question on; the place is one of the record's.
    pub(crate) fn of_record(record: &Record, place: Option<&str>) -> Self {
        let at = place.map(crate::register::record::Place::of);
        let figure = |code: &str| record.get(code).to_owned();
        Self {
            sector: at.map(|at| at.sector.to_owned()).unwrap_or_default(),
            entity_type: at.map(|at| at.entity_type.to_owned()).unwrap_or_default(),
            staff: figure("staff"),
            turnover: figure("turnover"),
            balance: figure("balance"),
            special: record.lines("cases").map(str::to_owned).collect(),
            instead: place.unwrap_or_default().to_owned(),
            again: Some(Question::Sector),
            asked: (true, true, true),
        }
    }

    /// The pairs up to a question.
    fn pairs(&self, before: Question) -> Vec<(String, String)> {
        let mut all: Vec<(&str, &str)> = Vec::new();
        if before > Question::Sector && !self.sector.is_empty() {
            all.push(("sector", &self.sector));
        }
        if before > Question::Type && self.asked.0 {
            all.push(("type", &self.entity_type));
        }
        if before > Question::Figures && self.asked.1 {
            all.extend([("staff", self.staff.as_str()), ("turnover", &self.turnover), ("balance", &self.balance)]);
        }
        if before > Question::Special && self.asked.2 {
            all.extend(self.special.iter().map(|code| ("special", code.as_str())));
            all.push(("asked", "1"));
        }
        if !self.instead.is_empty() {
            all.push(("instead", &self.instead));
        }
        all.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// What the form of a question carries along: what was said before, and while everything is gone through again, what was
    /// said of the questions after it.
    pub(crate) fn kept(&self, question: Question) -> Vec<(String, String)> {
        if self.again.is_none() {
            return self.pairs(question);
        }
        let mut all = self.pairs(Question::Answer);
        all.retain(|(name, _)| !question.names().contains(&name.as_str()));
        let next = Question::ALL.iter().find(|(one, _)| *one > question);
        all.extend(next.map(|(_, code)| ("again".to_owned(), (*code).to_owned())));
        all
    }

    pub(crate) fn url(&self, before: Question) -> String {
        url(HERE, &self.pairs(before))
    }

    /// The wizard, at its first question, with everything that is known.
    pub(crate) fn again_url(&self) -> String {
        let mut all = self.pairs(Question::Answer);
        all.push(("again".into(), "sector".into()));
        url(HERE, &all)
    }

    /// An address that carries all the answers.
    pub(crate) fn at(&self, path: &str) -> String {
        url(path, &self.pairs(Question::Answer))
    }

    /// Every answer, as a form carries it.
    pub(crate) fn answers(&self) -> Vec<(String, String)> {
        self.pairs(Question::Answer)
    }

    /// The first question that is not answered, or is gone through again.
    pub(crate) fn open(&self) -> Question {
        let Some(sector) = facts::sector(&self.sector) else { return Question::Sector };
        let has_types = sector.all_types().next().is_some();
        let chosen = facts::entity_type(&self.entity_type).filter(|(of, _, _)| of.code == sector.code);
        let has_size = has_types && chosen.is_none_or(|(_, _, one)| one.size);
        let again = |question: Question| self.again.is_some_and(|again| again <= question);
        match () {
            () if again(Question::Sector) => Question::Sector,
            () if has_types && again(Question::Type) => Question::Type,
            () if has_types && chosen.is_none() && (sector.type_needed || !self.asked.0) => Question::Type,
            () if has_size && (again(Question::Figures) || !self.asked.1) => Question::Figures,
            () if again(Question::Special) || !self.asked.2 => Question::Special,
            () => Question::Answer,
        }
    }
}

fn url(path: &str, pairs: &[(String, String)]) -> String {
    match serde_urlencoded::to_string(pairs) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// Reads a figure as people write it: with spaces, apostrophes, or points or commas between thousands. None for nothing.
pub(crate) fn figure(text: &str) -> Result<Option<f64>, ()> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_')).collect();
    if bare.is_empty() {
        return Ok(None);
    }
    let groups: Vec<&str> = bare.split([',', '.']).collect();
    let thousands = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
    let plain = match groups.as_slice() {
        [whole] => (*whole).to_owned(),
        _ if thousands => groups.concat(),
        [whole, part] => format!("{whole}.{part}"),
        _ => return Err(()),
    };
    let digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.parse().ok().filter(|figure: &f64| digits && figure.is_finite()).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, wanted) in [
            ("", Ok(None)),
            ("58", Ok(Some(58.0))),
            ("49,5", Ok(Some(49.5))),
            ("1 200 000", Ok(Some(1_200_000.0))),
            ("1.200.000", Ok(Some(1_200_000.0))),
            ("1,200,000", Ok(Some(1_200_000.0))),
            ("1'200'000", Ok(Some(1_200_000.0))),
            ("many", Err(())),
            ("-4", Err(())),
            ("1,2,3", Err(())),
            ("inf", Err(())),
        ] {
            assert_eq!(figure(text), wanted, "{text}");
        }
    }
}
