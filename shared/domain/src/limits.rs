//! Every bound of the domain as a named constant with its unit.

/// Shortest accepted command id, in characters.
pub const COMMAND_ID_CHARS_MIN: usize = 16;
/// Longest accepted command id, in characters.
pub const COMMAND_ID_CHARS_MAX: usize = 64;
/// Most legs one ticket can have.
pub const LEGS_PER_TICKET_MAX: usize = 5;
/// Most legs a ticket can come to have by being sent on.
pub const LEGS_AFTER_TRANSFERS_MAX: usize = 20;
/// Highest number behind a letter: `A001` to `A999`; then a second letter comes in.
pub const CODE_NUMBER_MAX: u32 = 999;
/// Letters of a code, in their order; without those that look like digits.
pub const CODE_LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";
/// Numbers of a letter that are leased to a kiosk at once, for the time the dispatcher is gone.
pub const LEASED_BLOCK_CODES: u32 = 20;
/// With so many numbers of a letter left, or fewer, a kiosk is given more of them.
pub const LEASED_CODES_LOW: u32 = LEASED_BLOCK_CODES / 2;
/// Most numbers of a letter that are leased to one kiosk in a day.
pub const LEASED_CODES_PER_KIOSK_MAX: u32 = 200;
/// Most numbers of a letter that are leased in a day, so that online tickets keep short codes.
pub const LEASED_CODES_PER_LETTER_MAX: u32 = 600;
/// The letter of the codes that are good on any day; no service can have it, because it looks like a digit.
pub const EMERGENCY_LETTER: char = 'Q';
/// Codes in the emergency block of one kiosk.
pub const EMERGENCY_BLOCK_CODES: u32 = 100;
/// Kiosks of a hub that have an emergency block.
pub const EMERGENCY_BLOCKS_MAX: u32 = 200;
/// Longest note or reason somebody writes, in characters.
pub const NOTE_CHARS_MAX: usize = 200;
/// So much of a text that names nothing is said again, in characters.
pub const COMMAND_TEXT_SHOWN_CHARS_MAX: usize = 40;
/// Steps of a counter that are kept to be undone.
pub const UNDO_STEPS_MAX: usize = 4;
/// Most people a citizen can let pass at once.
pub const LET_PASS_PEOPLE_MAX: u32 = 50;
/// Longest time a citizen can let others pass at once, in minutes.
pub const LET_PASS_MINUTES_MAX: u32 = 120;
/// Most people who may wait for one service at once.
pub const WAITING_PER_SERVICE_MAX: usize = 2_000;
/// Most times one call can be repeated.
pub const RECALLS_PER_CALL_MAX: u32 = 5;
/// Calls kept for the board.
pub const BOARD_CALLS_MAX: usize = 12;
/// Rows of the queue shown at a counter.
pub const COUNTER_QUEUE_ROWS_MAX: usize = 50;
/// Most slip reports one ticket can have; a kiosk sends one, and a few more after a restart.
pub const SLIP_REPORTS_PER_TICKET_MAX: u32 = 10;
/// Longest detail of a slip report that is kept, in characters; what is longer is cut.
pub const SLIP_DETAIL_CHARS_MAX: usize = 200;
/// Most kiosks at which somebody asks for a person to come.
pub const USHER_CALLS_MAX: usize = 200;
/// Longest notice in one language, in characters.
pub const NOTICE_CHARS_MAX: usize = 140;
/// Most notices that are up at once in one building, those for the whole hub among them.
pub const NOTICES_UP_MAX: usize = 4;
/// Longest time for which a notice can be put up, in days.
pub const NOTICE_DAYS_MAX: i64 = 31;
/// Most printers that report how they are; a kiosk has one or two.
pub const PRINTERS_MAX: usize = 200;
/// Most changes of its state one printer reports in a day: one that changes all day long fills no journal.
pub const PRINTER_REPORTS_PER_DAY_MAX: u32 = 1_000;
/// Longest name of a device, in bytes of UTF-8.
pub const DEVICE_BYTES_MAX: usize = 64;
/// How far after today's date in UTC a day to open may lie, in days: tomorrow, and one for zones ahead of UTC.
pub const OPEN_DAY_AHEAD_DAYS_MAX: u64 = 2;
/// How far before today's date in UTC a day to open may lie after a later one was opened by mistake, in days.
pub const OPEN_DAY_BEHIND_DAYS_MAX: u64 = 1;
/// How far the machine's clock may fall back behind the journal while time stands still, in seconds.
pub const CLOCK_BACK_SECONDS_MAX: i64 = 3_600;
/// By how much the clock may be put right without a word, in seconds: what the network corrects day by day is no step.
pub const CLOCK_STEP_UNTOLD_SECONDS_MAX: i64 = 5;
/// Two steps of the clock are told at least so long after each other, in seconds, so that none that has gone mad fills
/// the journal.
pub const CLOCK_STEPS_APART_SECONDS_MIN: u64 = 60;
/// Largest hub file, in bytes of UTF-8.
pub const HUB_FILE_BYTES_MAX: usize = 1024 * 1024;
/// Longest name in a hub file, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Longest identifier in a hub file, in characters.
pub const ID_CHARS_MAX: usize = 40;
