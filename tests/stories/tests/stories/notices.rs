//! A notice from a counter to the kiosks, in the language of whoever reads it.

use std::sync::Arc;
use std::time::Duration;

use client::{Client, StreamEvent, StreamHandle, new_command_id};
use domain::Timestamp;
use domain::command::Command;
use domain::ids::{CounterId, LocationId, NoticeId, ReadyNoticeId};
use domain::text::{Language, Text};
use protocol::KioskFrame;
use stories::{PassingClock, World, in_time, problem_code};

/// Words of one's own for everybody, up to a moment.
fn own(words: &str, until: Timestamp) -> Command {
    let (text, until) = (Some(Text::new(words, "")), Some(until));
    Command::PostNotice { ready: None, text, location: None, area: None, until, counter: None }
}

/// A ready-made notice from a counter for a building, for the day.
fn ready(id: &str, location: Option<LocationId>, counter: &CounterId) -> Command {
    let (ready, counter) = (Some(ReadyNoticeId::new(id)), Some(counter.clone()));
    Command::PostNotice { ready, text: None, location, area: None, until: None, counter }
}

/// What somebody reads at a kiosk of the second building.
async fn read_elsewhere(world: &World) -> Vec<String> {
    let elsewhere = world.client().at(Some(world.catalog.locations[1].id.clone()));
    read(&elsewhere, Language::It).await
}

/// What somebody reads at a kiosk of a building in a language.
async fn read(client: &Client, language: Language) -> Vec<String> {
    let view = client.kiosk().await.unwrap().view;
    view.notices.iter().map(|notice| notice.text.get(language).to_owned()).collect()
}

/// Waits until a kiosk shows so many notices.
async fn shows(screen: &mut StreamHandle<KioskFrame>, count: usize) {
    loop {
        if let StreamEvent::Frame(frame) = screen.next().await
            && frame.view.notices.len() == count
        {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_of_a_counter_is_read_in_romanian_until_its_time_or_until_it_is_taken_down() {
    let clock = Arc::new(PassingClock::default());
    let mut world = World::open_while(clock.clone()).await;
    let (counter, clerk, _) = world.desk();
    world.sign_in(&counter, &clerk).await;
    let mut screen = world.client().kiosk_stream();
    in_time(shows(&mut screen, 0)).await;

    let here = world.counter(&counter).await.desk.location;
    let lift = ready("avviso-ascensore", here, &counter);
    let id = new_command_id();
    let reply = world.client().send(&id, &lift).await.unwrap();
    in_time(shows(&mut screen, 1)).await;
    let romanian = "Liftul nu funcționează. Dacă nu puteți urca scările, cereți ajutor: venim noi la dumneavoastră.";
    assert_eq!(read(&world.client(), Language::Ro).await, [romanian]);
    assert_eq!(read_elsewhere(&world).await, [] as [&str; 0], "the lift of another building");

    let hour = clock.time() + Duration::from_secs(3_600);
    world.send(own("Torniamo tra un'ora", hour)).await.unwrap();
    world.restart().await;
    let expected = [romanian, "Torniamo tra un'ora"];
    assert_eq!(read(&world.client(), Language::Ro).await, expected, "Italian where nothing else was given");
    assert_eq!(read_elsewhere(&world).await, ["Torniamo tra un'ora"]);
    assert_eq!(world.client().send(&id, &lift).await.unwrap(), reply, "sent again it is the same one");

    let mut screen = world.client().kiosk_stream();
    in_time(shows(&mut screen, 2)).await;
    clock.pass(3_600);
    in_time(shows(&mut screen, 1)).await;
    assert_eq!(read(&world.client(), Language::Ro).await, [romanian], "it ends by itself");
    let down = Command::TakeDownNotice { notice: NoticeId(1), counter: Some(counter.clone()) };
    world.send(down.clone()).await.unwrap();
    in_time(shows(&mut screen, 0)).await;
    assert_eq!(problem_code(world.send(down).await.unwrap_err()), "notice_not_up");
    world.close().await;
}
