//! A section's form: a few fields, kept together, each change a recorded one.

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::{Record, entered, key, store};
use crate::access::Keep;
use crate::register::facts::{self, Named, Union};
use crate::register::fields::{self, Column, ColumnForm, Field, Form};
use crate::register::{rules, said};

/// Empty rows that a form offers below those that are there.
const MORE: usize = 2;

/// One thing to fill in.
struct Input {
    code: &'static str,
    label: String,
    hint: String,
    error: String,
    value: String,
    form: Shape,
}

/// How it looks.
enum Shape {
    Line { kind: &'static str, inputmode: &'static str },
    Area { mono: bool },
    Check,
    Choices(Vec<Choice>),
    Selects(Vec<(String, Vec<Choice>)>),
    Rows(Vec<Row>),
}

struct Row {
    legend: String,
    cells: Vec<Cell>,
}

struct Cell {
    name: String,
    label: String,
    value: String,
    kind: &'static str,
    choices: Vec<Choice>,
    optional: bool,
}

#[derive(Template)]
#[template(path = "register/section.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    back: String,
    hint: String,
    inputs: Vec<Input>,
    keys: Vec<key::Line>,
    is_keys: bool,
    key_error: String,
    errors: Errors,
}

fn section(visit: &Visit<Keep>) -> Result<&'static str, Problem> {
    let code: String = visit.path("section")?;
    fields::SECTIONS.iter().copied().find(|section| *section == code).ok_or(Problem::NotFound)
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let section = section(visit)?;
    let read = visit.read()?;
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let kept = store::load(&read, OrganisationId(subject.id.0))?.ok_or(Problem::NotFound)?;
    Ok(form(visit, &subject, section, &kept.record, Errors::default()).into())
}

fn form(visit: &Visit<Keep>, subject: &Subject, section: &'static str, record: &Record, errors: Errors) -> Page {
    let t = visit.t();
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let demo = visit.house().settings.demo;
    let title = said::section(&t, section);
    let body = Body {
        csrf: visit.csrf(),
        action: format!("{url}/record/{section}"),
        back: format!("{url}/record"),
        hint: t.s(&format!("members-section-{section}-hint")),
        inputs: fields::of_section(section)
            .filter(|field| field.form != Form::Keys)
            .map(|field| input(&t, field, record, &errors, demo))
            .collect(),
        keys: key::lines(&t, record),
        is_keys: section == "keys",
        key_error: errors.of("key").to_owned(),
        errors,
        t: t.clone(),
    };
    Page::new(title, body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url.clone())
        .crumb(t.s("members-record-tab"), format!("{url}/record"))
}

fn input(t: &Words, field: &'static Field, record: &Record, errors: &Errors, demo: bool) -> Input {
    let value = record.get(field.code).to_owned();
    let line = |kind, inputmode| Shape::Line { kind, inputmode };
    let form = match field.form {
        Form::Line => line("text", ""),
        Form::Email => line("email", ""),
        Form::Phone => line("tel", ""),
        Form::Figure => line("text", "decimal"),
        Form::Year => line("text", "numeric"),
        Form::Yes => Shape::Check,
        Form::Lines => Shape::Area { mono: false },
        Form::Domains | Form::Ranges | Form::Keys => Shape::Area { mono: true },
        Form::Countries => Shape::Choices(states(t, record, demo)),
        Form::Specials => Shape::Choices(specials(t, record)),
        Form::Sectors => Shape::Choices(sectors(t, record)),
        Form::Places => Shape::Selects(places(t, record)),
        Form::Rows(columns) => Shape::Rows(rows(t, field.code, columns, record, demo)),
    };
    Input {
        code: field.code,
        label: said::label(t, field.code),
        hint: t.s(&format!("members-field-{}-hint", field.code)),
        error: errors.of(field.code).to_owned(),
        value,
        form,
    }
}

/// The countries of the Union and the EEA, where services under the Directive are provided.
fn states(t: &Words, record: &Record, demo: bool) -> Vec<Choice> {
    let chosen: Vec<&str> = record.lines("states").collect();
    let listed = facts::countries_for(t.language(), demo).into_iter();
    listed
        .filter(|country| country.union != Union::Elsewhere || chosen.contains(&country.code.as_str()))
        .map(|country| Choice {
            chosen: chosen.contains(&country.code.as_str()),
            ..Choice::new(&country.code, country.name(t.language()), "")
        })
        .collect()
}

