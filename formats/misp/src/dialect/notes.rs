//! What a reading knows about itself: its place, what it expects, why it failed, how much it may hold.

use std::cell::{Cell, RefCell};

use serde::de;

use crate::{
    error::{Expected, Reason},
    limits,
};

/// What is known about the reading so far: where it is, what it expects, why it failed.
pub(crate) struct Notes {
    fault: RefCell<Option<Reason>>,
    place: Cell<(&'static str, &'static str)>,
    expected: Cell<Expected>,
    budget: Cell<usize>,
    list: Cell<usize>,
    pub(crate) event: Cell<Option<usize>>,
    pub(crate) child: Cell<Option<(&'static str, u64)>>,
}

impl Notes {
    pub(crate) fn new() -> Self {
        Self {
            fault: RefCell::new(None),
            place: Cell::new(("text", "")),
            expected: Cell::new(Expected::Record),
            budget: Cell::new(limits::RECORD),
            list: Cell::new(limits::LIST),
            event: Cell::new(None),
            child: Cell::new(None),
        }
    }

    /// Notes the reason (the first one counts) and gives the error that carries it out of the parser.
    pub(crate) fn refuse<E: de::Error>(&self, reason: Reason) -> E {
        self.fault.borrow_mut().get_or_insert(reason);
        E::custom("refused")
    }

    pub(crate) fn enter(&self, record: &'static str, field: &'static str) {
        self.place.set((record, field));
    }

    /// Says what the next value should be.
    pub(crate) fn expect(&self, expected: Expected) {
        self.expected.set(expected);
    }

    pub(crate) fn place(&self) -> (&'static str, &'static str) {
        self.place.get()
    }

    pub(crate) fn fault(&self) -> Option<Reason> {
        self.fault.borrow().clone()
    }

    /// The refusal of a value of another kind than expected, at the present place.
    pub(crate) fn wrong_kind(&self) -> Reason {
        let (record, field) = self.place.get();
        if field.is_empty() {
            return Reason::NotThis(record);
        }
        if field.is_empty() {
            return Reason::NotThis(record);
        }
        Reason::WrongKind { record, field, expected: self.expected.get() }
    }

    /// Takes memory from the budget of the present record.
    pub(crate) fn charge<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(bytes) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => Err(self.refuse(Reason::TooLarge { limit: limits::RECORD })),
        }
    }

    /// Lets lists hold this many items, for files that are one long list.
    pub(crate) fn with_lists(self, limit: usize) -> Self {
        self.list.set(limit);
        self
    }

    /// Counts one more item of a list that has `held` already.
    pub(crate) fn one_more<E: de::Error>(
        &self,
        (record, field): (&'static str, &'static str),
        held: usize,
        bytes: usize,
    ) -> Result<(), E> {
        let limit = self.list.get();
        if held >= limit {
            return Err(self.refuse(Reason::TooMany { record, field, limit }));
        }
        self.charge(bytes)
    }

    /// Opens a budget for one record that is handed on and forgotten; `restore` closes it.
    pub(crate) fn fresh_budget(&self) -> usize {
        self.budget.replace(limits::RECORD)
    }

    pub(crate) fn restore_budget(&self, kept: usize) {
        self.budget.set(kept);
    }
}
