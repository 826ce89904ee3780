//! Standard output of every command. Whoever reads it may have enough before its end, as `head` has: then the program ends, and quietly.
//!
//! The macros [`println!`] and [`print!`] of this crate take the place of the standard library's, which panic there.

use std::io::{ErrorKind, IoSlice, Result, StdoutLock, Write};

/// Standard output, held until it is dropped.
#[derive(Debug)]
pub struct Out(StdoutLock<'static>);

/// Holds standard output.
#[must_use]
pub fn out() -> Out {
    Out(std::io::stdout().lock())
}

/// Ends the program where nobody reads on.
fn heard<T>(written: Result<T>) -> Result<T> {
    match written {
        // What the reader of a pipe wanted it has: nothing went wrong.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        written => written,
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        heard(self.0.write(bytes))
    }

    fn write_vectored(&mut self, parts: &[IoSlice<'_>]) -> Result<usize> {
        heard(self.0.write_vectored(parts))
    }

    fn flush(&mut self) -> Result<()> {
        heard(self.0.flush())
    }
}

/// Writes words to standard output.
#[doc(hidden)]
pub fn say(words: std::fmt::Arguments<'_>) {
    if let Err(error) = out().write_fmt(words) {
        eprintln!("belfry: standard output: {error}");
        std::process::exit(1);
    }
}

/// As the standard library's, but where nobody reads on the program ends quietly.
macro_rules! print {
    ($($words:tt)*) => { $crate::out::say(format_args!($($words)*)) };
}

/// As the standard library's, but where nobody reads on the program ends quietly.
macro_rules! println {
    () => { $crate::out::say(format_args!("\n")) };
    ($($words:tt)*) => { $crate::out::say(format_args!("{}\n", format_args!($($words)*))) };
}
