//! Mail against a server that speaks just enough SMTP.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use belfry_outbound::{Mail, MailError, Mailer, Smtp, SmtpSettings, SmtpTls};
use jiff::Timestamp;

/// Takes one mail; answers the recipient with `answer`; gives what it heard.
fn server(answer: &'static str) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut heard = String::new();
        let mut data = false;
        stream.write_all(b"220 test\r\n").unwrap();
        for line in BufReader::new(stream.try_clone().unwrap()).lines() {
            let Ok(line) = line else { break };
            heard.push_str(&line);
            heard.push('\n');
            let said = match line.split([' ', ':']).next() {
                Some(".") => {
                    data = false;
                    "250 taken"
                }
                _ if data => continue,
                Some("RCPT") => answer,
                Some("DATA") => {
                    data = true;
                    "354 go on"
                }
                Some("QUIT") => break,
                _ => "250 yes",
            };
            if write!(stream, "{said}\r\n").is_err() {
                break;
            }
        }
        heard
    });
    (port, heard)
}

fn smtp(port: u16) -> Smtp {
    Smtp::new(&SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        tls: SmtpTls::None,
        credentials: None,
        from: "Belfry <belfry@example.org>".to_owned(),
        timeout: Duration::from_secs(10),
    })
    .unwrap()
}

fn mail() -> Mail {
    Mail::new(42, "ana@example.org", "Échéance demain", "Bonjour,\n.\nà demain\n").unwrap()
}

#[test]
fn a_mail_arrives_with_its_headers() {
    let (port, heard) = server("250 yes");
    let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
    smtp(port).send(&mail(), now).unwrap();
    let heard = heard.join().unwrap();
    for part in [
        "MAIL FROM:<belfry@example.org>",
        "RCPT TO:<ana@example.org>",
        "Message-ID: <belfry-42@example.org>",
        "Date: Sun, 22 Nov 2026 12:00:00",
        "Auto-Submitted: auto-generated",
        "Subject: =?utf-8?b?",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(heard.contains(part), "{part} is not in\n{heard}");
    }
}

#[test]
fn a_refusal_for_good_and_one_for_now_are_told_apart_without_the_address() {
    for (answer, expected) in [
        ("550 no ana@example.org here", MailError::Never("the server says 550".to_owned())),
        ("451 later, ana@example.org", MailError::Later("the server says 451".to_owned())),
    ] {
        let (port, heard) = server(answer);
        assert_eq!(smtp(port).send(&mail(), Timestamp::UNIX_EPOCH), Err(expected));
        heard.join().unwrap();
    }
}

#[test]
fn a_server_that_is_away_is_tried_again() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let sent = smtp(port).send(&mail(), Timestamp::UNIX_EPOCH);
    assert_eq!(sent, Err(MailError::Later("no connection".to_owned())));
}

#[test]
fn settings_do_not_show_the_password() {
    let settings = SmtpSettings {
        host: "mail.example.org".to_owned(),
        port: 465,
        tls: SmtpTls::Implicit,
        credentials: Some(("belfry".to_owned(), "hunter2".to_owned())),
        from: "not an address".to_owned(),
        timeout: Duration::from_secs(10),
    };
    assert!(!format!("{settings:?}").contains("hunter2"));
    assert!(matches!(Smtp::new(&settings), Err(MailError::Never(_))));
}
