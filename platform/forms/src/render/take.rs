//! What came back from a page.

use std::collections::BTreeMap;

use super::{field, place};
use crate::core::evaluate::TooMuch;
use crate::core::form::{Kind, MOST_ENTRIES};
use crate::core::publish::{Asked, Slot};
use crate::core::read::read;
use crate::core::validate::Reason;
use crate::core::{Answers, At, Place, Sheet};

/// Behind the name of the field of a file: it shall go.
pub const REMOVE: &str = ":remove";

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// All answers, those of this page as they came.
    pub answers: Answers,
    /// What could not be read.
    pub unreadable: Vec<(Place, Reason)>,
    /// What was typed there, by the names of fields.
    pub typed: BTreeMap<String, String>,
    /// Whether the page now asks for something that it did not show: it is to be shown again.
    pub more: bool,
    /// Whether a button of the page itself was pressed: it is to be shown again, and nothing is due yet.
    pub changed_entries: bool,
}

/// Takes what was sent from a page that showed `sheet`, into the answers that it was made of. What the page did not ask is not
/// taken.
///
/// # Errors
/// [`TooMuch`]
pub fn take(sheet: &Sheet<'_>, page: usize, answers: &Answers, sent: &[(String, String)]) -> Result<Taken, TooMuch> {
    let mut taken = Taken { answers: answers.clone(), ..Taken::default() };
    let form = sheet.form();
    let on_page = |slot: &Slot| slot.page == page && slot.is_answered();
    for (id, slot) in form.slots().iter().enumerate().filter(|(_, slot)| on_page(slot)) {
        for (at, _) in sheet.cells(id).iter().filter(|(_, cell)| cell.asked) {
            one(slot, *at, sent, &mut taken);
        }
    }
    for (button, name) in sent.iter().filter(|(name, _)| name == "add" || name == "remove") {
        if let Some(place) = place(name) {
            entries(sheet, page, button == "add", &place, &mut taken);
        }
    }
    let after = Sheet::settle(form, &taken.answers, sheet.reading())?;
    taken.more = form
        .slots()
        .iter()
        .enumerate()
        .filter(|(_, slot)| slot.page == page && slot.is_shown())
        .any(|(id, _)| after.cells(id).iter().any(|(at, cell)| cell.asked && !sheet.is_asked(id, *at)));
    Ok(taken)
}

fn one(slot: &Slot, at: At, sent: &[(String, String)], taken: &mut Taken) {
    let place = Place { name: slot.name.clone(), at };
    let name = field(&place);
    let kind = slot.question().map(|question| &question.kind);
    // Files are kept by whoever receives them, and are put into the answers there. Here one is only taken away.
    if matches!(kind, Some(Kind::File { .. })) {
        if sent.iter().any(|(field, _)| field.strip_suffix(REMOVE) == Some(&name)) {
            taken.answers.put(place, None);
        }
        return;
    }
    let of = |name: &str| -> Vec<&str> {
        sent.iter().filter(|(field, _)| field == name).map(|(_, text)| text.as_str()).collect()
    };
    let mut fields = of(&name);
    match kind {
        Some(Kind::Money { .. }) => fields.extend(of(&format!("{name}:currency"))),
        Some(Kind::Rank(_)) => {
            let part = |field: &str| -> Option<usize> { field.strip_prefix(&name)?.strip_prefix(':')?.parse().ok() };
            let mut places: Vec<(usize, &str)> =
                sent.iter().filter_map(|(field, text)| Some((part(field)?, text.as_str()))).collect();
            places.sort_unstable();
            fields.extend(places.into_iter().map(|(_, text)| text));
        }
        _ => {}
    }
    match read(slot, &fields) {
        Ok(value) => taken.answers.put(place, value),
        Err(reason) => {
            taken.typed.insert(name, fields.first().map(|text| (*text).to_owned()).unwrap_or_default());
            taken.answers.put(place.clone(), None);
            taken.unreadable.push((place, reason));
        }
    }
}

/// One entry more at the end, or one less with those behind it moving up.
fn entries(sheet: &Sheet<'_>, page: usize, add: bool, place: &Place, taken: &mut Taken) {
    let form = sheet.form();
    let Some(id) = form.slot(&place.name).filter(|id| form.slots()[*id].page == page) else { return };
    let (Asked::Repeat(repeat), None) = (&form.slots()[id].asked, &form.slots()[id].rules.count) else { return };
    let outer = if add { place.at } else { place.at.outer(place.at.depth().saturating_sub(1)) };
    let Some(cell) = sheet.cell(id, outer).filter(|cell| cell.asked) else { return };
    let whole = Place { name: place.name.clone(), at: outer };
    if add {
        if cell.entries < repeat.max.unwrap_or(MOST_ENTRIES) {
            taken.answers.entries.insert(whole, cell.entries + 1);
            taken.changed_entries = true;
        }
        return;
    }
    let Some(gone) = place.at.entries().last().copied().filter(|gone| *gone < cell.entries) else { return };
    if cell.entries <= repeat.min {
        return;
    }
    let inside = |name: &crate::core::Name| form.slot(name).is_some_and(|slot| form.slots()[slot].scope.contains(&id));
    let depth = outer.depth();
    let moved = |at: At| -> Option<At> {
        let entry = *at.entries().get(depth)?;
        let entry = if entry > gone { entry - 1 } else { entry };
        at.entries().get(depth + 1..)?.iter().try_fold(outer.inside(entry)?, |at, deeper| at.inside(*deeper))
    };
    let here = |place: &Place| inside(&place.name) && place.at.depth() > depth && place.at.outer(depth) == outer;
    let lost = |place: &Place| here(place) && place.at.entries().get(depth) == Some(&gone);
    let renamed =
        |place: Place| if here(&place) { moved(place.at).map(|at| Place { at, ..place }) } else { Some(place) };
    let values = std::mem::take(&mut taken.answers.values).into_iter().filter(|(place, _)| !lost(place));
    taken.answers.values = values.filter_map(|(place, value)| Some((renamed(place)?, value))).collect();
    let counts = std::mem::take(&mut taken.answers.entries).into_iter().filter(|(place, _)| !lost(place));
    taken.answers.entries = counts.filter_map(|(place, count)| Some((renamed(place)?, count))).collect();
    taken.answers.entries.insert(whole, cell.entries - 1);
    taken.changed_entries = true;
}