fn specials(t: &Words, record: &Record) -> Vec<Choice> {
    let chosen: Vec<&str> = record.lines("cases").collect();
    let all = rules::rules().specials.iter();
    all.map(|special| Choice {
        chosen: chosen.contains(&special.code.as_str()),
        ..Choice::new(&special.code, special.name(t.language()), "").hint(t.cited_first(&special.article))
    })
    .collect()
}

fn sectors(t: &Words, record: &Record) -> Vec<Choice> {
    let chosen: Vec<&str> = record.lines("mandate").collect();
    crate::organisation::sector_choices(t, "")
        .into_iter()
        .map(|choice| Choice { chosen: chosen.contains(&choice.value.as_str()), ..choice })
        .collect()
}

/// A select for each place that is there, and some more.
fn places(t: &Words, record: &Record) -> Vec<(String, Vec<Choice>)> {
    let mut chosen: Vec<&str> = record.lines("places").collect();
    chosen.extend([""; MORE]);
    chosen.into_iter().enumerate().map(|(n, current)| (format!("places-{n}"), place_choices(t, current))).collect()
}

/// Every place in the annexes: a sector as a whole, then its types.
pub(crate) fn place_choices(t: &Words, current: &str) -> Vec<Choice> {
    let mut all = Vec::new();
    for sector in facts::sectors().all.iter().filter(|sector| sector.code != "none") {
        all.push(Choice::new(format!("{}//", sector.code), sector.name(t.language()), current));
        for (subsector, one) in sector.all_types() {
            let subsector = subsector.map_or("", |subsector| subsector.code.as_str());
            let value = format!("{}/{subsector}/{}", sector.code, one.code);
            all.push(Choice::new(value.clone(), said::place(t, &value), current));
        }
    }
    all
}

fn rows(t: &Words, field: &str, columns: &[Column], record: &Record, demo: bool) -> Vec<Row> {
    let mut all: Vec<Vec<&str>> = record.rows(field).collect();
    all.extend(std::iter::repeat_n(Vec::new(), MORE));
    let cell = |n: usize, column: &Column, value: &str| Cell {
        name: format!("{field}-{n}-{}", column.code),
        label: t.s(&format!("members-column-{}", column.code)),
        value: value.to_owned(),
        kind: match column.form {
            ColumnForm::Email => "email",
            ColumnForm::Phone => "tel",
            _ => "text",
        },
        choices: match column.form {
            ColumnForm::Choice(codes) => {
                codes.iter().map(|code| Choice::new(*code, said::choice(t, code), value)).collect()
            }
            ColumnForm::Country => facts::countries_for(t.language(), demo)
                .into_iter()
                .map(|country| Choice::new(&country.code, country.name(t.language()), value))
                .collect(),
            _ => Vec::new(),
        },
        optional: !column.needed,
    };
    let row = |(n, cells): (usize, Vec<&str>)| Row {
        legend: t.a("members-record-row", [("n", (n + 1).into())]),
        cells: columns
            .iter()
            .enumerate()
            .map(|(at, column)| cell(n, column, cells.get(at).copied().unwrap_or_default()))
            .collect(),
    };
    all.into_iter().enumerate().map(row).collect()
}

/// Keeps the section.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let section = section(visit)?;
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let before = store::load(&tx, OrganisationId(subject.id.0))?.ok_or(Problem::NotFound)?;
    let (mut after, mut errors) = (before.record.clone(), Errors::default());
    if section == "keys" {
        key::take(visit.form(), &mut after, &mut errors, &t);
    } else {
        let fields: Vec<&Field> = fields::of_section(section).collect();
        entered::take(visit.form(), &fields, &mut after, &mut errors, &t);
    }
    if !errors.is_empty() {
        drop(tx);
        return Ok(form(visit, &subject, section, &after, errors).refused().into());
    }
    let changes = store::save(&tx, &subject, visit.act(), &before, &after)?;
    tx.commit()?;
    let url = format!("{}{}/record", ORGANISATION.path, subject.uuid);
    let words = if changes.is_empty() { t.s("members-record-unchanged") } else { t.s("members-record-saved") };
    Ok(Reply::done(url, words))
}
