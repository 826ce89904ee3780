//! One section: written by whoever comes first. Who comes second is shown what the first one wrote, and loses nothing of his own.

use askama::Template;
use belfry_contracts::figures::{Level, Of, Shape};
use belfry_contracts::insight::ReportChanged;
use belfry_identity::{organisation, person};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Key, ledger};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Form, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::content::{Both, Content, Figure, Kept, Kind, Recommendation};
use super::store::{self, Report, Section};
use super::{REPORT, State, reach, ready, recommended, step, text, url};
use crate::access::Write;
use crate::figure;

const LONGEST_TITLE: usize = 200;
const LONGEST_TEXT: usize = 40_000;
/// Recommendations of one section, and records that are chosen in one.
const MOST: usize = 40;
/// Sections of one report.
const MOST_SECTIONS: usize = 60;
/// Empty lines for further recommendations.
const EMPTY: usize = 3;

/// A recommendation as it is typed.
#[derive(Clone, Debug, Default)]
struct Line {
    en: String,
    fr: String,
    owner: String,
    due: String,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    version: i64,
    content: Content,
    chosen: String,
    lines: Vec<Line>,
    asked: String,
    of: String,
    level: String,
}

impl Typed {
    fn of(form: &Form, kind: Kind, current: &Content) -> Self {
        let both = |name: &str| Both {
            en: form.raw(&format!("{name}_en")).trim().to_owned(),
            fr: form.raw(&format!("{name}_fr")).trim().to_owned(),
        };
        let figure = current.figure.as_ref().filter(|_| kind == Kind::Figure);
        let all = |name: &str| form.all(name).map(str::to_owned).collect::<Vec<_>>();
        let (en, fr, owner, due) = (all("what_en"), all("what_fr"), all("owner"), all("due"));
        let at = |list: &[String], n: usize| list.get(n).cloned().unwrap_or_default();
        let lines = (0..en.len().max(fr.len()).min(MOST)).map(|n| Line {
            en: at(&en, n),
            fr: at(&fr, n),
            owner: at(&owner, n),
            due: at(&due, n),
        });
        Self {
            version: form.text("version").parse().unwrap_or(0),
            content: Content {
                title: both("title"),
                text: both("text"),
                figure: figure.map(|known| Figure {
                    indicator: form.text("indicator").split(' ').next().unwrap_or_default().to_owned(),
                    by: form.text("indicator").split(' ').nth(1).unwrap_or_default().to_owned(),
                    of: form.text("of").split(' ').next().unwrap_or_default().to_owned(),
                    part: form.text("of").split(' ').nth(1).unwrap_or_default().to_owned(),
                    shape: Shape::parse(form.text("shape")).unwrap_or(known.shape),
                    level: match form.text("level") {
                        "" => Level::European,
                        country => Level::National(country.to_uppercase()),
                    },
                    beside: form.text("beside").to_uppercase(),
                }),
                ..Content::default()
            },
            chosen: form.raw("chosen").trim().to_owned(),
            lines: lines.collect(),
            asked: form.text("indicator").to_owned(),
            of: form.text("of").to_owned(),
            level: form.text("level").to_uppercase(),
        }
    }

    fn from(section: &Section, chosen: String, owners: &dyn Fn(OrganisationId) -> String) -> Self {
        let content = section.content.clone();
        let line = |one: &Recommendation| Line {
            en: one.what.en.clone(),
            fr: one.what.fr.clone(),
            owner: owners(one.owner),
            due: one.due.to_string(),
        };
        let figure = content.figure.as_ref();
        let joined = |a: &str, b: &str| format!("{a} {b}").trim_end().to_owned();
        Self {
            version: section.version,
            lines: content.recommendations.iter().map(line).collect(),
            asked: figure.map(|one| joined(&one.indicator, &one.by)).unwrap_or_default(),
            of: figure.map(|one| joined(&one.of, &one.part)).unwrap_or_default(),
            level: figure.and_then(|one| one.level.country().map(str::to_owned)).unwrap_or_default(),
            chosen,
            content,
        }
    }
}

