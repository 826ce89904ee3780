//! Times, their medians, and what else a figure needs to be believed.

use std::time::{Duration, Instant};

/// Says which machine this is, and how busy.
pub fn machine() {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    println!("cores {cores}, load {}", load());
}

/// The load average of the last minute.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

/// The median time of some runs, after one that warms up.
pub fn median(runs: usize, mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    work()?;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let began = Instant::now();
        work()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

/// CPU time of a process so far, user and system.
pub fn cpu(pid: u32) -> Duration {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The same to the nanosecond, of all its threads that live: for what takes less than a tick of the clock.
pub fn cpu_exactly(pid: u32) -> Duration {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let spent = |thread: std::fs::DirEntry| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0)
    };
    Duration::from_nanos(threads.map(spent).sum())
}

/// Anonymous memory of a process, in kibibytes.
pub fn anonymous(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("RssAnon:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Resident memory of a process, in kibibytes.
pub fn resident(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// One line of the report: what, the figure, its baseline, whether the bar is reached.
pub fn told(what: &str, figure: &str, bar: &str, reached: bool) {
    let mark = if reached { "reached" } else { "MISSED " };
    println!("{mark}  {what}: {figure}; bar: {bar}; load {}", load());
}

/// A time in the unit that suits it.
pub fn time(of: Duration) -> String {
    if of.as_millis() >= 10 { format!("{} ms", of.as_millis()) } else { format!("{} us", of.as_micros()) }
}

/// How many times the second is the first.
pub fn ratio(figure: Duration, baseline: Duration) -> f64 {
    figure.as_secs_f64() / baseline.as_secs_f64().max(1e-9)
}
