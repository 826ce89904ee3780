//! Scoped lists for a member of fifty circles, against the same list without a scope.

use anyhow::Result;
use belfry_store::{Key, Kind, Sql, args, scope};

use crate::figures::{median, ratio, time, told};
use crate::world::build;

const EVENT: Kind = belfry_threats::event::EVENT;

/// Measures at this size.
pub fn run(size: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let world = build(folder.path(), size)?;
    println!("scoped: {size} attributes in {} events", world.events);
    let unscoped = world.db.read(Key::SYSTEM)?;
    let baseline = median(1_000, || {
        let rows = unscoped.rows(
            "select s.id, s.title, e.date from store_subjects s cross join threats_events e \
             where s.kind = $1 and e.id = s.id order by s.id desc limit 50",
            args![EVENT],
            |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)),
        )?;
        assert_eq!(rows.len(), 50);
        Ok(())
    })?;
    for (name, key) in [("much is visible", world.dense), ("0.1 % is visible", world.sparse)] {
        let read = world.db.read(key)?;
        let figure = median(1_000, || {
            let mut sql = Sql::new("select s.id, s.title, e.date", []);
            sql.append(&scope::visible(&read, EVENT, "cross join threats_events e")?);
            sql.push("and e.id = s.id", []);
            sql.append(&scope::newest(&read, EVENT, None, 50)?);
            let rows =
                read.rows(sql, args![], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)))?;
            assert_eq!(rows.len(), 50);
            Ok(())
        })?;
        let times = ratio(figure, baseline);
        let figure_told = format!("{}, {times:.2} times the unscoped list ({})", time(figure), time(baseline));
        let (bar, reached) = if key == world.dense {
            ("at most 1.3 times", times <= 1.3)
        } else {
            ("under 10 ms", figure.as_millis() < 10)
        };
        told(&format!("newest 50 where {name}"), &figure_told, bar, reached);
    }
    Ok(())
}
