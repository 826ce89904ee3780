//! What was asked before and cannot have changed: SQLite says for each connection whether anybody else committed since.

use std::any::{Any, TypeId};
use std::collections::HashMap;

use crate::db::Key;
use crate::error::Result;
use crate::transaction::{Conn, Read};

/// Answers that one connection remembers; beyond it the memory starts afresh.
const REMEMBERED: usize = 1_000;

/// What an answer is found by: who asked, its type, and what was asked.
type Question = (Key, TypeId, [u8; 32]);

/// Answers of one state of the database.
#[derive(Default)]
pub(crate) struct Memory {
    version: i64,
    answers: HashMap<Question, Box<dyn Any + Send>>,
}

impl Read {
    /// What `ask` finds, or what it found before if nothing was committed since: never another answer than asking would give.
    /// `what` tells apart questions whose answers have the same type.
    ///
    /// For what every request asks. SQLite's `data_version` is another number on a connection once any other connection, of
    /// whatever process, has committed; readers never commit, so the same number is the same content. A transaction that
    /// writes and PostgreSQL ask each time.
    pub fn remembered<T: Clone + Send + 'static>(
        &self,
        what: &[u8; 32],
        ask: impl FnOnce(&Self) -> Result<T>,
    ) -> Result<T> {
        let question = (self.key(), TypeId::of::<T>(), *what);
        let Some(version) = self.version()? else { return ask(self) };
        let known = self.with_memory(|memory| {
            if memory.version != version || memory.answers.len() >= REMEMBERED {
                *memory = Memory { version, answers: HashMap::new() };
            }
            memory.answers.get(&question).and_then(|answer| answer.downcast_ref::<T>()).cloned()
        });
        if let Some(answer) = known.flatten() {
            return Ok(answer);
        }
        let answer = ask(self)?;
        let kept = answer.clone();
        self.with_memory(|memory| memory.answers.insert(question, Box::new(kept)));
        Ok(answer)
    }

    /// The state that this picture shows; none where nothing is remembered.
    fn version(&self) -> Result<Option<i64>> {
        #[cfg(debug_assertions)]
        if self.db().tampering().is_some() {
            return Ok(None);
        }
        match &*self.conn.borrow() {
            Conn::Lite(lease) if lease.reads_only => {
                let mut statement = lease.conn.prepare_cached("pragma data_version")?;
                Ok(Some(statement.query_one([], |row| row.get(0))?))
            }
            _ => Ok(None),
        }
    }

    fn with_memory<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> Option<T> {
        match &*self.conn.borrow() {
            Conn::Lite(lease) => Some(work(&mut lease.memory.borrow_mut())),
            _ => None,
        }
    }
}
