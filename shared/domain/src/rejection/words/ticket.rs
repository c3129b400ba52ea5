//! What is said to somebody who asks for a ticket.

use crate::sentence::Sentence;

/// No day is open.
pub(crate) const DAY_CLOSED: Sentence = Sentence {
    it: "Il servizio è chiuso. Riprova negli orari di apertura.",
    en: "The office is closed. Please come back during opening hours.",
    ro: "Este închis. Vă rugăm să reveniți în timpul programului.",
    sq: "Shërbimi është i mbyllur. Ju lutemi kthehuni gjatë orarit.",
    ar: "الخدمة مغلقة. يُرجى العودة في أوقات العمل.",
    zh: "现在不办公。请在办公时间再来。",
    uk: "Зачинено. Будь ласка, приходьте в години роботи.",
    ur: "دفتر بند ہے۔ براہِ کرم دفتری اوقات میں آئیں۔",
    fr: "Le service est fermé. Revenez aux heures d'ouverture.",
    es: "El servicio está cerrado. Vuelva, por favor, en el horario de atención.",
    pl: "Nieczynne. Zapraszamy w godzinach otwarcia.",
};

/// No service was named.
pub(crate) const NO_SERVICE: Sentence = Sentence {
    it: "Scegli almeno un servizio.",
    en: "Choose at least one service.",
    ro: "Alegeți cel puțin un serviciu.",
    sq: "Zgjidhni të paktën një shërbim.",
    ar: "اختر خدمة واحدة على الأقل.",
    zh: "请至少选择一项服务。",
    uk: "Оберіть принаймні одну послугу.",
    ur: "کم از کم ایک خدمت منتخب کریں۔",
    fr: "Choisissez au moins un service.",
    es: "Elija al menos un servicio.",
    pl: "Wybierz co najmniej jedną sprawę.",
};

/// More services than a ticket can have: how many it can.
pub(crate) const TOO_MANY_SERVICES: Sentence = Sentence {
    it: "Al massimo {0} servizi per numero.",
    en: "At most {0} services per ticket.",
    ro: "Cel mult {0} servicii pentru un număr.",
    sq: "Jo më shumë se {0} shërbime për një numër.",
    ar: "الحد الأقصى للخدمات لكل رقم: {0}.",
    zh: "每个号码最多办理{0}项服务。",
    uk: "Найбільше послуг на один номер: {0}.",
    ur: "ایک نمبر پر زیادہ سے زیادہ {0} خدمات۔",
    fr: "Au plus {0} services par numéro.",
    es: "Como máximo {0} servicios por número.",
    pl: "Najwięcej spraw na jeden numer: {0}.",
};

/// The same service was named twice: which.
pub(crate) const SERVICE_TWICE: Sentence = Sentence {
    it: "Il servizio «{0}» è indicato due volte.",
    en: "Service \"{0}\" is named twice.",
    ro: "Serviciul „{0}” este indicat de două ori.",
    sq: "Shërbimi “{0}” është zgjedhur dy herë.",
    ar: "الخدمة «{0}» مختارة مرتين.",
    zh: "服务“{0}”选择了两次。",
    uk: "Послугу «{0}» вказано двічі.",
    ur: "خدمت «{0}» دو بار منتخب ہے۔",
    fr: "Le service « {0} » est indiqué deux fois.",
    es: "El servicio «{0}» está indicado dos veces.",
    pl: "Sprawa „{0}” została podana dwa razy.",
};

/// No such service: what was asked for.
pub(crate) const UNKNOWN_SERVICE: Sentence = Sentence {
    it: "Il servizio «{0}» non esiste: scegli dall'elenco.",
    en: "There is no service \"{0}\": choose one from the list.",
    ro: "Serviciul „{0}” nu există: alegeți din listă.",
    sq: "Shërbimi “{0}” nuk ekziston: zgjidhni nga lista.",
    ar: "الخدمة «{0}» غير موجودة: اختر من القائمة.",
    zh: "没有服务“{0}”：请从列表中选择。",
    uk: "Послуги «{0}» немає: оберіть зі списку.",
    ur: "خدمت «{0}» موجود نہیں: فہرست سے منتخب کریں۔",
    fr: "Le service « {0} » n'existe pas : choisissez dans la liste.",
    es: "El servicio «{0}» no existe: elija de la lista.",
    pl: "Nie ma sprawy „{0}”: wybierz z listy.",
};

