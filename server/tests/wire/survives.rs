//! The real process, killed in the middle of filings: what it acknowledged is there, once, and its mail goes out.

use crate::support::{Browser, Dice, Form, HandClock, MailServer, operator, site};
use desk::post::Transport;
use desk::vault::MasterKey;
use desk::{Office, Settings};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use sqlx::Row as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const KILLS: usize = 20;
const AT_ONCE: usize = 4;

/// The process and how it is reached.
struct Process {
    child: Child,
}

impl Process {
    /// Starts it and waits until it answers.
    async fn start(folder: &Path, url: &str) -> Self {
        let mut inzage = Command::new(env!("CARGO_BIN_EXE_inzage"));
        let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("log")).unwrap();
        inzage.current_dir(folder).arg("serve").stdout(Stdio::null()).stderr(log);
        let process = Self { child: inzage.spawn().unwrap() };
        for _ in 0..500 {
            if reqwest::get(format!("{url}/health")).await.is_ok_and(|answer| answer.status().is_success()) {
                return process;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the process does not answer");
    }

    /// SIGKILL: it gets no chance to tidy up.
    fn kill(self) {
        drop(self);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Someone in the middle of filing: all questions answered, the button under the finger.
struct Person {
    email: String,
    send: Form,
    browser: Browser,
}

impl Person {
    async fn at_the_last_page(url: &str, number: usize) -> Self {
        let browser = Browser::behind_proxy(url, "en", &format!("198.51.{}.{}", number / 200, number % 200 + 1));
        let email = format!("person{number}@example.org");
        browser.post("/do/file/about", &[("about", "me")]).await;
        browser.post("/do/file/relationship", &[("relationship", "customer")]).await;
        browser.post("/do/file/rights", &[("rights[]", "access")]).await;
        browser.post("/do/file/ask", &[("ask", "access_what"), ("answer", "")]).await;
        let contact = [("name", "Example Person"), ("email", email.as_str()), ("language", "en")];
        browser.post("/do/file/contact", &contact).await;
        let send = browser.open("/file/check").await.form("/do/file/send");
        Self { email, browser, send }
    }

    /// Presses send; whether the portal said that it was taken.
    async fn press_send(&self) -> bool {
        let request = self.browser.request(reqwest::Method::POST, "/do/file/send").form(&self.send.fields);
        let answer = self.browser.try_send("/do/file/send", request).await;
        answer.is_ok_and(|page| page.location() == Some("/code"))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_twenty_times_it_loses_no_acknowledged_filing_takes_none_twice_and_mails_each() {
    let folder = tempfile::tempdir().unwrap();
    let mail = MailServer::start();
    let url = configure(folder.path(), &mail);
    let mut people: Vec<Person> = Vec::new();
    let mut cut_off = 0;
    for round in 0..KILLS {
        let process = Process::start(folder.path(), &url).await;
        let first = people.len();
        for number in first..first + AT_ONCE {
            people.push(Person::at_the_last_page(&url, number).await);
        }
        let sends: FuturesUnordered<_> = people[first..].iter().map(Person::press_send).collect();
        // Killed before the first, or after the first, second or third was acknowledged: the others are under way.
        let (acknowledged, under_way) = until(sends, round % AT_ONCE, || process.kill()).await;
        cut_off += AT_ONCE - acknowledged - under_way;
    }
    assert!(cut_off > 0, "the process was never killed in the middle of a filing");

    let process = Process::start(folder.path(), &url).await;
    for person in &people {
        assert!(person.press_send().await, "{} cannot send again", person.email);
    }
    process.kill();
    every_filing_is_there_once(folder.path(), people.len()).await;

    // Later, another process takes over the letters that the killed ones had leased.
    let later = HandClock::default();
    later.set(&(jiff::Timestamp::from_second(now()).unwrap() + jiff::SignedDuration::from_hours(2)).to_string());
    let office = Office::open(settings(folder.path(), &url, &mail), Arc::new(later), Arc::new(Dice::new(7))).await;
    office.unwrap().send_post().await.unwrap();
    assert_logs_name_nobody(folder.path());
    for person in &people {
        assert!(!mail.to(&person.email).is_empty(), "no mail to {}", person.email);
    }
}

/// Lets `count` sends be acknowledged, then kills, then sees how the others end. Gives how many were acknowledged
/// before and after the kill.
async fn until(
    mut sends: FuturesUnordered<impl Future<Output = bool>>,
    count: usize,
    kill: impl FnOnce(),
) -> (usize, usize) {
    let mut before = 0;
    // Nothing is sent before somebody waits for it: the shortest wait puts all of them under way.
    if let Ok(Some(true)) = tokio::time::timeout(Duration::from_millis(5), sends.next()).await {
        before += 1;
    }
    while before < count && sends.next().await == Some(true) {
        before += 1;
    }
    kill();
    let after = sends.collect::<Vec<_>>().await.into_iter().filter(|acknowledged| *acknowledged).count();
    (before, after)
}

async fn every_filing_is_there_once(folder: &Path, people: usize) {
    let database = format!("sqlite://{}", folder.join("data/inzage.db").display());
    let pool = sqlx::SqlitePool::connect(&database).await.unwrap();
    let many = |sql: &'static str| {
        let pool = pool.clone();
        async move { sqlx::query(sql).fetch_one(&pool).await.unwrap().get::<i64, _>(0) }
    };
    let people = i64::try_from(people).unwrap();
    assert_eq!(many("SELECT COUNT(*) FROM filings").await, people);
    assert_eq!(many("SELECT COUNT(DISTINCT mailbox_mac) FROM filings").await, people, "one was taken twice");
    assert_eq!(many("SELECT COUNT(*) FROM requests").await, people);
    assert_eq!(many("SELECT COUNT(DISTINCT stream_id) FROM events WHERE seq = 1").await, people);
}

/// The log tells what was done, to the last detail, and of nobody.
fn assert_logs_name_nobody(folder: &Path) {
    let log = std::fs::read_to_string(folder.join("log")).unwrap();
    assert!(log.contains("/do/file/send"), "nothing was logged: {log}");
    for personal in ["@example.org", "person1", "Example Person", "198.51."] {
        let line = log.lines().find(|line| line.contains(personal));
        assert!(line.is_none(), "{personal} in the log: {line:?}");
    }
}

/// Writes settings and a key; gives where it will listen.
fn configure(folder: &Path, mail: &MailServer) -> String {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    site(folder);
    let example = include_str!("../../../inzage.example.toml");
    let operator = &example[example.find("[operator]").unwrap()..example.find("[policy]").unwrap()];
    let config = format!(
        "address = \"127.0.0.1:{port}\"\nbase_url = \"{url}\"\nproxies = 1\nsite = \"site\"\n\
         [log]\nlevel = \"trace\"\n[smtp]\nurl = \"{}\"\nfrom = \"privacy@example.org\"\n{operator}",
        mail.url()
    );
    std::fs::write(folder.join("inzage.toml"), config).unwrap();
    std::fs::create_dir(folder.join("data")).unwrap();
    std::fs::write(folder.join("data/master.key"), "42".repeat(32)).unwrap();
    url
}

/// The same portal, opened in this process.
fn settings(folder: &Path, url: &str, mail: &MailServer) -> Settings {
    let database = |name: &str| format!("sqlite://{}", folder.join("data").join(name).display());
    Settings {
        operator: operator(),
        policy: domain::procedure::Policy::default(),
        calendar: std::borrow::Cow::Borrowed(domain::law::Calendar::bundled()),
        exemptions: std::borrow::Cow::Borrowed(domain::law::Exemptions::bundled()),
        base_url: url.to_owned(),
        database_url: database("inzage.db"),
        keys_url: database("keys.db"),
        files: folder.join("data/files"),
        master: MasterKey::parse(&"42".repeat(32)).unwrap().into(),
        mail_from: "privacy@example.org".to_owned(),
        transport: Transport::smtp(&mail.url()).unwrap(),
        providers: Vec::new(),
        fetch: std::sync::Arc::new(server::fetch::Http::new().unwrap()),
        handing_over: desk::wire::HandingOver::default(),
        wording: app::mails::word,
        reading: app::reading::word,
    }
}

/// The killed processes went by the real clock, so what comes later must too.
#[expect(clippy::disallowed_methods, reason = "other processes follow the real clock")]
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
