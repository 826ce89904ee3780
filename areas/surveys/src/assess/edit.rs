//! Drafting, part by part: a heading with its items, or so many items where there are no headings. Each part is saved by itself, so that
//! several can write at the same time; who writes the same part as somebody else is told.

use askama::Template;
use belfry_catalogue::{Framework, Language};
use belfry_contracts::assess::AssessmentSaved;
use belfry_kernel::{Allowed, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Key, ledger, subject};
use belfry_web::components::{Choice, State as Standing, Step};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use super::entry::{APART, Entry, WEIGHTS};
use super::file::received;
use super::result::{Entries, measured, roots};
use super::store::{self, Assessment, State};
use super::{ASSESSMENT, LIST, url};
use crate::access::Assess;
use crate::file::{self, File};
use crate::{catalogue, form};

/// Items of one part.
const AT_ONCE: usize = 17;
/// Characters of a comment, and of evidence.
const LONGEST: usize = 5_000;

/// Places of items that are drafted together, and of the heading above them.
struct Part {
    heading: Option<usize>,
    items: Vec<usize>,
}

fn parts(framework: &Framework) -> Vec<Part> {
    let roots = roots(framework);
    let mut parts: Vec<Part> = Vec::new();
    for place in measured(framework) {
        let heading = Some(roots[place]).filter(|root| *root != place);
        match parts.last_mut().filter(|part| part.heading == heading && part.items.len() < AT_ONCE) {
            Some(part) => part.items.push(place),
            None => parts.push(Part { heading, items: vec![place] }),
        }
    }
    parts
}

/// What was typed of one item.
#[derive(Clone, Default)]
struct Typed {
    level: String,
    target: String,
    weight: String,
    comment: String,
    evidence: String,
    due: String,
}

/// One item on the page: the names of its fields, and what they offer.
struct Line {
    place: usize,
    code: String,
    title: String,
    text: String,
    typed: Typed,
    levels: Vec<Choice>,
    targets: Vec<Choice>,
    weights: Vec<Choice>,
    files: Vec<Choice>,
    open: bool,
}

impl Line {
    fn field(&self, what: &str) -> String {
        format!("{what}-{}", self.place)
    }
}

#[derive(Template)]
#[template(path = "assess/edit.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    back: String,
    errors: Errors,
    steps: Vec<Step>,
    part: String,
    since: String,
    scale: Vec<(String, String)>,
    aims: Vec<Choice>,
    lines: Vec<Line>,
    accept: String,
    files_hint: String,
    last: bool,
}

/// A draft for whoever writes in it.
struct Desk {
    subject: Allowed<Assess, Subject>,
    assessment: Assessment,
    framework: Framework,
    parts: Vec<Part>,
}

impl Desk {
    fn of(visit: &Visit<Assess>) -> Result<Result<Self, Reply>, Problem> {
        let read = visit.read()?;
        let subject = visit.load(&read, ASSESSMENT, visit.path("uuid")?)?;
        let assessment = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
        drop(read);
        visit.close();
        if assessment.state == State::Signed {
            return Ok(Err(Reply::To(url(&subject), Some(("warn", visit.s("surveys-assess-is-signed"))))));
        }
        let read = visit.house().db.read(Key::SYSTEM)?;
        let framework = catalogue::of_record(&read, &assessment.framework, &assessment.version)?;
        let parts = parts(&framework);
        Ok(Ok(Self { subject, assessment, framework, parts }))
    }

    /// Which part is meant: one that there is.
    fn at(&self, text: &str) -> usize {
        text.parse::<usize>().unwrap_or(0).min(self.parts.len().saturating_sub(1))
    }

    fn codes(&self, at: usize) -> Vec<String> {
        let items = self.parts.get(at).map(|part| part.items.as_slice()).unwrap_or_default();
        items.iter().map(|place| self.framework.items[*place].code.clone()).collect()
    }
}

