//! Incidents in the whole product: from the command line, with reminders after a pause, and under `kill -9`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use belfry_desk::agenda::remind;
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind, directory};
use belfry_identity::{Email, key, person};
use belfry_kernel::{OrganisationId, Role};
use belfry_store::{Act, Db, Key, Options, args};
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;
use serde_json::Value;
use uuid::Uuid;

use crate::command_line::{analyst, belfry, run, told};

fn open(data: &Path) -> Db {
    Db::open(&data.join("belfry.db").display().to_string(), Options::default()).expect("the database")
}

/// An authority; its UUID.
fn authority(data: &Path) -> Uuid {
    let (db, (clock, ids)) = (open(data), belfry::start::clock_and_ids());
    let tx = db.write(Key::SYSTEM).expect("tx");
    let fields = OrganisationFields {
        name: "Authority".into(),
        short_name: "Authority".into(),
        kind: OrganisationKind::Nca,
        sector: None,
        country: Some("LU".into()),
        about: String::new(),
        website: None,
    };
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let (_, uuid) = organisation::create(&tx, act, fields).expect("an authority");
    tx.commit().expect("commit");
    uuid
}

#[test]
fn a_script_warns_and_reads_its_own_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    analyst(data);
    let nobody = run(data, &["incident", "warn", "--as", "ana@aqua.example", "Pumps are down."]);
    assert!(String::from_utf8_lossy(&nobody.stderr).contains("name one with --authority"));
    let to = authority(data).to_string();
    let warn =
        ["incident", "warn", "--as", "ana@aqua.example", "Pumps are down. Nobody knows why.", "--authority", &to];
    let receipt: Value = serde_json::from_str(&told(data, &warn)).expect("JSON");
    assert_eq!(receipt["notifications"][0]["hash"].as_str().map(str::len), Some(64), "{receipt}");
    let list = told(data, &["incident", "list", "--as", "ana@aqua.example"]);
    let one: Value = serde_json::from_str(list.trim()).expect("one line of JSON");
    assert_eq!((&one["title"], &one["state"]), (&"Pumps are down".into(), &"open".into()));
    assert_eq!(told(data, &["incident", "list", "--as", "ana@aqua.example", "--where", "state=closed"]), "");
    assert!(!run(data, &["incident", "list", "--as", "nobody@aqua.example"]).status.success());
}

both_databases! {
    fn what_is_notified_goes_by_the_mandates_that_authorities_have_given(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        let of = |name: &str, kind: &str, sectors: &[&str]| {
            let id = site.organisation(name, kind);
            let tx = site.db.db.write(Key::SYSTEM).unwrap();
            tx.execute("update identity_organisations set country = 'LU' where id = $1", args![id]).unwrap();
            let sectors: Vec<String> = sectors.iter().map(|one| (*one).to_owned()).collect();
            directory::place_as_program(&tx, id, None, &sectors).unwrap();
            tx.commit().unwrap();
            id
        };
        let (first, energy) = (of("First Authority", "nca", &["public-administration"]), of("Energy Authority", "nca", &[]));
        let (grid, dairy) = (of("Grid", "oes", &["energy"]), of("Dairy", "oes", &["food"]));
        let (gina, dora) = (site.person("Gina", grid, &[Role::Contributor]), site.person("Dora", dairy, &[Role::Contributor]));
        let goes = |who: &belfry_testkit::Visitor<'_>, to: &str| assert!(who.get("/incidents/warn").expect(200).says(to), "{to}");
        goes(&gina, "Goes to First Authority");
        let mandate = |authority: OrganisationId, sector: &str| {
            let tx = site.db.db.write(Key::SYSTEM).unwrap();
            tx.execute("insert into members_mandates (organisation_id, sector) values ($1, $2)", args![authority, sector]).unwrap();
            tx.commit().unwrap();
        };
        mandate(energy, "energy");
        goes(&gina, "Goes to Energy Authority");
        goes(&dora, "Goes to First Authority");
        mandate(first, "health");
        goes(&dora, "Choose the authority");
        let minute = [("what", "Lines are down."), ("suspected", "no"), ("border", "no")];
        gina.submit("/incidents/warn", &minute).expect(303);
        let sees = |authority: OrganisationId| site.person(&format!("Of {authority}"), authority, &[Role::Supervisor]).get("/incidents/inbox").expect(200).says("Grid");
        assert!(sees(energy) && !sees(first));
        site.run_jobs();
    }

    fn reminders_of_deadlines_survive_three_days_of_downtime(engine) {
        let site = TestSite::new(engine, &[belfry_desk::area(), belfry_incidents::area(), belfry_members::area()]);
        let (nca, water) = (site.organisation("Authority", "nca"), site.organisation("Water", "oes"));
        let tomas = site.person("Tomas", water, &[Role::Contributor]);
        let sofia = site.person("Sofia", nca, &[Role::Supervisor]);
        let minute = [("what", "Pumps are down."), ("suspected", "yes"), ("border", "no")];
        tomas.submit("/incidents/warn", &minute).expect(303);
        site.run_jobs();
        assert!(sofia.get("/desk/activity").expect(200).says("Water notified an incident"));
        assert!(sofia.get("/desk/agenda").expect(200).says("Answer notification"));
        assert!(tomas.get("/desk/agenda").expect(200).says("Incident notification"));
        assert_eq!(remind::send_due(&site.house).unwrap(), 0);
        // Nobody works for three days and an hour, over two reminders of the authority's answer and three of the notification.
        site.db.clock.advance(SignedDuration::from_hours(73));
        assert_eq!(remind::send_due(&site.house).unwrap(), 5);
        assert_eq!(remind::send_due(&site.house).unwrap(), 0, "each is sent once");
        let tomas = site.sign_in(tomas.id());
        assert!(tomas.get("/desk/activity?each=yes").expect(200).says("Late reminder."));
        site.run_jobs();
    }
}

