//! A quarter summed up for ENISA: frozen, and telling of nobody.

use belfry_incidents::incident::store as incidents;
use belfry_incidents::incident::{Cause, Kind, Said};
use belfry_incidents::notification::State;
use belfry_incidents::notification::store::{self, New, Notification};
use belfry_kernel::OrganisationId;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use jiff::Timestamp;

use crate::valley::{place, site, valley};

/// Something that was notified.
struct Told<'a> {
    sector: &'a str,
    kind: Kind,
    voluntary: bool,
    exercise: bool,
    cause: Option<Cause>,
    border: Said,
    received: &'a str,
}

const PLAIN: Told<'_> = Told {
    sector: "energy",
    kind: Kind::Incident,
    voluntary: false,
    exercise: false,
    cause: Some(Cause::Malicious),
    border: Said::No,
    received: "2026-08-10T10:00:00Z",
};

fn tell(site: &TestSite, entity: OrganisationId, to: OrganisationId, told: &Told<'_>) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let mut written = incidents::Written::begun("Europe/Luxembourg", told.received.parse().unwrap());
    written.kind = told.kind;
    written.exercise = told.exercise;
    let incident = incidents::insert(&tx, site.act(), entity, "Something", &written).unwrap();
    let at: Timestamp = told.received.parse().unwrap();
    let notification = Notification {
        incident: incident.id,
        number: String::new(),
        regime: "nis2".into(),
        version: "2026-11-26".into(),
        authority: to,
        voluntary: told.voluntary,
        exercise: told.exercise,
        kind: told.kind,
        trust: false,
        zone: "Europe/Luxembourg".into(),
        country: "LU".into(),
        sector: told.sector.into(),
        border: told.border,
        cause: told.cause,
        state: State::Received,
        contact: String::new(),
        aware: at,
        received: Some(at),
        replied: None,
        notified: None,
        handled: None,
        closed: None,
        step: String::new(),
        due: None,
    };
    let recipients = [(to, vec!["nca".to_owned()])];
    let label = belfry_incidents::incident::own(incident.owner);
    let new = New { incident: &incident, notification: &notification, recipients: &recipients, label: &label };
    let subject = store::open(&tx, site.act(), &new).unwrap();
    tx.execute("update incidents_notifications set received = $2 where id = $1", args![subject.id, at]).unwrap();
    tx.commit().unwrap();
}

/// Six operators, each with so many incidents of energy and of water, and one hospital with three.
fn busy(site: &TestSite, nca: OrganisationId) {
    for n in 0..6 {
        let name = format!("Operator {n}");
        let operator = site.organisation(&name, "oes");
        place(site, operator, "LU", &["energy"]);
        for _ in 0..2 {
            tell(site, operator, nca, &PLAIN);
        }
        tell(
            site,
            operator,
            nca,
            &Told {
                sector: "drinking-water",
                cause: Some(Cause::Human),
                border: Said::Yes,
                received: "2026-07-01T00:30:00Z",
                ..PLAIN
            },
        );
    }
    let hospital = site.organisation("Hospital", "oes");
    place(site, hospital, "LU", &["health"]);
    for _ in 0..3 {
        tell(site, hospital, nca, &Told { sector: "health", kind: Kind::NearMiss, cause: None, ..PLAIN });
    }
    // None of these counts: an exercise, one of another quarter.
    tell(site, hospital, nca, &Told { exercise: true, ..PLAIN });
    tell(site, hospital, nca, &Told { received: "2026-05-01T10:00:00Z", ..PLAIN });
}

