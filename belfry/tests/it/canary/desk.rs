//! The daily desk in the world of canaries: an announcement to a circle, and what is due for one organisation.

use belfry_store::{Key, args};
use uuid::Uuid;

use super::Aviary;

impl Aviary<'_> {
    pub(super) fn desk(&mut self) {
        let world = self.world;
        let outside = |id: i64| -> Uuid {
            let read = world.site.db.db.read(Key::SYSTEM).expect("read");
            read.one("select uuid from store_subjects where id = $1", args![id], |row| row.get(0)).expect("a record")
        };
        let title = self.words.word("title of an announcement to a circle", [0, 1], false);
        let text = self.words.word("text of an announcement to a circle", [0, 1], false);
        let to = format!("circle:{}", outside(world.circles[0].0));
        let fields =
            [("to", to.as_str()), ("title", &title), ("text", &text), ("act", "publish"), ("starts", ""), ("ends", "")];
        world.all_round(0).visitor.submit("/desk/announcements/new", &fields).expect(303);
        for n in 0..3 {
            let what = self.words.word(format!("what is due for {n}"), [n], false);
            let whose = outside(world.organisations[n].0).to_string();
            let fields = [
                ("title", what.as_str()),
                ("date", "2026-04-05"),
                ("time", "12:00"),
                ("whose", &whose),
                ("remind", "day"),
            ];
            world.all_round(n).visitor.submit("/desk/agenda/new", &fields).expect(303);
        }
    }
}
