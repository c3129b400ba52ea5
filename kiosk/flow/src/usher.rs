//! Asking for a person to come to the kiosk.
//!
//! Whoever asked is told that the staff know of it, and then that somebody is on the way; the call itself outlives the
//! person's page, because somebody who needs help may not touch anything for a while.

use domain::ids::{CommandId, Seq};
use protocol::KioskFrame;

use crate::model::{Effect, Model};

#[cfg(test)]
mod tests;

/// What the person knows of the help that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Usher {
    /// Nobody asked.
    #[default]
    Nobody,
    /// The hub is being told.
    Asking(CommandId),
    /// The staff see it, from this moment of the journal on.
    Asked(Seq),
    /// Somebody is on the way.
    Coming,
    /// The hub could not be told.
    NotReached,
}

/// "Help" was touched.
pub(crate) fn call(model: &mut Model, id: CommandId) -> Vec<Effect> {
    if matches!(model.usher, Usher::Asking(_) | Usher::Asked(_)) {
        return Vec::new();
    }
    if model.lost.is_some() || !model.is_open() {
        model.usher = Usher::NotReached;
        return Vec::new();
    }
    model.usher = Usher::Asking(id.clone());
    vec![Effect::CallUsher { id }]
}

/// The hub knows of it, from this moment of the journal on.
pub(crate) fn called(model: &mut Model, id: &CommandId, seq: Seq) {
    if matches!(&model.usher, Usher::Asking(asked) if asked == id) {
        model.usher = Usher::Asked(seq);
    }
}

/// The hub does not know of it, as far as anybody can say.
pub(crate) fn not_called(model: &mut Model, id: &CommandId) {
    if matches!(&model.usher, Usher::Asking(asked) if asked == id) {
        model.usher = Usher::NotReached;
    }
}

/// Somebody is on the way once the call is gone from a view that has heard of it.
pub(crate) fn heard(model: &mut Model, frame: &KioskFrame) {
    let is_known = matches!(model.usher, Usher::Asked(seq) if seq <= frame.seq);
    if is_known && !frame.view.usher_calls.iter().any(|device| Some(device) == model.device.as_ref()) {
        model.usher = Usher::Coming;
    }
}
