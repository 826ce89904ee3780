//! Mails: held until their sender has said that they are his; let go without a word when nobody here has the address.

use belfry_practices::report::mail::{self, Refused};
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;

use crate::valley::{count, site, valley};

fn mail_of(site: &TestSite, who: belfry_kernel::PersonId, subject: &str) -> String {
    let read = site.db.db.read(belfry_store::Key::SYSTEM).unwrap();
    let email: String = read
        .one("select email from identity_people where id = $1", belfry_store::args![who], |row| row.get(0))
        .unwrap();
    format!(
        "From: Somebody <{email}>\r\nTo: practices@valley.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=edge\r\n\r\n--edge\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         We lock the pumps at night.\r\n--edge\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"../list.csv\"\r\n\r\na,{subject}\r\n--edge\r\nContent-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"setup.exe\"\r\n\r\nMZ\r\n--edge--\r\n"
    )
}

/// How many files lie below a folder.
fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 }).sum()
}

fn link(sent: &[belfry_outbound::Mail]) -> String {
    let text = sent.last().expect("a mail").text().to_owned();
    let at = text.find("/practices/confirm/").expect("a link");
    text[at..].split_whitespace().next().unwrap().to_owned()
}

both_databases! {
    fn a_mail_waits_until_its_sender_says_that_it_is_his(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let mail = mail_of(&site, valley.bruno.id(), "Quick win: pumps locked at night");
        assert_eq!(mail::take(&site.house, mail.as_bytes()).unwrap(), Ok(()));
        site.run_jobs();
        // Nobody but the one whose address it bears sees it, and he is told without being told what it says.
        assert!(!valley.sofia.get("/practices/inbox").expect(200).says("pumps locked"));
        assert!(valley.bruno.get("/practices/reports").expect(200).says("To be confirmed"));
        let sent = site.outbox.take();
        assert!(sent.len() == 1 && !sent[0].text().contains("pumps") && !sent[0].subject().contains("pumps"));
        let stranger = site.stranger();
        let link = link(&sent);
        let page = stranger.get(&link).expect(200);
        assert!(page.says("pumps locked at night"), "{}", page.text);
        assert_eq!(count(&site, "select count(*) from practices_reports where state = 'waiting'"), 1, "to look is not to confirm");
        stranger.get("/practices/confirm/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").expect(404);
        stranger.submit_raw(&link, &[]).expect(303);
        site.run_jobs();
        stranger.submit_raw(&link, &[]).expect(404);
        let inbox = valley.sofia.get("/practices/inbox").expect(200);
        assert!(inbox.says("pumps locked at night") && inbox.says("Quick win") && inbox.says("By mail"), "{}", inbox.text);
        let at = inbox.text.find("/practices/reports/").unwrap();
        let url: String = inbox.text[at..].chars().take_while(|c| *c != '"').collect();
        let page = valley.sofia.get(&url).expect(200);
        assert!(page.says("We lock the pumps at night.") && page.says("list.csv") && !page.says("setup.exe"), "{}", page.text);
    }

    fn who_is_signed_in_confirms_his_own_and_nobody_elses(engine) {
        let site = site(engine);
        let valley = valley(&site);
        mail::take(&site.house, mail_of(&site, valley.tomas.id(), "Tool: a list of valves").as_bytes()).unwrap().unwrap();
        site.run_jobs();
        let mine = valley.tomas.get("/practices/reports").expect(200);
        let at = mine.text.find("/practices/reports/").unwrap();
        let url: String = mine.text[at..].chars().take_while(|c| *c != '"').collect();
        valley.sofia.submit(&format!("{url}/confirm"), &[]).expect(404);
        valley.tomas.submit(&format!("{url}/confirm"), &[]).expect(303);
        site.run_jobs();
        assert!(valley.sofia.get("/practices/inbox").expect(200).says("a list of valves"));
        assert!(valley.tomas.get(&url).expect(200).says("Open"));
    }

    fn whoever_is_not_known_gets_no_word_and_leaves_no_trace_of_his_name(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let stranger = "From: mallory@evil.example\r\nSubject: Practice\r\n\r\nHello\r\n";
        assert_eq!(mail::take(&site.house, stranger.as_bytes()).unwrap(), Err(Refused::Unknown));
        assert!(mail::take(&site.house, b"nonsense").unwrap().is_err());
        site.run_jobs();
        assert!(site.outbox.take().is_empty());
        assert_eq!(count(&site, "select count(*) from practices_reports"), 0);
        assert_eq!(count(&site, "select count(*) from store_ledger where fact = 'practices.intake-refused'"), 2);
        assert_eq!(crate::valley::places_of(&site, "mallory"), Vec::<String>::new());
        // Nor is a member's mailbox flooded in his name.
        for n in 0..7 {
            let mail = mail_of(&site, valley.anna.id(), &format!("Practice number {n}"));
            let taken = mail::take(&site.house, mail.as_bytes()).unwrap();
            assert_eq!(taken.is_ok(), n < 5, "{n}: {taken:?}");
        }
        site.run_jobs();
        let sent = site.outbox.take();
        assert_eq!(sent.len(), 5);
        let kept = walk(&site.db.folder().join("documents"));
        assert_eq!(kept, 5, "of mails that are let go no file is kept");
        // What nobody confirmed goes by itself.
        site.db.clock.advance(SignedDuration::from_hours(24 * 8));
        site.stranger().get(&link(&sent)).expect(404);
        mail::take(&site.house, mail_of(&site, valley.anna.id(), "Practice number eight").as_bytes()).unwrap().unwrap();
        site.run_jobs();
        assert_eq!(count(&site, "select count(*) from practices_reports"), 1);
        assert_eq!(count(&site, "select count(*) from discussion_documents"), 1);
    }
}
