//! Every parser, fed with damaged input for a while: none may panic, and what a target promises beyond that holds.
//!
//! `BELFRY_FUZZ_SECONDS` says for how long each reader (4 by default; `cargo xtask test` 10, `cargo xtask deep` 300), which its parts
//! share. The inputs follow from the round, so a failure comes again; it is printed in hexadecimal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

const EVENT: &str = r#"{"Event":{"uuid":"5b7d0000-0000-4000-8000-000000000001","info":"x","date":"2026-01-01","timestamp":"1700000000",
"Tag":[{"name":"tlp:green"}],"Attribute":[{"uuid":"5b7d0000-0000-4000-8000-000000000002","type":"ip-dst","category":"Network activity",
"value":"198.51.100.1","timestamp":"1700000000","to_ids":true}],"Object":[{"uuid":"5b7d0000-0000-4000-8000-000000000003","name":"file",
"timestamp":"1700000000","Attribute":[]}]}}"#;
const BUNDLE: &str = r#"{"type":"bundle","id":"bundle--5b7d0000-0000-4000-8000-000000000001","objects":[{"type":"indicator","spec_version":"2.1",
"id":"indicator--5b7d0000-0000-4000-8000-000000000002","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
"pattern":"[ipv4-addr:value = '198.51.100.1']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}]}"#;
const PATTERN: &str =
    "[file:hashes.'SHA-256' = 'ab' AND file:name IN ('a', 'b')] FOLLOWEDBY [url:value LIKE 'x%'] WITHIN 5 SECONDS";
const TEXT: &str = "Seen hxxps://evil[.]example/path?q=1 from 198[.]51[.]100[.]7:443, CVE-2026-1234, mail a[@]b.example, \
    d41d8cd98f00b204e9800998ecf8427e, HKLM\\Software\\X, 10.0.0.0/8, AS64500, bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
const LIST: &str = r#"{"name":"x","type":"cidr","version":1,"description":"d","list":["10.0.0.0/8"],"matching_attributes":["ip-dst"]}"#;

const EXPRESSION: &str = "if(1 + 2.5 * -3 >= 7 mod 2 and not (\"a\" = concat(\"b\", text(1))), round(1 / 3, 2), \
    coalesce(empty, days_between(date(\"2026-01-31\"), today()), length(substring(\"abc\", 1, 2))))";
const DEFINITION: &str = r#"{"name":"f","title":{"en":"F"},"languages":["en"],"lists":{"l":{"choices":[{"code":"a","label":{"en":"A"}}]}},
"elements":[{"question":{"name":"q","kind":{"one":{"list":"l","filter":"choice.name != \"b\""}},"label":{"en":"Q ${r}"}}},
{"repeat":{"name":"r","count":"2","elements":[{"question":{"name":"n","kind":"whole","label":{"en":"N"},"relevance":"q = \"a\"",
"constraint":"this > position()"}}]}},{"question":{"name":"s","kind":"calculated","calculation":"sum(n) + count(r)"}}]}"#;

const XPATH: &str = "if(${age} >= 18 and selected(., 'a') or not(${b} != \"c\"), indexed-repeat(${x}, ${r}, 1) * -2 div 3, \
    jr:choice-name(${a}, '${a}') + position(..))";
const SHEETS: &str = "type|name|label::English (en)|relevant|calculation\nbegin_group|g|G||\nselect_one l|q|Q|${a} = 'x'|\n\
    end_group||||\nbegin_repeat|r|R||\nrange|s|S||\nend_repeat||||\ncalculate|c|||1\n=\nlist_name|name|label\nl|x|X\n=\nform_id\nf";

const LIBRARY: &str = "urn: urn:a:b:c\nlocale: en\nname: &n N\nversion: 1\ncopyright: |\n  C\n  D\nobjects:\n  framework:\n    urn: urn:a:b:f\n    \
    min_score: 1\n    max_score: 4\n    requirement_nodes:\n    - {urn: 'urn:a:b:f:1', assessable: true, ref_id: '1', name: *n}\n";

