//! Lanes: bounds, callers that leave, panics, streams.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use belfry_web::lanes::{Figures, Lane, LaneSizes, Lanes, Refusal, stream};
use bytes::Bytes;
use http_body_util::BodyExt;

/// One place everywhere, and as many waiters as asked.
fn narrow(waiters: usize) -> Arc<Lanes> {
    Arc::new(Lanes::new(LaneSizes { page: 1, write: 1, export: 1, door: 1, waiters }))
}

/// Occupies the page lane until the sender is dropped or used; returns once the job runs.
async fn occupy(lanes: &Arc<Lanes>) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), Refusal>>) {
    let (free, freed) = mpsc::channel::<()>();
    let (began, begun) = tokio::sync::oneshot::channel();
    let lanes = Arc::clone(lanes);
    let job = tokio::spawn(async move {
        lanes
            .run(Lane::Page, move || {
                let _ = began.send(());
                let _ = freed.recv();
            })
            .await
    });
    begun.await.expect("the job begins");
    (free, job)
}

async fn until(what: impl Fn() -> bool) {
    tokio::time::timeout(Duration::from_secs(5), async {
        while !what() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it comes to pass");
}

#[tokio::test]
async fn beyond_the_bound_it_is_busy() {
    let lanes = narrow(1);
    let (free, first) = occupy(&lanes).await;
    let second = tokio::spawn({
        let lanes = Arc::clone(&lanes);
        async move { lanes.run(Lane::Page, || 2).await }
    });
    until(|| lanes.figures(Lane::Page).waiting == 1).await;
    assert_eq!(lanes.run(Lane::Page, || 3).await, Err(Refusal::Busy));
    // Another lane does not care.
    assert_eq!(lanes.run(Lane::Write, || 4).await, Ok(4));
    drop(free);
    assert_eq!(first.await.expect("no panic"), Ok(()));
    assert_eq!(second.await.expect("no panic"), Ok(2));
    let calm = Figures { busy: 0, waiting: 0 };
    until(|| lanes.figures(Lane::Page) == calm).await;
}

/// How the thread of a job of this lane gives way, as `nice` counts.
#[cfg(target_os = "linux")]
async fn nice(lanes: &Lanes, lane: Lane) -> i32 {
    let stat =
        lanes.run(lane, || std::fs::read_to_string("/proc/thread-self/stat")).await.expect("a place").expect("Linux");
    // After the name, which may hold anything and ends with the last bracket: state is the third field, nice the nineteenth.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().nth(16)).expect("fields");
    fields.and_then(|nice| nice.parse().ok()).expect("a number")
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn changes_and_long_reads_give_way_to_pages() {
    let lanes = narrow(8);
    let (page, door) = (nice(&lanes, Lane::Page).await, nice(&lanes, Lane::Door).await);
    assert_eq!(page, door);
    for lane in [Lane::Write, Lane::Export] {
        let behind = nice(&lanes, lane).await;
        assert!(behind > page || page == 19, "{}: {behind}, a page has {page}", lane.name());
    }
    assert_eq!(nice(&lanes, Lane::Page).await, page, "whoever gave way does not come to pages later");
}

#[tokio::test]
async fn a_caller_who_leaves_frees_no_busy_place() {
    let lanes = narrow(8);
    let (free, first) = occupy(&lanes).await;
    first.abort();
    assert!(first.await.is_err_and(|e| e.is_cancelled()));
    let second = tokio::time::timeout(Duration::from_millis(50), lanes.run(Lane::Page, || "too early"));
    assert!(second.await.is_err(), "the place is still busy");
    assert_eq!(lanes.figures(Lane::Page).busy, 1);
    drop(free);
    assert_eq!(lanes.run(Lane::Page, || "now").await, Ok("now"));
}

#[tokio::test]
async fn a_job_whose_caller_left_is_never_started() {
    let lanes = narrow(8);
    let (free, first) = occupy(&lanes).await;
    let ran = Arc::new(AtomicBool::new(false));
    let waiting = tokio::spawn({
        let (lanes, ran) = (Arc::clone(&lanes), Arc::clone(&ran));
        async move { lanes.run(Lane::Page, move || ran.store(true, Ordering::SeqCst)).await }
    });
    until(|| lanes.figures(Lane::Page).waiting == 1).await;
    waiting.abort();
    until(|| lanes.figures(Lane::Page).waiting == 0).await;
    drop(free);
    assert_eq!(first.await.expect("no panic"), Ok(()));
    assert_eq!(lanes.run(Lane::Page, || ()).await, Ok(()));
    assert!(!ran.load(Ordering::SeqCst));
}

/// The place is there, but all blocking threads are taken by others: the job waits in the runtime's own queue.
#[test]
fn nor_when_it_waits_for_a_thread() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let lanes = narrow(8);
        let (free, freed) = mpsc::channel::<()>();
        let other = tokio::task::spawn_blocking(move || freed.recv());
        let ran = Arc::new(AtomicBool::new(false));
        let queued = tokio::spawn({
            let (lanes, ran) = (Arc::clone(&lanes), Arc::clone(&ran));
            async move { lanes.run(Lane::Page, move || ran.store(true, Ordering::SeqCst)).await }
        });
        until(|| lanes.figures(Lane::Page).busy == 1).await;
        queued.abort();
        assert!(queued.await.is_err_and(|e| e.is_cancelled()));
        drop(free);
        let _ = other.await;
        assert_eq!(lanes.run(Lane::Page, || ()).await, Ok(()));
        assert!(!ran.load(Ordering::SeqCst));
    });
}

