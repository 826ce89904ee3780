//! Tables and texts in, from a command.

use std::io::Cursor;

use belfry_store::{Key, args};
use belfry_testkit::{TestDb, both_databases};
use belfry_threats::event::Origin;
use belfry_threats::event::export::Format;
use belfry_threats::event::import::csv::{self, import_csv};
use belfry_threats::event::import::{ImportError, Outcome, Reach, import_rows, text};

use crate::export::{export, id_of};
use crate::{HOME, attribute, context, event, import, member, rows, world};

fn take_in(t: &TestDb, title: &str, table: &str) -> Result<Outcome, ImportError> {
    let ctx = context(t, HOME, Reach::Community);
    let mut source = Cursor::new(table.as_bytes());
    let shape = csv::guess(&mut source).expect("a guess");
    import_csv(&ctx, title, &mut source, &shape, &mut |_| true)
}

fn values(t: &TestDb) -> Vec<(String, String, String)> {
    let read = t.db.read(Key::SYSTEM).expect("read");
    let sql = "select type, value, comment from threats_attributes order by type, value";
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows")
}

/// Values that are hard on formats.
const NASTY: &[(&str, &str)] = &[
    ("text", "=cmd|' /C calc'!A0"),
    ("text", "+1"),
    ("text", "-1"),
    ("text", "@x"),
    ("text", "'=already"),
    ("text", "comma, \"quote\" and\nline\r\nend"),
    ("text", "tab\there; semicolon"),
    ("text", "\\ ' \" & < > \u{2028} \u{202e} é 漢"),
    ("comment", "# no remark"),
    ("url", "http://bad.example/?a='b'&c=\\d\"e"),
    ("filename", "it's \\ a.exe"),
    ("regkey", "HKLM\\Software\\X'Y"),
    ("regkey|value", "HKLM\\Run|\\'\\"),
    ("mutex", "Global\\{'}\""),
    ("user-agent", "Mozilla'\\5.0 [x]"),
];

