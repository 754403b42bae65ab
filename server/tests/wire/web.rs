//! What holds for every request, whatever it asks for.

use crate::support::{Browser, Engine, Page, Portal};
use app::forms::TOKEN_FIELD;
use http::{StatusCode, header};
use reqwest::Method;
use server::web::{FORM_MAX, UPLOAD_MAX};

crate::on_both_engines!(the_database_answers);

async fn the_database_answers(portal: Portal) {
    let page = portal.browser().get("/health").await;
    assert_eq!((page.status, page.html().as_str()), (StatusCode::OK, "well\n"));
}

async fn portal() -> Portal {
    Portal::open(Engine::Sqlite).await
}

/// The headers that every answer bears.
fn assert_hardened(page: &Page) {
    let expected = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in expected {
        assert_eq!(page.header(name), Some(value), "{name} at {}", page.path);
    }
    assert!(page.header("permissions-policy").is_some_and(|policy| policy.contains("camera=()")), "{}", page.path);
    let policy = page.header(header::CONTENT_SECURITY_POLICY).unwrap_or_default();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{}: {policy}",
        page.path
    );
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval'") || policy.contains("'wasm-unsafe-eval'")
    );
}

#[tokio::test]
async fn every_answer_is_hardened() {
    let portal = portal().await;
    let browser = portal.browser();
    for path in
        ["/", "/nowhere", "/health", "/schema/export-3.json", "/pkg/inzage.01.js", "/pkg/nowhere.js", "/robots.txt"]
    {
        let page = browser.get(path).await;
        assert_hardened(&page);
        assert_eq!(page.header(header::STRICT_TRANSPORT_SECURITY), None, "plain HTTP cannot insist on TLS");
    }
    let refused = browser.request(Method::POST, "/").header("sec-fetch-site", "cross-site");
    assert_hardened(&browser.send("/", refused).await);
}

#[tokio::test]
async fn a_page_runs_its_own_scripts_and_no_others() {
    let page = portal().await.browser().get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.header(header::CONTENT_SECURITY_POLICY).unwrap_or_default().to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(nonce.len() >= 16 && policy.contains("'wasm-unsafe-eval'"), "{policy}");
    assert_eq!(page.count("script"), page.count(&format!("script[nonce='{nonce}']")), "a script without the nonce");
    assert_eq!(page.count("[style]"), 0, "an inline style, which the policy forbids");
    assert_eq!(page.header(header::CACHE_CONTROL), Some("no-store"));
    let again = portal().await.browser().get("/").await;
    assert!(!again.header(header::CONTENT_SECURITY_POLICY).unwrap_or_default().contains(nonce), "a nonce is used once");
}

#[tokio::test]
async fn behind_tls_browsers_insist_on_it_and_bind_the_cookie() {
    let portal = Portal::open_with(Engine::Sqlite, |s| s.base_url = "https://privacy.example.org".to_owned()).await;
    let page = portal.browser().get("/").await;
    assert!(page.header(header::STRICT_TRANSPORT_SECURITY).is_some_and(|value| value.starts_with("max-age=31536000")));
    let cookie = session_cookie(&portal).await;
    assert!(cookie.starts_with("__Host-inzage_session="), "{cookie}");
    for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.split("; ").any(|part| part == attribute), "{attribute} is missing: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let form = portal.browser().get("/file/about").await;
    let form = form.header(header::SET_COOKIE).unwrap_or_default();
    assert!(form.starts_with("__Host-inzage_form=") && form.contains("Secure"), "{form}");
}

#[tokio::test]
async fn the_session_ends_with_the_browser() {
    let cookie = session_cookie(&portal().await).await;
    assert!(
        cookie.starts_with("inzage_session=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure") && !cookie.contains("Max-Age") && !cookie.contains("Expires"), "{cookie}");
}

