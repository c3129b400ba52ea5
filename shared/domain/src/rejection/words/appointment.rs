//! What is said to somebody with an appointment.

use crate::sentence::Sentence;

/// No appointment of today has this code: what was typed.
pub(crate) const UNKNOWN_APPOINTMENT: Sentence = Sentence {
    it: "Nessun appuntamento di oggi ha il codice {0}: ricontrollalo o prendi un numero.",
    en: "No appointment of today has the code {0}: check it or take a ticket.",
    ro: "Nicio programare de astăzi nu are codul {0}: verificați-l sau luați un număr.",
    sq: "Asnjë takim i sotëm nuk e ka kodin {0}: kontrollojeni ose merrni një numër.",
    ar: "لا يوجد اليوم موعد بالرمز {0}: تحقق منه أو خذ رقمًا.",
    zh: "今天没有代码为{0}的预约：请核对或取号。",
    uk: "Сьогодні немає запису з кодом {0}: перевірте його або візьміть номер.",
    ur: "آج کوڈ {0} کی کوئی ملاقات نہیں: اسے دوبارہ دیکھیں یا نمبر لیں۔",
    fr: "Aucun rendez-vous d'aujourd'hui n'a le code {0} : vérifiez-le ou prenez un numéro.",
    es: "Ninguna cita de hoy tiene el código {0}: compruébelo o saque un número.",
    pl: "Żadna dzisiejsza wizyta nie ma kodu {0}: sprawdź go lub pobierz numer.",
};

/// The citizen has come too early: when it begins, and from when on one can check in.
pub(crate) const TOO_EARLY: Sentence = Sentence {
    it: "L'appuntamento è alle {0}: registrati dalle {1} in poi.",
    en: "The appointment is at {0}: please check in from {1} on.",
    ro: "Programarea este la {0}: vă puteți înregistra de la {1}.",
    sq: "Takimi është në {0}: regjistrohuni nga ora {1} e tutje.",
    ar: "الموعد الساعة {0}: سجّل حضورك ابتداءً من الساعة {1}.",
    zh: "预约时间是{0}：请从{1}起签到。",
    uk: "Запис на {0}: зареєструватися можна з {1}.",
    ur: "ملاقات {0} بجے ہے: {1} بجے سے حاضری لگائیں۔",
    fr: "Le rendez-vous est à {0} : enregistrez-vous à partir de {1}.",
    es: "La cita es a las {0}: regístrese a partir de las {1}.",
    pl: "Wizyta jest o {0}: zgłoś się od {1}.",
};

/// The citizen has a ticket for it: its code.
pub(crate) const CHECKED_IN_BEFORE: Sentence = Sentence {
    it: "Sei già registrato con il numero {0}: attendi la chiamata.",
    en: "You are checked in already with ticket {0}: please wait to be called.",
    ro: "Sunteți deja înregistrat cu numărul {0}: așteptați să fiți chemat.",
    sq: "Jeni regjistruar tashmë me numrin {0}: prisni thirrjen.",
    ar: "تم تسجيل حضورك بالرقم {0}: يُرجى انتظار النداء.",
    zh: "您已签到，号码{0}：请等候叫号。",
    uk: "Ви вже зареєстровані з номером {0}: чекайте виклику.",
    ur: "آپ کی حاضری نمبر {0} سے لگ چکی ہے: بلائے جانے کا انتظار کریں۔",
    fr: "Vous êtes déjà enregistré avec le numéro {0} : attendez l'appel.",
    es: "Ya está registrado con el número {0}: espere la llamada.",
    pl: "Zgłoszono już z numerem {0}: poczekaj na wezwanie.",
};

/// The appointment is in another building: when it begins, the building and its address.
pub(crate) const APPOINTMENT_ELSEWHERE: Sentence = Sentence {
    it: "L'appuntamento delle {0} è in un'altra sede: {1}, {2}. Registrati là.",
    en: "The appointment at {0} is in another building: {1}, {2}. Please check in there.",
    ro: "Programarea de la {0} este la un alt sediu: {1}, {2}. Înregistrați-vă acolo.",
    sq: "Takimi i orës {0} është në një seli tjetër: {1}, {2}. Regjistrohuni atje.",
    ar: "موعد الساعة {0} في مقر آخر: {1}، {2}. سجّل حضورك هناك.",
    zh: "{0}的预约在另一处办公点：{1}，{2}。请到那里签到。",
    uk: "Запис на {0} — в іншій будівлі: {1}, {2}. Зареєструйтеся там.",
    ur: "{0} بجے کی ملاقات دوسرے دفتر میں ہے: {1}، {2}۔ حاضری وہاں لگائیں۔",
    fr: "Le rendez-vous de {0} est dans un autre bâtiment : {1}, {2}. Enregistrez-vous là-bas.",
    es: "La cita de las {0} es en otra sede: {1}, {2}. Regístrese allí.",
    pl: "Wizyta o {0} jest w innym budynku: {1}, {2}. Zgłoś się tam.",
};

