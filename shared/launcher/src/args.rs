//! What the command line can say.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::roles::DISPATCHER_DEFAULT;
use crate::simulate::SimulateOptions;
use crate::values::{Listen, PaperWidth, Position, PrinterTarget, Profile, Size};

/// The queues of a public office: dispatcher, kiosk, board and counter in one program.
#[derive(Debug, Parser)]
#[command(name = "sportello", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) role: Role,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Role {
    /// Serve a hub: keep the journal, balance the queues, feed every screen.
    Dispatcher(DispatcherOptions),
    /// Show the touch screen at the entrance and print slips.
    Kiosk(Box<KioskOptions>),
    /// Show the lobby board.
    Board(BoardOptions),
    /// Show a clerk's desk.
    Counter(CounterOptions),
    /// Run a whole hub on this machine: no hardware needed, pictures where there is no display.
    Demo(DemoOptions),
    /// Work on hub files.
    #[command(subcommand)]
    Hub(HubCommand),
    /// Play days under calling policies and say how long people would wait.
    Simulate(SimulateOptions),
    /// Give a running dispatcher the appointments of a booking system, and see who is expected.
    #[command(subcommand)]
    Appointments(AppointmentsCommand),
    /// Put up notices that citizens read at the kiosks, and take them down.
    #[command(subcommand)]
    Notice(NoticeCommand),
    /// Play past days of the journal again with something changed, and say what that would have done to the wait.
    Replay(ReplayOptions),
    /// Say which counter to open, break to move or service to teach would have helped most over the last days.
    Advice(AdviceOptions),
}

/// Which journal is asked; a dispatcher that writes it is not disturbed.
#[derive(Debug, Args)]
pub(crate) struct JournalOptions {
    /// The journal, or the folder in which journal.sqlite lies.
    #[arg(long, value_name = "PATH")]
    pub(crate) data: PathBuf,
    /// The hub by its id, where the journal holds several.
    #[arg(long, value_name = "ID")]
    pub(crate) hub: Option<String>,
    /// The building by its id in the hub file [default: the headquarters].
    #[arg(long, value_name = "ID")]
    pub(crate) location: Option<String>,
    /// Write the answer as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReplayOptions {
    #[command(flatten)]
    pub(crate) journal: JournalOptions,
    /// The day, such as 2026-06-01.
    #[arg(long, value_name = "DAY")]
    pub(crate) date: domain::DayDate,
    /// So many days from there on.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) days: u32,
    /// Another rule: balanced (k20), appointments_first, fair, throughput, oldest_first (oldest), strict_lists (lists),
    /// longest_queue (longest).
    #[arg(long, value_parser = dispatcher::replay::policy)]
    pub(crate) policy: Option<domain::rules::Policy>,
    /// A counter would have opened then, such as 3@09:00; can be given several times.
    #[arg(long, value_name = "COUNTER@HH:MM", value_parser = dispatcher::replay::counter_and_time)]
    pub(crate) open: Vec<(domain::ids::CounterId, domain::what_if::ClockTime)>,
    /// A counter would have taken its break then; can be given several times.
    #[arg(long, value_name = "COUNTER@HH:MM", value_parser = dispatcher::replay::counter_and_time)]
    pub(crate) move_break: Vec<(domain::ids::CounterId, domain::what_if::ClockTime)>,
    /// A clerk could have given a service, too; can be given several times.
    #[arg(long, value_name = "CLERK:SERVICE", value_parser = dispatcher::replay::clerk_and_service)]
    pub(crate) add_skill: Vec<(domain::ids::ClerkId, domain::ids::ServiceId)>,
}

