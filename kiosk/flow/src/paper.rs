//! Printers and second slips: what staff have to know, and what a person without a slip can do.

use std::collections::BTreeMap;

use domain::DayDate;
use domain::ids::{CommandId, TicketId};
use domain::printer::{PrinterPlace, PrinterState};
use domain::text::Text;
use domain::view::TicketView;

use crate::model::{Effect, Model, Screen};
use crate::saved::{self, SavedTicket};
use crate::slip::{SlipCopy, SlipState};

/// How the printers are, and what the hub has been told of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Printers {
    now: BTreeMap<PrinterPlace, PrinterState>,
    told: BTreeMap<PrinterPlace, PrinterState>,
    /// The day on which it was told: the hub forgets printers when a day begins.
    told_on: Option<DayDate>,
}

/// What has come of asking for a slip once more, for the ticket on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// The answer is still owed.
    is_asked: bool,
    /// A slip may have come out, so that the next one has to say that it is not the first.
    may_exist: bool,
    /// Why there is no further slip.
    pub refusal: Option<Text>,
}

impl Printers {
    /// How each is, as far as it has said.
    pub(crate) fn states(&self) -> Vec<(PrinterPlace, PrinterState)> {
        self.now.iter().map(|(place, state)| (*place, *state)).collect()
    }
}

impl Model {
    /// Whether the person can have the slip printed once more.
    #[must_use]
    pub fn can_print_again(&self) -> bool {
        // Nobody has to be asked for the first one.
        if matches!(self.screen, Screen::Ticket { slip: SlipState::NotWanted, .. }) {
            return true;
        }
        let is_missing = matches!(self.screen, Screen::Ticket { slip: SlipState::NotPrinted | SlipState::Unknown, .. });
        is_missing
            && !self.again.is_asked
            && self.again.refusal.is_none()
            && self.lost.is_none()
            && !self.is_offline_ticket()
    }

    /// Whether the person has asked for the slip once more and has no answer yet.
    #[must_use]
    pub fn is_asking_to_print_again(&self) -> bool {
        self.again.is_asked
    }
}

/// A printer is otherwise than before.
pub(crate) fn printer_is(model: &mut Model, printer: PrinterPlace, state: PrinterState) -> Vec<Effect> {
    model.printers.now.insert(printer, state);
    tell(model)
}

/// The dispatcher cannot be heard: what it was told last may not have come through.
pub(crate) fn forget_told(model: &mut Model) {
    model.printers.told.clear();
}

/// Tells the hub what it does not know of the printers yet.
pub(crate) fn tell(model: &mut Model) -> Vec<Effect> {
    let Some(view) = model.view.as_ref().filter(|_| model.lost.is_none()) else { return Vec::new() };
    let printers = &mut model.printers;
    if printers.told_on != view.day {
        printers.told_on = view.day;
        printers.told.clear();
    }
    let told = &mut printers.told;
    let news = printers.now.iter().filter(|(place, state)| told.get(place) != Some(state));
    let news: Vec<_> = news.map(|(place, state)| (*place, *state)).collect();
    told.extend(news.iter().copied());
    news.into_iter().map(|(printer, state)| Effect::ReportPrinter { printer, state }).collect()
}

/// Shows a ticket, and prints a slip of it.
pub(crate) fn print(model: &mut Model, ticket: Box<TicketView>, day: Option<DayDate>, copy: SlipCopy) -> Vec<Effect> {
    let language = model.language;
    model.screen = Screen::Ticket { ticket: ticket.clone(), slip: SlipState::Printing };
    model.alone_seconds = Some(0);
    saved::start_printing(model, SavedTicket { ticket: ticket.clone(), language, day });
    vec![Effect::Print { ticket, language, copy }]
}

