//! A portal that listens.

use super::{Browser, Dice, Engine, HandClock, MailServer};
use desk::post::Transport;
use desk::registers::Format;
use desk::vault::MasterKey;
use desk::{Office, Operator, Settings, System};
use domain::filing::Mailbox;
use domain::procedure::Policy;
use domain::staff::Role;
use domain::words::Language;
use server::web::{Site, Web, router};
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;

/// The key of every test.
const MASTER: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// The secret of every authenticator.
pub const FACTOR: [u8; 20] = *b"twenty bytes to test";
/// The address from which mails come.
const FROM: &str = "privacy@example.com";

/// A portal of a test's own.
pub struct Portal {
    /// Its office, for what no journey reaches.
    pub office: Office,
    /// Its clock.
    pub clock: HandClock,
    /// Its mail server.
    pub mail: MailServer,
    /// Where it listens.
    pub url: String,
    /// Its folder: databases if they are files, sealed files, the site.
    pub folder: TempDir,
    server: tokio::task::JoinHandle<()>,
}

impl Portal {
    /// Opens one on empty databases.
    pub async fn open(engine: Engine) -> Self {
        Self::open_with(engine, |_| {}).await
    }

    /// Opens one that people reach by a name, as passkeys want it.
    pub async fn open_named(engine: Engine) -> Self {
        Self::open_with(engine, |settings| settings.base_url = settings.base_url.replace("127.0.0.1", "localhost"))
            .await
    }

    /// Where people reach it by that name.
    pub fn named_url(&self) -> String {
        self.url.replace("127.0.0.1", "localhost")
    }

    /// Opens one whose settings differ.
    pub async fn open_with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::Builder::new().prefix("inzage").tempdir().unwrap();
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mail = MailServer::start();
        let (database_url, keys_url) = engine.databases(folder.path()).await;
        let mut settings = Settings {
            operator: operator(),
            policy: Policy::default(),
            calendar: std::borrow::Cow::Borrowed(domain::law::Calendar::bundled()),
            exemptions: std::borrow::Cow::Borrowed(domain::law::Exemptions::bundled()),
            base_url: url.clone(),
            database_url,
            keys_url,
            files: folder.path().join("files"),
            master: MasterKey::parse(MASTER).unwrap().into(),
            mail_from: FROM.to_owned(),
            transport: Transport::smtp(&mail.url()).unwrap(),
            providers: Vec::new(),
            fetch: Arc::new(server::fetch::Http::new().unwrap()),
            handing_over: desk::wire::HandingOver::default(),
            wording: app::mails::word,
            reading: app::reading::word,
        };
        change(&mut settings);
        let base_url = settings.base_url.clone();
        let clock = HandClock::default();
        let office = Office::open(settings, Arc::new(clock.clone()), Arc::new(Dice::new(1))).await.unwrap();
        let site = site(folder.path());
        let web = Web::new(office.clone(), Arc::new(Dice::new(2)), &site, &base_url);
        let router = router(web).unwrap().into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { office, clock, mail, url, folder, server }
    }

    /// A fresh browser that asks for English.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, "en")
    }

    /// Sends the post; gives the mails that arrived by it.
    pub async fn post(&self) -> Vec<super::Mail> {
        let before = self.mail.all().len();
        self.office.send_post().await.unwrap();
        self.mail.all().split_off(before)
    }

    /// Adds a member of staff who works on requests and has an authenticator.
    pub async fn add_staff(&self, email: &str, name: &str, password: &str) {
        self.add_staff_as(Role::Dpo, email, name, password).await;
    }

    /// Adds a member of staff in a role, with an authenticator.
    pub async fn add_staff_as(&self, role: Role, email: &str, name: &str, password: &str) {
        let mailbox = Mailbox::parse(email).unwrap();
        self.office.add_staff(&mailbox, name, role, password).await.unwrap();
        self.office.give_second_factor(&mailbox, FACTOR).await.unwrap();
    }

    /// What every authenticator shows now.
    pub fn factor(&self) -> String {
        self.office.code_now(FACTOR).unwrap()
    }

    /// What an authenticator shows now that was told this secret.
    pub fn code_of(&self, secret: &str) -> String {
        const BASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: String = secret.chars().filter_map(|c| BASE.find(c)).map(|value| format!("{value:05b}")).collect();
        let byte = |bits: &[u8]| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap();
        let bytes: Vec<u8> = bits.as_bytes().chunks(8).map(byte).collect();
        self.office.code_now(bytes.try_into().unwrap()).unwrap()
    }

    /// A fresh browser in which a member of staff of this name is signed in.
    pub async fn staff(&self, name: &str) -> Browser {
        self.staff_as(Role::Dpo, name).await
    }

    /// The same in another role.
    pub async fn staff_as(&self, role: Role, name: &str) -> Browser {
        let email = format!("{}@example.com", name.to_lowercase().replace(' ', "."));
        let password = "four unrelated words";
        self.add_staff_as(role, &email, name, password).await;
        let browser = self.browser();
        let form = browser.open(app::paths::STAFF_SIGN_IN).await.form("/do/staff/sign-in");
        let page = browser.submit(&form.set("email", &email).set("password", password)).await;
        let form = page.form("/do/staff/second-factor");
        let page = browser.submit(&form.set("factor", &self.factor())).await;
        assert_eq!(page.status, 200, "staff are not signed in: {}", page.text());
        assert_ne!(page.path, app::paths::SECOND_FACTOR, "staff are not signed in: {}", page.text());
        browser
    }

    /// Imports controllers; panics on faults.
    pub async fn import_controllers(&self, csv: &str) {
        let imported = self.office.import_controllers(csv.as_bytes(), Format::Csv).await.unwrap();
        assert!(imported.faults.is_empty(), "{:?}", imported.faults);
    }

    /// Imports signers; panics on faults.
    pub async fn import_signers(&self, csv: &str) {
        let imported = self.office.import_signers(csv.as_bytes()).await.unwrap();
        assert!(imported.faults.is_empty(), "{:?}", imported.faults);
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Who runs every test's portal.
pub fn operator() -> Operator {
    let system = |id: &str, label: &str| System { id: id.to_owned(), label: label.to_owned() };
    Operator {
        name: "Example B.V.".to_owned(),
        address: "Example Street 1, Amsterdam".to_owned(),
        dpo: "dpo@example.com".to_owned(),
        authority_name: "Autoriteit Persoonsgegevens".to_owned(),
        authority_url: "https://autoriteitpersoonsgegevens.nl".to_owned(),
        member_state: "NL".parse().unwrap(),
        time_zone: "Europe/Amsterdam".to_owned(),
        language: Language::English,
        logo: None,
        accent: None,
        systems: vec![system("invoicing", "Invoicing"), system("support", "Customer support")],
    }
}

/// A site folder as the build tool lays it, with small files: journeys without scripts need no more.
pub fn site(folder: &std::path::Path) -> Site {
    let site = folder.join("site");
    let pkg = site.join("pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    std::fs::write(site.join("hash.txt"), "js: 01\nwasm: 02\ncss: 03\n").unwrap();
    std::fs::write(site.join("robots.txt"), "User-agent: *\n").unwrap();
    for (name, content) in
        [("inzage.01.js", "export default 1;"), ("inzage.02.wasm", "\0asm"), ("inzage.03.css", "a{}")]
    {
        std::fs::write(pkg.join(name), content).unwrap();
        std::fs::write(pkg.join(format!("{name}.br")), "brotli").unwrap();
        std::fs::write(pkg.join(format!("{name}.gz")), "gzip").unwrap();
    }
    Site::find(&site).unwrap()
}
