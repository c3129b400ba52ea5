//! Some names of the usual hub in the further languages; the others stay Italian, as in many a hub file.

use domain::text::{Language, Text};

/// Adds the further languages where this Italian text has them.
pub(super) fn translate(text: &mut Text) {
    if let Some((_, words)) = WORDS.iter().find(|(italian, _)| *italian == text.it) {
        text.more = FURTHER.into_iter().zip(words.iter().map(|word| (*word).to_owned())).collect();
    }
}

const FURTHER: [Language; 9] = [
    Language::Ro,
    Language::Sq,
    Language::Ar,
    Language::Zh,
    Language::Uk,
    Language::Ur,
    Language::Fr,
    Language::Es,
    Language::Pl,
];

/// Italian, and the same in the order of [`FURTHER`].
const WORDS: [(&str, [&str; 9]); 9] = [
    (
        "Anagrafe e Stato civile",
        [
            "Evidența populației și stare civilă",
            "Gjendja civile dhe regjistri",
            "السجل المدني والأحوال المدنية",
            "户籍与民事登记",
            "Реєстр населення та громадянський стан",
            "آبادی اور سول رجسٹری",
            "État civil et registre de la population",
            "Padrón y registro civil",
            "Ewidencja ludności i stan cywilny",
        ],
    ),
    (
        "Servizi Sociali",
        [
            "Servicii sociale",
            "Shërbimet sociale",
            "الخدمات الاجتماعية",
            "社会服务",
            "Соціальні послуги",
            "سماجی خدمات",
            "Services sociaux",
            "Servicios sociales",
            "Pomoc społeczna",
        ],
    ),
    (
        "Carta d'identità elettronica: rilascio, rinnovo e duplicato",
        [
            "Cartea de identitate electronică: eliberare, reînnoire, duplicat",
            "Letërnjoftimi elektronik: lëshim, rinovim dhe dublikatë",
            "بطاقة الهوية الإلكترونية: إصدار وتجديد وبدل فاقد",
            "电子身份证：办理、换发和补发",
            "Електронне посвідчення особи: видача, поновлення, дублікат",
            "الیکٹرانک شناختی کارڈ: اجرا، تجدید اور نقل",
            "Carte d'identité électronique : délivrance, renouvellement et duplicata",
            "Documento de identidad electrónico: expedición, renovación y duplicado",
            "Elektroniczny dowód tożsamości: wydanie, odnowienie i duplikat",
        ],
    ),
    (
        "Certificati anagrafici",
        [
            "Certificate de evidență a populației",
            "Certifikata të gjendjes civile",
            "شهادات السجل المدني",
            "户籍证明",
            "Довідки з реєстру населення",
            "رجسٹری کے سرٹیفکیٹ",
            "Certificats d'état civil",
            "Certificados del padrón",
            "Zaświadczenia z ewidencji ludności",
        ],
    ),
    (
        "Pubblicazioni di matrimonio e unioni civili",
        [
            "Publicații de căsătorie și uniuni civile",
            "Shpalljet e martesës dhe bashkimet civile",
            "إعلانات الزواج والاقتران المدني",
            "结婚公告与民事结合",
            "Оголошення про шлюб і цивільні союзи",
            "شادی کے اعلانات اور سول یونین",
            "Publications de mariage et unions civiles",
            "Publicaciones de matrimonio y uniones civiles",
            "Zapowiedzi małżeńskie i związki partnerskie",
        ],
    ),
    (
        "Carta d'identità scaduta o denuncia di smarrimento",
        [
            "Cartea de identitate expirată sau declarația de pierdere",
            "Letërnjoftimi i skaduar ose denoncimi i humbjes",
            "بطاقة الهوية المنتهية أو بلاغ الفقدان",
            "过期的身份证或遗失报案单",
            "Прострочене посвідчення або заява про втрату",
            "میعاد ختم شدہ شناختی کارڈ یا گمشدگی کی رپورٹ",
            "Carte d'identité périmée ou déclaration de perte",
            "Documento caducado o denuncia de pérdida",
            "Nieważny dowód lub zgłoszenie utraty",
        ],
    ),
    (
        "Tessera sanitaria con codice fiscale",
        [
            "Cardul de sănătate cu codul fiscal",
            "Karta shëndetësore me kodin fiskal",
            "البطاقة الصحية مع الرقم الضريبي",
            "带税号的医疗卡",
            "Медична картка з податковим кодом",
            "ہیلتھ کارڈ مع ٹیکس کوڈ",
            "Carte de santé avec code fiscal",
            "Tarjeta sanitaria con código fiscal",
            "Karta zdrowia z numerem podatkowym",
        ],
    ),
    (
        "I genitori, entro 10 giorni dalla nascita",
        [
            "Părinții, în 10 zile de la naștere",
            "Prindërit, brenda 10 ditëve nga lindja",
            "الوالدان، خلال 10 أيام من الولادة",
            "父母，出生后10天内",
            "Батьки, протягом 10 днів від народження",
            "والدین، پیدائش کے 10 دن کے اندر",
            "Les parents, dans les 10 jours de la naissance",
            "Los padres, en los 10 días tras el nacimiento",
            "Rodzice, w ciągu 10 dni od narodzin",
        ],
    ),
    ("Gratuito", ["Gratuit", "Falas", "مجانًا", "免费", "Безкоштовно", "مفت", "Gratuit", "Gratuito", "Bezpłatnie"]),
];
