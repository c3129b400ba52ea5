//! Several services under one number, and priority, by touch.

use domain::ids::PriorityId;
use domain::view::PriorityChoice;

use super::*;

/// Reasons for priority as an office has them.
pub(super) fn priorities() -> Vec<PriorityChoice> {
    let choice = |id: &str, it: &str, en: &str, proof: Text| PriorityChoice {
        id: PriorityId::new(id),
        name: Text::new(it, en),
        proof,
    };
    vec![
        choice("gravidanza", "Gravidanza o bambino fino a un anno", "Pregnancy or child up to one year", {
            Text::new("Certificato medico, se la gravidanza non si vede", "Medical certificate, where needed")
        }),
        choice("disabilita", "Disabilità o difficoltà a stare in piedi", "Disability or difficulty in standing", {
            Text::new("Disability card o verbale di invalidità", "Disability card or report")
        }),
        choice("donatori", "Donatori di sangue nel giorno della donazione", "Blood donors on the day", Text::default()),
    ]
}

/// Pages on the way of somebody with several matters.
pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let details = |id: &str| {
        let area = Msg::ChooseArea(AreaId::new("anagrafe"));
        vec![area, Msg::ChooseService(ServiceId::new(id))]
    };
    let put_aside = || [vec![frame(true)], details("s0"), vec![Msg::AddService]].concat();
    let more = || [put_aside(), details("s1"), vec![Msg::AddService]].concat();
    let asked = || [put_aside(), details("s2"), vec![Msg::AskPriority]].concat();
    let chosen = Msg::SetPriority(Some(PriorityId::new("disabilita")));
    vec![
        ("home-visit", more()),
        ("services-visit", [put_aside(), vec![Msg::ChooseArea(AreaId::new("suap"))]].concat()),
        ("details-visit", [asked(), vec![chosen.clone()]].concat()),
        ("details-aside", [more(), details("s1")].concat()),
        ("priority", asked()),
        ("priority-chosen", [asked(), vec![chosen, Msg::AskPriority]].concat()),
    ]
}

fn sent(kiosk: &Kiosk) -> Option<kiosk_flow::Wish> {
    let mut effects = kiosk.effects.borrow_mut();
    effects.drain(..).find_map(|effect| if let Effect::SendTake { wish, .. } = effect { Some(wish) } else { None })
}

#[test]
fn two_services_and_priority_come_under_one_number_by_touch_alone() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    press(&kiosk.window, "Anagrafe e Stato civile");
    press(&kiosk.window, "Certificati anagrafici");
    press(&kiosk.window, "Un altro servizio con lo stesso numero");
    assert!(shows(&kiosk.window, "Un solo numero per: Certificati anagrafici"), "{:?}", labels(&kiosk.window));
    press(&kiosk.window, "Servizi Sociali");
    press(&kiosk.window, "Dichiarazioni di nascita e riconoscimento");
    press(&kiosk.window, "Precedenza: chi ne ha diritto");
    press(&kiosk.window, "Disabilità o difficoltà a stare in piedi");
    assert_eq!(find(&kiosk.window, "Precedenza: chi ne ha diritto").accessible_checked(), Some(true));
    press(&kiosk.window, "Prendi un numero per 2 servizi");
    let wish = sent(&kiosk).expect("a command");
    assert_eq!(wish.services, ["s2", "s3"].map(ServiceId::new));
    assert_eq!(wish.priority, Some(PriorityId::new("disabilita")));
}

#[test]
fn the_number_says_what_it_is_for_and_one_service_is_left_out_by_touch() {
    let kiosk = Kiosk::open(1080, 1920);
    let aside = pages().into_iter().find(|(name, _)| *name == "details-aside").expect("the page").1;
    kiosk.tell(aside);
    let first = "Insieme a: Carta d'identità elettronica: rilascio, rinnovo e duplicato";
    assert!(shows(&kiosk.window, first), "{:?}", labels(&kiosk.window));
    press(&kiosk.window, "Togli questo servizio dal numero");
    assert!(
        shows(&kiosk.window, "Un solo numero per: Carta d'identità elettronica: rilascio, rinnovo e duplicato"),
        "{:?}",
        labels(&kiosk.window)
    );
}

#[test]
fn whoever_has_nothing_more_takes_the_number_where_they_are_or_starts_again() {
    let kiosk = Kiosk::open(1080, 1920);
    let [(_, home), (_, services), ..] = &pages()[..] else { panic!("two pages") };
    for msgs in [home, services] {
        kiosk.start_over(Language::It, msgs.clone());
        press(&kiosk.window, "Ricomincia");
        assert!(!labels(&kiosk.window).iter().any(|label| label.starts_with("Un solo numero per")));
        kiosk.start_over(Language::It, msgs.clone());
        press(&kiosk.window, "Prendi il numero");
        assert_eq!(sent(&kiosk).expect("a command").services[0], ServiceId::new("s0"));
    }
}
