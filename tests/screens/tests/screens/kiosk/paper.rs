//! The slip on the kiosk: while it is printed, when it is there, and where it has to be printed once more.

use std::time::Duration;

use domain::ids::{CommandId, TicketId};
use domain::rejection::citizen::CitizenRejection;
use domain::text::Language;
use domain::ticket::SlipOutcome;
use i_slint_backend_testing::AccessibleRole;
use kiosk_flow::{Effect, Msg, SlipCopy, no_further_slip_text};
use slint::ComponentHandle;

use super::{Kiosk, taken_ticket};
use crate::support::{find, labels, press, settle, shows};

const AGAIN: &str = "Stampa di nuovo";
const PRINTING: &str = "Stampa del biglietto in corso…";

pub(super) fn again() -> Msg {
    Msg::PrintAgain { id: CommandId::new("again") }
}

/// A number that was taken without paper.
pub(super) fn without_paper() -> Vec<Msg> {
    let mut msgs = taken_ticket();
    for msg in &mut msgs {
        if let Msg::Take { id } = msg {
            *msg = Msg::TakeWithoutPaper { id: id.clone() };
        }
    }
    msgs
}

pub(super) fn refused() -> Msg {
    let text = CitizenRejection::ReprintLimit { times_max: 2 }.text();
    Msg::PrintAgainRefused { ticket: TicketId(7), text }
}

fn slip_done(outcome: SlipOutcome) -> Msg {
    Msg::SlipDone { ticket: TicketId(7), outcome, detail: String::new() }
}

/// Shows a ticket whose slip has ended like this.
fn show_ended(kiosk: &Kiosk, outcome: SlipOutcome) {
    kiosk.start_over(Language::It, [taken_ticket(), vec![slip_done(outcome)]].concat());
    kiosk.effects.borrow_mut().clear();
}

#[test]
fn a_slip_that_may_be_missing_can_be_printed_again_by_a_touch() {
    let kiosk = Kiosk::open(1080, 1920);
    for (outcome, expected) in [(SlipOutcome::NotPrinted, SlipCopy::First), (SlipOutcome::Unknown, SlipCopy::Again)] {
        show_ended(&kiosk, outcome);
        assert_eq!(find(&kiosk.window, AGAIN).accessible_role(), Some(AccessibleRole::Button));
        press(&kiosk.window, AGAIN);
        let asked = kiosk.effects.borrow_mut().pop();
        assert!(matches!(asked, Some(Effect::SendReprint { ticket: TicketId(7), .. })), "{asked:?}");
        assert!(!shows(&kiosk.window, AGAIN) && shows(&kiosk.window, "Un momento…"), "{:?}", labels(&kiosk.window));
        kiosk.tell(vec![Msg::PrintAgainAllowed(TicketId(7))]);
        assert!(shows(&kiosk.window, PRINTING), "{:?}", labels(&kiosk.window));
        let prints = kiosk
            .effects
            .borrow()
            .iter()
            .any(|effect| matches!(effect, Effect::Print { copy, .. } if *copy == expected));
        assert!(prints, "{:?}", kiosk.effects.borrow());
        kiosk.tell(vec![slip_done(SlipOutcome::Printed)]);
        assert!(shows(&kiosk.window, "Ritira il biglietto.") && !shows(&kiosk.window, AGAIN));
    }
}

#[test]
fn whoever_wants_no_paper_has_the_number_on_the_screen_and_can_change_their_mind() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::It, without_paper());
    let is_printed = || kiosk.effects.borrow().iter().any(|effect| matches!(effect, Effect::Print { .. }));
    assert!(!is_printed() && shows(&kiosk.window, "A042"), "{:?}", labels(&kiosk.window));
    assert!(shows(&kiosk.window, "Senza stampa: ricorda il numero o fotografa il codice."));
    press(&kiosk.window, "Stampa il biglietto");
    assert!(is_printed() && shows(&kiosk.window, PRINTING), "{:?}", labels(&kiosk.window));
    let details = super::pages().into_iter().find(|(name, _)| *name == "details").expect("the page").1;
    kiosk.start_over(Language::It, details);
    press(&kiosk.window, "Prendi il numero senza stampa");
    let sent = kiosk.effects.borrow_mut().pop();
    assert!(matches!(sent, Some(Effect::SendTake { .. })), "{sent:?}");
}

#[test]
fn nobody_is_offered_a_second_slip_beside_the_first() {
    let kiosk = Kiosk::open(1080, 1920);
    show_ended(&kiosk, SlipOutcome::Printed);
    assert!(!shows(&kiosk.window, AGAIN));
    kiosk.start_over(Language::It, taken_ticket());
    assert!(!shows(&kiosk.window, AGAIN), "the first is still on its way");
    kiosk.tell(vec![slip_done(SlipOutcome::NotPrinted), Msg::StreamLost(String::new())]);
    assert!(!shows(&kiosk.window, AGAIN), "nobody could be asked");
}

#[test]
fn why_there_is_no_further_slip_is_said_in_the_language_of_the_person() {
    let kiosk = Kiosk::open(1080, 1920);
    show_ended(&kiosk, SlipOutcome::NotPrinted);
    press(&kiosk.window, AGAIN);
    kiosk.tell(vec![refused()]);
    assert!(shows(&kiosk.window, "Già ristampato 2 volte: chiedi al personale."), "{:?}", labels(&kiosk.window));
    assert!(!shows(&kiosk.window, AGAIN));
    press(&kiosk.window, "Lingua: Italiano");
    press(&kiosk.window, "English");
    assert!(shows(&kiosk.window, "Already printed again 2 times: please ask the staff."));
    assert!(shows(&kiosk.window, "A042"), "the number stays");
    show_ended(&kiosk, SlipOutcome::Unknown);
    press(&kiosk.window, AGAIN);
    kiosk.tell(vec![Msg::PrintAgainRefused { ticket: TicketId(7), text: no_further_slip_text() }]);
    assert!(shows(&kiosk.window, &no_further_slip_text().it));
}

/// Whether the window will paint itself anew without anything happening.
fn moves(kiosk: &Kiosk) -> bool {
    // The second picture counts: the first one makes what is new.
    let before = pixels(kiosk);
    (0..8).any(|_| {
        ui_kit::headless::skip(Duration::from_millis(160));
        pixels(kiosk) != before
    })
}

fn pixels(kiosk: &Kiosk) -> Vec<u8> {
    kiosk.window.window().take_snapshot().unwrap().as_bytes().to_vec()
}

#[test]
fn something_moves_while_one_waits_and_nothing_when_one_does_not() {
    let kiosk = Kiosk::open(540, 960);
    let mut msgs = taken_ticket();
    let taken = msgs.pop().unwrap();
    kiosk.tell(msgs);
    assert!(moves(&kiosk), "a number is on its way");
    kiosk.tell(vec![taken]);
    assert!(moves(&kiosk), "a slip is printed");
    for outcome in [SlipOutcome::Printed, SlipOutcome::NotPrinted, SlipOutcome::Unknown] {
        kiosk.start_over(Language::It, [taken_ticket(), vec![slip_done(outcome)]].concat());
        settle();
        assert!(!moves(&kiosk), "{outcome:?}");
        assert_eq!(slint::platform::duration_until_next_timer_update(), None, "{outcome:?}: nothing is due");
        assert!(!kiosk.window.window().has_active_animations());
    }
}
