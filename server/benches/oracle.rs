//! Whether the time of an answer tells what the answer does not: whether somebody, or something, is known here.
//!
//! Each pair of questions is asked in turns, in random order. `p` is the probability that an answer about what is known
//! takes longer than one about what is not (the statistic of Mann and Whitney over all pairs): at 0.5 the two
//! distributions lie over each other. The command fails where it lies further from that than [`LIMIT`], and chance does not
//! explain it.
//!
//! `cargo bench -p server --bench oracle --profile dev -- 300` asks 300 times each; it needs no optimised build.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark fails by panicking")]

#[path = "../tests/wire/support/mod.rs"]
mod support;

use app::forms::TOKEN_FIELD;
use domain::seams::Random as _;
use jiff::ToSpan as _;
use reqwest::Method;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use support::{Browser, Dice, Engine, Portal, customers_request};

/// How far `p` may lie from one half.
const LIMIT: f64 = 0.1;
/// How many standard deviations chance explains.
const CHANCE: f64 = 3.0;
/// How often each is asked, unless the command line says otherwise.
const TIMES: usize = 200;

/// Something that is asked of what is known, and of what is not.
struct Pair {
    name: &'static str,
    ask: Ask,
    known: String,
    unknown: String,
    /// Who asks for each.
    browsers: [Browser; 2],
}

/// How it is asked.
#[derive(Clone, Copy)]
enum Ask {
    /// By a form: its path, the field, and what else is filled in.
    Form(&'static str, &'static str, &'static [(&'static str, &'static str)]),
    /// By the address of a page, of which this is the beginning.
    Page(&'static str),
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let times = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(TIMES);
    let portal = Portal::open(Engine::Sqlite).await;
    let pairs = furnish(&portal).await;
    let mut is_told = false;
    println!("{:<44}{:>12}{:>12}{:>8}", "", "known", "unknown", "p");
    for pair in pairs {
        let (known, unknown) = measure(&portal, &pair, times).await;
        let p = longer(&known, &unknown);
        // Of the statistic when both come from one distribution: (2n + 1) / 12n² of its variance.
        let deviation = ((2 * times + 1) as f64 / (12 * times * times) as f64).sqrt();
        let tells = (p - 0.5).abs() > LIMIT.max(CHANCE * deviation);
        is_told |= tells;
        let verdict = if tells { "  TELLS" } else { "" };
        println!("{:<44}{:>12.2?}{:>12.2?}{p:>8.3}{verdict}", pair.name, median(known), median(unknown));
    }
    if is_told { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn furnish(portal: &Portal) -> Vec<Pair> {
    let [subject, other] = [portal.browser(), portal.browser()];
    let known = customers_request(portal, &subject, "access", "known@example.org", "en").await.path;
    customers_request(portal, &other, "access", "another@example.org", "en").await;
    portal.add_staff("known@example.com", "Demo Person", "four unrelated words").await;
    let controller = support::controller(portal).await;
    let link = forwarded(portal).await;
    let forwarding = controller.open(app::paths::CONTROLLER).await;
    let (_, forwarding) = forwarding.find("a[href^='/controller/0']", "href").expect("it has been forwarded");
    let another = support::controller_of(portal, 2, "other@example.com", "other.signer@example.org").await;
    let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let visitors = || [portal.browser(), portal.browser()];
    vec![
        // First, before the clock runs past these visits.
        Pair {
            name: "data subjects: a reference of another",
            ask: Ask::Page("/requests/"),
            known: id(&known),
            unknown: "222-222-2222".to_owned(),
            browsers: [other.clone(), other],
        },
        Pair {
            name: "controllers: a request of another",
            ask: Ask::Page("/controller/"),
            known: id(&forwarding),
            unknown: "019d2b8e-3f00-7000-8000-000000000001".to_owned(),
            browsers: [another.clone(), another],
        },
        Pair {
            name: "staff: a wrong password of an account",
            ask: Ask::Form("/do/staff/sign-in", "email", &[("password", "four other unrelated words")]),
            known: "known@example.com".to_owned(),
            unknown: "other@example.com".to_owned(),
            browsers: visitors(),
        },
        Pair {
            name: "data subjects: a code for a mailbox",
            ask: Ask::Form("/do/return", "email", &[]),
            known: "known@example.org".to_owned(),
            unknown: "other@example.org".to_owned(),
            browsers: visitors(),
        },
        Pair {
            name: "controllers: a code for a link",
            ask: Ask::Form("/do/controller/link", "token", &[]),
            unknown: "0".repeat(link.len()),
            known: link,
            browsers: visitors(),
        },
    ]
}

/// The token of the link that a controller gets.
async fn forwarded(portal: &Portal) -> String {
    support::controller(portal).await;
    let link = portal.mail.to("acme@example.com").into_iter().find(|mail| mail.text.contains("/controller/link/"));
    link.expect("it was forwarded").link().rsplit('/').next().unwrap().to_owned()
}

async fn measure(portal: &Portal, pair: &Pair, times: usize) -> (Vec<Duration>, Vec<Duration>) {
    let dice = Dice::new(7);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..times + WARM {
        if matches!(pair.ask, Ask::Form(..)) {
            // Out of reach of the limits on attempts.
            portal.clock.step(61.minutes());
        }
        let mut thrown = [0];
        dice.fill(&mut thrown);
        let is_known_first = thrown[0] % 2 == 0;
        for asks_known in [is_known_first, !is_known_first] {
            let value = if asks_known { &pair.known } else { &pair.unknown };
            let took = ask(&pair.browsers[usize::from(asks_known)], pair.ask, value).await;
            if round >= WARM {
                if asks_known { &mut known } else { &mut unknown }.push(took);
            }
        }
    }
    (known, unknown)
}

/// How many rounds are not counted: caches fill.
const WARM: usize = 5;

async fn ask(browser: &Browser, ask: Ask, value: &str) -> Duration {
    let (path, request) = match ask {
        Ask::Form(path, field, more) => {
            let token = browser.token().await;
            let own = [(TOKEN_FIELD, token.as_str()), (field, value)];
            let fields: Vec<_> = own.iter().chain(more).collect();
            (path.to_owned(), browser.request(Method::POST, path).form(&fields))
        }
        Ask::Page(path) => {
            let path = format!("{path}{value}");
            let request = browser.request(Method::GET, &path);
            (path, request)
        }
    };
    let begin = Instant::now();
    let page = browser.send(&path, request).await;
    let took = begin.elapsed();
    let is_as_ever = match ask {
        Ask::Form(..) => page.status.is_redirection(),
        Ask::Page(_) => page.status == http::StatusCode::NOT_FOUND,
    };
    assert!(is_as_ever, "{path}: {}", page.status);
    took
}

/// The probability that one of `these` took longer than one of `those`; a tie counts half.
fn longer(these: &[Duration], those: &[Duration]) -> f64 {
    let wins: f64 = these
        .iter()
        .flat_map(|this| those.iter().map(move |that| this.cmp(that)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum();
    wins / (these.len() * those.len()) as f64
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations.get(durations.len() / 2).copied().unwrap_or_default()
}
