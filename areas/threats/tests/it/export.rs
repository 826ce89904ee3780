//! Events out as files, and in again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Cursor;
use std::path::PathBuf;

use belfry_identity::key::Scope;
use belfry_kernel::{Role, SubjectId};
use belfry_misp::{Attribute, Event, EventReport, Object, ObjectReference, Sighting, Sink, Stop, Tag};
use belfry_store::{Key, args};
use belfry_testkit::{TestDb, TestSite, both_databases};
use belfry_threats::event::export::{Format, Options, Source, Stream, Surroundings};
use belfry_threats::event::import::{ImportContext, Outcome, Reach, import_misp};
use serde_json::json;
use uuid::Uuid;

use crate::{AWAY, HOME, attribute, context, event, import, member, world};

fn surroundings(t: &TestDb, key: Key) -> Surroundings {
    Surroundings { db: t.db.clone(), ids: t.ids.clone(), clock: t.clock.clone(), key, taker: None }
}

fn whole(stream: &mut Stream) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    while let Some(chunk) = stream.chunk() {
        let chunk = chunk?;
        assert!(chunk.len() <= 32 << 10, "a chunk is small");
        all.extend(chunk);
    }
    Ok(all)
}

/// One event as a file.
pub fn export(t: &TestDb, key: Key, event: SubjectId, format: Format) -> Vec<u8> {
    export_with(t, key, event, format, Options::default())
}

fn export_with(t: &TestDb, key: Key, event: SubjectId, format: Format, options: Options) -> Vec<u8> {
    let mut stream = Stream::new(surroundings(t, key), format, options, Source::One(event)).expect("begin");
    whole(&mut stream).expect("the whole")
}

/// The inside id of an event.
pub fn id_of(t: &TestDb, uuid: Uuid) -> SubjectId {
    let read = t.db.read(Key::SYSTEM).expect("read");
    read.one("select id from threats_events where uuid = $1", args![uuid], |row| row.get(0)).expect("the event")
}

fn folder() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("BELFRY_REAL_DATA")?).join("misp-events"))
}

/// An event's parts by identity, without what is local to an instance.
#[derive(Default, Debug, PartialEq)]
pub struct Parts {
    pub event: Option<Event>,
    attributes: BTreeMap<Uuid, Attribute>,
    objects: BTreeMap<Uuid, Object>,
    reports: BTreeMap<Uuid, EventReport>,
    sightings: usize,
}

fn plain_tags(tags: &mut Vec<Tag>) {
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    tags.dedup_by(|a, b| a.name == b.name);
    for tag in tags {
        *tag = Tag { local: Some(tag.local.unwrap_or(false)), ..bare_tag(&tag.name) };
    }
}

fn bare_tag(name: &str) -> Tag {
    serde_json::from_value(json!({ "name": name })).expect("a tag")
}

fn plain_attribute(one: &mut Attribute, at: Option<i64>) {
    (one.id, one.event_id, one.object_id, one.sharing_group_id) = (None, None, None, None);
    one.category = Some(one.category_or_default().to_owned());
    one.to_ids = Some(one.is_for_detection());
    one.timestamp = one.timestamp.or(at);
    plain_tags(&mut one.tags);
    one.galaxies.retain(|galaxy| !galaxy.clusters.is_empty());
    for sighting in &mut one.sightings {
        sighting.date = sighting.date.or(at);
    }
}

fn plain_reference(one: &mut ObjectReference, object: Uuid, at: Option<i64>) {
    (one.id, one.event_id, one.object_id, one.referenced_id) = (None, None, None, None);
    one.object_uuid = Some(object);
    one.timestamp = one.timestamp.or(at);
}

impl Sink for Parts {
    fn attribute(&mut self, _: usize, one: Attribute) -> Result<(), Stop> {
        self.attributes.entry(one.uuid).or_insert(one);
        Ok(())
    }
    fn object(&mut self, _: usize, one: Object) -> Result<(), Stop> {
        self.objects.entry(one.uuid).or_insert(one);
        Ok(())
    }
    fn report(&mut self, _: usize, one: EventReport) -> Result<(), Stop> {
        self.reports.entry(one.uuid).or_insert(one);
        Ok(())
    }
    fn sighting(&mut self, _: usize, _: Sighting) -> Result<(), Stop> {
        self.sightings += 1;
        Ok(())
    }
}

