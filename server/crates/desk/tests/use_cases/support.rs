//! An office on either engine, with a clock and dice in the test's hand.

use desk::outgoing::{Fetch, FetchError};
use desk::package::{Cover, Leaf};
use desk::post::{Letter, Transport, Words};
use desk::providers::Provider;
use desk::registers::Format;
use desk::staff::Verdict;
use desk::vault::{KeyStore, MasterKey, MasterKeys};
use desk::wire::HandingOver;
use desk::{Office, Operator, Settings, System};
use domain::filing::{About, Ask, Draft, Question};
use domain::procedure::Policy;
use domain::reference::Reference;
use domain::seams::{Clock, Random};
use domain::staff::Role;
use domain::words::{Language, Outcome, Relationship, Right};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tower_sessions::Session;

/// Makes each test run on both engines, by name.
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$meta])*
            async fn on_sqlite() {
                super::$name($crate::support::House::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            $(#[$meta])*
            async fn on_postgres() {
                super::$name($crate::support::House::on_postgres().await).await;
            }
        }
    )+};
}

pub(crate) use on_both_engines;

/// Stands still until it is moved.
pub(crate) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Counts: every draw is different, and every run the same.
pub(crate) struct TestRandom(AtomicU64);

impl Random for TestRandom {
    fn fill(&self, bytes: &mut [u8]) {
        use sha2::{Digest, Sha256};
        for chunk in bytes.chunks_mut(32) {
            let draw = Sha256::digest(self.0.fetch_add(1, Ordering::SeqCst).to_le_bytes());
            chunk.copy_from_slice(&draw[..chunk.len()]);
        }
    }
}

/// A wire that leads nowhere.
struct Nowhere;

#[async_trait::async_trait]
impl Fetch for Nowhere {
    async fn fetch(&self, _: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, FetchError> {
        Err(FetchError::Unreached("nowhere".into()))
    }
}

/// An office with what stands around it.
pub(crate) struct House {
    pub(crate) office: Office,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) database_url: String,
    pub(crate) keys_url: String,
}

/// A mail as it left.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) text: String,
}

/// The password of all staff.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// The secret of all their authenticators.
pub(crate) const FACTOR: [u8; 20] = *b"twenty bytes to test";
/// The master key of all tests.
pub(crate) const MASTER: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn plain(letter: &Letter, _: Language, _: &Operator) -> Words {
    let text = format!("{letter:?}\n");
    Words { subject: "Letter".into(), html: "<p>twin</p>".into(), text }
}

fn bare(leaf: &Leaf<'_>, cover: &Cover, _: &Operator) -> String {
    match leaf {
        Leaf::Opening => format!("{cover:?}\n"),
        other => format!("{other:?}\n"),
    }
}

