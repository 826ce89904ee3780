//! From tables to a form. Everything that is wrong is told; what is not supported is refused, never passed over.

use std::collections::BTreeMap;

use crate::error::{Fault, Reason, Told};
use crate::form::{Choice, Column, Kind, Node, Row, TextColumn, Texts, XlsForm};
use crate::workbook::{Table, Workbook};

/// Groups within groups.
const DEEPEST: usize = 16;

/// Columns of other programs that change nothing here, so that they may be filled.
const PASSED_OVER: [&str; 5] = ["note", "notes", "comment", "comments", "instance_name"];

/// Reads a workbook.
///
/// # Errors
/// Every cell that is wrong or not supported.
pub fn read(workbook: &Workbook) -> Result<XlsForm, Vec<Fault>> {
    let mut reader = Reading::default();
    let mut form = XlsForm::default();
    reader.settings(&workbook.settings, &mut form);
    reader.choices(&workbook.choices, &mut form);
    reader.survey(&workbook.survey, &mut form);
    if reader.faults.is_empty() { Ok(form) } else { Err(reader.faults) }
}

#[derive(Default)]
struct Reading {
    faults: Vec<Fault>,
}

/// What a column of the survey is.
#[derive(Clone)]
enum Meaning {
    Type,
    Name,
    Text(TextColumn, String),
    Cell(Column),
    Nothing,
    Strange,
}

impl Reading {
    fn fault(&mut self, sheet: &'static str, row: u32, column: &str, reason: Reason) {
        self.faults.push(Fault { sheet, row, column: column.to_owned(), reason });
    }

    fn settings(&mut self, table: &Table, form: &mut XlsForm) {
        let Some((row, cells)) = table.rows.first() else { return };
        if let Some((second, _)) = table.rows.get(1) {
            self.fault(
                "settings",
                *second,
                "form_id",
                Reason::Other(Told::new("one-row", "settings have one row only", &[])),
            );
        }
        for (heading, cell) in table.headings.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let (plain, language) = split(heading);
            let cell = cell.clone();
            match plain.as_str() {
                "form_id" | "id_string" => form.id = cell,
                "form_title" | "title" => drop(form.title.insert(String::new(), cell)),
                "belfry_title" => drop(form.title.insert(language, cell)),
                "version" => form.version = cell,
                "default_language" => form.default_language = cell,
                // How a form looks in other programs: nothing of it is here.
                "style" | "instance_name" => {}
                own if own.starts_with("belfry_") => drop(form.own.insert(own.to_owned(), cell)),
                _ => self.fault("settings", *row, heading, Reason::Column),
            }
        }
    }

    fn choices(&mut self, table: &Table, form: &mut XlsForm) {
        if table.rows.is_empty() {
            return;
        }
        let at = |names: &[&str]| table.headings.iter().position(|heading| names.contains(&split(heading).0.as_str()));
        let (Some(list), Some(name)) = (at(&["list_name", "list name"]), at(&["name", "value"])) else {
            self.fault("choices", 1, "list_name, name", Reason::NoColumn);
            return;
        };
        for (row, cells) in &table.rows {
            let mut choice = Choice { at: *row, name: cells[name].clone(), ..Choice::default() };
            for (column, heading) in table.headings.iter().enumerate() {
                let cell = &cells[column];
                if column == list || column == name || cell.is_empty() {
                    continue;
                }
                let (plain, language) = split(heading);
                match plain.as_str() {
                    "label" => drop(choice.label.insert(language, cell.clone())),
                    "image" | "audio" | "video" | "big-image" | "media" => {
                        self.fault("choices", *row, heading, Reason::Column);
                    }
                    _ => drop(choice.columns.insert(heading.trim().to_owned(), cell.clone())),
                }
            }
            for (column, cell) in [(list, &cells[list]), (name, &cells[name])] {
                if cell.is_empty() {
                    self.fault("choices", *row, &table.headings[column], Reason::Empty);
                }
            }
            match form.lists.iter_mut().find(|(list_name, _)| *list_name == cells[list]) {
                Some((_, choices)) => choices.push(choice),
                None => form.lists.push((cells[list].clone(), vec![choice])),
            }
        }
    }

    fn survey(&mut self, table: &Table, form: &mut XlsForm) {
        if table.headings.is_empty() {
            self.fault("survey", 1, "type", Reason::NoSheet);
            return;
        }
        let meanings: Vec<Meaning> = table.headings.iter().map(|heading| meaning(heading)).collect();
        let (kind, name) = (
            meanings.iter().position(|meaning| matches!(meaning, Meaning::Type)),
            meanings.iter().position(|meaning| matches!(meaning, Meaning::Name)),
        );
        let (Some(kind), Some(name)) = (kind, name) else {
            self.fault("survey", 1, "type, name", Reason::NoColumn);
            return;
        };
        let mut tree = Tree::default();
        for (row, cells) in &table.rows {
            let mut read = Row {
                at: *row,
                kind: Kind::Group,
                name: cells[name].clone(),
                texts: BTreeMap::new(),
                cells: BTreeMap::new(),
            };
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                match &meanings[column] {
                    Meaning::Text(of, language) => {
                        let before = read.texts.entry(*of).or_default().insert(language.clone(), cell.clone());
                        if before.is_some() {
                            self.fault("survey", *row, &table.headings[column], Reason::ColumnTwice);
                        }
                    }
                    Meaning::Cell(of) => {
                        if read.cells.insert(*of, cell.clone()).is_some() {
                            self.fault("survey", *row, &table.headings[column], Reason::ColumnTwice);
                        }
                    }
                    Meaning::Strange => self.fault("survey", *row, &table.headings[column], Reason::Column),
                    Meaning::Type | Meaning::Name | Meaning::Nothing => {}
                }
            }
            let result = step(&cells[kind]).and_then(|step| tree.take(step, read));
            if let Err((column, reason)) = result {
                let column = if column == "name" { &table.headings[name] } else { &table.headings[kind] };
                self.fault("survey", *row, column, reason);
            }
        }
        for (row, _) in &tree.open {
            self.fault("survey", row.at, &table.headings[kind], Reason::NotEnded);
        }
        form.survey = tree.done;
    }
}