pub fn parts(bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    belfry_misp::stream(bytes, &mut parts).expect("it reads");
    let mut header = belfry_misp::scan(bytes).expect("it scans").remove(0).header;
    let at = header.timestamp;
    (header.id, header.org_id, header.orgc_id, header.sharing_group_id) = (None, None, None, None);
    (header.attribute_count, header.proposal_email_lock, header.creator_email) = (None, None, None);
    header.galaxies.retain(|galaxy| !galaxy.clusters.is_empty());
    plain_tags(&mut header.tags);
    parts.event = Some(header);
    parts.attributes.values_mut().for_each(|one| plain_attribute(one, at));
    for object in parts.objects.values_mut() {
        (object.id, object.event_id, object.sharing_group_id) = (None, None, None);
        object.timestamp = object.timestamp.or(at);
        let uuid = object.uuid;
        object.references.iter_mut().for_each(|one| plain_reference(one, uuid, at));
        object.references.sort_by_key(|one| one.uuid);
        object.attributes.iter_mut().for_each(|one| plain_attribute(one, at));
        object.attributes.sort_by_key(|one| one.uuid);
    }
    for report in parts.reports.values_mut() {
        (report.id, report.event_id, report.sharing_group_id) = (None, None, None);
        report.timestamp = report.timestamp.or(at);
    }
    parts
}

/// How far the parts of an event say that they travel where it came in for the community, or as a draft when its file does not call it
/// published: no farther than that.
fn bounded(parts: &mut Parts) {
    use belfry_misp::Distribution::{All, Community, Connected, Inherit, Organisation};
    let header = parts.event.as_mut().expect("a header");
    let published = header.published;
    header.distribution = Some(if published { Community } else { Organisation });
    let within = |one: &mut Option<belfry_misp::Distribution>| {
        if matches!(one, Some(Connected | All)) || (*one == Some(Community) && !published) {
            *one = Some(Inherit);
        }
    };
    parts.attributes.values_mut().for_each(|one| within(&mut one.distribution));
    for object in parts.objects.values_mut() {
        within(&mut object.distribution);
        object.attributes.iter_mut().for_each(|one| within(&mut one.distribution));
    }
    parts.reports.values_mut().for_each(|one| within(&mut one.distribution));
}

/// Fails with the first part that differs.
pub fn assert_same(came: &Parts, went: &Parts, of: &str) {
    assert_eq!(came.event, went.event, "{of}");
    let keys = |parts: &Parts| {
        let all = [
            parts.attributes.keys().collect::<Vec<_>>(),
            parts.objects.keys().collect(),
            parts.reports.keys().collect(),
        ];
        all.map(|keys| keys.into_iter().copied().collect::<Vec<Uuid>>())
    };
    assert_eq!(keys(came), keys(went), "{of}");
    came.attributes.iter().for_each(|(uuid, one)| assert_eq!(Some(one), went.attributes.get(uuid), "{of}"));
    came.objects.iter().for_each(|(uuid, one)| assert_eq!(Some(one), went.objects.get(uuid), "{of}"));
    assert_eq!(came.reports, went.reports, "{of}");
    assert_eq!(came.sightings, went.sightings, "{of}");
}

