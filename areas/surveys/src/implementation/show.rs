//! The heat map: requirements by country, with what is missing and what others can learn from.

use std::collections::HashMap;

use askama::Template;
use belfry_catalogue::{Framework, Language, store as frameworks};
use belfry_documents::chart::{Cell, Chart, Line};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Read as Picture;
use belfry_web::components::{Choice, Tab};
use belfry_web::prose::harmless;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::map::{Map, map};
use super::store::{self, Narrow, Record};
use super::{HERE, Status};
use crate::access::{Read, Report};
use crate::answer::turn;
use crate::campaign::Level;
use crate::tabs::tabs;
use crate::{catalogue, form};

/// Where the map begins when no framework is chosen.
const FIRST: &str = "nis2-article-21";
/// Records and examples that are listed.
const MOST: usize = 100;

/// What a heat map is of: chosen in the address.
pub struct Scene {
    /// By which framework.
    pub framework: Framework,
    /// The requirements, in their order.
    pub codes: Vec<String>,
    /// What is recorded.
    pub records: Vec<Record>,
    /// What they are narrowed to.
    pub narrow: Narrow,
}

/// Loads what the address asks for.
///
/// # Errors
/// [`Problem::NotFound`] for a framework that there is not, and those of the database.
pub fn scene<A>(visit: &Visit<A>, read: &Picture) -> Result<Scene, Problem> {
    let (name, version) = visit.query("framework").split_once(':').unwrap_or((visit.query("framework"), ""));
    let framework = catalogue::load(read, if name.is_empty() { FIRST } else { name }, version)?;
    let narrow = Narrow { sector: visit.query("sector").to_owned(), level: visit.query("level").to_owned() };
    let records = store::list(read, (&framework.name, &framework.version), &narrow)?;
    let codes = framework.items.iter().filter(|item| item.assessable).map(|item| item.code.clone()).collect();
    Ok(Scene { codes, framework, records, narrow })
}

struct Row {
    id: String,
    code: String,
    title: String,
    country: String,
    sector: String,
    level: String,
    status: String,
    chip: &'static str,
    owner: String,
    when: (String, String),
    html: [String; 2],
    good: bool,
    edit: String,
}

struct GapRow {
    title: String,
    code: String,
    countries: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "implementation/show.html")]
struct Body {
    t: Words,
    tabs: Vec<Tab>,
    frameworks: Vec<Choice>,
    sectors: Vec<Choice>,
    levels: Vec<Choice>,
    map: Chart,
    gaps: Vec<GapRow>,
    examples: Vec<Row>,
    chosen: String,
    records: Vec<Row>,
    count: String,
    csv: String,
    xlsx: String,
    reports: bool,
    report: String,
}

/// The page.
///
/// # Errors
/// As [`scene`].
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let scene = scene(visit, &read)?;
    let owners: Vec<OrganisationId> = scene.records.iter().map(|record| record.owner).collect();
    let names = organisation::names(&read, &owners)?;
    let all = frameworks::list(&read)?;
    drop(read);
    let language = form::language(&t);
    let mine = visit.person()?.organisation;
    let of = of(&scene);
    let reports = visit.may::<Report>(None);
    let told = Told { t: &t, language: &language, scene: &scene, names: &names, mine, reports };
    let map = map(&scene.codes, &scene.records);
    let (item, country) = (visit.query("item"), visit.query("country"));
    let chosen = scene.records.iter().filter(|record| record.code == item && record.country == country);
    let (csv, xlsx) = belfry_web::table::links(HERE, &query(&scene, &[]));
    let body = Body {
        tabs: tabs(&t, HERE),
        frameworks: all
            .iter()
            .map(|entry| {
                let by = [
                    ("framework", entry.called.said(&language, &[]).into()),
                    ("version", entry.version.as_str().into()),
                ];
                Choice::new(format!("{}:{}", entry.name, entry.version), t.a("surveys-assess-by", by), &of)
            })
            .collect(),
        sectors: chosen_of(turn::sectors(&t), &scene.narrow.sector),
        levels: levels(&t, &scene.narrow.level),
        map: told.chart(&map),
        gaps: told.gaps(&map),
        examples: scene.records.iter().filter(|record| record.good).take(MOST).map(|one| told.row(one)).collect(),
        records: chosen.take(MOST).map(|one| told.row(one)).collect(),
        chosen: if item.is_empty() { String::new() } else { told.cell(item, country) },
        count: t.n("surveys-implementation-records", scene.records.len()),
        csv,
        xlsx,
        reports,
        report: format!("{HERE}/record?framework={of}"),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("surveys-implementation-title"), body)
        .lead(t.s("surveys-implementation-lead"))
        .crumb(t.s("surveys-nav"), "/surveys");
    if reports {
        let href = format!("{HERE}/record?framework={of}");
        page = page.action(Action::link(t.s("surveys-implementation-record"), href, "plus").primary());
    }
    Ok(page.into())
}

fn of(scene: &Scene) -> String {
    format!("{}:{}", scene.framework.name, scene.framework.version)
}

