//! One process for each utterance, on a thread of its own.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use domain::text::Language;

use crate::voices::voice;
use crate::{SpeechError, Voices, Volume};

/// Words a minute: somewhat slower than espeak-ng's own 175, for people who hear a place for the first time.
const WORDS_PER_MINUTE: u32 = 150;
/// Longest utterance, in characters; a ticket with all its documents has fewer.
const TEXT_CHARS_MAX: usize = 4_000;
/// How often a process that speaks is looked after, in milliseconds.
const LOOK_AFTER_MILLIS: u64 = 500;

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The words.
    pub text: String,
    /// Whose voice.
    pub language: Language,
    /// How loud.
    pub volume: Volume,
}

/// Speaks one utterance at a time; the next one ends it.
#[derive(Debug)]
pub struct Speaker {
    orders: Sender<Option<Utterance>>,
}

impl Speaker {
    /// Starts the thread of the voice; it ends when the speaker is dropped, in the middle of a word if need be.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(voices: Voices) -> Result<Self, SpeechError> {
        let (orders, received) = mpsc::channel();
        let run = move || run(&voices, &received);
        thread::Builder::new().name("speech".to_owned()).spawn(run).map_err(SpeechError::Thread)?;
        Ok(Self { orders })
    }

    /// Says this now, instead of what is being said.
    pub fn say(&self, utterance: Utterance) {
        // The thread lives as long as the speaker.
        let _ = self.orders.send(Some(utterance));
    }

    /// Says nothing more.
    pub fn hush(&self) {
        let _ = self.orders.send(None);
    }
}

fn run(voices: &Voices, orders: &Receiver<Option<Utterance>>) {
    let mut speaking: Option<Speaking> = None;
    loop {
        let order = match orders.recv_timeout(Duration::from_millis(LOOK_AFTER_MILLIS)) {
            Ok(order) => order,
            Err(RecvTimeoutError::Timeout) => {
                // A process that has come to its end is let go.
                speaking.take_if(|speaking| speaking.has_ended());
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        // Whoever goes through a page quickly hears where they are, not where they were.
        let order = orders.try_iter().last().unwrap_or(order);
        drop(speaking.take());
        speaking = order.and_then(|utterance| begin(voices, &utterance));
    }
}

/// A process that speaks; it is ended where it is dropped.
struct Speaking(Child);

impl Speaking {
    fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn begin(voices: &Voices, utterance: &Utterance) -> Option<Speaking> {
    let mut command = Command::new(&voices.program);
    command.args(["-v", voice(utterance.language), "-b", "1", "--stdin"]);
    command.arg("-s").arg(WORDS_PER_MINUTE.to_string());
    command.arg("-a").arg(utterance.volume.amplitude().to_string());
    // A machine without sound says so at length, each time.
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let spoken = spawned.map(Speaking).and_then(|mut speaking| {
        if let Some(mut input) = speaking.0.stdin.take() {
            input.write_all(readable(&utterance.text).as_bytes())?;
        }
        Ok(speaking)
    });
    spoken.inspect_err(|error| tracing::warn!(%error, "something was not said")).ok()
}

/// The text as the program reads it: `[[` would begin sounds instead of words, and marks of direction are no sounds.
fn readable(text: &str) -> String {
    let is_mark = |letter: &char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{2060}');
    let words = text.chars().filter(|letter| !is_mark(letter)).take(TEXT_CHARS_MAX);
    words.map(|letter| if matches!(letter, '[' | ']') { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::{TEXT_CHARS_MAX, readable};

    #[test]
    fn what_is_no_word_is_not_read() {
        assert_eq!(readable("\u{2068}A 0 4 2\u{2069} [[h@'l@U]]"), "A 0 4 2   h@'l@U  ");
        assert_eq!(readable(&"è".repeat(TEXT_CHARS_MAX + 1)).chars().count(), TEXT_CHARS_MAX);
    }
}
