//! The wizard: sector, type, size, special cases, answer. Everything that was said stands in the address, so that an answer can
//! be bookmarked, sent and gone back in; nothing is kept. Open to anyone.

use askama::Template;
use belfry_identity::{ORGANISATION, organisation};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Key;
use belfry_web::components::{Choice, State, Step};
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::typed::{Question, Typed};
use super::{CaseError, Verdict, classify};
use crate::access::KEEPERS;
use crate::application::apply;
use crate::platform::policy::{self, SignUp};
use crate::register::facts::{self, Named};
use crate::register::rules::{self, Class, Regime, Size};

/// Its address.
pub const HERE: &str = "/classify";

// words: members-class-{essential,important,register-only,out-of-scope,oes,oes-candidate,dsp,none}
// words: members-classify-next-{essential,important,register-only,out-of-scope}
// words: members-size-{micro,small,medium,large}

/// A class as people say it.
pub fn class_name(t: &Words, class: Class) -> String {
    t.s(&format!("members-class-{}", class.code()))
}

/// A size as people say it.
pub fn size_name(t: &Words, size: Size) -> String {
    t.s(&format!("members-size-{}", size.code()))
}

/// How a class is marked.
pub fn class_kind(class: Class) -> &'static str {
    match class {
        Class::Essential | Class::Important | Class::RegisterOnly => "accent",
        _ => "",
    }
}

#[derive(Template)]
#[template(path = "classify/ask.html")]
struct Ask {
    t: Words,
    steps: Vec<Step>,
    kept: Vec<(String, String)>,
    question: Question,
    choices: Vec<Choice>,
    typed: Typed,
    errors: Errors,
    back: String,
}

#[derive(Template)]
#[template(path = "classify/result.html")]
struct Answered {
    t: Words,
    steps: Vec<Step>,
    class: String,
    kind: &'static str,
    why: String,
    article: String,
    next: String,
    said: Vec<(String, String)>,
    registry: bool,
    nis1: String,
    nis1_why: String,
    nis1_article: String,
    version: String,
    source: String,
    compared: Vec<(String, String)>,
    back: String,
    takers: Vec<(String, String)>,
    /// For who has no account: where he applies with these answers.
    apply: String,
}

/// The next question, or the answer.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.queries());
    let open = typed.open();
    if open < Question::Special {
        return Ok(ask(&t, typed, open, Errors::default()).into());
    }
    let case = match typed.case(&t) {
        Ok(case) => case,
        Err(errors) => return Ok(ask(&t, typed, Question::Figures, errors).refused().into()),
    };
    match classify(&case) {
        // The figures are asked for before the special cases, which may make them needless.
        Err(CaseError::FigureNeeded(_)) if open == Question::Special => {
            Ok(ask(&t, typed, open, Errors::default()).into())
        }
        Err(CaseError::FigureNeeded(name)) => {
            let mut errors = Errors::default();
            errors.add(name.trim_end_matches("_eur"), t.s("members-classify-figure-needed"));
            Ok(ask(&t, typed, Question::Figures, errors).refused().into())
        }
        Err(error) => Err(Problem::BadRequest(error.to_string())),
        Ok(_) if open == Question::Special => Ok(ask(&t, typed, open, Errors::default()).into()),
        Ok(verdict) => {
            let onward = (takers(visit, &typed)?, applies(visit, &typed)?);
            Ok(answer(&t, &typed, &verdict, onward).into())
        }
    }
}

fn ask(t: &Words, typed: Typed, question: Question, errors: Errors) -> Page {
    let language = t.language();
    let choices = match question {
        Question::Sector => sector_choices(t, &typed.sector),
        Question::Type => type_choices(t, &typed.sector, &typed.entity_type),
        Question::Special => rules::rules()
            .specials
            .iter()
            .map(|one| Choice {
                chosen: typed.special.contains(&one.code),
                ..Choice::new(&one.code, one.name(language), "").hint(t.cited_first(&one.article))
            })
            .collect(),
        Question::Figures | Question::Answer => Vec::new(),
    };
    let back = if question == Question::Sector { String::new() } else { typed.url(before(question)) };
    let body = Ask {
        t: t.clone(),
        steps: steps(t, &typed, question),
        kept: typed.kept(question),
        question,
        choices,
        back,
        typed,
        errors,
    };
    Page::new(t.s("members-classify-title"), body).lead(t.s("members-classify-lead"))
}

fn before(question: Question) -> Question {
    match question {
        Question::Answer => Question::Special,
        Question::Special => Question::Figures,
        Question::Figures => Question::Type,
        Question::Type | Question::Sector => Question::Sector,
    }
}

/// The sectors, each with the annex that names it.
pub(crate) fn sector_choices(t: &Words, current: &str) -> Vec<Choice> {
    let hint = |sector: &facts::Sector| match sector.annex {
        facts::Annex::None => t.s("members-classify-no-annex"),
        annex => {
            t.a("members-classify-annex", [("annex", annex.code().into()), ("point", sector.point.as_str().into())])
        }
    };
    let all = facts::sectors().all.iter();
    all.map(|sector| Choice::new(&sector.code, sector.name(t.language()), current).hint(hint(sector))).collect()
}

