//! Bounds of a hub file that the domain does not need; the domain's own stand in `domain::limits`.

use domain::limits::HUB_FILE_BYTES_MAX;

/// Largest hub file, in bytes.
pub(crate) const FILE_BYTES_MAX: u64 = HUB_FILE_BYTES_MAX as u64;
/// Longest duration or target, in minutes.
pub(crate) const MINUTES_MAX: u32 = 240;
/// Longest summary of an area, in characters: two lines of a kiosk's card.
pub(crate) const SUMMARY_CHARS_MAX: usize = 100;
/// Longest document to bring, in characters: two lines of the kiosk's list.
pub(crate) const DOCUMENT_CHARS_MAX: usize = 100;
/// Longest text of further words by which a service is found, in characters.
pub(crate) const KEYWORDS_CHARS_MAX: usize = 200;
/// Most documents of one service: what a kiosk shows without scrolling.
pub(crate) const DOCUMENTS_MAX: usize = 8;
/// Longest text on who a service is for and on what it costs, in characters: two lines of the kiosk's facts.
pub(crate) const FACT_CHARS_MAX: usize = 80;
/// Longest address of a service on the net, in characters: a code of it can be read from a small panel.
pub(crate) const ONLINE_URL_CHARS_MAX: usize = 120;
/// Longest name of a waiting room or of a counter's place, in characters.
pub(crate) const PLACE_CHARS_MAX: usize = 40;
/// Longest address at which phones reach the dispatcher, in characters: with the secret behind it, it still makes a code
/// that cameras read well from a slip.
pub(crate) const FOLLOW_URL_CHARS_MAX: usize = 80;
/// Longest street address, in characters.
pub(crate) const ADDRESS_CHARS_MAX: usize = 120;
/// Longest label of a floor, in characters: what stands on a lift button.
pub(crate) const FLOOR_CHARS_MAX: usize = 4;
/// Longest label of a counter, in characters: as much room as a ticket's code has beside it on the board.
pub(crate) const LABEL_CHARS_MAX: usize = 6;
/// Most locations of a hub.
pub(crate) const LOCATIONS_MAX: usize = 50;
/// Longest way between the headquarters and an access point, in minutes.
pub(crate) const TRAVEL_MINUTES_MAX: u32 = 240;
/// Most services of a hub.
pub(crate) const SERVICES_MAX: usize = 200;
/// Most counters of a hub.
pub(crate) const COUNTERS_MAX: usize = 300;
/// Most clerks of a hub.
pub(crate) const CLERKS_MAX: usize = 1_000;
/// Most pairs of services of a hub.
pub(crate) const PAIRS_MAX: usize = 200;
/// Most ready-made notices of a hub: each has a key of its own at the counter, 1 to 9.
pub(crate) const NOTICES_MAX: usize = 9;
/// Most reasons for priority of a hub.
pub(crate) const PRIORITIES_MAX: usize = 20;
/// Most services among those that most people come for: about what an upright kiosk shows at once.
pub(crate) const MOST_USED_MAX: usize = 8;
/// Most life events of a hub.
pub(crate) const LIFE_EVENTS_MAX: usize = 16;
/// Most services of one life event.
pub(crate) const LIFE_EVENT_SERVICES_MAX: usize = 8;
/// Longest greeting of the kiosk's first page, in characters: one line.
pub(crate) const WELCOME_CHARS_MAX: usize = 50;
/// Longest question of the kiosk's first page, in characters: a line of large type.
pub(crate) const QUESTION_CHARS_MAX: usize = 40;
/// Greatest weight of a reason for priority.
pub(crate) const WEIGHT_MAX: u32 = 100;
/// Most lines of a week's hours.
pub(crate) const HOURS_LINES_MAX: usize = 14;
/// Longest time before or after an opening or a closing, in minutes.
pub(crate) const MINUTES_AROUND_MAX: u32 = 240;
/// Largest daily quota of a service, in tickets: as many as a letter gives before a second one comes in.
pub(crate) const QUOTA_MAX: u32 = domain::limits::CODE_NUMBER_MAX;
/// Most closures, and most openings, of a calendar.
pub(crate) const SPECIAL_DAYS_MAX: usize = 200;
/// Longest remark, in characters: what a file says is repeated in it only so far.
pub(crate) const REMARK_CHARS_MAX: usize = 400;
/// Most places reported in a file that is not TOML.
pub(crate) const SYNTAX_REMARKS_MAX: usize = 20;
/// Most brackets closed in thought to look for further mistakes behind them.
pub(crate) const REPAIRS_MAX: usize = 50;

