//! One element of a form: its texts in every language, when it is asked, when an answer is due, its choices.

use askama::Template;
use belfry_forms::core::form::{Element, Form, Kind, Question, Source};
use belfry_forms::core::{Language, Name, Text, edit, publish};
use belfry_forms::store::{self, FORM};
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use rust_decimal::Decimal;

use super::fault::{self, Line};
use super::{LIST, edit as editor, language_name, url, written};
use crate::access::Edit;

/// A text in one language.
struct Said {
    tag: String,
    label: String,
    hint: String,
    message: String,
}

impl Said {
    /// The language by its name.
    fn name(&self, t: &Words) -> String {
        Language::parse(&self.tag).map_or_else(|| self.tag.clone(), |language| language_name(t, &language))
    }

    /// The name of one of its fields.
    fn field(&self, part: &str) -> String {
        format!("{part}-{}", self.tag)
    }
}

/// What is in the fields.
#[derive(Default)]
struct Fields {
    said: Vec<Said>,
    relevance: String,
    constraint: String,
    calculation: String,
    required: bool,
    choices: Option<String>,
    rows: Option<String>,
    scale: Option<(String, String, String)>,
    currencies: Option<String>,
}

#[derive(Template)]
#[template(path = "form/question.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    fields: Fields,
    kind: String,
    is_question: bool,
    is_asked: bool,
    is_calculated: bool,
    order: String,
    faults: Vec<Line>,
    shared: bool,
    /// From which framework its choices are; empty for none.
    taken: String,
    picture: Option<bool>,
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
    let fields = fields(&form, &element);
    Ok(draw(visit, &subject, &form, &element, fields, Errors::default()).into())
}

fn fields(form: &Form, element: &Element) -> Fields {
    let none = Text::default();
    let (label, hint, message) = match element {
        Element::Question(question) => (&question.label, &question.hint, &question.message),
        Element::Group(group) => (&group.label, &none, &none),
        Element::Repeat(repeat) => (&repeat.label, &none, &none),
    };
    let said = |language: &Language| Said {
        tag: language.to_string(),
        label: label.get(language).unwrap_or_default().to_owned(),
        hint: hint.get(language).unwrap_or_default().to_owned(),
        message: message.get(language).unwrap_or_default().to_owned(),
    };
    let mut fields = Fields { said: form.languages.iter().map(said).collect(), ..Fields::default() };
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    match element {
        Element::Group(group) => fields.relevance = text(&group.relevance),
        Element::Repeat(repeat) => fields.relevance = text(&repeat.relevance),
        Element::Question(question) => {
            fields.relevance = text(&question.relevance);
            fields.constraint = text(&question.constraint);
            fields.calculation = text(&question.calculation);
            fields.required = question.required.is_some();
            fields.choices = list_of(question).map(|list| typed_list(form, list));
            match &question.kind {
                Kind::Matrix { rows, .. } => {
                    let line = |row: &belfry_forms::core::form::Row| {
                        written::said(row.name.as_str(), &row.label, &form.languages)
                    };
                    fields.rows = Some(rows.iter().map(line).collect::<Vec<_>>().join("\n"));
                }
                Kind::Scale { from, to, step } => {
                    fields.scale = Some((from.to_string(), to.to_string(), step.to_string()))
                }
                Kind::Money { currencies } => fields.currencies = Some(currencies.join(", ")),
                _ => {}
            }
        }
    }
    fields
}

/// The list that a question's answers come from.
pub(super) fn list_of(question: &Question) -> Option<&Name> {
    match &question.kind {
        Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) => Some(&choose.list),
        Kind::Matrix { list, .. } => Some(list),
        _ => None,
    }
}

fn typed_list(form: &Form, list: &Name) -> String {
    let choices = form.lists.get(list).map_or(&[][..], |list| &list.choices);
    let lines = choices.iter().map(|choice| written::said(&choice.code, &choice.label, &form.languages));
    lines.collect::<Vec<_>>().join("\n")
}

