//! `belfry regime`: what the laws ask. Files of regimes for commands that need no database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use belfry_incidents::clock::line::built_in;
use belfry_incidents::regime::{Regime, read};

/// Regimes out of files, besides those that are built in.
pub struct Known(Vec<Arc<Regime>>);

impl Known {
    /// Reads and checks the files.
    pub fn of(files: &[PathBuf]) -> anyhow::Result<Self> {
        files.iter().map(|file| open(file).map(|(regime, _)| Arc::new(regime))).collect::<anyhow::Result<_>>().map(Self)
    }

    /// One of them, or one that is built in.
    pub fn find(&self, name: &str, version: Option<&str>) -> Option<Arc<Regime>> {
        let named = self.0.iter().filter(|regime| regime.name == name);
        let fitting = named.filter(|regime| version.is_none_or(|version| version == regime.version));
        fitting.max_by(|a, b| a.version.cmp(&b.version)).cloned().or_else(|| built_in(name, version))
    }
}

/// A file, checked, and its text.
pub fn open(file: &Path) -> anyhow::Result<(Regime, String)> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    match read::read(&text) {
        Ok(regime) => Ok((regime, text)),
        Err(faults) => {
            let all: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
            bail!("{}: {} things are wrong\n{}", file.display(), faults.len(), all.join("\n"))
        }
    }
}
