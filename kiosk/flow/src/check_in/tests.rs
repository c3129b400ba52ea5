use domain::check_in::CHECK_IN_CODE_CHARS;
use domain::ids::CommandId;
use domain::rejection::appointment::AppointmentRejection;
use domain::text::{Language, Text};
use domain::view::TicketView;

use super::{CheckInPage, no_check_in_alone_text};
use crate::model::{Effect, Model, Msg, Screen};
use crate::saved::{Purpose, Saved};
use crate::slip::{SlipCopy, SlipState};
use crate::tests::{at, open_frame, ticket};
use crate::words::no_answer_text;
use crate::{IDLE_SECONDS, TAKING_SECONDS_MAX, update};

const CODE: &str = "K7M4-2QXD";

fn id(text: &str) -> CommandId {
    CommandId::new(text)
}

fn typed(text: &str) -> Vec<Msg> {
    text.chars().map(Msg::Type).collect()
}

fn send(text: &str) -> Msg {
    Msg::SendCheckIn { id: id(text) }
}

/// Somebody has typed the code and touched the button.
fn sent() -> Vec<Msg> {
    [vec![open_frame(), Msg::OpenCheckIn], typed("k7m42qxd"), vec![send("one")]].concat()
}

/// The model after these, and what the last one asked for, with what is kept on the disk apart.
fn after(msgs: impl IntoIterator<Item = Msg>) -> (Model, Vec<Effect>, Option<Saved>) {
    let (mut model, mut effects, mut saved) = (Model::default(), Vec::new(), None);
    for msg in msgs {
        effects = update(&mut model, msg, at(0));
        for effect in &effects {
            if let Effect::Save(now) = effect {
                saved = Some(now.clone());
            }
        }
    }
    effects.retain(|effect| !matches!(effect, Effect::Save(_) | Effect::LeaseCodes { .. }));
    (model, effects, saved)
}

fn page(model: &Model) -> CheckInPage {
    let Screen::CheckIn(page) = &model.screen else { panic!("{:?}", model.screen) };
    page.clone()
}

fn sends(name: &str, code: &str) -> Vec<Effect> {
    vec![Effect::SendCheckIn { id: id(name), code: code.to_owned(), language: Language::It }]
}

fn taken() -> Msg {
    Msg::Taken { id: id("one"), ticket: ticket(7) }
}

fn unanswered() -> Msg {
    Msg::Unanswered { id: id("one") }
}

fn lost() -> Vec<Msg> {
    [vec![Msg::StreamLost(String::new())], vec![Msg::Tick; 5]].concat()
}

#[test]
fn only_what_a_code_has_is_typed_and_can_be_taken_back() {
    let (model, ..) = after([vec![open_frame(), Msg::OpenCheckIn], typed("k-7o1M €4")].concat());
    assert_eq!((page(&model).typed.as_str(), page(&model).shown().as_str()), ("K7M4", "K7M4-____"));
    let (model, ..) = after([sent()[..2].to_vec(), typed("K7M42QXDDD"), vec![Msg::Erase, Msg::Erase]].concat());
    assert_eq!(page(&model).shown(), "K7M4-2Q__");
    let (model, ..) = after([sent()[..2].to_vec(), vec![Msg::Erase]].concat());
    assert_eq!(page(&model).shown(), "____-____");
}

#[test]
fn the_page_is_come_to_from_the_areas_of_an_open_office_and_left_by_the_way_back() {
    let (model, ..) = after([crate::tests::frame(false, &[]), Msg::OpenCheckIn]);
    assert_eq!(model.screen, Screen::Home);
    let (model, ..) = after([open_frame(), Msg::OpenCheckIn, Msg::Back]);
    assert_eq!(model.screen, Screen::Home);
    let idle = vec![Msg::Tick; IDLE_SECONDS as usize + 1];
    let (model, ..) = after([vec![open_frame(), Msg::OpenCheckIn], typed("K7"), idle].concat());
    assert_eq!(model.screen, Screen::Home, "whoever walks away leaves nothing for the next");
    let (model, ..) = after([open_frame(), Msg::OpenCheckIn, crate::tests::frame(false, &[])]);
    assert_eq!(model.screen, Screen::Home, "the office has closed");
}

#[test]
fn a_code_that_is_not_whole_is_not_sent_and_says_so() {
    let (model, effects, _) = after([vec![open_frame(), Msg::OpenCheckIn], typed("K7M"), vec![send("one")]].concat());
    assert_eq!(effects, []);
    let why = page(&model).failure.unwrap();
    assert!(why.it.contains(&CHECK_IN_CODE_CHARS.to_string()), "{}", why.it);
    let (model, ..) = after([vec![open_frame(), Msg::OpenCheckIn, send("one")], typed("K")].concat());
    assert_eq!(page(&model).failure, None, "whoever types on does not read it any more");
}

#[test]
fn whoever_wanted_no_paper_for_something_else_gets_the_slip_of_the_appointment() {
    let refused = Msg::Refused { id: id("zero"), text: Text::new("No.", "No.") };
    let without = Msg::TakeWithoutPaper { id: id("zero") };
    let tried = vec![open_frame(), crate::tests::area(), crate::tests::choose("id-card"), without, refused];
    let back = vec![Msg::Back, Msg::Back, Msg::OpenCheckIn];
    let (_, effects, _) = after([tried, back, typed("k7m42qxd"), vec![send("one"), taken()]].concat());
    assert!(matches!(&effects[..], [Effect::Print { copy: SlipCopy::First, .. }]), "{effects:?}");
}