/// The page of a part.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Assess>) -> Result<Reply, Problem> {
    let desk = match Desk::of(visit)? {
        Ok(desk) => desk,
        Err(reply) => return Ok(reply),
    };
    let read = visit.read()?;
    let (entries, files) = (store::entries(&read, desk.subject.id)?, file::of_assessment(&read, desk.subject.id)?);
    drop(read);
    visit.close();
    // An item can be led to by its code.
    let item = visit.query("item");
    let at =
        desk.parts.iter().position(|part| part.items.iter().any(|place| desk.framework.items[*place].code == item));
    let at = at.unwrap_or_else(|| desk.at(visit.query("part")));
    let typed = |code: &str| entries.get(code).map(written).unwrap_or_default();
    let aim = desk.assessment.aim.to_string();
    Ok(draw(visit, &desk, (&entries, &files), at, &typed, (&aim, visit.now()), Errors::default()).into())
}

fn written(entry: &Entry) -> Typed {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    Typed {
        level: number(entry.level),
        target: number(entry.target),
        weight: entry.counts().to_string(),
        comment: entry.comment.clone(),
        evidence: entry.evidence.clone(),
        due: entry.due.map(|day| day.to_string()).unwrap_or_default(),
    }
}

fn draw(
    visit: &Visit<Assess>,
    desk: &Desk,
    (entries, files): (&Entries, &[File]),
    at: usize,
    typed: &dyn Fn(&str) -> Typed,
    (aim, since): (&str, Timestamp),
    errors: Errors,
) -> Page {
    let (t, framework) = (visit.t(), &desk.framework);
    let language = form::language(&t);
    let back = url(&desk.subject);
    let here = format!("{back}/edit");
    let gone: Vec<&str> = visit.form().all("drop").collect();
    let line = |place: &usize| {
        let code = &framework.items[*place].code;
        let mut line = line(&t, framework, &language, *place, typed(code), &errors);
        line.files = files.iter().filter(|file| file.item == *code).map(|file| kept(&t, file, &gone)).collect();
        line.open |= !line.files.is_empty();
        line
    };
    let items = desk.parts.get(at).map(|part| part.items.as_slice()).unwrap_or_default();
    let scale = framework.scale.iter().map(|step| {
        let said = |text| catalogue::said(text, &language, framework).to_owned();
        (said(&step.title), said(&step.text))
    });
    let body = Body {
        csrf: visit.csrf(),
        steps: steps(&t, desk, entries, at, &language, &here),
        part: at.to_string(),
        since: since.to_string(),
        scale: scale.filter(|(_, text)| !text.is_empty()).collect(),
        aims: levels(&t, framework, &language, aim, false),
        lines: items.iter().map(line).collect(),
        accept: belfry_discussion::file::accept(),
        files_hint: t.a("surveys-file-evidence-hint", [("size", t.bytes(belfry_discussion::file::LARGEST).into())]),
        last: at + 1 >= desk.parts.len(),
        errors,
        here,
        back: back.clone(),
        t: t.clone(),
    };
    let heading = desk.parts.get(at).and_then(|part| part.heading);
    let lead = heading.map(|place| catalogue::said(&framework.items[place].text, &language, framework).to_owned());
    Page::new(t.s("surveys-assess-edit"), body)
        .lead(lead.filter(|lead| !lead.is_empty()).unwrap_or_else(|| t.s("surveys-assess-edit-lead")))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-assess-title"), LIST)
        .crumb(desk.subject.title.as_str(), back)
}

fn steps(t: &Words, desk: &Desk, entries: &Entries, at: usize, language: &Language, here: &str) -> Vec<Step> {
    if desk.parts.len() < 2 {
        return Vec::new();
    }
    let framework = &desk.framework;
    let step = |(n, part): (usize, &Part)| {
        let said =
            part.items.iter().all(|place| entries.get(&framework.items[*place].code).is_some_and(Entry::is_said));
        Step {
            label: match part.heading {
                Some(place) => catalogue::heading(&framework.items[place], language, framework),
                None => t.n("surveys-assess-part", n + 1),
            },
            href: format!("{here}?part={n}"),
            state: match () {
                () if n == at => Standing::Now,
                () if said => Standing::Done,
                () => Standing::Due,
            },
        }
    };
    desk.parts.iter().enumerate().map(step).collect()
}