/// What signing in sets.
async fn session_cookie(portal: &Portal) -> String {
    portal.add_staff("staff@example.com", "Demo Person", "four unrelated words").await;
    let fields = [("email", "staff@example.com"), ("password", "four unrelated words")];
    let page = portal.browser().post("/do/staff/sign-in", &fields).await;
    let cookies = page.headers.get_all(header::SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.filter(|cookie| cookie.contains("inzage_session")).map(str::to_owned).next().expect("a session")
}

#[tokio::test]
async fn hashed_files_never_change_and_come_compressed() {
    let portal = portal().await;
    let browser = portal.browser();
    let get = |path: &'static str, encoding: &'static str| {
        let request = browser.request(Method::GET, path).header(header::ACCEPT_ENCODING, encoding);
        let browser = browser.clone();
        async move { browser.send(path, request).await }
    };
    for (encoding, body) in [("br, gzip", "brotli"), ("gzip", "gzip"), ("identity", "export default 1;")] {
        let script = get("/pkg/inzage.01.js", encoding).await;
        assert_eq!((script.status, script.html().as_str()), (StatusCode::OK, body), "{encoding}");
        assert_eq!(script.header(header::CONTENT_TYPE), Some("text/javascript"));
        assert_eq!(script.header(header::CACHE_CONTROL), Some("public, max-age=31536000, immutable"));
    }
    assert_eq!(get("/pkg/inzage.02.wasm", "br").await.header(header::CONTENT_TYPE), Some("application/wasm"));
    let missing = get("/pkg/inzage.99.js", "br").await;
    assert_eq!((missing.status, missing.header(header::CACHE_CONTROL)), (StatusCode::NOT_FOUND, Some("no-store")));
    assert_eq!(get("/robots.txt", "br").await.html(), "User-agent: *\n");
}

#[tokio::test]
async fn nothing_else_of_the_disk_is_served() {
    let portal = portal().await;
    std::fs::write(portal.folder.path().join("site/.stamp"), "stamp").unwrap();
    let browser = portal.browser();
    for path in [
        "/hash.txt",
        "//hash.txt",
        "/.stamp",
        "/%2estamp",
        "/%68ash.txt",
        "/pkg/../hash.txt",
        "/..%2finzage.db",
        "/pkg",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_in_words_with_a_number() {
    let page = portal().await.browser().get("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/html")));
    assert_eq!(page.header(header::CACHE_CONTROL), Some("no-store"));
    assert_eq!(page.header("x-request-id").map(str::len), Some(8));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let portal = portal().await;
    let browser = portal.browser();
    let own = portal.url.clone();
    let cases: [(&[(&str, &str)], bool); 10] = [
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example.com")], false),
        (&[("sec-fetch-site", "same-site"), ("origin", "https://other.example.org")], false),
        (&[("origin", "https://evil.example.com")], false),
        (&[("origin", "null")], true),
        (&[("sec-fetch-site", "cross-site"), ("origin", "null")], false),
        (&[("sec-fetch-site", "same-origin"), ("origin", "null")], true),
        (&[("sec-fetch-site", "same-origin")], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("origin", &own)], true),
        (&[], true),
    ];
    for (headers, is_taken) in cases {
        let request =
            headers.iter().fold(browser.request(Method::POST, "/nowhere"), |r, (name, value)| r.header(*name, *value));
        let page = browser.send("/nowhere", request).await;
        assert_eq!(page.status != StatusCode::FORBIDDEN, is_taken, "{headers:?}: {}", page.status);
        assert_eq!(page.shows("This form came from elsewhere"), !is_taken, "{headers:?}: {}", page.text());
    }
}

