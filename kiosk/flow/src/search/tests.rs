use domain::text::{Language, Text};

use super::{FOUND_MAX, SEARCH_CHARS_MAX, distance_to_beginning};
use crate::model::{Model, Msg, Screen};
use crate::tests::{at, frame};
use crate::update;

/// Name, English name and keywords of services, as an office has them.
const SERVICES: [(&str, &str, &str); 6] = [
    ("Carta d'identità elettronica", "Electronic identity card", "documento, CIE"),
    ("Certificati anagrafici", "Registry certificates", "stato di famiglia, residenza"),
    ("Passaporto", "Passport", "espatrio, estero"),
    ("Cambio di residenza", "Change of residence", "trasloco, indirizzo"),
    ("Tessera elettorale", "Electoral card", "voto, seggio"),
    ("Pubblicazioni di matrimonio", "Marriage banns", "nozze"),
];

fn hub() -> Msg {
    let Msg::Frame(mut frame) = frame(true, &["s0", "s1", "s2", "s3", "s4", "s5"]) else { unreachable!() };
    for (service, (it, en, keywords)) in frame.view.areas[0].services.iter_mut().zip(SERVICES) {
        service.name = Text::new(it, en);
        service.keywords = Some(Text::new(keywords, ""));
    }
    frame.view.areas[0].services[2].documents = vec![Text::new("Due fotografie formato tessera", "Two photographs")];
    frame.view.areas[0].services[0].name.more.insert(Language::Ar, "بطاقة الهوية الإلكترونية".to_owned());
    frame.view.areas[0].services[0].name.more.insert(Language::Uk, "Електронне посвідчення".to_owned());
    Msg::Frame(frame)
}

fn looking_for(typed: &str, language: Language) -> Model {
    let mut model = Model::default();
    let msgs = [hub(), Msg::SetLanguage(language), Msg::OpenSearch].into_iter().chain(typed.chars().map(Msg::Type));
    for msg in msgs {
        update(&mut model, msg, at(0));
    }
    model
}

fn found(typed: &str, language: Language) -> Vec<String> {
    looking_for(typed, language).found().into_iter().map(|(_, service)| service.name.it.clone()).collect()
}

#[test]
fn what_people_type_finds_what_they_mean_first() {
    let rows: [(&str, &str); 18] = [
        ("carta", SERVICES[0].0),
        ("CARTA", SERVICES[0].0),
        ("identita", SERVICES[0].0),
        ("identitá", SERVICES[0].0),
        ("carta d'identità", SERVICES[0].0),
        ("carta identita elettronica", SERVICES[0].0),
        ("cie", SERVICES[0].0),
        ("pasaporto", SERVICES[2].0),
        ("passapotro", SERVICES[2].0),
        ("p", SERVICES[2].0),
        ("espatrio", SERVICES[2].0),
        ("fotografie", SERVICES[2].0),
        ("residenza", SERVICES[3].0),
        ("trasl", SERVICES[3].0),
        ("tesera", SERVICES[4].0),
        ("matrimonio", SERVICES[5].0),
        ("certifcati", SERVICES[1].0),
        ("anagrafici", SERVICES[1].0),
    ];
    for (typed, meant) in rows {
        assert_eq!(found(typed, Language::It).first().map(String::as_str), Some(meant), "{typed}");
    }
}

#[test]
fn the_words_of_the_language_that_is_shown_and_the_italian_ones_find_it() {
    assert_eq!(found("passport", Language::En), ["Passaporto"]);
    assert_eq!(found("passaporto", Language::Zh), ["Passaporto"]);
    assert_eq!(found("هوية", Language::Ar), Vec::<String>::new(), "the article is a part of the word");
    assert_eq!(found("الهويه", Language::Ar), [SERVICES[0].0]);
    assert_eq!(found("електрон", Language::Uk), [SERVICES[0].0]);
    assert_eq!(found("marriage", Language::It), Vec::<String>::new());
}

#[test]
fn the_name_counts_before_the_rest_and_what_is_meant_by_one_word_only_is_left_out() {
    assert_eq!(found("residenza", Language::It), ["Cambio di residenza", "Certificati anagrafici"]);
    assert_eq!(found("tessera", Language::It), ["Tessera elettorale", "Passaporto"]);
    assert_eq!(found("carta pesce", Language::It), Vec::<String>::new());
    for nothing in ["", "zzz", "x", "!?"] {
        assert_eq!(found(nothing, Language::It), Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(found("e", Language::It), ["Carta d'identità elettronica", "Tessera elettorale"], "a letter, of names");
}

#[test]
fn a_slip_is_forgiven_in_long_words_alone() {
    let rows =
        [("carta", "carta", 0), ("car", "carta", 0), ("crta", "carta", 1), ("casta", "carta", 1), ("", "carta", 0)];
    for (typed, known, slips) in rows {
        assert_eq!(distance_to_beginning(typed, known), slips, "{typed}");
    }
    assert_eq!(found("vot", Language::It), ["Tessera elettorale"]);
    assert_eq!(found("vit", Language::It), Vec::<String>::new());
}

#[test]
fn what_was_found_leads_to_its_details_and_back_to_what_was_typed() {
    let mut model = looking_for("pasaporto", Language::It);
    let (area, service) = model.found().first().map(|(area, service)| (area.id.clone(), service.id.clone())).unwrap();
    update(&mut model, Msg::ChooseFound { area, service: service.clone() }, at(0));
    assert!(matches!(&model.screen, Screen::Details { service: shown, .. } if *shown == service));
    update(&mut model, Msg::Back, at(0));
    assert_eq!(model, looking_for("pasaporto", Language::It), "as it was left");
    update(&mut model, Msg::Back, at(0));
    assert_eq!(model.screen, Screen::Home);
}

#[test]
fn what_is_typed_has_a_limit_and_can_be_taken_back() {
    let Screen::Search(page) = looking_for(&"ab ".repeat(40), Language::It).screen else { panic!() };
    assert_eq!(page.typed.chars().count(), SEARCH_CHARS_MAX);
    let mut model = looking_for("  Ca  r", Language::It);
    update(&mut model, Msg::Erase, at(0));
    let Screen::Search(page) = model.screen else { panic!() };
    assert_eq!(page.typed, "ca ");
    let Msg::Frame(mut many) = hub() else { unreachable!() };
    let one = many.view.areas[0].services[0].clone();
    many.view.areas[0].services = vec![one; 2 * FOUND_MAX];
    let mut model = looking_for("carta", Language::It);
    update(&mut model, Msg::Frame(many), at(0));
    assert_eq!(model.found().len(), FOUND_MAX);
}
