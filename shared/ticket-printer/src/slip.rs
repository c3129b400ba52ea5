//! What stands on a slip.

use domain::slip::{SlipLayout, SlipPart};
use domain::text::{Language, Text};
use domain::ticket::Code;
use domain::view::TicketView;

/// Begins a stretch of text that runs in its own direction from left to right, whatever stands around it.
const LEFT_TO_RIGHT: char = '\u{2066}';
/// Ends such a stretch.
const END_OF_STRETCH: char = '\u{2069}';
/// Between two letters, keeps them on one line.
const JOINER: char = '\u{2060}';

/// The words of one slip, in the citizen's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The public code.
    pub code: Code,
    /// The language of the slip.
    pub language: Language,
    /// Name of the administration; empty where the hub leaves it out.
    pub hub_name: String,
    /// The hub's own line below its name; empty where it has none.
    pub header: String,
    /// The hub's own line at the end; empty where it has none.
    pub footer: String,
    /// The hub's picture, as the hub file holds it; empty where it has none.
    pub logo: String,
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
    /// People waiting before this one; `None` where the hub leaves it out.
    pub people_ahead: Option<u32>,
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
    /// photograph of the code keeps all that matters. Empty where the hub leaves it out.
    pub qr_text: String,
    /// Whether the slip says that it carries no personal data.
    pub shows_privacy: bool,
    /// What has to be said of the paper itself.
    pub remark: Remark,
}

/// What has to be said of a slip because it may not be the only one of its ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Remark {
    /// Nothing: it is the first and only one.
    #[default]
    None,
    /// It comes after a power cut; the one before it may have come out too.
    Late,
    /// It was asked for once more.
    Duplicate,
}

impl Slip {
    /// The slip of a ticket; `taken_text` is its time and `told_text` the time of day, as people read them.
    #[must_use]
    pub fn from_ticket(ticket: &TicketView, language: Language, taken_text: String, told_text: String) -> Self {
        let text = |text: &Text| said(text, language);
        let texts = |texts: &[Text]| texts.iter().map(text).collect();
        let followed = ticket.follow_url.clone();
        let follow = followed.as_deref().map(typed).unwrap_or_default().to_owned();
        let qr_text = followed.unwrap_or_else(|| qr_text(ticket, language, &taken_text));
        Self {
            code: ticket.code.clone(),
            language,
            hub_name: text(&ticket.hub_name),
            header: String::new(),
            footer: String::new(),
            logo: String::new(),
            service_for_staff: if ticket.service.spoken(language) == Language::It {
                String::new()
            } else {
                ticket.service.it.clone()
            },
            service: text(&ticket.service),
            further_services: texts(&ticket.further_services),
            area: text(&ticket.area),
            floor: ticket.floor.clone(),
            waiting_room: text(&ticket.waiting_room),
            people_ahead: Some(ticket.people_ahead),
            wait_text: ticket.wait.map(|wait| unbroken(&wait.text_in(language))).unwrap_or_default(),
            told_text,
            documents: texts(&ticket.documents),
            taken_text,
            follow,
            qr_text,
            shows_privacy: true,
            remark: Remark::None,
        }
    }

    /// The slip as the hub wants it.
    #[must_use]
    pub fn laid_out(mut self, layout: &SlipLayout) -> Self {
        let text = |text: &Option<Text>| text.as_ref().map(|text| said(text, self.language)).unwrap_or_default();
        self.header = text(&layout.header);
        self.footer = text(&layout.footer);
        self.logo = layout.logo.clone().unwrap_or_default();
        for part in &layout.leave_out {
            match part {
                SlipPart::HubName => self.hub_name.clear(),
                SlipPart::PeopleAhead => self.people_ahead = None,
                SlipPart::Wait => self.wait_text.clear(),
                SlipPart::QrCode => {
                    self.qr_text.clear();
                    self.follow.clear();
                }
                SlipPart::Documents => self.documents.clear(),
                SlipPart::Privacy => self.shows_privacy = false,
            }
        }
        self
    }

    /// The slip with a remark on the paper itself.
    #[must_use]
    pub fn remarked(self, remark: Remark) -> Self {
        Self { remark, ..self }
    }
}

/// A text as it stands on the slip: in a line from right to left, one that was only given in Italian runs its own way.
fn said(text: &Text, language: Language) -> String {
    let words = text.get(language);
    if language.is_right_to_left() && !text.spoken(language).is_right_to_left() && !words.is_empty() {
        format!("{LEFT_TO_RIGHT}{words}{END_OF_STRETCH}")
    } else {
        words.to_owned()
    }
}

/// A text with its ranges whole: the dash in `10–20` would let a line end behind it.
fn unbroken(text: &str) -> String {
    text.replace('–', &format!("–{JOINER}"))
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
        Language::Ro => "etajul",
        Language::Sq => "kati",
        Language::Ar => "الطابق",
        Language::Zh => "楼层",
        Language::Uk => "поверх",
        Language::Ur => "منزل",
        Language::Fr => "étage",
        Language::Es => "planta",
        Language::Pl => "piętro",
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