/// The steps of the scale, to choose from.
fn levels(t: &Words, framework: &Framework, language: &Language, chosen: &str, apart: bool) -> Vec<Choice> {
    let step = |(n, step): (usize, &belfry_catalogue::Step)| {
        Choice::new(n.to_string(), catalogue::said(&step.title, language, framework), chosen)
    };
    let mut all: Vec<Choice> = framework.scale.iter().enumerate().map(step).collect();
    if apart {
        all.push(Choice::new(APART.to_string(), t.s("surveys-assess-apart"), chosen));
    }
    all
}

/// A file that is kept, to be taken away.
fn kept(t: &Words, file: &File, gone: &[&str]) -> Choice {
    let uuid = file.uuid.to_string();
    let words = t.a("surveys-file-remove", [("name", file.name.as_str().into())]);
    Choice { chosen: gone.contains(&uuid.as_str()), ..Choice::new(uuid, words, "") }
}

// words: surveys-assess-weight-{1,2,3}

fn line(t: &Words, framework: &Framework, language: &Language, place: usize, typed: Typed, errors: &Errors) -> Line {
    let item = &framework.items[place];
    let weight = |n: &i64| Choice::new(n.to_string(), t.s(&format!("surveys-assess-weight-{n}")), &typed.weight);
    let wrong = ["comment", "evidence", "target", "weight", "due", "file"];
    let wrong = wrong.iter().any(|what| !errors.of(&format!("{what}-{place}")).is_empty());
    Line {
        place,
        code: item.code.clone(),
        title: catalogue::heading(item, language, framework),
        text: catalogue::said(&item.text, language, framework).to_owned(),
        levels: levels(t, framework, language, &typed.level, true),
        targets: levels(t, framework, language, &typed.target, false),
        weights: WEIGHTS.iter().map(weight).collect(),
        files: Vec::new(),
        open: wrong || !typed.comment.is_empty() || !typed.evidence.is_empty() || !typed.due.is_empty(),
        typed,
    }
}

