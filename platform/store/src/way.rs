//! Who gives way to whom: on the processor, and at SQLite's one writer.

use std::cell::Cell;

/// How much on the processor, as `nice` counts: of a core that pages want too, a thread that gives way gets a quarter.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;

thread_local! {
    static BEHIND_PAGES: Cell<bool> = const { Cell::new(false) };
    static AT_WRITER: Cell<bool> = const { Cell::new(false) };
}

/// From now on this thread gives way to those who serve pages, on the processor and where SQLite's readers are short. For what takes
/// longer than a page and waits for others anyway: changes, long reads, hashes of passwords. A thread cannot take it back.
pub fn give_way_to_pages() {
    BEHIND_PAGES.set(true);
    // On Linux this is a matter of each thread; elsewhere it would slow the whole program. Whoever may not is as quick as before.
    #[cfg(target_os = "linux")]
    if let Ok(now) = rustix::process::getpriority_process(None) {
        let _ = rustix::process::setpriority_process(None, now + NICE);
    }
}

/// From now on this thread gives way to everybody: to pages as by [`give_way_to_pages`], and, in what it writes to SQLite with its
/// one writer, to what others write, by 50 milliseconds at most for each transaction, so that it goes on whatever comes. For work
/// that nobody waits for.
pub fn give_way() {
    give_way_to_pages();
    AT_WRITER.set(true);
}

/// Whether this thread stands behind others at the writer.
pub(crate) fn is_behind_at_writer() -> bool {
    AT_WRITER.get()
}

/// Whether this thread stands behind pages.
pub(crate) fn is_behind_pages() -> bool {
    BEHIND_PAGES.get()
}
