//! The hub file a dispatcher is started with, beside the versions the journal has.

use std::sync::Arc;

use domain::catalog::Catalog;
use domain::catalog_change::CatalogOrigin;
use domain::event::Event;
use domain::ids::{CommandId, HubId};
use protocol::{CATALOG_VERSIONS_TOLD_MAX, Problem};
use store::{HubReader, StoreError};

use crate::secret;
use crate::sequencer::{Handle, Import};

/// Takes the hub file in where it says something new.
///
/// A journal without versions begins with it.
/// Otherwise it counts once it was edited since it last counted, so that a restart never takes back what was imported
/// meanwhile.
/// A hub file that cannot come in is said loudly, and the office opens with the version it has.
pub(crate) async fn adopt(handle: &Handle, catalog: Arc<Catalog>, source: String) {
    let state = handle.latest().state;
    if state.catalog_version() > 0 && state.catalog_source() != source {
        let version = state.catalog_version();
        match handle.look(last_hub_file).await {
            Ok(Some(before)) if before != source => (),
            Ok(_) => {
                tracing::warn!(version, "the hub runs on an imported version, not on its hub file, which is unchanged");
                return;
            }
            Err(problem) => {
                tracing::error!(version, why = problem.detail, "the hub file cannot be compared; the version stays");
                return;
            }
        }
    }
    if state.catalog_version() > 0 && state.catalog_source() == source && *state.catalog() == *catalog {
        tracing::info!(version = state.catalog_version(), "the hub runs on its hub file");
        return;
    }
    let import = Import { catalog, source, origin: CatalogOrigin::HubFile };
    // No client can send an id with a colon; and each start is another intent, also where nothing has happened since.
    let id = CommandId::new(format!("catalog:hub-file:{}:{}", state.seq().0, secret::of_a_start()));
    match handle.import(id, import).await {
        Ok(answer) if answer.status == 200 => {
            let version = handle.latest().state.catalog_version();
            tracing::info!(version, "the hub runs on its hub file");
        }
        Ok(answer) => {
            tracing::error!(version = state.catalog_version(), "THE HUB FILE WAS NOT TAKEN IN; the version stays");
            let reasons = serde_json::from_str::<Problem>(&answer.body).map(|problem| problem.reasons);
            for reason in reasons.unwrap_or_default() {
                tracing::error!(code = reason.code, "{}", reason.text.en);
            }
        }
        Err(problem) => tracing::error!(why = problem.detail, "THE HUB FILE WAS NOT TAKEN IN; the version stays"),
    }
}

/// The text of the hub file when it last came in at a start, among the last versions.
fn last_hub_file(reader: &dyn HubReader, hub: &HubId) -> Result<Option<String>, StoreError> {
    let versions = reader.catalog_versions(hub, CATALOG_VERSIONS_TOLD_MAX)?;
    match versions.iter().find(|version| version.origin == CatalogOrigin::HubFile) {
        Some(version) => source(reader, hub, version.version),
        None => Ok(None),
    }
}

/// The hub file of a version, as it was written.
pub(crate) fn source(reader: &dyn HubReader, hub: &HubId, version: u32) -> Result<Option<String>, StoreError> {
    let stored = reader.catalog_version(hub, version)?;
    if let Some(Event::CatalogChanged { source, .. }) = stored.map(|stored| stored.event) {
        return Ok(Some(source));
    }
    Ok(None)
}
