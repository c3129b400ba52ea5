//! Questions about past days: what would have been with something changed, and what would have helped most.
//!
//! A question changes nothing, so it needs no key. Days are read in small pages between commits, and reckoned with on a
//! thread of their own, one question at a time.

use std::convert::Infallible;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use axum::response::sse::Event;
use domain::catalog::Catalog;
use domain::ids::LocationId;
use domain::what_if::{Advice, AdviceProgress, WhatIf, WhatIfAnswer};
use forecast::hub::Lived;
use futures_util::stream::{Stream, unfold};
use protocol::{BODY_BYTES_MAX, Problem};
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use utoipa::IntoParams;

use crate::connections::Peer;
use crate::handlers::Hub;
use crate::handlers::commands::{body, is_json, log};
use crate::handlers::streams::{Frames, Place, alive};
use crate::pages::PAGE_EVENTS_MAX;
use crate::problem::{self, Refusal, of_replay};
use crate::replay::{self, ADVICE_DAYS_DEFAULT, Chosen, Days, Gathered, Gatherer, building, catalog_of};
use crate::sequencer::{Answer, Answered};

/// How long a question waits for the one before it, in seconds.
const PLACE_SECONDS_MAX: u64 = 3;
/// Progress is told at most this often, in milliseconds.
const PROGRESS_MILLIS_MIN: u64 = 300;
/// Progress that nobody has read yet; what comes then is left out.
const PROGRESS_UNREAD_MAX: usize = 4;

#[utoipa::path(
    post, path = protocol::route::WHAT_IF, operation_id = "what_if", request_body = WhatIf,
    responses((status = 200, description = "What would have been; nothing has changed", body = WhatIfAnswer))
)]
pub(crate) async fn post(
    State(hub): State<Hub>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request,
) -> Result<Response, Refusal> {
    let begun = tokio::time::Instant::now();
    let answer = answered(&hub, address, request).await;
    log("what_if", &answer, begun.elapsed());
    answer.map(|answer| problem::answer(answer.status, answer.body)).map_err(Refusal)
}

async fn answered(hub: &Hub, address: IpAddr, request: Request) -> Answered {
    if !hub.guard.of_addresses.allows(address, tokio::time::Instant::now()) {
        return Err(problem::too_many_commands());
    }
    if !is_json(request.headers()) {
        return Err(problem::media_type());
    }
    let question = read(&body(request, hub.guard.body_seconds_max, BODY_BYTES_MAX).await?)?;
    let days = Days::of(&question).map_err(|error| of_replay(&error))?;
    let place = place(hub).await?;
    let found = gather(hub, days, question.location.as_ref()).await?;
    let reckoned = tokio::task::spawn_blocking(move || {
        // It goes along, so that it is held also where whoever asked hangs up meanwhile.
        let _place = place;
        let answer = forecast::hub::what_if(&found.lived()?, &found.catalog, &question.changes);
        answer.map_err(|unknown| of_replay(&unknown.into()))
    });
    let answer = reckoned.await.map_err(|_| problem::stopping())??;
    Ok(Answer { status: 200, body: json(&answer) })
}

/// The question in a body.
fn read(body: &Bytes) -> Result<WhatIf, Box<Problem>> {
    // An array would do for the members in their order, which nobody means.
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(problem::bad_request("send one question as a JSON object"));
    }
    serde_json::from_slice(body).map_err(|error| problem::bad_request(&error.to_string()))
}

/// What is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    /// So many of the last days that are over.
    days: Option<u32>,
    /// A building of the hub; the headquarters where none is named.
    location: Option<String>,
}

