//! `belfry serve` and `belfry work`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use belfry_identity::first_run::first_run_link;
use belfry_store::Act;
use belfry_web::House;
use clap::Args;

use crate::commands::Place;
use crate::{serve, start, work};

/// `belfry serve`.
#[derive(Args)]
pub struct Arguments {
    /// Address and port, instead of the configured ones.
    #[arg(long)]
    listen: Option<SocketAddr>,
}

/// Serves until stopped. While nobody can sign in, it prints the one-time link with which the first person can.
pub fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<()> {
    let mut config = place.config()?;
    if let Some(listen) = arguments.listen {
        config.server.listen_at(listen);
    }
    let db = start::open(&config)?;
    let house = start::house(&config, db, false)?;
    let welcome = welcome(&house)?;
    let base = house.settings.base_url.clone();
    serve::run(&config, house, |address| {
        eprintln!("Belfry listens at http://{address}");
        if let Some(token) = welcome {
            eprintln!("Nobody can sign in yet. Open this link once, within a week:\n  {base}/welcome/{token}");
        }
    })
}

fn welcome(house: &Arc<House>) -> anyhow::Result<Option<String>> {
    let act = Act { actor: None, now: house.clock.now(), ids: &house.ids };
    Ok(first_run_link(&house.db, act)?.map(|token| token.expose().to_owned()))
}

/// Does the jobs of a PostgreSQL installation until stopped.
pub fn work(place: &Place) -> anyhow::Result<()> {
    let config = place.config()?;
    let house = start::house(&config, start::open(&config)?, false)?;
    if house.db.dialect() == belfry_store::Dialect::Sqlite {
        anyhow::bail!("on SQLite `belfry serve` does the jobs");
    }
    let stop = Arc::new(AtomicBool::new(false));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let worker = work::spawn(house.clone(), stop.clone());
    runtime.block_on(serve::asked_to_stop());
    stop.store(true, Ordering::Release);
    let _ = worker.join();
    Ok(())
}
