//! What is said, changed and taken back, and who is named.

use belfry_contracts::discussion::{PersonMentioned, RemarkAdded};
use belfry_kernel::{Clause, Fact, Label, Role, Tlp};
use belfry_store::{Key, args};
use belfry_testkit::{Answer, TestSite, both_databases};
use jiff::SignedDuration;

use crate::{note, open, site};

fn remark(answer: &Answer) -> String {
    answer.location.as_deref().and_then(|to| to.split_once("#c-")).expect("the place of a remark").1.to_owned()
}

fn facts(site: &TestSite, name: &str) -> i64 {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    read.one("select count(*) from store_ledger where fact = $1", args![name], |row| row.get(0)).unwrap()
}

both_databases! {
    fn ana_says_something_ben_replies_and_a_question_is_answered(engine) {
        let site = site(engine);
        let (csirt, water) = (site.organisation("Border CSIRT", "csirt"), site.organisation("Riverside", "oes"));
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let dan = site.person("Dan", water, &[Role::Reader]);
        let page = open(&site, csirt);
        assert!(ana.get(&page).expect(200).says("Nobody has said anything yet"));
        let refused = ana.submit(&format!("{page}/discuss"), &[("text", "  ")]).expect(422);
        assert!(refused.says("Write something before you send it"));
        let first = remark(&ana.submit(&format!("{page}/discuss"), &[("text", "Seen **twice** <script>x</script>")]).expect(303));
        ben.submit(&format!("{page}/discuss"), &[("text", "So did we"), ("reply-to", &first)]).expect(303);
        let asked = remark(&ben.submit(&format!("{page}/ask"), &[("text", "Since when?")]).expect(303));
        ana.submit(&format!("{page}/discuss"), &[("text", "Since Monday"), ("reply-to", &asked)]).expect(303);
        ben.submit(&format!("{page}/discuss"), &[("text", "x"), ("reply-to", "1")]).expect(404);
        ben.submit(&format!("{page}/acknowledge"), &[]).expect(303);
        ben.submit(&format!("{page}/acknowledge"), &[]).expect(303);
        let read = dan.get(&page).expect(200);
        assert!(read.says("Seen <strong>twice</strong>") && !read.says("<script>x"), "{}", read.text);
        assert!(read.says("Question") && read.says("Since Monday") && read.says("Acknowledged by Riverside"));
        assert!(!read.says("Your remark"), "who only reads is offered no form");
        dan.submit(&format!("{page}/discuss"), &[("text", "x")]).expect(403);
        assert_eq!(facts(&site, RemarkAdded::NAME), 5, "acknowledging twice is once");
        assert!(read.queries.unwrap() <= 6, "{:?}", read.queries);
        let order: Vec<usize> = ["Seen <", "So did we", "Since when?", "Since Monday"]
            .iter()
            .map(|words| read.text.find(words).unwrap())
            .collect();
        assert!(order.is_sorted());
    }

    fn a_remark_is_changed_within_the_hour_with_its_trace_and_taken_back_with_its_words(engine) {
        let site = site(engine);
        let csirt = site.organisation("Border CSIRT", "csirt");
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let ben = site.person("Ben", csirt, &[Role::Contributor]);
        let page = open(&site, csirt);
        let id = remark(&ana.submit(&format!("{page}/discuss"), &[("text", "It was Tuesday")]).expect(303));
        let own = format!("{page}/discussion/{id}");
        ben.submit(&own, &[("text", "It was me")]).expect(404);
        assert!(ana.submit(&own, &[("text", "")]).expect(422).says("Write something"));
        site.db.clock.advance(SignedDuration::from_mins(59));
        ana.submit(&own, &[("text", "It was Monday")]).expect(303);
        assert!(ben.get(&page).expect(200).says("It was Monday") && !ben.get(&page).expect(200).says("Tuesday"));
        assert!(ben.get(&own).expect(200).says("It was Tuesday"), "the trace stays readable");
        site.db.clock.advance(SignedDuration::from_mins(2));
        ana.submit(&own, &[("text", "It was Sunday")]).expect(422);
        ben.submit(&format!("{own}/withdraw"), &[]).expect(404);
        ana.submit(&format!("{own}/withdraw"), &[]).expect(303);
        let after = ben.get(&page).expect(200);
        assert!(after.says("Taken back by its author") && !after.says("Monday"));
        assert!(!ben.get(&own).expect(200).says("Tuesday"));
        ana.submit(&format!("{own}/withdraw"), &[]).expect(404);
    }

    fn only_those_who_may_see_can_be_named_and_a_text_never_tells_who_exists(engine) {
        let site = site(engine);
        let (csirt, water) = (site.organisation("Border CSIRT", "csirt"), site.organisation("Riverside", "oes"));
        let other = site.organisation("Harbour", "oes");
        site.circle("Two", true, &[csirt, water]);
        let circle = site.circle("Quiet", true, &[csirt, water]);
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        site.person("Cleo Marsh", csirt, &[Role::Reader]);
        site.person("Wim", water, &[Role::OrganisationAdministrator, Role::Contributor]);
        site.person("Hidden Person", other, &[Role::OrganisationAdministrator, Role::Contributor]);
        site.person("Quiet Worker", water, &[Role::Reader]);
        let page = note(&site, csirt, &Label::new(Tlp::Amber, Clause::CircleOrOwner(circle, csirt)));
        let offered = ana.get(&format!("{page}/discussion")).expect(200);
        assert!(offered.says("@cleo.marsh") && offered.says("@wim"), "{}", offered.text);
        assert!(!offered.says("hidden.person") && !offered.says("quiet.worker") && !offered.says("@ana"));
        let text = "@cleo.marsh @wim @hidden.person @quiet.worker @nobody.at.all look";
        ana.submit(&format!("{page}/discuss"), &[("text", text)]).expect(303);
        assert_eq!(facts(&site, PersonMentioned::NAME), 2);
        let read = ana.get(&page).expect(200);
        assert!(read.says("@cleo.marsh @wim @hidden.person @quiet.worker @nobody.at.all look"), "all look the same");
    }

    fn what_is_said_about_a_hidden_record_is_as_hidden_as_the_record(engine) {
        let site = site(engine);
        let (csirt, water) = (site.organisation("Border CSIRT", "csirt"), site.organisation("Riverside", "oes"));
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let page = note(&site, csirt, &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let id = remark(&ana.submit(&format!("{page}/discuss"), &[("text", "Ours only")]).expect(303));
        let elsewhere = open(&site, csirt);
        for url in [page.clone(), format!("{page}/discussion"), format!("{page}/discussion/{id}"), format!("{elsewhere}/discussion/{id}")] {
            ben.get(&url).expect(404);
        }
        ben.submit(&format!("{page}/discuss"), &[("text", "x")]).expect(404);
        ben.submit(&format!("{elsewhere}/discuss"), &[("text", "x"), ("reply-to", &id)]).expect(404);
    }

    fn what_stays_among_fewer_than_see_the_record_says_so_and_names_whom_its_reader_may_know(engine) {
        let site = site(engine);
        let (csirt, water) = (site.organisation("Border CSIRT", "csirt"), site.organisation("Riverside", "oes"));
        let quiet = site.circle("Quiet", true, &[water]);
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let page = open(&site, csirt);
        let narrow = |words: &str, clause: Clause| {
            let id: i64 = remark(&ana.submit(&format!("{page}/discuss"), &[("text", words)]).expect(303)).parse().unwrap();
            let tx = site.db.db.write(Key::SYSTEM).unwrap();
            let label = belfry_store::scope::intern(&tx, &Label::new(Tlp::Amber, clause)).unwrap();
            tx.execute("update discussion_remarks set label_id = $2 where id = $1", args![id, label]).unwrap();
            tx.commit().unwrap();
            id
        };
        let ours = narrow("Among ourselves", Clause::Organisation(csirt));
        let hers = ana.get(&page).expect(200);
        assert!(hers.says("Only for Border CSIRT") && hers.says("Read by: Border CSIRT"), "{}", hers.text);
        assert!(!ben.get(&page).expect(200).says("Only for"), "nothing tells of it");
        ana.submit(&format!("{page}/discuss"), &[("text", "Stays here"), ("reply-to", &ours.to_string())]).expect(303);
        assert!(!ben.get(&page).expect(200).says("Stays here"));
        narrow("Among a few", Clause::CircleOrOwner(quiet, csirt));
        narrow("For everybody all the same", Clause::Community);
        let (hers, his) = (ana.get(&page).expect(200), ben.get(&page).expect(200));
        assert!(hers.says("Only for some of those who see this") && !hers.says("Quiet"), "{}", hers.text);
        assert!(his.says("Only for the trust circle Quiet"), "{}", his.text);
        assert_eq!((hers.text.matches("Only for").count(), his.text.matches("Only for").count()), (3, 1));
    }

    fn an_old_discussion_is_read_page_by_page(engine) {
        let site = site(engine);
        let csirt = site.organisation("Border CSIRT", "csirt");
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let page = open(&site, csirt);
        for n in 0..105 {
            ana.submit(&format!("{page}/discuss"), &[("text", &format!("Remark number {n}."))]).expect(303);
        }
        let newest = ana.get(&page).expect(200);
        assert!(newest.says("Remark number 104.") && !newest.says("Remark number 4."));
        let at = newest.text.find("/discussion?before=").expect("older ones");
        let end = at + newest.text[at..].find('"').unwrap();
        let older = ana.get(&format!("{page}{}", &newest.text[at..end])).expect(200);
        assert!(older.says("Remark number 4.") && !older.says("Remark number 5."));
    }
}