#[derive(Debug, Args)]
pub(crate) struct AdviceOptions {
    #[command(flatten)]
    pub(crate) journal: JournalOptions,
    /// So many of the last days that are over.
    #[arg(long, value_name = "NUMBER", default_value_t = dispatcher::replay::ADVICE_DAYS_DEFAULT)]
    pub(crate) days: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AppointmentsCommand {
    /// Take bookings in, new, changed or called off: all of a file or, where anything is wrong, nothing.
    Import {
        /// The file: .csv, .ics (iCalendar) or .json.
        file: PathBuf,
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
        /// Say the code for check-in of each booking, and its id.
        #[arg(long)]
        codes: bool,
    },
    /// Say who is expected on the open day, and what has become of each appointment.
    List {
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NoticeCommand {
    /// Put a notice up: a ready-made one of the hub file, or words of your own.
    Post {
        /// The ready-made notice by its id in the hub file.
        #[arg(long, value_name = "ID", conflicts_with_all = ["text", "also"], required_unless_present = "text")]
        ready: Option<String>,
        /// Your own words, in Italian.
        #[arg(long, value_name = "WORDS")]
        text: Option<String>,
        /// The same in another language, such as en="Closed today"; can be given several times.
        #[arg(long, value_name = "LANGUAGE=WORDS", requires = "text", value_parser = crate::notice::words_in)]
        also: Vec<(domain::text::Language, String)>,
        /// The building by its id in the hub file [default: all of them].
        #[arg(long, value_name = "ID")]
        location: Option<String>,
        /// The area it is about, by its id in the hub file [default: everybody's].
        #[arg(long, value_name = "ID")]
        area: Option<String>,
        /// When it ends, such as 2026-06-03T12:00:00+02:00 [default: the end of today's opening].
        #[arg(long, value_name = "TIME")]
        until: Option<domain::Timestamp>,
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
    },
    /// Say which notices are up in a building, with their numbers, and which are ready to be put up.
    List {
        /// The building by its id in the hub file [default: the headquarters].
        #[arg(long, value_name = "ID")]
        location: Option<String>,
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
    },
    /// Take a notice down.
    Remove {
        /// Its number, as `list` says it.
        notice: u64,
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum HubCommand {
    /// Find every mistake in a hub file at once.
    Check {
        /// The hub file.
        file: PathBuf,
    },
    /// Turn a picture into the line a hub file needs to print it at the top of slips.
    ///
    /// One pixel is one dot of the printer: 203 of them an inch on most.
    Logo {
        /// A PNG, dark on light or with a transparent ground.
        file: PathBuf,
    },
    /// Say what differs between two hub files, or between the hub file in use and another.
    ///
    /// Ends with 0 where nothing differs, with 1 where something does, and with 2 where it cannot be told.
    Diff {
        /// The old and the new hub file; the new one alone with --dispatcher.
        #[arg(required = true, num_args = 1..=2, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Where the dispatcher is whose hub file is the old one, such as http://127.0.0.1:7417.
        #[arg(long, value_name = "URL")]
        dispatcher: Option<String>,
    },
    /// Write the hub file of a running dispatcher, with its comments.
    Export {
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
        /// An earlier version; the one in use without it.
        #[arg(long, value_name = "NUMBER")]
        version: Option<u32>,
        /// Where to write it; on standard output without it.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Have a running dispatcher work on another hub file, without a restart.
    Import {
        /// The hub file.
        file: PathBuf,
        /// Where the dispatcher is.
        #[arg(long, value_name = "URL", default_value = DISPATCHER_DEFAULT)]
        dispatcher: String,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct DispatcherOptions {
    /// Settings, in the section [dispatcher] of a TOML file; flags win over it.
    #[arg(long)]
    pub(crate) config: Option<PathBuf>,
    /// The hub file.
    #[arg(long)]
    pub(crate) hub: Option<PathBuf>,
    /// The journal; made where it is missing.
    #[arg(long)]
    pub(crate) journal: Option<PathBuf>,
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:7417].
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<Listen>,
    /// End when standard input ends, for a program that starts this one.
    #[arg(long, hide = true)]
    pub(crate) with_parent: bool,
    /// Disregard the hub's hours, holidays, last tickets and quotas: for trials outside office hours.
    #[arg(long)]
    pub(crate) always_open: bool,
    /// Where the hub file names no address for phones, send them to the address listened on: for trials on one machine.
    #[arg(long)]
    pub(crate) follow_here: bool,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct ScreenOptions {
    /// Settings of this screen, in a TOML file; flags win over it.
    #[arg(long)]
    pub(crate) config: Option<PathBuf>,
    /// Where the dispatcher is [default: http://127.0.0.1:7417].
    #[arg(long)]
    pub(crate) dispatcher: Option<String>,
    /// Width and height of the window in dots, such as 1080x1920.
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    pub(crate) size: Option<Size>,
    /// Where the window's upper left corner is, in dots; the desktop may know better.
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    pub(crate) position: Option<Position>,
    /// Language at the start.
    #[arg(long, value_enum)]
    pub(crate) language: Option<LanguageOption>,
    /// Fill the whole screen.
    #[arg(long)]
    pub(crate) full_screen: bool,
    /// Render into memory and obey lines on standard input.
    #[arg(long)]
    pub(crate) headless: bool,
    /// End when standard input ends, for a program that starts this one.
    #[arg(long, hide = true)]
    pub(crate) with_parent: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BoardOptions {
    #[command(flatten)]
    pub(crate) screen: ScreenOptions,
    /// The building whose calls it shows, by its id in the hub file [default: all].
    #[arg(long)]
    pub(crate) location: Option<String>,
    /// No chime.
    #[arg(long)]
    pub(crate) silent: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KioskOptions {
    #[command(flatten)]
    pub(crate) screen: ScreenOptions,
    /// The name of this kiosk in the journal [default: kiosk-1].
    #[arg(long)]
    pub(crate) device: Option<String>,
    /// The building it stands in, by its id in the hub file [default: the headquarters].
    #[arg(long)]
    pub(crate) location: Option<String>,
    /// Where slips go: tcp:HOST:PORT, device:/dev/usb/lp0, serial:/dev/ttyUSB0@115200, virtual:FOLDER or none
    /// [default: none].
    #[arg(long)]
    pub(crate) printer: Option<PrinterTarget>,
    /// What model the printer is: the name of a profile in assets/printers, such as epson-tm-t20iii, or the path of a
    /// file like those [default: what nearly every printer of this width does].
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) printer_profile: Option<Profile>,
    /// Dots across the paper: 576 for 80 mm, 384 for 58 mm [default: as the profile says].
    #[arg(long)]
    pub(crate) width_dots: Option<PaperWidth>,
    /// Cut slips off entirely, for a printer with a tray; without it as the profile says, mostly with a bridge of paper.
    #[arg(long)]
    pub(crate) full_cut: bool,
    /// Where a slip goes of which nothing could be sent to the first printer, in the words of --printer.
    #[arg(long, value_name = "PRINTER")]
    pub(crate) second_printer: Option<PrinterTarget>,
    /// What model the second printer is, in the words of --printer-profile.
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) second_printer_profile: Option<Profile>,
    /// The program that speaks what the screen shows; where it cannot be started, speech is not offered
    /// [default: espeak-ng].
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) speech: Option<PathBuf>,
    /// No speech.
    #[arg(long, conflicts_with = "speech")]
    pub(crate) silent: bool,
    /// The diagonal of the screen, in inches [default: 21.5].
    #[arg(long, value_name = "INCHES")]
    pub(crate) panel_inches: Option<f32>,
    /// The lower edge of the screen above the floor, in millimetres [default: 750].
    #[arg(long, value_name = "MILLIMETRES")]
    pub(crate) lower_edge_millimetres: Option<f32>,
    /// How far away the eyes of whoever reads the screen are, in millimetres [default: 500].
    #[arg(long, value_name = "MILLIMETRES")]
    pub(crate) distance_millimetres: Option<f32>,
    /// How high the highest control of the mode "lower" is above the floor, in millimetres, at most 1100
    /// [default: 1100].
    #[arg(long, value_name = "MILLIMETRES")]
    pub(crate) reach_millimetres: Option<f32>,
    /// The same key, or a touch at the same place, is ignored for so long after the last one, in milliseconds; 0 counts
    /// every one [default: 500].
    #[arg(long, value_name = "MILLISECONDS", value_parser = clap::value_parser!(u32).range(..=i64::from(kiosk::REPEAT_IGNORED_MILLISECONDS_MAX)))]
    pub(crate) repeat_ignored_milliseconds: Option<u32>,
    /// The file with the PIN of the staff's menu, 6 to 12 digits that only the kiosk's user can read; without it there is
    /// no such menu.
    #[arg(long, value_name = "FILE")]
    pub(crate) staff_pin_file: Option<PathBuf>,
    /// The screen dims so long after the last person has gone, in seconds; 0 is never [default: 120].
    #[arg(long, value_name = "SECONDS")]
    pub(crate) dim_after_seconds: Option<u32>,
    /// Outside the hours of the office the screen goes dark so long after the last person has gone, in seconds; 0 is
    /// never [default: 600].
    #[arg(long, value_name = "SECONDS")]
    pub(crate) sleep_after_seconds: Option<u32>,
    /// The file in which the system has the panel's brightness, such as
    /// /sys/class/backlight/intel_backlight/brightness; without it the screen dims by what it shows.
    #[arg(long, value_name = "FILE")]
    pub(crate) backlight: Option<PathBuf>,
    /// The device file in which the system tells that a headset is plugged in, such as /dev/input/event5: that starts
    /// speech.
    #[arg(long, value_name = "FILE")]
    pub(crate) headset: Option<PathBuf>,
    /// Where the kiosk keeps what it has asked for, so that a power cut loses no slip; made where it is missing.
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CounterOptions {
    #[command(flatten)]
    pub(crate) screen: ScreenOptions,
    /// The id of the counter in the hub file.
    #[arg(long)]
    pub(crate) counter: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoOptions {
    /// Play a short story without a display and leave pictures.
    #[arg(long)]
    pub(crate) headless: bool,
    /// Where journal, slips and pictures go.
    #[arg(long, default_value = "build/demo")]
    pub(crate) out: PathBuf,
    /// Another hub file than the one of Ascoli Piceno.
    #[arg(long)]
    pub(crate) hub: Option<PathBuf>,
}

/// A language on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LanguageOption {
    /// Italian.
    It,
    /// English.
    En,
}

impl From<LanguageOption> for domain::text::Language {
    fn from(option: LanguageOption) -> Self {
        match option {
            LanguageOption::It => Self::It,
            LanguageOption::En => Self::En,
        }
    }
}