#[derive(Template)]
#[template(path = "report/section.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    kind: Kind,
    typed: Typed,
    asked: Vec<Choice>,
    offers: Vec<Choice>,
    shapes: Vec<Choice>,
    beside: String,
    lines: Vec<(Line, usize)>,
    /// Organisations by name, for the fields that ask for one.
    names: Vec<String>,
    meanwhile: Option<(String, Both, Both)>,
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database. Of what is no draft it leads back.
pub fn page(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    step::or_back(visit, draw(visit, None, Errors::default(), false))
}

struct Scene {
    here: String,
    title: String,
    report: Report,
    section: Section,
    who: String,
    organisations: Vec<(OrganisationId, Uuid, String)>,
    chosen: String,
}

fn scene(visit: &Visit<Write>) -> Result<Scene, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let wanted: i64 = visit.path("section")?;
    let report = store::of(&read, subject.id)?.filter(|one| one.state == State::Draft).ok_or(Problem::Conflict)?;
    let section = store::sections(&read, subject.id)?.into_iter().find(|one| one.id == wanted);
    let section = section.ok_or(Problem::NotFound)?;
    let who = match section.saved_by {
        Some(id) => person::names(&read, &[id])?.get(&id).map(|one| one.name.clone()).unwrap_or_default(),
        None => String::new(),
    };
    let organisations = if section.kind == Kind::Recommendations { recommended::to(&read)? } else { Vec::new() };
    let chosen = super::show::addresses(visit, &read, &section.content.chosen)?;
    let chosen = chosen.into_iter().map(|(_, href)| href).collect::<Vec<_>>().join("\n");
    Ok(Scene { here: url(&subject), title: subject.title.clone(), report, section, who, organisations, chosen })
}

fn draw(visit: &Visit<Write>, typed: Option<Typed>, errors: Errors, late: bool) -> Result<Page, Problem> {
    let t = visit.t();
    let scene = scene(visit)?;
    let Scene { section, organisations, .. } = &scene;
    visit.close();
    let outside = |id: OrganisationId| {
        organisations.iter().find(|(known, ..)| *known == id).map(|(.., name)| name.clone()).unwrap_or_default()
    };
    let mut typed = typed.unwrap_or_else(|| Typed::from(section, scene.chosen.clone(), &outside));
    let meanwhile = late.then(|| {
        let words = t.a(
            "insight-section-meanwhile",
            [("who", scene.who.as_str().into()), ("at", t.date_time(section.saved).into())],
        );
        (words, section.content.title.clone(), section.content.text.clone())
    });
    if late {
        // Whoever has seen it may save over it.
        typed.version = section.version;
    }
    let (asked, offers) =
        if section.kind == Kind::Figure { asks(visit, &scene.report, &typed)? } else { Default::default() };
    let shape = typed.content.figure.as_ref().map_or(Shape::Bars, |one| one.shape);
    // words: insight-shape-{bars,columns,lines,radar,heat,table}
    let shapes = Shape::ALL
        .iter()
        .map(|one| Choice::new(one.code(), t.s(&format!("insight-shape-{}", one.code())), shape.code()));
    let mut lines = typed.lines.clone();
    if section.kind == Kind::Recommendations {
        lines.extend((0..EMPTY).map(|_| Line::default()));
    }
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{}/sections/{}", scene.here, section.id),
        errors,
        kind: section.kind,
        asked,
        offers,
        shapes: shapes.collect(),
        beside: typed.content.figure.as_ref().map(|one| one.beside.clone()).unwrap_or_default(),
        lines: lines.into_iter().enumerate().map(|(n, line)| (line, n + 1)).collect(),
        names: organisations.iter().map(|(.., name)| name.clone()).collect(),
        meanwhile,
        typed,
        t: t.clone(),
    };
    let kind = t.s(&format!("insight-kind-{}", section.kind.code()));
    Ok(Page::new(t.a("insight-section-edit", [("kind", kind.into())]), body)
        .lead(t.s(&format!("insight-kind-hint-{}", section.kind.code())))
        .crumb(t.s("insight-nav"), "/insight")
        .crumb(scene.title.as_str(), scene.here.clone()))
}

