//! Many kiosks at once, and what must be true of the tickets they were given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use client::{Client, ClientError, new_command_id};
use domain::event::Event;
use domain::ids::{CommandId, HubId, Seq, ServiceId, TicketId};
use domain::ticket::Code;
use protocol::Reply;
use store::HubReader;
use stories::{in_time, sample_catalog, take};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Kiosks that take tickets at the same moment.
const KIOSKS: usize = 16;

/// What the kiosks were told: command to ticket and code.
pub(crate) type Told = BTreeMap<CommandId, (TicketId, Code)>;

/// Kiosks at work; each goes on until it is told to stop, and asks again with the same id until it is answered.
pub(crate) struct Crowd {
    told: Arc<Mutex<Told>>,
    count: watch::Receiver<usize>,
    stop: watch::Sender<bool>,
    kiosks: Vec<JoinHandle<()>>,
}

impl Crowd {
    pub(crate) fn at(client: &Client) -> Self {
        let (counted, count) = watch::channel(0);
        let (stop, stopped) = watch::channel(false);
        let (told, counted) = (Arc::new(Mutex::new(Told::new())), Arc::new(counted));
        let kiosks = (0..KIOSKS)
            .map(|number| tokio::spawn(kiosk(number, client.clone(), told.clone(), counted.clone(), stopped.clone())))
            .collect();
        Self { told, count, stop, kiosks }
    }

    /// Waits until this many more tickets have been acknowledged.
    pub(crate) async fn takes(&mut self, more: usize) {
        let target = *self.count.borrow() + more;
        in_time(self.count.wait_for(|count| *count >= target)).await.expect("the kiosks are at work");
    }

    /// What has been acknowledged until this moment.
    pub(crate) fn told(&self) -> Told {
        self.told.lock().unwrap().clone()
    }

    /// Lets every kiosk finish its ticket, and gives all that was acknowledged.
    pub(crate) async fn goes_home(self) -> Told {
        self.stop.send_replace(true);
        for kiosk in self.kiosks {
            in_time(kiosk).await.unwrap();
        }
        Arc::into_inner(self.told).unwrap().into_inner().unwrap()
    }
}

async fn kiosk(
    number: usize,
    client: Client,
    told: Arc<Mutex<Told>>,
    counted: Arc<watch::Sender<usize>>,
    stopped: watch::Receiver<bool>,
) {
    let services = one_service_a_letter();
    let mut next = number;
    while !*stopped.borrow() {
        let (id, service) = (new_command_id(), &services[next % services.len()]);
        next += 1;
        let ticket = ask_until_answered(&client, &id, service).await.ticket.unwrap();
        told.lock().unwrap().insert(id, (ticket.ticket, ticket.code));
        counted.send_modify(|count| *count += 1);
    }
}

/// Codes end at 999 a letter, so the crowd spreads over all of them.
fn one_service_a_letter() -> Vec<ServiceId> {
    let catalog = sample_catalog();
    let by_letter: BTreeMap<_, _> =
        catalog.services.iter().map(|service| (service.letter, service.id.clone())).collect();
    by_letter.into_values().collect()
}

async fn ask_until_answered(client: &Client, id: &CommandId, service: &ServiceId) -> Reply {
    let answered = async {
        loop {
            match client.send(id, &take(service)).await {
                Ok(reply) => return reply,
                Err(ClientError::Unreachable(_)) => (),
                Err(ClientError::Problem(problem)) if problem.status >= 500 => (),
                Err(error) => panic!("{id}: {error}"),
            }
            tokio::task::yield_now().await;
        }
    };
    in_time(answered).await
}

/// Every ticket of the journal with its code, in order; none twice, no code twice.
fn tickets(reader: &dyn HubReader, hub: &HubId) -> BTreeMap<TicketId, Code> {
    let (mut tickets, mut codes) = (BTreeMap::new(), BTreeSet::new());
    for stored in reader.events(hub, Seq(0), usize::MAX).unwrap() {
        if let Event::DayOpened { .. } = stored.event {
            codes.clear();
        }
        if let Event::TicketTaken { ticket, code, .. } = stored.event {
            assert!(codes.insert(code.clone()), "code {code} was given twice in a day");
            assert!(tickets.insert(ticket, code).is_none(), "ticket {ticket} was made twice");
        }
    }
    tickets
}

/// Nothing that was acknowledged is lost; each stands there as it was told.
pub(crate) fn assert_nothing_lost(reader: &dyn HubReader, told: &Told) {
    let hub = sample_catalog().id.clone();
    let tickets = tickets(reader, &hub);
    for (id, (ticket, code)) in told {
        assert_eq!(tickets.get(ticket), Some(code), "{id} was told {code}");
        let reply = reader.reply(&hub, id).unwrap().expect("an acknowledged command has its reply");
        assert!(reply.body.contains(&format!("\"code\":\"{code}\"")), "{id} was told {code}, not {}", reply.body);
    }
}

/// When every kiosk has been answered, each command has made one ticket and nothing else has.
pub(crate) fn assert_one_ticket_a_command(reader: &dyn HubReader, told: &Told) {
    assert_nothing_lost(reader, told);
    let made: BTreeSet<_> = tickets(reader, &sample_catalog().id).into_keys().collect();
    let acknowledged: BTreeSet<_> = told.values().map(|(ticket, _)| *ticket).collect();
    assert_eq!(acknowledged.len(), told.len(), "two commands were given one ticket");
    assert_eq!(made, acknowledged, "a ticket was made for nobody");
}