impl House {
    /// Every sealed file that is there.
    pub(crate) fn sealed_files(&self) -> Vec<PathBuf> {
        let folders = std::fs::read_dir(self.folder.path().join("files")).unwrap().map(|entry| entry.unwrap().path());
        let files = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        folders.flat_map(files).collect()
    }

    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
        let (main, keys) = (url("main.db"), url("keys.db"));
        Self::open(folder, main, keys).await
    }

    pub(crate) async fn on_postgres() -> Self {
        let server = std::env::var("INZAGE_TEST_POSTGRES")
            .expect("INZAGE_TEST_POSTGRES must name a PostgreSQL server; `cargo xtask test` starts one");
        let (main, keys) = (fresh_database(&server).await, fresh_database(&server).await);
        Self::open(tempfile::tempdir().unwrap(), main, keys).await
    }

    async fn open(folder: tempfile::TempDir, database_url: String, keys_url: String) -> Self {
        std::fs::create_dir_all(folder.path().join("mail")).unwrap();
        let noon: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(noon.as_microsecond())));
        let settings = settings(&folder, &database_url, &keys_url, master(MASTER).into());
        let office = Office::open(settings, clock.clone(), Arc::new(TestRandom(AtomicU64::new(0)))).await.unwrap();
        Self { office, clock, folder, database_url, keys_url }
    }

    /// The same house, whose operator asks for identity documents too.
    pub(crate) async fn asking_for_documents(mut self) -> Self {
        let mut settings = settings(&self.folder, &self.database_url, &self.keys_url, master(MASTER).into());
        settings.policy.identity.document = true;
        self.office = Office::open(settings, self.clock.clone(), other_random()).await.unwrap();
        self
    }

    /// The same house, whose index knows signers for so many days.
    pub(crate) async fn keeping_signers_for(mut self, days: i64) -> Self {
        let mut settings = settings(&self.folder, &self.database_url, &self.keys_url, master(MASTER).into());
        settings.policy.signer_days = Some(days);
        self.office = Office::open(settings, self.clock.clone(), other_random()).await.unwrap();
        self
    }

    /// The same house, with providers that are reached by this wire.
    pub(crate) async fn with_provider(mut self, provider: Provider, fetch: Arc<dyn Fetch>) -> Self {
        let mut settings = settings(&self.folder, &self.database_url, &self.keys_url, master(MASTER).into());
        (settings.providers, settings.fetch) = (vec![provider], fetch);
        self.office = Office::open(settings, self.clock.clone(), other_random()).await.unwrap();
        self
    }

    /// The same house, which hands requests over to controllers' software.
    pub(crate) async fn handing_over(mut self, handing_over: HandingOver) -> Self {
        let mut settings = settings(&self.folder, &self.database_url, &self.keys_url, master(MASTER).into());
        settings.handing_over = handing_over;
        self.office = Office::open(settings, self.clock.clone(), other_random()).await.unwrap();
        self
    }

    /// A second process against the same databases.
    pub(crate) async fn second_office(&self, master_key: &str) -> desk::Result<Office> {
        self.office_of(&self.database_url, &self.keys_url, master(master_key).into()).await
    }

    /// A process against other databases, or under other master keys.
    pub(crate) async fn office_of(&self, database: &str, keys: &str, masters: MasterKeys) -> desk::Result<Office> {
        let settings = settings(&self.folder, database, keys, masters);
        Office::open(settings, self.clock.clone(), other_random()).await
    }

    /// The key store alone, as the commands open it.
    pub(crate) async fn key_store(&self, masters: MasterKeys) -> KeyStore {
        KeyStore::open(&self.keys_url, masters, self.clock.clone(), other_random()).await.unwrap()
    }

    /// A backup of a database that is in use.
    pub(crate) async fn backup_of(&self, url: &str) -> String {
        if url.starts_with("sqlite:") {
            let copy = self.folder.path().join(format!("backup-{}.db", draw()));
            let pool = sqlx::AnyPool::connect(url).await.unwrap();
            let into = sqlx::AssertSqlSafe(format!("VACUUM INTO '{}'", copy.display()));
            sqlx::query(into).execute(&pool).await.unwrap();
            return format!("sqlite://{}", copy.display());
        }
        let server = std::env::var("INZAGE_TEST_POSTGRES").expect("it made the database");
        fresh_copy(&server, url).await
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.0.fetch_add(i64::try_from(time.as_micros()).unwrap(), Ordering::SeqCst);
    }

    /// The secret of a browser that typed nothing yet.
    pub(crate) fn secret(&self) -> desk::front::DraftSecret {
        self.office.front().fresh_secret()
    }

    pub(crate) fn session(&self) -> Session {
        Session::new(None, Arc::new(self.office.sessions()), None)
    }

    /// Every mail sent so far, oldest first.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(self.folder.path().join("mail")).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort_by_key(|path| std::fs::metadata(path).unwrap().modified().unwrap());
        files.iter().map(|path| mail(&std::fs::read_to_string(path).unwrap())).collect()
    }

    /// Sends what is due, and finds the code in the last mail to `to`.
    pub(crate) async fn code(&self, to: &str) -> String {
        self.code_of(to, "Code").await
    }

    /// The same, in a mail of one kind: files that were written at once do not tell their order.
    async fn code_of(&self, to: &str, kind: &str) -> String {
        self.office.send_post().await.unwrap();
        let is_meant = |mail: &Mail| mail.to == to && mail.text.contains(kind) && mail.text.contains("code: \"");
        let mail = self.mails().into_iter().rev().find(is_meant);
        between(&mail.expect("a code was sent").text, "code: \"", "\"")
    }

    /// Files a draft and proves its mailbox; answers with the session and the references.
    pub(crate) async fn file_and_prove(&self, draft: Draft) -> (Session, Vec<Reference>) {
        let session = self.session();
        let email = draft.email.clone();
        self.file(&session, draft).await;
        let code = self.code(&email).await;
        self.office.front().enter_code(&session, &code).await.unwrap();
        let overview = self.office.subject(&session).await.unwrap().overview().await.unwrap();
        (session, overview.requests.into_iter().map(|card| card.reference).collect())
    }

    /// Comes back with a mailbox alone.
    pub(crate) async fn come_back(&self, email: &str) -> Session {
        let (session, front) = (self.session(), self.office.front());
        let mailbox = domain::filing::Mailbox::parse(email).unwrap();
        front.come_back(&session, &mailbox, Language::English, "198.51.100.9").await.unwrap();
        front.enter_code(&session, &self.code_of(email, "ReturnCode").await).await.unwrap();
        session
    }

    pub(crate) async fn file(&self, session: &Session, draft: Draft) {
        let front = self.office.front();
        let secret = front.fresh_secret();
        front.keep_draft(&secret, &draft).await.unwrap();
        front.file(session, &secret, "198.51.100.7").await.unwrap();
    }

    pub(crate) async fn staff(&self) -> desk::StaffDesk {
        self.office.staff(&self.signed_in("staff@example.org", Role::Dpo).await).await.unwrap()
    }

    /// The session of a fresh account in this role, wholly signed in.
    pub(crate) async fn signed_in(&self, email: &str, role: Role) -> Session {
        self.named("Demo Staff", email, role).await
    }

    /// The same under another name.
    pub(crate) async fn named(&self, name: &str, email: &str, role: Role) -> Session {
        let mailbox = domain::filing::Mailbox::parse(email).unwrap();
        self.office.add_staff(&mailbox, name, role, PASSWORD).await.unwrap();
        self.office.give_second_factor(&mailbox, FACTOR).await.unwrap();
        let session = self.session();
        self.give_password(&session, email).await.unwrap();
        let code = self.office.code_now(FACTOR).unwrap();
        self.office.threshold(&session).await.unwrap().enter(&session, &code).await.unwrap();
        session
    }

    /// Gives the right password, from an unknown browser.
    pub(crate) async fn give_password(&self, session: &Session, email: &str) -> desk::Result<()> {
        self.office.front().sign_in_staff(session, (email, PASSWORD), "198.51.100.8", None).await
    }

    /// Two controllers with an index, one that may not be named, and one without index; a signer known to three.
    pub(crate) async fn registers(&self) {
        let controllers = "number,name,member_state,language,email,may_name_controller,index_authorised,contact_checked\n\
            1,Acme Lettings,NL,en,acme@example.com,yes,yes,by telephone\n\
            2,Beta Bank,BE,nl,beta@example.com,yes,yes,by telephone\n\
            3,Quiet Clinic,DE,en,quiet@example.com,no,yes,by telephone\n\
            4,No Index,NL,en,none@example.com,yes,no,by telephone\n";
        let imported = self.office.import_controllers(controllers.as_bytes(), Format::Csv).await.unwrap();
        assert_eq!((imported.added, imported.faults.len()), (4, 0), "{imported:?}");
        let signers = "email,controller_number,document\n\
            signer@example.org,1,DOC-1\nsigner@example.org,2,DOC-2\nSigner@Example.org,3,DOC-3\n";
        let imported = self.office.import_signers(signers.as_bytes()).await.unwrap();
        assert_eq!((imported.added, imported.faults.len()), (3, 0), "{imported:?}");
    }
}