/// Everything that can be asked, and of what; as all readers of the report may see it.
fn asks(visit: &Visit<Write>, report: &Report, typed: &Typed) -> Result<(Vec<Choice>, Vec<Choice>), Problem> {
    let (t, house) = (visit.t(), visit.house());
    let key = reach::key(house, &report.reach, visit.now())?;
    let (mut asked, mut offers) = (Vec::new(), Vec::new());
    for area in &house.figures {
        for indicator in area.indicators {
            for by in indicator.by {
                let words = figure::title(&t, indicator, by);
                asked.push(Choice::new(format!("{} {by}", indicator.key), words, &typed.asked));
            }
        }
        // Of records alone, and of their parts.
        for of in [Of::Record, Of::Part] {
            let Some(indicator) = area.indicators.iter().find(|one| one.of == of) else { continue };
            for offer in (area.offers)(house, key, &t, indicator)? {
                if of == Of::Record {
                    offers.push(Choice::new(offer.of.clone(), offer.title.clone(), &typed.of));
                }
                for (part, label) in offer.parts {
                    let words =
                        t.a("insight-figure-part", [("title", offer.title.as_str().into()), ("part", label.into())]);
                    offers.push(Choice::new(format!("{} {part}", offer.of), words, &typed.of));
                }
            }
        }
    }
    Ok((asked, offers))
}

// words: insight-by-{month,sector,kind,country,wave,answer,question,class,cause,state}

/// What is wrong with what was typed; what can be kept.
fn checked(visit: &Visit<Write>, scene: &Scene, typed: &Typed, errors: &mut Errors) -> Result<Content, Problem> {
    let t = visit.t();
    let mut content = typed.content.clone();
    errors.unless(!content.title.is_empty(), "title_en", || t.s("insight-section-title-missing"));
    for (name, words) in [("title_en", &content.title.en), ("title_fr", &content.title.fr)] {
        errors
            .unless(words.chars().count() <= LONGEST_TITLE, name, || t.n("insight-section-title-long", LONGEST_TITLE));
    }
    for (name, words) in [("text_en", &content.text.en), ("text_fr", &content.text.fr)] {
        errors.unless(words.chars().count() <= LONGEST_TEXT, name, || t.n("insight-section-text-long", LONGEST_TEXT));
    }
    match scene.section.kind {
        Kind::Figure => figure_fits(visit, content.figure.as_ref(), errors),
        Kind::Chosen => content.chosen = chosen(visit, &typed.chosen, errors)?,
        Kind::Recommendations => content.recommendations = recommendations(&t, scene, &typed.lines, errors),
        Kind::Text | Kind::Finding => {}
    }
    Ok(content)
}

fn figure_fits(visit: &Visit<Write>, figure: Option<&Figure>, errors: &mut Errors) {
    let t = visit.t();
    let known = figure.and_then(|one| Some((one, visit.house().indicator(&one.indicator)?.1)));
    let Some((figure, indicator)) = known.filter(|(one, indicator)| indicator.by.contains(&one.by.as_str())) else {
        errors.add("indicator", t.s("insight-figure-missing"));
        return;
    };
    let fits = match indicator.of {
        Of::All => true,
        Of::Record => !figure.of.is_empty(),
        Of::Part => !figure.of.is_empty() && !figure.part.is_empty(),
    };
    errors.unless(fits, "of", || t.s("insight-figure-of-missing"));
    for (name, country) in [("level", figure.level.country().unwrap_or_default()), ("beside", figure.beside.as_str())] {
        let two = country.is_empty() || country.len() == 2 && country.chars().all(|c| c.is_ascii_uppercase());
        errors.unless(two, name, || t.s("insight-report-country-wrong"));
        errors.unless(country.is_empty() || indicator.by_country, name, || t.s("insight-figure-no-country"));
    }
}

