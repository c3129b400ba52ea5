//! The hub file: in use, as it was, and another one coming in.

use std::net::IpAddr;

use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::catalog_change::CatalogOrigin;
use domain::limits::HUB_FILE_BYTES_MAX;
use protocol::{
    CATALOG_VERSIONS_TOLD_MAX, CatalogImported, CatalogSource, CatalogVersion, CatalogVersions, HUB_FILE_MEDIA_TYPE,
    Problem,
};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::catalog;
use crate::connections::Peer;
use crate::handlers::Hub;
use crate::handlers::commands::{body, command_id, log, media_type};
use crate::problem::{self, Refusal};
use crate::sequencer::{Answered, Import, outcome};

/// How an import is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    dry_run: bool,
}

#[utoipa::path(
    post, path = protocol::route::CATALOG, operation_id = "import_catalog",
    request_body(content = String, content_type = "text/plain", description = "A hub file, as TOML"),
    params(
        ("idempotency-key" = String, Header, description = "16 to 64 characters, new for each intent"),
        ("dry_run" = Option<bool>, Query, description = "Only says what would happen; nothing is kept")
    ),
    responses((status = 200, description = "The hub runs on it, and it is on the disk", body = CatalogImported))
)]
pub(crate) async fn post(
    State(hub): State<Hub>,
    Extension(Peer(address)): Extension<Peer>,
    request: Request,
) -> Result<Response, Refusal> {
    let begun = Instant::now();
    let answer = answered(&hub, address, request).await;
    log("import_catalog", &answer, begun.elapsed());
    answer.map(|answer| problem::answer(answer.status, answer.body)).map_err(Refusal)
}

async fn answered(hub: &Hub, address: IpAddr, request: Request) -> Answered {
    if !hub.guard.of_addresses.allows(address, Instant::now()) {
        return Err(problem::too_many_commands());
    }
    if !is_hub_file(request.headers()) {
        return Err(problem::hub_file_media_type());
    }
    let id = command_id(request.headers())?;
    let wish = Query::<Wish>::try_from_uri(request.uri());
    let Query(wish) = wish.map_err(|_| problem::bad_request("dry_run is true or false"))?;
    let body = body(request, hub.guard.body_seconds_max, HUB_FILE_BYTES_MAX).await?;
    let (_place, import) = hub.read_aside(move || checked(&body)).await?;
    if wish.dry_run { Ok(outcome(&hub.handle.latest().state, &import).0) } else { hub.handle.import(id, import).await }
}

fn is_hub_file(headers: &HeaderMap) -> bool {
    let media_type = media_type(headers);
    [HUB_FILE_MEDIA_TYPE, "text/plain"].iter().any(|known| media_type.eq_ignore_ascii_case(known))
}

/// The hub a file describes, or everything that is wrong with it.
fn checked(body: &[u8]) -> Result<Import, Box<Problem>> {
    let report = hub_file::check_bytes(body, "");
    let source = String::from_utf8_lossy(body).into_owned();
    match report.catalog {
        Some(catalog) => Ok(Import { catalog: catalog.into(), source, origin: CatalogOrigin::Import }),
        None => Err(problem::catalog_invalid(report.mistakes.iter().map(ToString::to_string))),
    }
}

#[utoipa::path(
    get, path = protocol::route::CATALOG, operation_id = "catalog",
    responses((status = 200, description = "The hub file in use", body = CatalogSource))
)]
pub(crate) async fn get(State(hub): State<Hub>) -> Result<Response, Refusal> {
    let state = hub.handle.latest().state;
    let version = state.catalog_version();
    if version == 0 {
        return Err(Refusal(problem::not_found()));
    }
    Ok(json(&CatalogSource { version, source: state.catalog_source().to_owned() }))
}

#[utoipa::path(
    get, path = protocol::route::CATALOG_VERSIONS, operation_id = "catalog_versions",
    responses((status = 200, description = "The newest first", body = CatalogVersions))
)]
pub(crate) async fn versions(State(hub): State<Hub>) -> Result<Response, Refusal> {
    let known = hub.handle.look(|reader, hub| reader.catalog_versions(hub, CATALOG_VERSIONS_TOLD_MAX));
    let known = known.await.map_err(Refusal)?;
    let told =
        known.into_iter().map(|known| CatalogVersion { version: known.version, at: known.at, origin: known.origin });
    Ok(json(&CatalogVersions { versions: told.collect() }))
}

#[utoipa::path(
    get, path = protocol::route::CATALOG_VERSION, operation_id = "catalog_version",
    params(("version" = u32, Path)),
    responses((status = 200, description = "The hub file of that version", body = CatalogSource))
)]
pub(crate) async fn version(
    State(hub): State<Hub>,
    version: Result<Path<u32>, PathRejection>,
) -> Result<Response, Refusal> {
    let Path(version) = version.map_err(|_| Refusal(problem::not_found()))?;
    let source = hub.handle.look(move |reader, hub| catalog::source(reader, hub, version)).await.map_err(Refusal)?;
    let source = source.ok_or_else(|| Refusal(problem::not_found()))?;
    Ok(json(&CatalogSource { version, source }))
}

fn json(body: &impl Serialize) -> Response {
    problem::answer(200, serde_json::to_string(body).expect("a hub file is text"))
}
