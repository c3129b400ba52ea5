//! `test-printer device` and `test-printer proxy`.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use test_printer::{CableFault, FaultKind, PaperSlip, Plan, Proxy, Settings, TestPrinter, control};

/// How often finished slips are looked for, in milliseconds.
const LOOK_MILLIS: u64 = 200;

/// A printer without paper, or a cable that fails.
#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// A printer that can be broken.
    Device {
        /// Where it listens.
        #[arg(long, default_value = "127.0.0.1:9100")]
        listen: SocketAddr,
        /// What it is: a TOML file with the fields of `Settings`.
        #[arg(long)]
        settings: Option<PathBuf>,
        /// Where it is told what to do, in lines of JSON such as {"set":"paper_out"}, {"clear":"paper_out"}, "look".
        #[arg(long)]
        control: Option<SocketAddr>,
        /// Where slips are kept as pictures.
        #[arg(long, default_value = "build/test-printer")]
        slips: PathBuf,
    },
    /// A cable in front of another printer.
    Proxy {
        /// Where it begins.
        #[arg(long, default_value = "127.0.0.1:9100")]
        listen: SocketAddr,
        /// The printer.
        #[arg(long)]
        printer: SocketAddr,
        /// How it fails, in the first connection.
        #[arg(long, requires = "at_byte")]
        fault: Option<Fault>,
        /// After how many bytes it fails.
        #[arg(long)]
        at_byte: Option<u64>,
        /// How long a pause is, in milliseconds.
        #[arg(long, default_value_t = 5_000)]
        pause_millis: u64,
        /// Most bytes passed on at once.
        #[arg(long)]
        piece_bytes: Option<usize>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Fault {
    Reset,
    Finish,
    HalfClose,
    Stall,
    Pause,
}

impl Fault {
    fn kind(self, pause_millis: u64) -> FaultKind {
        match self {
            Self::Reset => FaultKind::Reset,
            Self::Finish => FaultKind::Finish,
            Self::HalfClose => FaultKind::HalfClose,
            Self::Stall => FaultKind::Stall,
            Self::Pause => FaultKind::Pause { millis: pause_millis },
        }
    }
}

fn main() -> anyhow::Result<()> {
    match Options::parse().role {
        Role::Device { listen, settings, control, slips } => device(listen, settings.as_deref(), control, &slips),
        Role::Proxy { listen, printer, fault, at_byte, pause_millis, piece_bytes } => {
            let fault = fault.zip(at_byte).map(|(fault, at_byte)| {
                let kind = fault.kind(pause_millis);
                CableFault { at_byte, kind, connection: 0 }
            });
            let proxy =
                Proxy::start_at(listen, printer, Plan { fault, piece_bytes }).context("cannot lay the cable")?;
            say(&format!("a cable from {} to {printer}", proxy.address()));
            loop {
                std::thread::park();
            }
        }
    }
}

fn device(
    listen: SocketAddr,
    settings: Option<&Path>,
    control: Option<SocketAddr>,
    slips: &Path,
) -> anyhow::Result<()> {
    let settings: Settings = match settings {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            toml::from_str(&text).with_context(|| format!("{} does not describe a printer", file.display()))?
        }
        None => Settings::default(),
    };
    let width_dots = settings.width_dots;
    std::fs::create_dir_all(slips).with_context(|| format!("cannot make {}", slips.display()))?;
    let printer = TestPrinter::start_at(listen, settings).context("cannot start the printer")?;
    say(&format!("a printer at {}", printer.address()));
    let control = control.map(TcpListener::bind).transpose().context("cannot listen for control")?;
    std::thread::scope(|scope| {
        if let Some(control) = control {
            let printer = &printer;
            scope.spawn(move || control::serve(&control, printer));
        }
        let mut kept = 0;
        loop {
            // Waits for the next slip and comes back now and then; which of the two it was does not matter.
            let _ = printer.wait_until(Duration::from_millis(LOOK_MILLIS), |device| !device.slips().is_empty());
            for slip in printer.take_slips() {
                kept += 1;
                let file = slips.join(format!("slip-{kept:04}.png"));
                keep(&slip, width_dots, &file).with_context(|| format!("cannot keep {}", file.display()))?;
                say(&format!("slip {kept}: {} rows, {}", slip.rows.len(), file.display()));
            }
        }
    })
}

fn keep(slip: &PaperSlip, width_dots: usize, file: &Path) -> anyhow::Result<()> {
    let rows = u32::try_from(slip.rows.len().max(1))?;
    let mut encoder = png::Encoder::new(std::fs::File::create(file)?, u32::try_from(width_dots)?, rows);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    // In a PNG a set bit is white; a slip without rows is kept as one white row.
    let mut bits: Vec<u8> = slip.rows.iter().flatten().map(|byte| !byte).collect();
    if bits.is_empty() {
        bits = vec![u8::MAX; width_dots / 8];
    }
    encoder.write_header()?.write_image_data(&bits)?;
    Ok(())
}

fn say(line: &str) {
    // Where nobody reads the output, there is nobody to tell.
    let _ = writeln!(std::io::stdout(), "{line}");
}