/// The appointment was called off.
pub(crate) const APPOINTMENT_CANCELLED: Sentence = Sentence {
    it: "L'appuntamento è stato annullato: prendi un numero o prenota di nuovo.",
    en: "The appointment was called off: take a ticket or book again.",
    ro: "Programarea a fost anulată: luați un număr sau programați-vă din nou.",
    sq: "Takimi u anulua: merrni një numër ose rezervoni përsëri.",
    ar: "أُلغي الموعد: خذ رقمًا أو احجز من جديد.",
    zh: "预约已取消：请取号或重新预约。",
    uk: "Запис скасовано: візьміть номер або запишіться знову.",
    ur: "ملاقات منسوخ ہو گئی ہے: نمبر لیں یا دوبارہ وقت لیں۔",
    fr: "Le rendez-vous a été annulé : prenez un numéro ou réservez de nouveau.",
    es: "La cita fue anulada: saque un número o reserve de nuevo.",
    pl: "Wizytę odwołano: pobierz numer lub umów się ponownie.",
};

/// The appointment is too long ago: when it began.
pub(crate) const APPOINTMENT_MISSED: Sentence = Sentence {
    it: "L'appuntamento delle {0} è passato: prendi un numero.",
    en: "The appointment at {0} has passed: please take a ticket.",
    ro: "Programarea de la {0} a trecut: luați un număr.",
    sq: "Takimi i orës {0} ka kaluar: merrni një numër.",
    ar: "فات موعد الساعة {0}: خذ رقمًا.",
    zh: "{0}的预约已过：请取号。",
    uk: "Запис на {0} минув: візьміть номер.",
    ur: "{0} بجے کی ملاقات گزر چکی ہے: نمبر لیں۔",
    fr: "Le rendez-vous de {0} est passé : prenez un numéro.",
    es: "La cita de las {0} ha pasado: saque un número.",
    pl: "Wizyta z godziny {0} minęła: pobierz numer.",
};

/// A code for check-in has too few or too many characters: how many it has.
pub(crate) const CODE_LENGTH: Sentence = Sentence {
    it: "Il codice ha {0} caratteri, come K7M4-2QXD: scrivilo tutto.",
    en: "The code has {0} characters, such as K7M4-2QXD: type all of it.",
    ro: "Codul are {0} caractere, de exemplu K7M4-2QXD: scrieți-l în întregime.",
    sq: "Kodi ka {0} shenja, si K7M4-2QXD: shkruajeni të gjithë.",
    ar: "عدد أحرف الرمز {0}، مثل \u{2068}K7M4-2QXD\u{2069}: اكتبه كاملًا.",
    zh: "代码有{0}个字符，例如K7M4-2QXD：请完整输入。",
    uk: "Код має {0} знаків, наприклад K7M4-2QXD: введіть його повністю.",
    ur: "کوڈ کے {0} حروف ہوتے ہیں، جیسے \u{2068}K7M4-2QXD\u{2069}: پورا لکھیں۔",
    fr: "Le code a {0} caractères, par exemple K7M4-2QXD : saisissez-le en entier.",
    es: "El código tiene {0} caracteres, como K7M4-2QXD: escríbalo entero.",
    pl: "Kod ma {0} znaków, na przykład K7M4-2QXD: wpisz go w całości.",
};

/// No code for check-in has this character: which.
pub(crate) const CODE_SIGN: Sentence = Sentence {
    it: "Nessun codice contiene «{0}»: rileggilo sulla prenotazione.",
    en: "No code holds \"{0}\": read it again on the booking.",
    ro: "Niciun cod nu conține „{0}”: recitiți-l pe programare.",
    sq: "Asnjë kod nuk përmban “{0}”: lexojeni përsëri te rezervimi.",
    ar: "لا يحتوي أي رمز على «{0}»: أعد قراءته في الحجز.",
    zh: "代码中没有“{0}”：请再看一下预约单。",
    uk: "Жоден код не містить «{0}»: перечитайте його в записі.",
    ur: "کسی کوڈ میں «{0}» نہیں ہوتا: اسے بکنگ پر دوبارہ پڑھیں۔",
    fr: "Aucun code ne contient « {0} » : relisez-le sur la réservation.",
    es: "Ningún código contiene «{0}»: vuelva a leerlo en la reserva.",
    pl: "Żaden kod nie zawiera „{0}”: odczytaj go jeszcze raz z rezerwacji.",
};
