//! Tasks of the workshop: `cargo xtask <task>`.
//!
//! - [`process`]: where things lie, running a child with a log and a time limit
//! - [`assets`]: stylesheets and scripts of the pages
//! - [`provision`]: what a fresh machine lacks (Debian packages, npm packages, a Python environment)
//! - [`postgres`]: a throwaway PostgreSQL cluster
//! - [`count`]: reads what test runners say
//! - [`suites`]: `test` and `deep`: the suites, their order, their counts
//! - [`tidy`]: rules of STYLE.md that a program can hold
//!
//! Deliberately absent: any other crate of ours, so that this compiles in seconds while the house is being rebuilt.

mod assets;
mod count;
mod postgres;
mod process;
mod provision;
mod suites;
mod tidy;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};

use process::{Clock, cargo, root};

const USAGE: &str = "cargo xtask <task>

  demo [args]         build and start the demonstration community (args go to `belfry demo`)
  test [suite...]     format tidy clippy tests clients browser; all without a name
  deep [suite...]     the same with long kill, property and fuzz runs, without a time limit
  bench [args]        measure against baselines (args go to belfry-bench)
  screenshots [dir]   pictures of every page, wide and narrow, light and dark, into screenshots/
  postgres CMD...     run a command beside a throwaway PostgreSQL, its addresses in the environment
  assets              build stylesheets and scripts when their sources are newer
  tidy [--lower]      the tidy checks alone; --lower writes smaller limits down
  fmt                 format the code";

/// How long `test` may take, cold, on two cores.
const BUDGET: Duration = Duration::from_secs(35 * 60);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((task, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    };
    match run(task, rest) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("xtask {task}: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one task; `false` when it ran and found something wrong.
fn run(task: &str, rest: &[String]) -> Result<bool> {
    match task {
        "demo" => demo(rest),
        "test" => suites::run(rest, suites::Depth::Quick, Clock::limited(BUDGET)),
        "deep" => suites::run(rest, suites::Depth::Deep, Clock::unlimited()),
        "bench" => {
            assets::build()?;
            // The pages are measured on the program itself.
            succeeds(cargo().args(["build", "--release", "--package", "belfry", "--package", "belfry-bench"]))?;
            let bench = ["run", "--release", "--package", "belfry-bench", "--"];
            succeeds(cargo().args(bench).args(rest))
        }
        "screenshots" => screenshots(rest),
        "postgres" => beside_postgres(rest),
        "assets" => assets::build().map(|()| true),
        "tidy" => tidy::task(rest),
        "fmt" => succeeds(cargo().args(["fmt", "--all"])),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        other => bail!("no such task: {other}\n\n{USAGE}"),
    }
}

/// The release build takes a little longer the first time than a development build would, but the first page a person
/// opens, and every later start, is as quick as in use; the build is the same that `bench` measures.
fn demo(rest: &[String]) -> Result<bool> {
    assets::build()?;
    if !succeeds(cargo().args(["build", "--release", "--package", "belfry"]))? {
        return Ok(false);
    }
    let binary = process::target().join("release").join("belfry");
    succeeds(process::command(&binary).arg("demo").args(rest))
}

fn screenshots(rest: &[String]) -> Result<bool> {
    assets::build()?;
    provision::packages(&[provision::CHROMIUM])?;
    provision::npm(&suites::browser_folder())?;
    if !succeeds(cargo().args(["build", "--workspace", "--bins"]))? {
        return Ok(false);
    }
    let into = rest.first().map_or_else(|| root().join("screenshots"), std::path::PathBuf::from);
    succeeds(
        process::command("node")
            .arg("run.mjs")
            .arg("--screenshots")
            .arg(std::path::absolute(into)?)
            .env("BELFRY_BIN", suites::binary())
            .current_dir(suites::browser_folder()),
    )
}

fn beside_postgres(rest: &[String]) -> Result<bool> {
    let Some((program, arguments)) = rest.split_first() else {
        bail!("name the command to run, such as: cargo xtask postgres cargo test -p belfry-store");
    };
    provision::packages(&[provision::POSTGRES])?;
    let cluster = postgres::Cluster::start()?;
    succeeds(process::command(program).args(arguments).envs(cluster.environment()))
}

fn succeeds(command: &mut std::process::Command) -> Result<bool> {
    process::show(command).map(|status| status.success())
}
