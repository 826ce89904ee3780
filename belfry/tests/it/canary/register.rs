//! The register in the world of canaries: what 0 and 2 say of themselves is for them and for 1, which is their authority.

use belfry_members::register::record::store as records;
use belfry_members::register::registration::{self, Step};
use belfry_store::{Key, Tx, args};

use super::Aviary;

impl Aviary<'_> {
    pub(super) fn register(&mut self) {
        let world = self.world;
        let tx = world.site.db.db.write(Key::SYSTEM).expect("tx");
        let authority = world.organisations[1];
        tx.execute("update identity_organisations set kind = 'nca' where id = $1", args![authority])
            .expect("an authority");
        for n in [0, 2] {
            self.record(&tx, n, "old");
            self.record(&tx, n, "new");
            let kept = records::load(&tx, world.organisations[n]).expect("read").expect("a record");
            let said = self.words.word(format!("what {n} tells its authority"), [n, 1], false);
            assert!(registration::take(&tx, world.site.act(), &kept, Step::Submit, &said).expect("submitted"));
        }
        tx.commit().expect("commit");
    }

    /// Writes a record anew; what stood there before stays in its history.
    fn record(&mut self, tx: &Tx, n: usize, turn: &str) {
        let before = records::load(tx, self.world.organisations[n]).expect("read").expect("a record");
        let mut after = before.record.clone();
        let mut word = |field: &str| self.words.word(format!("{turn} {field} of the record of {n}"), [n, 1], false);
        after.set("number", word("number"));
        after.set("street", word("street"));
        after.set("services", word("service"));
        after.set("domains", format!("{}.example", word("domain")));
        after.set("contacts", format!("security\t{}\tdesk@contact.example\t\t", word("contact")));
        after.set("links", format!("parent\t{}\t", word("parent")));
        records::save_as_program(tx, self.world.site.act(), &before, &after).expect("a record");
    }
}