/// No such ticket today: its number.
pub(crate) const UNKNOWN_TICKET: Sentence = Sentence {
    it: "Il numero {0} non è di oggi.",
    en: "Ticket {0} is not one of today.",
    ro: "Numărul {0} nu este de astăzi.",
    sq: "Numri {0} nuk është i sotëm.",
    ar: "الرقم {0} ليس من أرقام اليوم.",
    zh: "号码{0}不是今天的。",
    uk: "Номер {0} не сьогоднішній.",
    ur: "نمبر {0} آج کا نہیں ہے۔",
    fr: "Le numéro {0} n'est pas d'aujourd'hui.",
    es: "El número {0} no es de hoy.",
    pl: "Numer {0} nie jest z dzisiaj.",
};

/// Too many people wait: for which service.
pub(crate) const QUEUE_FULL: Sentence = Sentence {
    it: "Troppe persone in attesa per «{0}»: rivolgiti al personale.",
    en: "Too many people are waiting for \"{0}\": please ask the staff.",
    ro: "Prea multe persoane așteaptă pentru „{0}”: adresați-vă personalului.",
    sq: "Shumë persona presin për “{0}”: drejtojuni personelit.",
    ar: "عدد المنتظرين كبير جدًا لخدمة «{0}»: يُرجى سؤال الموظفين.",
    zh: "等候“{0}”的人太多：请询问工作人员。",
    uk: "Забагато людей чекають на «{0}»: зверніться до працівників.",
    ur: "«{0}» کے لیے بہت زیادہ لوگ انتظار میں ہیں: عملے سے پوچھیں۔",
    fr: "Trop de personnes attendent pour « {0} » : adressez-vous au personnel.",
    es: "Hay demasiadas personas en espera para «{0}»: pregunte al personal.",
    pl: "Zbyt wiele osób czeka na „{0}”: prosimy zwrócić się do pracownika.",
};

/// All codes of a letter are used today: which letter.
pub(crate) const CODES_USED_UP: Sentence = Sentence {
    it: "I numeri {0} di oggi sono finiti: rivolgiti al personale.",
    en: "Today's {0} numbers are used up: please ask the staff.",
    ro: "Numerele {0} de astăzi s-au terminat: adresați-vă personalului.",
    sq: "Numrat {0} të sotëm mbaruan: drejtojuni personelit.",
    ar: "نفدت أرقام {0} لهذا اليوم: يُرجى سؤال الموظفين.",
    zh: "今天的{0}号已取完：请询问工作人员。",
    uk: "Номери {0} на сьогодні закінчилися: зверніться до працівників.",
    ur: "آج کے {0} نمبر ختم ہو گئے ہیں: عملے سے پوچھیں۔",
    fr: "Les numéros {0} d'aujourd'hui sont épuisés : adressez-vous au personnel.",
    es: "Los números {0} de hoy se han agotado: pregunte al personal.",
    pl: "Dzisiejsze numery {0} skończyły się: prosimy zwrócić się do pracownika.",
};

/// The service has given as many tickets as it can serve in a day: the service, and how many.
pub(crate) const QUOTA_REACHED: Sentence = Sentence {
    it: "I {1} numeri di oggi per «{0}» sono finiti: torna un altro giorno.",
    en: "Today's {1} numbers for \"{0}\" are used up: please come back another day.",
    ro: "Numerele de astăzi pentru „{0}” ({1}) s-au terminat: reveniți în altă zi.",
    sq: "{1} numrat e sotëm për “{0}” mbaruan: kthehuni një ditë tjetër.",
    ar: "نفدت أرقام اليوم لخدمة «{0}» ({1}): يُرجى العودة في يوم آخر.",
    zh: "“{0}”今天的{1}个号已取完：请改日再来。",
    uk: "Номери на сьогодні для «{0}» ({1}) закінчилися: приходьте іншого дня.",
    ur: "«{0}» کے آج کے {1} نمبر ختم ہو گئے ہیں: کسی اور دن آئیں۔",
    fr: "Les {1} numéros d'aujourd'hui pour « {0} » sont épuisés : revenez un autre jour.",
    es: "Los {1} números de hoy para «{0}» se han agotado: vuelva otro día.",
    pl: "Dzisiejsze numery do „{0}” ({1}) skończyły się: prosimy przyjść innego dnia.",
};

