//! Countries and regions as they are chosen: by name, the regions of the country that was named before.

use belfry_web::components::Choice;
use belfry_words::{Words, sortable};

use super::{Part, Shape, Showing};
use crate::core::At;
use crate::core::check::SlotId;
use crate::core::form::Kind;
use crate::core::publish::Slot;
use crate::core::value::Value;

/// Countries by their names in the reader's language, those of the Union first; those of the demonstration only there.
#[must_use]
pub fn countries(t: &Words, demo: bool) -> Vec<Choice> {
    belfry_words::countries(t.language(), demo).map(|code| Choice::new(code, t.named("country", code), "")).collect()
}

/// Regions by their names, with the codes that tell a larger one from a smaller of the same name.
#[must_use]
pub fn regions(demo: bool) -> Vec<Choice> {
    let real = |(code, _): &(&str, &str)| demo || !code.starts_with('X');
    belfry_words::regions().filter(real).map(|(code, name)| Choice::new(code, format!("{name} ({code})"), "")).collect()
}

impl Showing<'_> {
    /// One of what is known. What was answered before and is not among it stays what it is.
    pub(super) fn named(self, mut options: Vec<Choice>, part: Part) -> Part {
        if options.is_empty() {
            return part;
        }
        options.iter_mut().for_each(|option| option.chosen = option.value == part.value);
        if !part.value.is_empty() && !options.iter().any(|option| option.chosen) {
            options.push(Choice::new(part.value.as_str(), part.value.as_str(), &part.value));
        }
        Part { shape: Shape::Select, options, ..part }
    }

    /// A region of the country that was named before; of any, under the names of the countries, where none was. A country without
    /// regions in the table leaves a line to write on.
    pub(super) fn region(self, id: SlotId, at: At, mut options: Vec<Choice>, part: Part) -> Part {
        if let Some(country) = self.country(id, at) {
            options.retain(|option| belfry_words::country_of(&option.value) == country || option.value == part.value);
            let others = options.iter().any(|option| option.value != part.value);
            return if others { self.named(options, part) } else { part };
        }
        let part = self.named(options, part);
        let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
        for option in part.options.iter().cloned() {
            let country = self.words.named("country", belfry_words::country_of(&option.value));
            match groups.iter_mut().find(|(name, _)| *name == country) {
                Some((_, inside)) => inside.push(option),
                None => groups.push((country, vec![option])),
            }
        }
        groups.sort_by_cached_key(|(name, _)| sortable(name));
        let shape = if groups.is_empty() { part.shape } else { Shape::Grouped };
        Part { shape, groups, ..part }
    }

    /// The country that the nearest question before this one was answered with, beside it or outside of every repeat.
    fn country(self, id: SlotId, at: At) -> Option<&'static str> {
        let slots = self.sheet.form().slots();
        let here = slots.get(id)?;
        let asks = |slot: &Slot| slot.question().is_some_and(|question| question.kind == Kind::Country);
        let before = slots.iter().enumerate().take(id).rev();
        let around = before.filter(|(_, slot)| asks(slot) && here.scope.starts_with(&slot.scope));
        let mut answered = around.filter_map(|(other, slot)| {
            match self.sheet.cell(other, at.outer(slot.scope.len()))?.value.as_ref()? {
                Value::Text(code) => belfry_words::countries("en", true).find(|known| known == code),
                _ => None,
            }
        });
        answered.next()
    }
}
