//! Tickets: the claim of one citizen for one visit.

use serde::{Deserialize, Serialize};

use crate::limits::{CODE_LETTERS, CODE_NUMBER_MAX};

/// How a visit came about; decides rank, never shown in public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Came without an appointment.
    #[default]
    WalkIn,
    /// Has an appointment.
    Appointment,
    /// Has priority by the office's regulation.
    Priority,
}

/// A public code such as `A042`, unique in a hub's day.
///
/// After `A999` comes `AB001`: the second letters follow each other in the order of [`CODE_LETTERS`], without the first
/// letter itself.
/// So no code is ever given twice, and none is another letter's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Code(pub String);

impl Code {
    /// The code with this number of at most three digits behind `letter`.
    #[must_use]
    pub fn new(letter: char, number: u16) -> Self {
        Self(format!("{letter}{number:03}"))
    }

    /// The code of the `number`th ticket of the day behind `letter`, from 1; `None` when the letter is used up.
    #[must_use]
    pub fn nth(letter: char, number: u32) -> Option<Self> {
        let (turn, number) = ((number.checked_sub(1)?) / CODE_NUMBER_MAX, (number - 1) % CODE_NUMBER_MAX + 1);
        match turn.checked_sub(1) {
            None => Some(Self(format!("{letter}{number:03}"))),
            Some(turn) => {
                let second = second_letters(letter).nth(usize::try_from(turn).ok()?)?;
                Some(Self(format!("{letter}{second}{number:03}")))
            }
        }
    }

    /// The letter and how many tickets of the day it has given with this one; `None` for what is no such code.
    #[must_use]
    pub fn place(&self) -> Option<(char, u32)> {
        let mut characters = self.0.chars();
        let letter = characters.next()?;
        let rest = characters.as_str();
        let (turn, digits) = match rest.chars().next().filter(char::is_ascii_uppercase) {
            None => (0, rest),
            Some(second) => (second_letters(letter).position(|other| other == second)? + 1, &rest[1..]),
        };
        let number: u32 = digits.parse().ok().filter(|number| *number <= CODE_NUMBER_MAX)?;
        let number = u32::try_from(turn).ok()? * CODE_NUMBER_MAX + number;
        // One code is written in one way.
        (Self::nth(letter, number).as_ref() == Some(self)).then_some((letter, number))
    }

    /// What stands in place of a code where somebody is served without a ticket; never called, never on a board.
    #[must_use]
    pub fn direct() -> Self {
        Self("DIR".to_owned())
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn second_letters(letter: char) -> impl Iterator<Item = char> {
    CODE_LETTERS.chars().filter(move |second| *second != letter)
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where one leg of a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LegState {
    /// Waits to be called.
    Waiting,
    /// Was called and is expected at the counter.
    Called,
    /// Is being served.
    Serving,
    /// Was laid aside by a clerk and comes back by itself.
    Parked,
    /// Was served.
    Finished,
    /// Did not come when called.
    NoShow,
    /// Went on as another service.
    Transferred,
    /// Was given up by the citizen.
    Cancelled,
    /// Was still open when the day closed.
    DayClosed,
}

impl LegState {
    /// Whether nothing more can happen to the leg.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Finished | Self::NoShow | Self::Transferred | Self::Cancelled | Self::DayClosed => true,
            Self::Waiting | Self::Called | Self::Serving | Self::Parked => false,
        }
    }
}

/// How serving a leg ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The citizen has what they came for.
    #[default]
    Done,
    /// Something is missing; the citizen has to come again.
    Incomplete,
    /// Another office is the right one.
    Referred,
}

impl Outcome {
    /// Whether it is the usual end.
    #[must_use]
    pub fn is_done(&self) -> bool {
        match self {
            Self::Done => true,
            Self::Incomplete | Self::Referred => false,
        }
    }
}

/// A step of a counter that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A ticket was called.
    Call,
    /// Serving began.
    Start,
    /// Serving ended.
    Finish,
    /// The citizen did not come.
    NoShow,
    /// The ticket was laid aside.
    Park,
    /// The ticket was sent on.
    Transfer,
}

/// What became of a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlipOutcome {
    /// The printer took the whole job.
    Printed,
    /// Nothing of the job reached the printer.
    NotPrinted,
    /// A part of the job was sent; paper may or may not have come out.
    Unknown,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn codes_get_a_second_letter_and_are_never_doubled() {
        let code = |letter, number| Code::nth(letter, number).map(|code| code.0);
        for (letter, number, expected) in [
            ('A', 1, Some("A001")),
            ('A', 999, Some("A999")),
            ('A', 1_000, Some("AB001")),
            ('A', 1_998, Some("AB999")),
            ('A', 1_999, Some("AC001")),
            ('B', 1_000, Some("BA001")),
            ('H', 999 * 8 + 1, Some("HJ001")),
            ('A', 999 * 23, Some("AZ999")),
            ('A', 999 * 23 + 1, None),
            ('A', 0, None),
        ] {
            assert_eq!(code(letter, number).as_deref(), expected, "{letter} {number}");
        }
        let mut seen = BTreeSet::new();
        for letter in ['A', 'B', 'Z'] {
            for number in 1..=999 * 23 {
                let code = Code::nth(letter, number).unwrap();
                assert_eq!(code.place(), Some((letter, number)));
                assert!(seen.insert(code));
            }
        }
        for other in ["", "A", "A1", "A000", "A0042", "A+42", "A1000", "AA001", "AI001", "042", "\u{e9}"] {
            assert_eq!(Code(other.to_owned()).place(), None, "{other}");
        }
    }
}
