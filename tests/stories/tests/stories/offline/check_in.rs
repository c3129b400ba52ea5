//! People with appointments at a kiosk whose cable and power fail: each has one ticket, and whoever cannot is told why.

use client::new_command_id;
use domain::event::Event;
use domain::ids::CommandId;
use kiosk_flow::{Msg, Screen, no_check_in_alone_text};
use protocol::ImportKind;
use stories::World;

use super::kiosk::{Kiosk, Net};
use super::open;

/// Three of this morning, and one of the afternoon.
const TABLE: &str = "codice;data;ora;servizio;sede\nb-1;01/06/2026;09:10;SERVICE;\nb-2;01/06/2026;09:20;SERVICE;\n\
                     b-3;01/06/2026;09:20;SERVICE;\nb-4;01/06/2026;16:30;SERVICE;\n";

async fn booked(world: &World) -> Vec<String> {
    let (_, _, service) = world.desk();
    let table = TABLE.replace("SERVICE", service.as_str());
    let import =
        world.client().import_appointments(&new_command_id(), ImportKind::Csv, table.as_bytes()).await.unwrap();
    import.appointments.into_iter().map(|row| row.check_in_code.to_string()).collect()
}

/// The appointments for which somebody has a ticket, with its code, in the order of the journal.
fn checked_in(world: &World) -> Vec<(String, String)> {
    let of = |event| {
        if let Event::TicketTaken { appointment, code, .. } = event { Some((appointment?.0, code.0)) } else { None }
    };
    world.events().into_iter().filter_map(of).collect()
}

impl Kiosk {
    /// Somebody types a code and touches the button.
    async fn types(&mut self, code: &str, id: &str) {
        for msg in [Msg::Home, Msg::OpenCheckIn].into_iter().chain(code.chars().map(Msg::Type)) {
            self.does(msg).await;
        }
        self.does(Msg::SendCheckIn { id: CommandId::new(id) }).await;
    }

    fn shown(&self) -> Option<&str> {
        if let Screen::Ticket { ticket, .. } = &self.model.screen { Some(ticket.code.as_str()) } else { None }
    }

    fn told(&self) -> String {
        self.model.check_in_caution().map(|why| why.it).unwrap_or_default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_with_appointments_have_one_ticket_each_through_a_broken_cable_and_a_power_cut() {
    let (clock, mut world, [mut kiosk, _]) = open().await;
    let codes = booked(&world).await;
    kiosk.looks().await;
    assert!(kiosk.model.view.as_ref().is_some_and(|view| view.has_appointments));

    // Typed, and come too early, twice, and with a code nobody has.
    kiosk.types(&codes[0], "check-in-0000001").await;
    let first = kiosk.shown().unwrap_or_else(|| panic!("{}", kiosk.told())).to_owned();
    kiosk.types(&codes[0], "check-in-0000002").await;
    assert!(kiosk.told().contains(&first), "the number is told to whoever asks again: {}", kiosk.told());
    kiosk.types(&codes[3], "check-in-0000003").await;
    assert!(kiosk.told().contains("16:30"), "{}", kiosk.told());
    kiosk.types("BBBB2222", "check-in-0000004").await;
    assert!(kiosk.told().contains("BBBB-2222"), "{}", kiosk.told());

    // The command arrives, its answer does not, and the cable breaks: the second try is the same wish.
    kiosk.net = Net::LosesAnswers;
    kiosk.types(&codes[1], "check-in-0000005").await;
    kiosk.looks().await;
    kiosk.waits(5).await;
    assert_eq!(kiosk.told(), no_check_in_alone_text().it);
    kiosk.does(Msg::SendCheckIn { id: CommandId::new("check-in-0000006") }).await;
    assert_eq!(kiosk.told(), no_check_in_alone_text().it, "nothing is promised while nobody is heard");
    kiosk.net = Net::Carries;
    kiosk.looks().await;
    kiosk.does(Msg::SendCheckIn { id: CommandId::new("check-in-0000007") }).await;
    assert!(kiosk.shown().is_some(), "{}", kiosk.told());

    // The third is scanned by the booking's own id; the power fails once the disk has the wish, and comes back.
    kiosk.does(Msg::Home).await;
    kiosk.power = Some(1);
    kiosk.does(Msg::Scanned { id: CommandId::new("check-in-0000008"), text: "b-3".to_owned() }).await;
    assert!(kiosk.is_off());
    clock.pass(40);
    kiosk.starts().await;
    assert_eq!(kiosk.model.screen, Screen::Home, "whoever comes next finds the first page");

    world.close().await;
    let seated = checked_in(&world);
    assert_eq!(seated.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["b-1", "b-2", "b-3"]);
    let slips: Vec<_> = kiosk.slips.iter().map(|(ticket, _)| ticket.code.0.clone()).collect();
    assert_eq!(slips, seated.into_iter().map(|(_, code)| code).collect::<Vec<_>>(), "one slip each");
}
