//! How bright the screen is: dimmed while nobody is there, and dark outside the hours of the office.
//!
//! Never while somebody listens, while a number is on the screen or on its way, or while staff are at their menu: all
//! of these are a page or a person, and a screen rests only at the first page with nobody there.

use crate::model::{Model, Screen};

/// When the screen rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eco {
    /// It dims so long after the last person has gone, in seconds; never where this is 0.
    pub dim_after_seconds: u32,
    /// Outside the hours of the office it goes dark so long after the last person has gone, in seconds; never where
    /// this is 0.
    pub sleep_after_seconds: u32,
    rested_seconds: u32,
    was_open: bool,
}

/// How bright the screen is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Light {
    /// As for a person.
    #[default]
    Full,
    /// To be seen from afar.
    Dimmed,
    /// Dark.
    Asleep,
}

impl Model {
    /// How bright the screen is to be now.
    #[must_use]
    pub fn light(&self) -> Light {
        let Eco { dim_after_seconds, sleep_after_seconds, rested_seconds, .. } = self.eco;
        let is_after = |seconds| seconds > 0 && rested_seconds >= seconds;
        if is_after(sleep_after_seconds) && has_closed(self) {
            Light::Asleep
        } else if is_after(dim_after_seconds) {
            Light::Dimmed
        } else {
            Light::Full
        }
    }
}

/// A second has passed; the office that opens finds its screen bright.
pub(crate) fn pass_second(model: &mut Model) {
    let is_open = !has_closed(model);
    let can_rest = model.screen == Screen::Home
        && model.alone_seconds.is_none()
        && !model.is_choosing_language
        && !model.modes.speech
        && model.staff.page.is_none();
    let eco = &mut model.eco;
    let has_opened = is_open && !std::mem::replace(&mut eco.was_open, is_open);
    eco.rested_seconds = if can_rest && !has_opened { eco.rested_seconds.saturating_add(1) } else { 0 };
}

/// Somebody is there.
pub(crate) fn wake(model: &mut Model) {
    model.eco.rested_seconds = 0;
}

/// Whether the office is known to be closed; a kiosk that staff have put out of service says so as long as it is open.
fn has_closed(model: &Model) -> bool {
    model.view.as_ref().is_some_and(|view| view.day.is_none())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::ticket::SlipOutcome;

    use super::Light;
    use crate::tests::{area, choose, frame, open_frame, slip_done, take, taken};
    use crate::{Effect, Mode, Model, Msg, Spoken, update};

    fn kiosk(msgs: Vec<Msg>) -> Model {
        let mut model = Model { spoken: Spoken::of(&domain::text::Language::ALL), ..Model::default() };
        model.eco.dim_after_seconds = 60;
        model.eco.sleep_after_seconds = 300;
        tell(&mut model, msgs);
        model
    }

    fn tell(model: &mut Model, msgs: Vec<Msg>) -> Vec<Effect> {
        msgs.into_iter().flat_map(|msg| update(model, msg, DateTime::UNIX_EPOCH)).collect()
    }

    fn wait(model: &mut Model, seconds: usize) -> Vec<Light> {
        let effects = tell(model, vec![Msg::Tick; seconds]);
        let shines =
            effects.into_iter().filter_map(|effect| if let Effect::Shine(light) = effect { Some(light) } else { None });
        shines.collect()
    }

    #[test]
    fn it_dims_when_nobody_is_there_and_is_bright_at_the_first_touch() {
        let mut model = kiosk(vec![open_frame()]);
        assert_eq!(wait(&mut model, 59), []);
        assert_eq!(wait(&mut model, 1_000), [Light::Dimmed], "an open office is never dark");
        assert_eq!(tell(&mut model, vec![Msg::Touched]), [Effect::Shine(Light::Full)]);
        assert_eq!(wait(&mut model, 45 + 59), [], "who has touched has their time first");
        assert_eq!(wait(&mut model, 1), [Light::Dimmed]);
    }

    #[test]
    fn outside_the_hours_it_goes_dark_and_wakes_by_itself_when_the_office_opens() {
        let mut model = kiosk(vec![frame(false, &[])]);
        assert_eq!(wait(&mut model, 300), [Light::Dimmed, Light::Asleep]);
        assert_eq!(tell(&mut model, vec![Msg::Touched]), [Effect::Shine(Light::Full)]);
        assert_eq!(wait(&mut model, 400), [Light::Dimmed, Light::Asleep]);
        tell(&mut model, vec![open_frame(), Msg::Tick]);
        assert_eq!(model.light(), Light::Full);
    }

    #[test]
    fn it_stays_bright_for_whoever_listens_chooses_or_has_a_number() {
        let details = vec![open_frame(), area(), choose("id-card")];
        let ticket = [details.clone(), vec![take("one"), taken(7)]].concat();
        let rows = [
            ("speech", vec![open_frame(), Msg::Toggle(Mode::Speech)], 45),
            ("details", details, 45),
            ("ticket", ticket.clone(), 120),
            ("ticket printed", [ticket, vec![slip_done(7, SlipOutcome::Printed)]].concat(), 20),
        ];
        for (name, msgs, seconds) in rows {
            let mut model = kiosk(msgs);
            model.eco.dim_after_seconds = 1;
            assert_eq!(wait(&mut model, seconds), [], "{name}");
        }
    }

    #[test]
    fn a_kiosk_that_is_told_nothing_never_dims() {
        let mut model = Model::default();
        assert_eq!(wait(&mut model, 100_000), []);
    }
}
