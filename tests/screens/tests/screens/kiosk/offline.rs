//! The dispatcher is gone: numbers go on, and nothing is said that nobody knows.

use domain::lease::{CodeBlock, Lease};
use kiosk_flow::{OFFLINE_AFTER_SECONDS, Saved};

use super::*;

/// A kiosk that was leased numbers and then hears nothing more.
fn alone(kiosk: &Kiosk, language: Language) {
    kiosk.start_over(language, vec![Msg::Restored(Saved::default()), frame(true)]);
    let day = kiosk.model.borrow().view.as_ref().unwrap().day.unwrap();
    let blocks = ('A'..='Z').map(|letter| CodeBlock { letter, first: 980, last: 999 }).collect();
    let lost = Msg::StreamLost("the cable is cut".to_owned());
    kiosk.tell(vec![Msg::Leased(Lease { day, blocks, emergency: None }), lost]);
    kiosk.tell(vec![Msg::Tick; OFFLINE_AFTER_SECONDS as usize + 1]);
    assert!(kiosk.model.borrow().gives_numbers_alone());
}

#[test]
fn a_kiosk_alone_gives_a_number_and_claims_no_wait() {
    for (width, height) in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(width, height);
            for language in Language::ALL {
                alone(&kiosk, language);
                let name = |page: &str| format!("kiosk-{width}x{height}-{}-alone-{page}", language.code());
                let look = |page: &str| {
                    picture(kiosk.window.window(), &name(page));
                    assert_inside(&kiosk.window, width, height);
                    assert_touchable(&kiosk.window);
                };
                look("home");
                kiosk.tell(vec![Msg::ChooseArea(AreaId::new("anagrafe")), Msg::ChooseService(ServiceId::new("s2"))]);
                look("details");
                kiosk.effects.borrow_mut().clear();
                kiosk.tell(vec![Msg::Take { id: CommandId::new("0123456789abcdef") }]);
                let kept = kiosk
                    .effects
                    .borrow_mut()
                    .drain(..)
                    .find_map(|effect| if let Effect::Keep { ticket } = effect { Some(ticket) } else { None });
                let Some(ticket) = kept else { panic!("no number; the screen has {:?}", labels(&kiosk.window)) };
                kiosk.tell(vec![Msg::Kept { ticket, is_kept: true }]);
                look("ticket");
                let said = labels(&kiosk.window);
                assert!(said.iter().any(|label| label.len() == 4 && label.ends_with("980")), "{said:?}");
                if language == Language::It {
                    assert!(said.iter().any(|label| label == "Tempi di attesa ora non disponibili"), "{said:?}");
                    assert!(!said.iter().any(|label| label.contains("prima di te")), "nobody knows: {said:?}");
                }
            }
        })
        .join()
        .unwrap();
    }
}

#[test]
fn a_kiosk_alone_says_that_numbers_go_on_and_counts_nobody() {
    let kiosk = Kiosk::open(1080, 1920);
    alone(&kiosk, Language::It);
    let said = labels(&kiosk.window);
    assert!(said.iter().any(|label| label.starts_with("Puoi prendere comunque il numero.")), "{said:?}");
    kiosk.tell(vec![frame(true)]);
    assert!(!labels(&kiosk.window).iter().any(|label| label.starts_with("Puoi prendere comunque")));
    kiosk.start_over(Language::It, vec![frame(true), Msg::StreamLost("gone".to_owned())]);
    kiosk.tell(vec![Msg::Tick; OFFLINE_AFTER_SECONDS as usize + 1]);
    assert!(!kiosk.model.borrow().gives_numbers_alone(), "a kiosk without numbers promises none");
    assert!(
        labels(&kiosk.window).iter().any(|label| label.starts_with("Collegamento momentaneamente")),
        "{:?}",
        labels(&kiosk.window)
    );
}