/// A master key by its text.
pub(crate) fn master(text: &str) -> MasterKey {
    MasterKey::parse(text).unwrap()
}

/// Every process of a test draws differently.
fn other_random() -> Arc<TestRandom> {
    Arc::new(TestRandom(AtomicU64::new((1 + draw()) << 40)))
}

fn draw() -> u64 {
    static DRAWS: AtomicU64 = AtomicU64::new(0);
    DRAWS.fetch_add(1, Ordering::SeqCst)
}

fn settings(folder: &tempfile::TempDir, database_url: &str, keys_url: &str, master: MasterKeys) -> Settings {
    Settings {
        operator: Operator {
            name: "Example Sign".into(),
            address: "Example Street 1".into(),
            dpo: "dpo@example.org".into(),
            authority_name: "Example Authority".into(),
            authority_url: "https://authority.example".into(),
            member_state: domain::law::MemberState::parse("NL").unwrap(),
            time_zone: "Europe/Amsterdam".into(),
            language: Language::English,
            logo: None,
            accent: None,
            systems: vec![System { id: "invoicing".into(), label: "Invoicing".into() }],
        },
        policy: Policy::default(),
        calendar: std::borrow::Cow::Borrowed(domain::law::Calendar::bundled()),
        exemptions: std::borrow::Cow::Borrowed(domain::law::Exemptions::bundled()),
        base_url: "http://localhost:3000".into(),
        database_url: database_url.into(),
        keys_url: keys_url.into(),
        files: folder.path().join("files"),
        master,
        mail_from: "Example Sign <no-reply@example.org>".into(),
        transport: Transport::folder(&folder.path().join("mail")),
        providers: Vec::new(),
        fetch: Arc::new(Nowhere),
        handing_over: HandingOver::default(),
        wording: plain,
        reading: bare,
    }
}