#[tokio::test]
async fn a_panic_is_reported_and_the_place_comes_back() {
    let lanes = narrow(8);
    let outcome: Result<(), Refusal> = lanes.run(Lane::Page, || std::panic::resume_unwind(Box::new("quiet"))).await;
    assert_eq!(outcome, Err(Refusal::Panicked));
    assert_eq!(lanes.run(Lane::Page, || 1).await, Ok(1));
}

#[tokio::test]
async fn drain_waits_for_running_jobs_and_refuses_new_ones() {
    let lanes = narrow(8);
    let (free, first) = occupy(&lanes).await;
    first.abort();
    let limit = Duration::from_millis(50);
    assert_eq!(lanes.drain_within(limit).await, Err(Refusal::Busy));
    assert_eq!(lanes.run(Lane::Page, || ()).await, Err(Refusal::Closing));
    drop(free);
    lanes.drain().await;
    assert_eq!(lanes.figures(Lane::Page).busy, 0);
    assert_eq!(lanes.run(Lane::Export, || ()).await, Err(Refusal::Closing));
}

#[tokio::test]
async fn a_stream_makes_a_chunk_only_when_the_last_one_is_taken() {
    let lanes = narrow(0);
    let made = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&made);
    let mut body = stream(Arc::clone(&lanes), move || {
        let n = counter.fetch_add(1, Ordering::SeqCst);
        (n < 3).then(|| Ok(Bytes::from(format!("{n};"))))
    });
    assert_eq!(made.load(Ordering::SeqCst), 0);
    let first = body.frame().await.expect("a frame").expect("no error");
    assert_eq!(first.into_data().expect("data"), "0;");
    tokio::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(made.load(Ordering::SeqCst), 1, "nothing is made ahead");
    assert_eq!(lanes.figures(Lane::Export).busy, 0, "the place is free");
    let rest = body.collect().await.expect("the rest").to_bytes();
    assert_eq!(rest, "1;2;");
}

#[tokio::test]
async fn many_streams_share_one_place_without_refusals() {
    let lanes = narrow(0);
    let mut readers = Vec::new();
    for _ in 0..20 {
        let mut left = 5;
        let body = stream(Arc::clone(&lanes), move || {
            left -= 1;
            (left >= 0).then(|| Ok(Bytes::from_static(b"x")))
        });
        readers.push(tokio::spawn(body.collect()));
    }
    for reader in readers {
        let whole = reader.await.expect("no panic").expect("whole").to_bytes();
        assert_eq!(whole, "xxxxx");
    }
}

#[tokio::test]
async fn a_stream_that_fails_is_an_error_not_an_end() {
    let lanes = narrow(0);
    let mut first = true;
    let failing = stream(Arc::clone(&lanes), move || {
        let chunk = if first { Ok("a".into()) } else { Err("disk".into()) };
        first = false;
        Some(chunk)
    });
    assert!(failing.collect().await.is_err());
    let panicking = stream(lanes, || std::panic::resume_unwind(Box::new("quiet")));
    assert!(panicking.collect().await.is_err());
}
