//! The keys of the desk, apart from those that lists and text fields use themselves.

use domain::view::CounterAction;

/// A key that works wherever the focus is.
///
/// F1, F5 and F11 are left alone: desktops and browsers use them, or they lie too near to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Calls the next ticket.
    F2,
    /// Repeats the call.
    F3,
    /// Begins serving.
    F4,
    /// Ends serving.
    F6,
    /// Says that the citizen did not come.
    F7,
    /// Opens the page that sends a ticket on.
    F8,
    /// Says that somebody goes to the kiosk at which help is asked for.
    F9,
    /// Signs out.
    F10,
    /// Opens the page of the notices for citizens, and leaves it.
    F12,
    /// Leaves the page in front; empties the filter of the names.
    Escape,
}

impl Key {
    /// What the key does at the desk; `None` for a key that only moves between pages.
    #[must_use]
    pub fn action(self) -> Option<CounterAction> {
        match self {
            Self::F2 => Some(CounterAction::CallNext),
            Self::F3 => Some(CounterAction::Recall),
            Self::F4 => Some(CounterAction::Start),
            Self::F6 => Some(CounterAction::Finish),
            Self::F7 => Some(CounterAction::NoShow),
            Self::F8 => Some(CounterAction::Transfer),
            Self::F10 => Some(CounterAction::SignOut),
            Self::F9 | Self::F12 | Self::Escape => None,
        }
    }

    /// The key of an action.
    #[must_use]
    pub fn of(action: CounterAction) -> Self {
        match action {
            CounterAction::CallNext => Self::F2,
            CounterAction::Recall => Self::F3,
            CounterAction::Start => Self::F4,
            CounterAction::Finish => Self::F6,
            CounterAction::NoShow => Self::F7,
            CounterAction::Transfer => Self::F8,
            CounterAction::SignOut => Self::F10,
        }
    }

    /// What is printed on the key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F2 => "F2",
            Self::F3 => "F3",
            Self::F4 => "F4",
            Self::F6 => "F6",
            Self::F7 => "F7",
            Self::F8 => "F8",
            Self::F9 => "F9",
            Self::F10 => "F10",
            Self::F12 => "F12",
            Self::Escape => "Esc",
        }
    }
}
