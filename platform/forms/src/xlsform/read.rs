//! From a workbook to a definition. What has no counterpart is refused with its cell.

mod expression;

use std::collections::HashMap;

use belfry_xlsform::{Column, Fault, Kind as Theirs, Node, Reason, Row, TextColumn, Texts, Told, XlsForm};
use rust_decimal::Decimal;

use super::sort;
use super::{Import, language, matrix};
use crate::core::form::{Choice, Choose, Element, Form, Group, Kind, List, Look, Question, Repeat};
use crate::core::{Language, Name, Text};

/// The list of a question that is yes or no; it stands in no definition.
pub const YES_NO: &str = "belfry_yes_no";

pub fn read(theirs: &XlsForm, assumed: &Language) -> Result<Import, Vec<Fault>> {
    let mut reader =
        Reader { faults: Vec::new(), passed_over: Vec::new(), default: assumed.clone(), languages: HashMap::new() };
    let languages = reader.languages(theirs, assumed);
    let mut lists = Vec::new();
    for (list, choices) in theirs.lists.iter().filter(|(list, _)| list != YES_NO) {
        if let Some(name) = reader.name("choices", choices.first().map_or(1, |choice| choice.at), "list_name", list) {
            lists.push((name, reader.list(choices)));
        }
    }
    let id = if theirs.id.is_empty() { "form" } else { &theirs.id };
    let Some(name) = reader.name("settings", 2, "form_id", id) else { return Err(reader.faults) };
    let mut form = Form {
        name,
        title: reader.text(&theirs.title),
        languages,
        lists: lists.into_iter().collect(),
        elements: Vec::new(),
        rating: None,
    };
    if form.title.is_empty() {
        form.title = Text::new(&reader.default.clone(), form.name.as_str());
    }
    reader.own_settings(theirs, &mut form);
    form.elements = reader.elements(&theirs.survey, 0, &mut form.lists);
    // Expressions are read when the sort of every name is known.
    let sorts = sort::sorts(&form.elements);
    reader.expressions(&theirs.survey, &mut form.elements, &sorts);
    if reader.faults.is_empty() { Ok(Import { form, passed_over: reader.passed_over }) } else { Err(reader.faults) }
}

struct Reader {
    faults: Vec<Fault>,
    passed_over: Vec<Fault>,
    default: Language,
    languages: HashMap<String, Language>,
}

type Lists = std::collections::BTreeMap<Name, List>;

impl Reader {
    fn fault(&mut self, sheet: &'static str, row: u32, column: &str, why: Told) {
        let reason = Reason::Other(why);
        self.faults.push(Fault { sheet, row, column: column.to_owned(), reason });
    }

    fn cell_fault(&mut self, row: &Row, column: Column, why: Told) {
        self.fault("survey", row.at, column.heading(), why);
    }

    fn name(&mut self, sheet: &'static str, row: u32, column: &str, text: &str) -> Option<Name> {
        let name = Name::parse(text);
        if name.is_none() {
            let english = "`{}` is no name: a letter, then letters, digits, `_`, `-`, `.`";
            self.fault(sheet, row, column, Told::new("name", english, &[text]));
        }
        name
    }

    /// The languages of the form: that of texts that name none first.
    fn languages(&mut self, theirs: &XlsForm, assumed: &Language) -> Vec<Language> {
        if !theirs.default_language.is_empty() {
            match language::parse(&theirs.default_language) {
                Some(language) => self.default = language,
                None => self.unknown("settings", "default_language", &theirs.default_language),
            }
        }
        let mut named = belfry_xlsform::read::languages(theirs);
        let none = named.iter().any(String::is_empty);
        named.retain(|heading| !heading.is_empty());
        let mut all = Vec::new();
        if none || !theirs.default_language.is_empty() || named.is_empty() {
            all.push(self.default.clone());
        }
        for heading in named {
            match language::parse(&heading) {
                Some(language) => {
                    if !all.contains(&language) {
                        all.push(language.clone());
                    }
                    self.languages.insert(heading, language);
                }
                None => self.unknown("survey", &format!("label::{heading}"), &heading),
            }
        }
        if let (Some(first), false) = (all.first(), all.contains(assumed) && none) {
            self.default = first.clone();
        }
        all
    }

    fn unknown(&mut self, sheet: &'static str, column: &str, heading: &str) {
        let english = "which language this is cannot be told; write its tag behind it: {} (fr)";
        self.fault(sheet, 1, column, Told::new("language", english, &[heading]));
    }

