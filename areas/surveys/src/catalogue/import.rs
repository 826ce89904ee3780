//! Frameworks in: a YAML library in the shape of CISO Assistant, or a table of items as CSV with what the table does not say of itself.

use askama::Template;
use belfry_catalogue::library::{self, Library};
use belfry_catalogue::store::{self, Kept};
use belfry_catalogue::{Language, builtin, table};
use belfry_kernel::{Clause, Label, Problem, Tlp};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, url};
use crate::access::Administer;
use crate::form;

/// Longest line of what is typed beside a table.
const LONGEST: usize = 200;

/// What is typed beside a table.
#[derive(Default)]
struct Typed {
    name: String,
    version: String,
    title: String,
    licence: String,
    source: String,
    scale: String,
    reach: String,
}

#[derive(Template)]
#[template(path = "catalogue/import.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    typed: Typed,
    scales: Vec<Choice>,
    reaches: Vec<Choice>,
    outcomes: Vec<(String, String, bool)>,
}

/// The form.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let typed = Typed { version: "1".into(), scale: "five".into(), reach: "everyone".into(), ..Typed::default() };
    Ok(draw(visit, typed, Errors::default(), Vec::new()).into())
}

fn draw(visit: &Visit<Administer>, typed: Typed, errors: Errors, outcomes: Vec<(String, String, bool)>) -> Page {
    let t = visit.t();
    // words: surveys-catalogue-scale-{five,three,none} surveys-catalogue-reach-{everyone,community}
    let choices = |codes: &[&str], group: &str, chosen: &str| {
        let choice = |code: &&str| Choice::new(*code, t.s(&format!("surveys-catalogue-{group}-{code}")), chosen);
        codes.iter().map(choice).collect()
    };
    let body = Body {
        csrf: visit.csrf(),
        errors,
        scales: choices(&["five", "three", "none"], "scale", &typed.scale),
        reaches: choices(&["everyone", "community"], "reach", &typed.reach),
        typed,
        outcomes,
        t: t.clone(),
    };
    Page::new(t.s("surveys-catalogue-import"), body)
        .lead(t.s("surveys-catalogue-import-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-catalogue-title"), LIST)
}

/// Takes it in: everything is checked before anything is kept.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let text = |name: &str| visit.form().text(name).to_owned();
    let typed = Typed {
        name: text("name"),
        version: text("version"),
        title: text("title"),
        licence: text("licence"),
        source: text("source"),
        scale: text("scale"),
        reach: text("reach"),
    };
    let mut errors = Errors::default();
    let Some(library) = read(visit, &typed, &mut errors)? else {
        return Ok(draw(visit, typed, errors, Vec::new()).refused().into());
    };
    visit.granted(())?;
    let label = match typed.reach.as_str() {
        "community" => Label::new(Tlp::Green, Clause::Community),
        _ => Label::new(Tlp::Clear, Clause::Everyone),
    };
    let brought = store::bring_in(&visit.house().db, visit.act(), &library, &label)?;
    let t = visit.t();
    let refused = |kept: Kept| matches!(kept, Kept::Differs | Kept::Missing);
    if brought.iter().any(|one| refused(one.outcome)) {
        // words: surveys-catalogue-kept-{new,unchanged,differs,missing}
        let outcome = |one: &store::Brought| {
            let code = match one.outcome {
                Kept::New => "new",
                Kept::Unchanged => "unchanged",
                Kept::Differs => "differs",
                Kept::Missing => "missing",
            };
            (one.name.clone(), t.s(&format!("surveys-catalogue-kept-{code}")), refused(one.outcome))
        };
        let outcomes = brought.iter().map(outcome).collect();
        return Ok(draw(visit, typed, errors, outcomes).refused().into());
    }
    let to = library.frameworks.first().map_or_else(|| LIST.to_owned(), |one| url(&one.name, &one.version));
    Ok(Reply::done(to, t.n("surveys-catalogue-imported", brought.len())))
}

/// What the file holds; none when something is wrong with it, which then stands beside its field.
fn read(visit: &mut Visit<Administer>, typed: &Typed, errors: &mut Errors) -> Result<Option<Library>, Problem> {
    let t = visit.t();
    let largest = library::BYTES as u64;
    let Some(file) = visit.form_mut().files_of("file").next() else {
        errors.add("file", t.s("surveys-catalogue-file-missing"));
        return Ok(None);
    };
    if file.length > largest {
        errors.add("file", t.a("surveys-catalogue-file-large", [("size", t.bytes(largest).into())]));
        return Ok(None);
    }
    let is_table = file.name.to_ascii_lowercase().ends_with(".csv");
    let bytes = std::fs::read(&file.path).map_err(|error| Problem::Internal(error.to_string()))?;
    let wrong = |why: String| t.a("surveys-catalogue-file-wrong", [("why", why.into())]);
    let Ok(text) = std::str::from_utf8(&bytes) else {
        errors.add("file", t.s("surveys-catalogue-file-no-text"));
        return Ok(None);
    };
    let library = if is_table {
        of_table(&t, &bytes, typed, errors)
    } else {
        match library::read(text) {
            Ok(library) => Some(library),
            Err(why) => {
                errors.add("file", wrong(why.to_string()));
                None
            }
        }
    };
    let unfit = library.iter().flat_map(|library| &library.frameworks).find_map(|one| one.check().err());
    if let Some(unfit) = unfit {
        errors.add("file", wrong(unfit.to_string()));
    }
    Ok(library.filter(|_| errors.is_empty()))
}

fn of_table(t: &Words, bytes: &[u8], typed: &Typed, errors: &mut Errors) -> Option<Library> {
    let long = |text: &str| text.chars().count() > LONGEST;
    for (field, text) in
        [("name", &typed.name), ("version", &typed.version), ("title", &typed.title), ("licence", &typed.licence)]
    {
        errors.unless(!text.is_empty() && !long(text), field, || t.n("surveys-catalogue-table-missing", LONGEST));
    }
    errors.unless(!long(&typed.source), "source", || t.n("surveys-catalogue-table-missing", LONGEST));
    let scale = match typed.scale.as_str() {
        "none" => Vec::new(),
        name => builtin::scale(name).unwrap_or_default(),
    };
    errors.unless(typed.scale == "none" || !scale.is_empty(), "scale", || t.s("surveys-campaign-choose"));
    let language: Language = form::language(t);
    match table::read(bytes, &language) {
        Ok(items) if errors.is_empty() => {
            let about = table::About {
                name: typed.name.clone(),
                version: typed.version.clone(),
                title: typed.title.clone(),
                licence: typed.licence.clone(),
                source: typed.source.clone(),
                language,
                scale,
            };
            Some(Library { frameworks: vec![about.of(items)], mappings: Vec::new() })
        }
        Ok(_) => None,
        Err(why) => {
            errors.add("file", t.a("surveys-catalogue-file-wrong", [("why", why.to_string().into())]));
            None
        }
    }
}
