//! Tells whoever watches over the program, such as systemd, that it is ready and that its screen still turns.
//!
//! The words are those of `sd_notify(3)`: a datagram to the socket that `NOTIFY_SOCKET` names. They are sent from the
//! thread of the screen alone, so that a screen that hangs falls silent and the program is started again.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

/// Where systemd names its socket.
const SOCKET_VARIABLE: &str = "NOTIFY_SOCKET";
/// The first frame has been drawn.
const READY: &[u8] = b"READY=1";
/// The screen still turns.
const ALIVE: &[u8] = b"WATCHDOG=1";
/// The program ends because somebody wants it to.
const STOPPING: &[u8] = b"STOPPING=1";

/// The way to whoever watches; nobody may.
#[derive(Debug, Default)]
pub struct Watcher(Option<UnixDatagram>);

impl Watcher {
    /// Whoever started this program and wants to hear of it.
    #[must_use]
    pub fn of_this_program() -> Self {
        Self::at(std::env::var_os(SOCKET_VARIABLE))
    }

    /// Whoever listens at this socket; a name that begins with `@` is an abstract one. One that cannot be reached is
    /// logged, and nobody is told.
    #[must_use]
    pub fn at(socket: Option<OsString>) -> Self {
        let Some(name) = socket.filter(|name| !name.is_empty()) else { return Self::default() };
        match connect(&name) {
            Ok(socket) => Self(Some(socket)),
            Err(error) => {
                tracing::warn!(%error, ?name, "whoever watches over the program cannot be told");
                Self::default()
            }
        }
    }

    /// Says that the first frame has been drawn.
    pub fn ready(&self) {
        self.tell(READY);
    }

    /// Says that the screen still turns; to be said often, from its own thread.
    pub fn alive(&self) {
        self.tell(ALIVE);
    }

    /// Says that the program ends by itself.
    pub fn stopping(&self) {
        self.tell(STOPPING);
    }

    fn tell(&self, words: &[u8]) {
        if let Some(socket) = &self.0
            && let Err(error) = socket.send(words)
        {
            tracing::warn!(%error, "whoever watches over the program was not told");
        }
    }
}

fn connect(name: &OsStr) -> io::Result<UnixDatagram> {
    let socket = UnixDatagram::unbound()?;
    // A watcher that does not read must not hold up the screen.
    socket.set_nonblocking(true)?;
    match name.as_bytes().strip_prefix(b"@") {
        Some(name) => socket.connect_addr(&SocketAddr::from_abstract_name(name)?)?,
        None => socket.connect(name)?,
    }
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(socket: &UnixDatagram) -> String {
        let mut bytes = [0; 64];
        let count = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..count]).into_owned()
    }

    #[test]
    fn a_real_socket_hears_each_word_as_a_datagram_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        let watcher = Watcher::at(Some(path.into()));
        watcher.ready();
        watcher.alive();
        watcher.stopping();
        assert_eq!([heard(&socket), heard(&socket), heard(&socket)], ["READY=1", "WATCHDOG=1", "STOPPING=1"]);
    }

    #[test]
    fn an_abstract_socket_is_one_too() {
        let name = format!("sportello-test-{}", std::process::id());
        let socket = UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap();
        Watcher::at(Some(format!("@{name}").into())).alive();
        assert_eq!(heard(&socket), "WATCHDOG=1");
    }

    #[test]
    fn nobody_is_told_where_nobody_listens() {
        for socket in [None, Some(""), Some("/nowhere/to/be/found")] {
            let watcher = Watcher::at(socket.map(OsString::from));
            watcher.alive();
            assert!(watcher.0.is_none());
        }
    }

    #[test]
    fn a_watcher_that_never_reads_does_not_hold_up_the_screen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let _socket = UnixDatagram::bind(&path).unwrap();
        let watcher = Watcher::at(Some(path.into()));
        (0..10_000).for_each(|_| watcher.alive());
    }
}