    fn text(&self, texts: &Texts) -> Text {
        let mut all = Text::default();
        for (heading, said) in texts {
            let language = if heading.is_empty() { Some(&self.default) } else { self.languages.get(heading) };
            if let Some(language) = language.filter(|language| !heading.is_empty() || all.get(language).is_none()) {
                all.put(language, said.clone());
            }
        }
        all
    }

    fn list(&mut self, choices: &[belfry_xlsform::Choice]) -> List {
        let mut list = List::default();
        for choice in choices {
            let (mut columns, mut was) = (std::collections::BTreeMap::new(), None);
            for (column, cell) in &choice.columns {
                if column == "belfry_was" {
                    was = Some(cell.clone());
                } else if let Some(name) = self.name("choices", choice.at, column, column) {
                    columns.insert(name, cell.clone());
                }
            }
            list.choices.push(Choice { code: choice.name.clone(), label: self.text(&choice.label), columns, was });
        }
        list
    }

    fn own_settings(&mut self, theirs: &XlsForm, form: &mut Form) {
        for (heading, cell) in &theirs.own {
            let read = match heading.as_str() {
                "belfry_rating" => serde_json::from_str(cell).map(|rating| form.rating = Some(rating)),
                "belfry_sources" => serde_json::from_str(cell).map(|mut sources: HashMap<Name, _>| {
                    for (name, list) in &mut form.lists {
                        list.source = sources.remove(name);
                    }
                }),
                _ => {
                    self.fault("settings", 2, heading, Told::new("column", "this column is not known", &[]));
                    continue;
                }
            };
            if let Err(error) = read {
                self.fault("settings", 2, heading, own(&error));
            }
        }
    }

    fn elements(&mut self, nodes: &[Node], depth: usize, lists: &mut Lists) -> Vec<Element> {
        let mut all = Vec::new();
        for node in nodes {
            match node {
                Node::Question(row) => self.question(row, lists, &mut all),
                Node::Group(row, inside) => {
                    if let Some(element) = self.group(row, inside, depth, lists) {
                        all.push(element);
                    }
                }
                Node::Repeat(row, inside) => {
                    if let Some(repeat) = self.repeat(row, inside, depth, lists) {
                        all.push(Element::Repeat(repeat));
                    }
                }
            }
        }
        all
    }

    fn group(&mut self, row: &Row, inside: &[Node], depth: usize, lists: &mut Lists) -> Option<Element> {
        let name = self.name("survey", row.at, "name", &row.name)?;
        let looks: Vec<&str> = row.cell(Column::Appearance).unwrap_or_default().split_whitespace().collect();
        if looks.contains(&"table-list") {
            if let Some(element) = matrix::read(row, inside, &name, |texts| self.text(texts)) {
                return self.finished(row, Element::Question(Box::new(element)));
            }
            self.pass(row, Told::new("no-table", "the group is no plain table; it is shown as a group", &[]));
        }
        let page = depth == 0 && looks.contains(&"field-list");
        for look in
            looks.iter().filter(|look| !["table-list", "field-list"].contains(look) || **look == "field-list" && !page)
        {
            self.pass(row, Told::new("look", "`{}` is not known here", &[look]));
        }
        self.only(row, &[Column::Relevant, Column::Appearance, Column::OwnWeight, Column::OwnItem]);
        let weight = row.cell(Column::OwnWeight).map(|cell| Decimal::from_str_exact(cell).map_err(|error| own(&error)));
        if let Some(Err(why)) = &weight {
            self.cell_fault(row, Column::OwnWeight, why.clone());
        }
        Some(Element::Group(Group {
            name,
            label: self.texts(row, TextColumn::Label),
            page,
            relevance: None,
            weight: weight.and_then(Result::ok),
            item: row.cell(Column::OwnItem).map(str::to_owned),
            elements: self.elements(inside, depth + 1, lists),
        }))
    }

    fn repeat(&mut self, row: &Row, inside: &[Node], depth: usize, lists: &mut Lists) -> Option<Repeat> {
        let name = self.name("survey", row.at, "name", &row.name)?;
        self.only(row, &[Column::Relevant, Column::Appearance, Column::RepeatCount, Column::OwnKind]);
        let (mut min, mut max) = (0, None);
        if let Some(cell) = row.cell(Column::OwnKind) {
            let words: Vec<&str> = cell.split_whitespace().collect();
            match (words.as_slice(), words.get(1).map(|n| n.parse()), words.get(2).map(|n| n.parse())) {
                (["entries", _], Some(Ok(least)), None) => min = least,
                (["entries", _, _], Some(Ok(least)), Some(Ok(most))) => (min, max) = (least, Some(most)),
                _ => {
                    let why = Told::new("entries", "`entries LEAST MOST` was expected", &[]);
                    self.cell_fault(row, Column::OwnKind, why);
                }
            }
        }
        let label = self.texts(row, TextColumn::Label);
        Some(Repeat {
            name,
            label,
            relevance: None,
            count: None,
            min,
            max,
            elements: self.elements(inside, depth + 1, lists),
        })
    }

