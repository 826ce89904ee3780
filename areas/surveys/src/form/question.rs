//! One element of a form: everything that its kind can have. What is used often stands open, the rest is folded away.
//!
//! | file | holds |
//! |---|---|
//! | `fields.rs` | which fields there are, and what stands in them |
//! | `take.rs` | what was typed, put into the element |

use askama::Template;
use belfry_forms::core::form::{Element, Form, Kind, Question, Source};
use belfry_forms::core::{Name, edit, publish};
use belfry_forms::store::{self, FORM};
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::fault::{self, Line};
use super::{LIST, edit as editor, language_name, url};
use crate::access::Edit;

mod fields;
mod take;

use fields::{Fields, Said};
use take::Taking;

#[derive(Template)]
#[template(path = "form/question.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    /// What was refused.
    refused: bool,
    errors: Errors,
    fields: Fields,
    kind: String,
    order: String,
    faults: Vec<Line>,
    /// Where it can stand: at the top, or at the end of a section; and where it stands.
    places: Vec<Choice>,
    choices_hint: String,
    /// From which framework its choices are; empty for none.
    taken: String,
}

// words: surveys-element-message-{constraint,required}

impl Body {
    /// Whether what is folded away stands open, what is rare or the points: something is in it, or wrong with it.
    fn open(&self, rare: bool) -> bool {
        let names = if rare { fields::RARE } else { &["points", "points_by", "most", "share"] };
        let wrong = |name: &&str| {
            self.errors.list().iter().any(|error| {
                error.field == **name || error.field.strip_prefix(*name).is_some_and(|tag| tag.starts_with('-'))
            })
        };
        self.fields.hold(names) || names.iter().any(wrong)
    }

    /// What is wrong with a text in one language.
    fn wrong(&self, part: &str, said: &Said) -> &str {
        self.errors.of(&said.field(part))
    }

    /// What is said of a wrong or missing answer, in which language.
    fn message(&self, part: &str, said: &Said) -> String {
        let key =
            if part == "message" { "surveys-element-message-constraint" } else { "surveys-element-message-required" };
        self.t.a(key, [("language", said.language.as_str().into())])
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?;
    let mut form = store::draft(&read, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    let name: Name = Name::parse(&visit.path::<String>("name")?).ok_or(Problem::NotFound)?;
    let element = edit::find(&mut form, &name).cloned().ok_or(Problem::NotFound)?;
    let fields = Fields::of(&visit.t(), &form, &element);
    Ok(draw(visit, &subject, &form, &element, fields, None).into())
}

/// The list that a question's answers come from.
pub(super) fn list_of(question: &Question) -> Option<&Name> {
    match &question.kind {
        Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) => Some(&choose.list),
        Kind::Matrix { list, .. } => Some(list),
        _ => None,
    }
}

/// What belongs to an element: itself, the rows of a matrix, the list that it chooses from.
pub(super) fn belongs(element: &Element, name: &Name) -> bool {
    let question = match element {
        Element::Question(question) => question,
        _ => return element.name() == name,
    };
    let row = matches!(&question.kind, Kind::Matrix { rows, .. } if rows.iter().any(|row| row.name == *name));
    question.name == *name || row || list_of(question) == Some(name)
}

fn draw(
    visit: &Visit<Edit>,
    subject: &Subject,
    form: &Form,
    element: &Element,
    fields: Fields,
    refused: Option<Errors>,
) -> Page {
    let t = visit.t();
    let (url, name) = (url(subject), element.name());
    let mut faults = publish(form.clone()).err().unwrap_or_default();
    faults.retain(|fault| belongs(element, &fault.element));
    let list = match element {
        Element::Question(question) => list_of(question),
        _ => None,
    };
    let users = edit::walk(form).into_iter().filter(|(_, other)| match other {
        Element::Question(other) => list.is_some() && list_of(other) == list,
        _ => false,
    });
    let languages: Vec<String> = form.languages.iter().map(|language| language_name(&t, language)).collect();
    let order = languages.join(" | ");
    let hint = if users.count() > 1 { "surveys-question-choices-shared" } else { "surveys-question-choices-hint" };
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{url}/edit/{name}"),
        kind: editor::kind_words(&t, element),
        choices_hint: t.a(hint, [("order", order.as_str().into())]),
        order,
        faults: if refused.is_some() { Vec::new() } else { fault::here(&t, form, &faults) },
        refused: refused.is_some(),
        errors: refused.unwrap_or_else(|| fault::beside(&t, form, &faults)),
        places: places(&t, form, element),
        taken: list
            .and_then(|list| form.lists.get(list)?.source.as_ref())
            .map(|from| of_catalogue(&t, from))
            .unwrap_or_default(),
        fields,
        t: t.clone(),
    };
    Page::new(editor::said(&t, form, element), body)
        .lead(t.a("surveys-question-lead", [("name", name.as_str().into())]))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
        .crumb(subject.title.as_str(), url.clone())
        .crumb(t.s("surveys-form-edit"), format!("{url}/edit"))
}

// words: surveys-question-choices-{hint,shared}

/// Sections that an element can stand in: none that lies within it.
fn places(t: &Words, form: &Form, element: &Element) -> Vec<Choice> {
    let around = edit::around(form, element.name()).map(|name| name.to_string()).unwrap_or_default();
    let within: Vec<&Name> = edit::within(element).into_iter().map(Element::name).collect();
    let section = |other: &&Element| !matches!(other, Element::Question(_)) && !within.contains(&other.name());
    let all = edit::walk(form).into_iter().map(|(_, other)| other).filter(section);
    let mut places = vec![Choice::new("", t.s("surveys-form-into-top"), &around)];
    places.extend(all.map(|other| Choice::new(other.name().as_str(), editor::said(t, form, other), &around)));
    places
}

fn of_catalogue(t: &Words, from: &Source) -> String {
    let by = [("framework", from.framework.as_str().into()), ("version", from.version.as_str().into())];
    t.a("surveys-choices-from", by)
}

/// Keeps what was typed. Expressions may be wrong in a draft: what is wrong is told, and keeps it from being published.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let subject = visit.load(&tx, FORM, visit.path("uuid")?)?;
    let mut form = store::draft(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    let name: Name = Name::parse(&visit.path::<String>("name")?).ok_or(Problem::NotFound)?;
    let mut element = edit::find(&mut form, &name).cloned().ok_or(Problem::NotFound)?;
    let mut errors = Errors::default();
    let fields = Fields::of(&t, &form, &element);
    let typed = visit.form();
    Taking { t: &t, typed, fields: &fields, errors: &mut errors }.take(&mut form, &mut element);
    if let Some(place) = edit::find(&mut form, &name) {
        *place = element.clone();
    }
    if !errors.is_empty() {
        drop(tx);
        // What could not be taken comes back as it was typed.
        let fields = fields.typed(&t, typed);
        return Ok(draw(visit, &subject, &form, &element, fields, Some(errors)).refused().into());
    }
    if typed.fields().iter().any(|(name, _)| name == "into") {
        edit::relocate(&mut form, &name, Name::parse(typed.text("into")).as_ref());
    }
    editor::save(visit, &tx, &subject, &form)?;
    tx.commit()?;
    let told = publish(form).err().unwrap_or_default().iter().any(|fault| belongs(&element, &fault.element));
    let here = format!("{}/edit", url(&subject));
    Ok(if told {
        Reply::To(format!("{here}/{name}"), Some(("warn", t.s("surveys-question-kept-with-faults"))))
    } else {
        Reply::done(format!("{here}#e-{name}"), t.s("surveys-question-kept"))
    })
}
