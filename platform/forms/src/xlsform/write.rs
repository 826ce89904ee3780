//! From a definition to a workbook.

use std::collections::{BTreeMap, HashMap};

use belfry_xlsform::{Choice, Column, Kind as Theirs, Node, Row, TextColumn, Texts, XlsForm};

use super::language;
use super::read::YES_NO;
use super::sort::{self, Sort};
use super::to_xpath::{self, Here};
use crate::core::form::{Choose, Element, Form, Group, Kind, Look, Question, Repeat};
use crate::core::{Name, Text};

/// A definition that XLSForm cannot say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// Expressions without a counterpart: element, column, why.
    #[error("{}", .0.iter().map(|(name, column, why)| format!("{name}, {column}: {why}")).collect::<Vec<_>>().join("\n"))]
    Expressions(Vec<(Name, &'static str, String)>),
    /// The workbook could not be written.
    #[error("{0}")]
    Workbook(String),
}

pub fn write(form: &Form, version: &str) -> Result<XlsForm, Unwritable> {
    let sorts = sort::sorts(&form.elements);
    let mut repeats = HashMap::new();
    around(&form.elements, None, &mut repeats);
    let mut writer = Writer { form, sorts, repeats, lists_yes_no: false, refused: Vec::new() };
    let survey = writer.nodes(&form.elements);
    if !writer.refused.is_empty() {
        return Err(Unwritable::Expressions(writer.refused));
    }
    let mut lists: Vec<(String, Vec<Choice>)> =
        form.lists.iter().map(|(name, list)| (name.to_string(), choices(list))).collect();
    if writer.lists_yes_no {
        lists.push((YES_NO.to_owned(), yes_no(form)));
    }
    let mut title = texts(&form.title);
    // The title of other programs is in one language.
    let first = form.languages.first().map(|first| form.title.said(first, &[]).to_owned()).unwrap_or_default();
    title.insert(String::new(), first);
    let mut own = BTreeMap::new();
    if let Some(rating) = &form.rating {
        own.insert("belfry_rating".to_owned(), serde_json::to_string(rating).unwrap_or_default());
    }
    let sources: BTreeMap<&Name, _> =
        form.lists.iter().filter_map(|(name, list)| Some((name, list.source.as_ref()?))).collect();
    if !sources.is_empty() {
        own.insert("belfry_sources".to_owned(), serde_json::to_string(&sources).unwrap_or_default());
    }
    Ok(XlsForm {
        id: form.name.to_string(),
        title,
        version: version.to_owned(),
        default_language: form.languages.first().map(language::heading).unwrap_or_default(),
        own,
        survey,
        lists,
    })
}

fn texts(text: &Text) -> Texts {
    text.iter().map(|(language, said)| (language::heading(language), said.to_owned())).collect()
}

fn choices(list: &crate::core::form::List) -> Vec<Choice> {
    let one = |choice: &crate::core::form::Choice| {
        let mut columns: BTreeMap<String, String> =
            choice.columns.iter().map(|(name, cell)| (name.to_string(), cell.clone())).collect();
        columns.extend(choice.was.iter().map(|was| ("belfry_was".to_owned(), was.clone())));
        Choice { at: 0, name: choice.code.clone(), label: texts(&choice.label), columns }
    };
    list.choices.iter().map(one).collect()
}

fn yes_no(form: &Form) -> Vec<Choice> {
    let said = |yes: bool| -> Texts {
        let word = |(a, b): (&'static str, &'static str)| if yes { a } else { b };
        let one = |language| (language::heading(language), word(language::yes_no(language)).to_owned());
        form.languages.iter().map(one).collect()
    };
    [("yes", true), ("no", false)]
        .map(|(code, yes)| Choice { name: code.to_owned(), label: said(yes), ..Choice::default() })
        .to_vec()
}

/// The innermost repeat around each question.
fn around(elements: &[Element], repeat: Option<&Name>, all: &mut HashMap<Name, Name>) {
    for element in elements {
        if let Some(repeat) = repeat {
            all.insert(element.name().clone(), repeat.clone());
        }
        match element {
            Element::Group(group) => around(&group.elements, repeat, all),
            Element::Repeat(inner) => around(&inner.elements, Some(&inner.name), all),
            Element::Question(_) => {}
        }
    }
}

struct Writer<'a> {
    form: &'a Form,
    sorts: HashMap<Name, Sort>,
    repeats: HashMap<Name, Name>,
    lists_yes_no: bool,
    refused: Vec<(Name, &'static str, String)>,
}

impl Writer<'_> {
    fn nodes(&mut self, elements: &[Element]) -> Vec<Node> {
        elements.iter().map(|element| self.node(element)).collect()
    }

    fn node(&mut self, element: &Element) -> Node {
        match element {
            Element::Question(question) => match &question.kind {
                Kind::Matrix { rows, list } => self.matrix(question, rows, list),
                _ => Node::Question(self.question(question)),
            },
            Element::Group(group) => self.group(group),
            Element::Repeat(repeat) => self.repeat(repeat),
        }
    }

    fn row(&self, name: &Name, kind: Theirs, said: &[(TextColumn, &Text)]) -> Row {
        let mut row = Row::new(kind, name.as_str());
        for (column, text) in said.iter().filter(|(_, text)| !text.is_empty()) {
            row.texts.insert(*column, texts(text));
        }
        row
    }

    fn group(&mut self, group: &Group) -> Node {
        let mut row = self.row(&group.name, Theirs::Group, &[(TextColumn::Label, &group.label)]);
        self.expression(&mut row, Column::Relevant, group.relevance.as_deref(), true, None);
        if group.page {
            row.cells.insert(Column::Appearance, "field-list".into());
        }
        row.cells.extend(group.weight.map(|weight| (Column::OwnWeight, weight.to_string())));
        row.cells.extend(group.item.clone().map(|item| (Column::OwnItem, item)));
        Node::Group(row, self.nodes(&group.elements))
    }

    fn repeat(&mut self, repeat: &Repeat) -> Node {
        let mut row = self.row(&repeat.name, Theirs::Group, &[(TextColumn::Label, &repeat.label)]);
        self.expression(&mut row, Column::Relevant, repeat.relevance.as_deref(), true, None);
        self.expression(&mut row, Column::RepeatCount, repeat.count.as_deref(), false, None);
        let entries = match (repeat.min, repeat.max) {
            (0, None) => None,
            (least, None) => Some(format!("entries {least}")),
            (least, Some(most)) => Some(format!("entries {least} {most}")),
        };
        row.cells.extend(entries.map(|entries| (Column::OwnKind, entries)));
        Node::Repeat(row, self.nodes(&repeat.elements))
    }

    fn matrix(&mut self, question: &Question, rows: &[crate::core::form::Row], list: &Name) -> Node {
        let said = [(TextColumn::Label, &question.label), (TextColumn::Hint, &question.hint)];
        let mut head = self.row(&question.name, Theirs::Group, &said);
        head.cells.insert(Column::Appearance, "table-list".into());
        self.expression(&mut head, Column::Relevant, question.relevance.as_deref(), true, None);
        own_cells(&mut head, question);
        let required = match question.required.as_deref() {
            None => None,
            Some("true") => Some("yes".to_owned()),
            Some(_) => {
                let why = "in XLSForm the rows of a table are always due or never".to_owned();
                self.refused.push((question.name.clone(), Column::Required.heading(), why));
                None
            }
        };
        let one = |ours: &crate::core::form::Row| {
            let kind = Theirs::SelectOne(list.to_string(), false);
            let mut row = self.row(&ours.name, kind, &[(TextColumn::Label, &ours.label)]);
            row.cells.extend(required.clone().map(|due| (Column::Required, due)));
            row.cells.extend(ours.was.as_ref().map(|was| (Column::OwnWas, was.to_string())));
            Node::Question(row)
        };
        Node::Group(head, rows.iter().map(one).collect())
    }

    fn question(&mut self, question: &Question) -> Row {
        let (kind, own) = self.kind(&question.kind);
        let said = [
            (TextColumn::Label, &question.label),
            (TextColumn::Hint, &question.hint),
            (TextColumn::ConstraintMessage, &question.message),
            (TextColumn::RequiredMessage, &question.required_message),
        ];
        let mut row = self.row(&question.name, kind, &said);
        let this = Some(sort::sort(&question.kind));
        self.expression(&mut row, Column::Relevant, question.relevance.as_deref(), true, None);
        self.expression(&mut row, Column::Constraint, question.constraint.as_deref(), true, this);
        match question.required.as_deref() {
            Some("true") => drop(row.cells.insert(Column::Required, "yes".into())),
            other => self.expression(&mut row, Column::Required, other, true, None),
        }
        self.expression(&mut row, Column::Calculation, question.calculation.as_deref(), false, None);
        if question.once
            && let Some(cell) = row.cells.get_mut(&Column::Calculation)
        {
            *cell = format!("once({cell})");
        }
        if let Some(default) = &question.default {
            self.default(&mut row, question, default);
        }
        if question.read_only {
            row.cells.insert(Column::ReadOnly, "yes".into());
        }
        match &question.kind {
            Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) => self.choose(&mut row, choose),
            Kind::LongText => drop(row.cells.insert(Column::Appearance, "multiline".into())),
            Kind::Scale { from, to, step } => {
                row.cells.insert(Column::Parameters, format!("start={from} end={to} step={step}"));
            }
            _ => {}
        }
        row.cells.extend(own.map(|own| (Column::OwnKind, own)));
        own_cells(&mut row, question);
        row
    }

    fn choose(&mut self, row: &mut Row, choose: &Choose) {
        self.expression(row, Column::ChoiceFilter, choose.filter.as_deref(), true, None);
        let look = match choose.look {
            Look::Plain => return,
            Look::Minimal => "minimal",
            Look::Likert => "likert",
        };
        row.cells.insert(Column::Appearance, look.into());
    }

    fn kind(&mut self, kind: &Kind) -> (Theirs, Option<String>) {
        let own = |word: &str| Some(word.to_owned());
        match kind {
            Kind::Text | Kind::LongText => (Theirs::Text, None),
            Kind::Whole => (Theirs::Integer, None),
            Kind::Decimal => (Theirs::Decimal, None),
            Kind::Date => (Theirs::Date, None),
            Kind::Time => (Theirs::Time, None),
            Kind::Moment => (Theirs::DateTime, None),
            Kind::YesNo => {
                self.lists_yes_no = true;
                (Theirs::SelectOne(YES_NO.to_owned(), false), own("yes_no"))
            }
            Kind::One(choose) => (Theirs::SelectOne(choose.list.to_string(), false), None),
            Kind::Several(choose) => (Theirs::SelectMultiple(choose.list.to_string(), false), None),
            Kind::Rank(choose) => (Theirs::Rank(choose.list.to_string()), None),
            Kind::Scale { .. } => (Theirs::Range, None),
            Kind::Country => (Theirs::Text, own("country")),
            Kind::Region => (Theirs::Text, own("region")),
            Kind::Sector => (Theirs::Text, own("sector")),
            Kind::Organisation => (Theirs::Text, own("organisation")),
            Kind::Person => (Theirs::Text, own("person")),
            Kind::File { picture } => (if *picture { Theirs::Image } else { Theirs::File }, None),
            Kind::Money { currencies } => (Theirs::Decimal, Some(format!("money {}", currencies.join(" ")))),
            Kind::Note | Kind::Matrix { .. } => (Theirs::Note, None),
            Kind::Calculated => (Theirs::Calculate, None),
            Kind::Hidden => (Theirs::Hidden, None),
            Kind::Consent => (Theirs::Acknowledge, None),
        }
    }

    fn expression(&mut self, row: &mut Row, column: Column, source: Option<&str>, truth: bool, own: Option<Sort>) {
        let Some(source) = source else { return };
        let here = Here { sorts: &self.sorts, repeats: &self.repeats, own };
        match to_xpath::expression(source, here, truth) {
            Ok(cell) => drop(row.cells.insert(column, cell)),
            Err(why) => self.refuse(&row.name, column, why),
        }
    }

    fn refuse(&mut self, name: &str, column: Column, why: String) {
        let name = Name::parse(name).unwrap_or_else(|| self.form.name.clone());
        self.refused.push((name, column.heading(), why));
    }

    /// A literal stands there plainly, an expression as one.
    fn default(&mut self, row: &mut Row, question: &Question, default: &str) {
        use crate::core::expression::{Node as Ours, parse};
        let literal = parse(default).ok().and_then(|expr| match (&expr.node, &question.kind) {
            (Ours::Text(text), _) if !text.contains("${") && !text.ends_with(')') => Some(text.clone()),
            (Ours::Number(number), _) => Some(number.to_string()),
            (Ours::Minus(inner), _) => match inner.node {
                Ours::Number(number) => Some(format!("-{number}")),
                _ => None,
            },
            (Ours::Truth(truth), Kind::YesNo) => Some(if *truth { "yes" } else { "no" }.to_owned()),
            (Ours::Call(crate::core::function::Function::Date, all), Kind::Date) => match &all[0].node {
                Ours::Text(text) => Some(text.clone()),
                _ => None,
            },
            _ => None,
        });
        match literal {
            Some(literal) => drop(row.cells.insert(Column::Default, literal)),
            None => self.expression(row, Column::Default, Some(default), false, None),
        }
    }
}

fn own_cells(row: &mut Row, question: &Question) {
    let score = question.score.as_ref().and_then(|score| serde_json::to_string(score).ok());
    row.cells.extend(score.map(|score| (Column::OwnScore, score)));
    row.cells.extend(question.item.clone().map(|item| (Column::OwnItem, item)));
    row.cells.extend(question.was.as_ref().map(|was| (Column::OwnWas, was.to_string())));
}
