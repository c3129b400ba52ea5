//! Sockets that can be treated badly.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

/// How often a thread that waits for bytes looks whether it should end, in milliseconds.
const LOOK_MILLIS: u64 = 20;
/// Connections that may wait to be accepted.
const BACKLOG: i32 = 16;

/// Room for bytes that nobody has read, as in a printer's network chip. With less, the system waits for a fifth of a
/// second between two pieces on its own loop.
const LINE_BUFFER_BYTES: usize = 16_384;

/// Listens with little room for bytes that nobody has read.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.set_recv_buffer_size(LINE_BUFFER_BYTES)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

/// A free port on this machine.
pub(crate) fn any_port() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}

/// Makes a connection ready: answers go out at once, and a read comes back now and then.
pub(crate) fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_millis(LOOK_MILLIS)))
}

/// Whether a read came back only because nothing had arrived.
pub(crate) fn is_silence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

/// Sees to it that the end of this connection is a reset; its other handles must be gone by then.
pub(crate) fn reset(stream: TcpStream) {
    // Where the connection is gone already, there is nothing to reset.
    let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
}

/// Wakes a thread that waits in `accept`.
pub(crate) fn wake(address: SocketAddr) {
    // Where nobody accepts any more, nobody has to be woken.
    let _ = TcpStream::connect(address);
}
