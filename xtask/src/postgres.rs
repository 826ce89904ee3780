//! A throwaway PostgreSQL cluster: fast because nothing in it must survive, strict because the application's role is no superuser.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{command, has, kept, quiet, signal};
use crate::provision::is_root;

/// Nothing here must survive, so nothing waits for the disk. `jit` costs more than it brings on small tables; 300
/// connections are several tests at once with a pool each.
const SETTINGS: &[&str] = &[
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "shared_buffers=128MB",
    "max_connections=300",
    "jit=off",
    "listen_addresses=127.0.0.1",
    "timezone=UTC",
];

/// The owner makes databases and tables; the application only works in them and row-level security binds it. The owner may end the
/// application's sessions: at the end of a test its database could not be dropped otherwise, and all of them would stay.
const ROLES: &str = "
    create role belfry_owner login createdb nosuperuser nobypassrls;
    create role belfry_app login nocreatedb nosuperuser nobypassrls;
    grant belfry_app to belfry_owner;";

/// The folder of the newest server's programs.
///
/// # Errors
/// When no server is installed.
pub fn programs() -> Result<PathBuf> {
    let newest = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("bin/initdb").exists())
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .max();
    match newest {
        Some((_, folder)) => Ok(folder),
        None => bail!("no PostgreSQL server is installed"),
    }
}

/// A running cluster; stopped and removed when dropped, stopped by the system when this program ends in any other way.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts one. Call it from the main thread: the server ends with the thread that started it.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not start within 30 seconds.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        sweep();
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        // The server refuses to run as root.
        let user = if is_root() { Some(user("postgres")?) } else { None };
        if let Some((uid, gid)) = user {
            chown(&folder, Some(uid), Some(gid))?;
        }
        let data = folder.join("data");
        let mut initdb = command(programs.join("initdb"));
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--pgdata",
        ]);
        initdb.arg(&data).current_dir(&folder);
        if let Some((uid, gid)) = user {
            initdb.uid(uid).gid(gid);
        }
        quiet(&mut initdb)?;

        let port = free_port()?;
        let log = File::create(kept("logs")?.join("postgres.log"))?;
        let mut server = server(user)?;
        server.arg(programs.join("postgres")).arg("-D").arg(&data);
        server.arg("-c").arg(format!("port={port}"));
        server.arg("-c").arg(format!("unix_socket_directories={}", folder.display()));
        server.args(SETTINGS.iter().flat_map(|setting| ["-c", *setting]));
        server.current_dir(&folder).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = server.spawn().context("cannot start PostgreSQL")?;
        let mut cluster = Cluster { server, folder, port };
        cluster.prepare(&programs)?;
        Ok(cluster)
    }

    /// What the tests read.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        let address = |role: &str| format!("postgres://{role}@127.0.0.1:{}", self.port);
        [("BELFRY_TEST_POSTGRES", address("belfry_owner")), ("BELFRY_TEST_POSTGRES_APP", address("belfry_app"))]
    }

    fn prepare(&mut self, programs: &Path) -> Result<()> {
        let since = Instant::now();
        while let Err(why) = self.say(programs, "select 1") {
            if self.server.try_wait()?.is_some() || since.elapsed() > Duration::from_secs(30) {
                return Err(why.context("PostgreSQL did not start; see xtask/logs/postgres.log in the target folder"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.say(programs, ROLES)?;
        // An address without a database means the one named like the role.
        self.say(programs, "create database belfry_owner owner belfry_owner")?;
        self.say(programs, "create database belfry_app owner belfry_owner")
    }

    fn say(&self, programs: &Path, sql: &str) -> Result<()> {
        let mut psql = command(programs.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--username=postgres", "--dbname=postgres", "--set=ON_ERROR_STOP=1"]);
        psql.arg("--host").arg(&self.folder).arg(format!("--port={}", self.port)).arg("--command").arg(sql);
        quiet(&mut psql).map(drop)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT: end the sessions, then the server. What is left undone here is swept by the next run.
        signal("INT", &[self.server.id()]);
        self.server.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A child that gets SIGINT when its parent's thread ends, however it ends, and that runs as `user`.
fn server(user: Option<(u32, u32)>) -> Result<Command> {
    if !has("setpriv") {
        bail!("setpriv is missing (package util-linux)");
    }
    let mut server = command("setpriv");
    server.args(["--pdeathsig", "INT"]);
    if let Some((uid, gid)) = user {
        server.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}")).arg("--clear-groups");
    }
    server.arg("--");
    Ok(server)
}

const PREFIX: &str = "belfry-postgres-";

/// Removes what runs left that were killed.
fn sweep() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(PREFIX).and_then(|id| id.parse::<u32>().ok());
        if owner.is_some_and(|id| !Path::new(&format!("/proc/{id}")).exists()) {
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

fn user(name: &str) -> Result<(u32, u32)> {
    let id = |flag: &str| -> Result<u32> { Ok(quiet(command("id").args([flag, name]))?.trim().parse()?) };
    Ok((id("-u")?, id("-g")?))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
