//! The two requests that the house is built around, over HTTP without scripts, on both engines: a customer's access,
//! and a signer's on its way to the controllers. And what must never be found afterwards.

use crate::support::{Browser, Form, Page, Portal, enter_code, to_contact};
use sqlx::Row as _;
use std::path::{Path, PathBuf};

const ME: &str = "marker.person@example.org";
const INVOICES: &str = r#"{"name":"MARKERname","invoices":[{"no":1,"iban":"MARKERiban"},{"no":2,"iban":null}]}"#;

crate::on_both_engines!(
    a_customer_asks_for_access_and_gets_json,
    a_signer_reaches_both_controllers_by_one_mail_each,
    a_stranger_to_the_index_is_routed_by_staff,
    what_a_browser_typed_is_there_after_a_mistake,
    another_persons_request_is_not_there,
    the_second_of_two_staff_is_told,
);

/// Answers the questions up to the last page.
async fn fill_in(browser: &Browser, relationship: &str, email: &str, rights: &[&str]) -> Page {
    let page = to_contact(browser, relationship, rights).await;
    let mut contact = page.form("/do/file/contact").set("name", "MARKERname").set("email", email).set("language", "en");
    if relationship == "customer" {
        contact = contact.set("customer_number", "MARKERnumber");
    }
    browser.submit(&contact).await
}

/// Files, and proves the mailbox by the code that arrives.
async fn file(portal: &Portal, browser: &Browser, relationship: &str, email: &str, rights: &[&str]) -> Page {
    let check = fill_in(browser, relationship, email, rights).await;
    assert_eq!(check.path, "/file/check", "{}", check.text());
    let code = browser.submit(&check.form("/do/file/send")).await;
    enter_code(portal, browser, &code, email).await
}

async fn come_back(portal: &Portal, email: &str) -> (Browser, Page) {
    let browser = portal.browser();
    let page = browser.submit(&browser.open("/return").await.form("/do/return").set("email", email)).await;
    let page = enter_code(portal, &browser, &page, email).await;
    (browser, page)
}

/// The form of a section of staff's page, as it stands now.
async fn staff_form(staff: &Browser, link: &str, action: &str) -> Form {
    staff.open(link).await.form(action)
}

