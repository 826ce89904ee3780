//! What surveys tell reports and dashboards: only of those whose results are shown, through the same disclosure control as their pages.
//!
//! | module | holds |
//! |---|---|
//! | this | what is offered, and who answers it |
//! | [`taken`] | how many took part |
//! | [`answers`] | how a question was answered |
//! | [`maturity`] | where questions on one scale stand, on average |
//! | [`coarse`] | means that leave open what single answers were; pure |
//!
//! Deliberately absent: figures of surveys that are not shown yet, for whomever; a filter that cuts out any group one likes. A country is
//! told by itself where its organisations would stand by themselves in a table by country.

pub mod answers;
pub mod coarse;
pub mod maturity;
pub mod taken;

use belfry_contracts::figures::{Ask, Indicator, Level, Of, Offer, Origin, Shape, Table, Unit, dimension};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read as Picture, Sql, args, scope};
use belfry_web::House;
use belfry_web::area::Figures;
use belfry_words::Words;
use uuid::Uuid;

use crate::campaign::store::{self, Campaign};
use crate::campaign::{self, CAMPAIGN, State};
use crate::disclosure::Shown;
use crate::result::load::{self, Outcome};
use crate::result::{drawn, tally};

/// Surveys that are offered to a report.
const OFFERED: i64 = 50;

/// What the area offers.
pub const FIGURES: Figures = Figures { indicators: INDICATORS, offers, answer };

const TAKEN: &str = "surveys.participation";
const ANSWERS: &str = "surveys.answers";
const MATURITY: &str = "surveys.maturity";

/// By what participation can be told.
const GROUPS: &[&str] = &[dimension::WAVE, dimension::SECTOR, dimension::KIND, dimension::COUNTRY];

const INDICATORS: &[Indicator] = &[
    Indicator {
        key: TAKEN,
        title: belfry_words::key!("surveys-figure-participation"),
        definition: belfry_words::key!("surveys-figure-participation-means"),
        unit: Unit::Count,
        by: GROUPS,
        of: Of::Record,
        by_country: true,
        for_one: false,
        shape: Shape::Bars,
    },
    Indicator {
        key: MATURITY,
        title: belfry_words::key!("surveys-figure-maturity"),
        definition: belfry_words::key!("surveys-figure-maturity-means"),
        unit: Unit::Points,
        by: &[dimension::QUESTION, dimension::SECTOR, dimension::KIND, dimension::COUNTRY, dimension::WAVE],
        of: Of::Record,
        by_country: true,
        for_one: false,
        shape: Shape::Radar,
    },
    Indicator {
        key: ANSWERS,
        title: belfry_words::key!("surveys-figure-answers"),
        definition: belfry_words::key!("surveys-figure-answers-means"),
        unit: Unit::Count,
        by: &[dimension::ANSWER, dimension::SECTOR, dimension::KIND, dimension::COUNTRY, dimension::WAVE],
        of: Of::Part,
        by_country: true,
        for_one: false,
        shape: Shape::Bars,
    },
];

/// A survey that is asked about, and what its reader may know.
pub(crate) struct Asked<'a> {
    /// The program's own picture: what counts may be of more than the reader sees.
    read: &'a Picture,
    t: &'a Words,
    subject: Subject,
    campaign: Campaign,
    /// The waves of the series that the reader sees and that are shown, oldest first.
    waves: Vec<(Subject, Campaign)>,
    /// Of one country only; the survey is of several.
    country: Option<String>,
}

impl Asked<'_> {
    /// What came out of it, split.
    fn outcome(&self, by: &str) -> Result<Outcome, Problem> {
        load::of(self.read, self.t, (self.subject.clone(), self.campaign.clone()), by, None)
    }

    /// What came out of each wave.
    fn outcomes(&self) -> Result<Vec<Outcome>, Problem> {
        let of = |(subject, campaign): &(Subject, Campaign)| {
            load::of(self.read, self.t, (subject.clone(), campaign.clone()), "", None)
        };
        self.waves.iter().map(of).collect()
    }

    /// A table with what is known of everybody in it.
    fn table(&self, of: &str, outcome: &Outcome) -> Table {
        let origin = |(subject, _): &(Subject, Campaign)| Origin {
            title: subject.title.clone(),
            href: format!("{}/results", campaign::url(subject)),
        };
        let this = (self.subject.clone(), self.campaign.clone());
        Table {
            of: of.to_owned(),
            population: invited(&self.campaign).and_then(|invited| u64::try_from(invited).ok()),
            responses: u64::try_from(outcome.answered).ok(),
            least: u64::try_from(self.campaign.plan.least).ok(),
            origins: vec![origin(&this)],
            ..Table::default()
        }
    }

    fn least(&self) -> u64 {
        u64::try_from(self.campaign.plan.least).unwrap_or(u64::MAX)
    }
}