#[cfg(test)]
mod tests {
    use domain::limits::{CODE_NUMBER_MAX, ID_CHARS_MAX, NAME_CHARS_MAX, NOTICE_CHARS_MAX};

    use super::*;
    use crate::rules::LETTERS_MAX;

    /// The guide for those who write a hub.
    const GUIDE: &str = include_str!("../../../assets/hubs/README.md");

    #[test]
    fn the_guide_states_the_limits_that_are_checked() {
        let stated = [
            format!("It has 1 to {ID_CHARS_MAX} characters"),
            format!("on every screen and slip | text, at most {NAME_CHARS_MAX} characters |"),
            format!("postal code and town | at most {ADDRESS_CHARS_MAX} characters |"),
            format!("what people come here for | text, at most {SUMMARY_CHARS_MAX} characters |"),
            format!("its counters stands there | at most {FLOOR_CHARS_MAX} characters |"),
            format!("taken for a ticket's | text, at most {PLACE_CHARS_MAX} characters |"),
            format!("| at most {DOCUMENTS_MAX} texts of at most {DOCUMENT_CHARS_MAX} characters |"),
            format!("separated by commas; may be left out | text, at most {KEYWORDS_CHARS_MAX} characters |"),
            format!("who may come for it; may be left out | text, at most {FACT_CHARS_MAX} characters |"),
            format!("what has to be paid; may be left out | text, at most {FACT_CHARS_MAX} characters |"),
            format!("may be left out | `https` address of at most {ONLINE_URL_CHARS_MAX} characters |"),
            format!("usually takes | 1 to {MINUTES_MAX} minutes |"),
            format!("not twice in a building | at most {LABEL_CHARS_MAX} characters |"),
            format!("A letter gives {CODE_NUMBER_MAX} numbers a day;"),
            format!("Up to {LETTERS_MAX}, because each needs a letter of its own."),
            format!("Up to {LOCATIONS_MAX}."),
            format!("Up to {SERVICES_MAX}."),
            format!("Up to {COUNTERS_MAX}."),
            format!("Up to {CLERKS_MAX}."),
            format!("| 0 to {TRAVEL_MINUTES_MAX} minutes |"),
            format!("Up to {PAIRS_MAX}."),
            format!("Up to {PRIORITIES_MAX}."),
            format!("| 0 to {WEIGHT_MAX} |"),
            format!("Up to {NOTICES_MAX}, because each has a key of its own"),
            format!("what citizens read | text, at most {NOTICE_CHARS_MAX} characters |"),
            format!("| list of at most {HOURS_LINES_MAX} lines |"),
            format!("| 0 to {MINUTES_AROUND_MAX} minutes |"),
            format!("| 1 to {QUOTA_MAX} tickets |"),
            format!("| at most {SPECIAL_DAYS_MAX} |"),
            format!("| at most {MOST_USED_MAX} ids of services |"),
            format!("Up to {LIFE_EVENTS_MAX}."),
            format!("| 1 to {LIFE_EVENT_SERVICES_MAX} ids of services |"),
            format!("| text, at most {WELCOME_CHARS_MAX} characters |"),
            format!("| text, at most {QUESTION_CHARS_MAX} characters |"),
        ];
        for limit in stated {
            assert!(GUIDE.contains(&limit), "the guide does not state: {limit}");
        }
    }
}