both_databases! {
    fn a_table_becomes_one_event_and_a_second_time_nothing_new(engine) {
        let t = world(engine);
        let table = "Date;Indicator;Type;Description\n2026-01-02;bad.example;domain;\"seen; twice\"\n\n2026-01-03;192.0.2.1;ip-dst;'=1\n";
        let outcome = take_in(&t, "A table", table).expect("import");
        assert_eq!((outcome.new, outcome.attributes), (1, 2));
        let own = |list: [(&str, &str, &str); 2]| list.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).to_vec();
        assert_eq!(values(&t), own([("domain", "bad.example", "seen; twice"), ("ip-dst", "192.0.2.1", "=1")]));
        assert_eq!(take_in(&t, "A table", table).expect("again").unchanged, 1);
        assert_eq!(rows(&t, "threats_events"), 1);
        let read = t.db.read(Key::SYSTEM).expect("read");
        let origin: String = read.one("select origin from threats_events", args![], |row| row.get(0)).expect("one");
        assert_eq!(origin, "csv");
    }

    fn a_table_with_faults_is_refused_with_its_lines(engine) {
        let t = world(engine);
        let table = "value,type\nbad.example,domain\n300.1.2.3,ip-dst\nx,no-such-type\n";
        let Err(ImportError::Lines(lines)) = take_in(&t, "Title", table) else { panic!("it is refused") };
        assert_eq!(lines.iter().map(|one| one.line).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(rows(&t, "threats_events"), 0);
    }

    fn a_table_whose_quotation_mark_is_never_closed_is_refused_where_it_began(engine) {
        let t = world(engine);
        let table = "value,comment\none.example,a\ntwo.example,\"never closed\nthree.example,b\nfour.example,c\n";
        let refused = take_in(&t, "Title", table).expect_err("refused").to_string();
        assert!(refused.starts_with("line 3: a quotation mark begins here"), "{refused}");
        assert_eq!(rows(&t, "threats_events"), 0);
    }

    fn a_table_without_a_row_is_refused(engine) {
        let t = world(engine);
        let refused = take_in(&t, "Title", "value,type\n").expect_err("refused").to_string();
        assert!(refused.contains("there is no row"), "{refused}");
        assert_eq!(rows(&t, "threats_events"), 0);
    }

    fn everyday_words_tell_a_type_and_others_are_repeated(engine) {
        let t = world(engine);
        let table = [
            "value,type", "bad.site,Domaine", "45.9.148.7,IP", "00112233445566778899aabbccddeeff,hash", "http://bad.site/a,url",
            "ana@bad.site,E-mail",
        ];
        assert_eq!(take_in(&t, "Title", &table.join("\n")).expect("import").attributes, 5);
        let kinds: Vec<String> = values(&t).into_iter().map(|(kind, ..)| kind).collect();
        assert_eq!(kinds[..4], ["domain", "email", "ip-dst", "md5"].map(str::to_owned));
        let refused = take_in(&t, "Other", "value,type\nbad.site,malware family\n").expect_err("refused").to_string();
        assert!(refused.contains("line 2: \"malware family\" is no type") && refused.contains("ip-dst"), "{refused}");
    }

    fn days_that_cannot_be_read_are_told_and_their_values_are_taken(engine) {
        let t = world(engine);
        let table = "value,first seen\none.site,soon\ntwo.site,01/02/2026\nthree.site,31/12/2026\nfour.site,2026-02-01\n";
        let mut source = Cursor::new(table.as_bytes());
        let shape = csv::guess(&mut source).expect("a guess");
        let told: Vec<String> = csv::undated(&mut source, &shape).expect("read").iter().map(ToString::to_string).collect();
        assert_eq!(told, [
            "line 2: \"soon\" is no day that can be read: write it as 2026-02-01; the value is taken without it",
            "line 3: \"01/02/2026\" may be two days: write 2026-02-01 or 2026-01-02; the value is taken without it",
        ]);
        assert_eq!(take_in(&t, "Title", table).expect("import").attributes, 4);
        let read = t.db.read(Key::SYSTEM).expect("read");
        let dated = "select value, first_seen from threats_attributes where first_seen is not null order by value";
        let dated: Vec<(String, String)> = read.rows(dated, args![], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        let days: Vec<(&str, &str)> = dated.iter().map(|(value, day)| (value.as_str(), day.get(..10).unwrap_or_default())).collect();
        assert_eq!(days, [("four.site", "2026-02-01"), ("three.site", "2026-12-31")]);
    }

    fn a_text_becomes_one_event(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let found = text::candidates("Seen hxxp://evil[.]site/a and 45.9.148.7, again 45.9.148.7.").expect("found").expect("all");
        let all: Vec<_> = found.iter().map(text::row).collect();
        let outcome = import_rows(&ctx, "A text", Origin::Text, &all, &mut |_| true).expect("import");
        assert_eq!((outcome.new, outcome.attributes), (1, 2));
        assert_eq!(values(&t).iter().map(|(kind, ..)| kind.as_str()).collect::<Vec<_>>(), ["ip-dst", "url"]);
        assert_eq!(import_rows(&ctx, "A text", Origin::Text, &all, &mut |_| true).expect("again").unchanged, 1);
    }

    fn what_goes_out_parses_back_to_the_same_values(engine) {
        let t = world(engine);
        let attributes: Vec<_> = NASTY.iter().zip(0..).map(|((kind, value), number)| attribute(number, kind, value)).collect();
        import(&context(&t, HOME, Reach::Community), &event(7, 1_772_600_000, &["tlp:green", "=x"], &attributes));
        let (reader, id) = (member(&t, HOME), id_of(&t, uuid::Uuid::from_u128(7)));
        let wanted: Vec<&str> = NASTY.iter().map(|(_, value)| *value).collect();

        let out = export(&t, reader, id, Format::Csv);
        let mut table = ::csv::Reader::from_reader(&out[..]);
        let at = table.headers().expect("headings").iter().position(|name| name == "value").expect("a column");
        let cells: Vec<String> =
            table.records().map(|row| belfry_documents::unguarded(row.expect("a row").get(at).expect("a cell")).to_owned()).collect();
        assert_eq!(cells, wanted);
        for line in String::from_utf8(out).expect("text").lines() {
            assert!(!line.split(',').any(|cell| cell.trim_matches('"').starts_with(['=', '+', '@'])), "{line}");
        }

        let misp: serde_json::Value = serde_json::from_slice(&export(&t, reader, id, Format::Misp)).expect("JSON");
        let list = misp["Event"]["Attribute"].as_array().expect("attributes");
        assert_eq!(list.iter().map(|one| one["value"].as_str().expect("text")).collect::<Vec<_>>(), wanted);

        let stix: serde_json::Value = serde_json::from_slice(&export(&t, reader, id, Format::Stix)).expect("JSON");
        let mut told: Vec<&str> = Vec::new();
        for one in stix["objects"].as_array().expect("objects") {
            let said = one.pointer(&format!("/extensions/{}/attribute/value", belfry_threats::event::export::stix::EXTENSION));
            told.extend(said.and_then(serde_json::Value::as_str));
            if let Some(pattern) = one["pattern"].as_str() {
                let parsed = belfry_stix::pattern::parse(pattern, &Default::default()).expect("a pattern");
                let values = belfry_stix::pattern::observables(&parsed).values;
                let value = said.and_then(serde_json::Value::as_str).expect("a value");
                for (_, part) in values {
                    let belfry_stix::pattern::Value::Text(part) = part else { continue };
                    assert!(value.contains(&part), "{part} of {value}");
                }
            }
        }
        assert_eq!(told, wanted);
    }
}
