//! Asking for a person to come, as messages in and what the person knows out.

use domain::ids::{CommandId, DeviceId, Seq};

use super::Usher;
use crate::model::{Effect, Model, Msg};
use crate::tests::{at, open_frame};
use crate::{IDLE_SECONDS, update};

const NAME: &str = "hall";

/// A frame of a moment of the journal, with or without this kiosk's call.
fn frame(seq: u64, is_asking: bool) -> Msg {
    let Msg::Frame(mut frame) = open_frame() else { unreachable!("a frame") };
    frame.seq = Seq(seq);
    frame.view.usher_calls = if is_asking { vec![DeviceId::new(NAME)] } else { Vec::new() };
    Msg::Frame(frame)
}

fn call(id: &str) -> Msg {
    Msg::CallUsher { id: CommandId::new(id) }
}

fn called(id: &str, seq: u64) -> Msg {
    Msg::UsherCalled { id: CommandId::new(id), seq: Seq(seq) }
}

fn after(msgs: Vec<Msg>) -> (Usher, Vec<Effect>) {
    let mut model = Model { device: Some(DeviceId::new(NAME)), ..Model::default() };
    let effects = msgs.into_iter().flat_map(|msg| update(&mut model, msg, at(0))).collect();
    (model.usher, effects)
}

#[test]
fn who_asks_hears_that_staff_know_and_that_somebody_comes() {
    let asked = || vec![frame(1, false), call("one")];
    let (usher, effects) = after(asked());
    assert_eq!(usher, Usher::Asking(CommandId::new("one")));
    assert_eq!(effects, [Effect::CallUsher { id: CommandId::new("one") }]);
    let known = || [asked(), vec![called("one", 5)]].concat();
    assert_eq!(after(known()).0, Usher::Asked(Seq(5)));
    assert_eq!(after([known(), vec![frame(4, false)]].concat()).0, Usher::Asked(Seq(5)), "from before the call");
    assert_eq!(after([known(), vec![frame(5, true)]].concat()).0, Usher::Asked(Seq(5)));
    assert_eq!(after([known(), vec![frame(5, true), frame(6, false)]].concat()).0, Usher::Coming);
    let again = after([known(), vec![call("two")]].concat()).1;
    assert_eq!(again.len(), 1, "asked for once");
}

#[test]
fn whom_nobody_hears_is_told_so_and_can_ask_again() {
    let not_called = Msg::UsherNotCalled { id: CommandId::new("one") };
    assert_eq!(after(vec![frame(1, false), call("one"), not_called.clone()]).0, Usher::NotReached);
    let (usher, effects) = after(vec![frame(1, false), Msg::StreamLost(String::new()), call("one")]);
    assert_eq!((usher, effects), (Usher::NotReached, vec![]));
    let (usher, effects) = after(vec![frame(1, false), call("one"), not_called, call("two")]);
    assert_eq!((usher, effects.len()), (Usher::Asking(CommandId::new("two")), 2));
}

#[test]
fn the_next_person_knows_nothing_of_it() {
    let alone = std::iter::repeat_n(Msg::Tick, IDLE_SECONDS as usize + 1);
    let msgs = [frame(1, false), call("one"), called("one", 2)].into_iter().chain(alone).collect();
    assert_eq!(after(msgs).0, Usher::Nobody);
    let late = vec![frame(1, false), call("one"), Msg::Home, called("one", 2)];
    assert_eq!(after(late).0, Usher::Nobody, "an answer for somebody who has gone");
}
