//! Calls about the hub file.

use domain::ids::CommandId;
use protocol::{CatalogImported, CatalogSource, CatalogVersions, HUB_FILE_MEDIA_TYPE, route};

use super::{Client, ClientError};

impl Client {
    /// The hub file in use.
    ///
    /// # Errors
    /// When the journal has no version, or nobody answers.
    pub async fn catalog(&self) -> Result<CatalogSource, ClientError> {
        self.get(route::CATALOG).await
    }

    /// The versions of the hub file, the newest first.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn catalog_versions(&self) -> Result<CatalogVersions, ClientError> {
        self.get(route::CATALOG_VERSIONS).await
    }

    /// The hub file of a version.
    ///
    /// # Errors
    /// When there is no such version or nobody answers.
    pub async fn catalog_version(&self, version: u32) -> Result<CatalogSource, ClientError> {
        self.get(&route::CATALOG_VERSION.replace("{version}", &version.to_string())).await
    }

    /// Has the hub run on another hub file. A lost answer is asked for again with the same id.
    ///
    /// # Errors
    /// When the hub refuses, or nobody answers in time.
    pub async fn import_catalog(&self, id: &CommandId, source: &str) -> Result<CatalogImported, ClientError> {
        self.persist(|| self.post_catalog(id, source, "")).await
    }

    /// Asks what another hub file would change; nothing is kept.
    ///
    /// # Errors
    /// When the hub would refuse it, or nobody answers in time.
    pub async fn try_catalog(&self, id: &CommandId, source: &str) -> Result<CatalogImported, ClientError> {
        self.persist(|| self.post_catalog(id, source, "?dry_run=true")).await
    }

    fn post_catalog(&self, id: &CommandId, source: &str, query: &str) -> reqwest::RequestBuilder {
        let request = self.post(&format!("{}{query}", route::CATALOG), id);
        request.header("content-type", HUB_FILE_MEDIA_TYPE).body(source.to_owned())
    }
}