fn draw(
    visit: &Visit<Edit>,
    subject: &Subject,
    form: &Form,
    element: &Element,
    fields: Fields,
    errors: Errors,
) -> Page {
    let t = visit.t();
    let url = url(subject);
    let name = element.name();
    let of_it = |fault: &belfry_forms::core::Fault| fault.element == *name;
    let faults: Vec<_> = publish(form.clone()).err().unwrap_or_default().into_iter().filter(of_it).collect();
    let question = match element {
        Element::Question(question) => Some(question),
        _ => None,
    };
    let list = question.and_then(|question| list_of(question));
    let users = edit::walk(form).into_iter().filter(|(_, other)| match other {
        Element::Question(other) => list.is_some() && list_of(other) == list,
        _ => false,
    });
    let tags: Vec<&str> = form.languages.iter().map(|language| language.as_str()).collect();
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{url}/edit/{name}"),
        errors,
        kind: editor::kind_words(&t, element),
        is_question: question.is_some(),
        is_asked: question.is_some_and(|question| {
            !matches!(question.kind, Kind::Note | Kind::Calculated | Kind::Hidden | Kind::Consent)
        }),
        is_calculated: question.is_some_and(|question| question.kind == Kind::Calculated),
        order: tags.join(" | "),
        faults: fault::lines(&t, form, &faults, ""),
        shared: users.count() > 1,
        taken: list
            .and_then(|list| form.lists.get(list)?.source.as_ref())
            .map(|from| of_catalogue(&t, from))
            .unwrap_or_default(),
        picture: question.and_then(|question| match question.kind {
            Kind::File { picture } => Some(picture),
            _ => None,
        }),
        fields,
        t: t.clone(),
    };
    Page::new(editor::said(&t, form, element), body)
        .lead(t.a("surveys-question-lead", [("name", name.as_str().into())]))
        .crumb(t.s("surveys-form-title"), LIST)
        .crumb(subject.title.as_str(), url.clone())
        .crumb(t.s("surveys-form-edit"), format!("{url}/edit"))
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
    take(visit, &mut form, &mut element, &mut errors);
    if let Some(place) = edit::find(&mut form, &name) {
        *place = element.clone();
    }
    if !errors.is_empty() {
        drop(tx);
        let mut back = fields(&form, &element);
        // What could not be taken comes back as it was typed.
        let typed = visit.form();
        back.choices = back.choices.map(|_| typed.raw("choices"));
        back.rows = back.rows.map(|_| typed.raw("rows"));
        let text = |name: &str| typed.text(name).to_owned();
        back.scale = back.scale.map(|_| (text("from"), text("to"), text("step")));
        return Ok(draw(visit, &subject, &form, &element, back, errors).refused().into());
    }
    editor::save(visit, &tx, &subject, &form)?;
    tx.commit()?;
    let told = publish(form).err().unwrap_or_default().iter().any(|fault| fault.element == name);
    let here = format!("{}/edit", url(&subject));
    Ok(if told {
        Reply::To(format!("{here}/{name}"), Some(("warn", t.s("surveys-question-kept-with-faults"))))
    } else {
        Reply::done(format!("{here}#e-{name}"), t.s("surveys-question-kept"))
    })
}

fn take(visit: &Visit<Edit>, form: &mut Form, element: &mut Element, errors: &mut Errors) {
    let (t, typed) = (visit.t(), visit.form());
    let languages = form.languages.clone();
    let put = |text: &mut Text, part: &str| {
        languages.iter().for_each(|language| text.put(language, typed.text(&format!("{part}-{language}"))));
    };
    let expression = |part: &str| Some(typed.text(part).to_owned()).filter(|text| !text.is_empty());
    let question = match element {
        Element::Group(group) => {
            put(&mut group.label, "label");
            group.relevance = expression("relevance");
            return;
        }
        Element::Repeat(repeat) => {
            put(&mut repeat.label, "label");
            repeat.relevance = expression("relevance");
            return;
        }
        Element::Question(question) => question,
    };
    put(&mut question.label, "label");
    put(&mut question.hint, "hint");
    put(&mut question.message, "message");
    question.relevance = expression("relevance");
    question.constraint = expression("constraint");
    question.calculation = expression("calculation");
    // A condition under which an answer is due stays; the box only takes it away or puts "always" there.
    match (typed.has("required"), question.required.is_some()) {
        (true, false) => question.required = Some("true".into()),
        (false, true) => question.required = None,
        _ => {}
    }
    if let Some(list) = list_of(question).cloned() {
        let old = form.lists.entry(list).or_default();
        match written::choices(&typed.raw("choices"), &languages, &old.choices) {
            Some(choices) if !choices.is_empty() => old.choices = choices,
            _ => errors.add("choices", t.s("surveys-question-choices-missing")),
        }
    }
    match &mut question.kind {
        Kind::Matrix { rows, .. } => match written::rows(&typed.raw("rows"), &languages, rows) {
            Some(made) if !made.is_empty() => *rows = made,
            _ => errors.add("rows", t.s("surveys-question-rows-missing")),
        },
        Kind::Scale { from, to, step } => {
            let number = |name: &str| typed.text(name).replace(',', ".").parse::<Decimal>().ok();
            match (number("from"), number("to"), number("step")) {
                (Some(a), Some(b), Some(c)) if a < b && c > Decimal::ZERO => (*from, *to, *step) = (a, b, c),
                _ => errors.add("from", t.s("surveys-question-scale-wrong")),
            }
        }
        Kind::File { picture } => *picture = typed.has("picture"),
        Kind::Money { currencies } => {
            let codes = typed.text("currencies").split([',', ' ']).filter(|code| !code.is_empty());
            *currencies = codes.map(str::to_uppercase).collect();
        }
        _ => {}
    }
}
