//! One file with many mistakes: one run names them all.

use expect_test::expect;

use crate::said;

#[test]
fn every_mistake_of_a_file_is_named_in_one_run() {
    expect![[r#"
        hub.toml:1: the hub id 'My Town' is malformed; use 1 to 40 of a-z, 0-9 and '-', a letter or digit at both ends, such as 'my-town'
        hub.toml:2: 'name' of the hub names no language; write { it = "Comune", en = "…" }
        hub.toml:3: the time zone 'Europe/Roma' does not exist; write Europe/Rome
        hub.toml:4: the hub has no field 'telephone'; remove it or take one of id, name, time_zone, follow_url, most_used, calendar, kiosk, slip
        hub.toml:9: the location 'sede' has no field 'addres'; write 'address'
        hub.toml:13: 'name' of the area 'anagrafe' is empty; write something people can read
        hub.toml:15: 'floor' of the area 'anagrafe' is a number; put it in quotation marks: floor = "0"
        hub.toml:15: people wait for 'anagrafe' on floor 0, where none of its counters stands; correct the floor here or at the counters
        hub.toml:17: the color 'yellow' of the area 'anagrafe' is malformed; write it as #rrggbb
        hub.toml:19: the area 'tributi' has no 'summary'; add summary = { it = "Documenti e certificati", en = "Documents and certificates" }
        hub.toml:19: there is no heading [[areas]]; write [[area]]
        hub.toml:20: the area 'tributi' has no counter; add one with area = "tributi"
        hub.toml:23: 'floor' stands twice in this area; remove one
        hub.toml:25: the color '#ffff00' of the area 'tributi' has a contrast of 1.0:1 on white; take a darker one, at least 4.5:1
        hub.toml:29: the letter 'I' of the service 'carta-identita' cannot be used; it looks like a digit: take A to Z without I, O and Q
        hub.toml:34: document 2 of the service 'carta-identita' has no Italian text; add it = "…"
        hub.toml:35: document 3 of the service 'carta-identita' names no language; write { it = "Tessera", en = "…" }
        hub.toml:37: 'duration_minutes' of the service 'carta-identita' stands in quotation marks; write the bare number: duration_minutes = 15
        hub.toml:38: 'target_wait_minutes' of the service 'carta-identita' is 500; write 1 to 240 minutes
        hub.toml:43: this service names the area 'tributo', which does not exist; write 'tributi'
        hub.toml:48: the service 'imu' has no 'target_wait_minutes'; add target_wait_minutes = 15
        hub.toml:50: the letter M belongs to the area 'tributi' since line 42; take another for 'anagrafe', so that a number says which office it is for
        hub.toml:64: the counter id 'sportello-01' stands already on line 56; change one
        hub.toml:66: this counter names the location 'casa', which does not exist; add this location or take one that exists
        hub.toml:71: [clerk] has one pair of brackets; write [[clerk]]
        hub.toml:73: 'name' of the clerk 'anna' is a number; put it in quotation marks: name = "7"
        hub.toml:74: 'anna' names 'tari' twice as primary; remove one
        hub.toml:75: this clerk names the service 'passaporto', which does not exist; add this service or take one that exists
        note: hub.toml:16: 'waiting_room' of the area 'anagrafe' has no English text, the Italian one is shown; add en = "…"
        note: hub.toml:49: 'imu' is nobody's primary service; give it to a clerk who masters it"#]].assert_eq(&said(include_str!("all_at_once.toml")));
}
