//! What is read on which page, and for how long.

use chrono::TimeDelta;
use domain::ids::{AreaId, NoticeId, ServiceId};
use domain::text::Text;
use domain::view::NoticeRow;

use crate::model::{Model, Msg};
use crate::tests::{at, frame};
use crate::{IDLE_SECONDS, update};

/// A notice for everybody, one about the only area and one about another, each up for a minute more than the one before.
fn with_notices(is_open: bool) -> Msg {
    let Msg::Frame(mut frame) = frame(is_open, &["id-card"]) else { unreachable!("a frame") };
    let row = |number: i64, area: Option<&str>| NoticeRow {
        notice: NoticeId(number.unsigned_abs()),
        ready: None,
        text: Text::new(format!("Avviso {number}"), ""),
        location: None,
        area: area.map(AreaId::new),
        until: at(0) + TimeDelta::minutes(number),
    };
    frame.view.notices = vec![row(1, None), row(2, Some("registry")), row(3, Some("taxes"))];
    Msg::Frame(frame)
}

fn read(model: &Model) -> Vec<u64> {
    model.notices().iter().map(|row| row.notice.0).collect()
}

fn after(msgs: Vec<Msg>) -> Model {
    let mut model = Model::default();
    for msg in msgs {
        update(&mut model, msg, at(0));
    }
    model
}

fn choose() -> [Msg; 2] {
    [Msg::ChooseArea(AreaId::new("registry")), Msg::ChooseService(ServiceId::new("id-card"))]
}

#[test]
fn a_notice_is_read_where_it_concerns_somebody() {
    let [area, service] = choose();
    assert_eq!(read(&after(vec![with_notices(true)])), [1, 2, 3]);
    assert_eq!(read(&after(vec![with_notices(false)])), [1, 2, 3], "at the closed door");
    assert_eq!(read(&after(vec![with_notices(true), area.clone()])), [1, 2]);
    assert_eq!(read(&after(vec![with_notices(true), area, service])), [1, 2]);
    assert_eq!(read(&after(vec![with_notices(true), Msg::OpenSearch])), [] as [u64; 0]);
}

#[test]
fn the_notices_lie_over_the_page_until_somebody_goes_back_or_away() {
    let [area, _] = choose();
    let mut model = after(vec![with_notices(true), area, Msg::ReadNotices]);
    let below = model.screen.clone();
    assert!(model.is_reading_notices());
    update(&mut model, Msg::Back, at(0));
    assert!(!model.is_reading_notices() && model.screen == below, "the page waits below");
    update(&mut model, Msg::ReadNotices, at(0));
    for _ in 0..=IDLE_SECONDS {
        update(&mut model, Msg::Tick, at(0));
    }
    assert!(!model.is_reading_notices(), "the next person begins on the first page");
    update(&mut model, Msg::ReadNotices, at(0));
    update(&mut model, frame(true, &["id-card"]), at(0));
    assert!(!model.is_reading_notices(), "there is nothing to be read any more");
}

#[test]
fn while_nobody_is_heard_each_notice_ends_at_its_time() {
    let mut model = after(vec![with_notices(true)]);
    update(&mut model, Msg::Tick, at(90));
    assert_eq!(read(&model), [1, 2, 3], "the hub says itself when one ends, whatever the kiosk's clock says");
    update(&mut model, Msg::StreamLost(String::new()), at(90));
    assert_eq!(read(&model), [2, 3]);
    update(&mut model, Msg::Tick, at(120));
    assert_eq!(read(&model), [3]);
}
