//! The versions of the hub's catalog as they travel.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::catalog_change::{CatalogOrigin, Change};
use domain::text::Text;
use serde::{Deserialize, Serialize};

/// The media type of a hub file; `text/plain` is taken, too.
pub const HUB_FILE_MEDIA_TYPE: &str = "application/toml";
/// Most changes told in one answer.
pub const CHANGES_TOLD_MAX: usize = 500;
/// Most reasons and most mistakes told in one problem.
pub const REASONS_TOLD_MAX: usize = 100;
/// Most versions listed.
pub const CATALOG_VERSIONS_TOLD_MAX: usize = 100;

/// What an import led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogImported {
    /// The version the hub runs on, or would run on after a dry run.
    pub version: u32,
    /// Whether that is another version than before; the same file again is none.
    pub is_new: bool,
    /// What differs, at most `CHANGES_TOLD_MAX`; nothing where only comments do.
    pub changes: Vec<Change>,
    /// How many more changes there are.
    pub changes_left_out: u32,
}

/// The hub file of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogSource {
    /// The version, counted from 1.
    pub version: u32,
    /// The hub file as it was written, with its comments.
    pub source: String,
}

/// The versions of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogVersions {
    /// The newest first, at most `CATALOG_VERSIONS_TOLD_MAX`.
    pub versions: Vec<CatalogVersion>,
}

/// One version of the catalog, without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogVersion {
    /// Counts from 1.
    pub version: u32,
    /// When it took effect.
    pub at: DateTime<Utc>,
    /// How it came in.
    pub origin: CatalogOrigin,
}

/// One thing that is in the way of what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// Stable code, such as `service_in_use`.
    pub code: String,
    /// The values the text names.
    pub values: BTreeMap<String, String>,
    /// What is in the way and what to do, in the languages of the hub.
    pub text: Text,
}