    fn texts(&self, row: &Row, column: TextColumn) -> Text {
        row.texts.get(&column).map(|texts| self.text(texts)).unwrap_or_default()
    }

    fn pass(&mut self, row: &Row, why: Told) {
        let reason = Reason::Other(why);
        self.passed_over.push(Fault {
            sheet: "survey",
            row: row.at,
            column: Column::Appearance.heading().into(),
            reason,
        });
    }

    /// Refuses cells that this kind of row cannot have.
    fn only(&mut self, row: &Row, columns: &[Column]) {
        for column in row.cells.keys().filter(|column| !columns.contains(column)) {
            self.faults.push(Fault {
                sheet: "survey",
                row: row.at,
                column: column.heading().into(),
                reason: Reason::Misplaced,
            });
        }
    }

    /// A matrix with what stands in its group's own columns.
    fn finished(&mut self, row: &Row, element: Element) -> Option<Element> {
        let Element::Question(mut question) = element else { return Some(element) };
        self.own_cells(row, &mut question);
        Some(Element::Question(question))
    }

    fn own_cells(&mut self, row: &Row, question: &mut Question) {
        question.item = row.cell(Column::OwnItem).map(str::to_owned);
        if let Some(cell) = row.cell(Column::OwnScore) {
            match serde_json::from_str(cell) {
                Ok(score) => question.score = Some(score),
                Err(error) => self.cell_fault(row, Column::OwnScore, own(&error)),
            }
        }
        if let Some(cell) = row.cell(Column::OwnWas) {
            question.was = self.name("survey", row.at, Column::OwnWas.heading(), cell);
        }
    }

    fn question(&mut self, row: &Row, lists: &mut Lists, all: &mut Vec<Element>) {
        let Some(name) = self.name("survey", row.at, "name", &row.name) else { return };
        let Some(kind) = self.kind(row) else { return };
        let mut question = Question::new(name, kind, self.texts(row, TextColumn::Label));
        question.hint = self.texts(row, TextColumn::Hint);
        question.message = self.texts(row, TextColumn::ConstraintMessage);
        question.required_message = self.texts(row, TextColumn::RequiredMessage);
        question.read_only = match row.cell(Column::ReadOnly).map(str::to_ascii_lowercase).as_deref() {
            None | Some("no" | "false" | "false()" | "0") => false,
            Some("yes" | "true" | "true()" | "1") => true,
            Some(_) => {
                self.cell_fault(row, Column::ReadOnly, Told::new("yes-no", "only yes or no is supported", &[]));
                false
            }
        };
        if row.cells.contains_key(&Column::RepeatCount) || row.cells.contains_key(&Column::OwnWeight) {
            self.only(
                row,
                &Column::ALL
                    .iter()
                    .copied()
                    .filter(|c| ![Column::RepeatCount, Column::OwnWeight].contains(c))
                    .collect::<Vec<_>>(),
            );
        }
        self.own_cells(row, &mut question);
        let other = matches!(row.kind, Theirs::SelectOne(_, true) | Theirs::SelectMultiple(_, true));
        let companion = if other { self.other(&mut question, lists, row) } else { None };
        all.push(Element::Question(Box::new(question)));
        all.extend(companion.map(|question| Element::Question(Box::new(question))));
    }

