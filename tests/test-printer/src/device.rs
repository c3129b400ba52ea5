//! The printer itself: bytes in, answers and paper out. Time is an argument, counted from when it was switched on.

use std::collections::VecDeque;
use std::time::Duration;

use crate::command::{Command, read};
use crate::settings::{Condition, Moment, RealTime, Recovery, Settings};
use crate::status::{self, Conditions};

/// `DLE`, which begins everything that is obeyed on arrival.
const DLE: u8 = 0x10;
/// `EOT`: the real-time question.
const EOT: u8 = 0x04;
/// What a printer sends when its buffer is full.
const XOFF: u8 = 0x13;
/// What a printer sends when its buffer has room again.
const XON: u8 = 0x11;
/// Findings about bytes that are kept; a printer that is sent rubbish would keep one for each byte.
const UNKNOWN_MAX: usize = 100;

/// Rows of a line of letters that are not enlarged.
const LINE_ROWS: usize = 34;

/// A slip that was cut off and can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSlip {
    /// The rows from the top, each of a bit a dot with the leftmost dot in the highest bit.
    pub rows: Vec<Vec<u8>>,
    /// Whether a bridge of paper was left.
    pub is_partly_cut: bool,
    /// Its letters as they came, with the ends of lines; the rows of a line of letters are white.
    pub text: Vec<u8>,
    /// The table the letters are of, as `ESC t` numbers them; `None` where there were none.
    pub code_page: Option<u8>,
}

/// What became of bytes that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// They were taken.
    Taken,
    /// The power failed among them: the connection is gone.
    PowerFailed,
}

/// A band whose rows are arriving.
#[derive(Clone, Copy, Debug)]
struct Band {
    row_bytes: usize,
    rows_left: usize,
}

/// A printer.
#[derive(Debug)]
pub struct Device {
    settings: Settings,
    conditions: Conditions,
    buffer: VecDeque<u8>,
    band: Option<Band>,
    feed_units_per_inch: u16,
    auto_status_mask: u8,
    is_connected: bool,
    has_sent_xoff: bool,
    /// The last byte that arrived and the one before, for what is obeyed on arrival.
    last_bytes: [u8; 2],
    received_bytes: u64,
    answers: VecDeque<(Duration, u8)>,
    head_free_at: Duration,
    is_head_idle: bool,
    /// Whether bytes have arrived that the head has not looked at.
    has_news: bool,
    paper: Vec<Vec<u8>>,
    text: Vec<u8>,
    code_page: Option<u8>,
    letter_times: usize,
    slips: Vec<PaperSlip>,
    slips_cut: usize,
    unknown: Vec<String>,
}

