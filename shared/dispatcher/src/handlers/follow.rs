//! A ticket followed by its secret: the view, the live view, and the page for phones with what it needs.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::Timestamp;
use domain::follow::FollowToken;
use domain::text::Language;
use domain::view::TicketView;
use futures_util::stream::{Stream, unfold};
use protocol::Frame;
use serde::Deserialize;
use tokio::sync::watch;

use crate::follow::{self, Place};
use crate::handlers::Hub;
use crate::handlers::streams::ALIVE_SECONDS;
use crate::handlers::views::json;
use crate::phone::{self, Asset, Told};
use crate::problem::{self, Refusal};
use crate::views::Published;

/// Name of the event that says that a stream is alive; a browser tells its pages nothing of comments.
const ALIVE_EVENT: &str = "alive";
/// Seconds after which what is shown is dated anew, also where it is the same.
const DATED_SECONDS: i64 = 60;
/// Tells a proxy to hand events on as they come.
const NOT_BUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

type Token = Result<Path<String>, PathRejection>;

fn token(token: Token) -> Option<FollowToken> {
    token.ok().and_then(|Path(token)| FollowToken::parse(&token))
}

#[utoipa::path(
    get, path = protocol::route::FOLLOW, operation_id = "follow", params(("token" = String, Path)),
    responses(
        (status = 200, body = Frame<TicketView>),
        (status = 404, description = "No ticket of today: one answer for every other token", body = protocol::Problem)
    )
)]
pub(crate) async fn view(State(hub): State<Hub>, asked: Token) -> Result<Response, Refusal> {
    let latest = hub.handle.latest();
    let ticket = token(asked).and_then(|token| follow::view(&latest, token));
    let ticket = ticket.ok_or_else(|| Refusal(problem::not_found()))?;
    Ok(json(&latest.frame(ticket)))
}

#[utoipa::path(
    get, path = protocol::route::FOLLOW_STREAM, operation_id = "follow_stream", params(("token" = String, Path)),
    responses(
        (status = 200, description = "Frames, and events named `alive`", content_type = "text/event-stream",
         body = Frame<TicketView>)
    )
)]
pub(crate) async fn stream(State(hub): State<Hub>, asked: Token) -> Result<Response, Refusal> {
    let is_known = |token: &FollowToken| follow::view(&hub.handle.latest(), *token).is_some();
    let token = token(asked).filter(is_known).ok_or_else(|| Refusal(problem::not_found()))?;
    let place = Place::take(&hub.followers, token)?;
    let (published, stopping) = (hub.handle.follow(), hub.stopping.clone());
    let follower = Follower { published, stopping, token, last: None, _place: place };
    let alive = KeepAlive::new().interval(Duration::from_secs(ALIVE_SECONDS));
    let alive = alive.event(Event::default().event(ALIVE_EVENT).data(ALIVE_EVENT));
    Ok(([NOT_BUFFERED], Sse::new(events(follower)).keep_alive(alive)).into_response())
}

struct Follower {
    published: watch::Receiver<Published>,
    stopping: watch::Receiver<bool>,
    token: FollowToken,
    /// What the last frame showed, and when it was so.
    last: Option<(TicketView, Timestamp)>,
    _place: Place,
}

/// A frame at once, and another whenever the ticket's view has changed: a phone pays for every byte, and what happens to
/// others is no matter for it. The stream ends when the ticket is none of today any more.
fn events(follower: Follower) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    unfold(follower, |mut follower| async move {
        loop {
            if follower.last.is_some() {
                tokio::select! {
                    changed = follower.published.changed() => changed.ok()?,
                    _ = follower.stopping.wait_for(|stopping| *stopping) => return None,
                }
            }
            let latest = follower.published.borrow_and_update().clone();
            let view = follow::view(&latest, follower.token)?;
            let is_told =
                |(told, at): &(TicketView, Timestamp)| *told == view && (latest.at - *at).num_seconds() < DATED_SECONDS;
            if !follower.last.as_ref().is_some_and(is_told) {
                follower.last = Some((view.clone(), latest.at));
                let event = Event::default().id(latest.state.seq().0.to_string()).data(latest.frame(view));
                return Some((Ok(event), follower));
            }
        }
    })
}

/// How the page is asked for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// The code of the language to read it in, where it is not that of the ticket.
    l: Option<String>,
}

/// The page of a ticket; every other token gets one answer, which says what to do.
pub(crate) async fn page(
    State(hub): State<Hub>,
    asked: Token,
    wanted: Result<Query<Wanted>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let wanted = wanted.ok().and_then(|Query(wanted)| Language::from_code(&wanted.l?));
    let latest = hub.handle.latest();
    let known = token(asked).and_then(|token| {
        let view = follow::view(&latest, token)?;
        Some((view, engine::view::followed_in(&latest.state, token)?))
    });
    let hub_name = &latest.state.catalog().name;
    match known {
        Some((view, of_ticket)) => {
            let zone = &latest.state.catalog().time_zone;
            let told = Told { view: &view, at: latest.at, zone, language: wanted.unwrap_or(of_ticket) };
            document(StatusCode::OK, phone::ticket(&told))
        }
        None => document(StatusCode::NOT_FOUND, phone::gone(hub_name, wanted.or_else(|| accepted(&headers)))),
    }
}

/// The language the browser asks for: where there is no ticket, there is none of a ticket either.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    phone::accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

fn document(status: StatusCode, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, phone::CONTENT_SECURITY_POLICY),
        // The address is the secret.
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    (status, headers, text).into_response()
}

/// What the page needs beside itself.
pub(crate) async fn asset(name: Result<Path<String>, PathRejection>) -> Response {
    let asset = name.ok().and_then(|Path(name)| phone::asset(&name));
    let Some(Asset { media_type, bytes }) = asset else { return Refusal(problem::not_found()).into_response() };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, phone::ASSET_CACHE_CONTROL),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    (headers, bytes).into_response()
}
