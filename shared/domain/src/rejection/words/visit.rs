//! What is said to somebody who has a ticket.

use crate::sentence::Sentence;

/// The ticket was not marked as a no-show: its code.
pub(crate) const NOT_NO_SHOW: Sentence = Sentence {
    it: "{0} non risulta assente: attendi la chiamata o prendi un nuovo numero.",
    en: "{0} was not marked absent: wait to be called or take a new ticket.",
    ro: "{0} nu figurează ca absent: așteptați să fiți chemat sau luați un număr nou.",
    sq: "{0} nuk është shënuar si i munguar: prisni thirrjen ose merrni një numër të ri.",
    ar: "لم يُسجَّل {0} غائبًا: انتظر النداء أو خذ رقمًا جديدًا.",
    zh: "{0}没有被记为缺席：请等候叫号或重新取号。",
    uk: "{0} не позначено як відсутній: чекайте виклику або візьміть новий номер.",
    ur: "{0} غیر حاضر نہیں لکھا گیا: بلائے جانے کا انتظار کریں یا نیا نمبر لیں۔",
    fr: "{0} n'est pas noté absent : attendez l'appel ou prenez un nouveau numéro.",
    es: "{0} no consta como ausente: espere la llamada o saque un número nuevo.",
    pl: "{0} nie jest oznaczony jako nieobecny: poczekaj na wezwanie lub pobierz nowy numer.",
};

/// The no-show is too long ago: its code, and for how many minutes it is taken back.
pub(crate) const REJOIN_TOO_LATE: Sentence = Sentence {
    it: "{0} è stato chiamato più di {1} minuti fa: prendi un nuovo numero.",
    en: "{0} was called more than {1} minutes ago: please take a new ticket.",
    ro: "{0} a fost chemat acum mai mult de {1} min: luați un număr nou.",
    sq: "{0} u thirr më shumë se {1} minuta më parë: merrni një numër të ri.",
    ar: "نودي على {0} قبل أكثر من {1} دقيقة: خذ رقمًا جديدًا.",
    zh: "{0}已在{1}多分钟前叫过：请重新取号。",
    uk: "{0} викликали понад {1} хв тому: візьміть новий номер.",
    ur: "{0} کو {1} منٹ سے زیادہ پہلے بلایا گیا تھا: نیا نمبر لیں۔",
    fr: "{0} a été appelé il y a plus de {1} minutes : prenez un nouveau numéro.",
    es: "{0} fue llamado hace más de {1} minutos: saque un número nuevo.",
    pl: "{0} wezwano ponad {1} min temu: pobierz nowy numer.",
};

/// A no-show is taken back once: its code.
pub(crate) const REJOINED_BEFORE: Sentence = Sentence {
    it: "{0} è già rientrato una volta: prendi un nuovo numero.",
    en: "{0} was taken back once already: please take a new ticket.",
    ro: "{0} a fost deja reprimit o dată: luați un număr nou.",
    sq: "{0} është kthyer tashmë një herë: merrni një numër të ri.",
    ar: "أُعيد {0} إلى الطابور مرة من قبل: خذ رقمًا جديدًا.",
    zh: "{0}已经恢复过一次：请重新取号。",
    uk: "{0} уже повертали до черги: візьміть новий номер.",
    ur: "{0} ایک بار پہلے ہی قطار میں واپس آ چکا ہے: نیا نمبر لیں۔",
    fr: "{0} a déjà été remis une fois dans la file : prenez un nouveau numéro.",
    es: "{0} ya volvió a la cola una vez: saque un número nuevo.",
    pl: "{0} już raz wrócił do kolejki: pobierz nowy numer.",
};

/// Others were let pass as often as allowed: how often.
pub(crate) const LET_PASS_LIMIT: Sentence = Sentence {
    it: "Hai già lasciato passare altri {0} volte: attendi la chiamata o annulla.",
    en: "You have let others pass {0} times: wait to be called or cancel.",
    ro: "I-ați lăsat deja pe alții să treacă de {0} ori: așteptați să fiți chemat sau anulați.",
    sq: "I keni lënë të tjerët të kalojnë {0} herë: prisni thirrjen ose anuloni.",
    ar: "سمحت لغيرك بالمرور {0} مرات: انتظر النداء أو ألغِ.",
    zh: "您已让别人先办{0}次：请等候叫号或取消。",
    uk: "Ви вже пропускали інших, разів: {0}. Чекайте виклику або скасуйте.",
    ur: "آپ {0} بار دوسروں کو آگے جانے دے چکے ہیں: بلائے جانے کا انتظار کریں یا منسوخ کریں۔",
    fr: "Vous avez déjà laissé passer d'autres personnes {0} fois : attendez l'appel ou annulez.",
    es: "Ya ha dejado pasar a otros {0} veces: espere la llamada o anule.",
    pl: "Przepuszczono już innych {0} razy: poczekaj na wezwanie lub anuluj.",
};

