//! Figures beside their references, measured in one run on one disk.
//!
//! `issue`: durable tickets a second through HTTP, beside what bare rusqlite does with the same rows.
//! `day`: what one more ticket costs as the day grows.
//! `engine`: commands the engine decides a second on one core, and the memory of many days.
//! `policy`: the calling policies on drawn days, beside the reference and the targets.
//! `predict`: how right told waits are on unseen days, beside the usual ways to guess them, and how long that takes.
//! `whatif`: whether changes that past days speak for help on others.
//! `replay`: how long one question takes, from the journal on the disk to the answer.
//! `kiosk`: how long a kiosk takes from its start, a touch and a crash to the picture, and what it costs at rest.
//! `slip`: how long a slip takes from the tap to the printer, drawing and sending apart, and how many bytes it is.

mod bare;
mod day;
mod engine_day;
mod figures;
mod hub;
mod issue;
mod kiosk;
mod lived;
mod load;
mod policy;
mod predict;
mod replay;
mod slip;
mod slow_fsync;
mod whatif;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Figures beside their references, measured in one run")]
struct Arguments {
    /// Where the journals go: the disk to measure.
    #[arg(long, global = true, default_value = "build/bench")]
    dir: PathBuf,
    /// Lets every fsync take this much longer, for reference and dispatcher alike, in milliseconds.
    #[arg(long, global = true, default_value_t = 0)]
    fsync_delay_ms: u64,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Durable tickets through HTTP beside bare rusqlite on the same disk.
    Issue {
        /// Clients at once, one leg of each round for each number.
        #[arg(long, value_delimiter = ',', default_value = "1,4,16")]
        clients: Vec<usize>,
        /// Rounds; each measures the references and then every number of clients, and medians are printed.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// How long each leg of a round takes, in milliseconds.
        #[arg(long, default_value_t = 1_000)]
        millis: u64,
    },
    /// Tickets of one long day, in parts: what one more costs early and late.
    Day {
        /// Tickets of the day; at most 22,977, the codes of 23 letters.
        #[arg(long, default_value_t = 22_000)]
        tickets: usize,
        /// Parts that are summed up on their own.
        #[arg(long, default_value_t = 5)]
        parts: usize,
        /// Clients at once.
        #[arg(long, default_value_t = 16)]
        clients: usize,
    },
    /// Commands the engine decides a second on one core, and the memory after one day and after many.
    Engine {
        /// Days to live through.
        #[arg(long, default_value_t = 1_000)]
        days: u32,
        /// Tickets of each day.
        #[arg(long, default_value_t = 550)]
        tickets: usize,
    },
    /// The calling policies on drawn days of HUB-28, beside the reference and the targets.
    Policy {
        /// The hubs.
        #[arg(long, value_delimiter = ',', default_value = "7,8,9")]
        seeds: Vec<u64>,
        /// Days of each.
        #[arg(long, default_value_t = 100)]
        days: u64,
        /// A hub file of the simulator with the services of HUB-28, in place of the hubs drawn from the seeds.
        #[arg(long)]
        hub: Option<PathBuf>,
        /// Plays the neighbours of HUB-28 too.
        #[arg(long)]
        worlds: bool,
    },
    /// Waits as told at the ticket on unseen days of HUB-28, beside the usual ways to guess them.
    Predict {
        /// Seeds of the hubs.
        #[arg(long, value_delimiter = ',', default_value = "7,8,9")]
        seeds: Vec<u64>,
        /// Days to learn from.
        #[arg(long, default_value_t = 60)]
        learn: u64,
        /// Unseen days after them.
        #[arg(long, default_value_t = 25)]
        days: u64,
        /// Asks for one in so many of the tickets that have to wait.
        #[arg(long, default_value_t = 2)]
        every: usize,
    },
    /// Changes that past days speak for, and what they do on other days.
    Whatif {
        /// Seeds of the hubs.
        #[arg(long, value_delimiter = ',', default_value = "7,8,9")]
        seeds: Vec<u64>,
        /// Past days that advise.
        #[arg(long, default_value_t = 50)]
        days: u64,
        /// Other days on which the advice is tried.
        #[arg(long, default_value_t = 150)]
        held_out: u64,
    },
    /// One question about past days, from the journal on the disk to the answer.
    Replay {
        /// Days to ask about.
        #[arg(long, default_value_t = 50)]
        days: u32,
        /// Tickets of each day.
        #[arg(long, default_value_t = 550)]
        tickets: usize,
    },
    /// The kiosk's program: first frame, tap to number, another page, after a crash, at rest.
    Kiosk {
        /// The program: `cargo build --release -p launcher` makes it.
        #[arg(long, default_value = "target/release/sportello")]
        program: PathBuf,
        /// Starts that are measured, and as many crashes.
        #[arg(long, default_value_t = 11)]
        starts: usize,
        /// Tickets taken at the kiosk, and as many beside it.
        #[arg(long, default_value_t = 200)]
        tickets: usize,
        /// How long it rests, in seconds.
        #[arg(long, default_value_t = 120)]
        idle_seconds: u64,
    },
    /// A slip from the tap to the last byte at the printer, what drawing it takes, and its bytes in every language.
    Slip {
        /// Fresh threads for each language whose first slip is measured.
        #[arg(long, default_value_t = 11)]
        threads: usize,
        /// Slips of each language on a thread that has drawn before.
        #[arg(long, default_value_t = 200)]
        slips: usize,
        /// Tickets taken and printed; at most 998, the codes of one letter.
        #[arg(long, default_value_t = 220)]
        tickets: usize,
    },
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let dir = &arguments.dir;
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    slow_fsync::ensure(arguments.fsync_delay_ms, dir)?;
    match arguments.what {
        What::Issue { clients, rounds, millis } => {
            let leg = Duration::from_millis(millis);
            issue::run(&issue::Plan { clients, rounds, leg, fsync_delay_ms: arguments.fsync_delay_ms }, dir)
        }
        What::Day { tickets, parts, clients } => day::run(tickets, parts, clients, dir),
        What::Engine { days, tickets } => engine_day::run(&engine_day::Plan { days, tickets }),
        What::Policy { seeds, days, hub, worlds } => policy::run(&policy::Plan { seeds, days, hub, worlds }),
        What::Predict { seeds, learn, days, every } => predict::run(&predict::Plan { seeds, learn, days, every }),
        What::Replay { days, tickets } => replay::run(&replay::Plan { days, tickets }, dir),
        What::Kiosk { program, starts, tickets, idle_seconds } => {
            let idle = Duration::from_secs(idle_seconds);
            kiosk::run(&kiosk::Plan { program, starts, tickets, idle }, dir)
        }
        What::Slip { threads, slips, tickets } => slip::run(&slip::Plan { threads, slips, tickets }, dir),
        What::Whatif { seeds, days, held_out } => whatif::run(&whatif::Plan { seeds, days, held_out }),
    }
}
