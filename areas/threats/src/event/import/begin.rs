//! How an event's way in begins: it is here already, a sharing rule stands in its way, or it is staged.

use belfry_kernel::Label;
use belfry_misp::Event as Header;
use belfry_store::{Key, scope};

use super::stage::{Memory, Stage};
use super::time::settle;
use super::{ImportContext, ImportError, ItemResult, Reason, What};
use crate::event::{Origin, store};

/// What becomes of an event whose header is read.
pub(super) enum Begun<'a, 'c> {
    /// It comes in.
    Stage(Box<Stage<'a, 'c>>),
    /// It does not, and nothing of it is written; what the next one may go on with.
    Passed(Box<ItemResult>, Box<Memory>),
}

/// Begins an event. An update is asked about here and nowhere later, since it is written child by child.
pub(super) fn begin<'a, 'c>(
    ctx: &'c ImportContext<'a>,
    memory: Memory,
    mut header: Header,
    origin: Origin,
) -> Result<Begun<'a, 'c>, ImportError> {
    let is_ahead = settle(&mut header);
    let read = ctx.db.read(Key::SYSTEM)?;
    let here = store::owned(&read, ctx.organisation, header.uuid)?;
    let is_deleted = match &here {
        Some((subject, _)) => scope::label(&read, subject.label_id)? == Label::nobody(),
        None => false,
    };
    drop(read);
    let mut stage = match here {
        Some(_) if is_deleted => {
            let mut item = ItemResult::plain(header.uuid, header.info, What::Failed);
            item.reasons.push(Reason::Deleted);
            return Ok(Begun::Passed(Box::new(item), Box::new(memory)));
        }
        Some((_, kept)) if header.timestamp.unwrap_or_default() <= kept.timestamp => {
            let (uuid, title) = (header.uuid, header.info);
            let mut item = ItemResult::plain(uuid, title, What::Unchanged);
            item.reasons.extend(is_ahead.then_some(Reason::TimeAhead));
            return Ok(Begun::Passed(Box::new(item), Box::new(memory)));
        }
        Some(kept) => Stage::update(ctx, memory, header, &kept)?,
        None => Stage::new(ctx, memory, header)?,
    };
    stage.came_as(origin);
    if is_ahead {
        stage.note(Reason::TimeAhead);
    }
    if stage.is_refused()? {
        return Ok(Begun::Passed(Box::new(stage.item(What::Failed)), Box::new(stage.take_memory())));
    }
    Ok(Begun::Stage(Box::new(stage)))
}
