//! Reads Server-Sent Events out of whatever pieces the network delivers.

/// Largest event accepted, in bytes.
const EVENT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What a stream said.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// An event with data, and its id where it had one.
    Event {
        /// Its id.
        id: Option<String>,
        /// Its data, never empty.
        data: String,
    },
    /// A comment: the other side is alive.
    Comment,
}

/// The stream sent more than one event may hold.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLong;

/// What has arrived of the event that is not complete yet.
#[derive(Debug, Default)]
pub struct Parser {
    line: Vec<u8>,
    data: String,
    id: Option<String>,
}

impl Parser {
    /// Takes the next piece and gives what became complete.
    ///
    /// # Errors
    /// When one event is larger than any view; the stream cannot be read on.
    pub fn take(&mut self, piece: &[u8]) -> Result<Vec<Said>, TooLong> {
        let mut said = Vec::new();
        for byte in piece {
            if *byte == b'\n' {
                let line = std::mem::take(&mut self.line);
                let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line)).into_owned();
                said.extend(self.end_line(&line));
            } else {
                self.line.push(*byte);
            }
            if self.line.len() + self.data.len() > EVENT_BYTES_MAX {
                return Err(TooLong);
            }
        }
        Ok(said)
    }

    fn end_line(&mut self, line: &str) -> Option<Said> {
        if line.is_empty() {
            let (id, data) = (self.id.take(), std::mem::take(&mut self.data));
            return (!data.is_empty()).then_some(Said::Event { id, data });
        }
        if line.starts_with(':') {
            return Some(Said::Comment);
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if !self.data.is_empty() {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "id" => self.id = Some(value.to_owned()),
            _ => (),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{EVENT_BYTES_MAX, Parser, Said, TooLong};

    fn event(id: &str, data: &str) -> Said {
        Said::Event { id: Some(id.to_owned()), data: data.to_owned() }
    }

    #[test]
    fn events_come_whole_however_the_bytes_are_cut() {
        let bytes = "id: 7\r\ndata: {\"è\":1}\r\n\r\n: alive\n\nid:8\ndata:a\ndata:b\n\n".as_bytes();
        for size in 1..bytes.len() {
            let mut parser = Parser::default();
            let said: Vec<_> = bytes.chunks(size).flat_map(|piece| parser.take(piece).unwrap()).collect();
            assert_eq!(said, vec![event("7", "{\"è\":1}"), Said::Comment, event("8", "a\nb")]);
        }
    }

    #[test]
    fn an_endless_event_is_refused() {
        assert_eq!(Parser::default().take(&vec![b'x'; EVENT_BYTES_MAX + 1]), Err(TooLong));
    }
}
