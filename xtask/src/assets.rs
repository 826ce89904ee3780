//! Stylesheets and scripts of the pages: `platform/web/assets` becomes `platform/web/dist`, which the binary embeds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::{process, provision};

/// Builds the assets when a source is newer than what was built last.
///
/// # Errors
/// When npm or the build fails.
pub fn build() -> Result<()> {
    let folder = process::root().join("platform/web/assets");
    if folder.join("package-lock.json").exists() {
        provision::npm(&folder)?;
    }
    let built = changed(&process::root().join("platform/web/dist/manifest.json"));
    if built.is_none() || newest(&folder) > built {
        process::quiet(process::command("node").arg("build.mjs").current_dir(&folder))?;
    }
    Ok(())
}

/// When a file was changed last; nothing when there is none.
pub fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|facts| facts.modified()).ok()
}

/// The last change of any file below a folder, fetched packages aside.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths
        .iter()
        .filter(|path| !path.ends_with("node_modules"))
        .filter_map(|path| if path.is_dir() { newest(path) } else { changed(path) })
        .max()
}
