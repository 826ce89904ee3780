//! `belfry serve`: the accept loop for people and programs, the private one for monitoring, and, on SQLite, the jobs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use belfry_store::{Dialect, Key};
use belfry_web::headers::{Edge, finish};
use belfry_web::metrics::{self, Metrics, serve_private};
use belfry_web::serve::{Limits, listen, serve};
use belfry_web::{House, Site};

use crate::areas::areas;
use crate::config::Config;
use crate::{start, work};

/// How long jobs and requests may take to end when the program is asked to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until the process is asked to stop. `ready` hears the address once it listens.
pub fn run(config: &Config, house: Arc<House>, ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let _lock = lock(config, &house)?;
    let threads = start::lane_sizes(&house.db).threads();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .max_blocking_threads(threads + 8)
        .thread_stack_size(belfry_web::lanes::STACK)
        .build()?;
    let stop = Arc::new(AtomicBool::new(false));
    let worker = (house.db.dialect() == Dialect::Sqlite).then(|| work::spawn(house.clone(), stop.clone()));
    let served = runtime.block_on(serve_until_stopped(config, house.clone(), ready));
    stop.store(true, Ordering::Release);
    if let Some(worker) = worker {
        let _ = worker.join();
    }
    runtime.block_on(async {
        if house.lanes.drain_within(GRACE).await.is_err() {
            tracing::warn!("some work did not end in time");
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
    served
}

async fn serve_until_stopped(config: &Config, house: Arc<House>, ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let listener = listen(config.server.listen).with_context(|| format!("listening at {}", config.server.listen))?;
    let ids = house.ids.clone();
    let mut edge = Edge::new(Arc::new(move || ids.uuid().as_u64_pair().0));
    edge.behind_tls = config.server.behind_tls;
    let shown = house.clone();
    edge.page = Some(Arc::new(move |what| belfry_web::site::unanswered(&shown, what)));
    let router = finish(Site::of(&areas()).router(house.clone()), edge);
    let (stopped, mut private_stop) = tokio::sync::watch::channel(false);
    if let Some(address) = config.server.private_listen {
        let metrics = Metrics::install()?;
        let private = tokio::net::TcpListener::bind(address).await?;
        let asked = house.clone();
        let looked = house.clone();
        let is_ready = move || asked.db.read(Key::SYSTEM).is_ok();
        tokio::spawn(async move {
            let ended = async move {
                let _ = private_stop.wait_for(|stop| *stop).await;
            };
            if let Err(error) = serve_private(private, metrics, is_ready, move || gather(&looked), ended).await {
                tracing::error!(%error, "the private listener stopped");
            }
        });
    }
    ready(listener.local_addr()?);
    if config.server.behind_tls && house.settings.proxies.is_empty() {
        tracing::warn!("server.behind_tls is set and server.proxies is not: all people count as one address");
    }
    let limits = Limits { exempt_loopback: true, exempt: house.settings.proxies.clone(), ..Limits::default() };
    let served = serve(listener, router, limits, asked_to_stop()).await;
    let _ = stopped.send(true);
    Ok(served?)
}

/// Figures that have to be asked for. A database that fails is seen by the probes.
fn gather(house: &House) {
    let Ok(standing) = belfry_members::platform::standing::of(house) else { return };
    let seconds = |at: jiff::Timestamp| at.as_second().unsigned_abs();
    if let Some(space) = standing.space {
        metrics::set("belfry_disk_free_bytes", space.free);
        metrics::set("belfry_disk_total_bytes", space.total);
    }
    metrics::set("belfry_mail_waiting", standing.waiting.unsigned_abs());
    metrics::set("belfry_mail_failed", standing.failed.unsigned_abs());
    metrics::set("belfry_mail_last_sent_seconds", standing.sent.map_or(0, seconds));
    metrics::set("belfry_backup_last_seconds", standing.backup.map_or(0, seconds));
}

/// One `serve` per embedded database: a second one would run the jobs twice.
fn lock(config: &Config, house: &House) -> anyhow::Result<Option<std::fs::File>> {
    if house.db.dialect() != Dialect::Sqlite {
        return Ok(None);
    }
    let path = config.data.join("serve.lock");
    let file = std::fs::File::create(&path)?;
    file.try_lock().with_context(|| format!("another belfry serves {} already", config.data.display()))?;
    Ok(Some(file))
}

/// Until SIGTERM or Ctrl-C.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut term) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
