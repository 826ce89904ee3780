//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use belfry::commands::{self, Place};
use clap::{Parser, Subcommand};

/// Pages are made of many small texts: the system's allocator took a fifth of the time of a list (decision 0006).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Belfry: a community that defends itself together.
#[derive(Parser)]
#[command(version, about = "A community that defends itself together: serve it, put threats in and out, keep it safe")]
struct Arguments {
    /// The configuration file.
    #[arg(long, global = true, env = "BELFRY_CONFIG")]
    config: Option<PathBuf>,
    /// The folder for files, instead of the configured one.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the demonstration community and print its sign-ins.
    Demo(commands::demo::Arguments),
    /// Serve people and programs; on SQLite the jobs too.
    Serve(commands::serve::Arguments),
    /// Do the jobs of a PostgreSQL installation.
    Work,
    /// Bring the database up to date.
    Migrate,
    /// The configuration.
    #[command(subcommand)]
    Config(commands::config::Command),
    /// Put threat data in.
    #[command(subcommand)]
    Import(commands::import::Command),
    /// Take threat data out.
    Export(commands::export::Arguments),
    /// The ledger.
    #[command(subcommand)]
    Ledger(commands::ledger::Command),
    /// Write a consistent, verified copy of everything, of either database, also while it is in use.
    Backup(commands::backup::Backup),
    /// Put a backup, of either database, in the place of the embedded one, which is kept, or into an empty PostgreSQL.
    Restore(commands::backup::Restore),
    /// People.
    #[command(subcommand)]
    User(commands::user::Command),
    /// What entities are under the NIS Directives: cases as JSON lines on standard input, an answer for each.
    Classify(commands::classify::Arguments),
    /// When each step after an incident is due, by its law: cases as JSON lines on standard input, an answer for each.
    Clock(commands::clock::Arguments),
    /// Whether incidents are significant, with the reasons: cases as JSON lines on standard input, an answer for each.
    Significance(commands::significance::Arguments),
    /// What the laws ask of whom an incident hits.
    #[command(subcommand)]
    Regime(commands::regime::Command),
    /// The register of organisations.
    #[command(subcommand)]
    Register(commands::register::Command),
    /// The search index.
    #[command(subcommand)]
    Search(commands::search::Command),
    /// Trust circles whose coordinator has gone.
    #[command(subcommand)]
    Circle(commands::circle::Command),
    /// Taxonomies, galaxies, warninglists and object templates.
    #[command(subcommand)]
    Vocabulary(commands::vocabulary::Command),
    /// Frameworks: requirements, competences, maturity.
    #[command(subcommand)]
    Catalogue(commands::catalogue::Command),
    /// Forms, as XLSForm workbooks.
    #[command(subcommand)]
    Form(commands::form::Command),
    /// Reports, on paper and as data.
    #[command(subcommand)]
    Report(commands::report::Command),
    /// Reports by mail and in tables.
    #[command(subcommand)]
    Intake(commands::intake::Command),
    /// Incidents: early warnings, and one's own records.
    #[command(subcommand)]
    Incident(commands::incident::Command),
    /// Records of practice.
    #[command(subcommand)]
    Practice(commands::practice::Command),
    /// Packages to and from the points of contact of other countries.
    #[command(subcommand)]
    Handover(commands::handover::Command),
    /// Self-assessments.
    #[command(subcommand)]
    Assess(commands::assess::Command),
    /// Surveys and what came out of them.
    #[command(subcommand)]
    Survey(commands::survey::Command),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Nothing that the demonstration does is worth a line below the list of its people.
    commands::log(if matches!(arguments.command, Command::Demo(_)) { "warn" } else { "warn,belfry=info" });
    let place = Place { config: arguments.config, data: arguments.data };
    let done = match arguments.command {
        Command::Demo(arguments) => commands::demo::run(&place, &arguments),
        Command::Serve(arguments) => commands::serve::run(&place, &arguments),
        Command::Work => commands::serve::work(&place),
        Command::Migrate => commands::migrate(&place),
        Command::Config(command) => commands::config::run(&command),
        Command::Import(command) => commands::import::run(&place, &command),
        Command::Export(arguments) => commands::export::run(&place, &arguments),
        Command::Ledger(command) => commands::ledger::run(&place, &command),
        Command::Backup(arguments) => commands::backup::run(&place, &arguments),
        Command::Restore(arguments) => commands::backup::restore(&place, &arguments),
        Command::User(command) => commands::user::run(&place, &command),
        Command::Classify(arguments) => commands::classify::run(&arguments),
        Command::Clock(arguments) => commands::clock::run(&arguments),
        Command::Significance(arguments) => commands::significance::run(&arguments),
        Command::Regime(command) => commands::regime::run(&place, &command),
        Command::Register(command) => commands::register::run(&place, &command),
        Command::Search(command) => commands::search::run(&place, &command),
        Command::Circle(command) => commands::circle::run(&place, &command),
        Command::Vocabulary(command) => commands::vocabulary::run(&place, &command),
        Command::Catalogue(command) => commands::catalogue::run(&place, &command),
        Command::Form(command) => commands::form::run(&place, &command),
        Command::Report(command) => commands::report::run(&place, &command),
        Command::Intake(command) => commands::intake::run(&place, &command),
        Command::Incident(command) => commands::incident::run(&place, &command),
        Command::Practice(command) => commands::practice::run(&place, &command),
        Command::Handover(command) => commands::handover::run(&place, &command),
        Command::Assess(command) => commands::assess::run(&place, &command),
        Command::Survey(command) => commands::survey::run(&place, &command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("belfry: {error:#}");
            ExitCode::FAILURE
        }
    }
}
