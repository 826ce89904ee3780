//! `belfry circle`: what the owner of the machine may have to do for circles whose coordinator has gone.

use anyhow::{Context, bail};
use belfry_identity::circle::{self, Circle};
use belfry_identity::{Refusal, organisation};
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Db, Key, Tx};
use clap::Subcommand;
use uuid::Uuid;

use crate::commands::Place;
use crate::start;

/// Circles on the list.
const MOST: i64 = 10_000;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// List every trust circle, hidden ones too.
    List {
        /// One line of JSON for each.
        #[arg(long)]
        json: bool,
    },
    /// Hand the coordination of a circle over to a member.
    HandOver {
        /// The circle.
        circle: Uuid,
        /// The member, by the organisation's name.
        #[arg(long)]
        to: String,
    },
    /// Close a circle: its members see nothing by it any more.
    Close {
        /// The circle.
        circle: Uuid,
    },
}

/// Does it.
///
/// # Errors
/// When there is no such circle or member, or the database fails.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let db = start::there(&place.config()?)?;
    match command {
        Command::List { json } => list(&db, *json),
        Command::HandOver { circle, to } => {
            change(&db, *circle, |tx, act, by, found| {
                let to = organisation::by_name(tx, to)?.ok_or(Refusal::NotFound)?.id;
                circle::hand_over(tx, act, by, found.id, to)
            })?;
            println!("{to} coordinates the circle.");
            Ok(())
        }
        Command::Close { circle } => {
            change(&db, *circle, |tx, act, by, found| circle::close(tx, act, by, found.id))?;
            println!("The circle is closed.");
            Ok(())
        }
    }
}

fn list(db: &Db, json: bool) -> anyhow::Result<()> {
    let read = db.read(Key::SYSTEM)?;
    let circles = circle::list(&read, MOST)?;
    let owners: Vec<OrganisationId> = circles.iter().map(|one| one.owner).collect();
    let names = organisation::names(&read, &owners)?;
    drop(read);
    for one in &circles {
        let owner = names.get(&one.owner).map(|name| name.name.as_str()).unwrap_or_default();
        if json {
            let line = serde_json::json!({"uuid": one.uuid, "name": one.fields.name, "owner": owner, "open": one.open,
                "hidden": one.fields.hidden, "arrangement": one.arrangement, "ceiling": one.fields.ceiling.code()});
            println!("{line}");
            continue;
        }
        let marks = [(one.fields.hidden, "hidden"), (one.arrangement, "Article 29"), (!one.open, "closed")];
        let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
        println!("{}  {}, {owner}  {}", one.uuid, one.fields.name, marks.join(", "));
    }
    Ok(())
}

/// One change, in the name of the organisation that owns the circle.
fn change(
    db: &Db,
    uuid: Uuid,
    work: impl FnOnce(&Tx, Act<'_>, &Person, &Circle) -> Result<(), Refusal>,
) -> anyhow::Result<()> {
    let (clock, ids) = start::clock_and_ids();
    let tx = db.write(Key::SYSTEM)?;
    let found = circle::by_uuid(&tx, uuid)?.context("no such circle; `belfry circle list` names them")?;
    let by = Person {
        id: PersonId(0),
        name: String::new(),
        organisation: found.owner,
        roles: vec![(found.owner, Role::CircleCoordinator)],
        may_write: true,
    };
    let act = Act { actor: None, now: clock.now(), ids: &ids };
    match work(&tx, act, &by, &found) {
        Ok(()) => Ok(tx.commit()?),
        Err(Refusal::WrongState) => {
            bail!("that organisation is no confirmed member, or coordinates the circle already")
        }
        Err(why) => bail!("the circle is not changed: {why}"),
    }
}
