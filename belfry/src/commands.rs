//! What the command line does; one file per command.

use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tracing_subscriber::EnvFilter;

use crate::config::Config;
use crate::start;

pub mod assess;
pub mod backup;
pub mod catalogue;
pub mod circle;
pub mod classify;
pub mod clock;
pub mod config;
pub mod demo;
pub mod export;
pub mod form;
pub mod handover;
pub mod import;
pub mod incident;
pub mod intake;
pub mod ledger;
pub mod lines;
pub mod practice;
pub mod regime;
pub mod register;
pub mod report;
pub mod search;
pub mod serve;
pub mod significance;
pub mod survey;
pub mod user;
pub mod vocabulary;

/// Where the installation is: what every command takes.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The configuration file.
    pub config: Option<PathBuf>,
    /// Instead of the configured folder.
    pub data: Option<PathBuf>,
}

impl Place {
    /// The configuration, with the folder of the command line.
    pub fn config(&self) -> anyhow::Result<Config> {
        let mut config = Config::load(self.config.as_deref(), std::env::vars())?;
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        Ok(config)
    }
}

/// Logs go to standard error: lines for a person at a terminal, JSON elsewhere. `BELFRY_LOG` says how much, else `usual`.
pub fn log(usual: &str) {
    let filter = EnvFilter::try_from_env("BELFRY_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        builder.with_target(false).init();
    } else {
        builder.json().init();
    }
}

/// `belfry migrate`.
pub fn migrate(place: &Place) -> anyhow::Result<()> {
    match start::migrate_now(&place.config()?)? {
        0 => println!("The database is up to date."),
        1 => println!("1 migration was applied."),
        count => println!("{count} migrations were applied."),
    }
    Ok(())
}

/// A progress bar on a terminal, nothing elsewhere.
pub fn bar(total: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