#[test]
fn a_code_is_sent_once_kept_before_and_its_ticket_is_shown_and_printed_once() {
    let (model, effects, saved) = after(sent());
    assert_eq!(effects, sends("one", CODE));
    assert_eq!(saved.unwrap().pending[0].purpose, Purpose::CheckIn { check_in: CODE.to_owned() });
    assert!(page(&model).is_sent);
    let (_, effects, _) = after([sent(), vec![send("two")]].concat());
    assert_eq!(effects, [], "a second touch is no second wish");
    let (model, ..) = after([sent(), typed("K"), vec![Msg::Erase, Msg::Back, Msg::Home]].concat());
    assert_eq!((page(&model).typed.as_str(), page(&model).is_sent), ("K7M42QXD", true), "nothing moves under way");
    let (model, effects, saved) = after([sent(), vec![taken()]].concat());
    assert_eq!(model.screen, Screen::Ticket { ticket: ticket(7), slip: SlipState::Printing });
    assert_eq!(effects, [Effect::Print { ticket: ticket(7), language: Language::It, copy: SlipCopy::First }]);
    let saved = saved.unwrap();
    assert_eq!((saved.pending.len(), saved.acked.len()), (0, 1));
    let (_, effects, _) = after([sent(), vec![taken(), taken()]].concat());
    assert_eq!(effects, [], "an answer that comes twice prints once");
}

#[test]
fn without_an_answer_the_same_code_is_the_same_wish_and_another_code_another() {
    let (model, ..) = after([sent(), vec![unanswered()]].concat());
    assert_eq!(page(&model).failure, Some(no_answer_text()));
    let (_, effects, _) = after([sent(), vec![unanswered(), send("two")]].concat());
    assert_eq!(effects, sends("one", CODE));
    let (_, effects, _) = after([sent(), vec![unanswered(), Msg::Erase, Msg::Type('2'), send("two")]].concat());
    assert_eq!(effects, sends("two", "K7M4-2QX2"));
    let (model, ..) = after([sent(), vec![unanswered(), taken()]].concat());
    assert!(matches!(model.screen, Screen::Ticket { .. }), "the answer came after all");
    let (model, ..) = after([sent(), vec![Msg::Tick; TAKING_SECONDS_MAX as usize + 1]].concat());
    assert_eq!(page(&model).failure, Some(no_answer_text()));
}

#[test]
fn a_refusal_is_read_and_ends_the_wish() {
    let rows = [
        AppointmentRejection::UnknownAppointment { code: CODE.to_owned() },
        AppointmentRejection::CheckedInBefore { code: "A042".to_owned() },
        AppointmentRejection::AppointmentCancelled,
    ];
    for why in rows {
        let refused = Msg::Refused { id: id("one"), text: why.text() };
        let (model, _, saved) = after([sent(), vec![refused.clone()]].concat());
        assert_eq!((page(&model).failure, page(&model).is_sent), (Some(why.text()), false));
        assert_eq!(model.check_in_caution(), Some(why.text()));
        assert_eq!(saved.unwrap().pending, []);
        let (_, effects, _) = after([sent(), vec![refused, send("two")]].concat());
        assert_eq!(effects, sends("two", CODE), "it may be time in a minute, and that is a wish of its own");
    }
}

#[test]
fn while_the_dispatcher_is_gone_nobody_is_kept_waiting_or_promised_anything() {
    let away = no_check_in_alone_text;
    let (model, ..) = after([vec![open_frame()], lost(), vec![Msg::OpenCheckIn]].concat());
    assert_eq!(model.check_in_caution(), Some(away()), "it is said before anything is typed");
    let typing = || [vec![open_frame(), Msg::OpenCheckIn], typed("K7M42QXD"), lost()].concat();
    let (model, effects, _) = after([typing(), vec![send("one")]].concat());
    assert_eq!((effects, page(&model).is_sent, page(&model).failure), (vec![], false, Some(away())));
    let (model, _, saved) = after([sent(), lost()].concat());
    assert_eq!((page(&model).is_sent, page(&model).failure), (false, Some(away())), "sent, and then it went");
    assert_eq!(saved.unwrap().pending.len(), 1, "it may have been heard, so it is the same wish");
    let (_, effects, _) = after([sent(), lost(), vec![open_frame(), send("two")]].concat());
    assert_eq!(effects, sends("one", CODE));
    let (model, ..) = after([sent(), lost(), vec![open_frame(), taken()]].concat());
    assert!(matches!(model.screen, Screen::Ticket { .. }));
}

#[test]
fn whoever_goes_on_leaves_the_wish_and_its_late_answer_behind() {
    for go in [Msg::Back, Msg::Home] {
        let (model, effects, _) = after([sent(), vec![unanswered(), go, taken()]].concat());
        assert_eq!((model.screen, effects), (Screen::Home, vec![]));
    }
}

#[test]
fn a_power_cut_between_wish_and_answer_sends_the_same_wish_and_prints_its_slip() {
    let (_, _, saved) = after(sent());
    let bytes = serde_json::to_vec(&saved.unwrap()).unwrap();
    let restored = || Msg::Restored(serde_json::from_slice(&bytes).unwrap());
    let (model, effects, _) = after([restored(), open_frame()]);
    assert_eq!((model.screen, effects), (Screen::Home, sends("one", CODE)));
    let (_, effects, _) = after([restored(), open_frame(), taken()]);
    let [Effect::Print { copy: SlipCopy::Late, ticket, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(**ticket, TicketView::clone(&self::ticket(7)));
}

#[test]
fn every_language_has_its_own_words() {
    let texts: [fn() -> Text; 3] = [no_check_in_alone_text, crate::personal_card_text, crate::not_for_check_in_text];
    let mut said: Vec<_> =
        texts.iter().flat_map(|text| Language::ALL.map(|language| text().get(language).to_owned())).collect();
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count);
}