/// The program at work, and a key of the analyst.
fn serve(data: &Path) -> (Child, SocketAddr) {
    let mut child = belfry(data, &["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("belfry starts");
    let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines().map_while(Result::ok);
    let address = lines.find_map(|line| line.split_once("http://")?.1.trim().parse().ok()).expect("an address");
    std::thread::spawn(move || lines.for_each(drop));
    (child, address)
}

fn secret(data: &Path) -> String {
    let (db, (clock, ids)) = (open(data), belfry::start::clock_and_ids());
    let tx = db.write(Key::SYSTEM).expect("tx");
    let who =
        person::by_email(&tx, &Email::parse("ana@aqua.example").expect("an address")).expect("asked").expect("Ana");
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    let ends = act.now + SignedDuration::from_hours(24);
    let (_, secret) = key::create(&tx, act, who.id, "kill", key::Scope::Write, ends).expect("a key");
    tx.commit().expect("commit");
    secret.expose().to_owned()
}

/// Warns until the program is gone; the hashes that were acknowledged.
fn warn_on(address: SocketAddr, secret: &str, authority: Uuid, who: usize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for n in 0.. {
        let body = serde_json::json!({"what": format!("Pump {who}-{n} is down."), "authority": authority}).to_string();
        let request = format!(
            "POST /api/v1/incidents/warn HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {secret}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let answered = TcpStream::connect(address).and_then(|mut socket| {
            socket.write_all(request.as_bytes())?;
            let mut answer = String::new();
            socket.read_to_string(&mut answer)?;
            Ok(answer)
        });
        let Ok(answer) = answered else { return acknowledged };
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        let json = body
            .find('{')
            .and_then(|at| serde_json::from_str::<Value>(body[at..].trim_end_matches(['0', '\r', '\n'])).ok());
        match json.and_then(|json| json["notifications"][0]["hash"].as_str().map(str::to_owned)) {
            Some(hash) => acknowledged.push(hash),
            None if answer.is_empty() => return acknowledged,
            None => assert!(answer.contains(" 503 "), "{answer}"),
        }
    }
    acknowledged
}

#[test]
fn no_early_warning_that_was_acknowledged_is_lost_when_the_program_is_killed() {
    let rounds: u64 = if std::env::var_os("BELFRY_DEEP").is_some() { 100 } else { 4 };
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    analyst(data);
    let (to, secret) = (authority(data), secret(data));
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        let (mut child, address) = serve(data);
        let threads: Vec<_> = (0..4)
            .map(|who| {
                let secret = secret.clone();
                std::thread::spawn(move || warn_on(address, &secret, to, who))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(200 + (round * 137) % 400));
        child.kill().expect("killed");
        child.wait().expect("gone");
        threads.into_iter().for_each(|thread| acknowledged.extend(thread.join().expect("a thread")));
    }
    assert!(!acknowledged.is_empty(), "nobody was acknowledged");
    let db = open(data);
    let read = db.read(Key::SYSTEM).expect("read");
    let kept: Vec<String> =
        read.rows("select hash from incidents_submissions", args![], |row| row.get(0)).expect("submissions");
    assert!(acknowledged.iter().all(|hash| kept.contains(hash)), "{} of {}", kept.len(), acknowledged.len());
    // What is there is whole: a record, its notification, who receives it, what was sent, what is due.
    let half: i64 = read
        .one(
            "select count(*) from incidents_incidents i where 1 <> (select count(*) from incidents_notifications n \
             join incidents_submissions s on s.notification_id = n.id join incidents_recipients r on r.notification_id = n.id \
             join store_obligations o on o.subject_id = n.id and o.what = 'incidents-agenda-step-notification' \
             where n.incident_id = i.id and r.open = 1 and n.received is not null)",
            args![],
            |row| row.get(0),
        )
        .expect("a count");
    assert_eq!(half, 0, "nothing is half there");
}
