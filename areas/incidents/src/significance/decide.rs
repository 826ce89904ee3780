//! Is it significant? Asks only what the entity's type needs, filled with what the record says; tells the result with its reasons, and
//! keeps it with the incident.

use askama::Template;
use belfry_identity::person;
use belfry_kernel::{PersonId, Problem};
use belfry_store::Read as Picture;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::said::{self, Told};
use super::store::{self, Asked, Kept};
use super::{Fact, Facts, Metric, Outcome, Prefill, Thresholds, Unit};
use crate::access::Edit;
use crate::incident::store::Incident;
use crate::incident::{self, INCIDENT, Said};
use crate::regime::{self, Regime};

/// The longest remark, in characters.
const LONGEST: usize = 2_000;

struct Question {
    name: String,
    label: String,
    yes_no: bool,
    choices: Vec<Choice>,
    value: String,
    hint: String,
    error: String,
}

struct Answer {
    outcome: Outcome,
    words: String,
    law: String,
    version: String,
    kind: String,
    when: (String, String),
    who: String,
    said: String,
    met: Vec<Told>,
    open: Vec<Told>,
    unmet: Vec<Told>,
}

#[derive(Template)]
#[template(path = "significance/decide.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    laws: Vec<Choice>,
    types: Vec<Choice>,
    regime: String,
    chosen: String,
    source: String,
    questions: Vec<Question>,
    said: String,
    answers: Vec<Answer>,
}

/// What somebody is asked, and what he typed.
#[derive(Default)]
struct Typed {
    facts: Facts,
    raw: Vec<(String, String)>,
    said: String,
}

fn laws() -> impl Iterator<Item = &'static std::sync::Arc<Regime>> {
    regime::all().into_iter().filter(|regime| regime.thresholds.is_some())
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, INCIDENT, visit.path("uuid")?)?;
    let asked = (visit.query("law").to_owned(), visit.query("type").to_owned());
    Ok(draw(visit, &read, &subject, &asked, None, Errors::default())?.into())
}