async fn a_customer_asks_for_access_and_gets_json(portal: Portal) {
    let browser = portal.browser();
    let link = file(&portal, &browser, "customer", ME, &["access"]).await.path;
    let reference = link.strip_prefix("/requests/").expect("one request has its own page").to_owned();
    assert!(browser.open(&link).await.shows(&reference));

    let staff = portal.staff("Demo Staff").await;
    let desk = staff.open("/staff").await.links("/staff/requests/").remove(0);
    assert!(desk.contains(&reference));
    let export = format!("/staff/requests/{reference}/export.json");
    assert_eq!(staff.get(&export).await.status, 409, "nothing is exported before identity is recorded");
    let gather = staff_form(&staff, &desk, "/do/staff/gather").await.set("system", "invoicing");
    let gathered = staff.follow(staff.upload(&gather, &[("file", "a.json", INVOICES.into())]).await).await;
    assert!(gathered.shows("MARKERiban"), "{}", gathered.text());
    let identity = staff_form(&staff, &desk, "/do/staff/identity").await;
    staff.submit(&identity.set("basis", "other").set("reasons", "MARKERreasons")).await;
    let exported = staff.get(&export).await;
    let schema: serde_json::Value = serde_json::from_slice(&staff.get("/schema/export-3.json").await.body).unwrap();
    jsonschema::validate(&schema, &serde_json::from_slice(&exported.body).unwrap()).unwrap();
    let answer = staff_form(&staff, &desk, "/do/staff/answer").await;
    staff.submit(&answer.set("outcome", "fulfilled").set("words", "MARKERanswer")).await;
    let mail = portal.post().await;
    assert!(mail.iter().any(|mail| mail.to == ME && mail.text.contains(&reference)), "{mail:?}");

    portal.clock.step(jiff::Span::new().hours(3));
    let (browser, requests) = come_back(&portal, ME).await;
    let link = requests.links("/requests/").remove(0);
    let status = browser.open(&link).await;
    assert!(status.shows("MARKERanswer"), "{}", status.text());
    let files = status.links(&format!("{link}/files/"));
    assert_eq!(files.len(), 4, "{files:?}");
    let [page, export, original, _] = files.as_slice() else { panic!("{files:?}") };
    assert!(browser.get(page).await.shows("MARKERanswer"));
    let package = browser.get(export).await;
    let package: serde_json::Value = serde_json::from_slice(&package.body).unwrap();
    jsonschema::validate(&schema, &package).unwrap();
    assert_eq!(package["originals"][0]["path"], "originals/1-invoicing.json");
    let original = browser.get(original).await;
    assert_eq!(original.body, INVOICES.as_bytes(), "the input is untouched");
    assert!(original.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(!portal.browser().get(export).await.status.is_success(), "nobody else fetches it");
    assert_nothing_personal_rests_or_leaves(&portal).await;
}

async fn a_signer_reaches_both_controllers_by_one_mail_each(portal: Portal) {
    registers(&portal).await;
    let browser = portal.browser();
    let choice = file(&portal, &browser, "signer", ME, &["access", "erasure"]).await;
    assert!(choice.path.ends_with("/organisations"), "{} {}", choice.path, choice.text());
    assert!(choice.shows("Acme") && choice.shows("Beta") && !choice.shows("Quiet"), "{}", choice.text());
    assert_eq!(choice.count("input[name='organisations[]'][checked]"), 1, "the one named is ticked");
    let beta = choice.find("input[name='organisations[]']:not([checked])", "value").unwrap().1;
    browser.submit(&choice.form("/do/filings/organisations").add("organisations[]", &beta)).await;
    let mails = portal.post().await;
    for address in ["acme@example.com", "beta@example.com"] {
        assert_eq!(mails.iter().filter(|mail| mail.to == address).count(), 1, "one mail, whatever the rights");
    }

    let acme = controller(&portal, "acme@example.com").await;
    let links = acme.open("/controller").await.links("/controller/");
    let first = links.iter().find(|link| link.len() > 40).unwrap();
    let page = acme.open(first).await;
    assert!(page.shows(ME) && page.shows("MARKERdetail"), "{}", page.text());
    let envelope = acme.get(&format!("{first}/request.json")).await;
    let envelope: serde_json::Value = serde_json::from_slice(&envelope.body).unwrap();
    assert_eq!(envelope["direction"], "processor_to_controller");
    acme.submit(&page.form("/do/controller/acknowledge")).await;
    let beta = controller(&portal, "beta@example.com").await;
    assert_eq!(beta.get(first).await.status, 404, "another controller's is not there");

    let reference = envelope["reference"].as_str().unwrap();
    let status = browser.open(&format!("/requests/{reference}")).await;
    assert!(status.shows("Acme") && status.shows("Beta"), "{}", status.text());
    assert_nothing_personal_rests_or_leaves(&portal).await;
}

async fn a_stranger_to_the_index_is_routed_by_staff(portal: Portal) {
    registers(&portal).await;
    let browser = portal.browser();
    let link = file(&portal, &browser, "signer", "stranger@example.org", &["access"]).await.path;
    let staff = portal.staff("Demo Staff").await;
    let desk = staff.open("/staff").await.links("/staff/requests/").remove(0);
    let page = staff.open(&desk).await;
    assert!(page.shows("Acme"), "the one that the signer named is offered: {}", page.text());
    let acme = page.find("form[action='/do/staff/forward'] input[name='controller'][type='radio']", "value");
    let form = page.form("/do/staff/forward");
    let form = if let Some((_, id)) = acme { form.set("controller", &id) } else { form };
    staff.submit(&form).await;
    portal.post().await;
    assert_eq!(portal.mail.to("acme@example.com").len(), 1);
    assert!(browser.open(&link).await.shows("Acme"));
}

async fn what_a_browser_typed_is_there_after_a_mistake(portal: Portal) {
    let browser = portal.browser();
    let page = fill_in(&browser, "customer", "not an address", &["access"]).await;
    assert_eq!(page.path, "/file/contact");
    for _ in 0..2 {
        let again = browser.open("/file/contact").await;
        assert!(again.html().contains("not an address") && again.html().contains("MARKERname"));
        assert!(again.count("a[href='#email']") >= 1, "the summary leads to the field");
    }
    assert!(!portal.browser().open("/file/contact").await.html().contains("MARKERname"), "in this browser alone");
}

async fn another_persons_request_is_not_there(portal: Portal) {
    let mine = portal.browser();
    let link = file(&portal, &mine, "customer", ME, &["access"]).await.path;
    let other = portal.browser();
    file(&portal, &other, "customer", "other@example.org", &["access"]).await;
    let (theirs, nowhere) = (other.get(&link).await, other.get("/requests/222-222-2222").await);
    assert_eq!((theirs.status, nowhere.status), (http::StatusCode::NOT_FOUND, http::StatusCode::NOT_FOUND));
    let number = |page: &Page| page.header("x-request-id").unwrap_or("-").to_owned();
    let words = |page: &Page| page.text().replace(&number(page), "");
    assert_eq!(words(&theirs), words(&nowhere), "both look the same");
    let reference = link.rsplit('/').next().unwrap();
    other.post("/do/requests/withdraw", &[("reference", reference)]).await;
    let staff = portal.staff("Demo Staff").await;
    assert_eq!(staff.open("/staff").await.links("/staff/requests/").len(), 2, "both are still open");
}

async fn the_second_of_two_staff_is_told(portal: Portal) {
    let browser = portal.browser();
    file(&portal, &browser, "customer", ME, &["access"]).await;
    let (one, two) = (portal.staff("Demo One").await, portal.staff("Demo Two").await);
    let desk = one.open("/staff").await.links("/staff/requests/").remove(0);
    let form = |form: Form, words: &str| form.set("outcome", "nothing_held").set("words", words);
    let first = form(staff_form(&one, &desk, "/do/staff/answer").await, "first");
    let second = form(staff_form(&two, &desk, "/do/staff/answer").await, "second");
    one.submit(&first).await;
    let told = two.submit(&second).await;
    assert!(told.count("[role='alert']") >= 1, "{}", told.text());
    assert!(told.shows("first"), "and sees what the other did: {}", told.text());
}

async fn registers(portal: &Portal) {
    let header = "number,name,member_state,language,email,may_name_controller,index_authorised,contact_checked\n";
    let rows = "1,Acme,NL,en,acme@example.com,yes,yes,asked\n2,Beta,BE,en,beta@example.com,yes,yes,asked\n\
                3,Quiet,DE,en,quiet@example.com,no,yes,asked\n";
    portal.import_controllers(&format!("{header}{rows}")).await;
    portal.import_signers(&format!("email,controller_number,document\n{ME},1,A\n{ME},2,B\n{ME},3,C\n")).await;
}

/// Comes in by the link and the code that were mailed to a controller.
async fn controller(portal: &Portal, address: &str) -> Browser {
    let link = portal.mail.to(address).iter().find(|mail| mail.text.contains("/controller/link/")).unwrap().link();
    let browser = portal.browser();
    let path = link.strip_prefix(&portal.url).unwrap_or(&link).to_owned();
    let page = browser.submit(&browser.open(&path).await.form("/do/controller/link")).await;
    let inbox = enter_code(portal, &browser, &page, address).await;
    assert_eq!(inbox.path, "/controller", "{}", inbox.text());
    browser
}

/// The leak hunt: no marker in any file of the portal or its database, nor in any mail but in the recipient's address.
async fn assert_nothing_personal_rests_or_leaves(portal: &Portal) {
    for mail in portal.mail.all() {
        let said = format!("{}{}{}", mail.subject, mail.text, mail.html).to_lowercase();
        assert!(!said.contains("marker"), "a mail to {} says {said}", mail.to);
    }
    let mut looked = 0;
    for (name, bytes) in everything_at_rest(portal).await {
        looked += bytes.len();
        for marker in ["MARKER", "marker.person", "Demo Staff"] {
            let found = bytes.windows(marker.len()).any(|part| part.eq_ignore_ascii_case(marker.as_bytes()));
            assert!(!found, "{marker} rests in {name}");
        }
    }
    assert!(looked > 10_000, "only {looked} bytes were looked at");
}

/// The bytes of every file, WAL included, and of every row where the database is no file.
async fn everything_at_rest(portal: &Portal) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = files(portal.folder.path())
        .into_iter()
        .map(|p| (p.display().to_string(), std::fs::read(&p).unwrap()))
        .collect();
    if portal.folder.path().join("inzage.db").exists() {
        return found;
    }
    let cluster = std::env::var("INZAGE_TEST_POSTGRES").unwrap();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    let unique =
        portal.folder.path().file_name().unwrap().to_str().unwrap().replace(|c: char| !c.is_alphanumeric(), "_");
    for database in [format!("main_{unique}"), format!("keys_{unique}")] {
        let pool = sqlx::PgPool::connect(&format!("{server}/{database}")).await.unwrap();
        let tables = sqlx::query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'");
        for table in tables.fetch_all(&pool).await.unwrap() {
            let table: String = table.get(0);
            let rows = sqlx::AssertSqlSafe(format!("SELECT t::text FROM \"{table}\" t"));
            for row in sqlx::query(rows).fetch_all(&pool).await.unwrap() {
                let text: String = row.get(0);
                // Binary columns are shown in hexadecimal: what they hold is looked at too.
                let binary = text.split(|c: char| !c.is_ascii_hexdigit()).filter(|run| run.len() % 2 == 0);
                let binary: Vec<u8> =
                    binary.flat_map(|run| (0..run.len()).step_by(2).map(|at| byte(run, at))).collect();
                found.push((format!("{database}.{table}"), [text.into_bytes(), binary].concat()));
            }
        }
    }
    found
}

fn byte(hexadecimal: &str, at: usize) -> u8 {
    u8::from_str_radix(&hexadecimal[at..at + 2], 16).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
