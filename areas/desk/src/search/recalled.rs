//! Which of the records that are found were recalled: the desk knows it by the facts, as it knows of everything else that happens to
//! records of other areas.

use std::collections::{HashMap, HashSet};

use belfry_contracts::threats::{EventCorrected, EventPublished, EventRecalled, EventWithdrawn};
use belfry_kernel::{Fact, SubjectId};
use belfry_store::{Read, Result, args};

use crate::subject::Seen;

/// Facts after which a record is recalled, or is not any more.
pub const TELLING: [&str; 4] = [EventRecalled::NAME, EventPublished::NAME, EventCorrected::NAME, EventWithdrawn::NAME];

/// Those of these records that the reader may see; and, of those that a page `names`, the ones that are recalled. One question.
pub fn seen(
    read: &Read,
    all: &[SubjectId],
    names: impl Iterator<Item = SubjectId>,
) -> Result<(HashMap<SubjectId, Seen>, HashSet<SubjectId>)> {
    let (mut seen, mut recalled) = (HashMap::new(), HashSet::new());
    let names: Vec<i64> = names.map(|id| id.0).collect();
    let wanted: HashSet<i64> = all.iter().map(|id| id.0).collect();
    let mut ids: Vec<i64> = wanted.iter().chain(&names).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok((seen, recalled));
    }
    // Asked for the thirty of a page, not for the thousand that are counted.
    read.each(
        "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated, l.tlp, l.canonical, \
         case when s.id in {ints $3} then (select f.fact from store_ledger f where f.subject_id = s.id \
         and f.fact in {texts $4} order by f.id desc limit 1) end \
         from store_subjects s join store_labels l on l.id = s.label_id where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1)",
        args![ids, read.key(), names, TELLING.map(str::to_owned).to_vec()],
        |row| {
            let found = Seen::from_row(row)?;
            let id = found.subject.id;
            if row.get::<Option<String>>(10)?.as_deref() == Some(EventRecalled::NAME) {
                recalled.insert(id);
            }
            if wanted.contains(&id.0) {
                seen.insert(id, found);
            }
            Ok(true)
        },
    )?;
    Ok((seen, recalled))
}

#[cfg(test)]
mod tests {
    use belfry_kernel::{Clause, Clock, Label, OrganisationId, Tlp};
    use belfry_store::subject::{self, Subject};
    use belfry_store::{Act, Key, ledger, scope};
    use belfry_testkit::{TestDb, both_databases};

    use super::*;

    fn record(t: &TestDb, label: &Label) -> SubjectId {
        let tx = t.db.write(Key::SYSTEM).unwrap();
        let id: SubjectId = t.ids.next();
        let label_id = scope::intern(&tx, label).unwrap();
        let (owner, updated) = (OrganisationId(101), t.clock.now());
        let record = Subject {
            id,
            uuid: t.ids.uuid(),
            kind: 10,
            label_id,
            owner,
            author: None,
            title: "Lantern".into(),
            updated,
        };
        subject::insert(&tx, &record).unwrap();
        tx.commit().unwrap();
        id
    }

    fn happens<F: Fact>(t: &TestDb, fact: &F) {
        let tx = t.db.write(Key::SYSTEM).unwrap();
        ledger::record(&tx, Act { actor: None, now: t.clock.now(), ids: &t.ids }, fact).unwrap();
        tx.commit().unwrap();
    }

    both_databases! {
        fn what_was_recalled_says_so_until_the_recall_is_lifted(engine) {
            let t = TestDb::new(engine, &[belfry_identity::MIGRATIONS]);
            let open = Label::new(Tlp::Green, Clause::Community);
            let own = Label::new(Tlp::Red, Clause::Organisation(OrganisationId(101)));
            let (event, calm, hidden) = (record(&t, &open), record(&t, &open), record(&t, &own));
            for event in [event, calm, hidden] {
                happens(&t, &EventPublished { event, version: 1 });
            }
            let grants = belfry_kernel::Grants { community: true, ..Default::default() };
            let key = scope::key_of(&t.db, &grants, t.clock.now()).unwrap();
            let all = [event, calm, hidden];
            let asked = |named: &[SubjectId]| seen(&t.db.read(key).unwrap(), &all, named.iter().copied()).unwrap();
            assert!(asked(&all).1.is_empty());
            for event in [event, hidden] {
                happens(&t, &EventRecalled { event, version: 2 });
            }
            let (seen, recalled) = asked(&all);
            assert_eq!((seen.len(), recalled), (2, HashSet::from([event])), "and nothing is told of what is hidden");
            let (seen, recalled) = asked(&[calm]);
            assert_eq!((seen.len(), recalled.len()), (2, 0), "asked of those that are named only");
            happens(&t, &EventCorrected { event, version: 3 });
            assert!(asked(&all).1.is_empty());
        }
    }
}