/// `label::French (fr)`: the plain heading in small letters, and the language.
fn split(heading: &str) -> (String, String) {
    let (plain, language) = heading.split_once("::").unwrap_or((heading, ""));
    (plain.trim().to_ascii_lowercase(), language.trim().to_owned())
}

fn meaning(heading: &str) -> Meaning {
    let (plain, language) = split(heading);
    match plain.as_str() {
        "type" => return Meaning::Type,
        "name" => return Meaning::Name,
        "" => return Meaning::Nothing,
        plain if PASSED_OVER.contains(&plain) => return Meaning::Nothing,
        _ => {}
    }
    if let Some(text) = TextColumn::ALL.iter().find(|text| text.heading() == plain) {
        return Meaning::Text(*text, language);
    }
    let plain = match plain.as_str() {
        "relevance" => "relevant",
        "readonly" => "read_only",
        other => other,
    };
    match Column::ALL.iter().find(|column| column.heading() == plain) {
        Some(column) => Meaning::Cell(*column),
        None => Meaning::Strange,
    }
}

/// What a cell of the type column does.
enum Step {
    Ask(Kind),
    Begin(bool),
    End(bool),
}

type Refused = (&'static str, Reason);

fn step(text: &str) -> Result<Step, Refused> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ").to_ascii_lowercase();
    let named = |words: &[&str]| -> Result<String, Refused> {
        words.first().map(|list| (*list).to_owned()).ok_or(("type", Reason::NoList))
    };
    let other = words.last().is_some_and(|word| word.eq_ignore_ascii_case("or_other"));
    let rest = |skip: usize| words.get(skip..).unwrap_or_default();
    Ok(Step::Ask(match joined.as_str() {
        "" => return Err(("type", Reason::Empty)),
        "begin_group" | "begin group" => return Ok(Step::Begin(false)),
        "end_group" | "end group" => return Ok(Step::End(false)),
        "begin_repeat" | "begin repeat" => return Ok(Step::Begin(true)),
        "end_repeat" | "end repeat" => return Ok(Step::End(true)),
        "text" | "string" => Kind::Text,
        "integer" | "int" => Kind::Integer,
        "decimal" => Kind::Decimal,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "datetime" => Kind::DateTime,
        "range" => Kind::Range,
        "note" => Kind::Note,
        "calculate" => Kind::Calculate,
        "hidden" => Kind::Hidden,
        "acknowledge" | "trigger" => Kind::Acknowledge,
        "file" => Kind::File,
        "image" | "photo" => Kind::Image,
        "start" | "end" | "today" | "deviceid" | "username" | "phonenumber" | "email" | "audit" | "start-geopoint" => {
            return Err(("type", Reason::Type(joined, ": when and by whom is recorded here; leave the row out")));
        }
        "geopoint" | "geotrace" | "geoshape" | "barcode" | "audio" | "video" => {
            return Err(("type", Reason::Type(joined, "; leave the row out, or ask for a text or file")));
        }
        _ => match words.first().map(|word| word.to_ascii_lowercase()).as_deref() {
            Some("select_one") => Kind::SelectOne(named(rest(1))?, other),
            Some("select_multiple") => Kind::SelectMultiple(named(rest(1))?, other),
            Some("rank") => Kind::Rank(named(rest(1))?),
            Some("select") if joined.starts_with("select one ") => {
                Kind::SelectOne(named(rest(if joined.starts_with("select one from ") { 3 } else { 2 }))?, other)
            }
            Some("select") if joined.starts_with("select multiple ") => Kind::SelectMultiple(
                named(rest(if joined.starts_with("select multiple from ") { 3 } else { 2 }))?,
                other,
            ),
            Some("select_one_from_file" | "select_multiple_from_file" | "select_one_external") => {
                return Err(("type", Reason::Type(words[0].to_owned(), "; put the choices into the sheet choices")));
            }
            _ => return Err(("type", Reason::Type(text.to_owned(), ""))),
        },
    }))
}