#[utoipa::path(
    get, path = protocol::route::ADVICE_STREAM, operation_id = "advice_stream", params(Wish),
    responses((
        status = 200, description = "How far the search has come, and in the end the advice",
        content_type = "text/event-stream", body = Advice
    ))
)]
pub(crate) async fn advice(
    State(hub): State<Hub>,
    Extension(Peer(address)): Extension<Peer>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Result<Frames, Refusal> {
    if !hub.guard.of_addresses.allows(address, tokio::time::Instant::now()) {
        return Err(Refusal(problem::too_many_commands()));
    }
    let Query(wish) = wish.map_err(|error| Refusal(problem::bad_request(&error.body_text())))?;
    let days = Days::last(wish.days.unwrap_or(ADVICE_DAYS_DEFAULT)).map_err(|error| Refusal(of_replay(&error)))?;
    let stream = Place::take(&hub.streams)?;
    let place = place(&hub).await.map_err(Refusal)?;
    let found = gather(&hub, days, wish.location.map(LocationId::new).as_ref()).await.map_err(Refusal)?;
    let prepared = tokio::task::spawn_blocking(move || {
        let lived = found.lived()?;
        Ok((place, found, lived))
    });
    let (place, found, lived) = prepared.await.map_err(|_| Refusal(problem::stopping()))?.map_err(Refusal)?;
    let (sender, told) = mpsc::channel(PROGRESS_UNREAD_MAX);
    tokio::task::spawn_blocking(move || search(&lived, &found.catalog, &sender, place));
    Ok(alive(events(Told { told, stopping: hub.stopping.clone(), _place: stream })))
}

enum News {
    Progress(AdviceProgress),
    Advice(Advice),
}

/// Looks for advice until it is found, or until nobody listens any more.
fn search(lived: &Lived, catalog: &Catalog, told: &mpsc::Sender<News>, place: OwnedSemaphorePermit) {
    let mut said: Option<Instant> = None;
    let found = forecast::hub::advice(lived, catalog, |played, total| {
        if said.is_none_or(|said| said.elapsed() >= Duration::from_millis(PROGRESS_MILLIS_MIN)) {
            said = Some(Instant::now());
            // Whoever reads slowly hears of the next.
            let _ = told.try_send(News::Progress(replay::progress(played, total)));
        }
        !told.is_closed()
    });
    // Whoever hears the advice may ask again at once.
    drop(place);
    match found {
        // Whoever asked may have hung up.
        Ok(advice) => drop(told.blocking_send(News::Advice(advice))),
        Err(unknown) => tracing::error!(%unknown, "days were there and are gone"),
    }
}

struct Told {
    told: mpsc::Receiver<News>,
    stopping: watch::Receiver<bool>,
    _place: Place,
}

fn events(told: Told) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    unfold(told, |mut told| async move {
        let news = tokio::select! {
            news = told.told.recv() => news?,
            _ = told.stopping.wait_for(|stopping| *stopping) => return None,
        };
        let event = match news {
            News::Progress(progress) => Event::default().event("progress").data(json(&progress)),
            News::Advice(advice) => Event::default().event("advice").data(json(&advice)),
        };
        Some((Ok(event), told))
    })
}

/// Days of the journal, with the hub as it was then.
struct Found {
    days: Gathered,
    catalog: Catalog,
    location: LocationId,
}

impl Found {
    fn lived(&self) -> Result<Lived, Box<Problem>> {
        replay::lived(&self.days, &self.catalog, &self.location).map_err(|error| of_replay(&error))
    }
}

/// The place for one question at a time; a question that is short is waited for.
async fn place(hub: &Hub) -> Result<OwnedSemaphorePermit, Box<Problem>> {
    let free = hub.guard.questions.clone().acquire_owned();
    let place = tokio::time::timeout(Duration::from_secs(PLACE_SECONDS_MAX), free).await;
    place.ok().and_then(Result::ok).ok_or_else(problem::busy)
}

async fn gather(hub: &Hub, days: Days, location: Option<&LocationId>) -> Result<Found, Box<Problem>> {
    let state = hub.handle.latest().state;
    let location = building(state.catalog(), location).map_err(|error| of_replay(&error))?;
    let known = hub.handle.look(|reader, hub| reader.days(hub)).await?;
    let chosen = Chosen::new(state.catalog(), known, days).map_err(|error| of_replay(&error))?;
    let mut gatherer = Gatherer::new(chosen.clone());
    let mut next = Some(hub.handle.look(move |reader, hub| chosen.begins(reader, hub)).await?);
    while let Some(after) = next {
        next = gatherer.take(hub.handle.look(move |reader, hub| reader.events(hub, after, PAGE_EVENTS_MAX)).await?);
    }
    let days = gatherer.close();
    let last = days.last;
    let catalog = hub.handle.look(move |reader, hub| catalog_of(reader, hub, last)).await?;
    let catalog = catalog.unwrap_or_else(|| state.catalog().clone());
    Ok(Found { days, catalog, location })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("an answer is texts and finite numbers")
}
