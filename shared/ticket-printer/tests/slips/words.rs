//! A ticket whose every word is there in every language.

use chrono::DateTime;
use domain::ids::TicketId;
use domain::text::{Language, Text};
use domain::ticket::{Code, LegState};
use domain::view::TicketView;
use domain::wait::WaitRange;

const HUB: [&str; 11] = [
    "Comune di Ascoli Piceno",
    "Municipality of Ascoli Piceno",
    "Primăria Ascoli Piceno",
    "Bashkia e Ascoli Piceno-s",
    "بلدية أسكولي بيتشينو",
    "阿斯科利皮切诺市政府",
    "Муніципалітет Асколі-Пічено",
    "بلدیہ آسکولی پیچینو",
    "Mairie d'Ascoli Piceno",
    "Ayuntamiento de Ascoli Piceno",
    "Urząd Miasta Ascoli Piceno",
];
const SERVICE: [&str; 11] = [
    "Carta d'identità elettronica",
    "Electronic identity card",
    "Carte de identitate electronică",
    "Letërnjoftim elektronik",
    "بطاقة الهوية الإلكترونية",
    "电子身份证",
    "Електронне посвідчення особи",
    "الیکٹرانک شناختی کارڈ",
    "Carte d'identité électronique",
    "Documento de identidad electrónico",
    "Elektroniczny dowód osobisty",
];
const THEN: [&str; 11] = [
    "Certificati anagrafici",
    "Registry certificates",
    "Certificate de stare civilă",
    "Certifikata të gjendjes civile",
    "شهادات السجل المدني",
    "户籍证明",
    "Довідки з реєстру",
    "رجسٹری سرٹیفکیٹ",
    "Certificats d'état civil",
    "Certificados de empadronamiento",
    "Zaświadczenia z ewidencji",
];
const ROOM: [&str; 11] = [
    "Sala Tronto",
    "Tronto Hall",
    "Sala Tronto",
    "Salla Tronto",
    "قاعة ترونتو",
    "特龙托厅",
    "Зала Тронто",
    "ترونتو ہال",
    "Salle Tronto",
    "Sala Tronto",
    "Sala Tronto",
];
const IDENTITY: [&str; 11] = [
    "Documento d'identità valido",
    "Valid identity document",
    "Act de identitate valabil",
    "Dokument identiteti i vlefshëm",
    "وثيقة هوية سارية",
    "有效身份证件",
    "Чинний документ, що посвідчує особу",
    "کارآمد شناختی دستاویز",
    "Pièce d'identité valide",
    "Documento de identidad vigente",
    "Ważny dokument tożsamości",
];
const PHOTO: [&str; 11] = [
    "Fototessera recente",
    "Recent passport photo",
    "Fotografie recentă",
    "Fotografi e fundit",
    "صورة شخصية حديثة",
    "近期证件照",
    "Нещодавнє фото",
    "تازہ پاسپورٹ سائز تصویر",
    "Photo d'identité récente",
    "Foto de carné reciente",
    "Aktualne zdjęcie",
];
const CARD: [&str; 11] = [
    "Tessera sanitaria o codice fiscale",
    "Health card or tax code",
    "Card de sănătate sau cod fiscal",
    "Kartë shëndetësore ose kod fiskal",
    "البطاقة الصحية أو الرمز الضريبي",
    "医保卡或税号",
    "Медична картка або податковий код",
    "صحت کارڈ یا ٹیکس کوڈ",
    "Carte de santé ou code fiscal",
    "Tarjeta sanitaria o código fiscal",
    "Karta zdrowia lub kod podatkowy",
];

fn text(words: [&'static str; 11]) -> Text {
    let word = |language| Language::ALL.iter().position(|one| *one == language).map_or("", |place| words[place]);
    Text::in_each(|language| word(language).to_owned())
}

/// Two services, a wait and documents.
pub(crate) fn ticket() -> TicketView {
    TicketView {
        ticket: TicketId(7),
        code: Code::new('A', 42),
        taken_at: DateTime::UNIX_EPOCH,
        hub_name: text(HUB),
        service: text(SERVICE),
        further_services: vec![text(THEN)],
        area: Text::new("Anagrafe e stato civile", "Registry"),
        floor: "T".to_owned(),
        waiting_room: text(ROOM),
        people_ahead: 5,
        documents: vec![text(IDENTITY), text(PHOTO), text(CARD)],
        state: LegState::Waiting,
        counter: None,
        legs: vec![],
        location: Text::default(),
        call: None,
        follow_url: None,
        wait: Some(WaitRange { from_minutes: 10, to_minutes: Some(20), likely_minutes: Some(14), is_rough: true }),
    }
}
