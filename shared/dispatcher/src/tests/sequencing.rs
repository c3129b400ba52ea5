//! The sequencer itself: groups, limits, rest, and every way to end.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use domain::Timestamp;
use domain::command::Command;
use domain::ids::{AppointmentId, ClerkId, CommandId, CounterId, HubId, Seq};
use domain::limits::WAITING_PER_SERVICE_MAX;
use store::{AppendError, Batch, Fault, HubStore, LeaseUntil, SimStore, StoreError, Term};

use super::{HandClock, MORNING, WAIT_SECONDS_MAX, catalog, in_time, journal, take};
use crate::DispatcherError;
use crate::sequencer::{End, Handle, start};

/// A simulated store that lets a test look in at every append and every rest.
struct Watched {
    store: SimStore,
    on_append: Box<dyn FnMut(&Batch) + Send>,
    on_rest: Box<dyn FnMut() + Send>,
}

impl Watched {
    fn append(on_append: impl FnMut(&Batch) + Send + 'static) -> Self {
        Self { store: SimStore::default(), on_append: Box::new(on_append), on_rest: Box::new(|| ()) }
    }
}

impl HubStore for Watched {
    fn acquire(&mut self, hub: &HubId, holder: &str, ttl: Duration) -> Result<Option<Term>, StoreError> {
        self.store.acquire(hub, holder, ttl)
    }

    fn renew(&mut self, term: &Term) -> Result<LeaseUntil, StoreError> {
        self.store.renew(term)
    }

    fn release(&mut self, term: Term) -> Result<(), StoreError> {
        self.store.release(term)
    }

    fn append(&mut self, term: &Term, first: Seq, batch: &Batch) -> Result<(), AppendError> {
        (self.on_append)(batch);
        self.store.append(term, first, batch)
    }

    fn prune_replies(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        self.store.prune_replies(term, before)
    }

    fn forget_person(&mut self, term: &Term, appointment: &AppointmentId) -> Result<bool, StoreError> {
        self.store.forget_person(term, appointment)
    }

    fn forget_persons(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        self.store.forget_persons(term, before)
    }

    fn prune_bookings(&mut self, term: &Term, before: Timestamp) -> Result<usize, StoreError> {
        self.store.prune_bookings(term, before)
    }

    fn rest(&mut self) -> Result<(), StoreError> {
        (self.on_rest)();
        self.store.rest()
    }
}

fn run(store: Watched) -> (Handle, End, SimStore) {
    let shared = store.store.clone();
    let (handle, end) = start(catalog(), Box::new(store), Box::new(shared.clone()), HandClock::at(MORNING)).unwrap();
    (handle, end, shared)
}

fn id(number: usize) -> CommandId {
    CommandId::new(format!("command-{number:016}"))
}

async fn open_day(handle: &Handle) {
    let open = Command::OpenDay { day: "2026-06-01".parse().unwrap() };
    assert_eq!(in_time(handle.ask(id(0), open)).await.unwrap().status, 200);
}

/// A gate in front of the disk: each append says how many replies it carries and waits to be let through.
fn gated() -> (Watched, Receiver<usize>, Sender<()>) {
    let (arrived, arrivals) = channel();
    let (open, opened) = channel();
    let store = Watched::append(move |batch| {
        arrived.send(batch.replies.len()).unwrap();
        // A test that is over no longer holds the gate.
        let _ = opened.recv();
    });
    (store, arrivals, open)
}