impl Device {
    /// A printer that was just switched on.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            conditions: settings.conditions.iter().copied().collect(),
            buffer: VecDeque::new(),
            band: None,
            feed_units_per_inch: settings.feed_units_per_inch,
            auto_status_mask: settings.auto_status_mask,
            is_connected: false,
            has_sent_xoff: false,
            last_bytes: [0; 2],
            received_bytes: 0,
            answers: VecDeque::new(),
            head_free_at: Duration::ZERO,
            is_head_idle: true,
            has_news: false,
            paper: Vec::new(),
            text: Vec::new(),
            code_page: None,
            letter_times: 1,
            slips: Vec::new(),
            slips_cut: 0,
            unknown: Vec::new(),
            settings,
        }
    }

    /// What it is.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Somebody connects.
    pub fn connect(&mut self, now: Duration) {
        self.is_connected = true;
        self.last_bytes = [0; 2];
        self.answers.clear();
        if let Some(stray) = self.settings.stray_byte {
            self.answers.push_back((now, stray));
        }
        self.tell_status(now);
    }

    /// The connection has ended; what was taken is still printed.
    pub fn disconnect(&mut self) {
        self.is_connected = false;
        self.answers.clear();
    }

    /// Bytes that fit into the buffer.
    #[must_use]
    pub fn room_bytes(&self) -> usize {
        self.settings.buffer_bytes.saturating_sub(self.buffer.len())
    }

    /// Bytes arrive; there must be room for them.
    pub fn receive(&mut self, bytes: &[u8], now: Duration) -> Received {
        if self.is_head_idle {
            self.head_free_at = self.head_free_at.max(now);
        }
        for byte in bytes {
            if self.settings.power_fails_at_byte == Some(self.received_bytes) {
                self.settings.power_fails_at_byte = None;
                self.lose_power();
                return Received::PowerFailed;
            }
            self.received_bytes += 1;
            self.obey_on_arrival(*byte, now);
            self.buffer.push_back(*byte);
            self.has_news = true;
        }
        if self.settings.sends_flow_bytes && !self.has_sent_xoff && self.room_bytes() < self.settings.buffer_bytes / 5 {
            self.has_sent_xoff = true;
            self.say(&[XOFF], now);
        }
        Received::Taken
    }

    /// What is obeyed when it arrives, ahead of the queue and also inside a picture.
    fn obey_on_arrival(&mut self, byte: u8, now: Duration) {
        let [before, last] = self.last_bytes;
        self.last_bytes = [last, byte];
        if last == DLE && [0x05, 0x14].contains(&byte) {
            self.note(format!("bytes 10 {byte:02x} would have cleared the buffer or worse"));
        }
        if before != DLE || last != EOT {
            return;
        }
        self.last_bytes = [0; 2];
        // What arrives while the rows of a picture are missing belongs to it.
        let is_deaf = !self.settings.hears_in_pictures && self.band.is_some();
        let is_answered = !is_deaf
            && match self.settings.real_time {
                RealTime::Always => true,
                // The question itself is the only thing in an idle printer.
                RealTime::WhileIdle => self.buffer.len() <= 2 && self.band.is_none() && self.is_head_idle,
                RealTime::Never => false,
            };
        if let Some(answer) = status::real_time(&self.conditions, byte).filter(|_| is_answered) {
            self.say(&[answer], now);
        }
    }

    /// Prints what can have been printed by now.
    pub fn advance(&mut self, now: Duration) {
        while !self.is_blocked() && self.head_free_at <= now && self.step(now) {}
        if self.has_sent_xoff && self.room_bytes() > self.settings.buffer_bytes * 4 / 5 {
            self.has_sent_xoff = false;
            self.say(&[XON], now);
        }
    }

    /// When to come back at the latest; `None` where nothing happens by itself.
    #[must_use]
    pub fn next_at(&self) -> Option<Duration> {
        let head = (!self.is_blocked() && !self.is_head_idle).then_some(self.head_free_at);
        let answer = self.answers.front().map(|(due, _)| *due);
        head.into_iter().chain(answer).min()
    }

    /// Bytes to send by now.
    pub fn take_answers(&mut self, now: Duration) -> Vec<u8> {
        let due = self.answers.iter().take_while(|(due, _)| *due <= now).count();
        self.answers.drain(..due).map(|(_, byte)| byte).collect()
    }

    /// Something begins or ends.
    pub fn set(&mut self, condition: Condition, is_so: bool, now: Duration) {
        let was_blocked = self.is_blocked();
        let is_change = if is_so { self.conditions.insert(condition) } else { self.conditions.remove(&condition) };
        if !is_change {
            return;
        }
        if condition == Condition::Off && is_so {
            self.lose_power();
        }
        if was_blocked && !self.is_blocked() {
            self.is_head_idle = false;
            self.head_free_at = self.head_free_at.max(now);
            match self.settings.recovery {
                Recovery::GoesOn => {}
                Recovery::Discards => {
                    self.buffer.clear();
                    self.band = None;
                }
                Recovery::PrintsRowAgain => {
                    let last = self.paper.last().cloned();
                    self.move_paper(last);
                }
                Recovery::WaitsForOnline if condition != Condition::WaitingForOnline => {
                    self.conditions.insert(Condition::WaitingForOnline);
                }
                Recovery::WaitsForOnline => {}
            }
        }
        self.tell_status(now);
    }

    /// What is the matter.
    #[must_use]
    pub fn has(&self, condition: Condition) -> bool {
        self.conditions.contains(&condition)
    }

    /// Whether nothing is printed, whatever arrives.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.conditions.iter().any(|condition| condition.is_blocking())
    }

    /// Whether somebody is connected.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.is_connected
    }

    /// Whether everything that can be printed has been.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.is_blocked() || (self.is_head_idle && !self.has_news)
    }

    /// The slips that were cut off, oldest first.
    #[must_use]
    pub fn slips(&self) -> &[PaperSlip] {
        &self.slips
    }

    /// Takes the slips out; they still count.
    pub fn take_slips(&mut self) -> Vec<PaperSlip> {
        std::mem::take(&mut self.slips)
    }

    /// How many slips were ever cut off.
    #[must_use]
    pub fn slips_cut(&self) -> usize {
        self.slips_cut
    }

    /// Rows on the paper that still hangs in the printer.
    #[must_use]
    pub fn uncut_rows(&self) -> usize {
        self.paper.len()
    }

    /// What arrived and was no command, or one that must never be sent.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Bytes that ever arrived.
    #[must_use]
    pub fn received_bytes(&self) -> u64 {
        self.received_bytes
    }

    fn lose_power(&mut self) {
        self.buffer.clear();
        self.band = None;
        self.answers.clear();
        self.is_connected = false;
        self.has_sent_xoff = false;
        self.feed_units_per_inch = self.settings.feed_units_per_inch;
        self.auto_status_mask = self.settings.auto_status_mask;
    }

    /// Does the next thing in the buffer; false where there is none.
    fn step(&mut self, now: Duration) -> bool {
        let has_moved = match self.band {
            Some(band) => self.print_row(band),
            None => self.obey(now),
        };
        self.is_head_idle = !has_moved && !self.is_blocked();
        self.has_news &= has_moved;
        has_moved
    }

    fn print_row(&mut self, band: Band) -> bool {
        if self.buffer.len() < band.row_bytes {
            return false;
        }
        if self.begins_trouble_in_rows(1) {
            return false;
        }
        let mut row: Vec<u8> = self.buffer.drain(..band.row_bytes).collect();
        row.resize(self.settings.width_dots / 8, 0);
        self.move_paper([row]);
        let rows_left = band.rows_left - 1;
        self.band = (rows_left > 0).then_some(Band { rows_left, ..band });
        true
    }

    fn obey(&mut self, now: Duration) -> bool {
        let Some((command, length)) = read(self.buffer.make_contiguous()) else { return false };
        let is_cut = matches!(command, Command::Cut { .. });
        let is_fence = matches!(command, Command::Ask(_) | Command::ProcessId(_));
        // A fence comes after the cut of the slip it belongs to.
        let fed = if let Command::Feed(units) = command {
            self.rows_fed(units)
        } else if command == Command::LineEnd {
            LINE_ROWS * self.letter_times
        } else {
            0
        };
        let begins_trouble = self.begins_trouble_in_rows(fed)
            || is_cut && self.begins_trouble(Moment::Cut, self.slips_cut)
            || is_fence && self.slips_cut > 0 && self.begins_trouble(Moment::Fence, self.slips_cut - 1);
        if begins_trouble {
            return false;
        }
        self.buffer.drain(..length);
        if is_fence {
            self.head_free_at = self.head_free_at.max(now) + Duration::from_millis(self.settings.question_millis);
        }
        match command {
            Command::Initialise => {
                self.feed_units_per_inch = self.settings.feed_units_per_inch;
                (self.code_page, self.letter_times) = (None, 1);
            }
            Command::CodePage(number) => self.code_page = Some(number),
            Command::Times(times) => self.letter_times = times,
            Command::Letter(letter) if self.code_page.is_some() => self.text.push(letter),
            Command::Letter(byte) => self.note(format!("byte {byte:#04x} is no command")),
            Command::Band { row_bytes, rows } => {
                self.band = (row_bytes * rows > 0).then_some(Band { row_bytes, rows_left: rows });
            }
            Command::LineEnd => {
                self.text.push(b'\n');
                let row = vec![0; self.settings.width_dots / 8];
                self.move_paper(std::iter::repeat_n(row, fed));
            }
            Command::Feed(_) => {
                let row = vec![0; self.settings.width_dots / 8];
                self.move_paper(std::iter::repeat_n(row, fed));
            }
            Command::Units(0) => self.feed_units_per_inch = self.settings.feed_units_per_inch,
            Command::Units(down) => self.feed_units_per_inch = u16::from(down),
            Command::Cut { is_partial } => {
                self.slips_cut += 1;
                let (rows, text) = (std::mem::take(&mut self.paper), std::mem::take(&mut self.text));
                let code_page = self.code_page.filter(|_| !text.is_empty());
                self.slips.push(PaperSlip { rows, is_partly_cut: is_partial, text, code_page });
            }
            Command::Ask(1) if self.settings.answers_queued => {
                self.say(&[status::queued_paper(&self.conditions)], now);
            }
            Command::ProcessId(id) if self.settings.answers_process_id => self.say(&status::process_id(id), now),
            Command::AutoStatus(mask) => {
                self.auto_status_mask = mask;
                self.tell_status(now);
            }
            Command::Ask(_) | Command::ProcessId(_) | Command::Nothing => {}
            Command::Unknown(byte) => self.note(format!("byte {byte:#04x} is no command")),
        }
        true
    }

    /// Lets a trouble begin that belongs to one of the next rows.
    fn begins_trouble_in_rows(&mut self, count: usize) -> bool {
        let next = self.paper.len();
        (next..next + count).any(|row| self.begins_trouble(Moment::Row(row), self.slips_cut))
    }

    /// Lets a trouble begin whose moment this is, once.
    fn begins_trouble(&mut self, moment: Moment, slip: usize) -> bool {
        let found = self.settings.troubles.iter().position(|trouble| trouble.moment == moment && trouble.slip == slip);
        let Some(found) = found else { return false };
        let trouble = self.settings.troubles.remove(found);
        let now = self.head_free_at;
        self.set(trouble.condition, true, now);
        trouble.condition.is_blocking()
    }

    fn rows_fed(&self, units: u8) -> usize {
        usize::from(units) * usize::from(self.settings.dots_per_inch) / usize::from(self.feed_units_per_inch.max(1))
    }

    fn move_paper(&mut self, rows: impl IntoIterator<Item = Vec<u8>>) {
        let before = self.paper.len();
        self.paper.extend(rows);
        let moved = u32::try_from(self.paper.len() - before).unwrap_or(u32::MAX);
        self.head_free_at += Duration::from_secs(1) * moved / self.settings.rows_per_second.max(1);
    }

    /// Tells what the matter is without being asked, where that is switched on.
    fn tell_status(&mut self, now: Duration) {
        if self.auto_status_mask != 0 {
            self.say(&status::automatic(&self.conditions), now);
        }
    }

    fn say(&mut self, bytes: &[u8], now: Duration) {
        if !self.is_connected || self.has(Condition::Off) {
            return;
        }
        let due = now + Duration::from_millis(self.settings.answer_delay_millis);
        let times = if self.settings.answers_twice { 2 } else { 1 };
        for byte in std::iter::repeat_n(bytes, times).flatten() {
            self.answers.push_back((due, *byte));
        }
    }

    fn note(&mut self, what: String) {
        if self.unknown.len() < UNKNOWN_MAX {
            self.unknown.push(format!("{what}, among the {} bytes so far", self.received_bytes));
        }
    }
}
