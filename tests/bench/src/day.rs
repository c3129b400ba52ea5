//! What one more ticket costs as the day grows, with screens that follow every change.

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use client::{Client, StreamHandle};
use domain::command::Command;
use domain::ids::{ClerkId, CounterId};
use tokio::task::JoinHandle;

use crate::figures::{Leg, print};
use crate::load::{Office, Taken};

/// Longer than any day takes, in seconds.
const DAY_SECONDS_MAX: u64 = 600;

pub(crate) fn run(tickets: usize, parts: usize, clients: usize, dir: &Path) -> anyhow::Result<()> {
    ensure!(tickets <= 22_977 - clients, "a day has codes for 22,977 tickets, {clients} of them for connecting");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut taken = runtime.block_on(measure(tickets, clients, dir))?;
    taken.retain(|taken| !taken.is_warm_up);
    taken.sort_by_key(|taken| taken.seq);
    print(format_args!("one day, {clients} clients, followed by a kiosk, a board and a counter"));
    let mut from = 0;
    for part in taken.chunks(taken.len().div_ceil(parts)) {
        print_part(from, part);
        from += part.len();
    }
    Ok(())
}

async fn measure(tickets: usize, clients: usize, dir: &Path) -> anyhow::Result<Vec<Taken>> {
    let office = Office::open(dir).await?;
    let client = office.client()?;
    let counter = CounterId::new("counter-1");
    let sign_in = Command::sign_in(counter.clone(), ClerkId::new("clerk"));
    client.send(&client::new_command_id(), &sign_in).await?;
    let screens = follow(&client, &counter);
    let taken = office.takes(clients, Duration::from_secs(DAY_SECONDS_MAX), tickets).await?;
    screens.iter().for_each(JoinHandle::abort);
    office.close().await?;
    Ok(taken)
}

fn follow(client: &Client, counter: &CounterId) -> [JoinHandle<()>; 3] {
    [
        tokio::spawn(read(client.kiosk_stream())),
        tokio::spawn(read(client.board_stream())),
        tokio::spawn(read(client.counter_stream(counter))),
    ]
}

async fn read<F: serde::de::DeserializeOwned>(mut stream: StreamHandle<F>) {
    loop {
        stream.next().await;
    }
}

fn print_part(from: usize, part: &[Taken]) {
    let begun = part.iter().map(|taken| taken.at - taken.latency).min();
    let ended = part.iter().map(|taken| taken.at).max();
    let elapsed = begun.zip(ended).map_or(Duration::ZERO, |(begun, ended)| ended - begun);
    let latencies = part.iter().map(|taken| taken.latency).collect();
    let leg = Leg { tickets: part.len(), elapsed, latencies, doubled: 0 };
    print(format_args!(
        "tickets {:>6} to {:>6}: {:>8.0}/s   p50 {:>8.3} ms   p99 {:>8.3} ms",
        from + 1,
        from + part.len(),
        leg.rate(),
        leg.percentile_millis(0.50),
        leg.percentile_millis(0.99),
    ));
}
