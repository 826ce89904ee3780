//! `test` and `deep`: the suites in their order, cheap ones first, and what they counted.
//!
//! Compiled once: every step that compiles asks cargo for the whole workspace, since another selection of packages would choose
//! other features for the libraries and compile them again; and clippy is what compiles it, since a check apart would read
//! every crate a second time. The clients and the browser use the binary that the tests were built with. What is missing on
//! the machine is fetched by a thread meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::count::{self, Count};
use crate::process::{self, Clock, cargo, command, kept, logged, root, target};
use crate::{assets, postgres, provision, tidy};

/// How far the suites go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// On every change: 64 cases a property, 20 rounds of kill.
    Quick,
    /// Before a release: 2,000 cases, 1,000 rounds, long fuzzing.
    Deep,
}

/// Every suite, in the order in which they run.
const SUITES: [&str; 6] = ["format", "tidy", "clippy", "tests", "clients", "browser"];

/// The suites that need a compiled workspace. What clippy says, it says while it compiles.
const COMPILED: [&str; 3] = ["tests", "clients", "browser"];

/// The binary that the tests are built with.
pub fn binary() -> PathBuf {
    target().join("debug/belfry")
}

/// The tests in a browser.
pub fn browser_folder() -> PathBuf {
    root().join("clients/browser")
}

/// Runs the named suites, or all; `false` when something failed.
///
/// # Errors
/// When a name is unknown or a log cannot be written.
pub fn run(named: &[String], depth: Depth, clock: Clock) -> Result<bool> {
    if let Some(unknown) = named.iter().find(|name| !SUITES.contains(&name.as_str())) {
        bail!("no such suite: {unknown} (there are: {})", SUITES.join(" "));
    }
    let wanted: Vec<&'static str> =
        SUITES.into_iter().filter(|suite| named.is_empty() || named.iter().any(|name| name == suite)).collect();
    let mut run = Run { depth, clock, total: Count::default() };
    let provided = provide(&wanted);
    if wanted.contains(&"format") {
        let log = log("format")?;
        run.suite("format", |run| {
            run.check(&mut cargo_with(&["fmt", "--all", "--check", "--", "--color=never"]), "format", &log)
        });
    }
    if wanted.contains(&"tidy") {
        run.suite("tidy", |_| tidy::suite());
    }
    let compiles = wanted.iter().any(|suite| *suite == "clippy" || COMPILED.contains(suite));
    if compiles && run.suite("assets", |_| assets::build().map(|()| Outcome::passed())) {
        run.compiled(&wanted, &provided)?;
    }
    println!("{} s in all", run.clock.spent().as_secs());
    println!("{}", run.total);
    Ok(run.total.failed == 0)
}

/// Fetches in a thread what the wanted suites need; says when it is done.
fn provide(wanted: &[&str]) -> mpsc::Receiver<Result<()>> {
    let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let wants = |suite: &str| wanted.iter().any(|wanted| wanted == suite);
        let fetch = || -> Result<()> {
            let mut packages = Vec::new();
            if wants("tests") {
                packages.push(provision::POSTGRES);
            }
            if wants("clients") {
                packages.push(provision::VENV);
            }
            if wants("browser") {
                packages.push(provision::CHROMIUM);
            }
            provision::packages(&packages)?;
            if wants("browser") {
                provision::npm(&browser_folder())?;
            }
            if wants("clients") {
                provision::python(&requirements())?;
            }
            Ok(())
        };
        sender.send(fetch())
    });
    receiver
}

/// By which cargo is told what compiles the crates of the workspace.
const WRAPPER: &str = "RUSTC_WORKSPACE_WRAPPER";

/// The compiler with clippy's lints.
fn clippy_driver() -> Result<PathBuf> {
    let sysroot = process::quiet(command("rustc").args(["--print", "sysroot"]).current_dir(root()))?;
    let driver = Path::new(sysroot.trim()).join("bin/clippy-driver");
    if !driver.is_file() {
        bail!("{} is missing: rustup component add clippy", driver.display());
    }
    Ok(driver)
}

