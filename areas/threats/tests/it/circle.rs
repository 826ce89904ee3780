//! A small community for stories: three organisations, one circle of two of them, and somebody who writes.

use belfry_identity::circle::{self, CircleFields};
use belfry_kernel::{CircleId, OrganisationId, Person, PersonId, Role, Tlp};
use belfry_store::Key;
use belfry_testkit::{Engine, TestSite, Visitor};
use uuid::Uuid;

/// The community. Water and harbour are in the circle, the bank is not.
pub struct Community {
    pub site: TestSite,
    pub water: OrganisationId,
    pub harbour: OrganisationId,
    pub bank: OrganisationId,
    pub circle: Uuid,
    pub circle_id: CircleId,
}

fn speaker(organisation: OrganisationId) -> Person {
    Person {
        id: PersonId(1),
        name: "Speaker".into(),
        organisation,
        roles: vec![(organisation, Role::OrganisationAdministrator)],
        may_write: true,
    }
}

impl Community {
    pub fn new(engine: Engine) -> Self {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let water = site.organisation("Lower Mere Water", "oes");
        let harbour = site.organisation("Port of Ostrel", "oes");
        let bank = site.organisation("Valley Bank", "oes");
        let (id, circle) = found(&site, water, "Shoreline", Tlp::Amber);
        join(&site, id, water, harbour);
        Self { site, water, harbour, bank, circle, circle_id: id }
    }

    /// A new draft by somebody, at this level, for this audience; its address.
    pub fn draft(&self, by: &Visitor<'_>, title: &str, tlp: &str, reach: &str) -> String {
        let fields = [("title", title), ("date", "2026-03-01"), ("tlp", tlp), ("reach", reach)];
        let to = by.submit("/threats/events/new", &fields).expect(303).location.expect("the editor");
        to.trim_end_matches("/edit").to_owned()
    }

    /// Publishes what stands there, as it was previewed just now.
    pub fn publish(&self, by: &Visitor<'_>, event: &str, reach: &str, tlp: &str) {
        let version = self.version(by, event);
        let fields = [("version", version.as_str()), ("reach", reach), ("tlp", tlp)];
        by.submit(&format!("{event}/publish"), &fields).expect(303);
    }

    /// The version that the page about publishing shows.
    pub fn version(&self, by: &Visitor<'_>, event: &str) -> String {
        hidden(&by.get(&format!("{event}/publish")).expect(200).text, "version")
    }
}

/// What a page keeps in a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[at..].split('"').next().unwrap_or_default().to_owned()
}

fn found(site: &TestSite, owner: OrganisationId, name: &str, ceiling: Tlp) -> (CircleId, Uuid) {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    let fields =
        CircleFields { name: name.into(), purpose: String::new(), rules: String::new(), ceiling, hidden: false };
    let made = circle::create(&tx, site.act(), &speaker(owner), owner, fields).expect("a circle");
    tx.commit().expect("commit");
    made
}

fn join(site: &TestSite, circle: CircleId, owner: OrganisationId, organisation: OrganisationId) {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    circle::invite(&tx, site.act(), &speaker(owner), circle, organisation, false).expect("an invitation");
    circle::accept(&tx, site.act(), &speaker(organisation), circle, organisation).expect("a membership");
    tx.commit().expect("commit");
}