/// Records by their addresses, one a line: those that the writer sees.
fn chosen(visit: &Visit<Write>, typed: &str, errors: &mut Errors) -> Result<Vec<Uuid>, Problem> {
    let t = visit.t();
    let mut all = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST) {
        let path = line.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        match path.rsplit('/').next().and_then(|end| end.parse::<Uuid>().ok()) {
            Some(uuid) if !all.contains(&uuid) => all.push(uuid),
            Some(_) => {}
            None => errors.add("chosen", t.a("insight-chosen-unknown", [("line", line.into())])),
        }
    }
    let seen = super::show::addresses(visit, &*visit.read()?, &all)?;
    if seen.len() < all.len() && errors.is_empty() {
        errors.add("chosen", t.s("insight-chosen-unseen"));
    }
    Ok(all)
}

fn recommendations(t: &Words, scene: &Scene, lines: &[Line], errors: &mut Errors) -> Vec<Recommendation> {
    let mut all = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !(line.en.is_empty() && line.fr.is_empty())) {
        let owner = recommended::named(&scene.organisations, &line.owner);
        let due = line.due.parse().ok();
        errors.unless(owner.is_some() && due.is_some(), "what_en", || {
            t.n("insight-recommendation-missing", n as u64 + 1)
        });
        if let (Some(owner), Some(due)) = (owner, due) {
            all.push(Recommendation { what: Both { en: line.en.clone(), fr: line.fr.clone() }, owner, due });
        }
    }
    all
}

/// Keeps it, and what its figure gives.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let t = visit.t();
    let scene = scene(visit)?;
    let typed = Typed::of(visit.form(), scene.section.kind, &scene.section.content);
    let mut errors = Errors::default();
    let content = checked(visit, &scene, &typed, &mut errors)?;
    let late = typed.version != scene.section.version;
    if late || !errors.is_empty() {
        return Ok(draw(visit, Some(typed), errors, late)?.refused().into());
    }
    visit.close();
    let kept = compute(visit, &scene.report, scene.section.kind, &content)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    let report = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    if report.state != State::Draft {
        return Err(Problem::Conflict);
    }
    if !store::write(&tx, visit.act(), subject.id, (scene.section.id, typed.version), &content)? {
        drop(tx);
        return Ok(draw(visit, Some(typed), errors, true)?.refused().into());
    }
    store::keep(&tx, subject.id, (scene.section.id, typed.version + 1), &kept)?;
    text::put(&tx, subject.id)?;
    ledger::record(&tx, visit.act(), &ReportChanged { report: subject.id, section: Some(scene.section.id) })?;
    tx.commit()?;
    Ok(Reply::done(format!("{}#section-{}", scene.here, scene.section.id), t.s("insight-section-saved")))
}

/// What a section's figure gives, and which of its records all readers see.
///
/// # Errors
/// Those of the areas that answer.
pub fn compute<A>(visit: &Visit<A>, report: &Report, kind: Kind, content: &Content) -> Result<Kept, Problem> {
    let house = visit.house();
    let key = reach::key(house, &report.reach, visit.now())?;
    let mut kept = figure::compute(house, key, content, (report.from, report.until), visit.now())?;
    if kind == Kind::Chosen {
        kept.chosen = super::show::addresses(visit, &house.db.read(key)?, &content.chosen)?;
    }
    Ok(kept)
}

/// A section by its number, its version, and what was computed for it.
pub type Computed = ((i64, i64), Kept);

/// As [`compute`], for every section; with the section and the version that it is of.
///
/// # Errors
/// As [`compute`].
pub fn compute_all<A>(visit: &Visit<A>, report: &Report, sections: &[Section]) -> Result<Vec<Computed>, Problem> {
    let one = |section: &Section| {
        Ok(((section.id, section.version), compute(visit, report, section.kind, &section.content)?))
    };
    sections.iter().map(one).collect()
}

