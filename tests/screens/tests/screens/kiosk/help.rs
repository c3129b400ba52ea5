//! Asking for a person to come, in the same place on every page.

use domain::ids::DeviceId;

use super::*;

/// The usual hub, later, with or without this kiosk among those at which somebody asks.
fn later(seq: u64, is_asking: bool) -> Msg {
    let Msg::Frame(mut later) = frame(true) else { unreachable!("a frame") };
    later.seq = Seq(seq);
    later.view.usher_calls = if is_asking { vec![DeviceId::new("hall")] } else { Vec::new() };
    Msg::Frame(later)
}

fn asked() -> Vec<Msg> {
    let id = || CommandId::new("help");
    vec![frame(true), Msg::CallUsher { id: id() }, Msg::UsherCalled { id: id(), seq: Seq(5) }]
}

/// What a person who asked sees.
pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let not_reached = vec![frame(true), Msg::StreamLost(String::new()), Msg::CallUsher { id: CommandId::new("help") }];
    vec![
        ("help-asked", asked()),
        ("help-coming", [asked(), vec![later(6, false)]].concat()),
        ("help-not-reached", not_reached),
    ]
}

#[test]
fn help_language_and_modes_are_at_the_same_place_of_the_lower_edge_on_every_page() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut first: Vec<(String, i32, i32)> = Vec::new();
    for (name, msgs) in super::pages() {
        kiosk.start_over(Language::It, msgs);
        for label in ["Aiuto", "Lingua: Italiano", "Più grande", "Contrasto", "In basso", "Voce"] {
            let corner = find(&kiosk.window, label).absolute_position();
            let found = (label.to_owned(), corner.x.round() as i32, corner.y.round() as i32);
            assert!(corner.y > 1_500.0, "'{label}' on page {name} is at {corner:?}");
            match first.iter().find(|known| known.0 == label) {
                Some(known) => assert_eq!(&found, known, "on page {name}"),
                None => first.push(found),
            }
        }
    }
}

#[test]
fn who_asks_for_help_is_told_what_becomes_of_it() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::It, vec![frame(true)]);
    kiosk.effects.borrow_mut().clear();
    press(&kiosk.window, "Aiuto");
    let sent = kiosk.effects.borrow_mut().pop();
    let Some(Effect::CallUsher { id }) = sent else { panic!("{sent:?}") };
    kiosk.tell(vec![Msg::UsherCalled { id, seq: Seq(5) }]);
    assert!(shows(&kiosk.window, "Il personale è avvisato. Aspetta qui."), "{:?}", labels(&kiosk.window));
    kiosk.model.borrow_mut().device = Some(DeviceId::new("hall"));
    kiosk.tell(vec![later(5, true)]);
    assert!(shows(&kiosk.window, "Il personale è avvisato. Aspetta qui."));
    kiosk.tell(vec![later(6, false)]);
    assert!(shows(&kiosk.window, "Qualcuno sta venendo da te."), "{:?}", labels(&kiosk.window));
}
