//! The real process: it starts, tells where to go, serves, and ends in good order.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long any of this may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

struct Demo {
    process: Child,
    /// Host and port.
    authority: String,
    /// What it printed.
    welcome: String,
}

/// A folder with a built site in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
    std::fs::write(folder.path().join("site/hash.txt"), "js: 01\nwasm: 02\ncss: 03\n").unwrap();
    folder
}

impl Demo {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inzage"));
        command.current_dir(folder).args(["serve", "--demo", "--address", "127.0.0.1:0"]).env("INZAGE_SITE", "site");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut welcome = String::new();
        let mut lines = BufReader::new(process.stdout.take().unwrap());
        while !welcome.contains("A signer to try with") {
            assert!(lines.read_line(&mut welcome).unwrap() > 0, "it ended: {welcome}{}", log_of(folder));
        }
        let base_url = welcome.split_whitespace().find_map(|word| word.strip_prefix("http://")).unwrap().to_owned();
        Self { process, authority: base_url, welcome }
    }

    fn connect(&self) -> TcpStream {
        let begin = Instant::now();
        loop {
            match TcpStream::connect(&self.authority) {
                Ok(stream) => return stream,
                Err(error) => assert!(begin.elapsed() < PATIENCE, "{}: {error}", self.authority),
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\naccept-language: en\r\nconnection: close\r\n\r\n",
            self.authority
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn tell_to_stop(&self) {
        let process = i32::try_from(self.process.id()).unwrap();
        kill(Pid::from_raw(process), Signal::SIGTERM).unwrap();
    }

    /// Waits for its end; gives whether that was a good one.
    fn ended_well(&mut self) -> bool {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status.success();
            }
            assert!(begin.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn log_of(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap()
}

#[test]
fn the_demonstration_tells_where_to_go_and_is_the_same_the_next_time() {
    let folder = folder();
    let mut first = Demo::start(folder.path());
    assert!(first.authority.starts_with("localhost:"), "{}", first.authority);
    assert!(first.get("/health").starts_with("HTTP/1.1 200"));
    assert!(first.get("/").contains("Sealwright Demo"));
    assert!(first.get("/demo/mail").contains("Code that is valid now"));
    let kept: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.path().join("data/demo/staff.json")).unwrap()).unwrap();
    for told in ["/demo/mail", kept["email"].as_str().unwrap(), kept["password"].as_str().unwrap()] {
        assert!(first.welcome.contains(told), "{told} is missing in {}", first.welcome);
    }
    first.tell_to_stop();
    assert!(first.ended_well());
    let second = Demo::start(folder.path());
    assert!(second.welcome.contains(kept["password"].as_str().unwrap()));
    assert!(!second.welcome.contains("added"), "it is seeded once: {}", second.welcome);
}

#[test]
fn told_to_stop_it_finishes_what_is_under_way_and_takes_nothing_new() {
    let folder = folder();
    let mut demo = Demo::start(folder.path());
    let mut under_way = demo.connect();
    let head = "POST /do/language HTTP/1.1\r\nhost: x\r\naccept: text/html\r\nconnection: close\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\nlanguage=n";
    under_way.write_all(head.as_bytes()).unwrap();
    under_way.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(under_way.read(&mut [0]).is_err(), "it is answered before it is whole");
    under_way.set_read_timeout(Some(PATIENCE)).unwrap();
    demo.tell_to_stop();
    let begin = Instant::now();
    while !log_of(folder.path()).contains("closing") {
        assert!(begin.elapsed() < PATIENCE, "it was not told: {}", log_of(folder.path()));
        thread::sleep(Duration::from_millis(10));
    }
    under_way.write_all(b"l").unwrap();
    let mut answer = String::new();
    under_way.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("inzage_language=nl"), "{answer}");
    assert!(demo.ended_well());
    assert!(TcpStream::connect(&demo.authority).is_err());
}

#[test]
fn the_log_tells_routes_and_never_what_was_typed() {
    let folder = folder();
    let demo = Demo::start(folder.path());
    let marker = "marker4711";
    for path in ["/nowhere/", "/requests/", "/controller/link/", "/health?q=", "/pkg/"] {
        demo.get(&format!("{path}{marker}"));
    }
    drop(demo);
    let log = log_of(folder.path());
    assert!(log.contains("route=\"/health\"") && log.contains("status=404"), "{log}");
    assert!(!log.contains(marker), "{log}");
}