both_databases! {
    fn a_quarter_is_frozen_with_its_number_and_tells_of_nobody(engine) {
        let site = site(engine);
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 365));
        let v = valley(&site);
        busy(&site, v.nca);
        // Before it is frozen, nothing of it is told.
        let page = v.paul.get("/incidents/summaries/new").expect(200);
        assert!(page.says("quarter 3 of 2026"), "{}", page.text);
        let made = v.paul.submit("/incidents/summaries/new", &[("of", "nis2/2026-Q3")]).expect(303).location.unwrap();
        let page = v.paul.get(&made).expect(200);
        assert!(page.says("LU-NIS2-2026-Q3") && page.says("21"), "{}", page.text);
        // One hospital is told of together with others, and so are its near misses.
        assert!(!page.text.contains(">Health<"), "{}", page.text);
        let data = v.paul.get(&format!("{made}/data")).expect(200).json();
        assert_eq!((&data["content"]["all"], &data["content"]["least"]), (&21.into(), &5.into()));
        let columns = data["content"]["columns"].as_array().unwrap();
        assert_eq!(columns.len(), 1, "{columns:?}");
        let sectors = &data["content"]["tables"][0];
        assert_eq!(sectors["by"], "sector");
        for row in sectors["rows"].as_array().unwrap() {
            assert!(row["all"].as_u64().unwrap() >= 5, "{row}");
            assert_ne!(row["codes"], serde_json::json!(["health"]));
        }
        let table = v.paul.get(&format!("{made}/table.csv")).expect(200).text;
        assert!(table.starts_with("summary,by,row,category,told,count\r\nLU-NIS2-2026-Q3,all,,,count,21\r\n"), "{table}");
        assert!(v.paul.get(&format!("{made}/pdf")).expect(200).text.starts_with("%PDF"));
        // The same quarter again is another document; the first one stays.
        let again = v.paul.submit("/incidents/summaries/new", &[("of", "nis2/2026-Q3")]).expect(303).location.unwrap();
        assert!(v.paul.get(&again).expect(200).says("LU-NIS2-2026-Q3.2"));
        let list = v.paul.get("/incidents/summaries").expect(200);
        assert!(list.text.contains(&made) && list.text.contains(&again), "{}", list.text);
    }

    fn what_is_notified_later_does_not_change_it(engine) {
        let site = site(engine);
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 365));
        let v = valley(&site);
        busy(&site, v.nca);
        let made = v.paul.submit("/incidents/summaries/new", &[("of", "nis2/2026-Q3")]).expect(303).location.unwrap();
        let before = v.paul.get(&format!("{made}/data")).expect(200).text;
        tell(&site, v.grid, v.nca, &PLAIN);
        assert_eq!(v.paul.get(&format!("{made}/data")).expect(200).text, before);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        assert!(tx.execute("update incidents_summaries set content = '{}'", args![]).is_err());
    }

    fn its_maker_says_who_may_read_it(engine) {
        let site = site(engine);
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 365));
        let v = valley(&site);
        busy(&site, v.nca);
        let made = v.paul.submit("/incidents/summaries/new", &[("of", "nis2/2026-Q3")]).expect(303).location.unwrap();
        for other in [&v.sofia, &v.anna] {
            other.get(&made).expect(404);
            assert!(!other.get("/incidents/summaries").expect(200).says("LU-NIS2"));
        }
        v.sofia.submit(&format!("{made}/share"), &[("reach", "everyone")]).expect(403);
        v.paul.submit(&format!("{made}/share"), &[("reach", "community")]).expect(303);
        assert!(v.anna.get(&made).expect(200).says("LU-NIS2-2026-Q3"));
        v.anna.submit(&format!("{made}/share"), &[("reach", "own")]).expect(403);
    }

    fn few_are_not_told_of_at_all(engine) {
        let site = site(engine);
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 365));
        let v = valley(&site);
        for _ in 0..9 {
            tell(&site, v.water, v.nca, &PLAIN);
        }
        let made = v.paul.submit("/incidents/summaries/new", &[("of", "nis2/2026-Q3")]).expect(303).location.unwrap();
        let page = v.paul.get(&made).expect(200);
        assert!(page.says("Too little was notified") && !page.says("Energy"), "{}", page.text);
    }

    fn only_a_point_of_contact_sums_up_and_only_what_is_over(engine) {
        let site = site(engine);
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 365));
        let v = valley(&site);
        for other in [&v.sofia, &v.carl, &v.anna] {
            other.get("/incidents/summaries/new").expect(403);
        }
        for of in ["nis2/2030-Q1", "nis2/2026", "gdpr/2026-Q1", "nis2", ""] {
            let page = v.paul.submit("/incidents/summaries/new", &[("of", of)]).expect(422);
            assert!(page.says("Choose a law and a period that is over"), "{of}");
        }
    }
}
