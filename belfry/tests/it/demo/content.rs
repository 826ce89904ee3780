//! The data files keep their promises: well-formed values, reserved names, references that lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use belfry::demo::content::{Circle, Event, community, events};
use belfry_kernel::{Role, Tlp};
use belfry_misp::types::{self, Family};

fn reads(event: &Event, circles: &[Circle], organisation: &str) -> bool {
    event.owner == organisation
        || event.reach == "community"
        || event.reach.strip_prefix("circle:").is_some_and(|key| {
            circles
                .iter()
                .find(|circle| circle.key == key)
                .is_some_and(|circle| circle.members.iter().any(|m| m == organisation))
        })
}

#[test]
fn the_cast_is_complete_and_every_name_leads_somewhere() {
    let all = community().unwrap();
    let organisations: BTreeSet<_> = all.organisations.iter().map(|o| o.key.as_str()).collect();
    assert!((8..=12).contains(&organisations.len()) && organisations.len() == all.organisations.len());
    assert!(all.people.len() >= 12);
    assert_eq!(all.circles.len(), 4);
    assert_eq!(all.circles.iter().filter(|circle| circle.hidden).count(), 1);
    for role in Role::ALL {
        assert!(
            all.people.iter().any(|person| person.roles[0] == role.code()),
            "nobody is first of all {}",
            role.code()
        );
    }
    let (mut emails, mut passwords) = (BTreeSet::new(), BTreeSet::new());
    for person in &all.people {
        let home = all.organisations.iter().find(|o| o.key == person.organisation).expect(&person.key);
        assert!(person.email.is_ascii() && person.email.ends_with(&format!("@{}", home.domain)), "{}", person.email);
        assert!(home.domain.ends_with(".example"));
        assert!(person.password.len() >= 12 && person.password.split('-').count() == 3, "{}", person.key);
        assert!(person.roles.iter().all(|role| Role::parse(role).is_some()), "{}", person.key);
        assert!(["en", "fr"].contains(&person.language.as_str()));
        assert!(emails.insert(&person.email) && passwords.insert(&person.password));
    }
    for organisation in &all.organisations {
        let of = |role: Role| {
            all.people.iter().any(|p| p.organisation == organisation.key && p.roles.iter().any(|r| r == role.code()))
        };
        assert!(of(Role::OrganisationAdministrator), "{} has nobody who admits people", organisation.key);
    }
    for circle in &all.circles {
        assert!(circle.members.iter().all(|member| organisations.contains(member.as_str())), "{}", circle.key);
        assert!(circle.members.contains(&circle.owner));
        let coordinator = all.people.iter().find(|person| person.key == circle.coordinator).unwrap();
        assert_eq!(coordinator.organisation, circle.owner);
        assert!(Tlp::parse(&circle.ceiling).is_some());
    }
}

#[test]
fn events_name_people_and_circles_that_may_be_named() {
    let all = community().unwrap();
    let events = events().unwrap();
    let person =
        |key: &str| all.people.iter().find(|person| person.key == key).unwrap_or_else(|| panic!("person {key}"));
    let mut keys = BTreeSet::new();
    for event in &events {
        let at = &event.key;
        assert!(keys.insert(at), "{at} twice");
        assert_eq!(person(&event.author).organisation, event.owner, "{at}");
        let tlp = Tlp::parse(&event.tlp).unwrap_or_else(|| panic!("{at}: {}", event.tlp));
        match event.reach.as_str() {
            "organisation" => {}
            "community" => assert!(tlp != Tlp::Red, "{at}"),
            reach => {
                let circle =
                    all.circles.iter().find(|c| Some(c.key.as_str()) == reach.strip_prefix("circle:")).expect(at);
                assert!(circle.members.contains(&event.owner), "{at}: the owner is no member of {reach}");
                assert!(tlp <= Tlp::parse(&circle.ceiling).unwrap(), "{at}: freer than {reach} allows");
            }
        }
        assert!(event.tags.iter().all(|tag| !tag.starts_with("tlp:")), "{at}: the level is not a tag here");
        assert_eq!(event.notice.is_some(), ["corrected", "recalled"].contains(&event.state.as_str()), "{at}");
        for comment in &event.comments {
            assert!(comment.days_ago < event.days_ago + 1e-6, "{at}: a comment of {} before the event", comment.by);
            let organisation = &person(&comment.by).organisation;
            let silent = [Role::Reader, Role::ManagementMember, Role::PlatformAdministrator].map(Role::code);
            let speaks = person(&comment.by).roles.iter().any(|role| !silent.contains(&role.as_str()));
            assert!(speaks, "{at}: {} only reads", comment.by);
            assert!(reads(event, &all.circles, organisation), "{at}: {} cannot see it", comment.by);
        }
        assert!(
            event.comments.windows(2).all(|pair| pair[0].days_ago >= pair[1].days_ago),
            "{at}: comments out of order"
        );
        let named: BTreeSet<_> = event.every_attribute().filter_map(|a| a.key.as_deref()).collect();
        for sighting in &event.sightings {
            assert!(named.contains(sighting.of.as_str()), "{at}: no attribute {}", sighting.of);
            assert!(["seen", "false-positive", "expired"].contains(&sighting.kind.as_str()), "{at}");
            assert!(reads(event, &all.circles, &sighting.by), "{at}: {} cannot see it", sighting.by);
            assert!(all.organisations.iter().any(|o| o.key == sighting.by), "{at}: {}", sighting.by);
        }
        for report in &event.reports {
            for piece in report.text.split("@[attribute](").skip(1) {
                let key = piece.split(')').next().unwrap();
                assert!(named.contains(key), "{at}: the report names {key}");
            }
        }
        let objects: BTreeSet<_> = event.objects.iter().map(|object| object.key.as_str()).collect();
        assert_eq!(objects.len(), event.objects.len(), "{at}");
        for object in &event.objects {
            assert!(object.references.iter().all(|r| objects.contains(r.to.as_str())), "{at}: {}", object.key);
            assert!(object.attributes.iter().all(|a| a.relation.is_some()), "{at}: {}", object.key);
        }
    }
}

