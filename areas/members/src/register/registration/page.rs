//! The registration as entity and authority see it: where it stands, what is to be done, what was said.

use askama::Template;
use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Tab;
use belfry_web::form::Errors;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::exchange::{Do, Said};
use super::{NEEDED, Registration, State, Step, letters, load, next, told_now, untold};
use crate::access::{Inspect, Keep};
use crate::register::record::{show, store};
use crate::register::said;
use crate::register::sight::{self, Sight};

/// Letters that a page shows.
const LETTERS: i64 = 100;

// words: members-state-{none,submitted,asked,accepted,refused}
// words: members-state-{none,submitted,asked,accepted,refused}-own
// words: members-state-{none,submitted,asked,accepted,refused}-supervisor
// words: members-registration-hint-{submit,answer,tell,confirm,ask,accept,refuse}

struct Changed {
    field: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "register/registration.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    state: String,
    state_kind: &'static str,
    explained: String,
    authority: String,
    since: String,
    confirmed: String,
    missing: Vec<(String, String)>,
    changes: Vec<Changed>,
    action: String,
    steps: Vec<Do>,
    letters: Vec<Said>,
    errors: Errors,
}

/// A state as people say it; none before it was submitted.
pub fn state_name(t: &Words, state: Option<State>) -> String {
    t.s(&format!("members-state-{}", state.map_or("none", State::code)))
}

/// How a state is marked.
pub const fn state_kind(state: Option<State>) -> &'static str {
    match state {
        Some(State::Accepted) => "good",
        Some(State::Asked) => "warn",
        Some(State::Refused) => "danger",
        Some(State::Submitted) => "accent",
        None => "",
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for whoever it is not for, and those of the database.
pub fn page(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let subject = visit.load(&*visit.read()?, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let keeps = visit.may::<Keep>(Some(&subject));
    Ok(drawn(visit, OrganisationId(subject.id.0), keeps, None)?.into())
}

/// The page again, with what was wrong.
pub(super) fn again<A>(
    visit: &Visit<A>,
    id: OrganisationId,
    _uuid: Uuid,
    step: Step,
    words: String,
    errors: Errors,
) -> Result<Reply, Problem> {
    let keeps = !step.is_of_authority();
    Ok(drawn(visit, id, keeps, Some((step, words, errors)))?.refused().into())
}

fn drawn<A>(
    visit: &Visit<A>,
    id: OrganisationId,
    keeps: bool,
    tried: Option<(Step, String, Errors)>,
) -> Result<Page, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let sight = sight::of(&read, visit.person()?, id)?;
    if !sight.all() {
        return Err(Problem::NotFound);
    }
    let kept = store::load(&read, id)?.ok_or(Problem::NotFound)?;
    let known = load(&read, id)?;
    let said = letters(&read, id, LETTERS)?;
    let authorities = sight::authorities(&read, id)?;
    let names = organisation::names(&read, &authorities)?;
    let mut authority: Vec<String> = names.into_values().map(|name| name.name).collect();
    authority.sort_by_cached_key(|name| belfry_words::sortable(name));
    let url = format!("{}{}", ORGANISATION.path, kept.uuid);
    let state = known.as_ref().map(|known| known.state);
    let changes = known.as_ref().map(|known| untold(&known.told, &told_now(&kept))).unwrap_or_default();
    let end = if keeps { "registration" } else { "registration/decide" };
    let (step, words, errors) = match tried {
        Some((step, words, errors)) => (Some(step), words, errors),
        None => (None, String::new(), Errors::default()),
    };
    let steps = steps(state, sight, keeps, !changes.is_empty())
        .map(|one| {
            let is_tried = step == Some(one);
            told_step(&t, one, if is_tried { &words } else { "" }, if is_tried { errors.of("words") } else { "" })
        })
        .collect();
    let body = Body {
        csrf: visit.csrf(),
        tabs: show::tabs(&t, kept.uuid, sight, "registration"),
        state: state_name(&t, state),
        state_kind: state_kind(state),
        explained: explained(&t, state, sight),
        authority: if authority.is_empty() { t.s("members-registration-no-authority") } else { t.list(&authority) },
        since: known.as_ref().map(|known| t.date(known.since)).unwrap_or_default(),
        confirmed: known
            .as_ref()
            .and_then(|known: &Registration| known.confirmed)
            .map(|at| t.date(at))
            .unwrap_or_default(),
        missing: NEEDED
            .iter()
            .filter(|code| state.is_none() && kept.record.get(code).is_empty())
            .map(|code| (said::label(&t, code), if keeps { section_url(&url, code) } else { String::new() }))
            .collect(),
        changes: if keeps || sight.own {
            changes
                .iter()
                .map(|change| Changed {
                    field: said::label(&t, &change.field),
                    before: said::lines(&t, &change.field, &change.before).join("; "),
                    after: said::lines(&t, &change.field, &change.after).join("; "),
                })
                .collect()
        } else {
            Vec::new()
        },
        action: format!("{url}/{end}"),
        steps,
        letters: said.into_iter().enumerate().map(|(n, letter)| told_letter(&t, n, letter, sight)).collect(),
        errors,
        t: t.clone(),
    };
    let mut page = Page::new(t.a("members-registration-title", [("name", kept.name.as_str().into())]), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(kept.name.clone(), url.clone());
    if sight.supervisor {
        page = page.action(Action::link(t.s("members-desk-title"), "/members/register", "list"));
    }
    Ok(page)
}

fn section_url(url: &str, code: &str) -> String {
    let section = crate::register::fields::by_code(code).map_or("address", |field| field.section);
    format!("{url}/record/{section}")
}

fn explained(t: &Words, state: Option<State>, sight: Sight) -> String {
    let side = if sight.own { "own" } else { "supervisor" };
    t.s(&format!("members-state-{}-{side}", state.map_or("none", State::code)))
}

/// What the reader can do now.
fn steps(state: Option<State>, sight: Sight, keeps: bool, changed: bool) -> impl Iterator<Item = Step> {
    Step::ALL.iter().copied().filter(move |step| {
        let mine = if step.is_of_authority() { sight.supervisor && !keeps } else { keeps };
        let of_use = match step {
            Step::Tell => changed,
            // What was changed is told, not confirmed.
            Step::Confirm => !changed,
            Step::Accept => state != Some(State::Accepted),
            _ => true,
        };
        mine && of_use && next(state, *step).is_some()
    })
}

fn told_step(t: &Words, step: Step, typed: &str, error: &str) -> Do {
    let hint = t.s(&format!("members-registration-hint-{}", step.code()));
    Do::new(t, step, hint, step != Step::Confirm, (typed, error))
}

/// A letter. Of the other side, its readers learn which side it was, not who of its people.
fn told_letter(t: &Words, n: usize, letter: super::Letter, sight: Sight) -> Said {
    let step = letter.step.unwrap_or(Step::Tell);
    let ours = step.is_of_authority() == sight.supervisor;
    let side =
        if step.is_of_authority() { t.s("members-registration-authority") } else { t.s("members-registration-entity") };
    let named = ours && letter.by.is_some();
    Said::new(t, n, letter, step, side, named)
}