    /// `or_other`: one more choice, and a text that is asked when it is chosen, as other programs make of it.
    fn other(&mut self, question: &mut Question, lists: &mut Lists, row: &Row) -> Option<Question> {
        let (Kind::One(choose) | Kind::Several(choose)) = &question.kind else { return None };
        let label = |say: fn(&Language) -> &'static str| {
            let mut text = Text::default();
            question.label.iter().for_each(|(language, _)| text.put(language, say(language)));
            text
        };
        let list = lists.get_mut(&choose.list)?;
        if !list.choices.iter().any(|choice| choice.code == "other") {
            let columns = std::collections::BTreeMap::new();
            list.choices.push(Choice { code: "other".into(), label: label(language::other), columns, was: None });
        }
        let name = self.name("survey", row.at, "name", &format!("{}_other", question.name))?;
        let mut text = Question::new(name, Kind::Text, label(language::other));
        text.relevance = Some(format!("selected({}, \"other\")", in_expressions(&question.name)));
        Some(text)
    }

    fn kind(&mut self, row: &Row) -> Option<Kind> {
        let own = row.cell(Column::OwnKind);
        let looks: Vec<&str> = row.cell(Column::Appearance).unwrap_or_default().split_whitespace().collect();
        let mut known: &[&str] = &[];
        let kind = match (&row.kind, own) {
            (Theirs::Text, None) => {
                known = &["multiline"];
                if looks.contains(&"multiline") { Kind::LongText } else { Kind::Text }
            }
            (Theirs::Text, Some("country")) => Kind::Country,
            (Theirs::Text, Some("region")) => Kind::Region,
            (Theirs::Text, Some("sector")) => Kind::Sector,
            (Theirs::Text, Some("organisation")) => Kind::Organisation,
            (Theirs::Text, Some("person")) => Kind::Person,
            (Theirs::Integer, None) => Kind::Whole,
            (Theirs::Decimal, None) => Kind::Decimal,
            (Theirs::Decimal, Some(own)) if own.starts_with("money ") => {
                Kind::Money { currencies: own.split_whitespace().skip(1).map(str::to_owned).collect() }
            }
            (Theirs::Date, None) => Kind::Date,
            (Theirs::Time, None) => Kind::Time,
            (Theirs::DateTime, None) => Kind::Moment,
            (Theirs::SelectOne(..), Some("yes_no")) => Kind::YesNo,
            (Theirs::SelectOne(list, _) | Theirs::SelectMultiple(list, _) | Theirs::Rank(list), None) => {
                known = &["minimal", "likert"];
                let look = match looks.as_slice() {
                    all if all.contains(&"minimal") => Look::Minimal,
                    all if all.contains(&"likert") => Look::Likert,
                    _ => Look::Plain,
                };
                let list = self.name("survey", row.at, "type", list)?;
                let choose = Choose { look, ..Choose::from(list) };
                match row.kind {
                    Theirs::SelectOne(..) => Kind::One(choose),
                    Theirs::SelectMultiple(..) => Kind::Several(choose),
                    _ => Kind::Rank(choose),
                }
            }
            (Theirs::Range, None) => self.range(row)?,
            (Theirs::Note, None) => Kind::Note,
            (Theirs::Calculate, None) => Kind::Calculated,
            (Theirs::Hidden, None) => Kind::Hidden,
            (Theirs::Acknowledge, None) => Kind::Consent,
            (Theirs::File, None) => Kind::File { picture: false },
            (Theirs::Image, None) => Kind::File { picture: true },
            (_, own) => {
                let why = Told::new("kind", "`{}` does not go with this type", &[own.unwrap_or_default()]);
                self.cell_fault(row, Column::OwnKind, why);
                return None;
            }
        };
        for odd in looks.iter().filter(|look| !known.contains(look)) {
            self.pass(row, Told::new("look", "`{}` is not known here", &[odd]));
        }
        if row.cells.contains_key(&Column::Parameters) && row.kind != Theirs::Range {
            let why = Told::new("parameters", "parameters are supported for a range only", &[]);
            self.cell_fault(row, Column::Parameters, why);
        }
        Some(kind)
    }

    fn range(&mut self, row: &Row) -> Option<Kind> {
        let (mut from, mut to, mut step) = (Decimal::ZERO, Decimal::TEN, Decimal::ONE);
        let cell = row.cell(Column::Parameters).unwrap_or_default();
        for pair in cell.split([' ', ',', ';']).filter(|pair| !pair.is_empty()) {
            let (key, number) = pair.split_once('=').unwrap_or((pair, ""));
            match (key, Decimal::from_str_exact(number)) {
                ("start", Ok(number)) => from = number,
                ("end", Ok(number)) => to = number,
                ("step", Ok(number)) => step = number,
                _ => {
                    let why = Told::new("range", "`{}` is none of start=, end=, step= with a number", &[pair]);
                    self.cell_fault(row, Column::Parameters, why);
                    return None;
                }
            }
        }
        Some(Kind::Scale { from, to, step })
    }
}

/// A cell of our own columns that cannot be read.
fn own(why: &impl ToString) -> Told {
    Told::new("own", "this cannot be read: {}", &[&why.to_string()])
}

/// A name as expressions write it.
pub fn in_expressions(name: &Name) -> String {
    use crate::core::expression::{Expr, Node as Ours};
    Expr { at: 0, node: Ours::Name(name.clone()) }.to_string()
}
