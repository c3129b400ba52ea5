//! Every command in one place: how it is made up, and what the model says it does.
//!
//! A command the table lacks does not compile: whoever adds one to `domain` adds a line here, and beside it, in the
//! file of its family, how it is made and what it means.

pub mod appointment;
pub mod citizen;
pub mod counter;
pub mod day;
pub mod desk;
pub mod notice;
pub mod place;
pub mod printer;
pub mod ticket;
pub mod usher;
pub mod visit;

use domain::catalog::Clerk;
use domain::command::Command;
use domain::ids::{ClerkId, CounterId, LocationId, PriorityId, ServiceId, TicketId};
use domain::ticket::{Class, Code};
use domain::{DayDate, Timestamp};

use crate::model::places::gives;
use crate::model::{Guest, Model, Verdict};
use crate::office::NOBODY;
use crate::random::Random;

/// Makes up a command of one kind.
pub struct Maker {
    /// The command's name on the wire.
    pub name: &'static str,
    /// How often it is chosen, beside the others.
    pub weight: u64,
    /// Makes one up that fits what goes on, most of the time.
    pub make: fn(&mut Making<'_>) -> Command,
}

macro_rules! commands {
    (
        ($model:ident, $now:ident)
        $($variant:ident { $($fields:tt)* }: $name:literal, weight $weight:literal, made by $make:expr, does $rule:expr;)*
    ) => {
        /// How each command is made up.
        pub const MAKERS: &[Maker] = &[$(Maker { name: $name, weight: $weight, make: $make },)*];

        /// The command's name on the wire.
        #[must_use]
        pub fn name(command: &Command) -> &'static str {
            match command {
                $(Command::$variant { .. } => $name,)*
            }
        }

        /// What the model says the command does at `now`; does it.
        pub fn apply($model: &mut Model, command: &Command, $now: Timestamp) -> Verdict {
            $model.commands += 1;
            match command {
                $(Command::$variant { $($fields)* } => $rule,)*
            }
        }
    };
}

