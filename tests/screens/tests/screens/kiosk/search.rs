//! A service is looked for by typing, in the letters of the language, with eyes or without.

use kiosk_flow::{Mode, Screen, search_keys};

use super::*;

pub(crate) fn looking_for(typed: &str) -> Vec<Msg> {
    [frame(true), Msg::OpenSearch].into_iter().chain(typed.chars().map(Msg::Type)).collect()
}

#[test]
fn what_is_typed_by_touch_is_found_and_leads_to_its_details_and_back() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(vec![frame(true)]);
    press(&kiosk.window, "Cerca");
    for sign in "tesera".chars() {
        press(&kiosk.window, &sign.to_string());
    }
    let tile = "Tessera elettorale: ritiro, duplicato e aggiornamento";
    let found = |label: &str| labels(&kiosk.window).iter().filter(|shown| *shown == label).count();
    assert!(found(tile) > 0, "{:?}", labels(&kiosk.window));
    // The same services stand in every area of this hub, so the first is touched by what the tile says to the flow.
    let (area, service) = kiosk.model.borrow().found().first().map(|(a, s)| (a.id.clone(), s.id.clone())).unwrap();
    kiosk.tell(vec![Msg::ChooseFound { area, service }]);
    assert!(shows(&kiosk.window, "Prendi il numero"));
    press(&kiosk.window, "‹ Indietro");
    assert!(shows(&kiosk.window, "tesera") && found(tile) > 0, "as it was left");
    for _ in 0..6 {
        press(&kiosk.window, "Cancella");
    }
    assert!(found(tile) == 0 && shows(&kiosk.window, "Ancora nessun carattere"));
    for sign in ["x", "Spazio", "y"] {
        press(&kiosk.window, sign);
    }
    assert!(shows(&kiosk.window, "x y"));
    assert!(shows(&kiosk.window, "Nessun risultato. Prova con un'altra parola o chiedi al personale."));
}

#[test]
fn return_opens_the_first_service_found() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.tell(looking_for("tesera"));
    let first = kiosk.model.borrow().found().first().map(|(_, service)| service.id.clone()).unwrap();
    kiosk.key(slint::platform::Key::Return);
    let model = kiosk.model.borrow();
    assert!(
        matches!(&model.screen, Screen::Details { service, .. } if *service == first),
        "{:?}",
        labels(&kiosk.window)
    );
}

#[test]
fn every_language_is_typed_in_its_own_letters() {
    let kiosk = Kiosk::open(1080, 1920);
    for language in Language::ALL {
        kiosk.start_over(language, looking_for(""));
        let said = labels(&kiosk.window);
        for key in search_keys(language).chars() {
            assert!(said.contains(&key.to_string()), "{language:?} has no {key}");
        }
        let first = search_keys(language).chars().next().unwrap();
        press(&kiosk.window, &first.to_string());
        let Screen::Search(page) = &kiosk.model.borrow().screen else { panic!() };
        assert_eq!(page.typed, first.to_string());
    }
}

#[test]
fn a_service_is_found_by_keypad_and_ear_alone() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut reader = kiosk::reader::Reader::default();
    kiosk.tell(vec![frame(true), Msg::Toggle(Mode::Speech)]);
    kiosk.hear(&mut reader);
    kiosk.press_by_ear(&mut reader, "Cerca");
    assert!(kiosk.hear(&mut reader).is_some_and(|heard| heard.contains("Cosa cerchi?")));
    for (sign, echo) in [("m", "m"), ("a", "ma"), ("t", "mat")] {
        kiosk.press_by_ear(&mut reader, sign);
        let heard = kiosk.hear(&mut reader).unwrap();
        assert!(heard.starts_with(echo), "{heard}");
    }
    kiosk.press_by_ear(&mut reader, "Pubblicazioni di matrimonio");
    assert!(kiosk.hear(&mut reader).is_some_and(|heard| heard.starts_with("Pubblicazioni di matrimonio")));
    assert!(matches!(kiosk.model.borrow().screen, Screen::Details { .. }));
}

/// Every key that can be come to in large letters, and how often the others were turned to for that.
fn large_keys(kiosk: &Kiosk, language: Language, (width, height): (u32, u32)) -> (String, usize) {
    kiosk.start_over(language, [looking_for(""), vec![Msg::Toggle(Mode::Large)]].concat());
    kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), kiosk_flow::Panel::default());
    settle();
    let more = ["Altri tasti", "Інші клавіші", "مزید بٹن"].into_iter().find(|label| shows(&kiosk.window, label));
    let (mut seen, mut turns) = (std::collections::BTreeSet::new(), 0);
    loop {
        let (said, before) = (labels(&kiosk.window), seen.len());
        for key in search_keys(language).chars().map(String::from).filter(|key| said.contains(key)) {
            let (at, size) = (find(&kiosk.window, &key).absolute_position(), find(&kiosk.window, &key).size());
            let is_inside = at.x >= -0.5 && at.x + size.width <= width as f32 + 0.5;
            assert!(is_inside && at.y + size.height <= height as f32, "{key} at {at:?} with {size:?}");
            seen.insert(key);
        }
        match more {
            Some(more) if seen.len() > before => press(&kiosk.window, more),
            Some(_) | None => break,
        }
        turns += 1;
    }
    let all = search_keys(language).chars().map(String::from).filter(|key| seen.contains(key));
    (all.collect(), turns)
}

#[test]
fn where_not_all_keys_have_room_one_of_them_turns_to_the_others() {
    for size in SIZES {
        std::thread::spawn(move || {
            let kiosk = Kiosk::open(size.0, size.1);
            for language in [Language::It, Language::Uk, Language::Ur] {
                let (seen, turns) = large_keys(&kiosk, language, size);
                assert_eq!(seen, search_keys(language), "{language:?}");
                assert!(turns > 0 || size.0 < size.1, "across there is no room for all of them");
            }
        })
        .join()
        .unwrap();
    }
}
