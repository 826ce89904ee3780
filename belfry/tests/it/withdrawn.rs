//! An event goes out of somebody's sight: narrowed, withdrawn, deleted. Who had it hears that, nothing else, and once.

use belfry_identity::person::{self, Wishes};
use belfry_kernel::{PersonId, Role};
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};
use jiff::SignedDuration;

/// What each act is told as.
const SAID: [(&str, &str); 3] = [
    ("withdraw", "Lower Mere Water withdrew: Odd logins"),
    ("delete", "Lower Mere Water deleted: Odd logins"),
    ("narrow", "Lower Mere Water no longer shares with you: Odd logins"),
];

/// Water shares; the port is in its circle; of the others one hears of new events, the others do not wish to.
struct Story<'a> {
    ana: Visitor<'a>,
    omar: Visitor<'a>,
    rita: Visitor<'a>,
    gus: Visitor<'a>,
    hal: Visitor<'a>,
    circle: String,
}

fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_desk::area(), belfry_threats::area()])
}

fn people(site: &TestSite) -> Story<'_> {
    let all = ["Lower Mere Water", "Port of Ostrel", "Valley Bank", "Grid", "Mill"];
    let [water, harbour, bank, grid, mill] = all.map(|name| site.organisation(name, "oes"));
    let circle = site.circle("Shoreline", false, &[water, harbour]);
    let story = Story {
        ana: site.person("Ana", water, &[Role::Contributor]),
        omar: site.person("Omar", harbour, &[Role::Reader]),
        rita: site.person("Rita", bank, &[Role::Reader]),
        gus: site.person("Gus", grid, &[Role::Reader]),
        hal: site.person("Hal", mill, &[Role::Reader]),
        circle: {
            let read = site.db.db.read(Key::SYSTEM).expect("read");
            let sql = "select uuid from store_subjects where id = $1";
            read.one(sql, args![circle], |row| row.get::<uuid::Uuid>(0)).expect("a circle").to_string()
        },
    };
    [story.gus.id(), story.hal.id()].into_iter().for_each(|one| wants_no_news(site, one));
    story
}

fn wants_no_news(site: &TestSite, person: PersonId) {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    let mut settings = person::settings(&tx, person).expect("settings");
    settings.wishes = Wishes { muted: ["threats.event-published".to_owned()].into(), ..Wishes::default() };
    person::save_settings(&tx, person, &settings).expect("saved");
    tx.commit().expect("commit");
}

impl Story<'_> {
    /// Published for the community, told, and taken by the grid; its page.
    fn shared(&self, site: &TestSite) -> String {
        let fields = [("title", "Odd logins"), ("date", "2026-03-01"), ("tlp", "amber"), ("reach", "community")];
        let to = self.ana.submit("/threats/events/new", &fields).expect(303).location.expect("the editor");
        let event = to.trim_end_matches("/edit").to_owned();
        self.publish(&event, "community");
        site.run_jobs();
        self.gus.get(&format!("{event}/export/misp")).expect(200);
        event
    }

    fn publish(&self, event: &str, reach: &str) {
        let form = self.ana.get(&format!("{event}/publish")).expect(200).text;
        let version = form.split_once("name=\"version\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
        let fields = [("version", version.expect("a version").0), ("reach", reach), ("tlp", "amber")];
        self.ana.submit(&format!("{event}/publish"), &fields).expect(303);
    }

    /// Who hears of this act, and that each hears it once, and of no other act that takes it out of sight.
    fn hear(&self, act: &str) -> [bool; 5] {
        [&self.ana, &self.omar, &self.rita, &self.gus, &self.hal].map(|who| {
            let page = who.get("/desk/activity?each=yes").expect(200).text;
            let told: Vec<&str> = SAID
                .iter()
                .flat_map(|(act, line)| page.matches(&format!("<strong>{line}")).map(|_| *act).collect::<Vec<_>>())
                .collect();
            assert!(told.is_empty() || told == [act], "{told:?}: {page}");
            !told.is_empty()
        })
    }
}

both_databases! {
    fn who_had_an_event_and_loses_it_by_a_narrower_publication_hears_that_and_not_who_keeps_it(engine) {
        let site = site(engine);
        let s = people(&site);
        let event = s.shared(&site);
        site.db.clock.advance(SignedDuration::from_mins(1));
        s.publish(&event, &s.circle);
        site.run_jobs();
        // Rita was told of it, Gus had taken it; Hal did neither, and Omar still has it.
        assert_eq!(s.hear("narrow"), [false, false, true, true, false]);
        let his = s.rita.get("/desk/activity").expect(200);
        assert!(!his.text.contains(&event) && !his.says("Shoreline"), "{}", his.text);
        assert!(s.omar.get("/desk/activity").expect(200).says("Lower Mere Water published a new version: Odd logins"));

        // What happens to it from now on is nothing to Rita and Gus. Who loses it then learns no title that came later.
        let told = |who: &Visitor<'_>| -> i64 {
            let read = site.db.db.read(Key::SYSTEM).expect("read");
            let sql = "select count(*) from desk_notices where person_id = $1";
            read.one(sql, args![who.id()], |row| row.get(0)).expect("a count")
        };
        let before = (told(&s.rita), told(&s.gus));
        site.db.clock.advance(SignedDuration::from_mins(1));
        s.publish(&event, "own");
        site.db.clock.advance(SignedDuration::from_mins(1));
        let version = {
            let form = s.ana.get(&format!("{event}/edit")).expect(200).text;
            form.split_once("name=\"version\" value=\"").and_then(|(_, rest)| rest.split_once('"')).expect("one").0.to_owned()
        };
        let header = [("version", version.as_str()), ("title", "Our pumps were hit"), ("date", "2026-03-01"), ("tlp", "amber")];
        s.ana.submit(&format!("{event}/edit"), &header).expect(303);
        site.run_jobs();
        let his = s.omar.get("/desk/activity").expect(200);
        assert!(his.says("Lower Mere Water no longer shares with you: something that is no longer open to you"), "{}", his.text);
        assert!(!his.says("Our pumps were hit"), "{}", his.text);
        assert_eq!((told(&s.rita), told(&s.gus)), before);
    }

    fn who_had_an_event_hears_whether_it_was_withdrawn_or_deleted(engine) {
        for act in ["withdraw", "delete"] {
            let site = site(engine);
            let s = people(&site);
            let event = s.shared(&site);
            site.db.clock.advance(SignedDuration::from_mins(1));
            s.ana.submit(&format!("{event}/{act}"), &[("sure", "yes")]).expect(303);
            site.run_jobs();
            assert_eq!(s.hear(act), [false, true, true, true, false], "{act}");
            s.rita.get(&event).expect(404);
        }
    }

    fn who_lost_sight_of_an_event_hears_nothing_of_its_end(engine) {
        let site = site(engine);
        let s = people(&site);
        let event = s.shared(&site);
        site.db.clock.advance(SignedDuration::from_mins(1));
        s.publish(&event, &s.circle);
        site.run_jobs();
        site.db.clock.advance(SignedDuration::from_mins(1));
        s.ana.submit(&format!("{event}/delete"), &[("sure", "yes")]).expect(303);
        site.run_jobs();
        assert!(s.omar.get("/desk/activity").expect(200).says("Lower Mere Water deleted: Odd logins"));
        for who in [&s.rita, &s.gus] {
            let page = who.get("/desk/activity?each=yes").expect(200);
            assert!(page.says(SAID[2].1) && !page.says("deleted: "), "{}", page.text);
        }
    }
}