const ENVELOPE: &str = r#"{"payloadType":"application/vnd.belfry.receipt+json","payload":"eyJmb3JtYXQiOiJiZWxmcnktcmVjZWlwdC8xIn0=",
"signatures":[{"keyid":"34750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e","sig":"AAAA"}]}"#;
const PACKAGE: &str = r#"{"format":"belfry-handover/1","id":"5b7d0000-0000-4000-8000-000000000001","made":"2026-01-01T00:00:00Z",
"expires":"2026-02-01T00:00:00Z","from":{"name":"A","country":"LU","receipts":""},
"to":{"key":"34750f98bd59fcfc946da45aaabe933be154a4b5094e1c4abf42866505f3c97e","name":"B","country":"BE"},"tlp":"amber","exercise":false,"title":"T","note":"",
"incident":{"number":"LU-1","kind":"incident","regime":"nis2","aware":"2026-01-01T00:00:00Z"},"steps":[{"step":"early-warning","version":1,
"at":"2026-01-01T00:00:00Z","form":{},"answers":{"what":"x"}}],"references":[{"title":"R","at":"https://r.example"}]}"#;

/// Numbers that look random and repeat.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

/// Damages an input in one to eight places.
fn damaged(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b"\\u0000",
        b"\\ud800",
        b"null",
        b"1e400",
        b"-0",
        b"'",
        b"\xff",
        b"\xc3\xa9",
        b"%",
        b":",
        b"\r\n",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len() + 1);
        match dice.roll(5) {
            0 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = u8::try_from(dice.roll(256)).unwrap_or(0);
            }
            1 => bytes.truncate(at),
            2 => {
                let piece = PIECES[dice.roll(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let end = (at + dice.roll(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + dice.roll(60)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// A part of a reader: its name, what is fed, and what is damaged for it.
type Part<'a> = (&'a str, fn(&[u8]), &'a [&'a str]);

/// Feeds a reader, each of its parts for an equal share of the time.
fn feed(parts: &[Part<'_>]) {
    let seconds = std::env::var("BELFRY_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let share = Duration::from_secs(seconds) / u32::try_from(parts.len()).unwrap_or(1).max(1);
    for (name, target, seeds) in parts {
        let (began, mut dice, mut rounds) = (Instant::now(), Dice(0x5eed), 0_u64);
        while rounds == 0 || began.elapsed() < share {
            for _ in 0..50 {
                let seed = seeds[dice.roll(seeds.len())].as_bytes();
                let input = damaged(seed, &mut dice);
                if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
                    let told: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
                    panic!("{name} fails on {told}");
                }
                rounds += 1;
            }
        }
    }
}

#[test]
fn misp_readers_take_any_input() {
    let parts = belfry_misp::fuzz::TARGETS.iter().map(|(name, target)| (*name, *target, &[EVENT, LIST][..]));
    feed(&parts.collect::<Vec<Part<'_>>>());
}

#[test]
fn stix_readers_take_any_input() {
    feed(&[
        ("bundle", belfry_stix::fuzz::bundle, &[BUNDLE]),
        ("object", belfry_stix::fuzz::object, &[BUNDLE]),
        ("pattern", belfry_stix::fuzz::pattern, &[PATTERN]),
    ]);
}

#[test]
fn free_text_is_any_text() {
    feed(&[("find", belfry_freetext::fuzz::find, &[TEXT]), ("normal", belfry_freetext::fuzz::normal, &[TEXT])]);
}

#[test]
fn forms_take_any_expression_and_definition() {
    feed(&[
        ("expression", belfry_forms::fuzz::expression, &[EXPRESSION]),
        ("definition", belfry_forms::fuzz::definition, &[DEFINITION]),
    ]);
}

#[test]
fn workbooks_with_forms_are_read_or_refused() {
    feed(&[
        ("tables", belfry_xlsform::fuzz::tables, &[SHEETS]),
        ("expression of a workbook", belfry_xlsform::fuzz::expression, &[XPATH]),
        ("workbook", belfry_xlsform::fuzz::workbook, &["PK\u{3}\u{4}"]),
    ]);
}

#[test]
fn frameworks_are_read_or_refused() {
    feed(&[
        ("library", belfry_catalogue::fuzz::library, &[LIBRARY]),
        ("table", belfry_catalogue::fuzz::table, &["code,parent,title::fr,assessable\n1,,x,yes\n1.a,1,\"y, z\",no\n"]),
    ]);
}

#[test]
fn what_comes_across_the_border_is_read_or_refused() {
    feed(&[
        ("package", belfry_handover::fuzz::package, &[ENVELOPE, PACKAGE]),
        ("receipt", belfry_handover::fuzz::receipt, &[ENVELOPE]),
    ]);
}
