//! Everything that is wrong is told at once, with its file and line.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use forecast::world::World;
use world_file::{DayFiles, WorldFileError, read_day, read_folder, read_hub};

const TICKETS: &str = "leg,first_leg,next_leg,arrival_min,due_min,service,class,service_draw_min,no_show\n";
const COUNTERS: &str = "counter,on,off,break_from,afternoon_on\n";

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hub28").join(name)).unwrap()
}

fn world() -> World {
    read_hub("hub7.json", &fixture("hub7.json")).unwrap()
}

fn tickets(rows: &str) -> Vec<String> {
    let tickets = format!("{TICKETS}{rows}");
    day(&tickets, COUNTERS)
}

fn counters(rows: &str) -> Vec<String> {
    day(TICKETS, &format!("{COUNTERS}{rows}"))
}

fn day(tickets: &str, counters: &str) -> Vec<String> {
    let files = DayFiles { tickets_file: "t.csv", tickets, counters_file: "c.csv", counters };
    match read_day(&world(), &files) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_day_without_mistakes_is_read_whatever_the_order_of_its_columns() {
    assert_eq!(tickets("0,0,1,480,485,4,1,10.5,0\n1,0,-1,,,7,0,3.25,0\n"), [""; 0]);
    assert_eq!(
        day(
            "no_show,leg,first_leg,next_leg,x,arrival_min,due_min,service,class(any),service_draw_min\n\
                    1,0,0,-1,?,480,480,4,2,1\n",
            "afternoon_on,counter,on,off,break_from\n,3,480,780,\n"
        ),
        [""; 0]
    );
    assert_eq!(counters("0,480,780,600,\n27,,,,870\n"), [""; 0]);
}

#[test]
fn each_wrong_field_of_a_ticket_is_told_with_its_line() {
    let told =
        tickets("0,0,-1,480,470,4,1,10.5,0\n7,1,9,soon,480,30,3,,2\n2,2,-1,,,4,0,1,0\n3,0,-1,481,481,1,0,-5,0\n");
    let expected = [
        "t.csv:2: due_min 470 is before arrival_min 480",
        "t.csv:3: leg is '7'; it has to be a whole number below 4",
        "t.csv:3: next_leg is '9'; it has to be a whole number below 4",
        "t.csv:3: arrival_min is 'soon'; it has to be minutes from 0 to 2880",
        "t.csv:3: service is '30'; it has to be a whole number below 30",
        "t.csv:3: class is '3'; it has to be a whole number below 3",
        "t.csv:3: service_draw_min is empty; every leg needs one",
        "t.csv:3: no_show is '2'; it has to be a whole number below 2",
        "t.csv:4: the first leg of a visit needs arrival_min and due_min",
        "t.csv:5: service_draw_min is '-5'; it has to be minutes from 0 to 2880",
        "t.csv:5: only the first leg of a visit has an arrival_min",
    ];
    assert_eq!(told, expected);
}

#[test]
fn legs_that_make_no_visit_are_told() {
    let first = "0,0,1,480,480,4,0,10,0\n";
    assert_eq!(
        tickets(&format!("{first}1,1,-1,481,481,7,0,3,0\n")),
        ["t.csv:3: leg 1 comes after one of visit 0 but is not its next"]
    );
    assert_eq!(
        tickets(&format!("{first}1,0,1,,,7,0,3,0\n")),
        ["t.csv:3: leg 1 comes after one of visit 0 but is not its next"]
    );
    assert_eq!(
        tickets(&format!("{first}1,0,-1,,,7,0,3,0\n2,0,-1,,,7,0,3,0\n")),
        ["t.csv:4: leg 2 comes after no other and has no arrival"]
    );
    assert_eq!(
        tickets("1,1,-1,480,480,4,0,10,0\n0,0,-1,480,480,4,0,10,0\n"),
        [
            "t.csv:2: leg 1 stands at position 0; legs count from 0 without a gap",
            "t.csv:3: leg 0 stands at position 1; legs count from 0 without a gap",
        ]
    );
}

#[test]
fn each_wrong_field_of_a_counter_is_told_with_its_line() {
    let told = counters("28,480,780,600,\n3,500,480,x,\n4,480,780,,\n4,480,780,,\n");
    let expected = [
        "c.csv:2: counter is '28'; it has to be a whole number below 28",
        "c.csv:3: break_from is 'x'; it has to be minutes from 0 to 2880",
        "c.csv:3: off is before on",
        "c.csv:5: this counter has a row already",
    ];
    assert_eq!(told, expected);
}

#[test]
fn files_that_are_no_tables_are_told_together() {
    let told = day("leg,service\n", "counter,on\n0,1,2,3\n");
    let expected = [
        "t.csv:1: the columns first_leg, next_leg, arrival_min, due_min, class, service_draw_min, no_show are missing",
        "c.csv:1: the columns off, break_from, afternoon_on are missing",
    ];
    assert_eq!(told, expected);
    let ragged = counters("0,480\n");
    assert!(ragged[0].starts_with("c.csv:2: "), "{ragged:?}");
}

/// What is said of the hub file with these changes, each a text and what stands in its place.
fn hub(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = fixture("hub7.json");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    read_hub("h.json", &text).map_or_else(|found| found.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

#[test]
fn everything_wrong_with_a_hub_is_told() {
    assert_eq!(hub(&[]), [""; 0]);
    let told = hub(&[
        ("\"noshow_min\": 1.5", "\"noshow_min\": -1.5"),
        ("\"gamma\": 0.5", "\"gamma\": 0.4"),
        ("\"fluid_iterations\": 5", "\"fluid_iterations\": 6"),
        ("\"mean_min\": 6.0", "\"mean_min\": 0"),
        ("\"id\": 1,\n   \"name\"", "\"id\": 9,\n   \"name\""),
    ]);
    let expected = [
        "h.json: noshow_min is -1.5; it has to be at least 0 and at most 1440",
        "h.json: K20: gamma is 0.4; it has to be 0, 0.5 or 1",
        "h.json: K20: fluid_iterations is 6; it has to be 5",
        "h.json: service 0 (A1 certificates): mean_min is 0; it has to be above 0 and at most 1440",
        "h.json: service 9 (A4 signature auth.) stands at position 1; ids count from 0 without a gap",
    ];
    assert_eq!(told, expected);
    let cut = hub(&[("\"setup_min\": 0.6", "\"setup_min\": ")]);
    assert!(cut[0].starts_with("h.json:") && cut[0].contains("line"), "{cut:?}");
}

#[test]
fn a_skill_of_a_counter_needs_all_its_figures_and_a_service() {
    let told = hub(&[("\"skills\": [\n    0,", "\"skills\": [\n    29, 29, 77,")]);
    assert!(told.iter().any(|told| told.contains("skill 77: there is no such service")), "{told:?}");
    assert!(told.iter().any(|told| told.contains("skill 77: walk_min is missing")), "{told:?}");
    assert!(told.iter().any(|told| told.contains("skill 29: it stands in the list twice")), "{told:?}");
}

#[test]
fn a_folder_without_a_hub_or_with_half_a_day_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = |folder: &Path| match read_folder(folder) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    };
    let nothing = told(folder.path());
    assert!(nothing.contains("there is no hub file") && nothing.contains("there are no days"), "{nothing}");
    fs::write(folder.path().join("hub7.json"), fixture("hub7.json")).unwrap();
    fs::write(folder.path().join("day3_tickets.csv"), TICKETS).unwrap();
    assert!(told(folder.path()).contains("day3_counters.csv is missing"));
    fs::write(folder.path().join("day3_counters.csv"), COUNTERS).unwrap();
    for day in ["day10", "day2"] {
        fs::write(folder.path().join(format!("{day}_tickets.csv")), TICKETS).unwrap();
        fs::write(folder.path().join(format!("{day}_counters.csv")), COUNTERS).unwrap();
    }
    let names: Vec<_> = read_folder(folder.path()).unwrap().days.into_iter().map(|day| day.name).collect();
    assert_eq!(names, ["day2", "day3", "day10"]);
    fs::write(folder.path().join("hub8.json"), "{}").unwrap();
    assert!(told(folder.path()).contains("two hub files, hub7.json and hub8.json"));
    let missing = read_folder(&folder.path().join("nowhere"));
    assert!(matches!(missing, Err(WorldFileError::Unreadable { .. })));
}
