//! Questions that cannot be asked.

use std::fmt;

use domain::text::Text;

/// Why a question cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The building has no such counter.
    Counter(String),
    /// Nobody sat at the counter, and nobody of its area could have.
    Unstaffed(String),
    /// The hub has no such clerk.
    Clerk(String),
    /// The clerk was not there on these days.
    Absent(String),
    /// The hub has no such service.
    Service(String),
    /// Nobody came on these days.
    Days,
}

impl Unknown {
    /// What to say of it.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Counter(id) => Text::new(
                format!("La sede non aveva lo sportello «{id}»: usa un id del file dell'hub."),
                format!("The building had no counter \"{id}\": use an id of the hub file."),
            ),
            Self::Unstaffed(id) => Text::new(
                format!(
                    "Per lo sportello «{id}» non c'era nessuno: scegli uno sportello la cui area ha operatori liberi."
                ),
                format!("Nobody was there for counter \"{id}\": choose a counter whose area has clerks to spare."),
            ),
            Self::Clerk(id) => Text::new(
                format!("L'operatore «{id}» non esiste: usa un id del file dell'hub."),
                format!("There is no clerk \"{id}\": use an id of the hub file."),
            ),
            Self::Absent(id) => Text::new(
                format!("L'operatore «{id}» non era presente in questi giorni: scegline un altro o altri giorni."),
                format!("Clerk \"{id}\" was not there on these days: choose another, or other days."),
            ),
            Self::Service(id) => Text::new(
                format!("Non c'è il servizio «{id}»: usa un id del file dell'hub."),
                format!("There is no service \"{id}\": use an id of the hub file."),
            ),
            Self::Days => Text::new(
                "In questi giorni non è venuto nessuno: scegli giorni conclusi in cui la sede era aperta.",
                "Nobody came on these days: choose days that are over and on which the building was open.",
            ),
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text().en)
    }
}

impl std::error::Error for Unknown {}