/// The person asks for the slip once more, or for the one they did not want at first.
pub(crate) fn ask_again(model: &mut Model, id: CommandId) -> Vec<Effect> {
    if !model.can_print_again() {
        return Vec::new();
    }
    let Screen::Ticket { ticket, slip } = &model.screen else { return Vec::new() };
    if *slip == SlipState::NotWanted {
        let (ticket, day) = (ticket.clone(), model.view.as_ref().and_then(|view| view.day));
        return print(model, ticket, day, SlipCopy::First);
    }
    model.again.is_asked = true;
    model.again.may_exist |= *slip == SlipState::Unknown;
    vec![Effect::SendReprint { id, ticket: ticket.ticket }]
}

/// The hub allows another slip: it is printed where the person still waits for it.
pub(crate) fn allowed(model: &mut Model, id: TicketId) -> Vec<Effect> {
    let day = model.view.as_ref().and_then(|view| view.day);
    let Screen::Ticket { ticket, .. } = &model.screen else { return Vec::new() };
    if ticket.ticket != id || !std::mem::take(&mut model.again.is_asked) {
        return Vec::new();
    }
    let copy = if model.again.may_exist { SlipCopy::Again } else { SlipCopy::First };
    print(model, ticket.clone(), day, copy)
}

/// The hub allows no other slip, or cannot be asked.
pub(crate) fn refused(model: &mut Model, id: TicketId, why: Text) {
    let is_shown = matches!(&model.screen, Screen::Ticket { ticket, .. } if ticket.ticket == id);
    if is_shown && std::mem::take(&mut model.again.is_asked) {
        model.again.refusal = Some(why);
        model.alone_seconds = Some(0);
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{CommandId, TicketId};
    use domain::printer::{PrinterPlace, PrinterState};
    use domain::text::{Language, Text};
    use domain::ticket::SlipOutcome;

    use crate::model::{Effect, Model, Msg, Screen};
    use crate::slip::{SlipCopy, SlipState};
    use crate::tests::{area, at, choose, open_frame, slip_done, take, taken, ticket};
    use crate::update;

    fn step(model: &mut Model, msg: Msg) -> Vec<Effect> {
        let effects = update(model, msg, at(0)).into_iter();
        effects.filter(|effect| !matches!(effect, Effect::Save(_) | Effect::ReportSlip { .. })).collect()
    }

    fn again() -> Msg {
        Msg::PrintAgain { id: CommandId::new("again") }
    }

    /// A ticket on the screen whose slip has ended like this.
    fn shown(outcome: SlipOutcome) -> Model {
        let mut model = Model::default();
        for msg in [open_frame(), area(), choose("id-card"), take("one"), taken(7), slip_done(7, outcome)] {
            step(&mut model, msg);
        }
        model
    }

    fn print(copy: SlipCopy) -> Vec<Effect> {
        vec![Effect::Print { ticket: ticket(7), language: Language::It, copy }]
    }

    #[test]
    fn a_second_slip_says_that_it_is_one_where_the_first_may_be_there() {
        for (outcome, copy) in [(SlipOutcome::Unknown, SlipCopy::Again), (SlipOutcome::NotPrinted, SlipCopy::First)] {
            let mut model = shown(outcome);
            let id = CommandId::new("again");
            assert_eq!(step(&mut model, again()), [Effect::SendReprint { id, ticket: TicketId(7) }]);
            assert!(step(&mut model, again()).is_empty() && model.is_asking_to_print_again(), "once is enough");
            assert_eq!(step(&mut model, Msg::PrintAgainAllowed(TicketId(7))), print(copy));
            assert!(step(&mut model, Msg::PrintAgainAllowed(TicketId(7))).is_empty(), "printed once for each answer");
            // Whatever comes later, a first slip may be there.
            step(&mut model, slip_done(7, SlipOutcome::Unknown));
            step(&mut model, again());
            step(&mut model, Msg::PrintAgainAllowed(TicketId(7)));
            step(&mut model, slip_done(7, SlipOutcome::NotPrinted));
            step(&mut model, again());
            assert_eq!(step(&mut model, Msg::PrintAgainAllowed(TicketId(7))), print(SlipCopy::Again));
        }
    }

    #[test]
    fn who_has_a_slip_gets_no_other_and_a_refusal_is_said_once() {
        let mut model = shown(SlipOutcome::Printed);
        assert!(!model.can_print_again() && step(&mut model, again()).is_empty());
        let mut model = shown(SlipOutcome::NotPrinted);
        step(&mut model, again());
        let text = Text::new("Basta così.", "That is enough.");
        step(&mut model, Msg::PrintAgainRefused { ticket: TicketId(7), text: text.clone() });
        assert_eq!((model.again.refusal.clone(), model.can_print_again()), (Some(text), false));
        step(&mut model, Msg::Home);
        assert_eq!(model.again.refusal, None, "the next person does not read it");
    }

    #[test]
    fn whoever_wants_no_paper_gets_none_until_they_ask_for_it() {
        let mut model = Model::default();
        let without = Msg::TakeWithoutPaper { id: CommandId::new("one") };
        let effects: Vec<_> = [open_frame(), area(), choose("id-card"), without, taken(7)]
            .into_iter()
            .flat_map(|msg| step(&mut model, msg))
            .collect();
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Print { .. })), "{effects:?}");
        assert!(matches!(model.screen, Screen::Ticket { slip: SlipState::NotWanted, .. }));
        assert!(model.printing.is_empty(), "nothing is printed after a power cut either");
        let printed = vec![Effect::Print { ticket: ticket(7), language: Language::It, copy: SlipCopy::First }];
        assert_eq!(step(&mut model, again()), printed, "nobody has to be asked");
        assert_eq!(step(&mut model, again()), [], "once");
        step(&mut model, slip_done(7, SlipOutcome::Printed));
        step(&mut model, Msg::Home);
        let next: Vec<_> = [area(), choose("id-card"), take("two")]
            .into_iter()
            .chain([Msg::Taken { id: CommandId::new("two"), ticket: ticket(8) }])
            .flat_map(|msg| step(&mut model, msg))
            .collect();
        assert!(
            next.iter().any(|effect| matches!(effect, Effect::Print { .. })),
            "the next person has a slip: {next:?}"
        );
    }

    #[test]
    fn another_try_with_or_without_paper_is_the_same_intent() {
        let mut model = Model::default();
        let failed =
            [open_frame(), area(), choose("id-card"), take("one"), Msg::Unanswered { id: CommandId::new("one") }];
        failed.into_iter().for_each(|msg| drop(step(&mut model, msg)));
        let effects = step(&mut model, Msg::TakeWithoutPaper { id: CommandId::new("two") });
        let ids: Vec<_> = effects
            .iter()
            .filter_map(|effect| if let Effect::SendTake { id, .. } = effect { Some(id.as_str()) } else { None })
            .collect();
        assert_eq!(ids, ["one"]);
    }

    #[test]
    fn nobody_gets_the_slip_of_who_has_left() {
        let mut model = shown(SlipOutcome::Unknown);
        step(&mut model, again());
        step(&mut model, Msg::Home);
        assert!(step(&mut model, Msg::PrintAgainAllowed(TicketId(7))).is_empty());
    }

    #[test]
    fn the_hub_is_told_of_printers_what_it_does_not_know() {
        let mut model = Model::default();
        let is = |state| Msg::PrinterIs { printer: PrinterPlace::First, state };
        let told = |state| vec![Effect::ReportPrinter { printer: PrinterPlace::First, state }];
        assert!(step(&mut model, is(PrinterState::Ready)).is_empty(), "nobody hears it yet");
        assert_eq!(step(&mut model, open_frame()), told(PrinterState::Ready));
        assert!(step(&mut model, open_frame()).is_empty());
        assert!(step(&mut model, is(PrinterState::Ready)).is_empty());
        assert_eq!(step(&mut model, is(PrinterState::PaperOut)), told(PrinterState::PaperOut));
        step(&mut model, Msg::StreamLost(String::new()));
        assert!(step(&mut model, is(PrinterState::NearEnd)).is_empty());
        assert_eq!(step(&mut model, open_frame()), told(PrinterState::NearEnd), "also what may have been lost");
    }
}