commands! {
    (model, now)
    OpenDay { day }: "open_day", weight 2, made by day::make_open, does day::open(model, *day, now);
    CloseDay {}: "close_day", weight 1, made by day::make_close, does day::close(model, now);
    TakeTicket { services, class, language: _, device, priority, location, from }: "take_ticket", weight 280,
        made by ticket::make_take, does {
            let (priority, device) = (priority.as_ref(), device.as_ref());
            let (location, from) = (location.as_ref(), from.as_ref());
            ticket::take(model, &ticket::Wish { services, class: *class, priority, device, location, from }, now)
        };
    ReportSlip { ticket, outcome: _, detail }: "report_slip", weight 60, made by ticket::make_report,
        does ticket::report(model, ticket.0, detail);
    ReportPrinter { device, printer, state, location }: "report_printer", weight 30, made by printer::make_report,
        does printer::report(model, device, *printer, (*state, location.as_ref()), now);
    SignIn { counter, clerk, take_over }: "sign_in", weight 150, made by counter::make_sign_in,
        does counter::sign_in(model, counter, clerk, *take_over, now);
    SignOut { counter }: "sign_out", weight 30, made by counter::make_sign_out, does counter::sign_out(model, counter);
    CallNext { counter }: "call_next", weight 260, made by counter::make_call_next,
        does counter::call_next(model, counter, now);
    Recall { counter }: "recall", weight 70, made by counter::make_recall, does counter::recall(model, counter, now);
    Start { counter }: "start", weight 180, made by counter::make_start, does counter::start(model, counter, now);
    Finish { counter, outcome: _, delivered }: "finish", weight 160, made by visit::make_finish,
        does visit::finish(model, counter, delivered, now);
    NoShow { counter }: "no_show", weight 50, made by counter::make_no_show, does counter::no_show(model, counter, now);
    Transfer { counter, service, to_counter, to_clerk, keep_wait }: "transfer", weight 70,
        made by visit::make_transfer, does {
            let (to_counter, to_clerk) = (to_counter.as_ref(), to_clerk.as_ref());
            let to = visit::Target { service, counter: to_counter, clerk: to_clerk, keep_wait: *keep_wait };
            visit::transfer(model, counter, &to, now)
        };
    ClockReached {}: "clock_reached", weight 20, made by visit::make_clock, does Ok(None);
    AddService { counter, service, here }: "add_service", weight 45, made by visit::make_add,
        does visit::add(model, counter, service, *here, now);
    Reclassify { counter, ticket, class, priority }: "reclassify", weight 25, made by desk::make_reclassify,
        does desk::reclassify(model, counter, *ticket, *class, priority.as_ref());
    Pause { counter, reason }: "pause", weight 12, made by desk::make_pause, does desk::pause(model, counter, reason);
    Resume { counter }: "resume", weight 60, made by desk::make_resume, does desk::resume(model, counter);
    CallTicket { counter, code }: "call_ticket", weight 40, made by desk::make_call_ticket,
        does desk::call_ticket(model, counter, code, now);
    Rejoin { code }: "rejoin", weight 45, made by desk::make_rejoin, does desk::rejoin(model, code, now);
    Park { counter, reason, return_minutes }: "park", weight 35, made by desk::make_park,
        does desk::park(model, counter, reason, *return_minutes, now);
    ResumeParked { counter, ticket }: "resume_parked", weight 60, made by desk::make_resume_parked,
        does desk::resume_parked(model, counter, *ticket, now);
    ServeDirect { counter, service }: "serve_direct", weight 20, made by desk::make_serve_direct,
        does desk::serve_direct(model, counter, service, now);
    SetAutoNext { counter, is_on }: "set_auto_next", weight 80, made by desk::make_auto_next,
        does desk::set_auto_next(model, counter, *is_on);
    AskHelp { counter, note }: "ask_help", weight 10, made by desk::make_ask_help,
        does desk::ask_help(model, counter, note, now);
    AnswerHelp { counter, by }: "answer_help", weight 10, made by desk::make_answer_help,
        does desk::answer_help(model, counter, by);
    CallUsher { device, location }: "call_usher", weight 12, made by usher::make_call,
        does usher::call(model, device, location.as_ref(), now);
    AnswerUsher { device, by }: "answer_usher", weight 12, made by usher::make_answer,
        does usher::answer(model, device, by);
    PostNotice { ready, text, location, area, until, counter }: "post_notice", weight 8, made by notice::make_post,
        does {
            let (ready, text, location, area) = (ready.as_ref(), text.as_ref(), location.as_ref(), area.as_ref());
            let wanted = notice::Wanted { ready, text, location, area, until: *until };
            notice::post(model, &wanted, counter.as_ref(), now)
        };
    TakeDownNotice { notice, counter }: "take_down_notice", weight 6, made by notice::make_take_down,
        does notice::take_down(model, *notice, counter.as_ref(), now);
    Undo { counter }: "undo", weight 70, made by desk::make_undo, does desk::undo(model, counter, now);
    Cancel { ticket }: "cancel", weight 15, made by citizen::make_cancel, does citizen::cancel(model, *ticket, now);
    LetPass { ticket, people, minutes }: "let_pass", weight 45, made by citizen::make_let_pass,
        does citizen::let_pass(model, *ticket, *people, *minutes, now);
    // The stories have them, with kiosks and a network that fails; they are not made up here.
    LeaseCodes { .. }: "lease_codes", weight 0, made by place::make_go_elsewhere, does Ok(None);
    HandIn { .. }: "hand_in", weight 0, made by place::make_go_elsewhere, does Ok(None);
    GoElsewhere { code, location, is_there }: "go_elsewhere", weight 35, made by place::make_go_elsewhere,
        does place::go_elsewhere(model, code, location, *is_there, now);
    CheckIn { code, language: _, device, from }: "check_in", weight 60, made by appointment::make_check_in,
        does appointment::check_in(model, code, device.as_ref(), from.as_ref(), now);
    Reprint { ticket }: "reprint", weight 20, made by citizen::make_reprint, does citizen::reprint(model, *ticket);
}

/// What somebody who makes up a command knows: the hub as it stands, and chance.
pub struct Making<'a> {
    /// The hub as it stands.
    pub model: &'a Model,
    /// Chance.
    pub random: &'a mut Random,
    /// The day by the hub's calendar.
    pub today: DayDate,
}