/// A warning of the compiler or of clippy is a failure; cargo says again what it said of crates that were compiled before.
fn warnings(log: &Path) -> Result<Outcome> {
    let text = fs::read_to_string(log)?;
    let said = text.lines().filter(|line| line.starts_with("warning: ") || line.starts_with("error")).count();
    if said == 0 {
        return Ok(Outcome::passed());
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("Compiling ")).take(60).collect();
    Ok(Outcome { count: Count::one(false), word: format!("{said} warnings"), excerpt: lines.join("\n") })
}

fn requirements() -> PathBuf {
    root().join("clients/python/requirements.txt")
}

fn cargo_with(arguments: &[&str]) -> Command {
    let mut cargo = cargo();
    cargo.args(arguments);
    cargo
}

fn log(suite: &str) -> Result<PathBuf> {
    Ok(kept("logs")?.join(format!("{suite}.log")))
}

/// What one suite found: its count, a word for the line, and what to read when it failed.
pub struct Outcome {
    /// Tests or checks.
    pub count: Count,
    /// For the end of the suite's line.
    pub word: String,
    /// The part of its log that tells why it failed.
    pub excerpt: String,
}

impl Outcome {
    fn passed() -> Self {
        Outcome { count: Count::one(true), word: String::new(), excerpt: String::new() }
    }

    fn failed(why: &anyhow::Error) -> Self {
        Outcome { count: Count::one(false), word: String::new(), excerpt: format!("{why:#}") }
    }
}

/// A run in progress.
struct Run {
    depth: Depth,
    clock: Clock,
    total: Count,
}

impl Run {
    /// Runs one suite and prints its line.
    fn suite(&mut self, name: &str, work: impl FnOnce(&Run) -> Result<Outcome>) -> bool {
        let since = Instant::now();
        let outcome = work(self).unwrap_or_else(|why| Outcome::failed(&why));
        self.line(name, since.elapsed(), outcome.count, &outcome.word);
        if !outcome.excerpt.is_empty() {
            println!("{}", outcome.excerpt);
        }
        self.total.add(outcome.count);
        outcome.count.failed == 0
    }

    fn line(&self, name: &str, took: Duration, count: Count, word: &str) {
        let verdict = if count.failed > 0 { "FAILED" } else { "ok" };
        println!("{name:<10} {:>7.1} s  {verdict:<6} {word}", took.as_secs_f64());
    }

    /// A command that either succeeds or fails, counted as one check.
    fn check(&self, command: &mut Command, name: &str, log: &Path) -> Result<Outcome> {
        let ok = logged(name, command, log, &self.clock)?;
        Ok(Outcome { count: Count::one(ok), word: String::new(), excerpt: excerpt_unless(ok, log) })
    }

    /// The suites that need the workspace compiled and the machine provided for.
    fn compiled(&mut self, wanted: &[&str], provided: &mpsc::Receiver<Result<()>>) -> Result<()> {
        let left: Vec<&str> = COMPILED.into_iter().filter(|suite| wanted.contains(suite)).collect();
        let build_log = log("build")?;
        let mut build = cargo_with(&["build", "--workspace", "--all-targets", "--keep-going"]);
        build.env(WRAPPER, clippy_driver()?);
        let built = self.suite("build", |run| run.check(&mut build, "build", &build_log));
        if wanted.contains(&"clippy") {
            self.suite("clippy", |_| warnings(&build_log));
        }
        if left.is_empty() {
            return Ok(());
        }
        if !built {
            println!("not run, since the workspace does not compile: {}", left.join(" "));
            return Ok(());
        }
        let since = Instant::now();
        if let Err(why) = self.clock.wait("what the machine lacks", provided).and_then(|fetched| fetched) {
            println!("provide    {:>7.1} s  FAILED {why:#}", since.elapsed().as_secs_f64());
            println!("not run, since the machine lacks what they need: {}", left.join(" "));
            self.total.add(Count::one(false));
            return Ok(());
        }
        if wanted.contains(&"tests") {
            self.tests()?;
        }
        for (suite, work) in [("clients", Run::clients as fn(&Run) -> Result<Outcome>), ("browser", Run::browser)] {
            if wanted.contains(&suite) {
                self.suite(suite, work);
            }
        }
        Ok(())
    }