#[tokio::test]
async fn a_form_without_the_token_of_this_browser_and_session_is_not_acted_on() {
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let portal = portal().await;
    let (browser, other) = (portal.browser(), portal.browser());
    let (own, foreign) = (browser.token().await, other.token().await);
    // The first sending begins a session; the page that it came from goes on being good.
    let same_origin = ("sec-fetch-site", "same-origin");
    let cases: [(&str, Headers<'_>, u16, bool); 8] = [
        (&own, &[], 303, true),
        (&own, &[same_origin], 303, true),
        (&own, &[("origin", "null")], 303, true),
        ("", &[], 403, false),
        (&foreign, &[], 403, false),
        (&foreign, &[("origin", "null")], 403, false),
        (&foreign, &[("sec-fetch-site", "none")], 403, false),
        (&foreign, &[same_origin], 303, false),
    ];
    for (token, headers, status, is_done) in cases {
        let fields = [("email", "person@example.org"), (TOKEN_FIELD, token)];
        let request = browser.request(Method::POST, "/do/return").form(&fields);
        let request = headers.iter().fold(request, |r, (name, value)| r.header(*name, *value));
        let page = browser.send("/do/return", request).await;
        assert_eq!(page.status.as_u16(), status, "{headers:?}: {}", page.text());
        assert_eq!(page.location() == Some("/code"), is_done, "{headers:?}: {:?}", page.location());
    }
    let page = browser.get("/return").await;
    assert!(page.shows("Nothing was sent yet"), "{}", page.text());
    assert_eq!(
        page.form("/do/return").fields.iter().find(|(name, _)| name == "email").unwrap().1,
        "person@example.org"
    );
}

#[tokio::test]
async fn a_token_ends_with_its_session() {
    let portal = portal().await;
    let browser = portal.staff("Demo Person").await;
    let before = browser.token().await;
    let other = portal.browser().open("/staff/sign-in").await.form("/do/staff/sign-in");
    let other = other.fields.iter().find(|(name, _)| name == TOKEN_FIELD).unwrap().1.clone();
    let acts = [("", ""); 0];
    for (token, status) in [(other.as_str(), StatusCode::FORBIDDEN), (&before, StatusCode::SEE_OTHER)] {
        let request = browser.request(Method::POST, "/do/staff/account/end-others").form(&[(TOKEN_FIELD, token)]);
        assert_eq!(browser.send("/do/staff/account/end-others", request).await.status, status);
    }
    browser.post("/do/sign-out", &acts).await;
    let form = browser.open("/staff/sign-in").await.form("/do/staff/sign-in");
    for token in [before.as_str(), ""] {
        let page = browser.send_form(&form.clone().set(TOKEN_FIELD, token)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.text());
    }
    assert_eq!(browser.send_form(&form).await.status, StatusCode::SEE_OTHER);
    assert_ne!(browser.token().await, before);
}

#[tokio::test]
async fn too_large_a_form_is_answered_in_words() {
    let portal = portal().await;
    let browser = portal.browser();
    let post = async |length: usize| browser.post("/nowhere", &[("text", "x".repeat(length))]).await;
    assert_eq!(post(FORM_MAX - 100).await.status, StatusCode::NOT_FOUND, "it fits, there is just nobody to take it");
    for length in [FORM_MAX + 1, UPLOAD_MAX + 1] {
        let page = post(length).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{length}");
        assert!(page.shows("larger than this site accepts"), "{}", page.text());
    }
    let dutch = Browser::new(&portal.url, "nl").post("/nowhere", &[("text", "x".repeat(FORM_MAX))]).await;
    assert!(
        dutch.status == StatusCode::PAYLOAD_TOO_LARGE && dutch.shows("groter dan deze site aanneemt"),
        "{}",
        dutch.text()
    );
    let chunks = (0..20).map(|_| Ok::<_, std::io::Error>(vec![b'x'; FORM_MAX / 10]));
    let request =
        browser.request(Method::POST, "/nowhere").body(reqwest::Body::wrap_stream(futures::stream::iter(chunks)));
    assert_eq!(browser.send("/nowhere", request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn arguments_that_no_form_of_ours_sends_do_not_come_back_in_the_url() {
    let portal = portal().await;
    let browser = portal.browser();
    for (path, method) in leptos::server_fn::axum::server_fn_paths().filter(|(_, method)| *method == Method::POST) {
        let request = browser.request(method, path).header(header::REFERER, format!("{}/", portal.url));
        let page = browser
            .send(
                path,
                request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body("%00=marker-value"),
            )
            .await;
        assert!(!page.location().is_some_and(|location| location.contains("__err")), "{path}: {:?}", page.location());
    }
}

#[tokio::test]
async fn nobody_gets_a_cookie_for_looking() {
    let portal = portal().await;
    let browser = portal.browser();
    for path in ["/", "/privacy", "/health", "/nowhere", "/trouble/23456789"] {
        assert_eq!(browser.get(path).await.header(header::SET_COOKIE), None, "{path}");
    }
    // A form needs one: its token belongs to this browser. It ends with the browser.
    let cookie = browser.get("/staff/sign-in").await.header(header::SET_COOKIE).unwrap_or_default().to_owned();
    assert!(cookie.starts_with("inzage_form=") && !cookie.contains("Max-Age"), "{cookie}");
}

#[tokio::test]
async fn the_schema_is_served_as_the_command_prints_it() {
    let page = portal().await.browser().get("/schema/export-3.json").await;
    assert_eq!(page.header(header::CONTENT_TYPE), Some("application/json"));
    let served: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
    assert_eq!(served, serde_json::to_value(server::schema::export()).unwrap());
    jsonschema::meta::validate(&served).unwrap();
    assert_eq!(served["title"], "Export");
    let page = portal().await.browser().get("/schema/envelope-4.json").await;
    let served: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
    assert_eq!(served, serde_json::to_value(server::schema::envelope()).unwrap());
    jsonschema::meta::validate(&served).unwrap();
}

#[tokio::test]
async fn what_controllers_software_reads_is_for_everybody_to_keep_and_leads_on() {
    let portal = portal().await;
    let browser = portal.browser();
    let page = browser.get("/.well-known/inzage").await;
    let says: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
    assert_eq!(says["supported_subject_request_types"].as_array().map(Vec::len), Some(8));
    assert_eq!(says["webhooks"]["signature_header"], "webhook-signature");
    for place in ["/envelope/schema", "/envelope/terms", "/signatures/jwks_uri"] {
        let url: http::Uri = says.pointer(place).unwrap().as_str().unwrap().parse().unwrap();
        let page = browser.get(url.path()).await;
        assert_eq!(page.status.as_u16(), 200, "{url}");
        assert!(page.header(header::CACHE_CONTROL).unwrap_or_default().starts_with("public, max-age="), "{url}");
        assert_eq!(page.header(header::SET_COOKIE), None, "{url}");
    }
    let keys = browser.get("/.well-known/jwks.json").await;
    let keys: serde_json::Value = serde_json::from_slice(&keys.body).unwrap();
    assert_eq!((keys["keys"][0]["crv"].as_str(), keys["keys"][0].get("d")), (Some("Ed25519"), None), "{keys}");
}
