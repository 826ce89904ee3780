//! Dashboards: figures of the last twelve months as the reader may see them, each with the way to where it comes from.
//!
//! | module | holds |
//! |---|---|
//! | [`desk`] | for whoever coordinates: who takes part, where measures stand, what is shared, what was recommended |
//! | [`own`] | for one's own organisation: what it shares, what is recommended to it |

pub mod desk;
pub mod own;

use belfry_contracts::figures::{Ask, Level, Of, Shape};
use belfry_documents::chart::Chart;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Read as Picture, Sql, args, scope};
use belfry_web::Visit;
use belfry_words::Words;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::figure::{self, Under};
use crate::report::REPORT;
use crate::report::content::Both;

/// Months that a dashboard looks back.
const MONTHS: i32 = 12;

/// A figure on a dashboard.
pub struct Panel {
    /// Unique on the page.
    pub id: String,
    /// The figure.
    pub chart: Chart,
    /// What stands below.
    pub under: Under,
}

/// What is asked for a dashboard.
struct Wanted {
    indicator: &'static str,
    by: &'static str,
    shape: Shape,
    own: Option<OrganisationId>,
}

/// The last twelve months, whole ones of UTC, up to now.
fn period(now: Timestamp) -> (Timestamp, Timestamp) {
    let today = now.to_zoned(TimeZone::UTC).date().first_of_month();
    let first = today.checked_sub((MONTHS - 1).months()).unwrap_or(today);
    (first.to_zoned(TimeZone::UTC).map_or(now, |at| at.timestamp()), now)
}

/// The figures that areas answer for this reader, in the order in which they are wanted.
fn panels<A>(visit: &Visit<A>, wanted: &[Wanted]) -> Result<Vec<Panel>, Problem> {
    let (t, house) = (visit.t(), visit.house());
    let (from, until) = period(visit.now());
    let mut panels = Vec::new();
    for (n, one) in wanted.iter().enumerate() {
        let Some((area, indicator)) = house.indicator(one.indicator) else { continue };
        // Of a survey: the newest that is shown.
        let of = match indicator.of {
            Of::All => String::new(),
            Of::Record | Of::Part => {
                let offer = (area.offers)(house, visit.key(), &t, indicator)?.into_iter().next();
                let Some(offer) = offer else { continue };
                offer.of
            }
        };
        let ask = Ask {
            indicator: one.indicator.into(),
            by: one.by.into(),
            of,
            part: String::new(),
            from,
            until,
            level: Level::European,
            own: one.own,
        };
        let Some(table) = figure::answer(house, visit.key(), &t, &ask)? else { continue };
        if table.is_empty() {
            continue;
        }
        let title = figure::title(&t, indicator, one.by);
        let id = format!("panel-{n}");
        panels.push(Panel {
            chart: figure::plot(&t, &title, Some(indicator), one.shape, &table).chart(&id, &t),
            under: figure::under(&t, Some(indicator), &table, visit.now()),
            id,
        });
    }
    Ok(panels)
}

/// A recommendation on a dashboard.
pub struct Open {
    /// What.
    pub what: String,
    /// The report that says it.
    pub report: String,
    /// Its page.
    pub href: String,
    /// By when: as a machine reads it, and a person.
    pub due: (String, String),
    /// Whether that day is past.
    pub late: bool,
}

/// What is recommended; once it was kept in one language only.
fn what(data: &serde_json::Value) -> Both {
    match data.as_str() {
        Some(once) => Both { en: once.to_owned(), fr: String::new() },
        None => serde_json::from_value(data.clone()).unwrap_or_default(),
    }
}

/// Recommendations that are open: of reports of some organisations, or to some organisations.
fn open(
    read: &Picture,
    t: &Words,
    now: Timestamp,
    to: &[OrganisationId],
    by: &[OrganisationId],
) -> Result<Vec<Open>, Problem> {
    let ids = |all: &[OrganisationId]| all.iter().map(|id| id.0).collect::<Vec<_>>();
    let mut sql = Sql::new(
        "select s.title, s.uuid, o.data, o.due from store_obligations o join store_subjects s on s.id = o.subject_id \
         where s.kind = ? and o.what = ? and o.ended is null and (o.organisation_id in {ints ?} or s.owner_id in {ints ?}) and",
        [REPORT.into(), crate::report::DUE.into(), ids(to).into(), ids(by).into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by o.due, o.id limit 50", []);
    Ok(read.rows(sql, args![], |row| {
        let data: serde_json::Value = serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default();
        let due: Timestamp = row.get(3)?;
        Ok(Open {
            what: what(&data["what"]).said(t.language()).to_owned(),
            report: row.get(0)?,
            href: format!("{}{}", REPORT.path, row.get::<uuid::Uuid>(1)?),
            due: (due.to_string(), t.date(due)),
            late: due < now,
        })
    })?)
}
