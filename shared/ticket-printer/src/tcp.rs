//! A connection to a printer on the network, for one job.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use crate::config::Limits;
use crate::transport::{Heard, Transport, TransportError};

/// Bytes read at once where they are only thrown away.
const PIECE_BYTES: usize = 256;

/// A connection.
pub(crate) struct Tcp {
    stream: TcpStream,
    limits: Limits,
}

impl Tcp {
    /// Resolves the name and calls its addresses one after the other.
    pub(crate) fn connect(address: &str, limits: Limits) -> Result<Self, TransportError> {
        let resolved = address
            .to_socket_addrs()
            .map_err(|error| TransportError::unreachable(format!("the address {address} cannot be found: {error}")))?;
        let mut last = None;
        for address in resolved {
            let limit = Duration::from_millis(limits.connect_millis_max);
            match TcpStream::connect_timeout(&address, limit).and_then(|stream| ready(stream, limits)) {
                Ok(stream) => return Ok(Self { stream, limits }),
                Err(error) => last = Some(error),
            }
        }
        let why = last.map_or_else(|| "no address".to_owned(), |error| error.to_string());
        Err(TransportError::unreachable(format!("{address}: {why}")))
    }
}

fn ready(stream: TcpStream, limits: Limits) -> std::io::Result<TcpStream> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(Duration::from_millis(limits.stall_millis_max)))?;
    Ok(stream)
}

fn is_silence(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

impl Transport for Tcp {
    fn send(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        let mut sent = 0;
        while sent < bytes.len() {
            match self.stream.write(&bytes[sent..]) {
                Ok(0) => return Err(TransportError::broken_off(sent, "it takes no more bytes".to_owned())),
                Ok(length) => sent += length,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(TransportError::broken_off(sent, error.to_string())),
            }
        }
        Ok(())
    }

    fn can_answer(&self) -> bool {
        true
    }

    fn hear(&mut self, limit: Duration) -> Heard {
        let mut byte = [0];
        // A limit of zero would mean none.
        let limit = limit.max(Duration::from_millis(1));
        match self.stream.set_read_timeout(Some(limit)).and_then(|()| self.stream.read(&mut byte)) {
            Ok(0) => Heard::Gone,
            Ok(_) => Heard::Byte(byte[0]),
            Err(error) if is_silence(error.kind()) => Heard::Silence,
            Err(_) => Heard::Gone,
        }
    }

    fn forget(&mut self) {
        if self.stream.set_nonblocking(true).is_err() {
            return;
        }
        let mut piece = [0; PIECE_BYTES];
        while self.stream.read(&mut piece).is_ok_and(|length| length > 0) {}
        // Where this fails the connection is gone, and the next read says so.
        let _ = self.stream.set_nonblocking(false);
    }

    /// Hangs up first and then waits for the printer to do so: a connection closed while an answer is on its way is
    /// reset, and a reset takes from the printer what it has not read yet.
    fn close(mut self: Box<Self>) -> Result<(), TransportError> {
        let deadline = Instant::now() + Duration::from_millis(self.limits.close_millis_max);
        if self.stream.shutdown(Shutdown::Write).is_err() {
            return Ok(());
        }
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || self.hear(left) == Heard::Gone {
                return Ok(());
            }
        }
    }
}
