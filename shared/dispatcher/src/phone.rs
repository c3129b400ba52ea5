//! The page on which a citizen follows a ticket on the phone: whole as it comes, and live with a script of its own.
//!
//! It asks nothing of anybody but this dispatcher, keeps nothing on the phone, and says nothing of class, name or reason.

mod accept;
mod page;
mod phrase;
mod words;

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

pub(crate) use accept::accepted;
pub(crate) use page::{Told, gone, ticket};

/// What the page may load and do: its own files and the dispatcher it came from, nothing written into the page itself.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// How long a phone may keep what the page needs beside itself; script and style are asked for by their content.
pub(crate) const ASSET_CACHE_CONTROL: &str = "public, max-age=86400";
/// How often the page comes anew where scripts do not run, in seconds.
const REFRESH_SECONDS: u32 = 20;

const SCRIPT: &str = include_str!("phone/web/follow.js");
const STYLE: &str = include_str!("phone/web/follow.css");
const ICON: &str = include_str!("phone/web/icon.svg");

/// Names script and style by what is in them, so that none of another version is used.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest([SCRIPT, STYLE].concat());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
});

/// A file beside the page.
pub(crate) struct Asset {
    pub(crate) media_type: &'static str,
    pub(crate) bytes: &'static [u8],
}

/// The file with this name.
pub(crate) fn asset(name: &str) -> Option<Asset> {
    let (media_type, bytes): (_, &[u8]) = match name {
        "follow.js" => ("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        "follow.css" => ("text/css; charset=utf-8", STYLE.as_bytes()),
        "icon.svg" => ("image/svg+xml", ICON.as_bytes()),
        "regular.ttf" => ("font/ttf", include_bytes!("../../../assets/fonts/TitilliumWeb-Regular.ttf")),
        "bold.ttf" => ("font/ttf", include_bytes!("../../../assets/fonts/TitilliumWeb-Bold.ttf")),
        _ => return None,
    };
    Some(Asset { media_type, bytes })
}