fn offers(house: &House, key: Key, t: &Words, indicator: &Indicator) -> Result<Vec<Offer>, Problem> {
    let read = house.db.read(key)?;
    let mut sql = Sql::new("select s.id", []);
    sql.append(&scope::visible(&read, CAMPAIGN, "join surveys_campaigns c on c.id = s.id")?);
    sql.push("and c.state = 'told'", []);
    sql.append(&scope::newest(&read, CAMPAIGN, None, OFFERED)?);
    let ids: Vec<SubjectId> = read.rows(sql, args![], |row| row.get(0))?;
    let subjects = belfry_store::subject::by_ids(&read, &ids)?;
    drop(read);
    let read = house.db.read(Key::SYSTEM)?;
    let mut all = Vec::new();
    for id in ids {
        let Some(subject) = subjects.iter().find(|subject| subject.id == id) else { continue };
        let Some(campaign) = store::of(&read, id)? else { continue };
        let mut parts = Vec::new();
        if indicator.of == Of::Part {
            let Some(form) = store::form(&read, &campaign.plan)? else { continue };
            parts = answers::parts(t, &form);
        }
        if indicator.key == MATURITY
            && store::form(&read, &campaign.plan)?.is_none_or(|form| !maturity::is_measured(t, &form))
        {
            continue;
        }
        let counted = indicator.key == TAKEN && invited(&campaign).is_none();
        all.push((counted, Offer { of: subject.uuid.to_string(), title: subject.title.clone(), parts }));
    }
    // Of how many asked answered, those come first of which one knows how many were asked.
    all.sort_by_key(|(counted, _)| *counted);
    Ok(all.into_iter().map(|(_, offer)| offer).collect())
}

fn answer(house: &House, key: Key, t: &Words, ask: &Ask) -> Result<Option<Table>, Problem> {
    if FIGURES.indicator(&ask.indicator).is_none_or(|one| !one.by.contains(&ask.by.as_str())) || ask.own.is_some() {
        return Ok(None);
    }
    let Ok(uuid) = ask.of.parse::<Uuid>() else { return Ok(None) };
    let read = house.db.read(key)?;
    let Some((subject, campaign)) = told(&read, uuid)? else { return Ok(None) };
    let mut waves = store::waves(&read, campaign.first.unwrap_or(subject.id))?;
    waves.retain(|(_, one)| one.state == State::Told && one.wave <= campaign.wave);
    drop(read);
    let country = match (&ask.level, campaign.plan.level) {
        (Level::National(wanted), campaign::Level::National) if *wanted == campaign.plan.country => None,
        (Level::National(_), campaign::Level::National) => return Ok(None),
        (Level::National(wanted), _) => Some(wanted.clone()),
        // What one country's operators say is not what the Union's do.
        (Level::European | Level::Joint, campaign::Level::National) => return Ok(None),
        _ => None,
    };
    let read = house.db.read(Key::SYSTEM)?;
    let asked = Asked { read: &read, t, subject, campaign, waves, country };
    match ask.indicator.as_str() {
        TAKEN => taken::table(&asked, &ask.by),
        MATURITY => maturity::table(&asked, &ask.by),
        _ => answers::table(&asked, &ask.part, &ask.by),
    }
}

/// A survey that the reader sees and whose results are shown.
fn told(read: &Picture, uuid: Uuid) -> Result<Option<(Subject, Campaign)>, Problem> {
    let mut sql = Sql::new(
        "select s.id from store_subjects s where s.uuid = ? and s.kind = ? and",
        [uuid.into(), CAMPAIGN.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    let Some(id) = read.maybe(sql, args![], |row| row.get::<SubjectId>(0))? else { return Ok(None) };
    let Some(subject) = belfry_store::subject::by_ids(read, &[id])?.pop() else { return Ok(None) };
    let campaign = store::of(read, id)?.filter(|campaign| campaign.state == State::Told);
    Ok(campaign.map(|campaign| (subject, campaign)))
}

/// How many were asked; of an open link nobody knows.
fn invited(campaign: &Campaign) -> Option<i64> {
    (campaign.plan.unit != campaign::Unit::Link).then_some(campaign.invited)
}

/// A count of a result as a cell.
fn cell(shown: Shown) -> belfry_contracts::figures::Cell {
    use belfry_contracts::figures::Cell;
    match shown {
        Shown::Count(n) => Cell::count(n),
        Shown::Withheld => Cell::Withheld,
        Shown::Nearly => Cell::Nearly,
        Shown::Hardly => Cell::Hardly,
    }
}

/// A group of the register: codes and words.
fn group(t: &Words, categories: &[tally::Category]) -> belfry_contracts::figures::Heading {
    let codes: Vec<&str> = categories.iter().map(|one| one.code.as_str()).collect();
    belfry_contracts::figures::Heading::new(codes.join("+"), drawn::joined(t, &categories.iter().collect::<Vec<_>>()))
}
