//! What is said of closed services, and of when to come back.

use crate::sentence::Sentence;

/// The service is closed: which, and why in brackets where it is known.
pub(crate) const CLOSED: Sentence = Sentence {
    it: "«{0}» è chiuso{1}.",
    en: "\"{0}\" is closed{1}.",
    ro: "„{0}”: închis{1}.",
    sq: "“{0}” është i mbyllur{1}.",
    ar: "«{0}»: مغلق{1}.",
    zh: "“{0}”现在关闭{1}。",
    uk: "«{0}»: зачинено{1}.",
    ur: "«{0}» بند ہے{1}۔",
    fr: "« {0} » : fermé{1}.",
    es: "«{0}» está cerrado{1}.",
    pl: "„{0}”: nieczynne{1}.",
};

/// The service is open for those who came before: the service, and until when.
pub(crate) const LAST_TICKET_PASSED: Sentence = Sentence {
    it: "Per «{0}» l'ultimo numero si prende prima delle {1}.",
    en: "The last ticket for \"{0}\" is given before {1}.",
    ro: "Ultimul număr pentru „{0}” se dă înainte de {1}.",
    sq: "Numri i fundit për “{0}” jepet para orës {1}.",
    ar: "يُعطى آخر رقم لخدمة «{0}» قبل الساعة {1}.",
    zh: "“{0}”的最后取号时间是{1}。",
    uk: "Останній номер на «{0}» видають до {1}.",
    ur: "«{0}» کا آخری نمبر {1} بجے سے پہلے دیا جاتا ہے۔",
    fr: "Le dernier numéro pour « {0} » se prend avant {1}.",
    es: "El último número para «{0}» se da antes de las {1}.",
    pl: "Ostatni numer do „{0}” wydaje się przed {1}.",
};

/// When to come back.
pub(crate) const COME_BACK: Sentence = Sentence {
    it: "Torna {0}.",
    en: "Please come back on {0}.",
    ro: "Reveniți {0}.",
    sq: "Kthehuni {0}.",
    ar: "يُرجى العودة {0}.",
    zh: "请于{0}再来。",
    uk: "Приходьте {0}.",
    ur: "براہِ کرم {0} آئیں۔",
    fr: "Revenez {0}.",
    es: "Vuelva {0}.",
    pl: "Zapraszamy {0}.",
};

/// Whom to ask where nobody knows when to come back.
pub(crate) const ASK_THE_STAFF: Sentence = Sentence {
    it: "Rivolgiti al personale.",
    en: "Please ask the staff.",
    ro: "Adresați-vă personalului.",
    sq: "Drejtojuni personelit.",
    ar: "يُرجى سؤال الموظفين.",
    zh: "请询问工作人员。",
    uk: "Зверніться до працівників.",
    ur: "براہِ کرم عملے سے پوچھیں۔",
    fr: "Adressez-vous au personnel.",
    es: "Pregunte al personal.",
    pl: "Prosimy zwrócić się do pracownika.",
};