    /// Unit, area and product tests are one run of cargo, shown as three lines.
    fn tests(&mut self) -> Result<()> {
        let log = log("tests")?;
        let cluster = match postgres::Cluster::start() {
            Ok(cluster) => cluster,
            Err(why) => {
                self.suite("tests", |_| Err(why));
                return Ok(());
            }
        };
        let mut tests = cargo_with(&["test", "--workspace", "--all-targets", "--no-fail-fast"]);
        tests.env(WRAPPER, clippy_driver()?).envs(cluster.environment()).envs(self.depth_of_tests());
        let since = Instant::now();
        let ended = logged("tests", &mut tests, &log, &self.clock);
        let groups = count::cargo(&fs::read_to_string(&log).unwrap_or_default(), &areas());
        let mut all = Count::default();
        for group in &groups {
            self.line(group.name, group.took, group.count, &group.count.to_string());
            all.add(group.count);
        }
        match ended {
            Ok(true) => {}
            // A test binary that crashed reports no failed test, and counts as one.
            Ok(false) => {
                all.failed = all.failed.max(1);
                println!("{}", excerpt_unless(false, &log));
            }
            Err(why) => {
                all.failed += 1;
                println!(
                    "tests      {:>7.1} s  FAILED {why:#}\n{}",
                    since.elapsed().as_secs_f64(),
                    excerpt_unless(false, &log)
                );
            }
        }
        self.total.add(all);
        Ok(())
    }

    fn depth_of_tests(&self) -> Vec<(&'static str, &'static str)> {
        match self.depth {
            Depth::Quick => vec![("PROPTEST_CASES", "64"), ("BELFRY_FUZZ_SECONDS", "10")],
            Depth::Deep => vec![("PROPTEST_CASES", "2000"), ("BELFRY_DEEP", "1"), ("BELFRY_FUZZ_SECONDS", "300")],
        }
    }

    /// Python programs that others use, against the API.
    fn clients(&self) -> Result<Outcome> {
        let mut tests = command(provision::python(&requirements())?);
        tests.args(["-m", "unittest", "discover", "--pattern", "test_*.py"]).current_dir(root().join("clients/python"));
        tests.env("PYTHONDONTWRITEBYTECODE", "1");
        self.outside("clients", &mut tests, count::unittest)
    }

    /// The pages, in a browser.
    fn browser(&self) -> Result<Outcome> {
        let mut tests = command("node");
        tests.arg("run.mjs").current_dir(browser_folder()).env("BELFRY_CHROMIUM", provision::CHROMIUM_PROGRAM);
        self.outside("browser", &mut tests, count::node)
    }

    fn outside(&self, name: &str, tests: &mut Command, counted: fn(&str) -> Count) -> Result<Outcome> {
        let log = log(name)?;
        let ok = logged(name, tests.env("BELFRY_BIN", binary()).envs(self.depth_of_tests()), &log, &self.clock)?;
        let mut count = counted(&fs::read_to_string(&log)?);
        if !ok || count.passed == 0 {
            count.failed = count.failed.max(1);
        }
        Ok(Outcome { word: count.to_string(), count, excerpt: excerpt_unless(count.failed == 0, &log) })
    }
}

/// The crate names of the areas, as test binaries carry them.
fn areas() -> Vec<String> {
    let folders = fs::read_dir(root().join("areas")).into_iter().flatten().flatten();
    folders.map(|folder| format!("belfry_{}", folder.file_name().to_string_lossy())).collect()
}

fn excerpt_unless(ok: bool, log: &Path) -> String {
    if ok {
        return String::new();
    }
    let text = fs::read_to_string(log).unwrap_or_default();
    format!("{}\n(all of it: {})", count::excerpt(&text), process::shown(log))
}
