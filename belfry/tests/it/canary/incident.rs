//! An incident in the world of canaries: its notification says some things to all who receive it and others to the authority only.

use belfry_forms::core::{Answers, Name, Place, Value};
use belfry_incidents::access::Notify;
use belfry_incidents::incident::store::{self as incidents, Written};
use belfry_incidents::notification::send::{self, Begin};
use belfry_incidents::{notification as notifications, regime};
use belfry_kernel::Actor;
use belfry_store::Key;

use super::Aviary;

/// Answers a question in words.
fn say(answers: &mut Answers, question: &str, word: String) {
    answers.put(Place::top(Name::parse(question).expect("a name")), Some(Value::Text(word)));
}

impl Aviary<'_> {
    /// An incident of 0, of which 1 receives a notification as authority and 2 as data protection authority.
    pub(super) fn incident(&mut self) {
        let (site, home) = (&self.world.site, self.world.organisations[0]);
        let (own, whole, part) = ([0], [0, 1], [0, 1, 2]);
        let act = site.act();
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        let mut written = Written::begun("Europe/Luxembourg", act.now);
        written.description = self.words.word("text of an incident", own, false);
        written.measures = self.words.word("measures of an incident", own, false);
        let title = self.words.word("title of an incident", own, false);
        let incident = incidents::insert(&tx, act, home, &title, &written).expect("an incident");
        let to = |n: usize, part: &str| (self.world.organisations[n], vec![part.to_owned()]);
        let begin = Begin {
            regime: regime::latest("nis2").expect("a regime").clone(),
            authority: self.world.organisations[1],
            recipients: vec![to(1, "nca"), to(2, "dpa")],
            country: "LU".into(),
            sector: "energy".into(),
            voluntary: false,
            trust: false,
            contact: self.words.word("whom to call about an incident", whole, false),
        };
        let opened =
            send::open::<Notify>(&tx, act, &Actor::System, (&incident, &written), &begin).expect("a notification");
        let mut answers = Answers::default();
        say(&mut answers, "what", self.words.word("what a notification says to all", part, false));
        say(&mut answers, "measures", self.words.word("measures of a notification", part, false));
        say(&mut answers, "impact", self.words.word("impact of a notification", whole, false));
        say(&mut answers, "help", self.words.word("help that a notification asks for", whole, false));
        let form = begin.regime.form("notification").expect("a form");
        let sent = send::step(&tx, act, &opened, ("notification", form), &answers).expect("sent");
        let review = self.words.word("review of a notification", whole, false);
        let said = (notifications::State::Asked, review.as_str(), self.world.organisations[1]);
        notifications::store::review(&tx, act, &opened, &sent, said).expect("a review");
        let request = self.words.word("report that an authority asks for", whole, false);
        notifications::store::request(&tx, act, &opened, &request, act.now).expect("a request");
        say(&mut answers, "root", self.words.quiet("draft of a final report", own));
        let form = begin.regime.form("final").expect("a form").hash().as_str().to_owned();
        notifications::store::keep(&tx, act, &opened, ("final", &form), &answers).expect("a draft");
        tx.commit().expect("commit");
    }
}
