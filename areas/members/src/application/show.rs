//! An application, for whoever answers it: what the organisation says of itself, who applies, what was said, what can be done.

use askama::Template;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::state_name;
use super::store::{self, Application};
use super::{Reach, due, list, next};
use crate::access::Sift;
use crate::classify::page::{class_name, law};
use crate::organisation::kind_name;
use crate::register::facts::Named;
use crate::register::registration::exchange::{Do, Said};
use crate::register::registration::{Letter, State, Step, state_kind};
use crate::register::rules::Regime;
use crate::register::{fields, record, said as in_words};

#[derive(Template)]
#[template(path = "application/show.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    state: String,
    state_kind: &'static str,
    /// By when it is answered, in words; empty when nothing waits for a decision.
    due: String,
    late: bool,
    person: String,
    email: String,
    about: String,
    facts: Vec<(String, Vec<String>)>,
    verdict: String,
    why: String,
    article: String,
    steps: Vec<Do>,
    letters: Vec<Said>,
    errors: Errors,
}

/// A letter. To whoever applied, those who answer are one side, not people; they know who applied.
pub(super) fn said(t: &Words, n: usize, mut letter: Letter, applicant: Option<&str>) -> Said {
    let step = letter.step.unwrap_or(Step::Answer);
    let side = if step.is_of_authority() {
        t.s("members-application-side")
    } else {
        letter.name = applicant.map(str::to_owned);
        t.s("members-application-applicant")
    };
    Said::new(t, n, letter, step, side, applicant.is_some())
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when it is not within the reader's reach, and those of the database.
pub fn page(visit: &mut Visit<Sift>) -> Result<Reply, Problem> {
    Ok(drawn(visit, (Step::Accept, String::new()), Errors::default())?.into())
}

/// The page again, with what was tried.
pub(super) fn drawn<A>(visit: &Visit<A>, tried: (Step, String), errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let reach = Reach::of(&*visit.read()?, visit.person()?)?.ok_or(Problem::NotFound)?;
    let uuid = visit.path::<Uuid>("application")?;
    let read = visit.house().db.read(Key::SYSTEM)?;
    let one = store::by_uuid(&read, &reach, uuid)?.ok_or(Problem::NotFound)?;
    let letters = store::letters(&read, one.id)?;
    drop(read);
    let told = record::store::class_of(&one.sheet.record);
    let rule = told.as_ref().map(|(_, verdict)| verdict.nis2.rule);
    let register = reach.supervises(&one.sheet.country, &one.sheet.sector());
    let due = due(one.state, one.changed);
    let body = Body {
        due: due.map(|due| t.a("members-applications-due-by", [("date", t.date(due).into())])).unwrap_or_default(),
        late: due.is_some_and(|due| due < visit.now()),
        csrf: visit.csrf(),
        action: format!("{}/{uuid}", list::HERE),
        state: state_name(&t, one.state),
        state_kind: state_kind(Some(one.state)),
        facts: facts(&t, &one),
        verdict: told.map(|(class, _)| class_name(&t, class)).unwrap_or_default(),
        why: rule.map(|rule| rule.name(t.language()).to_owned()).unwrap_or_default(),
        article: rule.map(|rule| law(&t, Regime::Nis2, &rule.article)).unwrap_or_default(),
        steps: steps(&t, &one, register, &tried, &errors),
        letters: letters.into_iter().enumerate().map(|(n, letter)| said(&t, n, letter, Some(&one.person))).collect(),
        person: one.person,
        email: one.email,
        about: one.about,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.a("members-application-of", [("name", one.sheet.name.into())]), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-application-list"), list::HERE))
}

/// What the organisation says of itself, in words.
fn facts(t: &Words, one: &Application) -> Vec<(String, Vec<String>)> {
    let sheet = &one.sheet;
    let mut all = vec![
        (t.s("members-organisation-full-name"), vec![sheet.name.clone()]),
        (t.s("members-organisation-kind"), vec![kind_name(t, sheet.fields().kind)]),
        (t.s("members-organisation-country"), vec![in_words::country(t, &sheet.country)]),
        (t.s("members-organisation-website"), vec![sheet.website.clone()]),
    ];
    let of = |field: &fields::Field| {
        (in_words::label(t, field.code), in_words::lines(t, field.code, sheet.record.get(field.code)))
    };
    all.extend(fields::FIELDS.iter().map(of));
    all.retain(|(_, lines)| lines.iter().any(|line| !line.is_empty()));
    all
}

// words: members-application-hint-{accept,ask,refuse} members-application-hint-accept-register

fn steps(t: &Words, one: &Application, register: bool, tried: &(Step, String), errors: &Errors) -> Vec<Do> {
    let offered = [Step::Accept, Step::Ask, Step::Refuse].into_iter().filter(|step| next(one.state, *step).is_some());
    let told = |step: Step| {
        let registers = step == Step::Accept && register && record::is_entity(&one.sheet.kind);
        let end = if registers { "-register" } else { "" };
        let hint = t.s(&format!("members-application-hint-{}{end}", step.code()));
        let typed = if tried.0 == step { (tried.1.as_str(), errors.of("words")) } else { ("", "") };
        Do::new(t, step, hint, step.needs_words(), typed)
    };
    if one.state == State::Accepted { Vec::new() } else { offered.map(told).collect() }
}
