//! Notices that staff put up for citizens.

use domain::ids::{NoticeId, ReadyNoticeId};
use domain::limits::{NOTICE_CHARS_MAX, NOTICE_DAYS_MAX, NOTICES_UP_MAX};
use domain::notice::ReadyNotice;
use domain::rejection::citizen::CitizenRejection;
use domain::rejection::notice::NoticeRejection;

use super::*;

/// Words of one's own for everybody, from nowhere, up to the end of the day.
fn own(words: &str) -> Command {
    let text = Some(Text::new(words, ""));
    Command::PostNotice { ready: None, text, location: None, area: None, until: None, counter: None }
}

fn in_building(words: &str, place: &str) -> Command {
    let Command::PostNotice { ready, text, area, until, counter, .. } = own(words) else { unreachable!() };
    Command::PostNotice { ready, text, location: Some(LocationId::new(place)), area, until, counter }
}

fn until(words: &str, end: Timestamp) -> Command {
    let Command::PostNotice { ready, text, location, area, counter, .. } = own(words) else { unreachable!() };
    Command::PostNotice { ready, text, location, area, until: Some(end), counter }
}

fn take_down(notice: u64) -> Command {
    Command::TakeDownNotice { notice: NoticeId(notice), counter: None }
}

/// A hub with two buildings and a ready-made notice, before its first day.
fn office() -> Office {
    let mut catalog = Catalog::clone(&catalog());
    catalog.locations.push(location("branch"));
    let mut text = Text::new("Ascensore guasto", "Lift out of order");
    text.more.insert(Language::Ro, "Lift defect".to_owned());
    catalog.notices = vec![ReadyNotice { id: ReadyNoticeId::new("lift"), text }];
    Office { state: State::new(Arc::new(catalog)), journal: vec![], now: start() }
}

/// The Italian words of what kiosks of a building show.
fn shown(office: &Office, place: &str) -> Vec<String> {
    let view = view::kiosk(&office.state, &LocationId::new(place), office.now).unwrap();
    view.notices.into_iter().map(|notice| notice.text.it).collect()
}

#[test]
fn a_notice_is_read_in_its_buildings_and_seen_by_staff_until_it_is_taken_down() {
    let mut office = office();
    office.does(Command::OpenDay { day: day(1) }).unwrap();
    office.does(own("Uno")).unwrap();
    office.does(in_building("Due", "branch")).unwrap();
    assert_eq!(
        (shown(&office, "hq"), shown(&office, "branch")),
        (vec!["Uno".into()], vec!["Uno".into(), "Due".into()])
    );
    let desk = view::counter(&office.state, &at("1"), office.now).unwrap().desk;
    assert_eq!(desk.notices.iter().map(|row| row.notice.0).collect::<Vec<_>>(), [1]);
    assert_eq!(desk.ready_notices[0].text, Text::new("Ascensore guasto", "Lift out of order"));
    assert_eq!(view::manager(&office.state, office.now).notices.len(), 2);
    office.does(take_down(1)).unwrap();
    assert_eq!((shown(&office, "hq"), shown(&office, "branch")), (vec![], vec!["Due".to_owned()]));
    assert_eq!(office.does(take_down(1)), Err(NoticeRejection::NoticeNotUp.into()));
}

#[test]
fn a_ready_made_notice_speaks_all_its_languages_whatever_becomes_of_the_hub_file() {
    let mut office = office();
    let ready = |id: &str, text| Command::PostNotice {
        ready: Some(ReadyNoticeId::new(id)),
        text,
        location: None,
        area: None,
        until: None,
        counter: None,
    };
    office.does(ready("lift", None)).unwrap();
    let without = Catalog { notices: vec![], ..office.state.catalog().clone() };
    office.state.catalog = Arc::new(without);
    let view = view::kiosk(&office.state, &LocationId::new("hq"), office.now).unwrap();
    assert_eq!(view.notices[0].text.get(Language::Ro), "Lift defect");
    assert_eq!(view.notices[0].text.spoken(Language::Pl), Language::It);
    let unknown = NoticeRejection::UnknownNotice { ready: "lift".to_owned() };
    assert_eq!(office.does(ready("lift", None)), Err(unknown.into()));
    assert_eq!(office.does(ready("lift", Some(text("a")))), Err(NoticeRejection::NoticeChoice.into()));
}

