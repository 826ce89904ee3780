//! The record's page: every section that the reader sees, and for the organisation itself what is missing and why it matters.

use askama::Template;
use belfry_identity::ORGANISATION;
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Tab;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::{Record, is_entity, store};
use crate::access::{Inspect, Keep};
use crate::classify::page::{class_name, law};
use crate::classify::typed::Typed;
use crate::register::facts::Named;
use crate::register::rules::Regime;
use crate::register::sight::{self, Sight};
use crate::register::{fields, said};

/// A field with its lines.
struct Shown {
    label: String,
    lines: Vec<String>,
    mono: bool,
}

struct Section {
    code: &'static str,
    title: String,
    edit: String,
    fields: Vec<Shown>,
}

struct Missing {
    label: String,
    why: String,
    href: String,
}

/// What the organisation is, and by which rule.
struct Class {
    name: String,
    why: String,
    article: String,
}

#[derive(Template)]
#[template(path = "register/record.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    sections: Vec<Section>,
    missing: Vec<Missing>,
    there: u64,
    all: u64,
    complete: String,
    keeps: bool,
    verdict: Option<Class>,
    shows_class: bool,
    classify: Vec<(String, String)>,
    who: Vec<String>,
}

/// The ways between the pages of an organisation's record.
pub fn tabs(t: &Words, uuid: Uuid, sight: Sight, current: &str) -> Vec<Tab> {
    let url = |end: &str| format!("{}{uuid}/{end}", ORGANISATION.path);
    let tab = |label: String, end: &str| Tab { label, href: url(end), count: String::new(), current: end == current };
    let mut all = vec![tab(t.s("members-record-tab"), "record")];
    if sight.all() {
        all.push(tab(t.s("members-registration-tab"), "registration"));
    }
    all.push(tab(t.s("members-history-tab"), "history"));
    all
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for whoever the record is not for, and those of the database.
pub fn page(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, ORGANISATION, visit.path::<Uuid>("id")?)?;
    let id = OrganisationId(subject.id.0);
    let sight = sight::of(&read, visit.person()?, id)?;
    if !sight.any() {
        return Err(Problem::NotFound);
    }
    let kept = store::load(&read, id)?.ok_or(Problem::NotFound)?;
    let keeps = visit.may::<Keep>(Some(&subject));
    let url = format!("{}{}", ORGANISATION.path, subject.uuid);
    let body = body(&t, &kept, sight, keeps, &url);
    let mut page = Page::new(t.a("members-record-title", [("name", kept.name.as_str().into())]), body)
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(subject.title.clone(), url.clone());
    if keeps {
        page = page.action(Action::link(t.s("members-profile-title"), format!("{url}/profile"), "world"));
    }
    Ok(page.into())
}

fn body(t: &Words, kept: &store::Kept, sight: Sight, keeps: bool, url: &str) -> Body {
    let entity = is_entity(&kept.kind) || kept.state.is_some();
    let edit = |section: &str| format!("{url}/record/{section}");
    let section = |code: &&'static str| {
        let shown: Vec<Shown> = fields::of_section(code)
            .filter(|field| sight.sees(field))
            .map(|field| Shown {
                label: said::label(t, field.code),
                lines: said::lines(t, field.code, kept.record.get(field.code)),
                mono: matches!(field.form, fields::Form::Ranges | fields::Form::Domains | fields::Form::Keys),
            })
            .collect();
        if *code == "mandate" && kept.kind != "nca" {
            return None;
        }
        let edit = if keeps { edit(code) } else { String::new() };
        (!shown.is_empty()).then(|| Section { code, title: said::section(t, code), edit, fields: shown })
    };
    let missing = kept.record.missing(entity);
    let (there, all) = kept.record.completeness(entity);
    let class = store::class_of(&kept.record).map(|(class, verdict)| Class {
        name: class_name(t, class),
        why: verdict.nis2.rule.name(t.language()).to_owned(),
        article: law(t, Regime::Nis2, &verdict.nis2.rule.article),
    });
    Body {
        tabs: tabs(t, kept.uuid, sight, "record"),
        sections: fields::SECTIONS.iter().filter_map(section).collect(),
        missing: if sight.all() {
            let missed = |field: &&'static fields::Field| Missing {
                label: said::label(t, field.code),
                why: said::why(t, field.code),
                href: if keeps { edit(field.section) } else { String::new() },
            };
            missing.iter().map(missed).collect()
        } else {
            Vec::new()
        },
        there: there as u64,
        all: all as u64,
        complete: t.a("members-record-complete", [("there", there.into()), ("all", all.into())]),
        keeps,
        verdict: class.filter(|_| sight.class()),
        shows_class: sight.class(),
        classify: if keeps { classify_links(t, &kept.record) } else { Vec::new() },
        who: who_sees(t, sight),
        t: t.clone(),
    }
}

/// The wizard, filled in from the record: once for each place in the annexes.
fn classify_links(t: &Words, record: &Record) -> Vec<(String, String)> {
    let link = |place: &str| {
        let label = t.a("members-classified-again", [("place", said::place(t, place).into())]);
        (label, Typed::of_record(record, Some(place)).again_url())
    };
    let mut all: Vec<_> = record.lines("places").map(link).collect();
    if all.is_empty() {
        all.push((t.s("members-classified-first"), Typed::of_record(record, None).again_url()));
    }
    all
}

/// Who sees this, in words.
fn who_sees(t: &Words, sight: Sight) -> Vec<String> {
    let mut all = Vec::new();
    if sight.own {
        all.push(t.s("members-record-sees-own"));
    }
    all.push(t.s("members-record-sees-supervisor"));
    all.push(t.s("members-record-sees-spoc"));
    all.push(t.s("members-record-sees-csirt"));
    all
}
