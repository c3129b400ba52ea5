//! The last lines of the log, for the staff at the kiosk.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use kiosk_flow::STAFF_LOG_LINES_MAX;

/// Most of a line that is kept, in characters: what fits a few lines of the screen.
const LINE_CHARS_MAX: usize = 240;

/// Keeps the last lines of what is written to it, one line a write; every clone keeps the same.
#[derive(Clone, Debug, Default)]
pub struct LogTail(Arc<Mutex<VecDeque<String>>>);

impl LogTail {
    /// The lines, oldest first.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl Write for LogTail {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for line in text.lines().filter(|line| !line.is_empty()) {
            lines.push_back(line.chars().filter(|letter| !letter.is_control()).take(LINE_CHARS_MAX).collect());
        }
        let surplus = lines.len().saturating_sub(STAFF_LOG_LINES_MAX);
        lines.drain(..surplus);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_stay_and_none_is_endless() {
        let tail = LogTail::default();
        let mut writer = tail.clone();
        for number in 0..100 {
            writer.write_all(format!("line {number}\n").as_bytes()).unwrap();
        }
        writer.write_all("x".repeat(5_000).as_bytes()).unwrap();
        let lines = tail.lines();
        assert_eq!(lines.len(), STAFF_LOG_LINES_MAX);
        assert_eq!(lines[lines.len() - 2], "line 99");
        assert_eq!(lines.last().map(String::len), Some(LINE_CHARS_MAX));
    }
}