both_databases! {
    fn real_events_come_out_equal_and_go_in_again_as_nothing_new(engine) {
        let Some(folder) = folder() else { return };
        let (t, other) = (world(engine), world(engine));
        let (here, there) = (context(&t, HOME, Reach::Community), context(&other, AWAY, Reach::Community));
        let reader = member(&t, HOME);
        let (mut again, mut fresh) = (Outcome::default(), Outcome::default());
        for entry in std::fs::read_dir(folder).expect("the folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let outcome = import_misp(&here, &mut File::open(&path).expect("a file"), &mut |_| true).expect("import");
            let out = export(&t, reader, id_of(&t, outcome.items[0].uuid), Format::Misp);
            let (mut came, went) = (parts(&std::fs::read(&path).expect("bytes")), parts(&out));
            bounded(&mut came);
            assert_same(&came, &went, &path.display().to_string());
            again.add(import_misp(&here, &mut Cursor::new(&out), &mut |_| true).expect("again"));
            fresh.add(import_misp(&there, &mut Cursor::new(&out), &mut |_| true).expect("elsewhere"));
        }
        let line = |outcome: &Outcome| serde_json::to_string(outcome).expect("json");
        assert_eq!(line(&again), r#"{"new":0,"updated":0,"unchanged":29,"failed":0,"attributes":0,"objects":0}"#);
        assert_eq!(line(&fresh), r#"{"new":29,"updated":0,"unchanged":0,"failed":0,"attributes":1647,"objects":134}"#);
    }

    fn what_one_sees_one_takes_out_and_its_owner_knows(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let (home, away) = (site.organisation("Riverside Waterworks", "oes"), site.organisation("Border CSIRT", "csirt"));
        let (ana, bram) = (site.person("Ana", home, &[Role::Contributor]), site.person("Bram", away, &[Role::CsirtAnalyst]));
        let hidden = json!({"uuid": Uuid::from_u128(99), "type": "domain", "value": "inside.example", "distribution": "0"});
        let shown = attribute(1, "domain", "outside.example");
        let ctx = ImportContext { organisation: home, ..context(&site.db, home, Reach::Community) };
        import(&ctx, &event(7, 1_772_600_000, &["tlp:amber"], &[shown, hidden]));
        let mut draft = event(8, 1_772_600_000, &[], &[attribute(2, "domain", "draft.example")]);
        draft["Event"]["published"] = false.into();
        import(&ctx, &draft);
        let (own, other) = (site.key(ana.id(), Scope::Read), site.key(bram.id(), Scope::Read));
        let path = format!("/api/v1/threats/events/{}", Uuid::from_u128(7));
        for format in Format::ALL {
            let url = format!("{path}?format={}", format.code());
            let theirs = bram.api("GET", &url, &other, None).expect(200);
            assert!(theirs.says("outside.example") && !theirs.says("inside.example"), "{}", theirs.text);
            assert!(theirs.text.to_lowercase().contains("tlp:amber"), "{}", theirs.text);
            let name = theirs.headers["content-disposition"].to_str().expect("a name").to_owned();
            assert!(name.contains(".tlp-amber"), "{name}");
            assert!(ana.api("GET", &url, &own, None).expect(200).says("inside.example"));
            let all = bram.api("GET", &format!("/api/v1/threats/events?format={}", format.code()), &other, None).expect(200);
            assert!(all.says("outside.example") && !all.says("inside.example") && !all.says("draft.example"), "{}", all.text);
            let none = bram.api("GET", &format!("/api/v1/threats/events?tlp=red&format={}", format.code()), &other, None).expect(200);
            assert!(!none.says("outside.example"), "{}", none.text);
            let report = bram.api("GET", &format!("{url}&report=1"), &other, None).expect(200).json();
            assert_eq!(report["format"], format.code());
            let file = bram.get(&format!("/threats/events/{}/export/{}", Uuid::from_u128(7), format.code())).expect(200);
            assert_eq!(file.text.len(), theirs.text.len());
        }
        bram.api("GET", &format!("{path}?format=pdf"), &other, None).expect(400);
        let draft = format!("/api/v1/threats/events/{}?format=misp", Uuid::from_u128(8));
        bram.api("GET", &draft, &other, None).expect(404);
        ana.api("GET", &draft, &own, None).expect(200);
        let page = bram.get(&format!("/threats/events/{}/export", Uuid::from_u128(7))).expect(200);
        assert!(!page.says("not fit for detection") && page.says("Download as STIX 2.1"), "{}", page.text);
        assert!(page.queries.is_some_and(|queries| queries <= 12), "{:?}", page.queries);
        bram.get(&format!("/threats/events/{}/export", Uuid::from_u128(8))).expect(404);
        let read = site.db.db.read(Key::SYSTEM).expect("read");
        let sql = "select how, count(*) from threats_disclosures where organisation_id is not null group by how order by how";
        let noted = read.rows(sql, args![], |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?))).expect("rows");
        drop(read);
        // Four formats, alone and in the list; nothing is noted of the owner's own.
        assert_eq!(noted, [("api".to_owned(), 8), ("downloaded".to_owned(), 4)]);
        site.run_jobs();
    }

    fn an_event_that_leaves_sight_breaks_the_file(engine) {
        let t = world(engine);
        let many: Vec<_> = (0..400).map(|n| attribute(n, "domain", &format!("d{n}.example"))).collect();
        import(&context(&t, HOME, Reach::Community), &event(7, 1_772_600_000, &["tlp:green"], &many));
        let id = id_of(&t, Uuid::from_u128(7));
        let mut stream = Stream::new(surroundings(&t, member(&t, AWAY)), Format::Misp, Options::default(), Source::One(id)).expect("begin");
        stream.chunk().expect("a chunk").expect("bytes");
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let nobody = belfry_store::scope::intern(&tx, &belfry_kernel::Label::nobody()).expect("a label");
        tx.execute("update store_subjects set label_id = $2 where id = $1", args![id, nobody]).expect("hidden");
        tx.commit().expect("commit");
        assert!(whole(&mut stream).is_err());
    }

    fn what_one_line_cannot_hold_is_told_before(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let home = site.organisation("Riverside Waterworks", "oes");
        let ana = site.person("Ana", home, &[Role::Contributor]);
        let split = ["\n", "\r", "\t", "\u{1}", "\u{7f}", "\u{85}", "\u{200e}", "\u{2028}", "\u{202e}", "\u{2066}", "\u{feff}"];
        let kept = ["]", "[", "^", "-", "*", "\\", "é", "\u{2027}", "\u{2030}", "\u{1f600}"];
        let all: Vec<_> = split.iter().chain(&kept).enumerate()
            .map(|(n, c)| json!({"uuid": Uuid::from_u128(60 + n as u128), "type": "text", "value": format!("a{c}b{n}"), "to_ids": true}))
            .collect();
        let ctx = ImportContext { organisation: home, ..context(&site.db, home, Reach::Community) };
        import(&ctx, &event(7, 1_772_600_000, &["tlp:green"], &all));
        let key = site.key(ana.id(), Scope::Read);
        let path = format!("/api/v1/threats/events/{}?format=text", Uuid::from_u128(7));
        let lost = ana.api("GET", &format!("{path}&report=1"), &key, None).expect(200).json()["lost"].clone();
        assert!(lost.as_array().expect("a list").contains(&json!({"thing": "line-breaks", "count": split.len(), "how": "left-out"})), "{lost}");
        let text = ana.api("GET", &format!("{path}&bare=1"), &key, None).expect(200).text;
        let wanted: Vec<String> = kept.iter().enumerate().map(|(n, c)| format!("a{c}b{}", n + split.len())).collect();
        assert_eq!(text.lines().collect::<Vec<_>>(), wanted);
    }

    fn a_text_holds_what_is_fit_for_detection(engine) {
        let t = world(engine);
        let silent = json!({"uuid": Uuid::from_u128(5), "type": "text", "value": "silent", "to_ids": false});
        let loud = json!({"uuid": Uuid::from_u128(6), "type": "domain", "value": "bad.example", "to_ids": true});
        let lines: Vec<_> = ["one\ntwo.example", "three\rfour.example", "five\u{2028}six.example", "sev\u{202e}en.example"].iter().enumerate()
            .map(|(n, value)| json!({"uuid": Uuid::from_u128(60 + n as u128), "type": "text", "value": value, "to_ids": true}))
            .collect();
        let all = [&[silent, loud], lines.as_slice()].concat();
        import(&context(&t, HOME, Reach::Community), &event(7, 1_772_600_000, &["tlp:green"], &all));
        let out = |options| {
            String::from_utf8(export_with(&t, member(&t, AWAY), id_of(&t, Uuid::from_u128(7)), Format::Text, options)).expect("text")
        };
        let plain = out(Options::default());
        assert!(plain.starts_with("# TLP:GREEN "), "{plain}");
        // A value is never taken apart into others: what a line cannot hold is left out, and its number told.
        assert!(plain.ends_with("\nbad.example\n# Values left out because one line cannot hold them: 4\n"), "{plain}");
        assert_eq!(out(Options { all: true, bare: true }), "silent\nbad.example\n");
    }
}