async fn fresh_database(server: &str) -> String {
    create_database(server, "").await
}

/// PostgreSQL copies a database to which nobody is connected: whoever is, connects anew afterwards.
async fn fresh_copy(server: &str, url: &str) -> String {
    use sqlx::Connection;
    let (_, original) = url.rsplit_once('/').expect("the URL names a database");
    let mut admin = sqlx::AnyConnection::connect(server).await.expect("the PostgreSQL server answers");
    let parting = "SELECT CAST(pg_terminate_backend(pid) AS TEXT) FROM pg_stat_activity WHERE datname = $1";
    sqlx::query(parting).bind(original).fetch_all(&mut admin).await.unwrap();
    create_database(server, &format!(" TEMPLATE {original}")).await
}

async fn create_database(server: &str, from: &str) -> String {
    use sqlx::Connection;
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    sqlx::any::install_default_drivers();
    let name = format!("desk_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
    let mut admin = sqlx::AnyConnection::connect(server).await.expect("the PostgreSQL server answers");
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}{from}"));
    sqlx::query(create).execute(&mut admin).await.unwrap();
    let (base, _) = server.rsplit_once('/').expect("the URL names a database");
    format!("{base}/{name}")
}

fn mail(raw: &str) -> Mail {
    let to = raw.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().to_owned();
    let soft_breaks_joined = raw.replace("=\r\n", "").replace("=3D", "=");
    Mail { to, text: soft_breaks_joined }
}

pub(crate) fn between(text: &str, from: &str, to: &str) -> String {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("{from} in {text}"));
    rest.split_once(to).unwrap().0.to_owned()
}

/// What an authenticator shows that was told this secret.
pub(crate) fn code_of(house: &House, secret: &str) -> String {
    const BASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret.chars().filter_map(|c| BASE.find(c)).map(|value| format!("{value:05b}")).collect();
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    house.office.code_now(bytes.try_into().unwrap()).unwrap()
}

/// A decision in words, with neither ground nor anything withheld.
pub(crate) fn verdict(outcome: Outcome, words: &str) -> Verdict {
    Verdict { outcome, ground: None, words: words.to_owned(), burden: "MARKER-burden".into() }
}

/// The name in every draft.
pub(crate) const NAME: &str = "MARKER-name";

pub(crate) fn draft(relationship: Relationship, email: &str, rights: &[Right]) -> Draft {
    Draft {
        about: Some(About::Me),
        relationship: Some(relationship),
        rights: rights.to_vec(),
        answers: Ask::ALL.iter().map(|ask| (*ask, answer(*ask).to_owned())).collect(),
        name: NAME.into(),
        email: email.into(),
        customer_number: "MARKER-number".into(),
        organisation: "acme".into(),
        document: "MARKER-doc".into(),
        language: Some(Language::English),
        answered: vec![Question::Relationship],
        ..Draft::default()
    }
}

/// The first that can be chosen, or a text.
fn answer(ask: Ask) -> &'static str {
    ask.picks().first().map_or("MARKER-detail", |pick| pick.code())
}
