//! Every command in one place: how it is made up, and what the model says it does.
//!
//! A command the table lacks does not compile: whoever adds one to `domain` adds a line here, and beside it, in the
//! file of its family, how it is made and what it means.

pub mod counter;
pub mod day;
pub mod ticket;

use domain::catalog::Clerk;
use domain::command::Command;
use domain::ids::{ClerkId, CounterId, ServiceId};
use domain::{DayDate, Timestamp};

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
    TakeTicket { services, class, language: _, device }: "take_ticket", weight 280, made by ticket::make_take,
        does ticket::take(model, services, *class, device.as_ref(), now);
    ReportSlip { ticket, outcome: _, detail }: "report_slip", weight 60, made by ticket::make_report,
        does ticket::report(model, ticket.0, detail);
    SignIn { counter, clerk }: "sign_in", weight 150, made by counter::make_sign_in,
        does counter::sign_in(model, counter, clerk, now);
    SignOut { counter }: "sign_out", weight 30, made by counter::make_sign_out, does counter::sign_out(model, counter);
    CallNext { counter }: "call_next", weight 260, made by counter::make_call_next,
        does counter::call_next(model, counter, now);
    Recall { counter }: "recall", weight 80, made by counter::make_recall, does counter::recall(model, counter, now);
    Start { counter }: "start", weight 180, made by counter::make_start, does counter::start(model, counter, now);
    Finish { counter }: "finish", weight 160, made by counter::make_finish, does counter::finish(model, counter, now);
    NoShow { counter }: "no_show", weight 40, made by counter::make_no_show, does counter::no_show(model, counter, now);
    Transfer { counter, service }: "transfer", weight 70, made by counter::make_transfer,
        does counter::transfer(model, counter, service, now);
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
