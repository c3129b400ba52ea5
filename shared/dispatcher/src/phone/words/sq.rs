//! Albanian.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::Sq,
    languages: "Gjuha",
    your_number: "Numri juaj",
    waiting: "Prisni radhën tuaj",
    waiting_hint: "Faqja përditësohet vetë. Kur t'ju vijë radha, e shihni këtu dhe në tabelë.",
    called: "Është radha juaj: sporteli {}",
    called_hint: "Ju lutemi shkoni tani te sporteli.",
    serving: "Jeni te sporteli {}",
    parked: "Radha juaj është në pauzë: do t'ju thërrasim përsëri",
    parked_hint: "Qëndroni afër ose kthehuni siç keni rënë dakord me nëpunësin.",
    finished: "Shërbimi përfundoi",
    finished_hint: "Faleminderit. Ky numër nuk nevojitet më.",
    no_show: "Ju thirrëm, por nuk ishit aty",
    no_show_hint: "Tregojani menjëherë këtë numër personelit: për pak kohë mund të ktheheni në radhë.",
    cancelled: "Ky numër është anuluar",
    cancelled_hint: "Nëse shërbimi ju duhet ende, merrni një numër të ri.",
    day_closed: "Zyra është mbyllur",
    day_closed_hint: "Ky numër nuk vlen më: kthehuni gjatë orarit dhe merrni një të ri.",
    ahead: "Persona para jush",
    nobody_ahead: "Askush",
    wait: "Pritja e parashikuar",
    as_of: "(ora {})",
    unlikely: "Ka gjasa të mos arrijmë t'ju shërbejmë para mbylljes.",
    not_before: "Nuk do t'ju thërrasim para orës {}.",
    where_to_wait: "Ku të prisni",
    where_to_go: "Ku të shkoni",
    floor: "kati {}",
    comma: ", ",
    stop: ". ",
    service: "Shërbimi",
    services: "Shërbimet",
    documents: "Çfarë ju duhet",
    privacy: "Kjo faqe nuk përmban të dhëna personale dhe nuk përdor cookie. Kush e ka adresën e saj e sheh këtë \
              numër deri në fund të ditës: mos e ndani me të tjerë.",
    stale: "E papërditësuar që nga ora {}. Shikoni tabelën.",
    alert: "Më njofto me tingull dhe dridhje",
    alert_is_on: "Njoftimi është aktiv: tingull dhe dridhje",
    gone: "Numri nuk u gjet",
    gone_why: "Kjo adresë nuk ju çon te asnjë numër i sotëm: ata të ditëve të kaluara nuk shihen më.",
    gone_remedy: "Nëse numrin e keni marrë sot, skanoni përsëri kodin në biletë. Përndryshe merrni një numër të ri \
                  ose pyesni personelin.",
};
