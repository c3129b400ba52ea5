//! A cable that can be moved to another dispatcher and cut in the middle of an answer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Bytes carried at once.
const PIECE_BYTES: usize = 16 * 1024;

/// Where the next connections break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// When the first piece of a request has arrived; the dispatcher never sees it.
    Request,
    /// When the first piece of an answer has arrived; the client never sees it.
    Reply,
    /// At the next piece of an answer: from there on nothing more arrives, and nobody hangs up.
    Stall,
}

#[derive(Default)]
struct Cable {
    target: String,
    cuts: Vec<Cut>,
}

/// A small TCP proxy: one address for the clients of a story, whatever happens behind it.
pub struct Proxy {
    address: String,
    cable: Arc<Mutex<Cable>>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// A proxy in front of a dispatcher.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn before(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port's address").to_string();
        let cable = Arc::new(Mutex::new(Cable { target: target.to_owned(), cuts: Vec::new() }));
        let task = tokio::spawn(accept(listener, cable.clone()));
        Self { address, cable, task }
    }

    /// Where clients connect.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Leads new connections to another dispatcher.
    pub fn lead_to(&self, target: &str) {
        target.clone_into(&mut lock(&self.cable).target);
    }

    /// Cuts the next connections, one each.
    pub fn cut(&self, cuts: &[Cut]) {
        lock(&self.cable).cuts.extend_from_slice(cuts);
    }

    /// Cuts that were ordered and not yet made.
    #[must_use]
    pub fn cuts_left(&self) -> usize {
        lock(&self.cable).cuts.len()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(cable: &Mutex<Cable>) -> MutexGuard<'_, Cable> {
    cable.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the next cut if it is of this kind.
fn is_cut(cable: &Mutex<Cable>, kind: Cut) -> bool {
    let mut cable = lock(cable);
    let is_next = cable.cuts.first() == Some(&kind);
    if is_next {
        cable.cuts.remove(0);
    }
    is_next
}

async fn accept(listener: TcpListener, cable: Arc<Mutex<Cable>>) {
    while let Ok((client, _)) = listener.accept().await {
        tokio::spawn(carry(client, cable.clone()));
    }
}

/// Carries bytes both ways until one side ends or the cable is cut.
async fn carry(mut client: TcpStream, cable: Arc<Mutex<Cable>>) {
    let target = lock(&cable).target.clone();
    let Ok(mut dispatcher) = TcpStream::connect(target).await else { return };
    let (mut from_client, mut to_client) = client.split();
    let (mut from_dispatcher, mut to_dispatcher) = dispatcher.split();
    tokio::select! {
        () = one_way(&mut from_client, &mut to_dispatcher, &cable, Cut::Request) => (),
        () = one_way(&mut from_dispatcher, &mut to_client, &cable, Cut::Reply) => (),
    }
}

async fn one_way(
    from: &mut (impl AsyncReadExt + Unpin),
    to: &mut (impl AsyncWriteExt + Unpin),
    cable: &Mutex<Cable>,
    kind: Cut,
) {
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(length @ 1..) = from.read(&mut piece).await {
        if kind == Cut::Reply && is_cut(cable, Cut::Stall) {
            while let Ok(1..) = from.read(&mut piece).await {}
            return;
        }
        if is_cut(cable, kind) || to.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}
