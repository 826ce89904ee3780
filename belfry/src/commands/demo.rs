//! `belfry demo`: the demonstration community, ready to be looked at.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use belfry_store::Dialect;
use clap::Args;

use crate::commands::Place;
use crate::{demo, serve, start};

/// `belfry demo`.
#[derive(Args)]
pub struct Arguments {
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Print one line of JSON once it listens, for programs.
    #[arg(long)]
    json: bool,
}

/// Makes the community when it is not there yet, and serves it until stopped. Without `--data` it is gone afterwards.
pub fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<()> {
    let mut config = place.config()?;
    config.server.listen_at(chosen(arguments.listen)?);
    config.community.name = demo::NAME.to_owned();
    let folder = match &place.data {
        Some(_) => None,
        None => {
            let folder = Passing::new()?;
            config.data.clone_from(&folder.0);
            Some(folder)
        }
    };
    let db = start::open(&config)?;
    anyhow::ensure!(db.dialect() == Dialect::Sqlite, "the demonstration runs on the embedded database");
    let house = start::house(&config, db, true)?;
    let cast = demo::load(&house).context("making the demonstration community")?;
    let json = arguments.json;
    let served = serve::run(&config, house, |address| {
        if json {
            println!("{}", serde_json::json!({ "url": format!("http://{address}"), "people": cast.people }));
        } else {
            println!("{}", cast.told(&format!("http://{address}")));
        }
    });
    drop(folder);
    served
}

/// The address with a port: a free one of this moment for 0, so that links know it.
fn chosen(listen: SocketAddr) -> anyhow::Result<SocketAddr> {
    if listen.port() != 0 {
        return Ok(listen);
    }
    Ok(std::net::TcpListener::bind(listen)?.local_addr()?)
}

/// A folder that goes with the process.
struct Passing(PathBuf);

impl Passing {
    fn new() -> anyhow::Result<Self> {
        let (_, ids) = start::clock_and_ids();
        let path = std::env::temp_dir().join(format!("belfry-demo-{}", ids.uuid().simple()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
