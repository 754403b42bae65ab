//! Passkeys and security keys over HTTP: what their forms and their script ask, and where each answer leads.

use crate::support::{Browser, Form, Page, Portal};
use app::paths;
use domain::filing::Mailbox;
use domain::staff::{KeyKind, Role};
use jiff::ToSpan as _;
use serde_json::Value;
use softkey::SoftKey;

crate::on_both_engines!(open_named:
    somebody_sets_up_a_passkey_and_comes_back_without_a_password,
    what_goes_wrong_is_told_in_words_and_another_way_stands,
    a_key_is_added_renamed_and_taken_away,
    a_key_shows_once_more_who_it_is,
    an_app_is_set_up_beside_a_passkey,
    pages_let_their_own_scripts_use_keys_and_nobody_else,
);

const PASSWORD: &str = "four unrelated words";
const EMAIL: &str = "staff@example.com";

/// What the page's script does when its button is pressed.
async fn ask(browser: &Browser, path: &str) -> Value {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    assert_eq!(page.header("cache-control"), Some("no-store"));
    serde_json::from_slice(&page.body).unwrap()
}

async fn give_password(browser: &Browser) -> Page {
    let form = browser.open(paths::STAFF_SIGN_IN).await.form("/do/staff/sign-in");
    browser.submit(&form.set("email", EMAIL).set("password", PASSWORD)).await
}

/// The form of this action that makes a key of this kind.
fn making(page: &Page, action: &str, kind: KeyKind) -> Form {
    let form = page.form(action).set("kind", kind.code());
    assert!(form.fields.iter().any(|(name, value)| name == "signed" && value.is_empty()), "{form:?}");
    form
}

/// Somebody who comes for the first time, and sets up a passkey.
async fn enrolled(portal: &Portal) -> (SoftKey, Browser) {
    portal.add_staff_as(Role::Dpo, EMAIL, "Demo Staff", PASSWORD).await;
    portal.office.reset_second_factor(&Mailbox::parse(EMAIL).unwrap()).await.unwrap();
    let (browser, mut key) = (portal.browser(), SoftKey::new(&portal.named_url(), 1));
    let page = give_password(&browser).await;
    let options = ask(&browser, &paths::ask_first_key(KeyKind::Passkey)).await;
    let form = making(&page, "/do/staff/second-factor/enrol-key", KeyKind::Passkey);
    let codes = browser.submit(&form.set("signed", &key.create(&options))).await;
    assert_eq!(
        (codes.path.as_str(), codes.count(".recovery-codes li")),
        (paths::RECOVERY_CODES, 10),
        "{}",
        codes.text()
    );
    browser.submit(&codes.form("/do/staff/recovery-codes")).await;
    (key, browser)
}

/// Signs in with nothing but a passkey.
async fn come_in(browser: &Browser, key: &mut SoftKey) -> Page {
    let form = browser.open(paths::STAFF_SIGN_IN).await.form("/do/staff/passkey");
    let answer = key.get(&ask(browser, paths::ASK_PASSKEY).await);
    browser.submit(&form.set("signed", &answer)).await
}

async fn somebody_sets_up_a_passkey_and_comes_back_without_a_password(portal: Portal) {
    let (mut key, _) = enrolled(&portal).await;
    let browser = portal.browser();
    let desk = come_in(&browser, &mut key).await;
    assert_eq!(desk.path, paths::STAFF, "{}", desk.text());
    // With the password first, the same key is the second factor; there is no app of which to ask a code.
    let browser = portal.browser();
    let page = give_password(&browser).await;
    assert_eq!(page.count("code.secret"), 0, "{}", page.text());
    assert!(page.shows("Recovery code") && !page.shows("authenticator"), "{}", page.text());
    let answer = key.get(&ask(&browser, paths::ASK_FACTOR).await);
    let desk = browser.submit(&page.form("/do/staff/second-factor/key").set("signed", &answer)).await;
    assert_eq!(desk.path, paths::STAFF, "{}", desk.text());
}

async fn what_goes_wrong_is_told_in_words_and_another_way_stands(portal: Portal) {
    let (mut key, _) = enrolled(&portal).await;
    let browser = portal.browser();
    let tell = async |signed: &str| {
        let form = browser.open(paths::STAFF_SIGN_IN).await.form("/do/staff/passkey");
        let page = browser.submit(&form.set("signed", signed)).await;
        assert_eq!(page.path, paths::STAFF_SIGN_IN);
        page.form("/do/staff/sign-in");
        page
    };
    assert!(tell("").await.shows("five minutes"), "nothing was asked");
    let answer = key.get(&ask(&browser, paths::ASK_PASSKEY).await);
    portal.clock.step(5.minutes());
    assert!(tell(&answer).await.shows("five minutes"));
    ask(&browser, paths::ASK_PASSKEY).await;
    assert!(tell("no answer").await.shows("cannot be read"));
    let mut stranger = SoftKey::new(&portal.named_url(), 9);
    let options = ask(&browser, paths::ASK_PASSKEY).await;
    let mut making = options.clone();
    making["rp"]["id"] = "localhost".into();
    making["user"]["id"] = "AAAAAAAAQACAAAAAAAAAAQ".into();
    making["authenticatorSelection"]["residentKey"] = "required".into();
    stranger.create(&making);
    assert!(tell(&stranger.get(&options)).await.shows("not known here"));
    key.origin = "http://portal.example.org".into();
    let answer = key.get(&ask(&browser, paths::ASK_PASSKEY).await);
    assert!(tell(&answer).await.shows("another address"));
    key.origin = portal.named_url();
    key.counter = Some(0);
    assert_eq!(come_in(&portal.browser(), &mut key).await.path, paths::STAFF);
    key.counter = Some(0);
    let answer = key.get(&ask(&browser, paths::ASK_PASSKEY).await);
    assert!(tell(&answer).await.shows("This one is blocked"));
}