fn reserved_host(host: &str) -> bool {
    host.ends_with(".example") || ["192.0.2.", "198.51.100.", "203.0.113."].iter().any(|net| host.starts_with(net))
}

fn well_formed(kind: &str, value: &str) -> bool {
    let info = types::get(kind).unwrap_or_else(|| panic!("no type {kind}"));
    if info.family == Family::Composite {
        let halves = info.halves(value);
        return halves.len() == 2 && halves.iter().all(|(half, text)| well_formed(half.name, text));
    }
    let digest =
        |length| value.len() == length && value.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    match (kind, info.family) {
        ("md5" | "imphash" | "ja3-fingerprint-md5" | "hassh-md5", _) => digest(32),
        ("sha1", _) => digest(40),
        ("sha256" | "x509-fingerprint-sha256", _) => digest(64),
        (_, Family::Hash) => panic!("no length for {kind}"),
        (_, Family::Ip) => {
            let address = value.split('/').next().unwrap_or_default();
            address.parse::<std::net::IpAddr>().is_ok() && (reserved_host(address) || address.starts_with("2001:db8:"))
        }
        (_, Family::Domain | Family::Hostname) => reserved_host(value),
        (_, Family::Url) => {
            let host = value.split("://").nth(1).and_then(|rest| rest.split(['/', ':', '?']).next());
            value.starts_with("http") && host.is_some_and(reserved_host)
        }
        ("jabber-id", _) | (_, Family::Email) => value.split('@').nth(1).is_some_and(reserved_host),
        (_, Family::Port) => value.parse::<u16>().is_ok(),
        (_, Family::Number) => value.parse::<u64>().is_ok(),
        (_, Family::Asn) => {
            value.strip_prefix("AS").and_then(|n| n.parse().ok()).is_some_and(|n| (64_496..=64_511).contains(&n))
        }
        ("vulnerability", _) => value.starts_with("CVE-"),
        (_, Family::Coin) => value.starts_with("tb1"),
        ("iban", _) => value.starts_with("XV") && value.len() == 20,
        (_, Family::Phone) => ["+33 6 39 98 ", "+33 1 99 00 "].iter().any(|range| value.starts_with(range)),
        _ => !value.trim().is_empty(),
    }
}

#[test]
fn values_are_well_formed_and_of_ranges_that_belong_to_nobody() {
    for event in events().unwrap() {
        assert!(
            (5..=60).contains(&event.every_attribute().count()),
            "{}: {}",
            event.key,
            event.every_attribute().count()
        );
        for attribute in event.every_attribute() {
            let at = format!("{}: {} {}", event.key, attribute.kind, attribute.value);
            assert!(well_formed(&attribute.kind, &attribute.value), "{at}");
            let info = types::get(&attribute.kind).unwrap();
            let category = attribute.category.as_deref().unwrap_or(info.default_category);
            assert!(info.categories.contains(&category), "{at}: not in {category}");
        }
    }
}

#[test]
fn enough_is_told_and_enough_meets() {
    let events = events().unwrap();
    let mut meets: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for event in &events {
        for attribute in event.every_attribute() {
            let info = types::get(&attribute.kind).unwrap();
            let halves = if info.family == Family::Composite {
                info.halves(&attribute.value)
            } else {
                vec![(info, attribute.value.as_str())]
            };
            for (half, value) in halves.into_iter().filter(|(half, _)| half.correlates) {
                meets.entry(format!("{:?} {value}", half.family)).or_default().insert(&event.key);
            }
        }
    }
    let count = |state: &str| events.iter().filter(|event| event.state == state).count();
    let shared = meets.values().filter(|events| events.len() > 1).count();
    let total: usize = events.iter().map(|event| event.every_attribute().count()).sum();
    let kinds = |kind: &str| events.iter().flat_map(|e| &e.sightings).filter(|s| s.kind == kind).count();
    println!("{} events, {total} attributes, {shared} values in two or more", events.len());
    println!(
        "{} objects, {} reports",
        events.iter().map(|e| e.objects.len()).sum::<usize>(),
        events.iter().map(|e| e.reports.len()).sum::<usize>()
    );
    println!("sightings: {} {} {}", kinds("seen"), kinds("false-positive"), kinds("expired"));
    println!(
        "{} comments, {} in French",
        events.iter().map(|e| e.comments.len()).sum::<usize>(),
        events.iter().filter(|e| e.language == "fr").count()
    );
    assert!(events.len() >= 40 && total >= 700 && shared >= 60);
    assert!(kinds("seen") > 40 && kinds("false-positive") >= 5 && kinds("expired") >= 4);
    assert_eq!((count("draft"), count("corrected"), count("recalled")), (3, 1, 1));
}
