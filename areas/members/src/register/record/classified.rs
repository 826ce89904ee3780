//! The answer of the wizard, taken into the record: what would change is shown before it is kept, and is kept as any change.

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::{Place, Record, store};
use crate::access::Keep;
use crate::classify::page::{class_name, law};
use crate::classify::typed::{Question, Typed};
use crate::classify::{self, Case};
use crate::register::facts::{self, Named};
use crate::register::rules::{self, Regime};
use crate::register::said;

/// A field as it stands and as it would.
struct Line {
    field: String,
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Template)]
#[template(path = "register/classified.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    answers: Vec<(String, String)>,
    lines: Vec<Line>,
    result: String,
    why: String,
    article: String,
    others: bool,
    wizard: String,
    record: String,
}

/// What would change.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let typed = Typed::of(visit.queries());
    let Some(case) = answered(&t, &typed) else { return Ok(Reply::to(typed.url(Question::Answer))) };
    let kept = store::load(&read, OrganisationId(subject.id.0))?.ok_or(Problem::NotFound)?;
    let after = proposed(&kept.record, &typed, &case);
    Ok(drawn(visit, &subject, &typed, &kept.record, &after).into())
}

/// The case, when every question that it needs is answered.
fn answered(t: &Words, typed: &Typed) -> Option<Case> {
    let case = typed.case(t).ok().filter(|_| typed.open() == Question::Answer)?;
    classify::classify(&case).is_ok().then_some(case)
}

/// The record with the answer in it. Places that were not asked about stay; figures that were not needed as well.
pub(crate) fn proposed(record: &Record, typed: &Typed, case: &Case) -> Record {
    let mut after = record.clone();
    if let Some(place) = place(typed) {
        after.set("places", placed(record, &typed.instead, &place).join("\n"));
    }
    for (code, figure) in [("staff", case.staff), ("turnover", case.turnover_eur), ("balance", case.balance_eur)] {
        if let Some(figure) = figure {
            after.set(code, figure.to_string());
        }
    }
    let specials = rules::rules().specials.iter().filter(|one| case.special.contains(&one.code));
    after.set("cases", specials.map(|one| one.code.as_str()).collect::<Vec<_>>().join("\n"));
    after
}

/// Where the answer stands in the annexes; none outside them.
fn place(typed: &Typed) -> Option<String> {
    let sector = facts::sector(&typed.sector).filter(|sector| sector.code != "none")?;
    let (subsector, one) = match facts::entity_type(&typed.entity_type) {
        Some((of, subsector, one)) if of.code == sector.code => {
            (subsector.map_or("", |sub| &sub.code), one.code.as_str())
        }
        _ => ("", ""),
    };
    Some(format!("{}/{subsector}/{one}", sector.code))
}

/// The places, with this one in the place of the one that was asked about, or of the same said less exactly, or after the others.
fn placed(record: &Record, instead: &str, place: &str) -> Vec<String> {
    let mut all: Vec<String> = record.lines("places").map(str::to_owned).collect();
    let exact = Place::of(place);
    let rough = |line: &str| {
        let at = Place::of(line);
        at.sector == exact.sector && at.entity_type.is_empty() && ["", exact.subsector].contains(&at.subsector)
    };
    let at = all.iter().position(|line| line == instead).or_else(|| all.iter().position(|line| rough(line)));
    match at {
        Some(at) if all.iter().enumerate().any(|(other, line)| other != at && line == place) => drop(all.remove(at)),
        Some(at) => place.clone_into(&mut all[at]),
        None if all.iter().any(|line| line == place) => {}
        None => all.push(place.to_owned()),
    }
    all
}

fn drawn(visit: &Visit<Keep>, subject: &Subject, typed: &Typed, before: &Record, after: &Record) -> Page {
    let t = visit.t();
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let line = |change: super::Change| Line {
        field: said::label(&t, &change.field),
        before: said::lines(&t, &change.field, &change.before),
        after: said::lines(&t, &change.field, &change.after),
    };
    let told = store::class_of(after);
    let rule = told.as_ref().map(|(_, verdict)| verdict.nis2.rule);
    let body = Body {
        csrf: visit.csrf(),
        action: format!("{url}/record/classified"),
        answers: typed.answers(),
        lines: before.changes(after).into_iter().map(line).collect(),
        result: told.map(|(class, _)| class_name(&t, class)).unwrap_or_default(),
        why: rule.map(|rule| rule.name(t.language()).to_owned()).unwrap_or_default(),
        article: rule.map(|rule| law(&t, Regime::Nis2, &rule.article)).unwrap_or_default(),
        others: after.places().count() > 1,
        wizard: typed.again_url(),
        record: format!("{url}/record"),
        t: t.clone(),
    };
    Page::new(t.s("members-classified-title"), body)
        .lead(t.s("members-classified-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url.clone())
        .crumb(t.s("members-record-tab"), format!("{url}/record"))
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Keep>) -> Result<Reply, Problem> {
    let t = visit.t();
    let typed = Typed::of(visit.form().fields());
    let tx = visit.write()?;
    let subject = visit.load(&tx, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let Some(case) = answered(&t, &typed) else { return Ok(Reply::to(typed.url(Question::Answer))) };
    let before = store::load(&tx, OrganisationId(subject.id.0))?.ok_or(Problem::NotFound)?;
    let after = proposed(&before.record, &typed, &case);
    let changes = store::save(&tx, &subject, visit.act(), &before, &after)?;
    tx.commit()?;
    let words = if changes.is_empty() { t.s("members-record-unchanged") } else { t.s("members-record-saved") };
    Ok(Reply::done(format!("{}{}/record", ORGANISATION.path, subject.uuid), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_takes_the_place_it_was_asked_about_and_leaves_the_others() {
        let mut record = Record::default();
        let (gas, rough, power) = ("energy/gas/gas-storage", "energy//", "energy/electricity/electricity-producer");
        assert_eq!(placed(&record, "", power), [power]);
        record.set("places", rough);
        assert_eq!(placed(&record, "", power), [power], "the same, said more exactly");
        record.set("places", format!("drinking-water//\n{gas}"));
        assert_eq!(placed(&record, gas, power), ["drinking-water//", power]);
        assert_eq!(placed(&record, "", power), ["drinking-water//", gas, power]);
        assert_eq!(placed(&record, gas, "drinking-water//"), ["drinking-water//"], "no place stands there twice");
        assert_eq!(placed(&record, "", gas), ["drinking-water//", gas]);
    }
}