fn next(arrivals: &Receiver<usize>) -> usize {
    arrivals.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_while_the_disk_writes_is_written_as_one_group_and_too_much_is_refused() {
    let (store, arrivals, gate) = gated();
    let (handle, end, store) = run(store);
    let first = tokio::spawn({
        let handle = handle.clone();
        async move { open_day(&handle).await }
    });
    assert_eq!(next(&arrivals), 1);
    let mut waiting = Vec::new();
    let mut refused = None;
    for number in 1..=5_000 {
        let mut ask = Box::pin({
            let handle = handle.clone();
            async move { handle.ask(id(number), take()).await }
        });
        // One look sends the command; the answer is fetched below.
        match ask.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => waiting.push(ask),
            Poll::Ready(answer) => {
                refused = Some(answer.unwrap_err());
                break;
            }
        }
    }
    assert_eq!((refused.unwrap().code, waiting.len()), ("busy".to_owned(), 4_096));
    drop(gate);
    assert_eq!(next(&arrivals), 256, "a group has a limit");
    in_time(first).await.unwrap();
    let mut answered = 0;
    for ask in waiting {
        answered += usize::from(in_time(ask).await.unwrap().status == 200);
    }
    assert_eq!(answered, WAITING_PER_SERVICE_MAX, "as many as may wait, and a refusal for the rest");
    assert_eq!(arrivals.try_iter().sum::<usize>(), 4_096 - 256);
    assert_eq!(journal(&store).len(), 1 + WAITING_PER_SERVICE_MAX);
    handle.stop();
    in_time(end).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_before_the_stop_is_answered_and_what_comes_after_is_told() {
    let (store, arrivals, gate) = gated();
    let (handle, end, _) = run(store);
    let before = tokio::spawn({
        let handle = handle.clone();
        async move { open_day(&handle).await }
    });
    next(&arrivals);
    handle.stop();
    drop(gate);
    in_time(before).await.unwrap();
    in_time(end).await.unwrap().unwrap();
    assert_eq!(handle.ask(id(1), take()).await.unwrap_err().code, "stopping");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sequencer_that_panics_is_noticed_and_keeps_nobody_waiting() {
    let (handle, end, _) = run(Watched::append(|_| panic!("a fault of the test's making")));
    assert_eq!(in_time(handle.ask(id(1), take())).await.unwrap_err().code, "stopping");
    in_time(end).await.unwrap_err();
    assert_eq!(in_time(handle.ask(id(2), take())).await.unwrap_err().code, "stopping");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_cannot_be_read_after_a_failed_write_ends_the_sequencer() {
    let shared = SimStore::default();
    let mut store = Watched::append({
        let shared = shared.clone();
        move |_| {
            shared.fail_next(Fault::UnknownBefore);
            shared.fail_reads();
        }
    });
    store.store = shared;
    let (handle, end, _) = run(store);
    assert_eq!(in_time(handle.ask(id(1), take())).await.unwrap_err().code, "storage");
    let end = in_time(end).await.unwrap();
    assert!(matches!(end, Err(DispatcherError::Store(StoreError::Unavailable(_)))), "{end:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_rests_once_nothing_waits_to_be_written() {
    let (rested, rests) = channel();
    let mut store = Watched::append(|_| ());
    store.on_rest = Box::new(move || rested.send(()).unwrap());
    let (handle, end, _) = run(store);
    open_day(&handle).await;
    rests.recv_timeout(Duration::from_secs(WAIT_SECONDS_MAX)).unwrap();
    handle.stop();
    in_time(end).await.unwrap().unwrap();
    assert!(rests.try_recv().is_err(), "once is enough until the next commit");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_in_one_group_is_one_ticket() {
    let (store, arrivals, gate) = gated();
    let (handle, end, store) = run(store);
    let first = tokio::spawn({
        let handle = handle.clone();
        async move { open_day(&handle).await }
    });
    assert_eq!(next(&arrivals), 1);
    // The disk is busy with the day, so all of these are one group. One look each sends them in this order.
    let mut waiting = Vec::new();
    for (number, command) in [(1, take()), (1, Command::CloseDay), (2, take()), (1, take()), (2, take()), (1, take())] {
        let handle = handle.clone();
        let mut ask = Box::pin(async move { handle.ask(id(number), command).await });
        assert!(ask.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        waiting.push((number, ask));
    }
    drop(gate);
    in_time(first).await.unwrap();
    let (mut answers, mut reused) = (BTreeSet::new(), 0);
    for (number, ask) in waiting {
        match in_time(ask).await {
            Ok(answer) => drop(answers.insert((number, answer.status, answer.body))),
            Err(problem) => {
                assert_eq!(problem.code, "command_id_reused");
                reused += 1;
            }
        }
    }
    assert_eq!(next(&arrivals), 2, "one group with one reply for each key");
    assert_eq!((answers.len(), reused), (2, 1), "{answers:?}");
    assert!(answers.iter().all(|(_, status, _)| *status == 200), "{answers:?}");
    assert_eq!(journal(&store).len(), 1 + 2, "the day and two tickets");
    handle.stop();
    in_time(end).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn in_one_group_a_counter_that_stands_by_calls_before_who_is_asked_later() {
    let (store, arrivals, gate) = gated();
    let (handle, end, store) = run(store);
    let open = Command::OpenDay { day: "2026-06-01".parse().unwrap() };
    let counter = || CounterId::new("1");
    let sign_in = Command::sign_in(counter(), ClerkId::new("anna"));
    let stand_by = Command::SetAutoNext { counter: counter(), is_on: true };
    let mut waiting = Vec::new();
    for (number, command) in [open, sign_in, stand_by, take(), Command::NoShow { counter: counter() }, take(), take()]
        .into_iter()
        .enumerate()
    {
        let handle = handle.clone();
        let mut ask = Box::pin(async move { handle.ask(id(number), command).await });
        assert!(ask.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        waiting.push(ask);
    }
    drop(gate);
    for ask in waiting {
        let answer = in_time(ask).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let events = journal(&store);
    let told: Vec<_> =
        events.iter().map(|stored| serde_json::to_value(&stored.event).unwrap()["event"].clone()).collect();
    let expected = [
        "day_opened",
        "clerk_signed_in",
        "auto_next_set",
        "ticket_taken",
        "ticket_called",
        "ticket_not_shown",
        "ticket_taken",
        "ticket_called",
        "ticket_taken",
    ];
    assert_eq!(told, expected, "whatever was grouped by chance");
    assert!(events.iter().enumerate().all(|(place, stored)| stored.seq == Seq(place as u64 + 1)));
    // Each of the seven commands has its answer kept, and each of the two calls.
    assert_eq!(arrivals.try_iter().sum::<usize>(), 7 + 2);
    handle.stop();
    in_time(end).await.unwrap().unwrap();
}