async fn a_key_is_added_renamed_and_taken_away(portal: Portal) {
    let (_, browser) = enrolled(&portal).await;
    let account = browser.open(paths::ACCOUNT).await;
    let [first] = key_links(&account).try_into().unwrap();
    let refused = browser.submit(&browser.open(&first).await.form("/do/staff/account/keys/remove")).await;
    assert!(refused.path == first && refused.shows("your only second factor"), "{}", refused.text());
    portal.clock.step(11.minutes());
    let add = paths::new_key(KeyKind::SecurityKey);
    assert_eq!(browser.get(&add).await.location(), Some(paths::CONFIRM), "it asks first who it is");
    let confirm = browser.open(paths::CONFIRM).await.form("/do/staff/confirm").set("shown", PASSWORD);
    let confirm = Form { action: "/do/staff/confirm".into(), ..confirm };
    let page = browser.submit(&confirm).await;
    assert_eq!(page.path, add, "{}", page.text());
    let mut second = SoftKey::new(&portal.named_url(), 2);
    for (name, told) in [("  ", true), ("Key ring", false)] {
        let answer = second.clone().create(&ask(&browser, &paths::ask_new_key(KeyKind::SecurityKey)).await);
        let form = making(&page, "/do/staff/account/keys/add", KeyKind::SecurityKey);
        let page = browser.submit(&form.set("signed", &answer).set("key_name", name)).await;
        assert_eq!(page.count("#key_name-error") == 1, told, "{}", page.text());
    }
    second.create(&ask(&browser, &paths::ask_new_key(KeyKind::SecurityKey)).await);
    let account = browser.open(paths::ACCOUNT).await;
    assert!(account.shows("Key ring") && account.shows("Not used yet"), "{}", account.text());
    let page = browser.open(&first).await;
    let done = browser.submit(&page.form("/do/staff/account/keys/rename").set("key_name", "Work laptop")).await;
    assert!(done.shows("Work laptop"), "{}", done.text());
    let done = browser.submit(&page.form("/do/staff/account/keys/remove")).await;
    assert!(done.shows("Done.") && !done.shows("Work laptop"), "{}", done.text());
    assert_eq!(browser.get(&first).await.status, 404);
}

fn key_links(account: &Page) -> Vec<String> {
    let links = account.links(paths::KEYS).into_iter();
    links.filter(|link| !link.contains("/add/")).collect()
}

async fn a_key_shows_once_more_who_it_is(portal: Portal) {
    let (mut key, browser) = enrolled(&portal).await;
    portal.clock.step(11.minutes());
    let page = browser.submit(&browser.open(paths::ACCOUNT).await.form("/do/staff/account/recovery-codes")).await;
    assert_eq!(page.path, paths::CONFIRM, "{}", page.text());
    assert!(!page.shows("code from your app"), "there is no app: {}", page.text());
    let answer = key.get(&ask(&browser, paths::ASK_CONFIRM).await);
    let back = browser.submit(&page.form("/do/staff/confirm/key").set("signed", &answer)).await;
    assert_eq!(back.path, paths::ACCOUNT, "{}", back.text());
    let codes = browser.submit(&back.form("/do/staff/account/recovery-codes")).await;
    assert_eq!(codes.path, paths::RECOVERY_CODES, "{}", codes.text());
}

async fn an_app_is_set_up_beside_a_passkey(portal: Portal) {
    let (_, browser) = enrolled(&portal).await;
    let page = browser.open(paths::APP).await;
    assert_eq!(page.count(".qr svg"), 1, "{}", page.text());
    let wrong = browser.submit(&page.form("/do/staff/account/app/add").set("factor", "000000")).await;
    assert_eq!((wrong.path.as_str(), wrong.count("#factor-error")), (paths::APP, 1), "{}", wrong.text());
    assert_eq!(wrong.find("code.secret", "class"), page.find("code.secret", "class"));
    let secret = page.find("code.secret", "class").unwrap().0;
    let form = page.form("/do/staff/account/app/add").set("factor", &portal.code_of(&secret));
    let account = browser.submit(&form).await;
    assert!(account.shows("Done.") && account.shows("An app is set up"), "{}", account.text());
    let [key] = key_links(&account).try_into().unwrap();
    let account = browser.submit(&browser.open(&key).await.form("/do/staff/account/keys/remove")).await;
    assert!(account.shows("You have none yet"), "{}", account.text());
    let refused = browser.submit(&account.form("/do/staff/account/app/remove")).await;
    assert!(refused.shows("your only second factor") && refused.shows("An app is set up"), "{}", refused.text());
}

async fn pages_let_their_own_scripts_use_keys_and_nobody_else(portal: Portal) {
    let browser = portal.browser();
    let page = browser.open(paths::STAFF_SIGN_IN).await;
    let allowed = page.header("permissions-policy").unwrap();
    assert!(allowed.contains("publickey-credentials-get=(self)"), "{allowed}");
    assert!(allowed.contains("publickey-credentials-create=(self)"), "{allowed}");
    let policy = page.header("content-security-policy").unwrap();
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(page.count("form[action='/do/staff/passkey'] button[hidden]"), 1, "without a script there is none");
    assert!(page.shows("need JavaScript"), "{}", page.text());
    let none = Portal::open(crate::support::Engine::Sqlite).await;
    let page = none.browser().open(paths::STAFF_SIGN_IN).await;
    assert_eq!(page.count("form[action='/do/staff/passkey']"), 0, "keys want a name: {}", page.html());
}