/// Adds a section: an empty one of a kind, or a ready-made one.
///
/// # Errors
/// As [`page`].
pub fn add(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, REPORT, visit.path("uuid")?)?;
    let report = store::of(&read, subject.id)?.filter(|one| one.state == State::Draft).ok_or(Problem::Conflict)?;
    let full = store::sections(&read, subject.id)?.len() >= MOST_SECTIONS;
    drop(read);
    let here = url(&subject);
    let what = visit.form().text("what").to_owned();
    let (kind, content) = match (ready::of(&what), Kind::parse(&what)) {
        _ if full => return Ok(Reply::To(here, Some(("warn", t.n("insight-section-full", MOST_SECTIONS))))),
        (Some(ready), _) => {
            visit.close();
            let (of, part) = first_offer(visit, &report, ready)?;
            (ready.kind, ready::content(ready, &of, &part, &report.country))
        }
        (None, Some(kind)) => {
            let fresh = Content {
                title: Both { en: t.s(&format!("insight-kind-{}", kind.code())), fr: String::new() },
                ..Content::default()
            };
            let members = ready::of("members").filter(|_| kind == Kind::Figure);
            (kind, members.map_or(fresh, |ready| ready::content(ready, "", "", "")))
        }
        (None, None) => return Err(Problem::BadRequest("no such section".into())),
    };
    visit.close();
    let kept = compute(visit, &report, kind, &content)?;
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    let id = store::add(&tx, visit.act(), subject.id, kind, &content)?;
    store::keep(&tx, subject.id, (id, 1), &kept)?;
    text::put(&tx, subject.id)?;
    ledger::record(&tx, visit.act(), &ReportChanged { report: subject.id, section: Some(id) })?;
    visit.finish(tx, Reply::to(format!("{here}/sections/{id}")))
}

/// The newest record that a ready-made figure can be of, and its first part.
fn first_offer(visit: &Visit<Write>, report: &Report, ready: &ready::Ready) -> Result<(String, String), Problem> {
    let (t, house) = (visit.t(), visit.house());
    let content = ready::content(ready, "", "", "");
    let Some((area, indicator)) = content.figure.and_then(|one| house.indicator(&one.indicator)) else {
        return Ok(Default::default());
    };
    let key = reach::key(house, &report.reach, visit.now())?;
    let offer = (area.offers)(house, key, &t, indicator)?.into_iter().next();
    Ok(offer
        .map(|one| (one.of, one.parts.into_iter().next().map(|part| part.0).unwrap_or_default()))
        .unwrap_or_default())
}

/// Moves a section up or down, or takes it away.
///
/// # Errors
/// As [`page`].
pub fn arrange(visit: &mut Visit<Write>) -> Result<Reply, Problem> {
    let section: i64 = visit.path("section")?;
    let what = visit.form().text("do").to_owned();
    let tx = visit.write()?;
    let subject = visit.load(&tx, REPORT, visit.path("uuid")?)?;
    let report = store::of(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    if report.state != State::Draft {
        return Err(Problem::Conflict);
    }
    match what.as_str() {
        "up" => store::shift(&tx, subject.id, section, true)?,
        "down" => store::shift(&tx, subject.id, section, false)?,
        "remove" => store::remove(&tx, subject.id, section)?,
        _ => return Err(Problem::BadRequest("do: up, down or remove".into())),
    }
    text::put(&tx, subject.id)?;
    ledger::record(&tx, visit.act(), &ReportChanged { report: subject.id, section: Some(section) })?;
    tx.commit()?;
    let at = if what == "remove" { String::from("#add") } else { format!("#section-{section}") };
    Ok(Reply::to(format!("{}{at}", url(&subject))))
}

/// The organisations of recommendations by name.
///
/// # Errors
/// Those of the database.
pub fn owners(
    read: &belfry_store::Read,
    sections: &[Section],
) -> Result<std::collections::HashMap<OrganisationId, String>, Problem> {
    let ids: Vec<OrganisationId> =
        sections.iter().flat_map(|one| &one.content.recommendations).map(|one| one.owner).collect();
    if ids.is_empty() {
        return Ok(Default::default());
    }
    Ok(organisation::names(read, &ids)?.into_iter().map(|(id, name)| (id, name.name)).collect())
}

/// Key of the program itself, for obligations.
pub(super) const OWN: Key = Key::SYSTEM;
