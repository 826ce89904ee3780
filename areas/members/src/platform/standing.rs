//! How the installation stands, for the page of health and for figures that a monitoring collects: room on the disk, mail, backup.

use belfry_outbound::Space;
use belfry_store::{Key, Read, args, setting};
use belfry_web::House;
use jiff::Timestamp;

/// The setting in which `belfry backup` leaves the instant of the last one.
pub const BACKUP: &str = "backup.last";

/// Figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// Of the folder for files; none where the system does not say.
    pub space: Option<Space>,
    /// Mails that wait to be sent.
    pub waiting: i64,
    /// Mails that were given up.
    pub failed: i64,
    /// When one was sent last, as far as it is kept.
    pub sent: Option<Timestamp>,
    /// When a backup was taken last.
    pub backup: Option<Timestamp>,
}

/// Asks for them: two queries.
///
/// # Errors
/// Those of the database.
pub fn of(house: &House) -> belfry_store::Result<Standing> {
    let read = house.db.read(Key::SYSTEM)?;
    Ok(Standing { space: Space::of(&house.files).ok(), ..mail(&read)?.with_backup(&read)? })
}

fn mail(read: &Read) -> belfry_store::Result<Standing> {
    read.one(
        "select coalesce(sum(case when state in ('waiting', 'running') then 1 else 0 end), 0), \
         coalesce(sum(case when state = 'failed' then 1 else 0 end), 0), max(case when state = 'done' then ended end) \
         from store_jobs where name in ('members.mail', 'desk.mail')",
        args![],
        |row| Ok(Standing { waiting: row.get(0)?, failed: row.get(1)?, sent: row.get(2)?, ..Standing::default() }),
    )
}

impl Standing {
    fn with_backup(self, read: &Read) -> belfry_store::Result<Self> {
        let backup = setting::get(read, BACKUP)?.and_then(|text| text.parse().ok());
        Ok(Self { backup, ..self })
    }
}