/// Rows on their way into a tree.
#[derive(Default)]
struct Tree {
    done: Vec<Node>,
    open: Vec<(Row, Vec<Node>)>,
    repeats: Vec<bool>,
}

impl Tree {
    fn take(&mut self, step: Step, mut row: Row) -> Result<(), Refused> {
        match step {
            Step::Ask(kind) => {
                if row.name.is_empty() {
                    return Err(("name", Reason::Empty));
                }
                row.kind = kind;
                self.put(Node::Question(row));
            }
            Step::Begin(repeat) => {
                if self.open.len() >= DEEPEST {
                    return Err(("type", Reason::TooDeep));
                }
                let unnamed = row.name.is_empty();
                self.open.push((row, Vec::new()));
                self.repeats.push(repeat);
                if unnamed {
                    return Err(("name", Reason::Empty));
                }
            }
            Step::End(repeat) => {
                if self.repeats.last() != Some(&repeat) {
                    return Err(("type", Reason::NotBegun));
                }
                self.repeats.pop();
                if let Some((head, inside)) = self.open.pop() {
                    self.put(if repeat { Node::Repeat(head, inside) } else { Node::Group(head, inside) });
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            Some((_, inside)) => inside.push(node),
            None => self.done.push(node),
        }
    }
}

/// Every language that a form's headings name, in no particular order; `""` stands for none.
#[must_use]
pub fn languages(form: &XlsForm) -> Vec<String> {
    fn rows<'a>(nodes: &'a [Node], see: &mut dyn FnMut(&'a Texts)) {
        for node in nodes {
            let (row, inside) = match node {
                Node::Question(row) => (row, &[][..]),
                Node::Group(row, inside) | Node::Repeat(row, inside) => (row, inside.as_slice()),
            };
            row.texts.values().for_each(&mut *see);
            rows(inside, see);
        }
    }
    let mut found: Vec<String> = Vec::new();
    let mut see = |texts: &Texts| {
        for language in texts.keys() {
            if !found.contains(language) {
                found.push(language.clone());
            }
        }
    };
    rows(&form.survey, &mut see);
    form.lists.iter().flat_map(|(_, choices)| choices).for_each(|choice| see(&choice.label));
    see(&form.title);
    found
}
