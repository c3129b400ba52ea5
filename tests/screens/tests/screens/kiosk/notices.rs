//! Notices of the staff: a line on the first pages, and the whole by one touch.

use domain::ids::NoticeId;
use domain::limits::{NOTICE_CHARS_MAX, NOTICES_UP_MAX};
use domain::view::NoticeRow;
use kiosk::reader::Reader;
use kiosk_flow::Mode;

use super::*;

const SHORT: &str = "Oggi chiudiamo alle 12.";
const LONG: &str =
    "Il sistema della carta d'identità è fermo: oggi non possiamo dire quando riprende. Chiedi al personale.";

fn row(number: usize, text: Text) -> NoticeRow {
    let (ready, location, area) = (None, None, None);
    let until = DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(4);
    NoticeRow { notice: NoticeId(number as u64), ready, text, location, area, until }
}

fn with(msg: Msg, texts: Vec<Text>) -> Msg {
    let Msg::Frame(mut noticed) = msg else { unreachable!("a frame") };
    noticed.view.notices = texts.into_iter().enumerate().map(|(number, text)| row(number, text)).collect();
    Msg::Frame(noticed)
}

/// As long as a notice may be in every language.
fn longest(number: usize) -> Text {
    Text::in_each(|language| {
        let words = match language {
            Language::Ar => "نظام بطاقات الهوية متوقف اليوم فاسأل الموظفين ",
            Language::Zh => "身份证系统暂停使用请询问工作人员",
            Language::Uk => "Система посвідчень особи сьогодні не працює ",
            Language::Ur => "شناختی کارڈ کا نظام آج بند ہے عملے سے پوچھیں ",
            Language::It | Language::En | Language::Ro | Language::Sq | Language::Fr | Language::Es | Language::Pl => {
                "Il sistema della carta d'identità elettronica è fermo "
            }
        };
        let start: String = words.chars().cycle().take(NOTICE_CHARS_MAX - 2).collect();
        format!("{start} {number}")
    })
}

fn all_longest() -> Vec<Text> {
    (0..NOTICES_UP_MAX).map(longest).collect()
}

/// The first pages with one notice and with as many as there can be, and the page of its own.
pub(super) fn pages() -> Vec<(&'static str, Vec<Msg>)> {
    let one = || with(frame(true), vec![Text::new(SHORT, "Today we close at 12.")]);
    let many = || with(frame(true), all_longest());
    let services = || Msg::ChooseArea(AreaId::new("anagrafe"));
    let details = || Msg::ChooseService(ServiceId::new("s3"));
    let visit = || vec![services(), Msg::ChooseService(ServiceId::new("s0")), Msg::AddService];
    let lost = || Msg::StreamLost(String::new());
    vec![
        ("notice-home", vec![one()]),
        ("notices-home", vec![many()]),
        ("notices-home-lost", vec![many(), lost()]),
        ("notices-home-visit", [vec![many()], visit()].concat()),
        ("notice-services", vec![one(), services()]),
        ("notices-services", vec![many(), services()]),
        ("notices-details", vec![many(), services(), details()]),
        ("notices-details-lost", vec![many(), services(), details(), lost()]),
        ("notices-closed", vec![with(frame(false), all_longest())]),
        ("notices", vec![many(), Msg::ReadNotices]),
        ("limits-notices", vec![with(limits::frame(true), all_longest())]),
    ]
}

#[test]
fn a_notice_that_does_not_fit_is_read_whole_by_one_touch_and_the_page_waits_below() {
    let kiosk = Kiosk::open(1080, 1920);
    kiosk.start_over(Language::Ro, vec![with(frame(true), vec![Text::new(SHORT, "")])]);
    let in_italian = format!("{SHORT}, în italiană");
    assert!(shows(&kiosk.window, &in_italian), "{:?}", labels(&kiosk.window));
    assert!(!shows(&kiosk.window, "Citiți"), "what is there as a whole leads nowhere");
    kiosk.start_over(Language::It, vec![with(frame(true), vec![Text::new(LONG, ""), Text::new(SHORT, "")])]);
    press(&kiosk.window, "Anagrafe e Stato civile");
    press(&kiosk.window, "Avvisi: 2");
    assert!(shows(&kiosk.window, LONG) && shows(&kiosk.window, SHORT), "{:?}", labels(&kiosk.window));
    press(&kiosk.window, "‹ Indietro");
    assert!(shows(&kiosk.window, "Certificati anagrafici"));
}

#[test]
fn four_notices_are_read_also_at_the_closed_door_in_large_letters_on_a_small_panel() {
    let kiosk = Kiosk::open(SMALL.0, SMALL.1);
    let closed = with(frame(false), all_longest());
    kiosk.start_over(Language::It, vec![closed, Msg::Toggle(Mode::Large)]);
    kiosk::bind::fit(&kiosk.window, &kiosk.model.borrow(), kiosk_flow::Panel::default());
    press(&kiosk.window, "Avvisi: 4");
    let mut read = Vec::new();
    loop {
        let there = |number: &usize| shows(&kiosk.window, &longest(*number).it);
        read.extend((0..NOTICES_UP_MAX).filter(there));
        if !shows(&kiosk.window, "Successiva ›") {
            break;
        }
        press(&kiosk.window, "Successiva ›");
    }
    read.sort_unstable();
    read.dedup();
    assert_eq!(read, [0, 1, 2, 3]);
}

#[test]
fn a_notice_is_heard_when_its_page_comes_and_when_it_is_put_up() {
    let kiosk = Kiosk::open(1080, 1920);
    let mut reader = Reader::default();
    kiosk.start_over(Language::It, vec![frame(true), Msg::Toggle(Mode::Speech)]);
    kiosk.hear(&mut reader);
    kiosk.tell(vec![with(frame(true), vec![Text::new(LONG, ""), Text::new(SHORT, "")])]);
    let heard = kiosk.hear(&mut reader).unwrap();
    assert!(heard.contains(LONG) && heard.contains(SHORT), "{heard}");
    assert_eq!(kiosk.hear(&mut reader), None, "once");
    kiosk.press_by_ear(&mut reader, "Avvisi: 2");
    assert!(kiosk.hear(&mut reader).is_some_and(|heard| heard.starts_with("Avvisi. Il sistema")));
}
