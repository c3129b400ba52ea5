//! A slip to print where it does not matter what it says.

use domain::text::Language;
use domain::ticket::Code;
use ticket_printer::{Remark, Slip};

pub(crate) fn slip(number: u16) -> Slip {
    Slip {
        code: Code::new('A', number),
        language: Language::It,
        hub_name: "Comune di Ascoli Piceno".to_owned(),
        header: String::new(),
        footer: String::new(),
        logo: String::new(),
        service: "Carta d'identità elettronica".to_owned(),
        service_for_staff: String::new(),
        further_services: vec![],
        area: "Anagrafe".to_owned(),
        floor: "T".to_owned(),
        waiting_room: "Sala A".to_owned(),
        people_ahead: Some(3),
        wait_text: "10–20 min".to_owned(),
        told_text: "10:42".to_owned(),
        documents: vec!["Documento d'identità valido".to_owned()],
        taken_text: "24/11/2026 10:42".to_owned(),
        follow: String::new(),
        qr_text: "A042 · Sala A".to_owned(),
        shows_privacy: true,
        remark: Remark::None,
    }
}
