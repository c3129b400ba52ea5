//! Lists that contradicted once, each shrunk from the seed its test names.

use crate::run::holds;

/// Seed 2: a clock that was a day ahead was put right.
#[test]
fn a_kiosk_at_its_limit_issues_tickets_again_when_a_clock_that_was_ahead_is_put_right() {
    holds(
        r#"{"then":"change_catalog","change":{"ways":15995898753954399801}}
        {"then":"ask","id":1,"command":{"command":"open_day","day":"2026-03-24"}}
        {"then":"ask","id":5,"command":{"command":"take_ticket","services":["births"],"device":"kiosk"}}
        {"then":"move_clock","seconds":-86400}
        {"then":"ask","id":34,"command":{"command":"take_ticket","services":["permits"],"device":"kiosk"}}"#,
    );
}

/// Seed 444: the next to be called was the visit that had just been finished.
#[test]
fn a_call_that_finishing_made_is_a_step_of_its_own_for_the_same_visit_too() {
    holds(
        r#"{"then":"change_catalog","change":{"ways":3187595524083299604}}
        {"then":"ask","id":1,"command":{"command":"open_day","day":"2026-03-24"}}
        {"then":"ask","id":2,"command":{"command":"sign_in","counter":"district-2","clerk":"elisa"}}
        {"then":"ask","id":3,"command":{"command":"take_ticket","services":["permits"]}}
        {"then":"ask","id":4,"command":{"command":"call_next","counter":"district-2"}}
        {"then":"ask","id":5,"command":{"command":"set_auto_next","counter":"district-2","is_on":true}}
        {"then":"ask","id":6,"command":{"command":"add_service","counter":"district-2","service":"moves"}}
        {"then":"ask","id":7,"command":{"command":"start","counter":"district-2"}}
        {"then":"ask","id":8,"command":{"command":"finish","counter":"district-2"}}
        {"then":"ask","id":9,"command":{"command":"undo","counter":"district-2"}}
        {"then":"ask","id":10,"command":{"command":"undo","counter":"district-2"}}"#,
    );
}

/// Seed 17: somebody was served in a building that does not give the service, and no hub file could come in.
#[test]
fn a_visit_where_its_service_is_not_given_stops_no_hub_file() {
    holds(
        r#"{"then":"change_catalog","change":"place"}
        {"then":"ask","id":1,"command":{"command":"open_day","day":"2026-03-24"}}
        {"then":"ask","id":145,"command":{"command":"sign_in","counter":"district-1","clerk":"carla"}}
        {"then":"ask","id":170,"command":{"command":"serve_direct","counter":"district-1","service":"permits"}}
        {"then":"change_catalog","change":{"skills":"anna"}}"#,
    );
}