/// What is chosen, as it stands in an address, with more.
fn query(scene: &Scene, more: &[(&str, &str)]) -> String {
    let of = of(scene);
    let own = [("framework", of.as_str()), ("sector", &scene.narrow.sector), ("level", &scene.narrow.level)];
    let all = own.iter().chain(more).filter(|(_, value)| !value.is_empty());
    all.map(|(name, value)| format!("{name}={}", catalogue::encoded(value))).collect::<Vec<_>>().join("&")
}

fn chosen_of(mut all: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    all.iter_mut().for_each(|one| one.chosen = one.value == chosen);
    all
}

/// National, joint, European, to choose from.
pub(super) fn levels(t: &Words, chosen: &str) -> Vec<Choice> {
    let choice = |level: &Level| Choice::new(level.code(), t.s(&format!("surveys-level-{}", level.code())), chosen);
    Level::ALL.iter().map(choice).collect()
}

/// A status in words.
pub(super) fn said(t: &Words, status: Status) -> String {
    t.s(&format!("surveys-implementation-status-{}", status.code()))
}

struct Told<'a> {
    t: &'a Words,
    language: &'a Language,
    scene: &'a Scene,
    names: &'a HashMap<OrganisationId, OrganisationName>,
    mine: OrganisationId,
    reports: bool,
}

impl Told<'_> {
    fn title(&self, code: &str) -> String {
        let framework = &self.scene.framework;
        framework.item(code).map_or_else(|| code.to_owned(), |item| catalogue::heading(item, self.language, framework))
    }

    fn country(&self, code: &str) -> String {
        if code == super::UNION { self.t.s("surveys-implementation-union") } else { self.t.named("country", code) }
    }

    fn cell(&self, code: &str, country: &str) -> String {
        let args = [("item", self.title(code).into()), ("country", self.country(country).into())];
        self.t.a("surveys-implementation-cell", args)
    }

    fn chart(&self, map: &Map) -> Chart {
        let t = self.t;
        let cell = |code: &String, country: &String| match map.tiles.get(&(code.clone(), country.clone())) {
            None => Cell { said: t.s("surveys-implementation-untold"), ..Cell::default() },
            Some(tile) => Cell {
                said: if tile.good {
                    t.a("surveys-implementation-good-cell", [("status", said(t, tile.status).into())])
                } else {
                    said(t, tile.status)
                },
                href: format!("{HERE}?{}#records", query(self.scene, &[("item", code), ("country", country)])),
                class: tile.status.class(),
            },
        };
        let row = |code: &String| Line {
            label: self.title(code),
            cells: map.countries.iter().map(|country| cell(code, country)).collect(),
            ..Line::default()
        };
        let mut head = vec![t.s("surveys-implementation-requirement")];
        head.extend(map.countries.iter().map(|country| self.country(country)));
        let most = map.gaps.first().map(|gap| (self.title(&gap.code), gap.countries.len()));
        let summary = match most {
            _ if map.countries.is_empty() => t.s("surveys-implementation-nothing"),
            None => t.n("surveys-implementation-no-gaps", map.countries.len()),
            Some((title, n)) => t.a(
                "surveys-implementation-summary",
                [
                    ("countries", map.countries.len().into()),
                    ("gaps", map.gaps.len().into()),
                    ("item", title.into()),
                    ("n", n.into()),
                ],
            ),
        };
        Chart {
            title: t.s("surveys-implementation-map"),
            summary,
            head,
            rows: if map.countries.is_empty() { Vec::new() } else { self.scene.codes.iter().map(row).collect() },
            ..Chart::default()
        }
    }

    fn gaps(&self, map: &Map) -> Vec<GapRow> {
        let country = |(country, status): &(String, Option<Status>)| {
            let words = status.map_or_else(|| self.t.s("surveys-implementation-untold"), |status| said(self.t, status));
            let args = [("country", self.country(country).into()), ("status", words.into())];
            (self.t.a("surveys-implementation-gap", args), status.map_or("", Status::chip))
        };
        let row = |gap: &super::map::Gap| GapRow {
            title: self.title(&gap.code),
            code: gap.code.clone(),
            countries: gap.countries.iter().map(country).collect(),
        };
        if map.countries.is_empty() { Vec::new() } else { map.gaps.iter().map(row).collect() }
    }

    fn row(&self, one: &Record) -> Row {
        let t = self.t;
        let edit = format!(
            "{HERE}/record?framework={}&code={}&sector={}",
            of(self.scene),
            catalogue::encoded(&one.code),
            catalogue::encoded(&one.sector)
        );
        Row {
            id: format!("r-{}", one.id),
            code: one.code.clone(),
            title: self.title(&one.code),
            country: self.country(&one.country),
            sector: sector(t, &one.sector),
            level: t.s(&format!("surveys-level-{}", one.level.code())),
            status: said(t, one.status),
            chip: one.status.chip(),
            owner: self.names.get(&one.owner).map(|name| name.short_name.clone()).unwrap_or_default(),
            when: (one.saved.to_string(), t.date(one.saved)),
            html: [&one.note, &one.evidence].map(|text| harmless(text, &HashMap::new())),
            good: one.good,
            edit: if self.reports && one.owner == self.mine { edit } else { String::new() },
        }
    }
}

/// A sector by name; all of them for none.
pub(super) fn sector(t: &Words, code: &str) -> String {
    if code.is_empty() { t.s("surveys-implementation-all-sectors") } else { t.named("sector", code) }
}