#[test]
fn a_notice_ends_by_itself_and_hangs_over_a_night_where_its_time_says_so() {
    let mut office = office();
    office.does(Command::OpenDay { day: day(1) }).unwrap();
    office.does(own("Oggi")).unwrap();
    let tomorrow = office.now + Duration::hours(30);
    office.does(until("Fino a domani", tomorrow)).unwrap();
    office.does(Command::CloseDay).unwrap();
    assert_eq!(shown(&office, "hq"), ["Oggi", "Fino a domani"], "people read it at the closed door");
    office.now += Duration::hours(24);
    assert_eq!(shown(&office, "hq"), ["Fino a domani"], "the day's notice went with its date");
    office.does(Command::OpenDay { day: day(2) }).unwrap();
    assert_eq!(shown(&office, "hq"), ["Fino a domani"]);
    office.does(own("Nuovo")).unwrap();
    let rows = view::manager(&office.state, office.now).notices;
    assert_eq!(rows.iter().map(|row| row.notice.0).collect::<Vec<_>>(), [2, 3], "one that hangs on keeps its number");
    for from in [0, office.last_day_open()] {
        assert_eq!(office.replayed(from), office.state, "replayed from event {from}");
    }
    office.now = tomorrow;
    assert_eq!(shown(&office, "hq"), ["Nuovo"], "it ends at its time and not after it");
    assert_eq!(office.does(take_down(2)), Err(NoticeRejection::NoticeNotUp.into()));
}

#[test]
fn without_a_time_a_notice_ends_with_the_days_opening_or_at_midnight() {
    let mut office = office();
    let mut catalog = office.state.catalog().clone();
    let hours = domain::calendar::Hours::parse(&["mon-sun 08:30-13:00", "mon-sun 15:00-17:30"]).unwrap();
    catalog.locations.iter_mut().for_each(|place| place.hours = Some(hours.clone()));
    catalog.calendar.day_closes_minutes_after = 0;
    office.state.catalog = Arc::new(catalog);
    let ends = |office: &mut Office, at: &str, words: &str| {
        office.now = at.parse().unwrap();
        let Event::NoticePosted { notice, .. } = office.does(own(words)).unwrap().remove(0) else { panic!() };
        notice.until.to_rfc3339()
    };
    assert_eq!(ends(&mut office, "2026-06-01T05:00:00Z", "Prima"), "2026-06-01T15:30:00+00:00");
    assert_eq!(ends(&mut office, "2026-06-01T12:00:00Z", "A pranzo"), "2026-06-01T15:30:00+00:00");
    assert_eq!(ends(&mut office, "2026-06-01T16:00:00Z", "La sera"), "2026-06-01T22:00:00+00:00");
}

#[test]
fn no_more_notices_than_can_be_read_are_up_in_a_building() {
    let mut office = office();
    for number in 1..NOTICES_UP_MAX {
        office.does(own(&format!("Avviso {number}"))).unwrap();
    }
    assert_eq!(office.does(own("Avviso 1")), Err(NoticeRejection::NoticeUpAlready.into()));
    office.does(in_building("Avviso 1", "branch")).unwrap();
    let full = NoticeRejection::TooManyNotices { location: "branch".to_owned(), notices_max: NOTICES_UP_MAX };
    assert_eq!(office.does(own("Uno di troppo")), Err(full.clone().into()), "one building has no room");
    assert_eq!(office.does(in_building("Uno di troppo", "branch")), Err(full.into()));
    office.does(in_building("Qui c'è posto", "hq")).unwrap();
    office.does(take_down(1)).unwrap();
    office.does(own("Uno per tutti")).unwrap();
    assert_eq!(shown(&office, "branch").len(), NOTICES_UP_MAX);
}

#[test]
fn what_nobody_could_read_is_not_put_up() {
    let mut office = office();
    office.does(Command::OpenDay { day: day(1) }).unwrap();
    let nowhere = CitizenRejection::UnknownLocation { location: "nowhere".to_owned() };
    assert_eq!(office.does(in_building("Uno", "nowhere")), Err(nowhere.into()));
    assert_eq!(office.does(own(" ")), Err(NoticeRejection::NoticeWithoutItalian.into()));
    let long = "è".repeat(NOTICE_CHARS_MAX + 1);
    let too_long = NoticeRejection::NoticeTooLong { language: "it".to_owned(), chars_max: NOTICE_CHARS_MAX };
    assert_eq!(office.does(own(&long)), Err(too_long.into()));
    let lines = NoticeRejection::NoticeNotOneLine { language: "it".to_owned() };
    assert_eq!(office.does(own("due\nrighe")), Err(lines.into()));
    // Each command comes a minute later.
    let then = office.now + Duration::minutes(1);
    let latest = then + Duration::days(NOTICE_DAYS_MAX);
    let out = |latest| Err(NoticeRejection::NoticeEndOutOfRange { latest }.into());
    assert_eq!(office.does(until("Uno", then)), out(latest), "it would be over at once");
    let latest = latest + Duration::minutes(1);
    assert_eq!(office.does(until("Uno", latest + Duration::seconds(1))), out(latest));
    let by = |notice: Command| {
        let Command::PostNotice { ready, text, location, area, until, .. } = notice else { unreachable!() };
        Command::PostNotice { ready, text, location, area, until, counter: Some(at("1")) }
    };
    assert_eq!(office.does(by(own("Uno"))), Err(Rejection::NobodySignedIn));
    office.signs_in("1", "anna");
    office.does(by(own("Uno"))).unwrap();
}
