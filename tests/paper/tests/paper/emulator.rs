//! One running emupos with a folder of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything of the emulator may take, in seconds.
pub(crate) const WAIT_SECONDS_MAX: u64 = 40;
/// How often a condition is looked at, in milliseconds.
const LOOK_MILLIS: u64 = 20;
/// How the emulator's log names bytes that are no command of the printer it plays.
const UNKNOWN_BYTES: &str = "unknown";

pub(crate) struct Emulator {
    folder: tempfile::TempDir,
    child: Child,
    log: Arc<Mutex<String>>,
    api: String,
    port: u16,
    pub(crate) width_dots: u32,
}

/// A port that was free a moment ago: the emulator takes no port 0.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Emulator {
    /// Starts an emulator of a printer this wide and waits until it answers.
    pub(crate) async fn start(width_dots: u32) -> Self {
        let program = std::env::var("SPORTELLO_EMUPOS")
            .expect("SPORTELLO_EMUPOS names no emulator: run tests/run, or leave it out with --without emupos");
        let folder = tempfile::tempdir().unwrap();
        let (port, api_port) = (free_port(), free_port());
        std::fs::write(folder.path().join("profile.yaml"), profile(width_dots)).unwrap();
        std::fs::write(folder.path().join("emupos.yaml"), configuration(port, api_port)).unwrap();
        let mut child = Command::new(program)
            .arg("run")
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (output, kept) = (child.stdout.take().unwrap(), log.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                *kept.lock().unwrap() += &(line + "\n");
            }
        });
        let api = format!("http://127.0.0.1:{api_port}/api/v1");
        let emulator = Self { folder, child, log, api, port, width_dots };
        // The printer listens a moment after the interface does.
        let is_up = || [api_port, port].iter().all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok());
        emulator.wait("it answers", is_up).await;
        emulator
    }

    pub(crate) fn printer_address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends bytes past our printer.
    pub(crate) fn send(&self, bytes: &[u8]) {
        TcpStream::connect(self.printer_address()).unwrap().write_all(bytes).unwrap();
    }

    /// The picture of the receipt of this position, once it is there.
    pub(crate) async fn receipt(&self, index: usize) -> PathBuf {
        self.wait("a receipt", || self.receipts().len() > index).await;
        self.receipts().remove(index)
    }

    /// The pictures of everything that was cut off, oldest first.
    pub(crate) fn receipts(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("receipts")) else { return Vec::new() };
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        // The text of a receipt is written after its picture: with it, the picture is whole.
        files.retain(|file| file.extension().is_some_and(|ending| ending == "png"));
        files.sort();
        files
    }

    pub(crate) async fn set_fault(&self, fault: &str, is_set: bool) {
        let url = format!("{}/devices/front/faults/{fault}", self.api);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = if is_set { http.put(url) } else { http.delete(url) };
        request.send().await.unwrap().error_for_status().unwrap();
    }

    pub(crate) fn has_seen_unknown_bytes(&self) -> bool {
        self.log().contains(UNKNOWN_BYTES)
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until something is so.
    pub(crate) async fn wait(&self, what: &str, is_there: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(WAIT_SECONDS_MAX);
        while !is_there() {
            assert!(Instant::now() < deadline, "the emulator: waited in vain until {what}\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(LOOK_MILLIS)).await;
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // It may have ended by itself; either way it must not outlive the test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn configuration(port: u16, api_port: u16) -> String {
    format!(
        "schema: 1\n\
         api: {{host: 127.0.0.1, port: {api_port}}}\n\
         devices:\n\
         \x20 - {{id: front, type: printer, profile: ./profile.yaml, receipts_dir: ./receipts,\n\
         \x20    connections: [{{tcp: {{port: {port}}}}}]}}\n"
    )
}

fn profile(width_dots: u32) -> String {
    format!(
        "type: printer\n\
         name: test\n\
         dpi: 203\n\
         width_dots: {width_dots}\n\
         font_a: {{ width: 12, height: 24 }}\n\
         font_b: {{ width: 9, height: 17 }}\n\
         code_pages: {{ 0: PC437, 17: PC866, 18: PC852, 19: PC858 }}\n\
         default_code_page: 0\n\
         drawer_sensor_open_level: high\n\
         serial: {{ baud: 9600, data_bits: 8, parity: none, stop_bits: 1 }}\n"
    )
}
