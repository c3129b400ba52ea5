//! The names on the wire around the hub file, pinned like those of `wire.rs`.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use expect_test::{Expect, expect};
use protocol::{CatalogImported, CatalogSource, CatalogVersions, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value is read as what it stands for and has to be written again as it was.
fn check<T: Serialize + DeserializeOwned>(pinned: Expect) {
    let value: T = serde_json::from_str(pinned.data()).unwrap();
    pinned.assert_eq(&serde_json::to_string(&value).unwrap());
}

#[test]
fn what_an_import_led_to() {
    check::<CatalogImported>(expect![[
        r#"{"version":2,"is_new":true,"changes":[{"kind":"changed","entry":"service","id":"cards","field":"letter","from":"A","to":"B","text":{"it":"…","en":"…"}},{"kind":"added","entry":"clerk","id":"anna","text":{"it":"…","en":"…"}},{"kind":"removed","entry":"pair","id":"a, b","text":{"it":"…","en":"…"}},{"kind":"reordered","entry":"area","id":"","text":{"it":"…","en":"…"}}],"changes_left_out":0}"#
    ]]);
}

#[test]
fn versions_and_their_text() {
    check::<CatalogSource>(expect![[r#"{"version":2,"source":"id = \"hub\"\n"}"#]]);
    check::<CatalogVersions>(expect![[
        r#"{"versions":[{"version":2,"at":"2026-06-01T07:30:00Z","origin":"import"},{"version":1,"at":"2026-06-01T07:00:00Z","origin":"hub_file"}]}"#
    ]]);
}

#[test]
fn problems_of_a_hub_file() {
    check::<Problem>(expect![[
        r#"{"type":"urn:sportello:problem:catalog_breaks_tickets","title":"catalog breaks tickets","status":409,"detail":"…","code":"catalog_breaks_tickets","text":{"it":"…","en":"…"},"values":{"reasons":"1"},"reasons":[{"code":"service_in_use","values":{"service":"cards","tickets":"1"},"text":{"it":"…","en":"…"}}]}"#
    ]]);
    check::<Problem>(expect![[
        r#"{"type":"urn:sportello:problem:catalog_invalid","title":"catalog invalid","status":422,"detail":"…","code":"catalog_invalid","text":{"it":"…","en":"…"},"mistakes":["14: …"]}"#
    ]]);
}

#[test]
fn routes() {
    use protocol::route::*;
    expect![[r#"
        /api/v1/catalog
        /api/v1/catalog/versions
        /api/v1/catalog/versions/{version}"#]]
    .assert_eq(&[CATALOG, CATALOG_VERSIONS, CATALOG_VERSION].join("\n"));
}
