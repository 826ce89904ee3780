//! Measurements. Each is a ratio to a baseline taken in the same run, so that a noisy machine says little about us; CPU time
//! and the machine's load stand beside it.
//!
//! | measure | against |
//! |---|---|
//! | [`import`] | a raw loop that writes the same rows and indexes in the same batches |
//! | [`values`] | one raw indexed query; the same at eight times the size |
//! | [`scoped`] | the same list without a scope |
//! | [`search`] | its bar in milliseconds, on each database |
//! | [`forms`] | reading the same definition as JSON |
//! | [`reports`] | its bars in milliseconds and mebibytes |
//! | [`summaries`] | the bare aggregate in SQL |
//! | [`surveys`] | the bare aggregate in SQL; a bare writer of workbooks; bars in milliseconds for answering |
//! | [`register`] | nothing: CPU a page of the directory of 20,000 organisations |
//! | [`incidents`] | nothing: CPU a page of an inbox of 10,000; early warnings in milliseconds |
//! | [`desk`] | nothing: CPU a page of a day, an agenda and a million notices; the ledger against reading its rows |
//! | [`sign_in`] | the same pages without anybody at the door |
//! | [`pages`] | a bare page with one query and the same rows; calm beside busy; memory beside idle |
//!
//! `cargo xtask bench` runs all; `cargo xtask bench values --size 8000000` one of them.

mod client;
mod desk;
mod figures;
mod forms;
mod import;
mod incidents;
mod pages;
mod register;
mod reports;
mod scoped;
mod search;
mod sign_in;
mod summaries;
mod surveys;
mod values;
mod world;

use clap::{Parser, Subcommand};

/// Pages are made of many small texts: the system's allocator took a fifth of the time of a list (decision 0006).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    measure: Option<Measure>,
}

#[derive(Subcommand)]
enum Measure {
    /// Import of MISP events.
    Import {
        /// Events of 100 attributes.
        #[arg(long, default_value_t = 400)]
        events: u32,
    },
    /// Lookup and correlation.
    Values {
        /// Attributes.
        #[arg(long, default_value_t = 1_000_000)]
        size: u32,
    },
    /// Scoped lists.
    Scoped {
        /// Attributes.
        #[arg(long, default_value_t = 1_000_000)]
        size: u32,
    },
    /// Search of two words.
    Search {
        /// Subjects.
        #[arg(long, default_value_t = 1_000_000)]
        size: u32,
    },
    /// Publishing and answering forms.
    Forms {
        /// Questions.
        #[arg(long, default_value_t = 300)]
        questions: usize,
    },
    /// Reports as PDF.
    Reports,
    /// Surveys: figures over many answers, answering, all answers as a workbook.
    Surveys {
        /// Sets of answers, of fifty questions each.
        #[arg(long, default_value_t = 20_000)]
        answers: u32,
    },
    /// The summary of a quarter of incidents.
    Summaries {
        /// Incidents.
        #[arg(long, default_value_t = 100_000)]
        incidents: u32,
    },
    /// The directory of organisations.
    Register {
        /// Organisations.
        #[arg(long, default_value_t = 20_000)]
        organisations: u32,
    },
    /// The inbox of an authority, and early warnings.
    Incidents {
        /// Notifications.
        #[arg(long, default_value_t = 10_000)]
        notifications: u32,
    },
    /// The desk of somebody with a great deal of work, and the ledger.
    Desk {
        /// Notices and entries of the ledger.
        #[arg(long, default_value_t = 1_000_000)]
        notices: u32,
    },
    /// Two hundred addresses that guess passwords.
    SignIn,
    /// Pages, exports and memory of the running program.
    Pages {
        /// Attributes of the large event.
        #[arg(long, default_value_t = 300_000)]
        large: u32,
        /// Start and list only.
        #[arg(long)]
        list: bool,
    },
}

fn main() -> anyhow::Result<()> {
    figures::machine();
    match Arguments::parse().measure {
        Some(Measure::Import { events }) => import::run(events),
        Some(Measure::Values { size }) => values::run(size),
        Some(Measure::Scoped { size }) => scoped::run(size),
        Some(Measure::Search { size }) => search::run(size),
        Some(Measure::Forms { questions }) => forms::run(questions),
        Some(Measure::Incidents { notifications }) => incidents::run(notifications),
        Some(Measure::Reports) => reports::run(),
        Some(Measure::Surveys { answers }) => surveys::run(answers),
        Some(Measure::Summaries { incidents }) => summaries::run(incidents),
        Some(Measure::Register { organisations }) => register::run(organisations),
        Some(Measure::Pages { large, list }) => pages::run(if list { None } else { Some(large) }),
        Some(Measure::Desk { notices }) => desk::run(notices),
        Some(Measure::SignIn) => sign_in::run(),
        None => {
            import::run(400)?;
            values::run(1_000_000)?;
            scoped::run(1_000_000)?;
            search::run(1_000_000)?;
            forms::run(300)?;
            reports::run()?;
            surveys::run(20_000)?;
            summaries::run(100_000)?;
            register::run(20_000)?;
            incidents::run(10_000)?;
            desk::run(1_000_000)?;
            sign_in::run()?;
            pages::run(Some(300_000))
        }
    }
}
