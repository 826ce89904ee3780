//! Planning or doing the same as a record tells: once for each organisation, which says whether it is named.

use askama::Template;
use belfry_contracts::practices::{AdoptionSaid, RecordAdopted};
use belfry_kernel::{Clause, Label, Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{args, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{LEAST, Stage, endorse};
use crate::access::{SPEAKERS, Vouch};
use crate::record::{RECORD, Size, fields, new, url};

const LONGEST: usize = 4_000;

/// What was typed.
#[derive(Default)]
struct Typed {
    stage: String,
    size: String,
    outcome: String,
    named: String,
}

#[derive(Template)]
#[template(path = "record/adopt.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    stages: Vec<Choice>,
    sizes: Vec<Choice>,
    shown: Vec<Choice>,
    outcome: String,
}

/// The form, with what one's organisation said before.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Vouch>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?;
    if let Some(reply) = endorse::refused(visit, &read, &subject)? {
        return Ok(reply);
    }
    let home = new::home(visit.person()?, SPEAKERS).ok_or(Problem::Forbidden)?;
    let before = read.maybe(
        "select stage, size, outcome, case when label_id is null then 'yes' else 'no' end from practices_adoptions \
         where record_id = $1 and organisation_id = $2",
        args![subject.id, home],
        |row| Ok(Typed { stage: row.get(0)?, size: row.get(1)?, outcome: row.get(2)?, named: row.get(3)? }),
    )?;
    drop(read);
    let fresh = Typed { stage: Stage::Planned.code().into(), named: "no".into(), ..Typed::default() };
    Ok(draw(visit, &subject, before.unwrap_or(fresh), Errors::default()).into())
}

fn draw(visit: &Visit<Vouch>, subject: &Subject, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let stage = |one: &Stage| Choice::new(one.code(), t.s(&format!("practices-stage-{}", one.code())), &typed.stage);
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{}/adopt", url(subject)),
        errors,
        stages: Stage::ALL.iter().map(stage).collect(),
        sizes: fields::sizes(&t, &typed.size),
        shown: vec![
            Choice::new("yes", t.s("practices-adopt-named"), &typed.named).hint(t.s("practices-adopt-named-hint")),
            Choice::new("no", t.s("practices-adopt-counted"), &typed.named)
                .hint(t.n("practices-adopt-counted-hint", LEAST)),
        ],
        outcome: typed.outcome,
        t: t.clone(),
    };
    Page::new(t.s("practices-adopt-title"), body)
        .lead(t.s("practices-adopt-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(subject.title.as_str(), url(subject))
}

/// Keeps it, in the place of what was said before.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Vouch>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let typed = Typed {
        stage: form.text("stage").into(),
        size: form.text("size").into(),
        outcome: form.raw("outcome").trim().to_owned(),
        named: form.text("named").into(),
    };
    let mut errors = Errors::default();
    let stage = Stage::parse(&typed.stage);
    errors.unless(stage.is_some(), "stage", || t.s("practices-field-choose"));
    errors.unless(matches!(typed.named.as_str(), "yes" | "no"), "named", || t.s("practices-field-choose"));
    errors.unless(typed.outcome.chars().count() <= LONGEST, "outcome", || t.n("practices-field-long", LONGEST));
    let needs = matches!(stage, Some(Stage::Done | Stage::Dropped)) && typed.outcome.is_empty();
    errors.unless(!needs, "outcome", || t.s("practices-adopt-outcome-missing"));
    let tx = visit.write()?;
    let subject = visit.load(&tx, RECORD, visit.path("uuid")?)?;
    if let Some(reply) = endorse::refused(visit, &tx, &subject)? {
        return Ok(reply);
    }
    let (Some(stage), true) = (stage, errors.is_empty()) else {
        drop(tx);
        return Ok(draw(visit, &subject, typed, errors).refused().into());
    };
    let person = visit.person()?;
    let home = new::home(person, SPEAKERS).ok_or(Problem::Forbidden)?;
    let label = match typed.named.as_str() {
        "yes" => None,
        _ => Some(scope::intern(&tx, &Label::new(Tlp::AmberStrict, Clause::Organisation(home)))?),
    };
    let id: i64 = visit.ids().next();
    tx.execute(
        "delete from practices_adoptions where record_id = $1 and organisation_id = $2",
        args![subject.id, home],
    )?;
    tx.execute(
        "insert into practices_adoptions (id, record_id, label_id, organisation_id, person_id, stage, size, outcome, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            id,
            subject.id,
            label,
            home,
            person.id,
            stage.code(),
            Size::parse(&typed.size).map_or("", Size::code),
            &typed.outcome,
            visit.now()
        ],
    )?;
    match label {
        None => ledger::record(&tx, visit.act(), &RecordAdopted { record: subject.id })?,
        Some(_) => ledger::record(&tx, visit.act(), &AdoptionSaid {})?,
    }
    tx.commit()?;
    Ok(Reply::done(url(&subject), t.s("practices-adopt-done")))
}
