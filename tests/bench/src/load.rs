//! A dispatcher on a journal of its own, and clients that take tickets from it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use client::{Client, ClientError, new_command_id};
use domain::DayDate;
use domain::catalog::Catalog;
use domain::command::Command;
use domain::text::Language;
use domain::ticket::{Class, Code};
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

use crate::figures::Leg;
use crate::hub;

/// One ticket a client took.
pub(crate) struct Taken {
    pub(crate) seq: u64,
    pub(crate) code: Code,
    pub(crate) latency: Duration,
    pub(crate) at: Instant,
    /// Whether it only made the connection; it counts for doubles and for nothing else.
    pub(crate) is_warm_up: bool,
}

/// A running dispatcher.
pub(crate) struct Office {
    folder: tempfile::TempDir,
    url: String,
    catalog: Arc<Catalog>,
    days: Days,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), dispatcher::DispatcherError>>,
}

impl Office {
    /// Where it listens.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) async fn open(dir: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir_in(dir)?;
        let catalog = hub::catalog();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let journal = journal_in(&folder);
        let limits = dispatcher::Limits::without_rates();
        let config = dispatcher::Config {
            catalog: catalog.clone(),
            source: None,
            journal,
            auto_open_day: false,
            foretells: false,
            limits,
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, is_ready) = oneshot::channel();
        let task = tokio::spawn(async move {
            let ready = move || {
                let _ = ready.send(());
            };
            let clock = Arc::new(dispatcher::SystemClock);
            dispatcher::serve_with(config, listener, clock, ready, async move { drop(stopped.await) }).await
        });
        is_ready.await.context("the dispatcher did not start")?;
        let days = Days::begin(&Client::new(&url)?).await?;
        Ok(Self { folder, url, catalog, days, stop, task })
    }

    pub(crate) fn journal(&self) -> PathBuf {
        journal_in(&self.folder)
    }

    pub(crate) fn client(&self) -> anyhow::Result<Client> {
        Ok(Client::new(&self.url)?)
    }

    pub(crate) async fn close(self) -> anyhow::Result<()> {
        drop(self.stop);
        Ok(self.task.await??)
    }

    /// Lets `count` clients take tickets, each with one on its way at a time, until the time or the tickets are over.
    pub(crate) async fn takes(&self, count: usize, time: Duration, tickets: usize) -> anyhow::Result<Vec<Taken>> {
        let (mut clients, mut taken) = (Vec::new(), Vec::new());
        for index in 0..count {
            let mut visitor = Visitor { client: self.client()?, catalog: self.catalog.clone(), next: index };
            // Connects before the clock starts.
            taken.push(Taken { is_warm_up: true, ..visitor.take(&self.days).await? });
            clients.push(visitor);
        }
        let until = Instant::now() + time;
        let each = tickets.div_ceil(count);
        let tasks: Vec<_> = clients
            .into_iter()
            .map(|mut visitor| {
                let days = self.days.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    while Instant::now() < until && taken.len() < each {
                        taken.push(visitor.take(&days).await?);
                    }
                    anyhow::Ok(taken)
                })
            })
            .collect();
        for task in tasks {
            taken.extend(task.await??);
        }
        Ok(taken)
    }

    /// One leg: tickets until the time is over, with codes checked for doubles.
    pub(crate) async fn leg(&self, count: usize, time: Duration) -> anyhow::Result<Leg> {
        let start = Instant::now();
        let mut taken = self.takes(count, time, usize::MAX - count).await?;
        let doubled = self.days.doubled(&taken).await;
        taken.retain(|taken| !taken.is_warm_up);
        let last = taken.iter().map(|taken| taken.at).max().unwrap_or(start);
        let first = taken.iter().map(|taken| taken.at - taken.latency).min().unwrap_or(start);
        let latencies = taken.iter().map(|taken| taken.latency).collect();
        Ok(Leg { tickets: taken.len(), elapsed: last - first, latencies, doubled })
    }
}

fn journal_in(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("journal.sqlite")
}

/// The days of a leg; when the codes of one are used up the next begins.
#[derive(Clone)]
struct Days(Arc<Mutex<Calendar>>);

struct Calendar {
    today: DayDate,
    /// Where each day begins in the journal.
    opened: Vec<u64>,
}

impl Days {
    async fn begin(client: &Client) -> anyhow::Result<Self> {
        let days = Self(Arc::new(Mutex::new(Calendar { today: DayDate::default(), opened: Vec::new() })));
        days.0.lock().await.open_next(client).await?;
        Ok(days)
    }

    /// Ends the day that began at `opened`, unless another client did so.
    async fn turn(&self, client: &Client, opened: usize) -> anyhow::Result<()> {
        let mut calendar = self.0.lock().await;
        if calendar.opened.len() == opened {
            client.send(&new_command_id(), &Command::CloseDay).await?;
            calendar.open_next(client).await?;
        }
        Ok(())
    }

    async fn count(&self) -> usize {
        self.0.lock().await.opened.len()
    }

    /// Codes that were given twice in one day.
    async fn doubled(&self, taken: &[Taken]) -> usize {
        let calendar = self.0.lock().await;
        let mut codes = BTreeSet::new();
        let day_of = |seq| calendar.opened.partition_point(|opened| *opened < seq);
        taken.iter().filter(|taken| !codes.insert((day_of(taken.seq), &taken.code))).count()
    }
}

impl Calendar {
    async fn open_next(&mut self, client: &Client) -> anyhow::Result<()> {
        self.today = self.today.succ_opt().context("the calendar ends")?;
        let opened = client.send(&new_command_id(), &Command::OpenDay { day: self.today }).await?;
        self.opened.push(opened.seq.0);
        Ok(())
    }
}

/// One client; takes tickets in turn over the services.
struct Visitor {
    client: Client,
    catalog: Arc<Catalog>,
    next: usize,
}

impl Visitor {
    async fn take(&mut self, days: &Days) -> anyhow::Result<Taken> {
        let mut refusals = 0;
        let mut day = days.count().await;
        loop {
            let services = vec![self.catalog.services[self.next % self.catalog.services.len()].id.clone()];
            self.next += 1;
            let command = Command::TakeTicket {
                services,
                class: Class::WalkIn,
                language: Language::It,
                device: None,
                priority: None,
                location: None,
                from: None,
            };
            let begun = Instant::now();
            match self.client.send(&new_command_id(), &command).await {
                Ok(reply) => {
                    let code = reply.ticket.context("a reply without its ticket")?.code;
                    let at = Instant::now();
                    return Ok(Taken { seq: reply.seq.0, code, latency: at - begun, at, is_warm_up: false });
                }
                Err(ClientError::Problem(problem)) if problem.code == "codes_used_up" => refusals += 1,
                Err(ClientError::Problem(problem)) if problem.code == "day_closed" => refusals = 0,
                Err(error) => bail!(error),
            }
            if refusals >= self.catalog.services.len() {
                days.turn(&self.client, day).await?;
                (day, refusals) = (days.count().await, 0);
            }
        }
    }
}
