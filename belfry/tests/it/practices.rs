//! `belfry intake` and `belfry practice`: mails and tables in, records out, as a machine's owner and a mail server have them.

use std::io::Write;
use std::process::{Output, Stdio};

use belfry_store::{Db, Key, Options, args};

use crate::command_line::{analyst, belfry, run, told};

fn mailed(data: &std::path::Path, mail: &str) -> Output {
    let mut child = belfry(data, &["intake", "mail"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("belfry starts");
    child.stdin.take().expect("its input").write_all(mail.as_bytes()).expect("the mail");
    child.wait_with_output().expect("belfry ends")
}

fn waiting(data: &std::path::Path) -> i64 {
    let db = Db::open(&data.join("belfry.db").display().to_string(), Options::default()).expect("the database");
    let sql = "select count(*) from practices_reports where state = 'waiting'";
    db.read(Key::SYSTEM).expect("read").one(sql, args![], |row| row.get(0)).expect("a count")
}

#[test]
fn a_mail_of_a_member_waits_and_one_of_a_stranger_goes_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    analyst(data);
    for from in ["ana@aqua.example", "mallory@evil.example"] {
        let mail = format!("From: {from}\r\nSubject: Tool: a list of valves\r\n\r\nWe walk and write.\r\n");
        let output = mailed(data, &mail);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty(), "a mail server sends back what is printed");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("mallory"));
    }
    assert_eq!(waiting(data), 1);
    // Where the database is away the mail server shall try again.
    let nowhere = data.join("a file");
    std::fs::write(&nowhere, "").expect("a file");
    assert_eq!(mailed(&nowhere, "From: a@b.example\r\n\r\n").status.code(), Some(75));
}

#[test]
fn a_table_is_looked_at_and_handed_over_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    analyst(data);
    let table = data.join("all.csv");
    std::fs::write(&table, "kind,title,text\ntool,Scanner,Finds open ports\nwonder,Nothing,x\n").expect("a table");
    let path = table.display().to_string();
    let looked = told(data, &["intake", "import", &path, "--as", "ana@aqua.example"]);
    assert!(looked.contains("new") && looked.contains("no known kind") && looked.contains("--accept"), "{looked}");
    let taken = told(data, &["intake", "import", &path, "--as", "ana@aqua.example", "--accept"]);
    assert!(taken.contains("1 reports are with Aqua"), "{taken}");
    let again = told(data, &["intake", "import", &path, "--as", "ana@aqua.example", "--accept"]);
    assert!(again.contains("known") && again.contains("0 reports"), "{again}");
    assert!(!run(data, &["intake", "import", &path, "--as", "nobody@aqua.example"]).status.success());
    // Records are written with the eyes of a person: there are none yet, and the headings say what would be there.
    let csv = told(data, &["practice", "export", "--as", "ana@aqua.example"]);
    assert!(csv.starts_with("uuid,kind,title,state"), "{csv}");
    assert_eq!(told(data, &["practice", "export", "--as", "ana@aqua.example", "--format", "json"]), "");
    let wrong = run(data, &["practice", "export", "--as", "ana@aqua.example", "--where", "kind=wonder"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no filter of this form"));
}