/// The service will probably close first: the service, the wait in minutes, when it closes.
pub(crate) const PROBABLY_NOT_SERVED: Sentence = Sentence {
    it: "Per «{0}» l'attesa è di circa {1} minuti e si chiude alle {2}: torna un altro giorno o chiedi al personale.",
    en: "The wait for \"{0}\" is about {1} minutes and it closes at {2}: come back another day or ask the staff.",
    ro: "Pentru „{0}” se așteaptă circa {1} min și se închide la {2}: reveniți în altă zi sau întrebați personalul.",
    sq: "Për “{0}” pritja është rreth {1} min dhe mbyllet në {2}: kthehuni një ditë tjetër ose pyesni personelin.",
    ar: "الانتظار لخدمة «{0}» نحو {1} دقيقة والإغلاق الساعة {2}: عُد في يوم آخر أو اسأل الموظفين.",
    zh: "“{0}”需等候约{1}分钟，{2}关门：请改日再来或询问工作人员。",
    uk: "На «{0}» чекати приблизно {1} хв, а зачиняється о {2}: приходьте іншого дня або спитайте працівників.",
    ur: "«{0}» کے لیے انتظار تقریباً {1} منٹ ہے اور {2} بجے بند ہو جاتا ہے: کسی اور دن آئیں یا عملے سے پوچھیں۔",
    fr: "L'attente pour « {0} » est d'environ {1} minutes et la fermeture est à {2} : revenez un autre jour ou demandez au personnel.",
    es: "La espera para «{0}» es de unos {1} minutos y se cierra a las {2}: vuelva otro día o pregunte al personal.",
    pl: "Na „{0}” czeka się około {1} min, a zamknięcie jest o {2}: prosimy przyjść innego dnia lub zapytać pracownika.",
};

/// A kiosk asks faster than people can: tickets a minute, and seconds until the next.
pub(crate) const TOO_MANY_FROM_DEVICE: Sentence = Sentence {
    it: "Al massimo {0} numeri al minuto da qui: riprova tra {1} secondi.",
    en: "At most {0} tickets a minute from here: try again in {1} seconds.",
    ro: "Cel mult {0} numere pe minut de aici: încercați din nou peste {1} s.",
    sq: "Jo më shumë se {0} numra në minutë nga këtu: provoni përsëri pas {1} sekondash.",
    ar: "الحد الأقصى من هنا {0} في الدقيقة: حاول مجددًا بعد {1} ثانية.",
    zh: "此处每分钟最多取{0}个号：请在{1}秒后再试。",
    uk: "Звідси найбільше номерів за хвилину: {0}. Спробуйте ще раз через {1} с.",
    ur: "یہاں سے ایک منٹ میں زیادہ سے زیادہ {0} نمبر: {1} سیکنڈ بعد دوبارہ کوشش کریں۔",
    fr: "Au plus {0} numéros par minute d'ici : réessayez dans {1} secondes.",
    es: "Como máximo {0} números por minuto desde aquí: inténtelo de nuevo en {1} segundos.",
    pl: "Najwięcej numerów na minutę z tego miejsca: {0}. Spróbuj ponownie za {1} s.",
};

/// No such reason for priority: what was asked for.
pub(crate) const UNKNOWN_PRIORITY: Sentence = Sentence {
    it: "La priorità «{0}» non esiste: scegli dall'elenco.",
    en: "There is no priority \"{0}\": choose one from the list.",
    ro: "Prioritatea „{0}” nu există: alegeți din listă.",
    sq: "Përparësia “{0}” nuk ekziston: zgjidhni nga lista.",
    ar: "الأولوية «{0}» غير موجودة: اختر من القائمة.",
    zh: "没有优先理由“{0}”：请从列表中选择。",
    uk: "Такого пріоритету, «{0}», немає: оберіть зі списку.",
    ur: "ترجیح «{0}» موجود نہیں: فہرست سے منتخب کریں۔",
    fr: "La priorité « {0} » n'existe pas : choisissez dans la liste.",
    es: "La prioridad «{0}» no existe: elija de la lista.",
    pl: "Nie ma pierwszeństwa „{0}”: wybierz z listy.",
};

/// The slip was printed as often as allowed: how often.
pub(crate) const REPRINT_LIMIT: Sentence = Sentence {
    it: "Già ristampato {0} volte: chiedi al personale.",
    en: "Already printed again {0} times: please ask the staff.",
    ro: "Biletul a fost deja retipărit de {0} ori: întrebați personalul.",
    sq: "Bileta është riprintuar tashmë {0} herë: pyesni personelin.",
    ar: "أُعيدت الطباعة {0} مرات: يُرجى سؤال الموظفين.",
    zh: "已重新打印{0}次：请询问工作人员。",
    uk: "Талон уже передруковано, разів: {0}. Зверніться до працівників.",
    ur: "پرچی {0} بار دوبارہ چھپ چکی ہے: عملے سے پوچھیں۔",
    fr: "Déjà réimprimé {0} fois : demandez au personnel.",
    es: "Ya se ha reimpreso {0} veces: pregunte al personal.",
    pl: "Bilet wydrukowano ponownie już {0} razy: prosimy zwrócić się do pracownika.",
};