/// Saves a part.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Assess>) -> Result<Reply, Problem> {
    let t = visit.t();
    let desk = match Desk::of(visit)? {
        Ok(desk) => desk,
        Err(reply) => return Ok(reply),
    };
    let at = desk.at(visit.form().text("part"));
    let places = desk.parts.get(at).map(|part| part.items.clone()).unwrap_or_default();
    let mut errors = Errors::default();
    let steps = i64::try_from(desk.framework.scale.len()).unwrap_or(i64::MAX);
    let typed: Vec<Typed> = places.iter().map(|place| sent(visit, *place)).collect();
    let entries: Vec<Entry> =
        places.iter().zip(&typed).map(|(place, typed)| entry(&t, *place, typed, steps, &mut errors)).collect();
    let aim = visit.form().text("aim").parse::<i64>().ok().filter(|aim| (0..steps).contains(aim));
    errors.unless(aim.is_some(), "aim", || t.s("surveys-campaign-choose"));
    let since: Timestamp = visit.form().text("since").parse().unwrap_or(desk.assessment.begun);
    let codes = desk.codes(at);
    let person = visit.person()?.id;
    // A file is taken only when everything else is fine: what is refused leaves nothing behind.
    let brought = if errors.is_empty() { received(visit, &places, &mut errors)? } else { Vec::new() };
    let gone: Vec<Uuid> = visit.form().all("drop").filter_map(|uuid| uuid.parse().ok()).collect();
    let tx = visit.write()?;
    let proof = visit.load(&tx, ASSESSMENT, visit.path("uuid")?)?;
    if store::of(&tx, proof.id)?.is_none_or(|now| now.state == State::Signed) {
        return Ok(Reply::To(url(&proof), Some(("warn", t.s("surveys-assess-is-signed")))));
    }
    if let Some(name) = store::saved_by_another(&tx, proof.id, &codes, since, person)? {
        errors.add("", t.a("surveys-assess-overtaken", [("name", name.into())]));
    }
    let (Some(aim), true) = (aim, errors.is_empty()) else {
        let (kept, files) = (store::entries(&tx, proof.id)?, file::of_assessment(&tx, proof.id)?);
        drop(tx);
        let back = |code: &str| {
            let found = codes.iter().position(|own| own == code).and_then(|n| typed.get(n)).cloned();
            found.unwrap_or_default()
        };
        let aim = visit.form().text("aim").to_owned();
        // Who was told of another's change and sends again means it.
        return Ok(draw(visit, &desk, (&kept, &files), at, &back, (&aim, visit.now()), errors).refused().into());
    };
    for (code, entry) in codes.iter().zip(&entries) {
        store::put(&tx, visit.act(), &proof, code, entry)?;
    }
    let whose = file::of_owner(proof.id, desk.assessment.owner, proof.label_id);
    for uuid in gone {
        file::detach(&tx, proof.id, uuid)?;
    }
    for (place, taken) in &brought {
        file::attach(&tx, visit.act(), whose, &desk.framework.items[*place].code, taken)?;
    }
    store::aim(&tx, &proof, aim)?;
    subject::touch(&tx, &proof, proof.id, &proof.title, visit.now())?;
    ledger::record(&tx, visit.act(), &AssessmentSaved { assessment: proof.id, items: codes.len() as i64 })?;
    tx.commit()?;
    let to = match visit.form().text("go") {
        "next" if at + 1 < desk.parts.len() => format!("{}/edit?part={}", url(&proof), at + 1),
        "save" => format!("{}/edit?part={at}", url(&proof)),
        _ => url(&proof),
    };
    Ok(Reply::done(to, t.s("surveys-assess-saved")))
}

fn sent(visit: &Visit<Assess>, place: usize) -> Typed {
    let form = visit.form();
    let text = |what: &str| form.text(&format!("{what}-{place}")).to_owned();
    let long = |what: &str| form.raw(&format!("{what}-{place}")).trim().to_owned();
    Typed {
        level: text("level"),
        target: text("target"),
        weight: text("weight"),
        comment: long("comment"),
        evidence: long("evidence"),
        due: text("due"),
    }
}

/// Reads what was typed of an item; what is wrong stands beside its field.
fn entry(t: &Words, place: usize, typed: &Typed, steps: i64, errors: &mut Errors) -> Entry {
    let mut number = |what: &str, text: &str, from: i64, to: i64| -> Option<i64> {
        let found = text.parse::<i64>().ok().filter(|n| (from..to).contains(n));
        errors
            .unless(found.is_some() || text.is_empty(), &format!("{what}-{place}"), || t.s("surveys-campaign-choose"));
        found
    };
    let level = number("level", &typed.level, APART, steps);
    let target = number("target", &typed.target, 0, steps);
    let weight = number("weight", &typed.weight, 1, WEIGHTS.len() as i64 + 1).unwrap_or(1);
    let due = typed.due.parse().ok();
    errors
        .unless(typed.due.is_empty() || due.is_some(), &format!("due-{place}"), || t.s("surveys-campaign-day-missing"));
    for (what, text) in [("comment", &typed.comment), ("evidence", &typed.evidence)] {
        let fits = text.chars().count() <= LONGEST;
        errors.unless(fits, &format!("{what}-{place}"), || t.n("surveys-campaign-about-long", LONGEST));
    }
    let told = level != Some(APART) || !typed.comment.is_empty();
    errors.unless(told, &format!("comment-{place}"), || t.s("surveys-assess-apart-why"));
    Entry { level, target, weight, comment: typed.comment.clone(), evidence: typed.evidence.clone(), due, saved: None }
}
