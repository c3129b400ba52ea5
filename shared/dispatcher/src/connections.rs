//! Takes connections, so many and no more, and closes those on which no request arrives.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::limits::{Limits, network};

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// How long to wait when the system has no connection to give, in milliseconds; it has run out of files, mostly.
const ACCEPT_AGAIN_MILLIS: u64 = 100;

/// Serves until `stopping`, and then until every request in the middle is answered.
pub(crate) async fn serve(listener: TcpListener, router: Router, limits: Limits, stopping: watch::Receiver<bool>) {
    let open = Arc::new(Open::default());
    let mut connections = JoinSet::new();
    let mut stopped = pin!(is_true(stopping.clone()));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, address)) => {
                let peer = network(address.ip());
                // Whoever is refused finds the connection closed, which costs nothing here.
                if let Some(place) = Place::take(&open, peer, &limits) {
                    let router = router.clone().layer(Extension(Peer(peer)));
                    connections.spawn(connection(stream, router, limits.head_seconds_max, stopping.clone(), place));
                }
            }
            Err(error) => {
                tracing::warn!(%error, "cannot take a connection");
                tokio::time::sleep(Duration::from_millis(ACCEPT_AGAIN_MILLIS)).await;
            }
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn connection(
    stream: TcpStream,
    router: Router,
    head_seconds_max: u64,
    stopping: watch::Receiver<bool>,
    _place: Place,
) {
    // An answer is small and somebody waits for it.
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(head_seconds_max))
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut served = pin!(served);
    let ended = tokio::select! {
        ended = &mut served => ended,
        () = is_true(stopping) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}

async fn is_true(mut flag: watch::Receiver<bool>) {
    // Whoever could raise the flag being gone means the same.
    let _ = flag.wait_for(|flag| *flag).await;
}

/// Connections that are open, by address.
#[derive(Debug, Default)]
struct Open(Mutex<BTreeMap<IpAddr, usize>>);

impl Open {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the connections, given back when the connection ends.
#[derive(Debug)]
struct Place {
    open: Arc<Open>,
    peer: IpAddr,
}

impl Place {
    fn take(open: &Arc<Open>, peer: IpAddr, limits: &Limits) -> Option<Self> {
        let mut by_address = open.lock();
        let is_room = by_address.values().sum::<usize>() < limits.connections_max;
        let count = by_address.entry(peer).or_default();
        if is_room && *count < limits.connections_per_address_max {
            *count += 1;
            Some(Self { open: open.clone(), peer })
        } else {
            if *count == 0 {
                by_address.remove(&peer);
            }
            None
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut by_address = self.open.lock();
        match by_address.get_mut(&self.peer) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => drop(by_address.remove(&self.peer)),
        }
    }
}
