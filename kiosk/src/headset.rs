//! A headset that is plugged in starts speech (EN 301 549, 5.2): the system tells of it in a device file such as
//! `/dev/input/event5`, one record of fixed size for each event, as in the kernel's `linux/input.h`.
//!
//! Only changes are told: a headset that was in when the program started is heard of when it goes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes of one event on a system of 64 bits: seconds and microseconds, of 8 each, then type, code and value.
const EVENT_BYTES: usize = 24;
/// Bytes of its time.
const TIME_BYTES: usize = 16;
/// The type of an event of a switch (`EV_SW`).
const SWITCH: u16 = 0x05;
/// The switch in the socket for headphones (`SW_HEADPHONE_INSERT`).
const HEADPHONE: u16 = 0x02;
/// A device that is gone is looked for again after so long, in seconds.
const AGAIN_SECONDS: u64 = 5;

/// Whether the event says that a headset is in, or out; `None` where it says something else.
fn headset(event: &[u8; EVENT_BYTES]) -> Option<bool> {
    let [.., kind_low, kind_high, code_low, code_high, value_0, value_1, value_2, value_3] = *event;
    let is_headset =
        u16::from_ne_bytes([kind_low, kind_high]) == SWITCH && u16::from_ne_bytes([code_low, code_high]) == HEADPHONE;
    is_headset.then(|| i32::from_ne_bytes([value_0, value_1, value_2, value_3]) != 0)
}
const _: () = assert!(EVENT_BYTES == TIME_BYTES + 2 + 2 + 4);

/// Listens on a thread of its own, and says whenever a headset goes in or out, for as long as somebody wants to hear.
///
/// # Errors
/// When the system refuses a thread.
pub(crate) fn listen(device: PathBuf, tell: impl Fn(bool) -> bool + Send + 'static) -> io::Result<()> {
    let listen = move || loop {
        match follow(&device, &tell) {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(%error, device = %device.display(), "a headset is not noticed");
                std::thread::sleep(Duration::from_secs(AGAIN_SECONDS));
            }
        }
    };
    std::thread::Builder::new().name("headset".to_owned()).spawn(listen).map(drop)
}

/// Follows the device until it is gone, which is an error, or nobody wants to hear any more.
fn follow(device: &Path, tell: &impl Fn(bool) -> bool) -> io::Result<()> {
    let mut file = File::open(device)?;
    let mut event = [0; EVENT_BYTES];
    loop {
        file.read_exact(&mut event)?;
        if let Some(is_in) = headset(&event)
            && !tell(is_in)
        {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc;

    use super::*;

    fn event(kind: u16, code: u16, value: i32) -> [u8; EVENT_BYTES] {
        let mut bytes = [7; EVENT_BYTES];
        bytes[TIME_BYTES..TIME_BYTES + 2].copy_from_slice(&kind.to_ne_bytes());
        bytes[TIME_BYTES + 2..TIME_BYTES + 4].copy_from_slice(&code.to_ne_bytes());
        bytes[TIME_BYTES + 4..].copy_from_slice(&value.to_ne_bytes());
        bytes
    }

    #[test]
    fn only_the_switch_of_the_headset_counts() {
        assert_eq!(headset(&event(SWITCH, HEADPHONE, 1)), Some(true));
        assert_eq!(headset(&event(SWITCH, HEADPHONE, 0)), Some(false));
        assert_eq!(headset(&event(SWITCH, 0x04, 1)), None, "a microphone");
        assert_eq!(headset(&event(0x01, HEADPHONE, 1)), None, "a key with the same number");
        assert_eq!(headset(&event(0x00, 0x00, 0)), None, "the end of a report");
    }

    #[test]
    fn a_device_is_followed_event_by_event_also_where_they_come_in_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let device = folder.path().join("event0");
        assert!(std::process::Command::new("mkfifo").arg(&device).status().unwrap().success());
        let (tell, told) = mpsc::channel();
        let path = device.clone();
        let listener = std::thread::spawn(move || follow(&path, &|is_in| tell.send(is_in).is_ok()));
        let mut fifo = File::options().write(true).open(&device).unwrap();
        let events =
            [event(0, 0, 0), event(SWITCH, HEADPHONE, 1), event(1, 2, 1), event(SWITCH, HEADPHONE, 0)].concat();
        for piece in events.chunks(10) {
            fifo.write_all(piece).unwrap();
            fifo.flush().unwrap();
        }
        assert_eq!([told.recv().unwrap(), told.recv().unwrap()], [true, false]);
        drop(fifo);
        assert!(listener.join().unwrap().is_err(), "a device that is gone is an error, and looked for again");
    }
}