impl Making<'_> {
    /// A counter of which something is true, most of the time; else any, or one that does not exist.
    pub fn counter(&mut self, is_wanted: impl Fn(&Model, &CounterId) -> bool) -> CounterId {
        let all: Vec<_> = self.model.catalog.counters.iter().map(|counter| &counter.id).collect();
        let wanted: Vec<_> = all.iter().copied().filter(|id| is_wanted(self.model, id)).collect();
        let chosen = if self.random.chance(90) { self.random.one(&wanted) } else { None };
        let any = if self.random.chance(97) { self.random.one(&all) } else { None };
        chosen.or(any).copied().cloned().unwrap_or_else(|| CounterId::new(NOBODY))
    }

    /// A clerk, most of the time one who sits nowhere; seldom one who does not exist.
    pub fn clerk(&mut self) -> ClerkId {
        let all: Vec<_> = self.model.catalog.clerks.iter().map(|clerk| &clerk.id).collect();
        let idle: Vec<_> = all.iter().copied().filter(|id| self.model.seat_of(id).is_none()).collect();
        let chosen = if self.random.chance(70) { self.random.one(&idle) } else { None };
        let any = if self.random.chance(96) { self.random.one(&all) } else { None };
        chosen.or(any).copied().cloned().unwrap_or_else(|| ClerkId::new(NOBODY))
    }

    /// A clerk of whom something is true, most of the time; else as [`Making::clerk`].
    pub fn clerk_who(&mut self, is_wanted: impl Fn(&Model, &ClerkId) -> bool) -> ClerkId {
        let all = self.model.catalog.clerks.iter().map(|clerk| &clerk.id);
        let wanted: Vec<_> = all.filter(|id| is_wanted(self.model, id)).collect();
        let chosen = if self.random.chance(85) { self.random.one(&wanted).copied().cloned() } else { None };
        chosen.unwrap_or_else(|| self.clerk())
    }

    /// A service that a clerk can serve, most of the time; else any.
    pub fn service_of(&mut self, clerk: Option<&ClerkId>) -> ServiceId {
        let known = self.model.catalog.clerks.iter().find(|known| Some(&known.id) == clerk);
        let skills: Vec<_> = known.into_iter().flat_map(|clerk| clerk.primary.iter().chain(&clerk.secondary)).collect();
        let chosen = if self.random.chance(85) { self.random.one(&skills).copied().cloned() } else { None };
        chosen.unwrap_or_else(|| self.service())
    }

    /// A ticket of which something is true, most of the time; else any of today, or one of another day.
    pub fn ticket(&mut self, is_wanted: impl Fn(&Model, &Guest) -> bool) -> TicketId {
        let all: Vec<_> = self.model.guests.iter().map(|guest| guest.id).collect();
        let wanted: Vec<_> =
            self.model.guests.iter().filter(|guest| is_wanted(self.model, guest)).map(|guest| guest.id).collect();
        // Often the first, so that its limits are reached.
        let one = if self.random.chance(50) { wanted.first() } else { self.random.one(&wanted) };
        let chosen = one.filter(|_| self.random.chance(92));
        let any = if self.random.chance(90) { self.random.one(&all) } else { None };
        TicketId(chosen.or(any).copied().unwrap_or(self.model.tickets_ever + 1))
    }

    /// The code of a ticket; of none one that was not given.
    pub fn code(&self, ticket: TicketId) -> Code {
        Code(self.model.guest(ticket.0).map_or_else(|| "Z999".to_owned(), |guest| guest.code.clone()))
    }

    /// A class, a walk-in most of the time.
    pub fn class(&mut self) -> Class {
        [Class::WalkIn, Class::Appointment, Class::Priority][self.random.weighted(&[70, 18, 12])]
    }

    /// No reason for priority most of the time; else one, seldom one that does not exist.
    pub fn priority(&mut self) -> Option<PriorityId> {
        let all: Vec<_> = self.model.catalog.priorities.iter().map(|priority| &priority.id).collect();
        let one = self.random.one(&all).copied().cloned().filter(|_| self.random.chance(96));
        let priority = one.unwrap_or_else(|| PriorityId::new(NOBODY));
        self.random.chance(15).then_some(priority)
    }

    /// A building, or none, which means the first; seldom one that does not exist.
    pub fn location(&mut self) -> Option<LocationId> {
        let all: Vec<_> = self.model.catalog.locations.iter().map(|location| &location.id).collect();
        let one = self.random.one(&all).copied().cloned();
        let nowhere = LocationId::new(NOBODY);
        [one, None, Some(nowhere)][self.random.weighted(&[70, 28, 2])].clone()
    }

    /// A service given in a building, most of the time; else any.
    pub fn service_in(&mut self, location: Option<&LocationId>) -> ServiceId {
        let place = self.model.place(location).ok();
        let all = self.model.catalog.services.iter().map(|service| &service.id);
        let given: Vec<_> = all.filter(|id| place.is_some_and(|place| gives(place, id))).collect();
        let chosen = if self.random.chance(92) { self.random.one(&given).copied().cloned() } else { None };
        chosen.unwrap_or_else(|| self.service())
    }

    /// A service; seldom one that does not exist.
    pub fn service(&mut self) -> ServiceId {
        let all: Vec<_> = self.model.catalog.services.iter().map(|service| &service.id).collect();
        let any = if self.random.chance(98) { self.random.one(&all) } else { None };
        any.copied().cloned().unwrap_or_else(|| ServiceId::new(NOBODY))
    }
}

/// The clerk at a counter that exists, on a day that is open.
///
/// # Errors
/// `unknown_counter`, `day_closed`, `nobody_signed_in`, in this order.
pub fn staffed<'a>(model: &'a Model, counter: &CounterId) -> Result<&'a Clerk, &'static str> {
    exists(model, counter)?;
    model.clerk_at(counter).ok_or("nobody_signed_in")
}

/// Whether a counter exists, and then whether a day is open.
///
/// # Errors
/// `unknown_counter`, `day_closed`.
pub fn exists(model: &Model, counter: &CounterId) -> Result<(), &'static str> {
    if !model.catalog.counters.iter().any(|known| &known.id == counter) {
        return Err("unknown_counter");
    }
    if model.day.is_none() { Err("day_closed") } else { Ok(()) }
}

/// Who is in hand at a staffed counter, with the errand under way.
///
/// # Errors
/// Those of [`staffed`], and `no_ticket_in_hand`.
pub fn in_hand<'a>(model: &'a Model, counter: &CounterId) -> Result<(&'a Guest, usize), &'static str> {
    staffed(model, counter)?;
    model.in_hand(counter).ok_or("no_ticket_in_hand")
}
