//! A serial line without wires: a terminal whose other end is a device file.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::PathBuf;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::{Errno, read};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// How long a read waits before it comes back without bytes, in nanoseconds.
const LOOK_NANOS: i64 = 20_000_000;

/// A terminal that is open at both ends, so that it outlives whoever uses the device file.
#[derive(Debug)]
pub(crate) struct Terminal {
    end: OwnedFd,
    /// The device file.
    pub(crate) path: PathBuf,
    /// Keeps the device file's end open; whoever is the first to open it would otherwise also be the last.
    _other_end: OwnedFd,
}

impl Terminal {
    pub(crate) fn open() -> io::Result<Self> {
        let end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        grantpt(&end)?;
        unlockpt(&end)?;
        let path = PathBuf::from(ptsname(&end, Vec::new())?.into_string().map_err(io::Error::other)?);
        let other_end = open(&path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty())?;
        // A wire changes no byte and echoes none.
        let mut settings = tcgetattr(&other_end)?;
        settings.make_raw();
        tcsetattr(&other_end, OptionalActions::Now, &settings)?;
        Ok(Self { end, path, _other_end: other_end })
    }

    /// Where answers are written.
    pub(crate) fn answers(&self) -> io::Result<File> {
        Ok(File::from(self.end.try_clone()?))
    }

    /// Reads what has arrived; nothing where nothing has for a while.
    pub(crate) fn read(&self, piece: &mut [u8]) -> io::Result<usize> {
        let limit = Timespec { tv_sec: 0, tv_nsec: LOOK_NANOS };
        match poll(&mut [PollFd::new(&self.end, PollFlags::IN)], Some(&limit)) {
            Ok(0) | Err(Errno::INTR) => Ok(0),
            Ok(_) => Ok(read(&self.end, piece)?),
            Err(error) => Err(error.into()),
        }
    }
}