/// Either people or minutes have to be named.
pub(crate) const LET_PASS_CHOICE: Sentence = Sentence {
    it: "Indica quante persone o quanti minuti, uno dei due.",
    en: "Say how many people or how many minutes, one of the two.",
    ro: "Indicați câte persoane sau câte minute, una din două.",
    sq: "Tregoni sa persona ose sa minuta, njërën nga të dyja.",
    ar: "حدّد عدد الأشخاص أو عدد الدقائق، أحدهما فقط.",
    zh: "请选择人数或分钟数，二者选一。",
    uk: "Вкажіть, скільки людей або скільки хвилин, одне з двох.",
    ur: "کتنے افراد یا کتنے منٹ، دونوں میں سے ایک بتائیں۔",
    fr: "Indiquez combien de personnes ou combien de minutes, l'un des deux.",
    es: "Indique cuántas personas o cuántos minutos, uno de los dos.",
    pl: "Podaj liczbę osób albo liczbę minut, jedno z dwojga.",
};

/// The number of people is out of its bounds: most people.
pub(crate) const PEOPLE_OUT_OF_RANGE: Sentence = Sentence {
    it: "Scegli da 1 a {0} persone.",
    en: "Choose 1 to {0} people.",
    ro: "Alegeți între 1 și {0} persoane.",
    sq: "Zgjidhni nga 1 deri në {0} persona.",
    ar: "اختر عدد الأشخاص من 1 إلى {0}.",
    zh: "请选择1到{0}人。",
    uk: "Оберіть кількість людей від 1 до {0}.",
    ur: "1 سے {0} تک افراد منتخب کریں۔",
    fr: "Choisissez de 1 à {0} personnes.",
    es: "Elija de 1 a {0} personas.",
    pl: "Wybierz liczbę osób od 1 do {0}.",
};

/// Nobody waits behind.
pub(crate) const NOBODY_TO_LET_PASS: Sentence = Sentence {
    it: "Dietro di te non c'è nessuno: scegli dei minuti.",
    en: "Nobody is behind you: choose minutes instead.",
    ro: "Nu este nimeni după dvs.: alegeți minute.",
    sq: "Pas jush nuk ka askënd: zgjidhni minutat.",
    ar: "لا أحد خلفك: اختر الدقائق بدلًا من ذلك.",
    zh: "您后面没有人：请选择分钟数。",
    uk: "За вами нікого немає: оберіть хвилини.",
    ur: "آپ کے پیچھے کوئی نہیں: اس کے بجائے منٹ منتخب کریں۔",
    fr: "Il n'y a personne derrière vous : choisissez des minutes.",
    es: "Detrás de usted no hay nadie: elija minutos.",
    pl: "Za Tobą nikogo nie ma: wybierz minuty.",
};

/// No such building: what was asked for.
pub(crate) const UNKNOWN_LOCATION: Sentence = Sentence {
    it: "La sede «{0}» non esiste: scegli dall'elenco.",
    en: "There is no building \"{0}\": choose one from the list.",
    ro: "Sediul „{0}” nu există: alegeți din listă.",
    sq: "Selia “{0}” nuk ekziston: zgjidhni nga lista.",
    ar: "المقر «{0}» غير موجود: اختر من القائمة.",
    zh: "没有办公地点“{0}”：请从列表中选择。",
    uk: "Будівлі «{0}» немає: оберіть зі списку.",
    ur: "دفتر «{0}» موجود نہیں: فہرست سے منتخب کریں۔",
    fr: "Le site « {0} » n'existe pas : choisissez dans la liste.",
    es: "La sede «{0}» no existe: elija de la lista.",
    pl: "Nie ma siedziby „{0}”: wybierz z listy.",
};

/// The service is not given in that building: the service, the building.
pub(crate) const NOT_GIVEN_THERE: Sentence = Sentence {
    it: "«{0}» non si fa a «{1}»: scegli un'altra sede.",
    en: "\"{0}\" is not given at \"{1}\": choose another building.",
    ro: "„{0}” nu se face la „{1}”: alegeți alt sediu.",
    sq: "“{0}” nuk kryhet te “{1}”: zgjidhni një seli tjetër.",
    ar: "«{0}» غير متاحة في «{1}»: اختر مقرًا آخر.",
    zh: "“{1}”不办理“{0}”：请选择其他地点。",
    uk: "«{0}» не надають тут: «{1}». Оберіть іншу будівлю.",
    ur: "«{0}» کی خدمت «{1}» میں نہیں: کوئی دوسرا دفتر منتخب کریں۔",
    fr: "« {0} » ne se fait pas à « {1} » : choisissez un autre site.",
    es: "«{0}» no se ofrece en «{1}»: elija otra sede.",
    pl: "„{0}” nie załatwia się tutaj: „{1}”. Wybierz inną siedzibę.",
};

/// The ticket is waited for in that building already: its code, the building.
pub(crate) const ALREADY_THERE: Sentence = Sentence {
    it: "{0} è già in attesa a «{1}».",
    en: "{0} is waited for at \"{1}\" already.",
    ro: "{0} este deja în așteptare la „{1}”.",
    sq: "{0} është tashmë në pritje te “{1}”.",
    ar: "{0} في الانتظار بالفعل في «{1}».",
    zh: "{0}已在“{1}”等候。",
    uk: "{0} уже в черзі: «{1}».",
    ur: "{0} پہلے ہی «{1}» میں انتظار میں ہے۔",
    fr: "{0} attend déjà à « {1} ».",
    es: "{0} ya está en espera en «{1}».",
    pl: "{0} już czeka: „{1}”.",
};
