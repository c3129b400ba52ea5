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
/// Longest note or reason somebody writes, in characters.
pub const NOTE_CHARS_MAX: usize = 200;
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
/// Longest name in a hub file, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Longest identifier in a hub file, in characters.
pub const ID_CHARS_MAX: usize = 40;
