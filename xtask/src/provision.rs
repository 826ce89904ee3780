//! What a fresh machine lacks: Debian packages, npm packages, a Python environment.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::{command, kept, quiet};
use crate::{assets, postgres};

/// A Debian package and how we know that it is there.
pub struct Package {
    name: &'static str,
    is_there: fn() -> bool,
}

/// The database server.
pub const POSTGRES: Package = Package { name: "postgresql", is_there: || postgres::programs().is_ok() };
/// The browser that the pages are opened in: without windows of its own, which would take a third of the time.
pub const CHROMIUM: Package =
    Package { name: "chromium-headless-shell", is_there: || Path::new(CHROMIUM_PROGRAM).exists() };
/// What makes a Python environment.
pub const VENV: Package = Package {
    name: "python3-venv",
    is_there: || quiet(command("python3").args(["-c", "import ensurepip, venv"])).is_ok(),
};

/// Where Debian puts the browser.
pub const CHROMIUM_PROGRAM: &str = "/usr/bin/chromium-headless-shell";

/// Installs the packages that are missing, as root or with a sudo that asks nothing.
///
/// # Errors
/// When they are missing and may not be installed: the error names them. When apt fails.
pub fn packages(wanted: &[Package]) -> Result<()> {
    let missing: Vec<&str> =
        wanted.iter().filter(|package| !(package.is_there)()).map(|package| package.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let apt: &[&str] = if is_root() {
        &["env"]
    } else if quiet(command("sudo").args(["-n", "true"])).is_ok() {
        &["sudo", "-n", "env"]
    } else {
        bail!(
            "packages are missing and may not be installed from here; please run: sudo apt-get install {}",
            missing.join(" ")
        );
    };
    let apt_get = |arguments: &[&str]| {
        let mut words = apt.to_vec();
        words.extend(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]);
        words.extend(arguments);
        quiet(command(words[0]).args(&words[1..]))
    };
    apt_get(&["update"])?;
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    apt_get(&install)?;
    match wanted.iter().find(|package| !(package.is_there)()) {
        Some(package) => bail!("{} was installed, yet what it should bring is not there", package.name),
        None => Ok(()),
    }
}

/// Whether we may do everything on this machine.
pub fn is_root() -> bool {
    quiet(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Fetches the packages that a folder's lock names, when they are older than the lock.
///
/// # Errors
/// When npm is missing or fails.
pub fn npm(folder: &Path) -> Result<()> {
    let fetched = assets::changed(&folder.join("node_modules/.package-lock.json"));
    if fetched.is_none() || fetched < assets::changed(&folder.join("package-lock.json")) {
        quiet(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    }
    Ok(())
}

/// The Python environment with what `clients/python/requirements.txt` pins; made anew when that file changes.
///
/// # Errors
/// When Python or pip fails.
pub fn python(requirements: &Path) -> Result<PathBuf> {
    let wanted = fs::read_to_string(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let folder = kept("venv")?;
    let installed = folder.join("installed.txt");
    let python = folder.join("bin/python");
    if !python.exists() || fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        quiet(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        quiet(command(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements))?;
        fs::write(&installed, &wanted)?;
    }
    Ok(python)
}
