//! Live views by Server-Sent Events: the whole view first, then again after every change.
//!
//! `Last-Event-ID` needs no answer of its own: whoever comes, with any id or none, is right after the first frame.
//! Whoever reads slowly skips what is out of date; nothing is kept for anybody.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::view::{AppointmentsView, BoardView, CounterView, KioskView, ManagerView};
use futures_util::stream::{Stream, unfold};
use protocol::{Frame, HEARTBEAT_SECONDS};
use tokio::sync::watch;

use crate::handlers::Hub;
use crate::handlers::views::{Asked, Place as Asking, counter_id, location, unknown_counter, unknown_location};
use crate::problem::{self, Refusal};
use crate::views::Published;

/// Screens that may follow at once.
const STREAMS_MAX: usize = 8_192;
/// A stream with nothing to say says so this often, in seconds: early enough to be heard within `HEARTBEAT_SECONDS`.
pub(crate) const ALIVE_SECONDS: u64 = HEARTBEAT_SECONDS / 2;

/// A place among the streams, given back when the stream ends.
pub(crate) struct Place(Arc<AtomicUsize>);

impl Place {
    pub(crate) fn take(streams: &Arc<AtomicUsize>) -> Result<Self, Refusal> {
        let place = Self(streams.clone());
        if streams.fetch_add(1, Ordering::Relaxed) < STREAMS_MAX {
            Ok(place)
        } else {
            Err(Refusal(problem::too_many_streams()))
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Events as they travel.
pub(crate) type Frames =
    Sse<axum::response::sse::KeepAliveStream<std::pin::Pin<Box<dyn Stream<Item = Result<Event, Infallible>> + Send>>>>;

struct Follower<F> {
    published: watch::Receiver<Published>,
    stopping: watch::Receiver<bool>,
    frame: F,
    is_first: bool,
    _place: Place,
}

fn follow<F>(hub: &Hub, frame: F) -> Result<Frames, Refusal>
where
    F: Fn(&Published) -> Option<Arc<str>> + Send + 'static,
{
    let place = Place::take(&hub.streams)?;
    let (published, stopping) = (hub.handle.follow(), hub.stopping.clone());
    let follower = Follower { published, stopping, frame, is_first: true, _place: place };
    let events = unfold(follower, |mut follower| async move {
        if !std::mem::take(&mut follower.is_first) {
            tokio::select! {
                changed = follower.published.changed() => changed.ok()?,
                _ = follower.stopping.wait_for(|stopping| *stopping) => return None,
            }
        }
        let latest = follower.published.borrow_and_update().clone();
        let data = (follower.frame)(&latest)?;
        let event = Event::default().id(latest.state.seq().0.to_string()).data(data);
        Some((Ok(event), follower))
    });
    Ok(alive(events))
}

/// A stream that says that it is alive where it has nothing else to say.
pub(crate) fn alive(events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Frames {
    let events: std::pin::Pin<Box<dyn Stream<Item = Result<Event, Infallible>> + Send>> = Box::pin(events);
    let heartbeat = KeepAlive::new().interval(Duration::from_secs(ALIVE_SECONDS)).text("alive");
    Sse::new(events).keep_alive(heartbeat)
}

#[utoipa::path(
    get, path = protocol::route::KIOSK_STREAM, operation_id = "kiosk_stream", params(Asking),
    responses((status = 200, description = "Frames", content_type = "text/event-stream", body = Frame<KioskView>))
)]
pub(crate) async fn kiosk(State(hub): State<Hub>, place: Asked) -> Result<Frames, Refusal> {
    let place = location(place)?;
    hub.handle.latest().kiosk(place.as_ref()).ok_or_else(|| unknown_location(place.as_ref()))?;
    follow(&hub, move |latest| latest.kiosk(place.as_ref()))
}

#[utoipa::path(
    get, path = protocol::route::BOARD_STREAM, operation_id = "board_stream", params(Asking),
    responses((status = 200, description = "Frames", content_type = "text/event-stream", body = Frame<BoardView>))
)]
pub(crate) async fn board(State(hub): State<Hub>, place: Asked) -> Result<Frames, Refusal> {
    let place = location(place)?;
    hub.handle.latest().board(place.as_ref()).ok_or_else(|| unknown_location(place.as_ref()))?;
    follow(&hub, move |latest| latest.board(place.as_ref()))
}

#[utoipa::path(
    get, path = protocol::route::APPOINTMENTS_STREAM, operation_id = "appointments_stream", params(Asking),
    responses(
        (status = 200, description = "Frames", content_type = "text/event-stream", body = Frame<AppointmentsView>)
    )
)]
pub(crate) async fn appointments(State(hub): State<Hub>, place: Asked) -> Result<Frames, Refusal> {
    let place = location(place)?;
    hub.handle.latest().appointments(place.as_ref()).ok_or_else(|| unknown_location(place.as_ref()))?;
    follow(&hub, move |latest| latest.appointments(place.as_ref()))
}

#[utoipa::path(
    get, path = protocol::route::MANAGER_STREAM, operation_id = "manager_stream",
    responses((status = 200, description = "Frames", content_type = "text/event-stream", body = Frame<ManagerView>))
)]
pub(crate) async fn manager(State(hub): State<Hub>) -> Result<Frames, Refusal> {
    follow(&hub, |latest| Some(latest.manager()))
}

#[utoipa::path(
    get, path = protocol::route::COUNTER_STREAM, operation_id = "counter_stream", params(("counter" = String, Path)),
    responses(
        (status = 200, description = "Frames", content_type = "text/event-stream", body = Frame<CounterView>)
    )
)]
pub(crate) async fn counter(
    State(hub): State<Hub>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Frames, Refusal> {
    let counter = counter_id(id)?;
    hub.handle.latest().counter(&counter).ok_or_else(|| unknown_counter(&counter))?;
    follow(&hub, move |latest| latest.counter(&counter))
}
