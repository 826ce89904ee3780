//! What is notified reaches the ticket system of the authority too: signed, or encrypted, and no more than it may read.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

use belfry_incidents::channel::sign;
use belfry_outbound::MailError;
use belfry_testkit::{Engine, TestSite, both_databases};

use crate::valley::{valley, warn};

const HERE: &str = "/incidents/channels";
const KEY: &str = include_str!("../keys/queue.asc");
const SIGNS: &str = include_str!("../../../../formats/openpgp/tests/keys/endless.asc");

/// A ticket system that answers each call with the next of these statuses, and tells of signature and body.
fn tickets(answers: &'static [u16]) -> (String, mpsc::Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/tickets", listener.local_addr().expect("an address"));
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for status in answers {
            let (mut socket, _) = listener.accept().expect("a caller");
            let mut reader = BufReader::new(socket.try_clone().expect("the same"));
            let (mut signature, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                let Some((name, value)) = line.trim_end().split_once(": ") else {
                    if line.trim_end().is_empty() { break } else { continue }
                };
                match name.to_ascii_lowercase().as_str() {
                    sign::HEADER => signature = value.to_owned(),
                    "content-length" => length = value.parse().expect("a length"),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            write!(socket, "HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").expect("an answer");
            tell.send((signature, String::from_utf8(body).expect("text"))).expect("somebody listens");
        }
    });
    (url, told)
}

fn site(engine: Engine, inside: &str) -> TestSite {
    TestSite::with(engine, &[belfry_incidents::area()], |settings| settings.inside = vec![inside.to_owned()])
}

both_databases! {
    fn a_webhook_is_signed_by_a_secret_that_is_shown_once_and_says_what_the_authority_may_read(engine) {
        let site = site(engine, "127.0.0.1");
        let valley = valley(&site);
        let (url, told) = tickets(&[200, 200]);
        let wrong = valley.sofia.submit(HERE, &[("kind", "webhook"), ("address", "rt@cert.example")]).expect(422);
        assert!(wrong.says("Use an address of HTTPS for a webhook"));
        let page = valley.sofia.submit(HERE, &[("kind", "webhook"), ("address", &url)]).expect(200);
        let at = page.text.find("It is shown this once").expect("the secret");
        let words = page.text[at..].split(['<', '>', '"']).map(str::trim);
        let secret = words.into_iter().find(|word| word.len() == 43 && !word.contains(' ')).expect("a secret").to_owned();
        let page = valley.sofia.get(HERE).expect(200);
        assert!(page.says(&url) && !page.says(&secret), "it is shown once");
        // Nobody else's page has it.
        assert!(!valley.carl.get(HERE).expect(200).says(&url));
        valley.tomas.get(HERE).expect(403);
        warn(&valley.tomas, &[]);
        site.run_jobs();
        let (signature, body) = told.recv().expect("a call");
        let seconds: i64 = signature.split(['=', ',']).nth(1).and_then(|text| text.parse().ok()).expect("seconds");
        assert_eq!(signature, sign::signed(&secret, seconds, &body));
        let json: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!((json["what"].as_str(), json["exercise"].as_bool()), (Some("submitted"), Some(false)));
        assert!(json["step"]["answers"]["what"].as_str().is_some_and(|what| what.contains("Pumps")), "{json}");
        assert!(valley.sofia.get(HERE).expect(200).says("Delivered"));
        let uuid = page.text.split("/incidents/channels/").nth(1).and_then(|rest| rest.split('/').next()).expect("it").to_owned();
        valley.carl.submit(&format!("{HERE}/{uuid}/test"), &[]).expect(404);
        valley.sofia.submit(&format!("{HERE}/{uuid}/test"), &[]).expect(303);
        site.run_jobs();
        assert!(told.recv().expect("a call").1.contains("\"what\":\"test\""));
        valley.sofia.submit(&format!("{HERE}/{uuid}/end"), &[]).expect(303);
        warn(&valley.tomas, &[]);
        site.run_jobs();
        assert!(told.try_recv().is_err(), "nothing goes there any more");
    }

    fn an_address_inside_is_not_sent_to_unless_the_administrator_has_named_it(engine) {
        let site = site(engine, "");
        let valley = valley(&site);
        let (url, told) = tickets(&[200]);
        valley.sofia.submit(HERE, &[("kind", "webhook"), ("address", &url)]).expect(200);
        warn(&valley.tomas, &[]);
        // A try that failed waits in the queue: it is taken out there, as nothing will let it through.
        let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| site.run_jobs()));
        assert!(failed.is_err() && told.try_recv().is_err());
        let page = valley.sofia.get(HERE).expect(200);
        assert!(page.says("Under way") && !page.says("Delivered"), "{}", page.text);
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).expect("tx");
        tx.execute("update store_jobs set state = 'cancelled' where state in ('waiting', 'running')", belfry_store::args![]).expect("jobs");
        tx.commit().expect("commit");
    }

    fn a_mail_is_encrypted_and_refers_to_its_notification(engine) {
        let site = site(engine, "");
        let valley = valley(&site);
        let mail = |key: &str| {
            valley.sofia.submit(HERE, &[("kind", "mail"), ("address", "rt@cert.example"), ("tag", "[cert.example]"), ("certificate", key)])
        };
        assert!(mail("nothing").expect(422).says("This is no armored OpenPGP public key"));
        assert!(mail(SIGNS).expect(422).says("no living key to encrypt to"));
        mail(KEY).expect(303);
        warn(&valley.tomas, &[("exercise", "yes")]);
        site.run_jobs();
        let sent = site.outbox.take();
        let [one] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!(one.to(), "rt@cert.example");
        assert!(one.subject().starts_with("[cert.example] EXERCISE"), "{}", one.subject());
        assert!(one.text().starts_with("-----BEGIN PGP MESSAGE-----") && !one.text().contains("Pumps"));
        assert!(one.subject().contains(one.thread()) && !one.thread().is_empty());
        // A server that refuses for good is not asked again.
        site.outbox.fail(Some(MailError::Never("no such queue".into())));
        warn(&valley.tomas, &[]);
        site.run_jobs();
        let page = valley.sofia.get(HERE).expect(200);
        assert!(page.says("Failed") && page.says("no such queue"), "{}", page.text);
        site.outbox.fail(None);
        let again = page.text.split("/incidents/channels/deliver/").nth(1).and_then(|rest| rest.split('/').next()).expect("it").to_owned();
        valley.carl.submit(&format!("/incidents/channels/deliver/{again}/again"), &[]).expect(404);
        valley.sofia.submit(&format!("/incidents/channels/deliver/{again}/again"), &[]).expect(303);
        site.run_jobs();
        assert_eq!(site.outbox.take().len(), 1);
    }
}
