//! Every page, server function and download, called by somebody who is not signed in: refused, unless a row here says why
//! not. What is new and has no row fails.

use crate::support::routes::{VALUES, call, fill, functions, routes};
use crate::support::{Browser, Page, Portal};
use app::paths;
use http::Method;

/// What is open to everybody, with which status it answers somebody who comes with nothing, and why it is open.
const OPEN: &[(&str, u16, &str)] = &[
    ("/", 200, "the start page"),
    ("/privacy", 200, "the privacy notice (Art. 13)"),
    ("/file/about", 200, "anybody may file: the first question"),
    ("/file/represented", 302, "a question of the journey: back to the first that is open"),
    ("/file/relationship", 302, "likewise"),
    ("/file/signing", 302, "likewise"),
    ("/file/rights", 302, "likewise"),
    ("/file/ask/{ask}", 302, "likewise"),
    ("/file/contact", 302, "likewise"),
    ("/file/check", 302, "likewise; shows the answers of this very browser alone"),
    ("/code", 302, "takes a code, if this browser was promised one; otherwise to where one is asked for"),
    ("/return", 200, "where data subjects ask for a code"),
    ("/sign-out", 200, "says that nobody is signed in"),
    ("/demo/mail", 404, "only in the demonstration, which listens on loopback"),
    ("/staff/sign-in", 200, "where staff come in"),
    ("/staff/with/{provider}", 404, "on to a provider by which staff sign in; here there is none"),
    ("/back/{provider}", 403, "back from one: nothing that this session did not ask is taken"),
    ("/ask/passkey", 400, "what is asked of any passkey, the same for everybody; none at an IP address"),
    ("/staff/invitation/{token}", 200, "the mailed link: a form for a password, the same for any token"),
    ("/controller/sign-in", 200, "tells a controller that the mailed link is the way in"),
    ("/controller/link/{token}", 200, "the mailed link: it opens nothing, a code does; the same for any token"),
    ("/trouble/{number}", 500, "a trouble of ours, by the number that is in the path"),
    ("/schema/export-3.json", 200, "the published schema"),
    ("/schema/envelope-4.json", 200, "the published schema of what controllers get"),
    ("/schema/terms", 200, "what its own terms mean"),
    ("/.well-known/jwks.json", 200, "the public keys that check what goes to controllers"),
    ("/.well-known/inzage", 200, "what controllers' software can count on; no secrets"),
    ("/health", 200, "for whoever watches; tells nothing but whether it is well"),
];

/// The server functions that are open to everybody, and why.
const OPEN_FUNCTIONS: &[(&str, &str)] = &[
    ("/do/language", "chooses the language of the pages"),
    ("/do/file/about", "anybody may file: keeps the answer for this browser alone"),
    ("/do/file/represented", "likewise, with files: throttled, and held only for a draft that asks for them"),
    ("/do/file/relationship", "likewise"),
    ("/do/file/signing", "likewise"),
    ("/do/file/rights", "likewise"),
    ("/do/file/ask", "likewise"),
    ("/do/file/proof", "likewise; files are throttled, and held only for a draft that asks for them"),
    ("/do/file/contact", "likewise"),
    ("/do/file/send", "files what this browser answered; throttled"),
    ("/do/return", "promises a code, the same for any address"),
    ("/do/code", "takes the code that this browser was promised"),
    ("/do/code/another", "promises another one in its place"),
    ("/do/sign-out", "ends whatever session there is"),
    ("/do/staff/sign-in", "takes address and password"),
    ("/do/staff/passkey", "takes what a passkey signed; throttled by caller"),
    ("/do/staff/invitation", "takes a password for the account of an invitation; throttled, the same for any token"),
    ("/do/controller/link", "promises a code, the same for any token"),
    ("/do/controller/passkey", "takes what a passkey signed; throttled by caller"),
];

crate::on_both_engines!(nobody_comes_in);

async fn nobody_comes_in(portal: Portal) {
    let browser = portal.browser();
    look_at_what_is_open(&browser).await;
    look_at_what_is_closed(&browser).await;
    call_every_function(&browser).await;
    // Whatever was sent did not sign this browser in.
    look_at_what_is_closed(&browser).await;
}

async fn look_at_what_is_open(browser: &Browser) {
    let routes = routes();
    for (route, status, _) in OPEN {
        assert!(routes.contains(*route), "no {route} any more");
        let page = browser.get(&fill(route, VALUES)).await;
        assert_eq!(page.status.as_u16(), *status, "{route}: {}", page.text());
    }
}

async fn look_at_what_is_closed(browser: &Browser) {
    for route in routes().iter().filter(|route| !OPEN.iter().any(|(open, ..)| open == route)) {
        let page = browser.get(&fill(route, VALUES)).await;
        assert_refused(&page, route);
    }
}

async fn call_every_function(browser: &Browser) {
    let functions = functions();
    for (path, method) in &functions {
        assert_eq!(method, Method::POST, "{path}: what acts is a POST");
        let page = call(browser, path, VALUES).await;
        assert!(page.status.is_redirection(), "{path}: {} {}", page.status, page.text());
        if !OPEN_FUNCTIONS.iter().any(|(open, _)| open == path) {
            assert_refused(&page, path.strip_prefix("/do").unwrap_or(path));
        }
    }
    for (path, _) in OPEN_FUNCTIONS {
        assert!(functions.iter().any(|(function, _)| function == path), "no {path} any more");
    }
}

/// Led to where its audience signs in, with nothing on the way.
fn assert_refused(page: &Page, route: &str) {
    let sign_in = match route {
        route if route.starts_with("/staff") => paths::STAFF_SIGN_IN,
        route if route.starts_with("/controller") => paths::CONTROLLER_SIGN_IN,
        _ => paths::RETURN,
    };
    assert!(!page.path.contains('{'), "{route} has a parameter without a value here: give it one in VALUES");
    let is_led = page.status.is_redirection() && page.location() == Some(sign_in);
    assert!(
        is_led,
        "{route} answers {} {:?} to somebody who is not signed in. If it is meant to be open, give it a row here.\n{}",
        page.status,
        page.location(),
        page.text()
    );
}
