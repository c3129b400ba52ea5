//! What stands on a slip.

use domain::text::Language;
use domain::ticket::Code;
use domain::view::TicketView;

/// The words of one slip, in the citizen's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The public code.
    pub code: Code,
    /// The language of the slip.
    pub language: Language,
    /// Name of the administration.
    pub hub_name: String,
    /// The first service.
    pub service: String,
    /// The Italian name of the first service, for the staff; empty on an Italian slip.
    pub service_for_staff: String,
    /// The services after the first.
    pub further_services: Vec<String>,
    /// Area of the first service.
    pub area: String,
    /// Floor label.
    pub floor: String,
    /// Where to wait.
    pub waiting_room: String,
    /// People waiting before this one.
    pub people_ahead: u32,
    /// The wait to expect, as it was told with the ticket; empty where nothing was foretold.
    pub wait_text: String,
    /// The time of day the wait was told at, as people read it.
    pub told_text: String,
    /// Documents to have ready.
    pub documents: Vec<String>,
    /// When the ticket was taken, as people read it.
    pub taken_text: String,
    /// Where the ticket can be followed on a phone, as short as a person can type it; empty where it cannot.
    pub follow: String,
    /// What the QR code says: where the ticket can be followed or, where it cannot, the slip in one line, so that a
    /// photograph of the code keeps all that matters.
    pub qr_text: String,
}

impl Slip {
    /// The slip of a ticket; `taken_text` is its time and `told_text` the time of day, as people read them.
    #[must_use]
    pub fn from_ticket(ticket: &TicketView, language: Language, taken_text: String, told_text: String) -> Self {
        let text = |text: &domain::text::Text| text.get(language).to_owned();
        let texts = |texts: &[domain::text::Text]| texts.iter().map(text).collect();
        let service = text(&ticket.service);
        let followed = ticket.follow_url.clone();
        let follow = followed.as_deref().map(typed).unwrap_or_default().to_owned();
        let qr_text = followed.unwrap_or_else(|| qr_text(ticket, language, &taken_text));
        Self {
            code: ticket.code.clone(),
            language,
            hub_name: text(&ticket.hub_name),
            service_for_staff: if ticket.service.it == service { String::new() } else { ticket.service.it.clone() },
            service,
            further_services: texts(&ticket.further_services),
            area: text(&ticket.area),
            floor: ticket.floor.clone(),
            waiting_room: text(&ticket.waiting_room),
            people_ahead: ticket.people_ahead,
            wait_text: ticket.wait.map(|wait| text(&wait.text())).unwrap_or_default(),
            told_text,
            documents: texts(&ticket.documents),
            taken_text,
            follow,
            qr_text,
        }
    }
}

/// An address as it is typed: browsers add what a secure one begins with.
fn typed(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url)
}

/// Code, service, place, time and office; nothing about the person.
fn qr_text(ticket: &TicketView, language: Language, taken_text: &str) -> String {
    let floor = match language {
        Language::It => "piano",
        Language::En => "floor",
    };
    format!(
        "{} · {} · {}, {floor} {} · {taken_text} · {}",
        ticket.code,
        ticket.service.get(language),
        ticket.waiting_room.get(language),
        ticket.floor,
        ticket.hub_name.get(language),
    )
}