fn draw(
    visit: &Visit<Edit>,
    read: &Picture,
    subject: &Subject,
    (law, of): &(String, String),
    typed: Option<Typed>,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    regime::store::load(read)?;
    let kept = store::of(read, subject.id)?;
    let last = kept.first();
    let known = |name: &str| laws().find(|regime| regime.name == name);
    let regime = known(law).or_else(|| known(&last?.regime)).or_else(|| laws().next()).ok_or(Problem::NotFound)?;
    let thresholds = regime.thresholds.as_ref().ok_or(Problem::NotFound)?;
    let same = last.filter(|kept| kept.regime == regime.name);
    let is_type = |code: &str| thresholds.types.iter().any(|one| one.code == code);
    let of = Some(of.clone()).filter(|code| is_type(code)).or_else(|| same?.asked.types.first().cloned());
    let of =
        of.filter(|code| is_type(code)).or_else(|| Some(thresholds.types.last()?.code.clone())).unwrap_or_default();
    let asked = thresholds.asked(std::slice::from_ref(&of));
    let typed = match typed {
        Some(typed) => typed,
        None => {
            let record = incident::store::of(read, subject.id)?;
            let mut facts = prefilled(read, subject, &record, &asked)?;
            facts.extend(same.map(|kept| kept.asked.facts.clone()).unwrap_or_default());
            Typed { facts, ..Typed::default() }
        }
    };
    let people: Vec<PersonId> = kept.iter().filter_map(|one| one.person).collect();
    let people = person::names(read, &people)?;
    let name = |id: Option<PersonId>| id.and_then(|id| people.get(&id)).map(|one| one.name.clone()).unwrap_or_default();
    let here = incident::url(subject);
    let body = Body {
        csrf: visit.csrf(),
        laws: laws().map(|one| Choice::new(one.name.clone(), one.title(t.language()), &regime.name)).collect(),
        types: thresholds
            .types
            .iter()
            .map(|one| Choice::new(one.code.clone(), regime::said(&one.title, t.language()), &of))
            .collect(),
        questions: asked.iter().map(|metric| question(&t, metric, &typed, &errors)).collect(),
        source: t.cited_first(&thresholds.source),
        said: typed.said,
        answers: kept.iter().map(|one| answered(&t, one, name(one.person))).collect(),
        regime: regime.name.clone(),
        chosen: of,
        here: format!("{here}/significance"),
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-significance-title"), body)
        .lead(t.s("incidents-significance-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(subject.title.as_str(), here))
}

/// What the record says of what is asked.
fn prefilled(read: &Picture, subject: &Subject, record: &Incident, asked: &[&Metric]) -> Result<Facts, Problem> {
    let written = &record.written;
    let began = written.began.or(written.detected).or(written.aware).unwrap_or(record.opened);
    let wants = |one: Prefill| asked.iter().any(|metric| metric.prefill == Some(one));
    let recurring = match written.cause.filter(|_| wants(Prefill::Recurring)) {
        Some(cause) => Some(store::recurring(read, subject, cause, began)?),
        None => None,
    };
    let euro = |cents: i64| Fact::Number(cents as f64 / 100.0);
    let of = |one: Prefill| match one {
        Prefill::Loss => written.loss.map(euro),
        Prefill::Users => written.users.map(|users| Fact::Number(users as f64)),
        Prefill::Share => written.share.map(|share| Fact::Number(share as f64 / 100.0)),
        Prefill::Minutes => {
            let minutes = written.resolved?.duration_since(began).as_mins();
            (minutes >= 0).then_some(Fact::Number(minutes as f64))
        }
        Prefill::Malice => (written.suspected != Said::Unknown).then_some(Fact::Truth(written.suspected == Said::Yes)),
        Prefill::Recurring => recurring.map(|(n, _)| Fact::Number(n as f64)),
        Prefill::RecurringLoss => recurring.map(|(_, loss)| euro(loss)),
    };
    Ok(asked.iter().filter_map(|metric| Some((metric.code.clone(), of(metric.prefill?)?))).collect())
}

// words: incidents-significance-in-{count,percent,minutes,seconds,euro}

fn question(t: &Words, metric: &Metric, typed: &Typed, errors: &Errors) -> Question {
    let raw = typed.raw.iter().find(|(name, _)| *name == metric.code).map(|(_, value)| value.clone());
    let known = typed.facts.get(&metric.code).map(|fact| match fact {
        Fact::Truth(true) => "yes".to_owned(),
        Fact::Truth(false) => "no".to_owned(),
        Fact::Number(value) => value.to_string(),
    });
    let value = raw.or(known).unwrap_or_default();
    let yes_no = metric.unit == Unit::YesNo;
    let current = if value.is_empty() { "unknown" } else { &value };
    let choice = |code: &str| Choice::new(code, t.s(&format!("incidents-said-{code}")), current);
    Question {
        label: regime::said(&metric.ask, t.language()).to_owned(),
        choices: if yes_no { ["yes", "no", "unknown"].map(choice).to_vec() } else { Vec::new() },
        hint: if yes_no { String::new() } else { t.s(&format!("incidents-significance-in-{}", metric.unit.code())) },
        error: errors.of(&metric.code).to_owned(),
        name: metric.code.clone(),
        yes_no,
        value,
    }
}

// words: incidents-significance-outcome-{met,unmet,open}

fn answered(t: &Words, kept: &Kept, who: String) -> Answer {
    let regime = regime::open(&kept.regime, &kept.version).or_else(|| regime::latest(&kept.regime));
    let empty = Thresholds::default();
    let thresholds = regime.and_then(|regime| regime.thresholds.as_ref()).unwrap_or(&empty);
    let of = |outcome: Outcome| -> Vec<Told> {
        let these = kept.reasons.iter().filter(|one| one.outcome == outcome.code());
        these.map(|one| said::reason(t, thresholds, one)).collect()
    };
    let types = thresholds.types.iter().filter(|one| kept.asked.types.contains(&one.code));
    let types: Vec<&str> = types.map(|one| regime::said(&one.title, t.language())).collect();
    Answer {
        outcome: kept.outcome,
        words: t.s(&format!("incidents-significance-outcome-{}", kept.outcome.code())),
        law: regime.map_or(kept.regime.as_str(), |regime| regime.title(t.language())).to_owned(),
        version: kept.version.clone(),
        kind: t.list(&types),
        when: (kept.at.to_string(), t.date_time(kept.at)),
        who,
        said: kept.said.clone(),
        met: of(Outcome::Met),
        open: of(Outcome::Open),
        unmet: of(Outcome::Unmet),
    }
}

/// Decides, and keeps the answer.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let asked = (visit.form().text("law").to_owned(), visit.form().text("type").to_owned());
    let regime = laws().find(|regime| regime.name == asked.0).ok_or(Problem::NotFound)?;
    let thresholds = regime.thresholds.as_ref().ok_or(Problem::NotFound)?;
    if thresholds.types.iter().all(|one| one.code != asked.1) {
        return Err(Problem::NotFound);
    }
    let types = vec![asked.1.clone()];
    let mut errors = Errors::default();
    let typed = read(&t, visit.form(), &thresholds.asked(&types), &mut errors);
    let tx = visit.write()?;
    let subject = visit.load(&tx, INCIDENT, visit.path("uuid")?)?;
    if !errors.is_empty() {
        let page = draw(visit, &tx, &subject, &asked, Some(typed), errors)?;
        return Ok(page.refused().into());
    }
    let verdict = thresholds.decide(&types, &typed.facts);
    let asked = Asked { types, facts: typed.facts };
    store::keep(&tx, visit.act(), &subject, (&regime.name, &regime.version), (&asked, &verdict), &typed.said)?;
    let words = t.s(&format!("incidents-significance-outcome-{}", verdict.outcome.code()));
    visit.finish(tx, Reply::done(format!("{}/significance#answers", incident::url(&subject)), words))
}

fn read(t: &Words, form: &Form, asked: &[&Metric], errors: &mut Errors) -> Typed {
    let mut typed = Typed { said: form.raw("said").trim().to_owned(), ..Typed::default() };
    errors.unless(typed.said.chars().count() <= LONGEST, "said", || {
        t.n("incidents-significance-too-long", LONGEST as i64)
    });
    for metric in asked {
        let text = form.text(&metric.code);
        typed.raw.push((metric.code.clone(), text.to_owned()));
        let fact = match (metric.unit, text) {
            (_, "" | "unknown") => continue,
            (Unit::YesNo, "yes") => Some(Fact::Truth(true)),
            (Unit::YesNo, "no") => Some(Fact::Truth(false)),
            (Unit::YesNo, _) => None,
            (unit, text) => number(text).filter(|n| unit != Unit::Percent || *n <= 100.0).map(Fact::Number),
        };
        match fact {
            Some(fact) => _ = typed.facts.insert(metric.code.clone(), fact),
            None => errors.add(&metric.code, t.s("incidents-significance-no-number")),
        }
    }
    typed
}

/// A number as people type it: with a comma or a point, with spaces between thousands; not below 0.
fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    let fits = plain.len() <= 20 && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain.parse().ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!([number("6,2"), number("6.2"), number("1 000 000")], [Some(6.2), Some(6.2), Some(1_000_000.0)]);
        assert_eq!([number("-1"), number("many"), number("inf"), number("1e400"), number("")], [None; 5]);
    }
}
