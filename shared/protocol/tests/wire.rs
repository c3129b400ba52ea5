//! The names on the wire, pinned: whoever changes one of these breaks a machine that is not updated at the same moment.
//!
//! Each text is read as what it stands for and has to be written again as it was.
#![allow(clippy::unwrap_used, reason = "helpers of tests may unwrap like tests")]

use domain::command::Command;
use domain::text::Language;
use domain::ticket::{Class, LegState, SlipOutcome};
use domain::view::TicketView;
use expect_test::{Expect, expect};
use protocol::{BoardFrame, CounterFrame, Frame, Health, KioskFrame, Problem, Reply};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One value, over several lines.
fn check<T: Serialize + DeserializeOwned>(pinned: Expect) {
    let value: T = serde_json::from_str(pinned.data()).unwrap();
    pinned.assert_eq(&folded(&serde_json::to_string_pretty(&value).unwrap()));
}

/// Objects without objects in them on one line, so that a frame stays readable.
fn folded(written: &str) -> String {
    let mut folded = String::new();
    for piece in written.split_inclusive('}') {
        let (before, innermost) = piece.split_at(piece.rfind('{').unwrap_or(piece.len()));
        folded.push_str(before);
        folded.push_str(&innermost.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    folded
}

/// One value a line.
fn check_lines<T: Serialize + DeserializeOwned>(pinned: Expect) -> Vec<T> {
    let lines = pinned.data().lines().map(str::trim).filter(|line| !line.is_empty());
    let values: Vec<T> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    let written: Vec<_> = values.iter().map(|value| serde_json::to_string(value).unwrap()).collect();
    pinned.assert_eq(&written.join("\n"));
    values
}

#[test]
fn commands() {
    let all: Vec<Command> = check_lines(expect![[r#"
        {"command":"open_day","day":"2026-06-01"}
        {"command":"close_day"}
        {"command":"take_ticket","services":["carta-identita","tributi"],"class":"priority","language":"en","device":"kiosk-1","priority":null,"location":null,"from":null}
        {"command":"sign_in","counter":"3","clerk":"anna","take_over":false}
        {"command":"sign_out","counter":"3"}
        {"command":"call_next","counter":"3"}
        {"command":"recall","counter":"3"}
        {"command":"start","counter":"3"}
        {"command":"finish","counter":"3","outcome":"done","delivered":[]}
        {"command":"no_show","counter":"3"}
        {"command":"transfer","counter":"3","service":"carta-identita","to_counter":null,"to_clerk":null,"keep_wait":true}
        {"command":"report_slip","ticket":7,"outcome":"not_printed","detail":"senza carta"}
        {"command":"report_printer","device":"kiosk-1","printer":"first","state":"paper_out","location":"sede"}
        {"command":"clock_reached"}
        {"command":"reclassify","counter":"3","ticket":7,"class":"priority","priority":"gravidanza"}
        {"command":"pause","counter":"3","reason":"pausa"}
        {"command":"resume","counter":"3"}
        {"command":"call_ticket","counter":"3","code":"A042"}
        {"command":"add_service","counter":"3","service":"tributi","here":true}
        {"command":"rejoin","code":"A042"}
        {"command":"park","counter":"3","reason":"fotocopie","return_minutes":10}
        {"command":"resume_parked","counter":"3","ticket":7}
        {"command":"serve_direct","counter":"3","service":"tributi"}
        {"command":"set_auto_next","counter":"3","is_on":true}
        {"command":"ask_help","counter":"3","note":"inglese"}
        {"command":"answer_help","counter":"3","by":"4"}
        {"command":"call_usher","device":"kiosk-1","location":"sede"}
        {"command":"answer_usher","device":"kiosk-1","by":"3"}
        {"command":"post_notice","ready":"ascensore","text":null,"location":"sede","area":null,"until":null,"counter":"3"}
        {"command":"post_notice","ready":null,"text":{"it":"Oggi si chiude alle 12","en":"","ro":"Azi închidem la 12"},"location":null,"area":"anagrafe","until":"2026-06-01T10:00:00Z","counter":null}
        {"command":"take_down_notice","notice":2,"counter":"3"}
        {"command":"undo","counter":"3"}
        {"command":"cancel","ticket":7}
        {"command":"let_pass","ticket":7,"people":2,"minutes":null}
        {"command":"reprint","ticket":7}
        {"command":"check_in","code":"K7M4-2QXD","language":"it","device":"kiosk-1","from":"sede"}
        {"command":"go_elsewhere","code":"A042","location":"monticelli","is_there":false}
        {"command":"lease_codes","device":"kiosk-1","location":"sede","starts_anew":false}
        {"command":"hand_in","device":"kiosk-1","code":"A999","services":["tributi"],"language":"it","priority":null,"location":"sede","taken_at":"2026-06-01T08:30:00Z","day":"2026-06-01","instead_of":"0123456789abcdef"}"#]]);
    for command in &all {
        // A new command does not compile until it stands here and above.
        match command {
            Command::OpenDay { .. }
            | Command::CloseDay
            | Command::TakeTicket { .. }
            | Command::SignIn { .. }
            | Command::SignOut { .. }
            | Command::CallNext { .. }
            | Command::Recall { .. }
            | Command::Start { .. }
            | Command::Finish { .. }
            | Command::NoShow { .. }
            | Command::Transfer { .. }
            | Command::ReportSlip { .. }
            | Command::ReportPrinter { .. }
            | Command::LeaseCodes { .. }
            | Command::HandIn { .. }
            | Command::ClockReached
            | Command::Reclassify { .. }
            | Command::Pause { .. }
            | Command::Resume { .. }
            | Command::CallTicket { .. }
            | Command::AddService { .. }
            | Command::Rejoin { .. }
            | Command::Park { .. }
            | Command::ResumeParked { .. }
            | Command::ServeDirect { .. }
            | Command::SetAutoNext { .. }
            | Command::AskHelp { .. }
            | Command::AnswerHelp { .. }
            | Command::CallUsher { .. }
            | Command::AnswerUsher { .. }
            | Command::PostNotice { .. }
            | Command::TakeDownNotice { .. }
            | Command::Undo { .. }
            | Command::Cancel { .. }
            | Command::LetPass { .. }
            | Command::Reprint { .. }
            | Command::CheckIn { .. }
            | Command::GoElsewhere { .. } => (),
        }
        assert_eq!(serde_json::to_value(command).unwrap()["command"], command.name());
    }
}

#[test]
fn commands_may_leave_out_what_has_a_usual_value() {
    let short: Command = serde_json::from_str(r#"{"command":"take_ticket","services":["carta-identita"]}"#).unwrap();
    expect![[r#"{"command":"take_ticket","services":["carta-identita"],"class":"walk_in","language":"it","device":null,"priority":null,"location":null,"from":null}"#]]
    .assert_eq(&serde_json::to_string(&short).unwrap());
    for wrong in [
        r#"{"command":"take_ticket","services":["a"],"priority":true}"#,
        r#"{"command":"take_ticket","services":["a"],"class":"vip"}"#,
        r#"{"command":"take_ticket"}"#,
        r#"{"command":"print_money"}"#,
    ] {
        serde_json::from_str::<Command>(wrong).unwrap_err();
    }
}

#[test]
fn choices() {
    check_lines::<Class>(expect![[r#"
        "walk_in"
        "appointment"
        "priority""#]]);
    check_lines::<Language>(expect![[r#"
        "it"
        "en""#]]);
    check_lines::<LegState>(expect![[r#"
        "waiting"
        "called"
        "serving"
        "parked"
        "finished"
        "no_show"
        "transferred"
        "cancelled"
        "day_closed""#]]);
    check_lines::<SlipOutcome>(expect![[r#"
        "printed"
        "not_printed"
        "unknown""#]]);
}

#[test]
fn replies() {
    check::<Reply>(expect![[r#"
        {
          "seq": 12,
          "ticket": {
            "ticket": 7,
            "code": "A042",
            "taken_at": "2026-05-28T20:26:40Z",
            "hub_name": { "it": "Comune", "en": "Municipality" },
            "service": { "it": "Carta d'identità", "en": "Identity card" },
            "further_services": [
              { "it": "Tributi", "en": "" }
            ],
            "area": { "it": "Anagrafe", "en": "Registry" },
            "floor": "T",
            "waiting_room": { "it": "Atrio", "en": "Hall" },
            "people_ahead": 3,
            "documents": [
              { "it": "Fototessera", "en": "Photograph" }
            ],
            "state": "waiting",
            "counter": null,
            "location": { "it": "", "en": "" },
            "wait": null,
            "legs": [],
            "call": null
          },
          "follow": null
        }"#]]);
    check_lines::<Reply>(expect![[r#"
        {"seq":12,"ticket":null,"follow":"AAECAwQFBgcICQoLDA0ODw"}"#]]);
}

#[test]
fn kiosk_frame() {
    check::<KioskFrame>(expect![[r##"
        {
          "seq": 12,
          "at": "2026-05-28T20:26:40Z",
          "time_zone": "Europe/Rome",
          "view": {
            "hub_name": { "it": "Comune", "en": "Municipality" },
            "day": "2026-06-01",
            "opening": { "is_open": true, "closes_at": "2026-06-01T11:00:00Z", "next_opening": "2026-06-03T06:30:00Z", "closure": null },
            "locations": [
              {
                "id": "sede",
                "name": { "it": "Sede", "en": "Headquarters" },
                "address": "Piazza Roma 1",
                "opening": {
                  "is_open": false,
                  "closes_at": null,
                  "next_opening": "2026-06-03T06:30:00Z",
                  "closure": { "it": "Festa della Repubblica", "en": "Republic Day" }
                }
              }
            ],
            "areas": [
              {
                "id": "anagrafe",
                "name": { "it": "Anagrafe", "en": "Registry" },
                "summary": { "it": "Documenti", "en": "Papers" },
                "floor": "T",
                "color": "#0066cc",
                "waiting": 4,
                "services": [
                  {
                    "id": "carta-identita",
                    "letter": "A",
                    "name": { "it": "Carta d'identità", "en": "Identity card" },
                    "waiting": 4,
                    "documents": [
                      { "it": "Fototessera", "en": "Photograph" }
                    ],
                    "for_whom": { "it": "", "en": "" },
                    "cost": { "it": "", "en": "" },
                    "online_url": null,
                    "duration_minutes": 15,
                    "waiting_room": { "it": "Atrio", "en": "Hall" },
                    "counters_open": 2,
                    "wait_minutes": null,
                    "wait": null,
                    "shorter_elsewhere": null,
                    "opening": { "is_open": true, "closes_at": "2026-06-01T11:00:00Z", "next_opening": "2026-06-03T06:30:00Z", "closure": null },
                    "offer": {
                      "last_ticket_at": "2026-06-01T10:30:00Z",
                      "quota_left": 0,
                      "refused_because": { "it": "I numeri sono finiti", "en": "The tickets are used up" },
                      "unlikely_because": null
                    },
                    "asks_fiscal_code": false
                  }
                ]
              }
            ],
            "priorities": [],
            "location": null,
            "location_name": { "it": "", "en": "" },
            "has_appointments": false,
            "only_elsewhere": []
          }
        }"##]]);
}

/// A dispatcher that knows nothing of hours sends neither `opening` nor `locations` nor `offer`.
#[test]
fn a_kiosk_frame_without_hours_is_one_of_a_hub_that_is_open() {
    let old = r##"{"seq":12,"at":"2026-05-28T20:26:40Z","time_zone":"Europe/Rome","view":{"hub_name":{"it":"Comune"},
        "day":"2026-06-01","areas":[{"id":"anagrafe","name":{"it":"Anagrafe"},"summary":{"it":"Documenti"},
        "floor":"T","color":"#0066cc","waiting":4,"services":[{"id":"carta-identita","letter":"A",
        "name":{"it":"Carta"},"waiting":4,"documents":[],"duration_minutes":15,"waiting_room":{"it":"Atrio"},
        "counters_open":2}]}]}}"##;
    let view = serde_json::from_str::<KioskFrame>(old).unwrap().view;
    assert!(view.opening.is_open);
    let service = &view.areas[0].services[0];
    assert!(service.opening.is_open && service.offer.refused_because.is_none());
}

#[test]
fn board_frame() {
    check::<BoardFrame>(expect![[r##"
        {
          "seq": 12,
          "at": "2026-05-28T20:26:40Z",
          "time_zone": "Europe/Rome",
          "view": {
            "hub_name": { "it": "Comune", "en": "" },
            "day": null,
            "calls": [
              {
                "seq": 11,
                "code": "A042",
                "counter": "3",
                "floor": "T",
                "place": { "it": "Atrio", "en": "Hall" },
                "color": "#0066cc",
                "at": "2026-05-28T20:26:40Z",
                "is_open": true
              }
            ],
            "waiting": [
              {
                "name": { "it": "Anagrafe", "en": "Registry" },
                "floor": "T",
                "color": "#0066cc",
                "waiting": 4,
                "wait": null
              }
            ]
          }
        }"##]]);
}

#[test]
fn counter_frame() {
    check::<CounterFrame>(expect![[r#"
        {
          "seq": 12,
          "at": "2026-05-28T20:26:40Z",
          "time_zone": "Europe/Rome",
          "view": {
            "counter": "3",
            "label": "3",
            "place": { "it": "Atrio", "en": "Hall" },
            "floor": "T",
            "day": "2026-06-01",
            "clerk": { "id": "anna", "name": "Anna", "counter": "3" },
            "clerks": [
              { "id": "anna", "name": "Anna", "counter": null }
            ],
            "current": {
              "ticket": 7,
              "code": "A042",
              "service": { "it": "Carta d'identità", "en": "Identity card" },
              "further_services": [],
              "state": "called",
              "since": "2026-05-28T20:26:40Z",
              "waited_minutes": 12,
              "recalls": 1,
              "class": "walk_in",
              "priority": null,
              "reason": null
            },
            "queue": [
              {
                "code": "A043",
                "service": { "it": "Carta d'identità", "en": "Identity card" },
                "waiting_since": "2026-05-28T20:26:40Z",
                "class": "appointment",
                "ticket": null
              }
            ],
            "waiting": 1,
            "services": [
              {
                "id": "tributi",
                "name": { "it": "Tributi", "en": "Taxes" },
                "area": { "it": "Amministrazione", "en": "Administration" }
              }
            ],
            "actions": [
              { "action": "call_next", "disabled_because": null },
              { "action": "recall", "disabled_because": null },
              { "action": "start", "disabled_because": null },
              { "action": "finish", "disabled_because": null },
              { "action": "no_show", "disabled_because": null },
              { "action": "transfer", "disabled_because": null },
              { "action": "sign_out", "disabled_because": null }
            ],
            "desk": { "priorities": [], "pause_reason": null, "auto_next": false, "may_call_named": false, "parked": [], "help": [], "undo": null }
          }
        }"#]]);
}

#[test]
fn ticket_frame() {
    check::<Frame<TicketView>>(expect![[r#"
        {
          "seq": 12,
          "at": "2026-05-28T20:26:40Z",
          "time_zone": "Europe/Rome",
          "view": {
            "ticket": 7,
            "code": "A042",
            "taken_at": "2026-05-28T20:26:40Z",
            "hub_name": { "it": "Comune", "en": "Municipality" },
            "service": { "it": "Carta d'identità", "en": "Identity card" },
            "further_services": [
              { "it": "Tributi", "en": "" }
            ],
            "area": { "it": "Anagrafe", "en": "Registry" },
            "floor": "T",
            "waiting_room": { "it": "Atrio", "en": "Hall" },
            "people_ahead": 3,
            "documents": [
              { "it": "Fototessera", "en": "Photograph" }
            ],
            "state": "waiting",
            "counter": null,
            "location": { "it": "", "en": "" },
            "wait": null,
            "legs": [
              {
                "service": { "it": "Carta d'identità", "en": "Identity card" },
                "floor": "T",
                "waiting_room": { "it": "Atrio", "en": "Hall" },
                "people_ahead": 3,
                "state": "waiting",
                "is_held": false,
                "ready_at": null,
                "counter": null,
                "location": { "it": "", "en": "" },
                "documents": []
              }
            ],
            "call": null
          }
        }"#]]);
}

#[test]
fn problem() {
    check::<Problem>(expect![[r#"
        {
          "type": "urn:sportello:problem:codes_used_up",
          "title": "codes used up",
          "status": 409,
          "detail": "Today's A numbers are used up: please ask the staff.",
          "code": "codes_used_up",
          "text": { "it": "I numeri A di oggi sono finiti: rivolgiti al personale.", "en": "Today's A numbers are used up: please ask the staff." }
        }"#]]);
}

#[test]
fn health() {
    check_lines::<Health>(expect![[r#"
        {"status":"ok","seq":12,"version":"0.1.0"}
        {"status":"storage","seq":12,"version":"0.1.0"}"#]]);
}

#[test]
fn routes() {
    use protocol::route::*;
    let all = [
        COMMANDS,
        KIOSK,
        KIOSK_STREAM,
        BOARD,
        BOARD_STREAM,
        MANAGER,
        MANAGER_STREAM,
        COUNTER,
        COUNTER_STREAM,
        TICKET,
        FOLLOW,
        HEALTH,
        OPENAPI,
        protocol::COMMAND_ID_HEADER,
    ];
    expect![[r#"
        /api/v1/commands
        /api/v1/kiosk
        /api/v1/kiosk/stream
        /api/v1/board
        /api/v1/board/stream
        /api/v1/manager
        /api/v1/manager/stream
        /api/v1/counters/{counter}
        /api/v1/counters/{counter}/stream
        /api/v1/tickets/{ticket}
        /api/v1/follow/{token}
        /health
        /api/openapi.json
        idempotency-key"#]]
    .assert_eq(&all.join("\n"));
}
