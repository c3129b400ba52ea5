//! Runs the benchmark again under a shim that makes `fsync` slow.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};

/// Tells the shim how long, and this program that it runs under it.
const MILLIS_VARIABLE: &str = "SLOW_FSYNC_MILLIS";

/// Returns when every `fsync` takes `millis` longer; the first time by starting this program anew.
pub(crate) fn ensure(millis: u64, dir: &Path) -> anyhow::Result<()> {
    if millis == 0 || std::env::var_os(MILLIS_VARIABLE).is_some() {
        return Ok(());
    }
    let shim = build(dir)?;
    let failure = Command::new(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env("LD_PRELOAD", shim)
        .env(MILLIS_VARIABLE, millis.to_string())
        .exec();
    bail!("cannot start again under the shim: {failure}")
}

fn build(dir: &Path) -> anyhow::Result<std::path::PathBuf> {
    let source = dir.join("slow_fsync.c");
    std::fs::write(&source, include_str!("../shim/slow_fsync.c"))?;
    let shim = dir.canonicalize()?.join("slow_fsync.so");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O2", "-o"]).arg(&shim).arg(&source).arg("-ldl").status();
    ensure!(built.context("no C compiler 'cc' was found; install one")?.success(), "the shim does not compile");
    Ok(shim)
}
