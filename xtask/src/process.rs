//! Where things lie, and running a child with a log and a time limit.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The target folder in use: this program lies in `<target>/debug/`.
pub fn target() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.parent()?.to_path_buf()))
        .unwrap_or_else(|| root().join("target"))
}

/// A folder under the target folder for what these tasks keep, made when it is missing.
pub fn kept(name: &str) -> Result<PathBuf> {
    let folder = target().join("xtask").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// A child without what `cargo run` put into our environment: with it, the inner cargo would judge build scripts stale.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let of_this_run = name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || ["LD_LIBRARY_PATH", "CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE"]
                .contains(&name.as_str());
        if of_this_run {
            command.env_remove(&name);
        }
    }
    command
}

/// Cargo, in the root of the repository, always with the same target folder.
pub fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()).env("CARGO_TARGET_DIR", target());
    cargo
}

/// Runs a child that speaks to the terminal itself.
pub fn show(command: &mut Command) -> Result<ExitStatus> {
    let name = name(command);
    command.status().with_context(|| format!("cannot run {name}"))
}

/// Runs a child in silence and hands back what it wrote on stdout.
///
/// # Errors
/// When it cannot be started or fails; the error carries the end of what it said.
pub fn quiet(command: &mut Command) -> Result<String> {
    let name = name(command);
    let done = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {name}"))?;
    if !done.status.success() {
        let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        let lines: Vec<&str> = said.trim().lines().collect();
        bail!("{name} failed: {}", lines[lines.len().saturating_sub(12)..].join("\n"));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.take(4).map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Whether a program is on the path.
pub fn has(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// The time since the start of a run, and the limit it must keep.
#[derive(Clone, Copy)]
pub struct Clock {
    start: Instant,
    limit: Option<Duration>,
}

impl Clock {
    /// A run that must be over after `limit`.
    pub fn limited(limit: Duration) -> Self {
        Clock { start: Instant::now(), limit: Some(limit) }
    }

    /// A run that may take its time.
    pub fn unlimited() -> Self {
        Clock { start: Instant::now(), limit: None }
    }

    /// Since the start.
    pub fn spent(&self) -> Duration {
        self.start.elapsed()
    }

    /// Whether the limit has passed.
    pub fn is_over(&self) -> bool {
        self.limit.is_some_and(|limit| self.spent() >= limit)
    }

    /// Waits for one message until the limit, telling the terminal every second what it is waiting for.
    ///
    /// # Errors
    /// When the limit passes first, or the sender is gone.
    pub fn wait<T>(&self, what: &str, receiver: &mpsc::Receiver<T>) -> Result<T> {
        let since = Instant::now();
        let terminal = std::io::stdout().is_terminal();
        loop {
            let left = self.limit.map_or(Duration::MAX, |limit| limit.saturating_sub(self.spent()));
            match receiver.recv_timeout(left.min(Duration::from_secs(1))) {
                Ok(message) => {
                    if terminal {
                        print!("\r\x1b[K");
                    }
                    return Ok(message);
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => bail!("{what}: ended without a word"),
                Err(mpsc::RecvTimeoutError::Timeout) if self.is_over() => {
                    bail!("{what}: the time limit of the whole run has passed")
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    if terminal {
                        print!("\r\x1b[K{what} ... {} s", since.elapsed().as_secs());
                        std::io::stdout().flush()?;
                    }
                }
            }
        }
    }
}

/// Runs a child with everything it says going to `log`; ends it and all it started when the clock's limit passes.
///
/// # Errors
/// When it cannot be started, or the limit passes.
pub fn logged(what: &str, command: &mut Command, log: &Path, clock: &Clock) -> Result<bool> {
    let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let mut child = command.spawn().with_context(|| format!("cannot run {}", name(command)))?;
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait()));
    match clock.wait(what, &receiver) {
        Ok(status) => Ok(status?.success()),
        Err(late) => {
            end_tree(id);
            Err(late)
        }
    }
}

/// Ends a child and everything it started, found by the parents that /proc names.
fn end_tree(id: u32) {
    let parents = parents();
    let mut doomed = vec![id];
    let mut next = 0;
    while next < doomed.len() {
        let parent = doomed[next];
        doomed.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
        next += 1;
    }
    signal("KILL", &doomed);
}

/// Sends a signal to processes; one that has ended by itself is no matter. The shell's own `kill` is on every machine.
pub fn signal(name: &str, to: &[u32]) {
    let ids: Vec<String> = to.iter().map(u32::to_string).collect();
    quiet(command("sh").arg("-c").arg(format!("kill -{name} {}", ids.join(" ")))).ok();
}

/// Every process and its parent.
fn parents() -> Vec<(u32, u32)> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            // "id (name) state parent ..": the name may hold spaces and brackets (proc_pid_stat(5)).
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect()
}

/// A path as a person would type it from the root of the repository.
pub fn shown(path: &Path) -> String {
    let root = fs::canonicalize(root()).unwrap_or_default();
    path.strip_prefix(&root).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_over_the_limit_ends_with_all_it_started() -> Result<()> {
        let log = std::env::temp_dir().join(format!("belfry-xtask-{}.log", std::process::id()));
        let mut late = command("sh");
        late.arg("-c").arg("sleep 61 & echo $!; sleep 62");
        let clock = Clock::limited(Duration::from_millis(300));
        assert!(logged("late", &mut late, &log, &clock).is_err());
        let grandchild: u32 = fs::read_to_string(&log)?.trim().parse()?;
        fs::remove_file(&log)?;
        for _ in 0..100 {
            if !is_alive(grandchild) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the grandchild still runs")
    }

    /// A zombie that nobody has waited for yet has ended, too.
    fn is_alive(id: u32) -> bool {
        let stat = fs::read_to_string(format!("/proc/{id}/stat"));
        stat.is_ok_and(|stat| !stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z')))
    }
}
