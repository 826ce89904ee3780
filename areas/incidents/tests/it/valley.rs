//! A small valley: a water utility, its authority, CSIRT and point of contact, and somebody whom it does not concern.

use belfry_identity::organisation::directory;
use belfry_kernel::{OrganisationId, Role};
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, Visitor};

pub fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_incidents::area()])
}

pub struct Valley<'a> {
    site: &'a TestSite,
    pub nca: OrganisationId,
    pub spoc: OrganisationId,
    pub water: OrganisationId,
    pub grid: OrganisationId,
    /// The utility's only security officer.
    pub tomas: Visitor<'a>,
    /// Of the utility, who reads.
    pub rita: Visitor<'a>,
    /// Supervises for the authority.
    pub sofia: Visitor<'a>,
    /// Of the CSIRT.
    pub carl: Visitor<'a>,
    /// Of the single point of contact.
    pub paul: Visitor<'a>,
    /// Of another operator.
    pub anna: Visitor<'a>,
}

impl Drop for Valley<'_> {
    /// Every fact is told to ticket systems; stories of other things leave that to the end.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.site.run_jobs();
        }
    }
}

/// Where an organisation is and what it does.
pub fn place(site: &TestSite, organisation: OrganisationId, country: &'static str, sectors: &[&str]) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    tx.execute("update identity_organisations set country = $2 where id = $1", args![organisation, country]).unwrap();
    let sectors: Vec<String> = sectors.iter().map(|sector| (*sector).to_owned()).collect();
    directory::place_as_program(&tx, organisation, None, &sectors).unwrap();
    tx.commit().unwrap();
}

pub fn valley(site: &TestSite) -> Valley<'_> {
    let nca = site.organisation("Valley Authority", "nca");
    let csirt = site.organisation("Valley CSIRT", "csirt");
    let spoc = site.organisation("Valley Contact", "spoc");
    let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
    for office in [nca, csirt, spoc] {
        place(site, office, "LU", &[]);
    }
    place(site, water, "LU", &["drinking-water"]);
    place(site, grid, "LU", &["energy"]);
    Valley {
        site,
        tomas: site.person("Tomas", water, &[Role::Contributor]),
        rita: site.person("Rita", water, &[Role::Reader]),
        sofia: site.person("Sofia", nca, &[Role::Supervisor]),
        carl: site.person("Carl", csirt, &[Role::CsirtAnalyst]),
        paul: site.person("Paul", spoc, &[Role::SpocOfficer]),
        anna: site.person("Anna", grid, &[Role::NisImplementer]),
        nca,
        spoc,
        water,
        grid,
    }
}

/// What is said at 02:00, and what else is typed.
pub fn minute<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("what", "Pumps of the north plant are down. Screens are locked."),
        ("suspected", "yes"),
        ("border", "no"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

/// Sends an early warning; the record's page.
pub fn warn(who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    let receipt = who.submit("/incidents/warn", &minute(more)).expect(303).location.expect("a receipt");
    receipt.strip_suffix("/receipt").expect("of a record").to_owned()
}

/// The addresses of a kind on a page, each once.
pub fn links(page: &str, path: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (at, _) in page.match_indices(path) {
        let uuid: String = page[at + path.len()..].chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect();
        let link = format!("{path}{uuid}");
        if uuid.len() == 36 && !all.contains(&link) {
            all.push(link);
        }
    }
    all
}

/// The only notification of an incident.
pub fn told(who: &Visitor<'_>, incident: &str) -> String {
    let page = who.get(incident).expect(200).text;
    links(&page, "/incidents/notifications/").into_iter().next().expect("a notification")
}

/// What an incident notification says.
pub fn notification<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("page", "0"),
        ("go", "send"),
        ("what", "Pumps of the north plant are down since one."),
        ("suspected", "yes"),
        ("severity", "yellow"),
        ("impact", "Two villages are without water."),
        ("border", "no"),
        ("indicators", "198.51.100.7"),
        ("help", "Somebody who knows these controllers."),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

/// What a final report says.
pub fn last<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("page", "0"),
        ("go", "send"),
        ("what", "A supplier's access was abused."),
        ("severity", "yellow"),
        ("impact", "Two villages were without water for nine hours."),
        ("cause", "malicious-action"),
        ("root", "A shared password."),
        ("measures", "It is gone."),
        ("border", "no"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}
