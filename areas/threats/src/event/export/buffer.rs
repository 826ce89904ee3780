//! Where writers write and the answer takes from: bytes that wait to be sent.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes sent at once.
pub const CHUNK: usize = 32 << 10;

/// Bytes written and not yet taken. Clones share them: a format's writer keeps one while the answer drains the other.
#[derive(Clone, Debug, Default)]
pub struct Buffer(Arc<Mutex<VecDeque<u8>>>);

impl Buffer {
    /// How many bytes wait.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes at most [`CHUNK`] bytes. Room beyond two chunks is given back once it is empty.
    pub fn take(&self) -> Vec<u8> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = bytes.len().min(CHUNK);
        let taken = bytes.drain(..count).collect();
        if bytes.is_empty() && bytes.capacity() > 2 * CHUNK {
            *bytes = VecDeque::new();
        }
        taken
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