/// The types of a sector, each with its subsector and where it is defined.
pub(crate) fn type_choices(t: &Words, sector: &str, current: &str) -> Vec<Choice> {
    let language = t.language();
    let Some(sector) = facts::sector(sector) else { return Vec::new() };
    let mut all: Vec<Choice> = sector
        .all_types()
        .map(|(subsector, one)| {
            let hint = match subsector {
                Some(subsector) => format!("{} · {}", subsector.name(language), t.cited(&one.law)),
                None => t.cited_first(&one.law),
            };
            Choice::new(&one.code, one.name(language), current).hint(hint)
        })
        .collect();
    if !sector.type_needed {
        all.push(Choice::new("", t.s("members-classify-type-unsure"), "-"));
    }
    all
}

fn steps(t: &Words, typed: &Typed, now: Question) -> Vec<Step> {
    let all = [
        (Question::Sector, "members-classify-step-sector"),
        (Question::Type, "members-classify-step-type"),
        (Question::Figures, "members-classify-step-figures"),
        (Question::Special, "members-classify-step-special"),
        (Question::Answer, "members-classify-step-answer"),
    ];
    // words: members-classify-step-{sector,type,figures,special,answer}
    all.into_iter()
        .map(|(question, key)| Step {
            label: t.s(key),
            href: if question < now { typed.url(question) } else { String::new() },
            state: match question.cmp(&now) {
                std::cmp::Ordering::Less => State::Done,
                std::cmp::Ordering::Equal => State::Now,
                std::cmp::Ordering::Greater => State::Due,
            },
        })
        .collect()
}

/// Where somebody without an account applies with these answers; empty for whoever has one, and where nobody may ask.
fn applies(visit: &Visit<Open>, typed: &Typed) -> Result<String, Problem> {
    if visit.signed_in().is_some() || policy::sign_up(&visit.house().db.read(Key::SYSTEM)?)? == SignUp::Closed {
        return Ok(String::new());
    }
    Ok(typed.at(apply::HERE))
}

/// The organisations whose record whoever reads the answer keeps: name, and where the answer goes into it.
fn takers(visit: &Visit<Open>, typed: &Typed) -> Result<Vec<(String, String)>, Problem> {
    let Some(person) = visit.actor().person() else { return Ok(Vec::new()) };
    let kept: Vec<OrganisationId> =
        person.roles.iter().filter(|(_, role)| KEEPERS.contains(role)).map(|(organisation, _)| *organisation).collect();
    let names = organisation::names(&*visit.read()?, &kept)?;
    let taker = |name: organisation::OrganisationName| {
        (name.name, typed.at(&format!("{}{}/record/classified", ORGANISATION.path, name.uuid)))
    };
    let mut all: Vec<_> = names.into_values().map(taker).collect();
    all.sort_by_cached_key(|(name, _)| belfry_words::sortable(name));
    Ok(all)
}

fn answer(t: &Words, typed: &Typed, verdict: &Verdict, (takers, apply): (Vec<(String, String)>, String)) -> Page {
    let language = t.language();
    let class = verdict.nis2.class;
    let mut said = Vec::new();
    if let Some(sector) = facts::sector(&typed.sector) {
        said.push((t.s("members-classify-step-sector"), sector.name(language).to_owned()));
    }
    if let Some((_, _, one)) = facts::entity_type(&typed.entity_type) {
        said.push((t.s("members-classify-step-type"), one.name(language).to_owned()));
    }
    if let Some(size) = verdict.size {
        said.push((t.s("members-classify-size"), size_name(t, size)));
    }
    said.extend(
        typed
            .special
            .iter()
            .filter_map(|code| rules::special(code))
            .map(|one| (t.s("members-classify-step-special"), one.name(language).to_owned())),
    );
    let table = rules::rules();
    let body = Answered {
        t: t.clone(),
        steps: steps(t, typed, Question::Answer),
        class: class_name(t, class),
        kind: if class == Class::OutOfScope { "good" } else { "info" },
        why: verdict.nis2.rule.name(language).to_owned(),
        article: law(t, Regime::Nis2, &verdict.nis2.rule.article),
        next: t.s(&format!("members-classify-next-{}", class.code())),
        said,
        registry: verdict.registry,
        nis1: class_name(t, verdict.nis1.class),
        nis1_why: verdict.nis1.rule.name(language).to_owned(),
        nis1_article: law(t, Regime::Nis1, &verdict.nis1.rule.article),
        version: table.version.clone(),
        source: t.cited_first(&table.source),
        compared: compared(t),
        back: typed.url(Question::Special),
        takers,
        apply,
    };
    Page::new(t.s("members-classify-title"), body).lead(t.s("members-classify-lead-answer"))
}

/// What the table was compared with: act with Official Journal, and how far.
fn compared(t: &Words) -> Vec<(String, String)> {
    let told = |one: &rules::Compared| {
        (t.cited_first(&format!("{} ({})", one.act, one.journal)), one.name(t.language()).to_owned())
    };
    rules::rules().compared.iter().map(told).collect()
}

/// An article with its act.
pub(crate) fn law(t: &Words, regime: Regime, article: &str) -> String {
    let act = if regime == Regime::Nis2 { "2022/2555" } else { "2016/1148" };
    t.a("members-classify-law", [("act", act.into()), ("article", t.cited(article).into())])
}
